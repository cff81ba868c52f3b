"""書いたコードは、このブラウザに残り、どこにも送られない。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.live_book import LiveCell
from tests.browser.serving import serve

ORIGINAL = "import numpy as np"
KEY = "code:/:book/cells.html#0"
COUNT_WRITES = """() => {
    const write = Storage.prototype.setItem;
    window.writes = 0;
    Storage.prototype.setItem = function (...item) { window.writes += 1; write.apply(this, item); };
}"""
BLOCK_STORAGE = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"


@pytest.fixture(scope="module")
def url(live_site: Path) -> Iterator[str]:
    with serve(live_site) as root:
        yield f"{root}/book/cells.html"


@pytest.fixture
def chapter(page: Page, url: str) -> Page:
    page.goto(url)
    return page


def test_reload_keeps_the_code_and_runs_nothing(chapter: Page) -> None:
    sent: list[str] = []
    first = LiveCell(chapter, 1)
    first.write("print('書いた')")
    chapter.on("request", lambda request: sent.append(request.url))
    chapter.reload()
    expect(first.editor).to_have_text("print('書いた')")
    expect(first.status).to_be_empty()
    assert [name for name in sent if name.endswith(("worker.js", ".wasm"))] == []
    first.button("実行").click()
    expect(first.output).to_have_text("書いた\n")
    assert all("書いた" not in name for name in sent)
    first.button("元に戻す").click()
    assert chapter.evaluate("localStorage.length") == 0


def test_clearing_the_records_removes_the_code(chapter: Page) -> None:
    LiveCell(chapter, 1).write("秘密 = 1")
    assert chapter.evaluate("Object.keys(localStorage)") == [KEY]
    chapter.once("dialog", lambda dialog: dialog.accept())
    chapter.get_by_role("button", name="記録を消す").click()
    expect(chapter.get_by_text("記録を消しました。")).to_be_visible()
    assert chapter.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(
    ("choice", "text"), [("使う", "print('前')"), ("捨てる", ORIGINAL)]
)
def test_code_of_an_older_edition_is_offered(
    chapter: Page, choice: str, text: str
) -> None:
    chapter.evaluate(
        "([key, kept]) => localStorage.setItem(key, JSON.stringify(kept))",
        [KEY, {"original": "print('古いもと')", "text": "print('前')"}],
    )
    chapter.reload()
    first = LiveCell(chapter, 1)
    expect(first.status).to_have_text("本の前の版で書いたコードが残っています。")
    expect(first.editor).to_have_count(0)
    first.button(choice).click()
    expect(first.editor).to_have_text(text)


def test_full_storage_is_told_and_loses_nothing(page: Page, url: str) -> None:
    page.add_init_script(BLOCK_STORAGE)
    page.goto(url)
    first = LiveCell(page, 1)
    first.write("print('書いた')")
    expect(first.status).to_contain_text("ページを閉じると消えます")
    expect(first.editor).to_have_text("print('書いた')")


def test_blocked_storage_is_told(page: Page, url: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error(); } });"
    )
    page.goto(url)
    first = LiveCell(page, 1)
    first.write("print('書いた')")
    expect(first.status).to_contain_text("ページを閉じると消えます")


def test_other_tab_follows_but_not_while_writing(
    new_context: Callable[..., BrowserContext], url: str
) -> None:
    context = new_context()
    here, there = context.new_page(), context.new_page()
    for page in (here, there):
        page.goto(url)
        LiveCell(page, 1).write("0")
        LiveCell(page, 2).write("0")
    there.evaluate(COUNT_WRITES)
    LiveCell(here, 1).write("print('こちら')")
    expect(LiveCell(there, 1).editor).to_have_text("print('こちら')")
    # 書き戻すと、こちらが続けて書いたものを古い内容で消してしまう。
    assert there.evaluate("window.writes") == 0
    there.bring_to_front()
    LiveCell(there, 2).write("書いている途中")
    here.bring_to_front()
    LiveCell(here, 2).write("こちら")
    there.bring_to_front()
    expect(LiveCell(there, 2).editor).to_have_text("書いている途中")
