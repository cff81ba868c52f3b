"""動かすセルは、キーボードだけでも、狭い画面でも、暗い配色でも使える。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.live_book import LiveCell
from tests.browser.serving import serve


@pytest.fixture(scope="module")
def root(live_site: Path) -> Iterator[str]:
    with serve(live_site) as url:
        yield f"{url}/book"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_open_editors_have_no_violation(
    new_context: Callable[..., BrowserContext], root: str, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 844}
    page = new_context(
        color_scheme=scheme, viewport=size, has_touch=width < 500, is_mobile=width < 500
    ).new_page()
    page.goto(f"{root}/exercises.html")
    build, mend = LiveCell(page, 1), LiveCell(page, 3)
    build.button("確かめる").click()
    expect(build.verdict).to_contain_text("✗")
    mend.write("# 半角より長い行 " + "x" * 80 + "\nprint('長い出力\\n' * 100)\n1 / 0")
    mend.button("確かめる").click()
    expect(mend.output).to_contain_text("ZeroDivisionError")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    label = mend.editor.get_attribute("aria-label")
    assert label is not None
    assert label.startswith("コード")
    size_of_text = mend.editor.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert width > 500 or size_of_text >= 16


def test_colors_of_the_editor_follow_the_scheme(
    new_context: Callable[..., BrowserContext], root: str
) -> None:
    page = new_context(color_scheme="dark").new_page()
    page.goto(f"{root}/cells.html")
    first = LiveCell(page, 1)
    color = "e => getComputedStyle(e).color"
    static = first.root.locator("pre .kn").first.evaluate(color)
    first.write("import numpy")
    keyword = first.editor.locator("span").first
    assert keyword.evaluate(color) == static
    page.get_by_role("button", name="配色").click()
    assert keyword.evaluate(color) != static


def test_everything_works_with_the_keyboard_alone(page: Page, root: str) -> None:
    page.goto(f"{root}/counting.html")
    second = LiveCell(page, 2)
    for _ in range(60):
        if second.button("実行").evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(second.button("実行")).to_be_focused()
    page.keyboard.press("Enter")
    expect(second.output).to_have_text("2\n")
    # ボタンの名前が変わっても、フォーカスはそこにある。
    expect(second.button("実行")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(second.editor).to_be_focused()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type("\nif n:\n\tprint(-n)")
    expect(second.editor).to_contain_text("    print(-n)")
    page.keyboard.press("Shift+Enter")
    expect(second.output).to_have_text("3\n-3\n")
    expect(second.editor).to_be_focused()
    # Tabは字下げ。Escapeのあとだけ、欄から出る。
    page.keyboard.press("Tab")
    expect(second.editor).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(second.button("実行")).to_be_focused()
    page.keyboard.press("Tab")
    expect(second.button("元に戻す")).to_be_focused()
    page.keyboard.press("Enter")
    expect(second.editor).to_have_text("n = n + 1print(n)")


def test_japanese_is_composed_inside_brackets(page: Page, root: str) -> None:
    page.goto(f"{root}/cells.html")
    first = LiveCell(page, 1)
    first.write("print()")
    page.keyboard.press("ArrowLeft")
    session = page.context.new_cdp_session(page)
    for text in ("に", "にほ", "にほん"):
        session.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    session.send("Input.insertText", {"text": "日本"})
    expect(first.editor).to_have_text("print(日本)")


def test_full_width_signs_are_marked_outside_strings(page: Page, root: str) -> None:
    page.goto(f"{root}/cells.html")
    first = LiveCell(page, 1)
    first.write("print（'（全角）'）  # （注）")
    expect(first.root.locator(".cm-full-width")).to_have_text(["（", "）"])


def test_click_on_the_code_starts_writing_there(page: Page, root: str) -> None:
    page.goto(f"{root}/counting.html")
    second = LiveCell(page, 2)
    second.root.get_by_text("print").click()
    expect(second.editor).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("# 印")
    expect(second.editor).to_contain_text("print(n)# 印")


def test_selecting_code_to_copy_does_not_open_the_editor(page: Page, root: str) -> None:
    page.goto(f"{root}/counting.html")
    second = LiveCell(page, 2)
    second.root.get_by_text("print").dblclick()
    assert page.evaluate("getSelection().toString().trim()") == "print"
    expect(second.editor).to_have_count(0)


def test_print_shows_the_book_as_built(page: Page, root: str) -> None:
    page.goto(f"{root}/cells.html")
    second = LiveCell(page, 2)
    second.write("print('自分のコード')")
    second.button("実行").click()
    expect(second.output).to_have_text("自分のコード\n")
    page.emulate_media(media="print")
    expect(second.root.get_by_text("print(x * 2)")).to_be_visible()
    expect(second.root.get_by_text("6.0")).to_be_visible()
    expect(second.output).to_be_hidden()
    expect(second.bar).to_be_hidden()
