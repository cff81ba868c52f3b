"""ページの題、説明、正規のURL、共有されたときのカードを、``<head>`` に書く。

説明には、そのページの最初の段落を使う。
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from _ext.page.site_pages import NOT_FOUND, page_url

CARD = "_static/images/card.png"
MATH_FONT = "_static/fonts/stix-two-math.woff2"
LONGEST = 110


def description(doctree: nodes.document | None, default: str) -> str:
    """本文の最初の段落を、文の切れ目で短くしたもの。"""
    if doctree is None:
        return default
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            text = re.sub(r"\s+", " ", paragraph.astext()).strip()
            return shorten(text) or default
    return default


def shorten(text: str) -> str:
    kept = ""
    for sentence in re.findall(r"[^。？！]*[。？！]?", text):
        if kept and len(kept + sentence) > LONGEST:
            return kept
        kept += sentence
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + "…"


def fill_head(
    app: Sphinx,
    page: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    book = app.config.html_title
    title = re.sub(r"<[^>]+>", "", context.get("title") or book)
    summary = description(doctree, f"{book}の{title}")
    site = app.config.html_baseurl.rstrip("/")
    card = f"{site}/{CARD}" if site else context["pathto"](CARD, True)
    meta = [
        {"name": "description", "content": summary},
        {"property": "og:type", "content": "article"},
        {"property": "og:site_name", "content": book},
        {"property": "og:locale", "content": "ja_JP"},
        {"property": "og:title", "content": title},
        {"property": "og:description", "content": summary},
        {"property": "og:image", "content": card},
        {"property": "og:image:width", "content": "1200"},
        {"property": "og:image:height", "content": "630"},
        {"name": "twitter:card", "content": "summary_large_image"},
    ]
    links = []
    if page == NOT_FOUND:
        meta = [{"name": "robots", "content": "noindex"}]
    elif site:
        url = page_url(app, page)
        links.append({"rel": "canonical", "href": url})
        meta.append({"property": "og:url", "content": url})
    full_title = (
        title if page == app.config.root_doc or title == book else f"{title} | {book}"
    )
    font = (
        context["pathto"](MATH_FONT, True) if "<math" in context.get("body", "") else ""
    )
    context["head"] = {
        "title": full_title,
        "meta": meta,
        "links": links,
        "math_font": font,
    }


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", fill_head)
