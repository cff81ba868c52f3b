"""章は、案内のない、答えの開いた形で印刷される。"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import PAGES

LEFT = """() => [...document.querySelectorAll(
  '.site-header, .chapters, .page-toc, .page-tools, .prev-next, .site-footer, .copy-code'
)].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 100))"""
CLOSED = """() => [...document.querySelectorAll('main details')].filter((details) =>
  [...details.children].slice(1).some((child) =>
    !child.checkVisibility({ contentVisibilityAuto: true }) || !child.getBoundingClientRect().height)
).map((details) => details.outerHTML.slice(0, 100))"""
CUT = """() => [...document.querySelectorAll('main pre, main .table-scroll')].filter(
  (e) => e.scrollWidth > e.clientWidth + 1
).map((e) => e.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("name", PAGES)
def test_chapter_prints_cleanly(
    new_context: Callable[..., BrowserContext], name: str, scripted: bool
) -> None:
    # A5の紙の、余白を除いた幅。
    size = {"width": 480, "height": 700}
    context = new_context(
        java_script_enabled=scripted, viewport=size, color_scheme="dark"
    )
    page = context.new_page()
    page.goto(name)
    page.emulate_media(media="print")
    assert page.evaluate(LEFT) == []
    assert page.evaluate(CLOSED) == []
    assert page.evaluate(CUT) == []
    assert (
        page.evaluate("getComputedStyle(document.body).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(35, 38, 45)"


def test_paper_comes_out(
    new_context: Callable[..., BrowserContext], a_chapter: str
) -> None:
    page = new_context().new_page()
    page.goto(a_chapter)
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert page.locator("main details[open]").count() == 0
