"""用語の表（``book/terms.yml``）を、用語集のページと、文章の中のリンクにする。

``{term-table}`` は用語集を置く。
それ以外のページでは、各用語の最初の1回を用語集へのリンクにする。
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from _ext.text.prose_links import link, prose, reference

TABLE = Path(__file__).parents[2] / "terms.yml"


class Term(NamedTuple):
    """用語1つ。"""

    term: str
    reading: str
    english: str
    first: str
    definition: str
    synonyms: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


def load_terms() -> list[Term]:
    """用語の表を、読みの順に返す。"""
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    terms = [
        Term(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()})
        for row in rows
    ]
    return sorted(terms, key=lambda term: term.reading)


class TermTable(SphinxDirective):
    """用語集。1語ごとに、読み・英語・同義語・最初の章・説明を並べる。"""

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(TABLE))
        folder = self.env.docname.rpartition("/")[0]
        lines = ["```{glossary}"]
        for term in load_terms():
            label = "index" if term.first == "index" else term.first
            also = "".join(f"同義語：{name}。" for name in term.synonyms)
            lines += [
                term.term,
                f"  {term.reading}、{term.english}。{also}",
                f"  {term.definition}",
                f"  最初に現れる章：{{doc}}`/{folder}/{label}`",
                "",
            ]
        lines.append("```")
        container = nodes.container(classes=["term-table"])
        self.state.nested_parse(StringList(lines, source=str(TABLE)), 0, container)
        self._name_anchors(container)
        return [container]

    def _name_anchors(self, container: nodes.container) -> None:
        """日本語の用語の自動のアンカーは番号で、並びが変わるとずれる。英語の名前に置き換える。"""
        english = {term.term: term.english for term in load_terms()}
        objects = self.env.domaindata["std"]["objects"]
        for node in container.findall(nodes.term):
            name = node.astext()
            anchor = "term-" + english[name].replace(" ", "-")
            node["ids"] = [anchor]
            objects["term", name] = (self.env.docname, anchor)


class LinkFirstUses(SphinxTransform):
    """各用語の最初の1回を、用語集へのリンクにする。"""

    default_priority = 880

    def apply(self, **kwargs: Any) -> None:
        if next(self.document.findall(addnodes.glossary), None) is not None:
            return
        self.env.note_dependency(str(TABLE))
        remaining = {
            name: term.term
            for term in load_terms()
            for name in (term.term, *term.synonyms)
        }
        names = re.compile(
            "|".join(sorted(map(re.escape, remaining), key=len, reverse=True))
        )
        for text in prose(self.document):
            links = []
            for match in names.finditer(str(text)):
                target = remaining.pop(match[0], None)
                if target:
                    links.append((*match.span(), self._reference(match[0], target)))
            link(text, links)

    def _reference(self, name: str, target: str) -> addnodes.pending_xref:
        node = reference("term", name, target, self.env.docname)
        node["classes"].append("term-link")
        return node


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("term-table", TermTable)
    app.add_transform(LinkFirstUses)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
