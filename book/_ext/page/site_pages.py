"""本のページを、サイトの形に並べる。

- 本の最初のページは、転送ではなく、サイトの ``index.html`` そのものになる。
- 見つからないページのための ``404.html`` を、どの深さのURLからでも崩れない形で書く。
- 公開先のURL（``html.baseurl``）が決まっていれば、``sitemap.xml`` を書く。
- 章の一覧を、テンプレートに渡す。
- GitHub Pagesが、下線で始まるフォルダを除かないように、``.nojekyll`` を置く。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx

NOT_FOUND = "404"


def put_front_page_at_top(app: Sphinx) -> None:
    builder = app.builder
    if builder.name != "html":
        return
    front = app.config.root_doc
    original_uri, original_file = builder.get_target_uri, builder.get_outfilename

    def get_target_uri(docname: str, typ: str | None = None) -> str:
        return original_uri("index" if docname == front else docname, typ)

    def get_outfilename(pagename: str) -> str:
        return original_file("index" if pagename == front else pagename)

    builder.get_target_uri = get_target_uri  # type: ignore[method-assign]
    builder.get_outfilename = get_outfilename  # type: ignore[method-assign]
    # Sphinxの検索は日本語の言葉を取りこぼすので、そのページと索引は作らない。
    builder.search = False


def not_found_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    yield NOT_FOUND, {"title": "ページが見つかりません"}, "not_found.html"


def page_url(app: Sphinx, page: str) -> str:
    """公開先でのページのURL。"""
    uri = app.builder.get_target_uri(page)
    return (
        app.config.html_baseurl.rstrip("/") + "/" + ("" if uri == "index.html" else uri)
    )


def add_chapter_list(
    app: Sphinx,
    page: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    front = app.config.root_doc
    tree = context["toctree"](
        maxdepth=1, collapse=False, titles_only=True, includehidden=True
    )
    tree = tree.replace(' role="heading"', "")
    if page == front:
        tree = f'<ul class="current"><li class="current"><a class="current" href="#">はじめに</a></li></ul>{tree}'
    else:
        link = escape(context["pathto"](front))
        tree = f'<ul><li><a href="{link}">はじめに</a></li></ul>{tree}'
    here = escape(app.builder.get_target_uri(page).rsplit("/", 1)[-1])
    context["chapters"] = re.sub(
        r'<a class="current[^"]*" href="#"',
        f'<a aria-current="page" href="{here}"',
        tree,
    )
    # ページの題は本文にあるので、ページ内の目次からは除く。
    toc = context.get("toc", "")
    inner = re.search(r"<ul>.*?</a>\s*(<ul>.*</ul>)\s*</li>\s*</ul>", toc, re.DOTALL)
    context["page_toc"] = inner[1] if inner else ""
    # 表紙は、最初の画面で本が始まるように、目次も道具も挟まない。
    context["display_toc"] = bool(inner) and page != front
    context["front"] = page == front


def finish_not_found(app: Sphinx, exception: Exception | None) -> None:
    """404.htmlは任意のURLで表示されるので、リンクをサイトの根元からの道筋にする。"""
    path = Path(app.outdir, f"{NOT_FOUND}.html")
    if exception is not None or not path.is_file():
        return
    root = urlsplit(app.config.html_baseurl).path.rstrip("/") + "/"
    text = path.read_text(encoding="utf-8")
    text = re.sub(
        r'(\s(?:href|src|data-content_root)=")(?!#|/|\w+:)(?:\./)?',
        rf"\g<1>{root}",
        text,
    )
    path.write_text(text, encoding="utf-8")


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or not app.config.html_baseurl:
        return
    if app.builder.name != "html":
        return
    urls = "".join(
        f"<url><loc>{escape(page_url(app, page))}</loc></url>\n"
        for page in sorted(app.env.found_docs)
    )
    Path(app.outdir, "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n',
        encoding="utf-8",
    )


def write_nojekyll(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.name == "html":
        Path(app.outdir, ".nojekyll").touch()


def setup(app: Sphinx) -> None:
    # 本を自動で作るときに渡されるが、この本では使わない設定。
    app.add_config_value("comments_config", {}, "", [dict])
    app.connect("builder-inited", put_front_page_at_top)
    app.connect("html-collect-pages", not_found_page)
    app.connect("html-page-context", add_chapter_list)
    app.connect("build-finished", finish_not_found)
    app.connect("build-finished", write_sitemap)
    app.connect("build-finished", write_nojekyll)
