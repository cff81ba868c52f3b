"""``{picture} NAME`` が置く、概念の図。1つの図が1つのファイル。

``box-function-box`` は、``box_function_box.py`` の ``picture()`` が描く。
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from _ext.figures.pen import Picture
from _ext.figures.widget import FigureDirective

FOLDER = Path(__file__).parent
NAMES = sorted(
    path.stem.replace("_", "-") for path in FOLDER.glob("*.py") if path.stem[0] != "_"
)


class PictureDirective(FigureDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if name not in NAMES:
            raise self.error(
                f"図「{name}」はありません。あるのは、{'、'.join(NAMES)}です。"
            )
        module = importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
        try:
            picture = module.picture(*self._inputs(module.picture))
        except ValueError as problem:
            raise self.error(f"図「{name}」：{problem}") from problem
        return self.figure(f'<div class="picture">{picture.svg()}</div>')

    def _inputs(self, draw: Callable[..., Picture]) -> list[str]:
        """図が求めるなら、直前のセルが印字した文字。"""
        if not inspect.signature(draw).parameters:
            return []
        outputs = [
            block.astext()
            for block in self.state.document.findall(nodes.literal_block)
            if "output" in block["classes"]
        ]
        return [outputs[-1] if outputs else ""]


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("picture", PictureDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
