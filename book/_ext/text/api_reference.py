"""APIの一覧を、このリポジトリのパッケージのdocstringから作る。

インストール済みの別の ``dezero_book`` ではなく、本と同じリポジトリのものを読み込む。
"""

from __future__ import annotations

import re
import sys
from typing import Any

from sphinx.application import Sphinx
from sphinx.domains.python import PyObject


def end_literals_before_brackets(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """``…`` のすぐ後に和文の始め括弧が続いても、reStructuredTextの記法として読む。"""
    lines[:] = [re.sub("(``[^`]+``)(?=[（「])", r"\1\\ ", line) for line in lines]


def setup(app: Sphinx) -> dict[str, Any]:
    sys.path.insert(0, str(app.srcdir))
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinx.ext.napoleon")
    app.connect("autodoc-process-docstring", end_literals_before_brackets)
    # Sphinxの訳語「変数」は、この本の用語の「変数」と紛れる。
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "属性"
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
