"""本文の ``style`` 属性を、ページごとのスタイルシートの規則に置き換える。

数式や図の変換は ``style`` 属性を書くが、厳しいContent-Security-Policy
（``style-src 'self'``）のもとでは効かない。同じ宣言は1つのクラスにまとめる。
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

TAG = re.compile(r'<[a-zA-Z][^<>]*?\sstyle="[^"]*"[^<>]*>')
STYLE = re.compile(r'\sstyle="([^"]*)"')
CLASS = re.compile(r'(\sclass=")([^"]*")')


def move_styles(body: str) -> tuple[str, str]:
    """``style`` 属性をクラスに置き換えた本文と、その規則を返す。"""
    names: dict[str, str] = {}

    def replace(match: re.Match[str]) -> str:
        tag = match[0]
        declarations = unescape(STYLE.search(tag)[1]).strip().rstrip(";")  # type: ignore[index]
        tag = STYLE.sub("", tag, count=1)
        if not declarations:
            return tag
        name = names.setdefault(declarations, f"css-{len(names) + 1}")
        if CLASS.search(tag):
            return CLASS.sub(rf"\g<1>{name} \g<2>", tag, count=1)
        return re.sub(r"\s*(/?>)$", rf' class="{name}"\1', tag)

    body = TAG.sub(replace, body)
    # 属性と同じくらい強い規則にするため、クラスを重ねる。
    rules = "".join(
        f"{f'.{name}' * 4}{{{declarations}}}\n" for declarations, name in names.items()
    )
    return body, rules


def on_page(
    app: Sphinx,
    page: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    if "body" not in context:
        return
    context["body"], rules = move_styles(context["body"])
    if not rules:
        return
    name = f"styles/{page.replace('/', '-')}.css"
    path = Path(app.outdir, "_static", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(rules, encoding="utf-8")
    app.add_css_file(name)


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", on_page, priority=800)
