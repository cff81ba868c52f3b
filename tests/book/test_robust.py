"""「壊れにくくする」のセルのコードは、パッケージのコードである。"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.book.chapters import ROOT, STEPS
from tests.book.definitions import definitions

PACKAGE = ROOT / "dezero_book"
CELL = re.compile(r"^```\{code-cell\} ipython3\n(?::[^\n]*\n)*(.*?)^```$", re.M | re.S)


def in_file(path: Path) -> dict[str, str]:
    """ファイルの定義。``Variable.backward`` のように、メソッドもクラスから取り出す。"""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = definitions([tree])
    for cls in [node for node in tree.body if isinstance(node, ast.ClassDef)]:
        methods = definitions([ast.Module(cls.body, [])])
        found |= {f"{cls.name}.{name}": code for name, code in methods.items()}
    return found


def test_what_the_page_defines_is_what_the_package_defines():
    page = (ROOT / "book" / "robust.md").read_text(encoding="utf-8")
    cells = [ast.parse(cell) for cell in CELL.findall(page)]
    shown = definitions(cells, in_file(STEPS / "step10.py"))
    core, checks = in_file(PACKAGE / "core.py"), in_file(PACKAGE / "checks.py")
    assert shown["__call__"] == core["Function.__call__"]
    assert shown["backward"] == core["Variable.backward"]
    names = {name for name in shown if name.startswith("check_")}
    assert names
    assert {name: shown[name] for name in names} == {
        name: checks[name] for name in names
    }
