"""JavaScriptを切っても、すべて読めて、どのページへも行ける。"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import PAGES

# 折りたたまれていないのに、見えないもの。
LOST = """() => ["math", "pre", ".cell_output", "svg.inline-svg", "table"].flatMap((part) =>
  [...document.querySelectorAll(`article > section > ${part}, article > section > .cell ${part}`)]
    .filter((e) => !e.closest("details:not([open])"))
    .filter((e) => !e.checkVisibility({ visibilityProperty: true }) || !e.getBoundingClientRect().height)
    .map((e) => e.outerHTML.slice(0, 100)))"""
# 見えているのに、スクリプトがなければ動かないボタン。
USELESS_BUTTONS = """() => [...document.querySelectorAll("button")]
  .filter((e) => e.checkVisibility() && !e.hasAttribute("popovertarget"))
  .map((e) => e.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("name", PAGES)
def test_everything_is_there(
    new_context: Callable[..., BrowserContext], name: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(name)
    assert page.locator("main h1").is_visible()
    assert page.evaluate(LOST) == []
    assert page.evaluate(USELESS_BUTTONS) == []
    for fold in page.locator("main details:not(:has(details)) > summary").all()[:3]:
        if fold.is_visible():
            fold.click()
            assert fold.locator("xpath=following-sibling::*[1]").is_visible()


def test_menu_and_navigation_work(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    ).new_page()
    page.goto(PAGES[1])
    assert page.locator("#chapters").is_hidden()
    page.click(".menu-open")
    link = page.locator("#chapters a", has_text="ステップ3").first
    assert link.is_visible()
    link.click()
    assert page.url.endswith(PAGES[3])
    page.click(".page-toc summary")
    page.locator(".page-toc a").first.click()
    assert "#" in page.url
