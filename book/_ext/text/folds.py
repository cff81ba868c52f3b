"""「ヒント」「解答」のような見出しの節を、折りたたんで表示する。

原稿では普通の見出しなので、Jupyterではそのまま読め、節の中のセルも実行される。
HTMLでは ``<details>`` になり、JavaScriptがなくても開閉できる。
見出しの一覧は設定 ``folded_section_titles`` が決める。
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxTranslator


class folded(nodes.General, nodes.Element):
    """折りたたまれた内容。最初の子が見出し（:class:`folded_title`）。"""


class folded_title(nodes.TextElement):
    """折りたたんだときにも見える見出し。"""


class FoldSections(SphinxTransform):
    # 節の一覧（ページ内の目次）が集められるより前に行う。
    default_priority = 850

    def apply(self, **kwargs: Any) -> None:
        titles = tuple(self.config.folded_section_titles)
        for section in list(self.document.findall(nodes.section)):
            title = section.next_node(nodes.title)
            if title is not None and title.astext().startswith(titles):
                self._fold(section, title)

    @staticmethod
    def _fold(section: nodes.section, title: nodes.title) -> None:
        kind = "hint" if title.astext().startswith("ヒント") else "answer"
        fold = folded(
            "",
            ids=section["ids"],
            names=section["names"],
            classes=["fold", f"fold-{kind}"],
        )
        fold += folded_title(title.rawsource, "", *title.children)
        fold += [child for child in section.children if child is not title]
        section.replace_self(fold)


def visit_folded_html(self: SphinxTranslator, node: folded) -> None:
    self.body.append(self.starttag(node, "details"))


def depart_folded_html(self: SphinxTranslator, node: folded) -> None:
    self.body.append("</details>\n")


def visit_folded_title_html(self: SphinxTranslator, node: folded_title) -> None:
    self.body.append(self.starttag(node, "summary", ""))


def depart_folded_title_html(self: SphinxTranslator, node: folded_title) -> None:
    self.body.append("</summary>\n")


def _pass(self: SphinxTranslator, node: nodes.Element) -> None:
    """HTML以外では、折りたたまずに中身をそのまま並べる。"""


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_config_value("folded_section_titles", [], "env", [list])
    others = dict.fromkeys(("latex", "text", "man", "texinfo"), (_pass, _pass))
    app.add_node(folded, html=(visit_folded_html, depart_folded_html), **others)
    app.add_node(
        folded_title, html=(visit_folded_title_html, depart_folded_title_html), **others
    )
    app.add_transform(FoldSections)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
