"""計算グラフの図の印は、dezero_book.drawingだけが決める。スタイルシートとスクリプトは、それを読む。"""

from __future__ import annotations

import re
from pathlib import Path

from dezero_book.drawing import Color, Mark

THEME = Path(__file__).parents[2] / "book" / "_theme"
PAGE = "\n".join(
    path.read_text(encoding="utf-8")
    for kind in ("*.css", "*.js")
    for path in sorted(THEME.rglob(kind))
    if "node_modules" not in path.parts
)


def test_every_class_of_the_page_is_in_the_pictures() -> None:
    used = set(re.findall(r"\.(graph(?:-[a-z]+)?)\b", PAGE))
    assert used
    assert used <= set(Mark), f"図にない印：{used - set(Mark)}"


def test_every_color_of_the_pictures_is_in_the_style_sheet() -> None:
    defined = set(re.findall(r"(--graph-[a-z]+):", PAGE))
    names = {name for color in Color for name in re.findall(r"--graph-[a-z]+", color)}
    assert names
    assert names <= defined, f"スタイルシートにない色：{names - defined}"
