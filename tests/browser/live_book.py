"""セルを動かせる、小さな本。動かす部品は、この作業コピーのものを使う。"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.book.tiny_book import ROOT, TinyBook

LIVE = ROOT / "book" / "_live"
PARTS = ("packs", "node_modules")


def build_live_book(folder: Path, command: str, chapter: str) -> Path:
    """章 ``chapter`` だけの本を作り、サイトのフォルダを返す。"""
    for part in PARTS:
        if not (LIVE / part).is_dir():
            pytest.skip(f"book/_live/{part}がありません。make liveで用意できます。")
    book = TinyBook(folder, command)
    for part in PARTS:
        (book.root / "book/_live" / part).symlink_to((LIVE / part).resolve())
    book.write_chapter(chapter)
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
        self.editor.fill(text)
