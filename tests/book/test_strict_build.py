"""間違いを1つ植えた小さな本は、ふつうのコマンドでビルドすると必ず失敗する。

ビルドは本と同じ設定・拡張で行い、メッセージが間違いのあるファイルと行を示すことも確かめる。
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tests.book.tiny_book import CHAPTER_START, cell


class Fault(NamedTuple):
    """章に植える間違い。"""

    text: str
    says: str = ""
    line: int = 1
    """間違いのある行（植えた文章の中で）。"""


RAISES = ":tags: [raises-exception]"

STOPPING_CELLS = {
    "例外": Fault(
        "前の文。\n\n" + cell("1 / 0"), "ZeroDivisionError: division by zero", 3
    ),
    "出るはずの例外のあとの例外": Fault(
        cell("1 / 0", RAISES) + "\n" + cell("int('x')"), "ValueError", 6
    ),
    "出力を隠したセルの例外": Fault(
        cell("2 / 0", ":tags: [remove-output]"), "ZeroDivisionError"
    ),
    "隠したセルの例外": Fault(
        cell("3 / 0", ":tags: [remove-cell]"), "ZeroDivisionError"
    ),
    "文法の間違い": Fault(cell("def"), "SyntaxError"),
    "importの失敗": Fault(cell("import dezero_bok"), "ModuleNotFoundError"),
    "カーネルの停止": Fault(cell("import os; os._exit(1)"), "Kernel died"),
    "終了": Fault(cell("raise SystemExit(1)"), "SystemExit"),
    "入力待ち": Fault(cell("input()"), "StdinNotImplementedError"),
}
OTHER_CELLS = {
    "標準エラー出力": Fault(
        cell("import sys\nprint('困った', file=sys.stderr)"), "困った"
    ),
    "Pythonの警告": Fault(
        cell("import warnings\nwarnings.warn('古い書き方')"), "古い書き方"
    ),
    "NumPyの警告": Fault(
        cell("import numpy as np\nnp.array(1.0) / 0"), "divide by zero"
    ),
    "隠したセルの警告": Fault(
        cell("import warnings\nwarnings.warn('隠れた警告')", ":tags: [remove-cell]"),
        "隠れた警告",
    ),
    "例外の出ないraises-exception": Fault(cell("1", RAISES), "raises-exception"),
    "実行しないセル": Fault(cell("2", ":tags: [skip-execution]"), "実行されていません"),
}
SLOW_CELLS = {
    "最後のセル": Fault(
        cell("1") + "\n" + cell("while True: pass"), "制限時間の1秒", 5
    ),
    "途中のセル": Fault(
        cell("import time\ntime.sleep(9)") + "\n" + cell("1"), "制限時間の1秒"
    ),
}
PROSE = {
    # 参照とリンク
    "ref": Fault("{ref}`nai`", "nai"),
    "numref": Fault("{numref}`nai`", "nai"),
    "eq": Fault("{eq}`nai`", "nai"),
    "term": Fault("{term}`nai`", "nai"),
    "doc": Fault("{doc}`nai`", "nai"),
    "download": Fault("{download}`nai.zip`", "nai.zip"),
    "ページへのリンク": Fault("[リンク](nai.md)", "nai.md"),
    "ファイルへのリンク": Fault("[リンク](nai.zip)", "nai.zip"),
    "見出しへのリンク": Fault("文です。\n\n[リンク](#nai)", "nai", 3),
    "ページの見出しへのリンク": Fault("[リンク](index.md#nai)", "nai"),
    "定義のないリンク": Fault("[リンク][nai]", "]["),
    "定義のない脚注": Fault("文です[^nai]。", "[^"),
    "Pythonの名前": Fault("{py:class}`dezero_book.Nai`", "dezero_book.Nai"),
    "glue": Fault("{glue:text}`nai`", "nai"),
    # 図とファイル
    "図": Fault("![代替](nai.png)", "nai.png"),
    "figure": Fault(":::{figure} nai.png\n代替\n:::", "nai.png"),
    "image": Fault(":::{image} nai.png\n:alt: 図\n:::", "nai.png"),
    "image without a description": Fault(
        ":::{image} _theme/textbook/static/images/card.png\n:::", "説明（:alt:）"
    ),
    "literalinclude": Fault("```{literalinclude} nai.py\n```", "nai.py"),
    # 数式
    "行内の数式": Fault(r"文です。$\frac{1$です。", r"\frac{1"),
    "別行の数式": Fault("$$\n\\left( x\n$$", r"\left( x"),
    "番号付きの数式": Fault("$$\n\\begin{aligned} x\n$$ (eq-x)", r"\begin{aligned}"),
    "数式の知らない命令": Fault(r"$\nai x$", r"\nai"),
    "閉じない数式": Fault("文です。$x^2です。", "$"),
    # 書き方
    "Jupyterで読めないセル": Fault(":::{note}\n" + cell("1") + ":::", "code-cell", 2),
    "知らないディレクティブ": Fault(":::{nai}\n:::", "nai"),
    "知らないロール": Fault("{nai}`x`", "nai"),
    "知らないオプション": Fault(":::{note}\n:nai: x\n文です。\n:::", "nai"),
    "閉じない強調": Fault("これは**重要です。", "**"),
    "ページの中のラベルの重複": Fault(
        "(sec-x)=\n## 節\n\n(sec-x)=\n## 次の節", "sec-x", 4
    ),
    "節の深さの飛び": Fault("### 節", "H1"),
    "ないスナップショット": Fault(":::{snapshot} step99\n:::", "step99"),
    "ない差分": Fault(":::{snapshot-diff} step99\n:::", "step99"),
}


def assert_each_is_named(book, *pages):
    """間違いを植えたページの本をビルドし、どの間違いも名指しされることを確かめる。

    ``pages`` は、1ページに植える間違いの表。
    """
    start = CHAPTER_START.count("\n")
    places = {}
    for i, faults in enumerate(pages):
        text = ""
        for name, fault in faults.items():
            line = start + text.count("\n") + fault.line
            places[name] = f"book/page{i:02}.md:{line}: ", fault.says
            text += fault.text + "\n\n"
        book.write_chapter(text, f"page{i:02}")
    (book.root / "book/chapter.md").unlink()
    book.write_toc(*(f"page{i:02}" for i in range(len(pages))))

    result = book.build()

    warnings = re.findall(".*(?:WARNING|ERROR).*", result.output)
    unnamed = [
        name
        for name, (place, says) in places.items()
        if not any(place in line and says in line for line in warnings)
    ]
    assert result.returncode != 0
    assert unnamed == [], "\n".join(warnings)


def one_a_page(faults):
    return [{name: fault} for name, fault in faults.items()]


def test_faults_in_cells(tiny_book):
    assert_each_is_named(tiny_book, OTHER_CELLS, *one_a_page(STOPPING_CELLS))


def test_cells_over_the_time_limit(tiny_book):
    tiny_book.edit("_config.yml", "timeout: 60", "timeout: 1")
    assert_each_is_named(tiny_book, *one_a_page(SLOW_CELLS))
    # 途中までの結果を、次のビルドで使わない。
    assert tiny_book.build().output.count("制限時間") == len(SLOW_CELLS)


def test_faults_in_prose(tiny_book):
    assert_each_is_named(tiny_book, *one_a_page(PROSE))


def test_book_without_a_fault_builds(tiny_book):
    tiny_book.write_chapter(
        cell("import numpy as np\nprint(np.array(1.5))")
        + cell("1 / 0", RAISES)
        + "\n{ref}`sec-index`と$x^2$です。\n"
    )
    result = tiny_book.build()
    assert result.returncode == 0, result.output
    assert "WARNING" not in result.output
    assert "1.5" in tiny_book.page()


def test_unknown_configuration_keys(tiny_book):
    for after, key in [
        ("title: 自動微分をつくる\n", "titel"),
        ("execute:\n", "  timeuot"),
        ("html:\n", "  favikon"),
        ("sphinx:\n", "  cofnig"),
        ("  config:\n", "    langage"),
    ]:
        tiny_book.edit("_config.yml", after, f"{after}{key}: 1\n")
    lines = (tiny_book.root / "_config.yml").read_text(encoding="utf-8").splitlines()

    result = tiny_book.build()

    assert result.returncode != 0
    for key in ("titel", "timeuot", "favikon", "cofnig", "langage"):
        number = next(
            i for i, line in enumerate(lines, 1) if line.strip() == f"{key}: 1"
        )
        assert re.search(
            rf"_config\.yml:{number}: WARNING: \S*{key} は", result.output
        ), (
            key,
            result.output,
        )


def test_pages_that_the_table_of_contents_leaves_out(tiny_book):
    tiny_book.write("book/nai.md", "# 忘れられたページ\n")
    result = tiny_book.build()
    assert result.returncode != 0
    assert re.search(r"book/nai\.md: WARNING: .*toctree", result.output)


def test_table_of_contents_with_a_missing_page(tiny_book):
    tiny_book.write_toc("chapter", "nai")
    result = tiny_book.build()
    assert result.returncode != 0
    assert "book/nai" in result.output


def test_one_label_on_two_pages(tiny_book):
    tiny_book.write_chapter("(sec-index)=\n## 節\n")
    result = tiny_book.build()
    assert result.returncode != 0
    assert "duplicate label sec-index" in result.output
