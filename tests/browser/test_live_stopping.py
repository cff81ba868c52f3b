"""終わらないセルを止められる。止めても、書いたコードは残り、続きを動かせる。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_book import LiveCell
from tests.browser.serving import ISOLATION, serve

# 割り込みを受け取らない。
STUBBORN = "import time\ntime.sleep(600)"


@pytest.fixture(scope="module", params=[False, True], ids=["terminate", "interrupt"])
def isolated(request: pytest.FixtureRequest) -> bool:
    """割り込みで止められるヘッダーを付けて配るか。"""
    return bool(request.param)


# 止め方によらない約束は、割り込めるときだけで確かめる。
interrupting = pytest.mark.parametrize(
    "isolated", [True], ids=["interrupt"], indirect=True
)


@pytest.fixture
def chapter(page: Page, live_site: Path, isolated: bool) -> Iterator[Page]:
    with serve(live_site, ISOLATION if isolated else None) as root:
        page.goto(f"{root}/book/counting.html")
        assert page.evaluate("crossOriginIsolated") == isolated
        yield page


def stop(cell: LiveCell, code: str) -> None:
    """終わらない ``code`` を動かして、止める。"""
    cell.write(code)
    cell.button("実行").click()
    expect(cell.bar).to_contain_text("実行しています")
    cell.button("停止").click()
    expect(cell.status).to_have_text("止めました。書いたコードは残っています。")


@pytest.mark.parametrize(
    ("isolated", "code"),
    [(True, "while True: pass"), (True, STUBBORN), (False, "while True: pass")],
    ids=["interrupt", "interrupt-stubborn", "terminate"],
    indirect=["isolated"],
)
def test_endless_cell_is_stopped(chapter: Page, isolated: bool, code: str) -> None:
    first, second, third = (LiveCell(chapter, number) for number in (1, 2, 3))
    second.button("実行").click()
    expect(second.output).to_have_text("2\n")
    stop(third, code)
    expect(third.editor).to_contain_text(code.splitlines()[-1])
    third.write("print(n)")
    third.button("実行").click()
    # 割り込めたときは変数が残り、打ち切ったときは動かし直すので、どちらでも同じ値になる。
    expect(third.output).to_have_text("2\n")
    survived = isolated and code != STUBBORN
    told = "実行しました。（" if survived else "先に実行しました。"
    expect(first.status).to_have_text("先に実行しました。")
    expect(second.status).to_contain_text(told)


@interrupting
def test_stopping_a_cell_above_is_not_called_an_error(chapter: Page) -> None:
    first, second = LiveCell(chapter, 1), LiveCell(chapter, 2)
    first.write("while True: pass")
    second.button("実行").click()
    expect(second.bar).to_contain_text("先に、上のセルを実行しています")
    second.button("停止").click()
    for cell in (first, second):
        expect(cell.status).to_have_text("止めました。書いたコードは残っています。")


def test_flood_of_output_does_not_block_the_stop(chapter: Page) -> None:
    first = LiveCell(chapter, 1)
    stop(first, "while True: print('あ' * 50)")
    assert len(first.output.text_content() or "") <= 200_000
    # 止めたあとに、古い出力が届かない。
    first.write("print('新しい')")
    first.button("実行").click()
    expect(first.output).to_have_text("新しい\n")


@interrupting
def test_cell_that_had_run_below_is_replayed(chapter: Page) -> None:
    second = LiveCell(chapter, 2)
    LiveCell(chapter, 3).button("実行").click()
    expect(LiveCell(chapter, 3).output).to_have_text("3番目 2\n")
    stop(second, STUBBORN)
    second.write("print(n)")
    second.button("実行").click()
    expect(second.output).to_have_text("2\n")
    expect(LiveCell(chapter, 3).status).to_have_text("先に実行しました。")


def test_browser_without_shared_memory(page: Page, live_site: Path) -> None:
    page.add_init_script("delete globalThis.SharedArrayBuffer")
    with serve(live_site, ISOLATION) as root:
        page.goto(f"{root}/book/counting.html")
        first = LiveCell(page, 1)
        stop(first, "while True: pass")
        first.write("print(6 * 7)")
        first.button("実行").click()
        expect(first.output).to_have_text("42\n")


@interrupting
def test_start_can_be_called_off(chapter: Page) -> None:
    second = LiveCell(chapter, 2)
    second.button("実行").click()
    second.button("停止").click()
    expect(second.status).to_have_text("止めました。書いたコードは残っています。")
    second.button("実行").click()
    expect(second.output).to_have_text("2\n")


@interrupting
def test_leaving_the_page_stops_what_runs(chapter: Page) -> None:
    first = LiveCell(chapter, 1)
    first.write("while True: pass")
    first.button("実行").click()
    expect(first.bar).to_contain_text("実行しています")
    chapter.evaluate(
        "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"
    )
    expect(first.status).to_have_text("ページを離れたので、止めました。")
    expect(first.button("実行")).to_be_visible()
