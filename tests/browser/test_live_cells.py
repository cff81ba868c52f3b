"""セルが、読者のブラウザの中で動く。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.listening import Listener
from tests.browser.live_book import LiveCell
from tests.browser.serving import serve

PICTURE = """\
class Picture:
    def _repr_svg_(self):
        return (
            '<svg viewBox="0 0 9 9" onload="window.bad = 1" style="color: red">'
            '<script>window.bad = 1</script><text x="1" y="2">図</text>'
            '<image href="https://example.org/a.png"/>'
            '<a href="https://example.org/"><text>外</text></a>'
            '<foreignObject><p>外</p></foreignObject>'
            '<circle id="content" r="1" fill="url(https://example.org/)"/></svg>'
        )
Picture()"""


@pytest.fixture(scope="module")
def url(live_site: Path) -> Iterator[str]:
    with serve(live_site) as root:
        yield f"{root}/book/cells.html"


@pytest.fixture
def chapter(page: Page, url: str) -> Page:
    page.goto(url)
    return page


def run(page: Page, number: int, code: str) -> LiveCell:
    """セルの上から、``code`` に書き換えた ``number`` 番目のセルまでを動かす。"""
    cell = LiveCell(page, number)
    cell.write(code)
    cell.button("実行").click()
    expect(cell.status).not_to_be_empty()
    return cell


def test_nothing_is_requested_before_the_first_use(page: Page, url: str) -> None:
    listener = Listener(page)
    page.goto(url, wait_until="networkidle")
    assert [name for name in listener.urls if "/live/" in name] == []
    assert listener.complaints == []


def test_first_use_reads_only_this_site(page: Page, url: str) -> None:
    listener = Listener(page)
    page.goto(url)
    LiveCell(page, 1).button("実行").click()
    expect(LiveCell(page, 1).status).to_contain_text("実行しました。")
    root = url.removesuffix("book/cells.html")
    assert [name for name in listener.urls if not name.startswith(root)] == []
    assert listener.complaints == []


def test_cell_pressed_first_runs_the_cells_above(chapter: Page) -> None:
    third = LiveCell(chapter, 3)
    third.button("実行").click()
    expect(third.output).to_have_text("4.0")
    for number in (1, 2):
        expect(LiveCell(chapter, number).status).to_have_text("先に実行しました。")
    expect(LiveCell(chapter, 2).output).to_have_text("6.0")
    # もう一度動かすと、同じPythonの続きになる。
    third.button("実行").click()
    expect(third.output).to_have_text("5.0")
    # 最初からやり直すと、変数も出力も、何も動かしていないときに戻る。
    third.button("最初からやり直す").click()
    expect(third.output).to_have_count(0)
    expect(third.root).to_contain_text("4.0")
    third.button("実行").click()
    expect(third.output).to_have_text("4.0")


def test_edited_code_runs_and_can_be_put_back(chapter: Page) -> None:
    second = LiveCell(chapter, 2)
    second.write("print('書き換えた')\n'値'")
    chapter.keyboard.press("Shift+Enter")
    expect(second.output.locator("pre").first).to_have_text("書き換えた\n")
    expect(second.output.locator("pre").last).to_have_text("'値'")
    expect(second.editor).to_be_focused()
    expect(second.root.get_by_text("6.0")).to_be_hidden()
    second.button("元に戻す").click()
    expect(second.editor).to_have_text("x = np.array(3.0)print(x * 2)")
    expect(second.root.get_by_text("6.0")).to_be_visible()
    expect(second.output).to_have_count(0)
    # 戻したセルは、下のセルのために、元のコードで動かし直される。
    third = LiveCell(chapter, 3)
    third.button("実行").click()
    expect(third.output).to_have_text("4.0")


def test_streams_keep_their_order_and_the_last_line(chapter: Page) -> None:
    code = "import sys\nprint('1')\nprint('2', file=sys.stderr)\nprint('<b>3', end='')"
    first = run(chapter, 1, code)
    expect(first.output.locator("pre")).to_have_text(["1\n", "2\n", "<b>3"])


def test_error_stops_the_cells_below_and_marks_the_line(chapter: Page) -> None:
    LiveCell(chapter, 1).write("import numpy as np\n1 / 0")
    third = LiveCell(chapter, 3)
    third.button("実行").click()
    expect(third.status).to_contain_text(
        "コード1がエラーで止まったので、実行していません。"
    )
    expect(LiveCell(chapter, 2).status).to_be_empty()
    first = LiveCell(chapter, 1)
    expect(first.output).to_contain_text("ZeroDivisionError: division by zero")
    expect(first.output).to_contain_text('File "コード1", line 2')
    expect(first.root.locator(".cm-error-line")).to_have_text("1 / 0")
    third.button("コード1を見る").click()
    expect(first.button("実行")).to_be_focused()
    first.write("import numpy as np")
    expect(first.root.locator(".cm-error-line")).to_have_count(0)
    third.button("実行").click()
    expect(third.output).to_have_text("4.0")


def test_errors_come_with_a_sentence(chapter: Page) -> None:
    first = run(chapter, 1, "print（1）")
    expect(first.output).to_contain_text("記号と空白は半角で書きます。")
    expect(first.output).not_to_contain_text("Traceback")
    for code, words in [
        ("input()", "input() に答えられません。"),
        ("exit()", "変数は残っています。"),
        ("import threading\nthreading.Thread(target=print).start()", "スレッド"),
        ("import numpy as np\nnp.ones((2**28, 7))", "メモリが足りません。"),
        ("import pandas", "使えるのは"),
    ]:
        expect(run(chapter, 1, code).output).to_contain_text(words)
    expect(run(chapter, 1, "print('まだ動く')").output).to_have_text("まだ動く\n")


def test_output_is_cut_at_200_kilobytes(chapter: Page) -> None:
    first = run(chapter, 1, "for i in range(30000):\n    print('0123456789' * 2)")
    expect(first.output).to_contain_text("200 KBを超えた")
    text = first.output.text_content() or ""
    assert 200_000 <= len(text) < 200_100


def test_picture_is_rebuilt_from_known_parts(chapter: Page) -> None:
    svg = run(chapter, 1, PICTURE).output.locator("svg")
    expect(svg).to_have_text("図")
    assert svg.evaluate("e => e.outerHTML") == (
        '<svg viewBox="0 0 9 9"><text x="1" y="2">図</text><circle r="1"></circle></svg>'
    )
    assert chapter.evaluate("window.bad") is None


def test_folded_parts_open_only_for_their_own_cell(chapter: Page) -> None:
    hidden, last = LiveCell(chapter, 4), LiveCell(chapter, 5)
    last.button("実行").click()
    expect(last.output).to_have_text("5\n")
    expect(last.output).to_be_visible()
    expect(hidden.status).to_have_text("先に実行しました。")
    expect(hidden.root.get_by_text("hidden = 5")).to_be_hidden()


def test_from_a_file_the_reader_is_told_the_command(
    page: Page, live_site: Path
) -> None:
    listener = Listener(page)
    page.goto((live_site / "book/cells.html").as_uri())
    first = LiveCell(page, 1)
    first.button("実行").click()
    expect(first.status).to_contain_text("make serve")
    first.root.locator("pre").click()
    expect(first.editor).to_have_count(0)
    assert listener.complaints == []


def test_without_javascript_there_is_no_button(
    new_context: Callable[..., BrowserContext], url: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(url)
    expect(page.locator(".live-bar").first).to_be_hidden()
