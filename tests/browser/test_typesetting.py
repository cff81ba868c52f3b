"""日本語の文字組み。"""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import PAGES

WIDTHS = [390, 1280, 1920]


@pytest.mark.parametrize("width", WIDTHS)
def test_line_holds_at_most_40_characters(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PAGES[1])
    page.wait_for_selector("main h1", state="visible")
    lines = page.evaluate(
        """() => {
          const paragraph = document.querySelector('article p');
          paragraph.textContent = '漢'.repeat(400);
          const style = getComputedStyle(paragraph);
          const range = document.createRange();
          range.selectNodeContents(paragraph);
          return {
            lines: range.getClientRects().length,
            ratio: parseFloat(style.lineHeight) / parseFloat(style.fontSize),
            strict: style.lineBreak,
            autospace: style.textAutospace,
            trim: style.textSpacingTrim,
            size: parseFloat(style.fontSize),
          };
        }"""
    )
    assert lines["lines"] >= 400 / 40
    assert lines["ratio"] == pytest.approx(1.8)
    assert lines["strict"] == "strict"
    assert lines["autospace"] == "normal"
    assert lines["trim"] == "trim-start"
    assert lines["size"] >= 16


def test_headings_break_at_phrases(page: Page) -> None:
    page.goto(PAGES[1])
    for heading in ("h1", "h2"):
        break_rule = page.locator(f"article {heading}").first.evaluate(
            "(e) => getComputedStyle(e).wordBreak"
        )
        assert break_rule == "auto-phrase"


@pytest.mark.parametrize("place", ["pre", "p code"])
def test_wide_characters_are_twice_as_wide_in_code(page: Page, place: str) -> None:
    page.goto(PAGES[3])
    widths = page.evaluate(
        """(place) => {
          const element = document.querySelector(`article ${place}`);
          const measure = (text) => {
            const span = document.createElement('span');
            span.textContent = text;
            span.style.whiteSpace = 'nowrap';
            span.style.position = 'absolute';
            element.append(span);
            const { width } = span.getBoundingClientRect();
            span.remove();
            return width;
          };
          return [measure('漢字かなカナ、。（）'), measure('abcdefghijABCDEFGHIJ')];
        }""",
        place,
    )
    assert widths[0] == pytest.approx(widths[1], abs=0.5)


def test_fonts_name_japanese_families(page: Page) -> None:
    page.goto(PAGES[1])
    body = page.evaluate("getComputedStyle(document.body).fontFamily")
    code = page.evaluate("getComputedStyle(document.querySelector('pre')).fontFamily")
    for family in ("Hiragino Sans", "Noto Sans JP", "Yu Gothic", "Meiryo"):
        assert family in body
    for family in ("Noto Sans Mono CJK JP", "BIZ UDGothic", "Hiragino Sans"):
        assert family in code


@pytest.mark.parametrize("name", PAGES)
def test_no_slanted_japanese(page: Page, name: str) -> None:
    """日本語の書体に斜体はないので、機械的に傾けた文字を見せない。"""
    page.goto(name)
    slanted = page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter((e) =>
          !e.closest('math, svg') && getComputedStyle(e).fontStyle !== 'normal'
          && /[\\u3040-\\u30ff\\u4e00-\\u9fff]/.test(e.textContent)
        ).map((e) => e.outerHTML.slice(0, 100))"""
    )
    assert slanted == []


@pytest.mark.parametrize("ratio", [1, 1.25, 1.5, 2, 3])
def test_long_brace_is_whole_at_any_pixel_ratio(
    new_context: Callable[..., BrowserContext], ratio: float
) -> None:
    page = new_context(device_scale_factor=ratio).new_page()
    page.goto(PAGES[5])
    page.wait_for_selector("main h1", state="visible")
    page.evaluate("document.fonts.load('1em \"STIX Two Math\"', '⏟').then(() => 0)")
    brace = page.evaluate(
        """() => {
          const math = document.createElement('div');
          math.id = 'brace';
          math.innerHTML = '<math display="block"><munder><mrow>'
            + '<mi>a</mi><mo>+</mo>'.repeat(12) + '<mi>a</mi></mrow><mo>⏟</mo></munder></math>';
          document.querySelector('article h1').after(math);
          const box = math.querySelector('mo:last-child').parentElement.getBoundingClientRect();
          const letters = math.querySelector('mrow').getBoundingClientRect();
          return {x: box.x, y: letters.bottom, width: box.width, height: box.bottom - letters.bottom};
        }"""
    )
    page.wait_for_timeout(200)
    image = Image.open(io.BytesIO(page.screenshot(clip=brace))).convert("L")
    columns = [
        min(image.getpixel((x, y)) for y in range(image.height)) < 160
        for x in range(image.width)
    ]
    # 両端の細い先を除いて、どこにも線がある。
    assert all(columns[5 * round(ratio) : -5 * round(ratio)])


def test_small_radical_stands_on_the_line(page: Page) -> None:
    page.goto(PAGES[5])
    page.wait_for_selector("main h1", state="visible")
    page.evaluate("document.fonts.load('1em \"STIX Two Math\"', '√').then(() => 0)")
    box = page.evaluate(
        """() => {
          const math = document.createElement('div');
          math.innerHTML = '<math><msqrt><mi>u</mi></msqrt><mi>u</mi></math>';
          document.querySelector('article h1').after(math);
          const root = math.querySelector('msqrt').getBoundingClientRect();
          const letter = math.querySelector('math > mi').getBoundingClientRect();
          return [root.bottom - letter.bottom, parseFloat(getComputedStyle(math).fontSize)];
        }"""
    )
    assert box[0] < 0.25 * box[1]
