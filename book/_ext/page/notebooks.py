"""章を、手元のJupyterで動かせるノートブック（``notebooks/*.ipynb``）としても置く。

原稿から作るので、セルは章と同じで、出力は入っていない。
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from myst_nb.core.read import read_myst_markdown_notebook
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri


def notebook_uri(docname: str) -> str:
    return f"notebooks/{docname.rpartition('/')[2]}.ipynb"


def clean_notebook(source: str) -> str:
    """原稿を、出力のないノートブックの文字列にする。同じ原稿からは、いつも同じ文字列になる。"""
    notebook = read_myst_markdown_notebook(source)
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number}"
    return nbformat.writes(notebook) + "\n"


def link_notebook(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    if "kernelspec" in app.env.metadata.get(pagename, {}):
        here = app.builder.get_target_uri(pagename)
        context["notebook"] = relative_uri(here, notebook_uri(pagename))


def write_notebooks(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    for docname, metadata in app.env.metadata.items():
        if "kernelspec" not in metadata:
            continue
        path = Path(app.outdir, notebook_uri(docname))
        path.parent.mkdir(exist_ok=True)
        source = Path(app.env.doc2path(docname)).read_text(encoding="utf-8")
        path.write_text(clean_notebook(source), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("html-page-context", link_notebook)
    app.connect("build-finished", write_notebooks)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
