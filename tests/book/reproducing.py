"""同じ原稿を、違う計算機でビルドしたときのように、環境を変えて2度ビルドする。"""

from __future__ import annotations

from pathlib import Path

from tests.book.tiny_book import TinyBook

# フォルダの名前と、環境変数。どれも、できあがる本を変えてはならない。
MACHINES = {
    "book": {
        "TZ": "America/New_York",
        "LANG": "C",
        "LC_ALL": "POSIX",
        "PYTHONHASHSEED": "1",
        "HOME": "/nonexistent",
        "COLUMNS": "40",
    },
    "本 の 控え": {
        "TZ": "Asia/Tokyo",
        "LANG": "ja_JP.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "2",
        "SOURCE_DATE_EPOCH": "0",
        "COLUMNS": "200",
    },
}


def published(html: Path) -> dict[str, bytes]:
    """公開するフォルダの、すべてのファイルの中身。"""
    return {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in sorted(html.rglob("*"))
        if path.is_file()
    }


def build_on_two_machines(books: list[TinyBook]) -> list[dict[str, bytes]]:
    results = []
    for book, environment in zip(books, MACHINES.values()):
        result = book.build(**environment)
        assert result.returncode == 0, result.output
        results.append(published(book.root / "_build/html"))
    return results


def different_files(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(
        name for name in one.keys() | other.keys() if one.get(name) != other.get(name)
    )
