"""検索の索引を、できあがったページの本文から作る。

読者に見える文字（コード・実行結果・数式・折りたたみの中を含む）を、節ごとに分けて
``_static/search_index.js`` に書く。
日本語を単語に分けると取りこぼしが出るので、分けずに本文そのものを渡し、
ブラウザが文字列として探す。用語の読みや別の表記は、用語の表から添える。
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from _ext.page.article_sections import read_sections
from _ext.text.terms import load_terms

INDEX = "search_index.js"


def other_names() -> dict[str, str]:
    """用語の読み・英語・同義語・間違えやすい表記から、用語を引く表。"""
    names: dict[str, str] = {}
    for term in load_terms():
        for name in (term.reading, term.english, *term.synonyms, *term.avoid):
            if name != term.term:
                names[name] = term.term
    return names


def index_script(index: dict[str, Any]) -> str:
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return f"window.bookSearchIndex={text};\n"


def write_index(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    index = Path(app.outdir, "_static", INDEX)
    if index.exists():
        # 何かが変わっていれば、前の索引はフォルダごと消えている（build/last_build.py）。
        return
    pages = []
    for docname in app.env.collect_relations():
        path = Path(app.builder.get_outfilename(docname))
        sections = list(read_sections(path.read_text(encoding="utf-8")))
        pages.append([app.builder.get_target_uri(docname), sections])
    script = index_script({"pages": pages, "names": other_names()})
    index.write_text(script, encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write_index)
