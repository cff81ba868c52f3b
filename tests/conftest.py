"""すべてのテストが使う、ビルド済みの本。

本のビルドは、テストの1回の実行につき1度だけ行う。並列に動くワーカーは、先に始めた
1つを待って同じ結果を使う。前回から変わっていないページは作り直さない。
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]


class BookBuild(NamedTuple):
    """``jupyter-book build`` の結果。"""

    html: Path
    returncode: int
    output: str


@pytest.fixture(scope="session")
def jupyter_book() -> str:
    """テストと同じ環境の ``jupyter-book`` コマンド。"""
    command = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    if command is None:
        pytest.fail(
            "jupyter-bookがありません。pip install -r requirements.txtで入ります。"
        )
    return command


def once(
    database: Path, key: str, action: Callable[[], tuple[int, str]]
) -> tuple[int, str]:
    """同じ ``key`` については、すべてのプロセスを通じて1度だけ ``action`` を行う。

    SQLiteの排他ロックは、持ち主のプロセスが途中で死んでも残らない。
    """
    connection = sqlite3.connect(database, timeout=900, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS result (key, returncode, output)"
        )
        row = connection.execute(
            "SELECT returncode, output FROM result WHERE key = ?", (key,)
        ).fetchone()
        if row is None:
            row = action()
            connection.execute("DELETE FROM result")
            connection.execute("INSERT INTO result VALUES (?, ?, ?)", (key, *row))
        connection.execute("COMMIT")
    finally:
        connection.close()
    return row


@pytest.fixture(scope="session")
def book_build(testrun_uid: str, jupyter_book: str) -> BookBuild:
    """``jupyter-book build .`` を実行した結果。失敗したビルドも返す。"""

    def build() -> tuple[int, str]:
        run = subprocess.run(
            [jupyter_book, "build", "."],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        return run.returncode, run.stdout

    folder = ROOT / "_build"
    folder.mkdir(exist_ok=True)
    returncode, output = once(folder / ".test_build.sqlite", testrun_uid, build)
    return BookBuild(folder / "html", returncode, output)


@pytest.fixture(scope="session")
def site(book_build: BookBuild) -> Path:
    """ビルドされたHTMLのフォルダ。

    一部のページに問題があっても、残りのページは検査できるように返す。
    ビルドの成功そのものは tests/book/test_build.py が確かめる。
    """
    if not (book_build.html / "index.html").is_file():
        pytest.fail(f"本をビルドできませんでした。\n{book_build.output}")
    return book_build.html
