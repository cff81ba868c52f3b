"""節のアンカーは、ラベルから決まり、ほかの節を足してもずれない。"""

from __future__ import annotations

import re
from pathlib import Path

from tests.book.pages import read
from tests.book.tiny_book import TinyBook

CHAPTER = """\
(sec-first)=
## 最初の節

### 小さな節

本文です。

### 次の小さな節

本文です。
"""


def anchors(page: str) -> list[str]:
    return re.findall(r'<section [^>]*id="([^"]*)"', page)


def test_sections_without_a_label_are_named_after_their_parent(
    tiny_book: TinyBook,
) -> None:
    tiny_book.write_chapter(CHAPTER)
    result = tiny_book.build()
    assert result.returncode == 0, result.output
    assert anchors(tiny_book.page()) == [
        "sec-chapter",
        "sec-first",
        "sec-first-1",
        "sec-first-2",
    ]


def test_every_section_of_the_book_has_a_stable_anchor(site: Path) -> None:
    for page in sorted((site / "book").glob("*.html")):
        article = read(page).article
        assert article is not None
        ids = [str(tag["id"]) for tag in article.select("section[id], details[id]")]
        assert [name for name in ids if not name.startswith(("sec-", "ex-"))] == []
