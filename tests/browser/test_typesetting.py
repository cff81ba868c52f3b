"""日本語の文字組み。"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

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
