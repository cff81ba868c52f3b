"""本がビルドでき、公開してよいHTMLになっている。"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.book.chapters import CHAPTERS, ROOT
from tests.book.pages import read

# テーマやSphinxの既定のままの英語。
ENGLISH = re.compile(
    r"Permalink|Link to this|Show code|Hide code|Toggle|Search|Previous|Next page|Contents"
    r"|Download|Copy to clipboard|Table of [Cc]ontents|Skip to"
)


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert len(found) > len(CHAPTERS)
    return found


def test_book_builds(book_build):
    assert book_build.returncode == 0, (
        "\n".join(
            line
            for line in book_build.output.splitlines()
            if "WARNING" in line or "ERROR" in line
        )
        or book_build.output
    )


def test_pages_are_japanese(pages):
    for page in pages:
        assert read(page).html["lang"] == "ja", page.name


def test_the_folder_can_be_placed_on_github_pages_as_it_is(site):
    assert (site / ".nojekyll").is_file()


def test_every_chapter_has_a_page(site):
    for chapter in CHAPTERS:
        title = chapter.headings[0].title
        assert title in read(site / f"book/{chapter.name}.html").h1.get_text()


def test_no_folder_of_this_machine_is_published(site):
    folders = {str(ROOT), str(Path.home()), sys.prefix, "site-packages", "ipykernel_"}
    folders.discard("/")
    # ブラウザで動かすPythonの中には、それを作った計算機のフォルダの名前がある。
    for file in site.rglob("*"):
        if file.is_file() and file.suffix not in {".woff2", ".png"}:
            content = file.read_bytes()
            live = "live" in file.relative_to(site).parts
            for folder in {str(ROOT)} if live else folders:
                assert folder.encode() not in content, (
                    f"{file.relative_to(site)}に{folder}"
                )


def test_tracebacks_are_only_where_they_are_announced(pages):
    for page in pages:
        for cell in read(page).select(".cell:not(.tag_raises-exception)"):
            assert not cell.select(".traceback"), (
                f"{page.name}: {cell.get_text()[:200]}"
            )


def test_no_markup_is_left_in_the_prose(pages):
    for page in pages:
        for text in read(page).body.find_all(
            string=re.compile(r"\{[a-z:-]+\}`|:::|\*\*|\]\(")
        ):
            assert text.find_parent(
                ["pre", "code", "math", "svg", "script", "style"]
            ), f"{page.name}: {text.strip()[:80]}"


def test_no_english_is_left_in_the_page(pages):
    for page in pages:
        body = read(page).body
        words = [
            text.strip()
            for text in body.find_all(string=ENGLISH)
            if not text.find_parent(["pre", "code", "script", "style", "math"])
        ]
        words += [
            tag[name]
            for name in ("title", "aria-label", "alt", "placeholder")
            for tag in body.find_all(attrs={name: ENGLISH})
        ]
        assert not words, f"{page.name}: {words}"
