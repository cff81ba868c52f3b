"""ブラウザを使わずに、書き出されたファイルを調べる。"""

from __future__ import annotations

import re
from copy import copy
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.browser.conftest import ALL_PAGES, PAGES, ROOT

RESOURCES = [
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("source", "src"),
    ("iframe", "src"),
    ("object", "data"),
    ("video", "src"),
    ("audio", "src"),
    ("use", "href"),
    ("image", "href"),
]
# 名前空間を表すだけで、読みに行かないURL。
NAMESPACES = re.compile(r"http://www\.(w3\.org|sitemaps\.org)/[\w./]+")
# ほかの人が作ったものを含むファイル。
FOREIGN = re.compile(r"pyodide[.-].*|python_stdlib\.zip|(numpy|pytest)\.pack|live\.js")
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
# 欧文のままでよい、画面の文字。
LATIN_LABELS = {"/", "×", "", "x"}
LEFTOVERS = re.compile(
    r"Show code|Hide code|Toggle|Link to this|Permalink|Search|Next|Previous|Contents|Navigation"
    r"|Copyright|Skip to|Color mode|Note\b|Warning\b|Created using|Table of|Figure|Fig\.|Click to"
)


@cache
def soup(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")


def test_every_page_is_in_the_table_of_contents(site: Path) -> None:
    built = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert built == set(ALL_PAGES)


def test_nothing_private_is_published(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.is_file()]
    names = [path.relative_to(site).as_posix() for path in files]
    assert [
        n
        for n in names
        if n.startswith("_sources/") or n.endswith((".map", ".md", ".log"))
    ] == []
    machine = [str(ROOT).encode(), str(Path.home()).encode() + b"/"]
    # PyodideとNumPyの中には、それを作った計算機のフォルダの名前がある。
    own = [p for p in files if not FOREIGN.fullmatch(p.name)]
    assert [p.name for p in own if any(m in p.read_bytes() for m in machine)] == []


def test_styles_and_scripts_name_no_other_site(site: Path) -> None:
    files = [*site.rglob("*.css"), *site.rglob("*.js"), *site.rglob("*.svg")]
    # PyodideとCodeMirrorの中の、読みに行かないURL。通信がないことは、動かして確かめる。
    for path in [p for p in files if not FOREIGN.fullmatch(p.name)]:
        text = NAMESPACES.sub("", path.read_text(encoding="utf-8"))
        assert re.findall(r"(?:https?:)?//[\w-]+\.\w+", text) == [], path


@pytest.mark.parametrize("name", ALL_PAGES)
def test_page_loads_only_its_own_files(site: Path, name: str) -> None:
    page = soup(site, name)
    for tag, attribute in RESOURCES:
        for element in page.find_all(tag):
            url = element.get(attribute, "")
            if not url or url.startswith("#") or element.get("rel") in (["canonical"],):
                continue
            assert not urlsplit(url).netloc, f"{tag}: {url}"
            path = unquote(urlsplit(url).path)
            file = (
                site / path.lstrip("/")
                if name == "404.html"
                else (site / name).parent / path
            )
            assert file.is_file(), f"{tag}: {url}"


@pytest.mark.parametrize("name", ALL_PAGES)
def test_strict_policy_is_enough(site: Path, name: str) -> None:
    """スクリプトもスタイルも、すべて自分のサイトのファイルにある。"""
    page = soup(site, name)
    assert [
        s for s in page.find_all("script") if not s.get("src") or s.get_text().strip()
    ] == []
    assert page.find_all("style") == []
    for element in page.find_all(True):
        assert "style" not in element.attrs, str(element)[:120]
        assert not [key for key in element.attrs if key.startswith("on")]
        assert not str(element.get("href", "")).startswith("javascript:")


@pytest.mark.parametrize("name", ALL_PAGES)
def test_head_is_complete(site: Path, name: str) -> None:
    page = soup(site, name)
    assert page.html is not None
    assert page.html["lang"] == "ja"
    assert len(page.select("meta[name=viewport]")) == 1
    assert len(page.select("head > title")) == 1
    assert len(page.select("h1")) == 1
    assert len(page.select("meta[name=theme-color][media]")) == 2
    icon = page.select_one("link[rel=icon]")
    assert icon is not None
    if name == "404.html":
        assert page.select_one("meta[name=robots][content=noindex]")
        return
    for selector in ("meta[name=description]", "meta[property='og:description']"):
        text = page.select_one(selector)["content"]  # type: ignore[index]
        assert JAPANESE.search(text)
        assert 10 <= len(text) <= 160
    heading = page.h1.get_text().strip()  # type: ignore[union-attr]
    assert page.title.get_text().startswith(heading)  # type: ignore[union-attr]
    assert page.select_one("meta[property='og:title']")["content"] == heading  # type: ignore[index]
    card = page.select_one("meta[property='og:image']")["content"]  # type: ignore[index]
    assert ((site / name).parent / card).read_bytes().startswith(b"\x89PNG")


def test_titles_and_descriptions_differ(site: Path) -> None:
    pages = [soup(site, name) for name in PAGES]
    titles = [page.title.get_text() for page in pages]  # type: ignore[union-attr]
    texts = [page.select_one("meta[name=description]")["content"] for page in pages]  # type: ignore[index]
    assert len(set(titles)) == len(titles)
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", ALL_PAGES)
def test_interface_is_japanese(site: Path, name: str) -> None:
    page = soup(site, name)
    labels = [
        element[key]
        for element in page.find_all(True)
        for key in ("aria-label", "title", "placeholder", "alt")
        if element.get(key) and element.name != "math"
    ]
    assert [label for label in labels if not JAPANESE.search(label)] == []
    controls = page.select(
        "button, summary, .admonition-title, label, header a, footer, .skip-link"
    )
    texts = [re.sub(r"\s+", "", control.get_text()) for control in controls]
    assert [t for t in texts if t not in LATIN_LABELS and not JAPANESE.search(t)] == []
    body = copy(page.body)
    assert body is not None
    for part in body.select("article pre, article code, math, svg"):
        part.decompose()
    frame = body.get_text(" ")
    assert LEFTOVERS.findall(frame) == []


@pytest.mark.parametrize("name", PAGES)
def test_links_inside_the_book_arrive(site: Path, name: str) -> None:
    page = soup(site, name)
    for link in page.select("a[href]"):
        url = urlsplit(link["href"])
        if url.scheme or url.netloc:
            continue
        target = (
            ((site / name).parent / unquote(url.path)).resolve()
            if url.path
            else site / name
        )
        assert target.is_file(), link["href"]
        if url.fragment and target.suffix == ".html":
            other = soup(
                site,
                target.relative_to(site.resolve()).as_posix() if url.path else name,
            )
            assert other.find(id=unquote(url.fragment)), link["href"]
