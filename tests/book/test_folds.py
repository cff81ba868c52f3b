"""答え・ヒント・解答の節と、「もっと深く」のすぐ下の節が、折りたたまれる。"""

from __future__ import annotations

from bs4 import BeautifulSoup

from tests.book.tiny_book import TinyBook

CHAPTER = """\
## 思い出す

### 答え

1. 答えです。

前の章のコードを読み込みます。

### 答えの意味

意味です。

## 演習

### 演習1.1 つくる：値

#### ヒント1

見ます。

#### ヒント2

数えます。

#### 解答

解きます。

## もっと深く

前置きです。

### なぜでしょうか

#### 小さな節

理由です。
"""


def test_folded_sections(tiny_book: TinyBook) -> None:
    tiny_book.write_chapter(CHAPTER)
    result = tiny_book.build()
    assert result.returncode == 0, result.output
    page = BeautifulSoup(tiny_book.page(), "html.parser").article
    folds = {f.summary.get_text(): f["class"][1] for f in page.select("details.fold")}
    assert folds == {
        "答え": "fold-answer",
        "ヒント1": "fold-hint",
        "ヒント2": "fold-hint",
        "解答": "fold-solution",
        "なぜでしょうか": "fold-depth",
    }
    assert not page.select("details[open]")
    assert all(fold.has_attr("id") for fold in page.select("details.fold"))
    headings = [heading.get_text() for heading in page.select("h2, h3, h4")]
    assert "答えの意味" in headings
    assert "小さな節" in headings
    inside = page.select_one(".fold-answer").get_text()
    assert "答えです。" in inside
    assert "読み込みます。" not in inside
    assert "前置きです。" not in [p.get_text() for p in page.select("details p")]
