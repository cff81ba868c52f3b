"""警告を残したままのビルドを失敗させる。

``jupyter-book build .`` には、警告が出ても終了コードが0になる場合がある。
この拡張は、どのフラグもなしに次のことを行う。

- 警告が1つでもあれば、すべてのページを調べ終えてから、ビルドを失敗させる。
- 参照先のない参照を警告にする。
- ``_config.yml`` の知らないキーを警告にする。
- 文章に残ったMarkdownの記号（閉じ忘れや、定義のない脚注など）を警告にする。

直すまで何度でも失敗させるのは、last_build.pyの仕事。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from docutils.parsers.rst.directives.images import Image
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from _ext.compat import fail_at_the_end_on_warnings, known_configuration

logger = logging.getLogger(__name__)

# 中のキーを、この本やSphinxの別の検査に任せるもの。
FREE_FORM = {
    ("parse", "myst_substitutions"),
    ("sphinx", "local_extensions"),
    ("latex", "latex_documents"),
}
# 既定の設定ファイルに書かれていないが、Jupyter Bookが読むキー。
UNLISTED = {
    ("project",),
    ("execute", "raise_on_error"),
    ("execute", "show_tb"),
    ("execute", "eval_regex"),
    ("html", "navbar_footer_text"),
    ("parse", "myst_substitutions"),
    ("latex", "latex_documents"),
}
# 正しく読まれた文章には残らない記号。
LEFTOVER = re.compile(r"\*\*|\$|`|:::|\]\[|\]\(|\[\^|\{[a-z][a-z:-]*\}")
# 文章ではないもの。
NOT_PROSE = (
    nodes.FixedTextElement,
    nodes.literal,
    nodes.math,
    nodes.raw,
    nodes.system_message,
    addnodes.desc_signature,
)


def _keys(
    node: yaml.Node, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], int]]:
    """YAMLのすべてのキーを、親からの道筋と行番号の組で返す。"""
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        here = (*path, str(key.value))
        yield here, key.start_mark.line + 1
        if here not in FREE_FORM and here[:2] != ("sphinx", "config"):
            yield from _keys(value, here)
        elif here == ("sphinx", "config"):
            for option, _ in getattr(value, "value", []):
                yield (*here, str(option.value)), option.start_mark.line + 1


def _is_known(path: tuple[str, ...], defaults: Any, config: Config) -> bool:
    if path[:2] == ("sphinx", "config") and len(path) == 3:
        return path[2] in config or path[2] == "extensions"
    if path in UNLISTED:
        return True
    for key in path:
        if not isinstance(defaults, dict) or key not in defaults:
            return False
        defaults = defaults[key]
    return True


def check_configuration(app: Sphinx, config: Config) -> None:
    """``_config.yml`` のキーを、Jupyter BookとSphinxが知るキーと照らし合わせる。"""
    path = Path(app.srcdir) / "_config.yml"
    defaults = yaml.safe_load(known_configuration().read_text(encoding="utf-8"))
    root = yaml.compose(path.read_text(encoding="utf-8"))
    for key, line in _keys(root):
        if not _is_known(key, defaults, config):
            logger.warning(
                "%s は知らない設定です。綴りを確かめてください。",
                ".".join(key),
                location=f"{path}:{line}",
            )


class LocatedImage(Image):
    """行番号と、代わりに読まれる説明をもつ画像。ない画像の警告が行を示せる。"""

    def run(self) -> list[nodes.Node]:
        result = super().run()
        for node in result:
            # rawsourceのない画像の行番号は、Sphinxが捨てる（sphinx.util.nodes）。
            node.rawsource = node.rawsource or node["uri"]
            if not node.get("alt", "").strip():
                logger.warning(
                    "図に、画像の代わりに読まれる説明（:alt:）がありません。",
                    location=(self.state.document.settings.env.docname, self.lineno),
                )
        return result


class CheckLeftovers(SphinxTransform):
    """文章に残ったMarkdownの記号を警告にする。"""

    default_priority = 890

    def apply(self, **kwargs: Any) -> None:
        for text in self.document.findall(nodes.Text):
            leftover = LEFTOVER.search(str(text))
            if leftover and not _is_inside(text, NOT_PROSE):
                logger.warning(
                    "記号「%s」が文章に残っています：%s",
                    leftover[0],
                    str(text)[
                        max(0, leftover.start() - 20) : leftover.end() + 20
                    ].strip(),
                    location=text.parent,
                )


def _is_inside(node: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> bool:
    while node is not None:
        if isinstance(node, kinds):
            return True
        node = node.parent
    return False


def setup(app: Sphinx) -> None:
    fail_at_the_end_on_warnings(app)
    app.connect("config-inited", _make_nitpicky, priority=100)
    app.connect("config-inited", check_configuration, priority=900)
    app.add_directive("image", LocatedImage, override=True)
    app.add_transform(CheckLeftovers)


def _make_nitpicky(app: Sphinx, config: Config) -> None:
    config.nitpicky = True
