"""セルが、読者のブラウザの中で動く。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.book.tiny_book import cell
from tests.browser.listening import Listener
from tests.browser.live_book import LiveCell, build_live_book
from tests.browser.serving import serve

CELLS = (
    "import numpy as np",
    "x = np.array(3.0)\nprint(x * 2)",
    "x = x + 1\nx.item()",
)
CHAPTER = "\n".join(cell(code) for code in CELLS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, jupyter_book: str) -> Path:
    root = tmp_path_factory.mktemp("live") / "book"
    return build_live_book(root, jupyter_book, CHAPTER)


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with serve(folder) as root:
        yield f"{root}/book/chapter.html"


@pytest.fixture
def chapter(page: Page, url: str) -> Page:
    page.goto(url)
    return page


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
    root = url.removesuffix("book/chapter.html")
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
