"""式と図に、章ごとの番号を付ける。ステップ6なら、(6.1)、図6.1から始まる。"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from _ext.text.steps import step_number


def number_equations_and_figures(app: Sphinx, doctree: nodes.document) -> None:
    docname = app.env.docname
    step = step_number(docname)
    prefix = "" if step is None else f"{step}."
    equations = app.env.domaindata["math"]["objects"]
    numbered = [node for node in doctree.findall(nodes.math_block) if node["number"]]
    for k, node in enumerate(numbered, 1):
        node["number"] = f"{prefix}{k}"
        equations[node["label"]] = (docname, node["number"])

    labels = app.env.domaindata["std"]["labels"]
    captions = [
        figure.next_node(nodes.caption)
        for figure in doctree.findall(nodes.figure)
        if figure.next_node(nodes.caption) is not None
    ]
    for k, caption in enumerate(captions, 1):
        number = f"図{prefix}{k}"
        caption.insert(0, nodes.inline("", number, classes=["caption-number"]))
        caption.insert(1, nodes.Text("　"))
        for name in caption.parent["names"]:
            labels[name] = (docname, caption.parent["ids"][0], number)


def setup(app: Sphinx) -> None:
    # 参照の行き先が集められたあとに行う。
    app.connect("doctree-read", number_equations_and_figures)
