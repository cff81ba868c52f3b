"""セルを動かせる、小さな本。動かす部品は、この作業コピーのものを使う。"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.book.tiny_book import ROOT, TinyBook, cell

STARTER = """\
from dezero_book.exercises import check_step01


def swap(a, b):
    ...


print(check_step01(swap))"""
ANSWER = STARTER.replace("...", "a.data, b.data = b.data, a.data")
# 読み込む関数の名前は、答えるセルにある。
SOLUTION = ANSWER.partition("\n\n\n")[2]
LIVE = ROOT / "book" / "_live"
PARTS = ("packs", "node_modules")
EXERCISES = f"""\
(sec-exercises-all)=
## 演習

(ex-live-1)=
### 演習1.1 つくる：入れ替える

{cell(STARTER, ":tags: [exercise, remove-output]")}

#### ヒント1

1つ目です。

#### ヒント2

2つ目です。

#### 解答

{cell(SOLUTION)}

(ex-live-2)=
### 演習1.2 直す：足し算

{cell("print(1 - 1)", ":tags: [exercise]")}

(ex-live-3)=
### 演習1.3 予想する：足し算

:::{{predict}}
:name: predict-live

いくつでしょうか。
:::

{cell("print(1 + 1)", ":tags: [hide-output]")}

:::{{answer}} 2
足しています。
:::
"""
CHAPTERS = {
    "cells": "\n".join(
        [
            cell("import numpy as np"),
            cell("x = np.array(3.0)\nprint(x * 2)"),
            cell("x = x + 1\nx.item()"),
            cell("hidden = 5", ":tags: [hide-input]"),
            cell("print(hidden)", ":tags: [hide-output]"),
        ]
    ),
    "counting": "\n".join(
        [cell("n = 1"), cell("n = n + 1\nprint(n)"), cell("print('3番目', n)")]
    ),
    "exercises": EXERCISES,
}


def build_live_book(folder: Path, command: str) -> Path:
    """セルを動かせる本を作り、サイトのフォルダを返す。"""
    for part in PARTS:
        if not (LIVE / part).is_dir():
            pytest.skip(f"book/_live/{part}がありません。make liveで用意できます。")
    book = TinyBook(folder, command)
    for part in PARTS:
        (book.root / "book/_live" / part).symlink_to((LIVE / part).resolve())
    (book.root / "book/chapter.md").unlink()
    for name, text in CHAPTERS.items():
        book.write_chapter(text, name)
    book.write_toc(*CHAPTERS)
    result = book.build()
    assert result.returncode == 0, result.output
    return book.root / "_build/html"


class LiveCell:
    """ページの、上から ``number`` 番目のセル。"""

    def __init__(self, page: Page, number: int) -> None:
        self.page = page
        self.root = page.locator(".cell:has(> .live-bar)").nth(number - 1)
        self.bar = self.root.locator("> .live-bar")
        self.status = self.bar.get_by_role("status")
        self.editor = page.get_by_role("textbox", name=f"コード{number}", exact=True)
        self.output = self.root.locator(".live-output")
        self.verdict = self.root.locator(".live-verdict")

    def button(self, name: str) -> Locator:
        return self.bar.get_by_role("button", name=name, exact=True)

    def write(self, text: str) -> None:
        """コードを ``text`` に書き換える。"""
        if not self.editor.count():
            self.root.locator("pre").first.click()
        self.editor.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)
