"""警告を残したままのビルドを失敗させる。

``jupyter-book build .`` には、警告が出ても終了コードが0になる場合がある。
この拡張は、どのフラグもなしに次のことを行う。

- 警告が1つでもあれば、すべてのページを調べ終えてから、ビルドを失敗させる。
- 参照先のない参照を警告にする。
- ``_config.yml`` の知らないキーを警告にする。
- 目次（``_toc.yml``）にないページを警告にする。
- 失敗したビルドの記憶を消し、直すまで何度でも失敗させる。
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from jupyter_book.config import PATH_YAML_DEFAULT
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

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
PAGE_SUFFIXES = {".md", ".ipynb", ".rst"}


def _keys(node: yaml.Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], int]]:
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
        return path[2] in config
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
    if not path.exists():
        return
    defaults = yaml.safe_load(PATH_YAML_DEFAULT.read_text(encoding="utf-8"))
    root = yaml.compose(path.read_text(encoding="utf-8"))
    for key, line in _keys(root):
        if not _is_known(key, defaults, config):
            logger.warning(
                "%s は知らない設定です。綴りを確かめてください。",
                ".".join(key),
                location=f"{path}:{line}",
            )


def check_table_of_contents(app: Sphinx, env: BuildEnvironment) -> None:
    """本のフォルダにあるページが、すべて目次に載っていることを確かめる。"""
    folder = Path(app.srcdir, app.config.root_doc).parent
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.suffix not in PAGE_SUFFIXES or any(part[0] in "._" for part in inside):
            continue
        docname = path.relative_to(app.srcdir).with_suffix("").as_posix()
        if docname not in env.found_docs:
            logger.warning(
                "目次（_toc.yml）に載っていないページです。目次に加えるか、ファイルを消してください。",
                location=f"{path}:1",
            )


def forget_failed_build(app: Sphinx, exception: Exception | None) -> None:
    """警告の出たビルドの記憶を消す。残すと、変更のないページの警告は次から出ない。"""
    if exception is not None or app._warncount:
        Path(app.doctreedir, "environment.pickle").unlink(missing_ok=True)


def setup(app: Sphinx) -> dict[str, Any]:
    app.keep_going = True
    app.connect("config-inited", _make_nitpicky, priority=100)
    app.connect("config-inited", check_configuration, priority=900)
    app.connect("env-before-read-docs", lambda app, env, docnames: check_table_of_contents(app, env))
    app.connect("build-finished", forget_failed_build)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _make_nitpicky(app: Sphinx, config: Config) -> None:
    config.nitpicky = True
