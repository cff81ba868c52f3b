"""本の拡張が、原稿をどのようなHTMLにするか。"""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.book.tiny_book import TinyBook, cell

CHAPTER = (
    r"""
(sec-lines)=
## 改行

一行目です。
二行目の`code`
の次です。
式は$x^2$
です。
[リンク](index.md)
の次です。
これは**「重要」**
です。
two
words
`a b
c`です。

- 箇条書きの
  続きです。

| 表の
|---|
| セル |

(sec-math)=
## 数式

文中の$\frac{dy}{dx}$です。

$$
y = \left(e^{x^2}\right)^2
$$ (eq-target)

式{eq}`eq-target`を見ます。

(sec-table)=
## 表

| | $x$ | 値 |
|---|---|---|
| 行 | $2$ | 3 |

式（$a$、$b$）と$c$です。「$d$」。

## 演習

### 演習1.1

#### ヒント

手がかりです。

#### 解答

答えです。

"""
    + cell("print(1 + 1)")
    + """
## ここまでのコード

:::{snapshot-diff} step03
:::

:::{snapshot} step03
:::
"""
)


@pytest.fixture(scope="module")
def page(tmp_path_factory, jupyter_book) -> BeautifulSoup:
    book = TinyBook(tmp_path_factory.mktemp("rendering"), jupyter_book)
    book.write_chapter(CHAPTER)
    result = book.build()
    assert result.returncode == 0, result.output
    return BeautifulSoup(book.page(), "html.parser")


def test_lines_are_joined_next_to_japanese(page):
    section = page.find(id="sec-lines")
    paragraph = section.p.get_text()
    assert paragraph.startswith("一行目です。二行目のcodeの次です。式は")
    assert (
        "です。リンクの次です。これは「重要」です。two\nwords\na b cです。" in paragraph
    )
    assert section.li.get_text().strip() == "箇条書きの続きです。"
    assert section.p.strong.get_text() == "「重要」"


def test_every_cell_of_a_table_has_a_header(page):
    table = page.find(id="sec-table").table
    assert [(th.get_text()[:1], th["scope"]) for th in table.select("th")] == [
        ("x", "col"),
        ("値", "col"),
        ("行", "row"),
    ]
    assert [td.get_text()[:1] for td in table.select("td")] == ["", "2", "3"]


def test_punctuation_stays_with_a_formula(page):
    kept = [
        "".join(t for t in span.find_all(string=True) if t.parent.name != "annotation")
        for span in page.find(id="sec-table").select(".unbroken")
    ]
    assert kept == ["（a、", "b）", "「d」。"]


def test_maths_needs_no_script(page):
    formulas = page.find_all("math")
    assert [f.annotation.get_text().strip() for f in formulas][1:3] == [
        r"\frac{dy}{dx}",
        r"y = \left(e^{x^2}\right)^2",
    ]
    assert not page.find_all("script", src=lambda src: src and "jax" in src.lower())


def test_equations_are_numbered_and_linked(page):
    block = page.find(class_="math-block")
    number = block.find(class_="eqno").get_text()
    link = page.find("a", href=f"#{block['id']}", class_=lambda c: c != "headerlink")
    assert number.startswith("(1)")
    assert link.get_text() == "(1)"


def test_hints_and_answers_are_folded(page):
    hint, solution = page.select("details.fold-hint, details.fold-solution")
    assert (hint.summary.get_text(), solution.summary.get_text()) == ("ヒント", "解答")
    assert not hint.has_attr("open")
    assert "答え" not in hint.get_text()
    assert solution.select_one(".cell_output").get_text().strip() == "2"
    assert (
        solution.find_parent(["section", "div"])
        .find(["h2", "h3"])
        .get_text()
        .startswith("演習1.1")
    )


def test_snapshot_is_shown_whole(page):
    code = page.select_one(".snapshot").get_text()
    assert "class Exp(Function):" in code
    assert "class Variable:" in code
    assert "step03.py" in page.select_one(".snapshot-download a")["href"]


def test_diff_shows_only_what_changed(page):
    diff = page.select_one(".snapshot-diff").get_text()
    assert "class Exp(Function):" in diff
    assert "class Variable" not in diff
    assert "step02" not in diff.replace("ステップ2", "")
    assert "---" not in diff
    assert "@@" not in diff
