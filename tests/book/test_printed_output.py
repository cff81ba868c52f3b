"""ページには、セルが端末に出すとおりの文字が、そのまま出る。"""

from __future__ import annotations

import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

from tests.book.tiny_book import cell

# 少しずつ、間を置いて書き出す。カーネルは、届いた文字を間を置くたびに区切る。
SLOWLY = """\
import time
def slowly(*pieces):
    for piece in pieces:
        print(piece, end="", flush=True)
        time.sleep(0.05)
"""
PRINTED = {
    "1行を分けて": 'slowly("b.grad =", " ", "3.5", "\\n")',
    "空行": 'slowly("前", "\\n\\n\\n", "後\\n")',
    "はじめの空行と空白": 'slowly("\\n", "\\n  x", " = ", "1\\n")',
    "終わりの改行がない": 'slowly("1", " 2")',
    "記号": 'slowly("<b>&amp;", "</b>\\n", "\\ta\\t|\\n")',
    "たくさん": 'slowly(*(f"{i}{chr(10) if i % 7 == 6 else chr(32)}" for i in range(30)))',
}
# 行の頭に戻って上書きする文字。端末の画面には、上書きしたあとの文字が残る。
OVERWRITTEN = {
    "進みぐあい": ('slowly("10%", "\\r", "20%", "\\r", "終わり\\n")', "終わり\n"),
    "短い上書き": ('slowly("12345\\r", "ab\\n")', "ab345\n"),
    "全角に半角": ('slowly("変数\\r", "x\\n")', "x 数\n"),
    "1文字戻る": ('slowly("12", "\\b", "3\\n")', "13\n"),
    "行の終わりのCRLF": ('slowly("1\\r\\n", "2\\r\\n")', "1\n2\n"),
}


def outputs(page: str) -> list[str]:
    soup = BeautifulSoup(page, "html.parser")
    return [cell.get_text() for cell in soup.select(".cell .output pre")]


def on_a_terminal(code: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", SLOWLY + code], stdout=subprocess.PIPE, check=True
    )
    return run.stdout.decode()


@pytest.fixture(scope="module")
def page(shared_tiny_book) -> str:
    codes = [*PRINTED.values(), *(code for code, _ in OVERWRITTEN.values())]
    book = shared_tiny_book
    book.write_chapter("\n".join(cell(SLOWLY + code) for code in codes))
    result = book.build()
    assert result.returncode == 0, result.output
    return book.page()


@pytest.mark.parametrize("name", PRINTED)
def test_a_page_shows_what_a_terminal_shows(name: str, page: str) -> None:
    shown = outputs(page)[list(PRINTED).index(name)]
    # HTMLのpreの終わりの改行は、見えない。
    assert shown.removesuffix("\n") == on_a_terminal(PRINTED[name]).removesuffix("\n")


@pytest.mark.parametrize("name", OVERWRITTEN)
def test_overwritten_characters_disappear(name: str, page: str) -> None:
    code, seen = OVERWRITTEN[name]
    assert "\r" in on_a_terminal(code) or "\b" in on_a_terminal(code)
    assert outputs(page)[len(PRINTED) + list(OVERWRITTEN).index(name)] == seen
