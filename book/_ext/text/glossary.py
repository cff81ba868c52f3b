"""用語集（``{term-table}``）。五十音の行から引ける。"""

from __future__ import annotations

import unicodedata

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from _ext.text.terms import TABLE, load_terms

ROWS = "あかさたなはまやらわ"


def row_of(reading: str) -> str:
    """読みの属する、五十音の行。濁点は数えない。"""
    first = unicodedata.normalize("NFD", reading)[0]
    return max(row for row in ROWS if row <= first)


class TermTable(SphinxDirective):
    """1語ごとに、読み・英語・同義語・最初の章・説明を並べる。"""

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(TABLE))
        folder = self.env.docname.rpartition("/")[0]
        lines = ["```{glossary}"]
        for term in load_terms():
            also = "".join(f"同義語：{name}。" for name in term.synonyms)
            lines += [
                term.term,
                f"  {term.reading}、{term.english}。{also}",
                f"  {term.definition}",
                f"  最初に現れる章：{{doc}}`/{folder}/{term.first}`",
                "",
            ]
        lines.append("```")
        container = nodes.container(classes=["term-table"])
        self.state.nested_parse(StringList(lines, source=str(TABLE)), 0, container)
        self._name_anchors(container)
        return [self._kana_index(), container]

    def _name_anchors(self, container: nodes.container) -> None:
        anchors = {term.term: term.anchor for term in load_terms()}
        objects = self.env.domaindata["std"]["objects"]
        for node in container.findall(nodes.term):
            name = node.astext()
            node["ids"] = [anchors[name]]
            objects["term", name] = (self.env.docname, anchors[name])

    @staticmethod
    def _kana_index() -> nodes.paragraph:
        firsts: dict[str, str] = {}
        for term in load_terms():
            firsts.setdefault(row_of(term.reading), term.anchor)
        index = nodes.paragraph(classes=["kana-index"])
        for row, anchor in firsts.items():
            index += nodes.reference("", row, refid=anchor, internal=True)
        return index


def setup(app: Sphinx) -> None:
    app.add_directive("term-table", TermTable)
