"""コードの色付けのうち、色の付かない要素を取り除く。

Pygmentsは、名前や記号の1つずつも ``<span>`` で囲む。
この本の見た目（``book/_theme/textbook/styles/5-code.css``）はそれらに色を付けないので、
囲みを外すと、見え方を変えずにページの要素が半分ほどになり、表示が速くなる。
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

# 名前、約物、演算子、空白、特別な変数。
UNCOLORED = ("n", "p", "o", "w", "vm", "nv")
SPAN = re.compile(rf'<span class="(?:{"|".join(UNCOLORED)})">([^<]*)</span>')


def remove_uncolored_spans(html: str) -> str:
    """色の付かない ``<span>`` を外し、中の文字だけを残す。"""
    return SPAN.sub(r"\1", html)


def make_body_lean(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    if "body" in context:
        context["body"] = remove_uncolored_spans(context["body"])


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", make_body_lean)
