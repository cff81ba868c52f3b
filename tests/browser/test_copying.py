"""コードは、そのまま実行できる形で写せる。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import PAGES


def test_code_is_copied(new_context: Callable[..., BrowserContext]) -> None:
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(PAGES[1])
    block = page.locator(".cell_input .highlight").first
    block.hover()
    button = block.get_by_role("button", name="コピー")
    button.click()
    # クリップボードへの書き込みは、押したあとに終わる。
    block.get_by_role("button", name="コピーしました").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (block.locator("pre").text_content() or "").rstrip("\n")


def test_prompts_are_left_out(
    new_context: Callable[..., BrowserContext], site: Path
) -> None:
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.route(
        "**/example.html",
        lambda route: route.fulfill(
            content_type="text/html",
            body='<button data-theme-switch><i data-theme-name></i></button><div class="highlight">'
            "<pre>&gt;&gt;&gt; for i in range(2):\n...     print(i)\n...\n0\n1\n</pre></div>"
            '<script src="/_static/before_paint.js"></script><script src="/_static/book.js"></script>',
        ),
    )
    page.goto("example.html")
    page.get_by_role("button", name="コピー").click()
    page.get_by_role("button", name="コピーしました").wait_for()
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == "for i in range(2):\n    print(i)\n"
    )


def test_names_of_buttons_are_not_copied_with_the_page(page: Page) -> None:
    page.goto(PAGES[1])
    page.get_by_role("button", name="コピー").first.wait_for(state="attached")
    page.keyboard.press("Control+A")
    copied = page.evaluate("getSelection().toString()")
    assert "Variable" in copied
    assert "コピー" not in copied.splitlines()
    assert "印刷" not in copied.splitlines()
