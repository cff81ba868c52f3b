"""同じ原稿は、どの計算機でビルドしても、1バイトも違わない本になる。

本のすべてのページでも同じことを、tests/audit/test_reproducible.pyが確かめる。
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.book.reproducing import MACHINES, build_on_two_machines, different_files
from tests.book.tiny_book import ROOT, TinyBook, cell

PIECES = """\
import time
for piece in ["y", " = ", "5", "\\n\\n", "終わり"]:
    print(piece, end="", flush=True)
    time.sleep(0.02)
"""
SURROUNDINGS = """\
import locale, time
print(set("abcdefgh"), time.tzname, locale.setlocale(locale.LC_ALL, ""))
"""
PICTURE = """\
import numpy as np
from dezero_book import Variable, square
from dezero_book.graph import draw
draw(square(Variable(np.array(0.5))))
"""
PREDICTION = """\
:::{predict}
:name: predict-which

どちらが出るでしょうか。

- ア：1
- イ：2
:::

{cell}

:::{answer} ア
1です。

- イは、数え間違いです。
:::
"""


def directives(*paths: Path) -> list[str]:
    """ページで使っているディレクティブを、名前ごとに1つ。文章を含むものは除く。"""
    blocks: dict[str, str] = {}
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(
            r"^(:::|```)\{(?!code-cell|admonition|predict|answer|eval-rst)"
            r"([a-z-]+)\}.*?^\1$",
            text,
            re.M | re.S,
        ):
            blocks.setdefault(match[2], match[0])
    return list(blocks.values())


@pytest.fixture(scope="module")
def books(tmp_path_factory, jupyter_book) -> list[dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("machines")
    chapters = sorted(ROOT.glob("book/step*.md"))
    made = []
    for name in MACHINES:
        book = TinyBook(folder / name, jupyter_book)
        book.write_chapter(
            cell(PIECES)
            + cell(SURROUNDINGS)
            + cell(
                "import numpy as np\nnp.linalg.inv(np.zeros((1, 1)))",
                ":tags: [raises-exception]",
            )
            + cell(PICTURE)
            + PREDICTION.replace("{cell}", cell("print(1)", ":tags: [hide-output]"))
            + "\n計算グラフと{eq}`eq-square`です。\n\n$$y = x^2$$ (eq-square)\n\n"
            + "\n\n".join(directives(*chapters))
            + "\n\n## 演習\n\n### 演習1\n\n#### 解答\n\n文です。\n"
        )
        book.write(
            "book/index.md",
            "(sec-index)=\n# 表紙\n\n"
            "```{eval-rst}\n.. autofunction:: dezero_book.square\n```\n\n"
            + "\n\n".join(directives(ROOT / "book/glossary.md")),
        )
        # 用語の表は、どの章にもリンクする。
        steps = [path.stem for path in chapters]
        for step in steps:
            book.write(f"book/{step}.md", f"(sec-{step})=\n# {step}\n\n文です。\n")
        book.write_toc("chapter", *steps)
        made.append(book)
    return build_on_two_machines(made)


def test_two_machines_build_the_same_bytes(books) -> None:
    assert different_files(*books) == []


def test_the_small_book_has_all_kinds_of_files(books) -> None:
    names = books[0].keys()
    assert {"index.html", "404.html", "notebooks/chapter.ipynb"} <= names
    assert any("search" in name for name in names)
    page = books[0]["book/chapter.html"].decode()
    for part in ("<svg", "<math", "<details", "© 2026"):
        assert part in page
