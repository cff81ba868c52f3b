"""答え・ヒント・解答と、「もっと深く」のすぐ下の節を、折りたたんで表示する。

原稿では普通の見出しなので、Jupyterではそのまま読め、節の中のセルも実行される。
「答え」は、番号付きの答えまでを折りたたむ。続く準備のセルは、本筋に残る。
HTMLでは ``<details>`` になり、JavaScriptがなくても開閉できる。
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxTranslator

KINDS = {"hint": r"ヒント\d*", "solution": "解答", "answer": "答え"}
DEPTH = "もっと深く"


class folded(nodes.General, nodes.Element):
    """折りたたまれた内容。最初の子が見出し（:class:`folded_title`）。"""


class folded_title(nodes.TextElement):
    """折りたたんだときにも見える見出し。"""


def title_of(section: nodes.Element | None) -> str:
    """節の見出し。節でなければ空。"""
    is_titled = isinstance(section, nodes.section) and section.children
    return section[0].astext() if is_titled else ""


def kind_of(section: nodes.section) -> str | None:
    """節を折りたたむときの種類。折りたたまないなら ``None``。"""
    if title_of(section.parent) == DEPTH:
        return "depth"
    title = title_of(section)
    return next((k for k, form in KINDS.items() if re.fullmatch(form, title)), None)


class FoldSections(SphinxTransform):
    # 節の一覧（ページ内の目次）が集められるより前に行う。
    default_priority = 850

    def apply(self, **kwargs: Any) -> None:
        sections = list(self.document.findall(nodes.section))
        for section, kind in [(s, kind_of(s)) for s in sections]:
            if kind is not None:
                after = self._after_answers(section) if kind == "answer" else []
                section.replace_self([self._fold(section, kind), *after])

    @staticmethod
    def _after_answers(section: nodes.section) -> list[nodes.Node]:
        """番号付きの答えのあとの、本筋に戻る部分。節から取り除く。"""
        content = section.children
        kinds = [isinstance(node, nodes.enumerated_list) for node in content]
        after = content[kinds.index(True) + 1 :] if True in kinds else []
        for node in after:
            section.remove(node)
        return after

    @staticmethod
    def _fold(section: nodes.section, kind: str) -> folded:
        title, *content = section.children
        fold = folded(
            "",
            folded_title(title.rawsource, "", *title.children),
            *content,
            ids=section["ids"],
            names=section["names"],
            classes=["fold", f"fold-{kind}"],
        )
        fold.source, fold.line = section.source, section.line
        return fold


def visit_folded_html(self: SphinxTranslator, node: folded) -> None:
    self.body.append(self.starttag(node, "details"))


def depart_folded_html(self: SphinxTranslator, node: folded) -> None:
    self.body.append("</details>\n")


def visit_folded_title_html(self: SphinxTranslator, node: folded_title) -> None:
    self.body.append(self.starttag(node, "summary", ""))


def depart_folded_title_html(self: SphinxTranslator, node: folded_title) -> None:
    self.body.append("</summary>\n")


def setup(app: Sphinx) -> None:
    app.add_node(folded, html=(visit_folded_html, depart_folded_html))
    app.add_node(folded_title, html=(visit_folded_title_html, depart_folded_title_html))
    app.add_transform(FoldSections)
