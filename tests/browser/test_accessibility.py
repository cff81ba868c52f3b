"""axe-coreが問題を1つも見つけない。明るい配色でも、暗い配色でも、何かを開いたときも。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import ALL_PAGES

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(
    encoding="utf-8"
)
# 表示されている文字と、読み上げられる名前の食い違いも調べる。
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {
        "label-content-name-mismatch": {"enabled": True},
        "target-size": {"enabled": True},
    },
}


def violations(page: Page) -> list[Any]:
    page.evaluate(AXE)
    found = page.evaluate("(options) => axe.run(options)", OPTIONS)["violations"]
    return [
        (
            rule["id"],
            [(node["target"], node["failureSummary"]) for node in rule["nodes"]],
        )
        for rule in found
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ALL_PAGES)
def test_page_has_no_violation(
    new_context: Callable[..., BrowserContext], name: str, scheme: str
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.goto(name)
    page.wait_for_selector("main h1", state="visible")
    # 折りたたまれた中身と、マウスを乗せたときに現れるボタンも調べる。
    page.evaluate(
        "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
    )
    page.add_style_tag(url="/_static/book.css")
    page.evaluate(
        "document.querySelectorAll('.copy-code, .headerlink').forEach((e) => { e.style.opacity = 1; })"
    )
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
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.click(".page-toc summary")
    assert violations(page) == []
