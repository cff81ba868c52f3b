"""読者が答える予想と演習の一覧を ``_static/tasks.js`` に書く。

目次に進みを添えるスクリプト（``book/_theme/textbook/scripts/progress.js``）が読む。
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from _ext.page.live import code_cells, is_exercise
from _ext.text.predictions import prediction


def collect_tasks(app: Sphinx, document: nodes.document) -> None:
    """このページの予想と、答えを書く演習の名前を覚える。"""
    # 名前のない予想は、predictions.pyが警告にする。
    predictions = [
        node["ids"][0] for node in document.findall(prediction) if node["ids"]
    ]
    exercises = [name_of(cell) for cell in code_cells(document) if is_exercise(cell)]
    app.env.metadata[app.env.docname]["tasks"] = [predictions, exercises]


def name_of(cell: nodes.Element) -> str:
    """演習の名前。演習の節のアンカー。"""
    node = cell
    while not isinstance(node, nodes.section):
        node = node.parent
    return str(node["ids"][0])


def write_tasks(app: Sphinx, *_: Any) -> None:
    if app.builder.format != "html":
        return
    tasks = {}
    for docname, metadata in sorted(app.env.metadata.items()):
        predictions, exercises = metadata.get("tasks", [[], []])
        # セルを動かせない本では、書いた答えを確かめられない。
        names = [*predictions, *(exercises if app.config.live_digest else [])]
        if names:
            tasks[app.builder.get_target_uri(docname)] = names
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True, exist_ok=True)
    text = json.dumps(tasks, separators=(",", ":"))
    (static / "tasks.js").write_text(f"window.bookTasks = {text};\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    # 読むスクリプト（book.js）より先に並べる。
    app.add_js_file("tasks.js", loading_method="defer", priority=400)
    app.connect("doctree-read", collect_tasks)
    app.connect("write-started", write_tasks)
