"""日本語の文章の、強調と改行。"""

from __future__ import annotations

import pytest
from _ext.text.japanese import join_lines, scan_delimiters
from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import StateInline


@pytest.mark.parametrize(
    ("source", "strong"),
    [
        ("これは**「重要」**です。", "「重要」"),
        ("**勾配（gradient）**を求めます。", "勾配（gradient）"),
        ("次の**（注）**を読みます。", "（注）"),
        ("**連鎖律。**次の文です。", "連鎖律。"),
        ("値は**`x.data`**です。", "x.data"),
        ("式**$x$**です。", "$x$"),
        ("**「始め」**と**「終わり」**の2つ。", "「始め」"),
        ("前の**第1章：**後", "第1章："),
    ],
)
def test_emphasis_next_to_japanese_punctuation(source, strong, monkeypatch):
    monkeypatch.setattr(StateInline, "scanDelims", scan_delimiters)
    html = MarkdownIt().renderInline(source)
    assert "**" not in html
    assert f"<strong>{strong}</strong>" in html.replace("<code>", "").replace(
        "</code>", ""
    )


@pytest.mark.parametrize(
    "source",
    [
        "**bold** text",
        "a * b * c",
        "snake_case_name",
        '**"quoted"**word',
        "2**10 and 3**4",
        "** 空白のある記号 **",
        "*a `code` b*",
        "__init__を呼ぶ",
    ],
)
def test_other_emphasis_follows_commonmark(source, monkeypatch):
    before = MarkdownIt().renderInline(source)
    monkeypatch.setattr(StateInline, "scanDelims", scan_delimiters)
    assert MarkdownIt().renderInline(source) == before


@pytest.mark.parametrize(
    ("source", "joined"),
    [
        ("一行目です。\n二行目です。", "一行目です。二行目です。"),
        ("関数\nx", "関数x"),
        ("two\nwords", "two\nwords"),
        ("NumPyは\nPython", "NumPyはPython"),
        ("（注\n）", "（注）"),
        ("ー\n々", "ー々"),
    ],
)
def test_line_ends(source, joined):
    assert join_lines(source) == joined
