"""数式を、ビルドのときにMathMLにする。ブラウザでスクリプトは動かない。

TeXの元の式は ``<annotation>`` に残るので、選んで写せる。
読めない式は、ファイル名と行を添えた警告になる。
"""

from __future__ import annotations

import html
import re
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)
# XMLにない、HTMLの文字の名前。
HTML_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|#)\w+;")
converter = LatexToMathML(annotation=True, fancy_error=False)


def to_mathml(latex: str, *, block: bool) -> str:
    """TeXの式をMathMLに変換する。

    Raises
    ------
    LatexError
        式を読めないとき。
    """
    mathml = converter.convert_with_local_state(latex, displaystyle=block)
    root = ElementTree.fromstring(
        HTML_ENTITY.sub(lambda m: html.unescape(m[0]), mathml)
    )
    _move_style_attributes(root)
    return ElementTree.tostring(root, encoding="unicode")


def _move_style_attributes(parent: ElementTree.Element) -> None:
    """HTMLの規格が ``mstyle`` にだけ認める属性を、要素を囲む ``mstyle`` に移す。"""
    for i, child in enumerate(parent):
        _move_style_attributes(child)
        if child.tag in {"mfrac", "mtable"}:
            names = child.attrib.keys() & {"displaystyle", "scriptlevel"}
            if names:
                style = {name: child.attrib.pop(name) for name in sorted(names)}
                wrapper = ElementTree.Element("mstyle", style)
                parent[i] = wrapper
                wrapper.append(child)


class CheckLatex(SphinxTransform):
    """すべての数式を一度変換し、読めない式を警告にする。"""

    default_priority = 870

    def apply(self, **kwargs: Any) -> None:
        for node in self.document.findall(
            lambda n: isinstance(n, (nodes.math, nodes.math_block))
        ):
            try:
                to_mathml(node.astext(), block=isinstance(node, nodes.math_block))
            except LatexError as error:
                logger.warning(
                    "数式を読めません：%s（%s）",
                    node.astext().strip(),
                    error,
                    location=node,
                )


def _convert(latex: str, *, block: bool) -> str:
    try:
        return to_mathml(latex, block=block)
    except LatexError:
        return f"<code>{html.escape(latex)}</code>"


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(_convert(node.astext(), block=False))
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", "", CLASS="math-block"))
    self.body.append(_convert(node.astext(), block=True))
    if node["number"]:
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, "この式へのリンク")
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    app.add_transform(CheckLatex)
