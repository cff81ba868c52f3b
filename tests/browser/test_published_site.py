"""公開先のURLを設定したときの、正規のURL、カード、サイトマップ。"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from tests.browser.conftest import ROOT

BASE = "https://example.org/books/autodiff/"
CARD = f"{BASE}_static/images/card.png"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, jupyter_book: str) -> Path:
    """表紙と章が1つずつの本を、公開先のURLを決めてビルドする。"""
    root = tmp_path_factory.mktemp("published")
    ignore = shutil.ignore_patterns("*.md", "node_modules", "packs", "__pycache__")
    shutil.copytree(ROOT / "book", root / "book", ignore=ignore)
    shutil.copytree(ROOT / "dezero_book", root / "dezero_book", ignore=ignore)
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    config = config.replace("\nhtml:\n", f"\nhtml:\n  baseurl: {BASE}\n", 1)
    (root / "_config.yml").write_text(config, encoding="utf-8")
    (root / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters:\n  - file: book/one\n",
        encoding="utf-8",
    )
    (root / "book/index.md").write_text(
        "(sec-a)=\n# 表紙\n\n表紙の文です。\n", encoding="utf-8"
    )
    (root / "book/one.md").write_text(
        "(sec-b)=\n# 章\n\n章の文です。\n", encoding="utf-8"
    )
    run = subprocess.run(
        [jupyter_book, "build", str(root)],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    html = root / "_build/html"
    assert (html / "index.html").is_file(), run.stdout + run.stderr
    return html


@pytest.mark.parametrize(
    ("name", "url"), [("index.html", BASE), ("book/one.html", f"{BASE}book/one.html")]
)
def test_addresses_are_absolute(published: Path, name: str, url: str) -> None:
    page = BeautifulSoup((published / name).read_text(encoding="utf-8"), "html.parser")
    assert page.select_one("link[rel=canonical]")["href"] == url  # type: ignore[index]
    assert page.select_one("meta[property='og:url']")["content"] == url  # type: ignore[index]
    assert page.select_one("meta[property='og:image']")["content"] == CARD  # type: ignore[index]


def test_sitemap_lists_every_page(published: Path) -> None:
    root = ElementTree.parse(published / "sitemap.xml").getroot()
    assert [
        element.text
        for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ] == [
        BASE,
        f"{BASE}book/one.html",
    ]


def test_page_not_found_knows_the_folder(published: Path) -> None:
    text = (published / "404.html").read_text(encoding="utf-8")
    assert 'href="/books/autodiff/_static/book.css' in text
    assert 'src="/books/autodiff/_static/before_paint.js' in text


def test_addresses_are_left_out_without_a_base(site: Path) -> None:
    assert not (site / "sitemap.xml").exists()
    page = BeautifulSoup(
        (site / "index.html").read_text(encoding="utf-8"), "html.parser"
    )
    assert page.select("link[rel=canonical], meta[property='og:url']") == []
