"""本の検査が使う道具。"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.book.tiny_book import TinyBook


@pytest.fixture
def tiny_book(tmp_path: Path, jupyter_book: str) -> TinyBook:
    return TinyBook(tmp_path / "tiny", jupyter_book)


@pytest.fixture(scope="module")
def shared_tiny_book(
    tmp_path_factory: pytest.TempPathFactory, jupyter_book: str
) -> TinyBook:
    """1つのファイルのテストが、1度だけビルドして共に使う本。"""
    return TinyBook(tmp_path_factory.mktemp("book") / "tiny", jupyter_book)
