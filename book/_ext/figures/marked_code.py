"""コードの一部の行を、色を付け、局所的な微分を掛ける部分に印を付けて書く。

印は ``<span class="code-factor">``。図の中の、同じ微分の式と色をそろえる。
"""

from __future__ import annotations

import ast
import html

from pygments.lexers import PythonLexer
from pygments.token import STANDARD_TYPES, Whitespace


def marked_lines(source: str, shown: list[range], marked: set[int]) -> str:
    """``shown`` の行のHTML。``marked`` の行の、掛ける部分に印が付く。"""
    factors = {line: _factor(source.split("\n")[line - 1]) for line in marked}
    colored = _colored(source, factors)
    plain = source.split("\n")
    blocks = []
    for block in shown:
        indent = min(
            len(plain[n - 1]) - len(plain[n - 1].lstrip())
            for n in block
            if plain[n - 1].strip()
        )
        rows = []
        for number in block:
            text = plain[number - 1][indent:]
            level = (len(text) - len(text.lstrip())) // 4
            row = colored[number - 1].replace(" " * indent, "", 1)
            rows.append(f'<span class="code-line" data-level="{level}">{row}\n</span>')
        blocks.append("".join(rows))
    return '<span class="code-gap">\n</span>'.join(blocks)


def _factor(line: str) -> tuple[int, int]:
    """代入の右辺のうち、局所的な微分を求める部分の、始まりと終わりの桁。"""
    shift = len(line) - len(line.lstrip())
    statement = ast.parse(line.strip()).body[0]
    assert isinstance(statement, ast.Assign)
    value = statement.value
    node = value.func if isinstance(value, ast.Call) else value
    if isinstance(value, ast.BinOp):
        node = value.right
    start, end = node.col_offset + shift, (node.end_col_offset or 0) + shift
    if line[start - 1] == "(" and line[end : end + 1] == ")":
        start, end = start - 1, end + 1
    return start, end


def _colored(source: str, factors: dict[int, tuple[int, int]]) -> list[str]:
    """Pygmentsと同じクラスの色を付けた、行ごとのHTML。"""
    rows, line, column = [""], 1, 0
    for kind, text in PythonLexer(stripnl=False, ensurenl=False).get_tokens(source):
        for part in text.splitlines(keepends=True):
            words, newline = part.rstrip("\n"), part.endswith("\n")
            if words:
                start, end = factors.get(line, (-1, -1))
                if column == start:
                    rows[-1] += '<span class="code-factor">'
                rows[-1] += _token(STANDARD_TYPES.get(kind, ""), words, kind)
                column += len(words)
                if column == end:
                    rows[-1] += "</span>"
            if newline:
                rows.append("")
                line, column = line + 1, 0
    return rows


def _token(name: str, words: str, kind: object) -> str:
    text = html.escape(words, quote=False)
    if not name or kind in Whitespace:
        return text
    return f'<span class="{name}">{text}</span>'
