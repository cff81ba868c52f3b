"""用語の表（``book/terms.yml``）。文章の中の各用語の最初の1回を、用語集へのリンクにする。

リンクの説明は、ページの終わりの ``<template>`` に置き、terms.jsがその場で見せる。
用語集のページそのものは、glossary.pyが作る。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxTranslator

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

    @property
    def anchor(self) -> str:
        """用語集の中のアンカー。日本語の用語の自動のアンカーは番号で、並びが変わるとずれる。"""
        return "term-" + self.english.replace(" ", "-")


@cache
def load_terms() -> tuple[Term, ...]:
    """用語の表を、読みの順に返す。"""
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    terms = [
        Term(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()})
        for row in rows
    ]
    return tuple(sorted(terms, key=lambda term: term.reading))


class term_definition(nodes.TextElement):
    """リンクにした用語の説明。見せるまで、ページには現れない。"""


class LinkFirstUses(SphinxTransform):
    """各用語の最初の1回を、用語集へのリンクにする。"""

    default_priority = 880

    def apply(self, **kwargs: Any) -> None:
        if next(self.document.findall(addnodes.glossary), None) is not None:
            return
        self.env.note_dependency(str(TABLE))
        remaining = {
            name: term for term in load_terms() for name in (term.term, *term.synonyms)
        }
        names = re.compile(
            "|".join(sorted(map(re.escape, remaining), key=len, reverse=True))
        )
        used = {}
        for text in prose(self.document):
            links = []
            for match in names.finditer(str(text)):
                term = remaining.pop(match[0], None)
                if term:
                    node = reference("term", match[0], term.term, self.env.docname)
                    node["classes"].append("term-link")
                    links.append((*match.span(), node))
                    used[term.anchor] = term
            link(text, links)
        if used:
            self.document[-1] += [
                term_definition("", "", *inline(term.definition), anchor=anchor)
                for anchor, term in used.items()
            ]


def inline(text: str) -> Iterator[nodes.Node]:
    """コードと数式のある1行を、ノードにする。"""
    for piece in re.split(r"(`[^`]+`|\$[^$]+\$)", text):
        if piece.startswith("`"):
            yield nodes.literal("", piece.strip("`"))
        elif piece.startswith("$"):
            yield nodes.math("", piece.strip("$"))
        elif piece:
            yield nodes.Text(piece)


def visit_term_definition_html(self: SphinxTranslator, node: term_definition) -> None:
    self.body.append(f'<template data-term="{node["anchor"]}">')


def depart_term_definition_html(self: SphinxTranslator, node: term_definition) -> None:
    self.body.append("</template>\n")


def setup(app: Sphinx) -> None:
    app.add_node(
        term_definition,
        html=(visit_term_definition_html, depart_term_definition_html),
    )
    app.add_transform(LinkFirstUses)
