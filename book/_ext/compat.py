"""Sphinxなどの、公開されていない作りに触れるところ。触れるときは、ここに書く。

``CHECKED`` は、どの関数も正しく動くと確かめた版。版を上げたら、それぞれの関数が触れる
元のコードを読み、``make test`` を通してから書き換える（tests/book/test_compat.py）。
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jupyter_book.config
import myst_nb.core.read
import myst_nb.sphinx_
import nbformat
from markdown_it.rules_inline import state_inline
from nbformat import NotebookNode
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

CHECKED = {
    "Sphinx": "7.4.7",
    "docutils": "0.21.2",
    "markdown-it-py": "3.0.0",
    "myst-parser": "3.0.1",
    "myst-nb": "1.4.0",
    "jupyter-book": "1.0.4.post1",
}


class Changed(Exception):
    """触れていた作りが、なくなった。"""

    def __init__(self, distribution: str, name: str) -> None:
        super().__init__(
            f"{distribution}に{name}がありません。book/_ext/compat.pyは、"
            f"{distribution} {CHECKED[distribution]}で確かめたものです。"
            "この版に戻すか、compat.pyを新しい作りに合わせてください。"
        )


def _get(distribution: str, owner: Any, name: str) -> Any:
    try:
        return getattr(owner, name)
    except AttributeError:
        where = getattr(owner, "__name__", type(owner).__name__)
        raise Changed(distribution, f"{where}.{name}") from None


def _replace(distribution: str, owner: Any, name: str, new: Any) -> None:
    _get(distribution, owner, name)
    setattr(owner, name, new)


def warning_count(app: Sphinx) -> int:
    """このビルドで、これまでに出た警告の数。"""
    return _get("Sphinx", app, "_warncount")


def fail_at_the_end_on_warnings(app: Sphinx) -> None:
    """警告があれば、最後まで調べてから、ビルドを失敗させる。

    Sphinx 8.1からはkeep_goingの意味が変わり、これだけでは失敗しない。
    """
    _replace("Sphinx", app, "keep_going", True)


def translate_interface(messages: dict[str, str]) -> None:
    """Sphinxが画面に出す言葉を置き換える。"""
    catalog = _get("Sphinx", locale.translators["general", "sphinx"], "_catalog")
    catalog.update(messages)


def known_configuration() -> Path:
    """Jupyter Bookが知る設定のキーが、すべて書かれたファイル。"""
    return _get("jupyter-book", jupyter_book.config, "PATH_YAML_DEFAULT")


def replace_emphasis_rule(
    rule: Callable[[state_inline.StateInline, int, bool], state_inline.Scanned],
) -> None:
    """強調の記号が、強調の始まりや終わりになれるかを調べる規則を置き換える。"""
    _replace("markdown-it-py", state_inline.StateInline, "scanDelims", rule)


def read_notebook(env: BuildEnvironment, docname: str) -> NotebookNode | None:
    """原稿を、myst-nbがページを作るときと同じように、ノートブックとして読む。

    セルを実行しないふつうのページは、``None``。
    """
    create_reader = _get("myst-nb", myst_nb.core.read, "create_nb_reader")
    markdown = _get("myst-nb", env, "myst_config")
    cells = _get("myst-nb", env, "mystnb_config")
    path = env.doc2path(docname)
    text = Path(path).read_text(encoding=env.config.source_encoding)
    reader = create_reader(path, markdown, cells, text)
    return reader.read(text) if reader else None


def replace_execution(create_client: Callable[..., Any]) -> None:
    """myst-nbが、ページのセルを実行するために呼ぶ関数を置き換える。"""
    _replace("myst-nb", myst_nb.sphinx_, "create_client", create_client)


def executed_notebook(env: BuildEnvironment, docname: str) -> NotebookNode:
    """myst-nbがページを作るのに使った、出力の入ったノートブック。"""
    folder = _get("myst-nb", _get("myst-nb", env, "mystnb_config"), "output_folder")
    path = Path(folder, f"{docname}.ipynb")
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)
