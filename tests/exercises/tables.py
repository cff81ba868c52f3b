"""章ごとの答えの表。新しいステップの表は、ファイルを置くだけで加わる。"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, NamedTuple

FILES = sorted(Path(__file__).parent.glob("step??.py"))
STEPS = {
    int(path.stem[4:]): importlib.import_module(f"tests.exercises.{path.stem}")
    for path in FILES
}
DEPTH = importlib.import_module("tests.exercises.depth")
# もっと深く読むページは、ステップ10のあとに読む。
MENDING = [*STEPS.items(), (10, DEPTH)]


class Numbered(NamedTuple):
    """番号で選ぶ演習の、1つの答え。``diagnosis`` は、正解なら ``None``。"""

    step: int
    number: str
    names: str
    code: str
    diagnosis: str | None = None


def numbered(kind: str) -> list[Any]:
    """``MENDED`` か ``UNMENDED`` の、すべての行。"""
    return [
        Numbered(step, *row) for step, table in MENDING for row in getattr(table, kind)
    ]


MENDED = numbered("MENDED")
UNMENDED = numbered("UNMENDED")
