"""axe-coreが問題を1つも見つけない。明るい配色でも、暗い配色でも、何かを開いたときも。

すべてのページは ``make audit`` が調べる（tests/audit/test_accessibility.py）。
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.axe import open_everything, violations


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_no_violation(
    new_context: Callable[..., BrowserContext], a_chapter: str, scheme: str
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    for name in ("index.html", a_chapter):
        page.goto(name)
        open_everything(page)
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_menu_has_no_violation(
    new_context: Callable[..., BrowserContext], a_chapter: str, scheme: str
) -> None:
    size = {"width": 390, "height": 844}
    page = new_context(color_scheme=scheme, viewport=size).new_page()
    page.goto(a_chapter)
    page.click(".menu-open")
    page.wait_for_selector("#chapters:popover-open")
    assert violations(page, "#chapters") == []
    page.keyboard.press("Escape")
    page.click(".page-toc summary")
    assert violations(page, ".page-toc") == []
