"""本の全体も、どの計算機でビルドしても、1バイトも違わない。"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.book.reproducing import MACHINES, build_on_two_machines, different_files
from tests.book.tiny_book import ROOT, TinyBook


def whole_book(folder: Path, command: str) -> TinyBook:
    """本のすべてのページを、別のフォルダに写す。"""
    book = TinyBook(folder, command)
    shutil.copy(ROOT / "_toc.yml", folder)
    for path in folder.glob("book/*.md"):
        path.unlink()
    shutil.copytree(ROOT / "book", folder / "book", dirs_exist_ok=True)
    return book


def test_two_machines_build_the_same_book(tmp_path: Path, jupyter_book: str) -> None:
    books = [whole_book(tmp_path / name, jupyter_book) for name in MACHINES]
    assert different_files(*build_on_two_machines(books)) == []
