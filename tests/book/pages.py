"""ビルドされたHTMLを、検査のために読む。"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup


@cache
def read(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def cell_outputs(page: Path) -> str:
    """ページにあるすべてのセルの、文字の出力。"""
    outputs = read(page).select(".cell_output .output")
    return "\n".join(output.get_text() for output in outputs)
