"""図を置くディレクティブの土台。名前と説明文を付けると、番号の付く図になる。

動かせる図は、1つのカスタム要素。数と文は、ビルドのときに作って ``<template>`` に入れる。
JavaScriptが動かないときは、要素の中の図がそのまま残る。
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from _ext.figures.subject import ROOT


class drawn(nodes.General, nodes.Element):
    """描き終えた図。``html`` がHTML、``script`` が動かすスクリプトの名前（なければ空）。"""


class FigureDirective(SphinxDirective):
    """中身を説明文とする図。"""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"name": directives.unchanged_required}

    def figure(self, html: str, *, script: str = "") -> list[nodes.Node]:
        # 図の数は、パッケージを動かして得ている。
        for module in sorted(ROOT.joinpath("dezero_book").glob("*.py")):
            self.env.note_dependency(str(module))
        node = drawn("", html=html, script=script)
        self.set_source_info(node)
        caption = self._caption()
        if caption is None and "name" not in self.options:
            return [node]
        figure = nodes.figure("", node)
        if caption is not None:
            figure += caption
        self.set_source_info(figure)
        self.add_name(figure)
        return [figure]

    def _caption(self) -> nodes.caption | None:
        if not self.content:
            return None
        parsed = self.parse_content_to_nodes()
        if len(parsed) != 1 or not isinstance(parsed[0], nodes.paragraph):
            raise self.error("図の説明文は、1つの段落で書きます。")
        caption = nodes.caption("", "", *parsed[0].children)
        self.set_source_info(caption)
        return caption


def widget(
    tag: str, name: str, identifier: str, label: str, inside: str, data: Any
) -> str:
    """動かせる図。``data`` は、スクリプトが選んで見せる数と文。"""
    text = html.escape(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")), quote=False
    )
    return (
        f'<{tag} class="widget {name}" id="{identifier}" role="group" aria-label="{label}">\n'
        f"{inside}<template>{text}</template>\n</{tag}>\n"
    )


def slider(
    identifier: str, name: str, label: str, values: Sequence[str], start: str
) -> str:
    """並んだ値から1つを選ぶつまみ。両端の値を添える。"""
    return (
        f'<div class="widget-slider js-only"><label for="{identifier}-{name}">{label}</label>'
        f' <output for="{identifier}-{name}">{start}</output>'
        f' <span aria-hidden="true">{values[0]}</span>'
        f'<input id="{identifier}-{name}" type="range" min="0" max="{len(values) - 1}"'
        f' value="{values.index(start)}" aria-valuetext="{start}">'
        f'<span aria-hidden="true">{values[-1]}</span></div>\n'
    )


def visit_html(self: Any, node: drawn) -> None:
    self.body.append(node["html"])
    raise nodes.SkipNode


def load_assets(
    app: Sphinx,
    page: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    names = {node["script"] for node in doctree.findall(drawn)} if doctree else set()
    for name in sorted(names - {""}):
        app.add_css_file(f"{name}.css")
        app.add_js_file(f"{name}.js", loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_node(drawn, html=(visit_html, None))
    app.connect("html-page-context", load_assets)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
