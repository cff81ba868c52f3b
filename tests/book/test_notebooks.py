"""章は、手元のJupyterで動かせるノートブックとしても手に入る。

新しい環境で実際に動かすことは、tests/audit/test_notebooks.pyが確かめる。
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from tests.book.pages import read
from tests.book.tiny_book import ROOT, cell

CHAPTERS = [
    path
    for path in sorted(ROOT.glob("book/*.md"))
    if path.stem != "index" and "\n```{code-cell}" in path.read_text(encoding="utf-8")
]
# 文章ではない部分：コードと数式。
NOT_PROSE = re.compile(r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$", re.S)
RAW = re.compile(r":::|\{[a-z:-]+\}|^\(\S+\)=|^%|\]\[|<(?:ref|eq|sec-|fig-)", re.M)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """インストールのセルを除いた、章のセル。"""
    return [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and "install" not in cell.metadata.get("tags", [])
    ]


def is_hidden(cell: NotebookNode) -> bool:
    return cell.metadata.get("jupyter", {}).get("source_hidden", False)


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem)
def chapter(request) -> Path:
    return request.param


@pytest.fixture
def notebook(chapter: Path, site: Path) -> NotebookNode:
    page = site / "book" / f"{chapter.stem}.html"
    link = read(page).select_one("a[download][href$='.ipynb']")
    return nbformat.read(page.parent / str(link["href"]), as_version=4)


def test_the_cells_are_those_of_the_chapter(notebook, chapter: Path) -> None:
    nbformat.validate(notebook)
    text = chapter.read_text(encoding="utf-8")
    cells = code_cells(notebook)
    assert len(cells) == text.count("\n```{code-cell}")
    for code in cells:
        assert code.source in text


def test_the_outputs_are_those_of_the_page(notebook, chapter: Path, site) -> None:
    page = read(site / "book" / f"{chapter.stem}.html")
    shown = [pre.get_text().strip() for pre in page.select(".cell .output.stream pre")]
    printed = [
        output.text.strip()
        for code in code_cells(notebook)
        for output in code.outputs
        if output.output_type == "stream"
    ]
    missing = [text for text in shown if text not in printed]
    assert missing == []
    assert all(code.execution_count for code in code_cells(notebook))


def test_no_markup_of_the_manuscript_is_left(notebook) -> None:
    for text in notebook.cells:
        if text.cell_type == "markdown":
            found = RAW.search(NOT_PROSE.sub("", text.source))
            assert found is None, text.source


def test_the_first_cells_name_and_install_what_is_used(notebook) -> None:
    words, install = notebook.cells[:2]
    used = {"numpy", "dezero_book"}
    if any("pytest" in code.source for code in code_cells(notebook)):
        used.add("pytest")
    for name in used:
        assert name in words.source.lower()
        assert name in install.source
    assert install.source.startswith("%pip install")


def test_solutions_and_hints_are_folded(notebook) -> None:
    folded = False
    for one in notebook.cells:
        if one.cell_type == "code":
            assert is_hidden(one) or not folded, one.source
            continue
        for part in re.split(r"^(?=#+ )", one.source, flags=re.M):
            heading = re.match(r"#+ (.*)", part)
            if heading:
                folded = bool(re.fullmatch(r"解答|ヒント\d*", heading[1]))
            text = re.sub(r"^#+ .*|<details>.*?</details>", "", part, flags=re.S | re.M)
            assert not (folded and text.strip()), part


def test_the_package_comes_as_an_archive_beside_the_notebooks(site: Path) -> None:
    with zipfile.ZipFile(site / "notebooks/dezero_book.zip") as archive:
        names = set(archive.namelist())
        assert {"pyproject.toml", "dezero_book/__init__.py"} <= names
        assert not any("__pycache__" in name for name in names)
        for name in names:
            assert archive.read(name) == (ROOT / name).read_bytes()


MARKUP = """\
**「強調」**です。式{eq}`eq-square`と{ref}`sec-index`、{ref}`fig-one`です。
続く行です。

$$
y = x^2
$$ (eq-square)

:::{picture} gears
:name: fig-one

歯車です。
:::

1. 番号です。
2. `**そのまま**` と $a**b$ です。

## 思い出す

### 答え

1. 答えです。

本筋です。

"""


def test_markup_becomes_what_a_notebook_shows(tiny_book) -> None:
    """BOMで始まる原稿からも、同じように作る。"""
    tiny_book.write_chapter(MARKUP + cell("print(1)"))
    path = tiny_book.root / "book/chapter.md"
    path.write_text("\ufeff" + path.read_text(encoding="utf-8"), encoding="utf-8")

    assert tiny_book.build().returncode == 0

    made = tiny_book.root / "_build/html/notebooks/chapter.ipynb"
    notebook = nbformat.read(made, as_version=4)
    assert [one.cell_type for one in notebook.cells[2:]] == ["markdown", "code"]
    assert notebook.cells[2].source == (
        "# 章\n\n"
        "<strong>「強調」</strong>です。式(1)と「表紙」、図1です。続く行です。\n\n"
        "$$\ny = x^2 \\tag{1}\n$$\n\n"
        "> **図1**（図はページにあります）\n>\n> 歯車です。\n\n"
        "1. 番号です。\n2. `**そのまま**` と $a**b$ です。\n\n"
        "## 思い出す\n\n### 答え\n\n"
        "<details><summary>答えを開く</summary>\n\n1. 答えです。\n\n</details>\n\n"
        "本筋です。"
    )
    assert notebook.cells[3].outputs[0].text == "1\n"


def test_markup_unknown_to_notebooks_fails_the_build(tiny_book) -> None:
    tiny_book.write_chapter("```{epigraph}\n引用です。\n```\n" + cell("print(1)"))
    result = tiny_book.build()
    assert result.returncode != 0
    assert "ノートブックでのディレクティブ{epigraph}の見せ方が" in result.output
