"""表紙の、10のステップの地図（``{road-map}``）と、本の数（``{book-facts}``）。

どちらの中身も、できあがった章のページから読み取る。章の題、覚えておく1文（「1つだけ覚えるなら」
の太字）、図、読むのにかかる時間は、章に書かれたものだけがもとになる。
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from _ext.compat import warning_count
from _ext.text.steps import step_number
from _ext.text.visible_text import visible_text

logger = logging.getLogger(__name__)

# コードを含む日本語の文章を、考えながら読む速さ。
CHARACTERS_PER_MINUTE = 500


class unfinished(nodes.General, nodes.Element):
    """章のページができてから中身の決まる所。"""


class RoadMapDirective(SphinxDirective):
    kind = "road-map"

    def run(self) -> list[nodes.Node]:
        return [unfinished(kind=self.kind)]


class BookFactsDirective(RoadMapDirective):
    kind = "book-facts"


class Chapter(NamedTuple):
    """できあがった章のページから読み取ったもの。"""

    uri: str
    title: str
    phrase: str
    picture: str
    minutes: int
    outputs: int


def read_chapter(app: Sphinx, docname: str) -> Chapter:
    page = Path(app.builder.get_outfilename(docname)).read_text(encoding="utf-8")
    # 大きなページのすべてを木にすると、章ごとに0.1秒かかる。
    summary = find_all(page, r"<p>1つだけ覚えるなら.*?</p>")
    phrase = "".join(strong.get_text() for strong in summary("strong"))
    if not phrase:
        logger.warning(
            "章のまとめに「1つだけ覚えるなら、これです。」と太字の1文がありません。",
            location=docname,
        )
    return Chapter(
        app.builder.get_target_uri(docname),
        app.env.titles[docname].astext(),
        phrase,
        thumbnail(
            find_all(page, r"<figure\b.*?</figure>").svg, docname.rpartition("/")[2]
        ),
        max(1, round(len(visible_text(page)) / CHARACTERS_PER_MINUTE)),
        len(re.findall(r'class="cell_output\b', page)),
    )


def find_all(page: str, form: str) -> BeautifulSoup:
    """ページの、``form`` に合う部分。"""
    return BeautifulSoup("".join(re.findall(form, page, re.DOTALL)), "html.parser")


def thumbnail(svg: Tag | None, prefix: str) -> str:
    """章の図を、言葉で説明しない小さな絵にする。"""
    if svg is None:
        return ""
    for part in svg(["title", "desc"]):
        part.decompose()
    for name in ("role", "width", "height", "class"):
        svg.attrs.pop(name, None)
    svg["aria-hidden"] = "true"
    text = str(svg)
    for name in {e["id"] for e in svg.find_all(id=True)}:
        text = re.sub(rf'(id="|#){re.escape(name)}\b', rf"\g<1>{prefix}-{name}", text)
    return text


def acts(app: Sphinx) -> Iterator[tuple[str, list[str]]]:
    """目次の部のうち、章の並ぶもの。"""
    toc = yaml.safe_load(Path(app.srcdir, "_toc.yml").read_text(encoding="utf-8"))
    for part in toc.get("parts", []):
        steps = [row["file"] for row in part["chapters"]]
        steps = [name for name in steps if step_number(name)]
        if steps:
            yield part["caption"], steps


def road_map(chapters: dict[str, Chapter], parts: list[tuple[str, list[str]]]) -> str:
    html = []
    for caption, names in parts:
        html.append(f'<h3 class="act">{escape(caption)}</h3><ol class="road-map">')
        for name in names:
            chapter = chapters[name]
            html.append(
                f'<li><a href="{escape(chapter.uri)}">'
                f'<span class="road-picture">{chapter.picture}</span>'
                f'<span class="road-title">{escape(chapter.title)}</span>'
                f'<span class="road-phrase">{escape(chapter.phrase)}</span>'
                f'<span class="road-minutes">読む時間 およそ{chapter.minutes}分</span></a></li>'
            )
        html.append("</ol>")
    return "".join(html)


def lines_of_code(source: str) -> int:
    """コードの行数。空の行、コメントだけの行、docstringは数えない。"""
    tree = ast.parse(source)
    doc = tree.body[0] if ast.get_docstring(tree) else None
    skipped = set(range(doc.lineno, (doc.end_lineno or 0) + 1)) if doc else set()
    body = [node for node in tree.body if not isinstance(node, ast.If)]
    last = max((node.end_lineno or 0) for node in body)
    return sum(
        bool(line.strip()) and not line.lstrip().startswith("#") and i not in skipped
        for i, line in enumerate(source.splitlines()[:last], 1)
    )


def book_facts(app: Sphinx, chapters: dict[str, Chapter]) -> str:
    last = Path(list(chapters)[-1]).name
    snapshot = Path(app.srcdir, "dezero_book", "steps", f"{last}.py")
    lines = lines_of_code(snapshot.read_text(encoding="utf-8"))
    outputs = sum(chapter.outputs for chapter in chapters.values())
    facts = [
        (f"{len(chapters)}", "のステップ"),
        (f"{lines}", "行で完成するフレームワーク"),
        (f"{outputs}", "個の出力は、どれも実行した結果"),
    ]
    items = "".join(f"<li><strong>{n}</strong>{escape(text)}</li>" for n, text in facts)
    return f'<ul class="book-facts">{items}</ul>'


def visit_html(self: Any, node: unfinished) -> None:
    self.body.append(f"<!--{node['kind']}-->")
    raise nodes.SkipNode


def finish_front_page(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    front = Path(app.builder.get_outfilename(app.config.root_doc))
    page = front.read_text(encoding="utf-8")
    # 止まるビルドでは、章がそろっていないことがある。
    if "<!--road-map-->" not in page or warning_count(app):
        return
    parts = list(acts(app))
    names = [name for _, steps in parts for name in steps]
    chapters = {name: read_chapter(app, name) for name in names}
    page = page.replace("<!--road-map-->", road_map(chapters, parts))
    page = page.replace("<!--book-facts-->", book_facts(app, chapters))
    front.write_text(page, encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.add_node(unfinished, html=(visit_html, None))
    app.add_directive("road-map", RoadMapDirective)
    app.add_directive("book-facts", BookFactsDirective)
    # 検索の索引が、できあがった表紙を読めるように、先に行う。
    app.connect("build-finished", finish_front_page, priority=400)
