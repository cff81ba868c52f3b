"""章を、手元のJupyterで動かせるノートブック（``notebooks/*.ipynb``）としても置く。

セルと出力は、ページと同じ。文章は、Jupyterがそのまま表示できる形に直す。
はじめのセルが、章の使うものをインストールする。この本のパッケージは、
同じフォルダの ``dezero_book.zip`` から入れる。
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from _ext.compat import executed_notebook, warning_count
from _ext.page.notebook_text import NotebookText, UnknownMarkup

logger = logging.getLogger(__name__)

FOLDER = "notebooks"
ARCHIVE = "dezero_book.zip"
INSTALL = "install"
# 章のコードが使えば、インストールするもの。
OPTIONAL = ("pytest",)
ARCHIVED = ("pyproject.toml", "README.md", "LICENSE", "dezero_book")


def notebook_uri(docname: str) -> str:
    return f"{FOLDER}/{docname.rpartition('/')[2]}.ipynb"


def reader_notebook(executed: NotebookNode, text: NotebookText) -> NotebookNode:
    """実行された原稿から、読者のためのノートブックを作る。"""
    cells = []
    for cell in executed.cells:
        if cell.cell_type == "code":
            cells.append(code_cell(cell, is_folded=text.fold is not None))
        elif converted := text.convert(cell.source):
            cells.append(new_markdown_cell(converted))
    notebook = new_notebook(
        cells=[*opening_cells(executed), *cells],
        metadata={
            "kernelspec": executed.metadata.kernelspec,
            "language_info": {"name": "python"},
        },
    )
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number}"
    return notebook


def code_cell(cell: NotebookNode, *, is_folded: bool) -> NotebookNode:
    tags = cell.metadata.get("tags", [])
    metadata: dict[str, Any] = {}
    if "raises-exception" in tags:
        metadata["tags"] = ["raises-exception"]
    hidden = {
        "source_hidden": is_folded or "hide-input" in tags,
        "outputs_hidden": is_folded or bool({"hide-output", "remove-output"} & {*tags}),
    }
    if any(hidden.values()):
        metadata["jupyter"] = {key: True for key, value in hidden.items() if value}
    return new_code_cell(
        cell.source,
        execution_count=cell.execution_count,
        metadata=metadata,
        outputs=cell.outputs,
    )


def opening_cells(executed: NotebookNode) -> Iterator[NotebookNode]:
    code = "\n".join(c.source for c in executed.cells if c.cell_type == "code")
    used = ["NumPy", *(name for name in OPTIONAL if re.search(rf"\b{name}\b", code))]
    yield new_markdown_cell(
        f"はじめに、次のセルを実行してください。この章が使う{'、'.join(used)}と、"
        f"この本のパッケージdezero_bookをインストールします。\n\n"
        f"dezero_bookは、このノートブックと同じフォルダに置いた`{ARCHIVE}`から入れます。"
        f"`{ARCHIVE}`は、ノートブックと同じ場所からダウンロードできます。"
    )
    packages = " ".join(['"numpy>=2.0"', *used[1:], f"./{ARCHIVE}"])
    yield new_code_cell(
        f"%pip install --quiet {packages}", metadata={"tags": [INSTALL]}
    )


def is_chapter(app: Sphinx, docname: str) -> bool:
    """ノートブックとして渡すページか。表紙のセルは、見本だけなので渡さない。"""
    runs = "kernelspec" in app.env.metadata.get(docname, {})
    return runs and docname != app.config.root_doc


def link_notebook(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    if is_chapter(app, pagename):
        here = app.builder.get_target_uri(pagename)
        context["notebook"] = relative_uri(here, notebook_uri(pagename))


def write_notebooks(app: Sphinx, exception: Exception | None) -> None:
    # 間違いの残った原稿は、書き換えられるとは限らない。
    if exception is not None or app.builder.name != "html" or warning_count(app):
        return
    for docname in sorted(app.env.found_docs):
        path = Path(app.outdir, notebook_uri(docname))
        # 何かが変わったときは、公開するフォルダは空から作り直されている。
        if not is_chapter(app, docname) or path.is_file():
            continue
        path.parent.mkdir(exist_ok=True)
        executed = executed_notebook(app.env, docname)
        try:
            notebook = reader_notebook(executed, NotebookText(app.env))
        except UnknownMarkup as unknown:
            message = "ノートブックでの%sの見せ方が、notebook_text.pyにありません。"
            logger.warning(message, unknown, location=docname)
            continue
        path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    if Path(app.outdir, FOLDER).is_dir():
        write_archive(Path(app.srcdir), Path(app.outdir, FOLDER, ARCHIVE))


def write_archive(source: Path, archive: Path) -> None:
    """パッケージを、pipでインストールできる形にまとめる。"""
    files = [
        path
        for name in ARCHIVED
        for path in [source / name, *sorted((source / name).rglob("*"))]
        if path.is_file() and path.suffix != ".pyc"
    ]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        for path in files:
            # 日時は書かない。
            entry = zipfile.ZipInfo(path.relative_to(source).as_posix())
            entry.compress_type = zipfile.ZIP_DEFLATED
            writer.writestr(entry, path.read_bytes())


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", link_notebook)
    app.connect("build-finished", write_notebooks)
