"""概念の図。読むだけで分かる説明があり、狭い画面で読め、数は計算した数である。"""

from __future__ import annotations

import importlib
import math
import re
from xml.etree import ElementTree

import pytest
from _ext.figures.pen import WIDTH, Picture, text
from _ext.figures.pictures import NAMES
from _ext.figures.pictures.bugs_by_tests import picture as draw_bugs
from _ext.figures.pictures.gears import X
from _ext.figures.pictures.gears import picture as draw_gears

from tests.book.tiny_book import TinyBook, cell

FOUND = "test_square  1 4\ntest_composed  1 2 3 4\ntest_nothing\n"


def draw(name: str) -> Picture:
    module = importlib.import_module(f"_ext.figures.pictures.{name.replace('-', '_')}")
    picture: Picture = module.picture(*([FOUND] if name == "bugs-by-tests" else []))
    return picture


@pytest.mark.parametrize("name", NAMES)
def test_picture_is_described_and_readable_on_a_phone(name: str) -> None:
    picture = draw(name)
    root = ElementTree.fromstring(picture.svg())
    title, description = root[0], root[1]
    assert title.tag.endswith("title")
    assert description.tag.endswith("desc")
    assert title.text
    assert (description.text or "").endswith("。")
    assert picture.width <= WIDTH
    for element in root.iter():
        assert not {"style", "id", "class"} & set(element.attrib)
        assert float(element.get("font-size", 14)) >= 12
        for color in (element.get("fill"), element.get("stroke")):
            assert color in {None, "none", "currentColor"} or color.startswith("var(--")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_leaves_the_picture(name: str) -> None:
    picture = draw(name)
    root = ElementTree.fromstring(picture.svg())
    for rect in root.iter("{http://www.w3.org/2000/svg}rect"):
        x, width = float(rect.attrib["x"]), float(rect.attrib["width"])
        y, height = float(rect.attrib["y"]), float(rect.attrib["height"])
        assert 0 <= x < x + width <= picture.width
        assert 0 <= y < y + height <= picture.height
    for words in root.iter("{http://www.w3.org/2000/svg}text"):
        size = float(words.get("font-size", 14))
        # 全角は1文字、半角は6割として見積もる。
        wide = sum(1 if ord(c) > 0x2E80 else 0.6 for c in words.text or "") * size
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}
        left = (
            float(words.attrib["x"]) - wide * share[words.get("text-anchor", "middle")]
        )
        assert left >= -1
        assert left + wide <= picture.width + 1
        assert size * 0.7 <= float(words.attrib["y"]) <= picture.height


def test_small_letters_are_refused() -> None:
    with pytest.raises(ValueError, match="12以上"):
        text(0, 0, "小さい", size=11)


def test_gears_turn_by_the_derivatives() -> None:
    local = [2 * X, math.exp(X**2), 2 * math.exp(X**2)]
    assert all(abs(ratio - 1) > 0.1 for ratio in local)
    description = draw_gears().description
    for ratio in (*local, math.prod(local)):
        assert f"{ratio:.3g}" in description


def test_field_marks_what_the_cell_printed() -> None:
    picture = draw_bugs(FOUND)
    assert picture.body.count("✓") == 6
    assert "test_nothingは、どれも見つけません。" in picture.description
    with pytest.raises(ValueError, match="直前のセルの出力"):
        draw_bugs("別の出力\n")


def test_figure_in_a_page(tiny_book: TinyBook) -> None:
    printing = cell(f"print({FOUND.strip()!r})")
    tiny_book.write_chapter(
        f"{printing}\n:::{{picture}} bugs-by-tests\n:name: fig-bugs\n\n説明の文です。\n:::\n\n"
        "図は{ref}`fig-bugs`です。\n"
    )
    result = tiny_book.build()
    assert result.returncode == 0, result.output
    figure = re.search(
        r"<figure[^>]*id=\"fig-bugs\".*?</figure>", tiny_book.page(), re.DOTALL
    )
    assert figure
    assert figure[0].count("✓") == 6
    assert re.search(r"<figcaption>.*説明の文です。", figure[0], re.DOTALL)


def test_unknown_name_stops_the_build(tiny_book: TinyBook) -> None:
    tiny_book.write_chapter(":::{picture} no-such\n\n説明の文です。\n:::\n")
    result = tiny_book.build()
    assert result.returncode != 0
    assert re.search(r"chapter\.md:\d+:.*図「no-such」はありません", result.output)
