"""APIの一覧を、このリポジトリのパッケージのdocstringから作る。

インストール済みの別の ``dezero_book`` ではなく、本と同じリポジトリのものを読み込む。
"""

from __future__ import annotations

import re
import sys
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.python import PyObject
from sphinx.transforms import SphinxTransform


def end_literals_before_brackets(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """``…`` のすぐ後に和文の始め括弧が続いても、reStructuredTextの記法として読む。"""
    lines[:] = [re.sub("(``[^`]+``)(?=[（「])", r"\1\\ ", line) for line in lines]


class JapaneseFields(SphinxTransform):
    """引数や例外の欄でSphinxが挟む ``--`` と ``or`` を、日本語にする。"""

    default_priority = 850
    WORDS: ClassVar = {" -- ": "：", " or ": "または"}

    def apply(self, **kwargs: Any) -> None:
        for body in self.document.findall(nodes.field_body):
            for text in list(body.findall(nodes.Text)):
                word = self.WORDS.get(str(text))
                if word and not isinstance(text.parent, nodes.literal):
                    text.parent.replace(text, nodes.Text(word))


def setup(app: Sphinx) -> None:
    sys.path.insert(0, str(app.srcdir))
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinx.ext.napoleon")
    app.connect("autodoc-process-docstring", end_literals_before_brackets)
    app.add_transform(JapaneseFields)
    # Sphinxの訳語「変数」は、この本の用語の「変数」と紛れる。
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "属性"
