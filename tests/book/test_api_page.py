"""公開している名前は、APIの一覧に説明があり、章からリンクされている。"""

from __future__ import annotations

from pathlib import Path

import pytest

import dezero_book
import dezero_book.exercises
import dezero_book.graph
from tests.book.chapters import CHAPTERS
from tests.book.pages import read
from tests.book.prose import JAPANESE

PUBLIC = [f"dezero_book.{name}" for name in dezero_book.__all__]
DRAWING = [f"dezero_book.graph.{name}" for name in dezero_book.graph.__all__]
CHECKERS = [f"dezero_book.exercises.{name}" for name in dezero_book.exercises.__all__]


@pytest.mark.parametrize("name", PUBLIC + DRAWING + CHECKERS)
def test_a_public_name_has_an_entry_on_the_api_page(name: str, site: Path) -> None:
    entry = read(site / "book" / "api.html").find(id=name)
    assert entry is not None, f"{name}の説明がありません。"
    description = entry.find_parent("dl").find("dd")
    assert description.get_text(strip=True), f"{name}の説明が空です。"


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_is_linked_from_a_chapter(name: str, site: Path) -> None:
    # メソッドへのリンクではなく、名前そのものへのリンクを数える。
    target = f"api.html#{name}"
    assert any(
        page.select(f'article a[href="{target}"], main a[href="{target}"]')
        for page in map(read, sorted((site / "book").glob("step*.html")))
    ), f"{name}へのリンクが、どの章にもありません。"


def test_every_field_of_the_api_page_has_a_name(site: Path) -> None:
    """「Attributes」などの欄に紛れ込んだ文は、名前として表示されてしまう。"""
    fields = read(site / "book" / "api.html").select("dl.field-list dd strong")
    names = [field.get_text() for field in fields]
    assert names
    strange = [name for name in names if JAPANESE.search(name)]
    assert not strange, "\n".join(strange)


def test_the_api_page_leads_back_to_every_chapter_with_code(site: Path) -> None:
    links = {
        link["href"].partition("#")[0]
        for link in read(site / "book" / "api.html").select("main a[href]")
    }
    assert {f"{chapter.name}.html" for chapter in CHAPTERS} <= links
