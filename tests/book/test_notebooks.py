"""章は、手元のJupyterで動かせるノートブックとしても手に入る。"""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from _ext.page.notebooks import clean_notebook

from tests.book.pages import read

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted(ROOT.glob("book/step*.md"))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_links_to_its_notebook(chapter: Path, site: Path) -> None:
    page = site / "book" / f"{chapter.stem}.html"
    link = read(page).select_one("a[download][href$='.ipynb']")
    assert link is not None
    path = (page.parent / str(link["href"])).resolve()
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) == chapter.read_text(encoding="utf-8").count("\n```{code-cell}")
    assert all(cell.outputs == [] for cell in code)


def test_the_same_source_gives_the_same_notebook() -> None:
    source = CHAPTERS[0].read_text(encoding="utf-8")
    assert clean_notebook(source) == clean_notebook(source)
