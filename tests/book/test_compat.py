"""公開されていない作りが変わったら、何をすればよいかが分かる言葉で失敗する。"""

from __future__ import annotations

import ast
import re
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import jupyter_book.config
import myst_nb.core.read
import myst_nb.sphinx_
import pytest
from _ext import compat
from markdown_it.rules_inline.state_inline import StateInline
from sphinx import locale

EXTENSIONS = Path(compat.__file__).parent


@pytest.mark.parametrize("distribution", compat.CHECKED)
def test_the_versions_are_those_that_were_checked(distribution: str) -> None:
    installed = version(distribution)
    checked = compat.CHECKED[distribution]
    assert installed == checked, (
        f"{distribution} {installed}が入っていますが、book/_ext/compat.pyは{checked}で"
        "確かめたものです。compat.pyの関数が触れる元のコードを読み、すべてのテストを"
        "通してから、CHECKEDを書き換えてください。"
    )


def test_a_missing_inside_is_named_with_the_version(monkeypatch) -> None:
    env = SimpleNamespace(mystnb_config=SimpleNamespace())
    monkeypatch.delattr(myst_nb.sphinx_, "create_client")
    monkeypatch.delattr(myst_nb.core.read, "create_nb_reader")
    monkeypatch.delattr(StateInline, "scanDelims")
    monkeypatch.delattr(jupyter_book.config, "PATH_YAML_DEFAULT")
    monkeypatch.setitem(
        locale.translators, ("general", "sphinx"), locale.NullTranslations()
    )
    for name, touch in {
        "create_client": lambda: compat.replace_execution(print),
        "create_nb_reader": lambda: compat.read_notebook(env, "page"),
        "output_folder": lambda: compat.executed_notebook(env, "page"),
        "scanDelims": lambda: compat.replace_emphasis_rule(print),
        "PATH_YAML_DEFAULT": compat.known_configuration,
        "_catalog": lambda: compat.translate_interface({}),
        "_warncount": lambda: compat.warning_count(SimpleNamespace()),
        "keep_going": lambda: compat.fail_at_the_end_on_warnings(SimpleNamespace()),
    }.items():
        with pytest.raises(compat.Changed, match=rf"{name}がありません.*で確かめた"):
            touch()


def test_no_other_file_touches_what_is_not_public() -> None:
    for path in sorted(EXTENSIONS.rglob("*.py")):
        if path.name == "compat.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) != "self":
                assert not re.fullmatch("_.*[^_]", node.attr), (
                    f"{path.relative_to(EXTENSIONS)}:{node.lineno}: "
                    f"{ast.unparse(node)}はcompat.pyに書いてください。"
                )
