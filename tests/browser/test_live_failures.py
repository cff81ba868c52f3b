"""うまくいかないときは、わけを日本語で伝え、書いたコードを失わない。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.live_book import LiveCell
from tests.browser.serving import serve

CODE = "print('書いた')"
FATAL = """\
import sys
sys.setrecursionlimit(10**6)
class Endless:
    def __repr__(self):
        return repr(self)
repr(Endless())"""
WITHOUT_MODULES = """
window.Worker = class extends EventTarget { constructor() { super(); } postMessage() {} terminate() {} };
"""


@pytest.fixture
def open_chapter(page: Page, live_site: Path) -> Iterator[Callable[..., Page]]:
    """``faults`` のある配り方で、章を開く。"""
    with ExitStack() as stack:

        def open_with(faults: dict[str, str] | None = None) -> Page:
            server: AbstractContextManager[str] = serve(live_site, faults=faults)
            page.goto(f"{stack.enter_context(server)}/book/cells.html")
            return page

        yield open_with


def fails(page: Page, words: str) -> LiveCell:
    """2番目のセルを書き換えて動かすと、``words`` と伝えて止まる。"""
    second = LiveCell(page, 2)
    second.write(CODE)
    second.button("実行").click()
    expect(second.status).to_contain_text(words)
    expect(second.editor).to_have_text(CODE)
    return second


def recovers(second: LiveCell) -> None:
    """「もう一度」で、書いたコードが動く。"""
    second.button("もう一度").click()
    expect(second.output).to_have_text("書いた\n")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("pyodide.asm.js", "tampered"),
        ("pyodide.asm.wasm", "tampered"),
        ("python_stdlib.zip", "missing"),
        ("worker.js", "missing"),
    ],
)
def test_missing_or_tampered_file(
    open_chapter: Callable[..., Page], name: str, fault: str
) -> None:
    faults = {name: fault}
    second = fails(open_chapter(faults), "Pythonの部品が届かないか、壊れています。")
    expect(second.status).to_contain_text(name)
    faults.clear()
    recovers(second)


@pytest.mark.parametrize("fault", ["tampered", "missing"])
def test_program_of_the_page_is_checked_too(
    open_chapter: Callable[..., Page], fault: str
) -> None:
    faults = {"live.js": fault}
    page = open_chapter(faults)
    first = LiveCell(page, 1)
    first.button("実行").click()
    expect(first.status).to_contain_text("Pythonの部品が届かないか、壊れています。")
    faults.clear()
    first.button("実行").click()
    expect(first.status).to_contain_text("実行しました。")


def test_offline_before_the_first_use(open_chapter: Callable[..., Page]) -> None:
    page = open_chapter()
    page.context.set_offline(True)
    first = LiveCell(page, 1)
    first.button("実行").click()
    expect(first.status).to_contain_text("ネットワークにつながっていない")
    page.context.set_offline(False)
    first.button("実行").click()
    expect(first.status).to_contain_text("実行しました。")


def test_offline_while_writing(open_chapter: Callable[..., Page]) -> None:
    page = open_chapter()
    LiveCell(page, 2).write("0")
    page.context.set_offline(True)
    second = fails(page, "ネットワークにつながっていない")
    page.context.set_offline(False)
    recovers(second)


def test_silence_is_noticed(open_chapter: Callable[..., Page]) -> None:
    faults = {"pyodide.js": "silent"}
    page = open_chapter(faults)
    page.clock.install()
    second = LiveCell(page, 2)
    second.write(CODE)
    second.button("実行").click()
    expect(second.bar).to_contain_text("読み込んでいます：")
    # ほかの部品が届くたびに、待つ時間は数え直される。
    words = "30秒待っても、Pythonの準備が進みません。"
    for _ in range(100):
        if words not in second.status.inner_text():
            page.clock.fast_forward(31_000)
    expect(second.status).to_contain_text(words)
    faults.clear()
    recovers(second)


@pytest.mark.parametrize(
    "missing",
    ["delete Document.prototype.adoptedStyleSheets", WITHOUT_MODULES],
    ids=["style sheets", "module workers"],
)
def test_old_browser_is_told(open_chapter: Callable[..., Page], missing: str) -> None:
    page = open_chapter()
    page.add_init_script(missing)
    page.reload()
    first = LiveCell(page, 1)
    first.button("実行").click()
    expect(first.status).to_contain_text("新しいChrome、Edge、Firefox")


def test_python_that_dies_is_started_again(open_chapter: Callable[..., Page]) -> None:
    page = open_chapter()
    second = LiveCell(page, 2)
    second.write(FATAL)
    second.button("実行").click()
    expect(second.status).to_contain_text("Pythonが止まりました。")
    expect(second.editor).to_contain_text("class Endless:")
    second.write(CODE)
    recovers(second)
    expect(LiveCell(page, 1).status).to_have_text("先に実行しました。")


def test_two_tabs_do_not_disturb_each_other(
    new_context: Callable[..., BrowserContext], live_site: Path
) -> None:
    with serve(live_site) as root:
        context = new_context()
        for value in ("1", "2"):
            page = context.new_page()
            page.goto(f"{root}/book/counting.html")
            LiveCell(page, 1).write(f"n = {value}")
            LiveCell(page, 3).write("print(n)")
            LiveCell(page, 3).button("実行").click()
            expect(LiveCell(page, 3).output).to_have_text(f"{int(value) + 1}\n")
