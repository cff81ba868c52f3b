"""用語の表が、章の初出と、用語集の五十音の索引に合う。"""

from __future__ import annotations

import re

import pytest
from _ext.text.glossary import row_of
from _ext.text.terms import Term, inline, load_terms

from tests.book.chapters import ROOT
from tests.book.pages import read


@pytest.mark.parametrize("term", load_terms(), ids=lambda term: term.term)
def test_first_chapter_introduces_the_term_with_its_english(term: Term) -> None:
    page = (ROOT / "book" / f"{term.first}.md").read_text(encoding="utf-8")
    names = "|".join(map(re.escape, (term.term, *term.synonyms)))
    assert re.search(rf"(?:{names})(?:\*\*)?（{term.english}", page)


@pytest.mark.parametrize(
    ("reading", "row"),
    [("へんすう", "は"), ("ぶろーどきゃすと", "は"), ("あ", "あ"), ("がくしゅう", "か"), ("れんさりつ", "ら")],
)  # fmt: skip
def test_rows_of_the_index(reading: str, row: str) -> None:
    assert row_of(reading) == row


def test_definitions_keep_code_and_formulas() -> None:
    kinds = [(type(n).__name__, n.astext()) for n in inline("`x` は $x^2$ です。")]
    assert kinds == [
        ("literal", "x"),
        ("Text", " は "),
        ("math", "x^2"),
        ("Text", " です。"),
    ]


def test_every_link_to_a_term_has_its_definition_in_the_page(site) -> None:
    links = 0
    for path in sorted((site / "book").glob("*.html")):
        page = read(path)
        for link in page.select("a.term-link"):
            anchor = link["href"].partition("#")[2]
            assert page.select_one(f'template[data-term="{anchor}"]').get_text()
            links += 1
    assert links > 20


def test_index_leads_to_the_first_term_of_each_row(site) -> None:
    page = read(site / "book/glossary.html")
    index = page.select(".kana-index a")
    assert [link.get_text() for link in index] == sorted(
        {row_of(term.reading) for term in load_terms()}
    )
    for link in index:
        assert page.find(id=link["href"].removeprefix("#")).name == "dt"
