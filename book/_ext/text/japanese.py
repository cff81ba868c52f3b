"""日本語の原稿を、日本語の文章として組む。

- 原稿の改行は、日本語の文字に接していれば空白にしない。欧文の単語の間では空白のまま残す。
- 数式のすぐ後の「、」などで行が始まらず、すぐ前の「（」などで行が終わらないようにする。
- ``**勾配（gradient）**を`` のように約物に接する強調を、強調として読む。
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from _ext.compat import replace_emphasis_rule

JAPANESE = re.compile(
    "[\u2014\u2026\u3000-\u303f\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]"
)


class JoinLines(SphinxTransform):
    """段落の中の改行のうち、日本語の文字に接するものを取り除く。"""

    default_priority = 860

    def apply(self, **kwargs: Any) -> None:
        for block in self.document.findall(nodes.TextElement):
            if not isinstance(block, (nodes.Inline, nodes.FixedTextElement)):
                self._join(block)

    @staticmethod
    def _join(block: nodes.TextElement) -> None:
        leaves = list(block.findall(nodes.Text))
        # 数式の中身は文章ではないので、欧文の1文字とみなす。
        texts = [
            "x" if isinstance(leaf.parent, nodes.math) else str(leaf) for leaf in leaves
        ]
        whole = "".join(texts)
        end = 0
        for leaf, text in zip(leaves, texts):
            start, end = end, end + len(text)
            if "\n" not in text or isinstance(leaf.parent, nodes.literal):
                continue
            before, after = whole[max(0, start - 1) : start], whole[end : end + 1]
            joined = join_lines(before + text + after)
            siblings = leaf.parent.children
            # Textは文字列として比べられるので、同じ文字列の別のノードと取り違えない位置を探す。
            position = next(k for k, node in enumerate(siblings) if node is leaf)
            leaf.parent[position] = nodes.Text(
                joined[len(before) : len(joined) - len(after)]
            )


def join_lines(text: str) -> str:
    """日本語の文字に接する改行を取り除いた文字列を返す。"""
    return re.sub(
        r"(?<=(.))\n(?=(.))",
        lambda m: "" if JAPANESE.match(m[1]) or JAPANESE.match(m[2]) else "\n",
        text,
    )


class KeepPunctuationWithMath(SphinxTransform):
    """ブラウザは数式の前後のどこででも行を折るので、約物とまとめて折れなくする。"""

    # 改行が取り除かれたあとに行う。
    default_priority = 865
    opening = re.compile(r"[（「『【〈《]+$")
    closing = re.compile(r"[、。，．\u30fb：；？！）」』】〉》]+")

    def apply(self, **kwargs: Any) -> None:
        for formula in list(self.document.findall(nodes.math)):
            siblings = formula.parent.children
            k = next(i for i, node in enumerate(siblings) if node is formula)
            before = self.opening.search(self._text(siblings[k - 1 : k]))
            after = self.closing.match(self._text(siblings[k + 1 : k + 2]))
            if not (before or after):
                continue
            kept = nodes.inline(classes=["unbroken"])
            formula.parent[k] = kept
            if after:
                kept += nodes.Text(after[0])
                siblings[k + 1] = self._part(siblings[k + 1], after.end(), None)
            kept.insert(0, formula)
            if before:
                kept.insert(0, nodes.Text(before[0]))
                siblings[k - 1] = self._part(siblings[k - 1], 0, before.start())

    @staticmethod
    def _text(found: list[nodes.Node]) -> str:
        return str(found[0]) if found and isinstance(found[0], nodes.Text) else ""

    @staticmethod
    def _part(text: nodes.Node, start: int, end: int | None) -> nodes.Text:
        part = nodes.Text(str(text)[start:end])
        part.parent = text.parent
        return part


def scan_delimiters(state: StateInline, start: int, canSplitWord: bool) -> Scanned:
    """強調の記号が、強調の始まりや終わりになれるかを調べる。

    CommonMarkの規則では、記号の内側が約物で外側が文字のとき、強調にならない。
    単語を空白で区切らない日本語では、外側が日本語の文字でも強調の境界と認める。
    """
    marker = state.src[start]
    end = start
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before = state.src[start - 1] if start > 0 else " "
    after = state.src[end] if end < state.posMax else " "

    def is_space(char: str) -> bool:
        return isWhiteSpace(ord(char)) or char == "\u3000"

    def is_punctuation(char: str) -> bool:
        return isMdAsciiPunct(ord(char)) or isPunctChar(char)

    def is_boundary(char: str) -> bool:
        return is_space(char) or is_punctuation(char) or bool(JAPANESE.match(char))

    left = not is_space(after) and (not is_punctuation(after) or is_boundary(before))
    right = not is_space(before) and (not is_punctuation(before) or is_boundary(after))
    can_open, can_close = left, right
    if not canSplitWord:
        can_open = left and (not right or is_punctuation(before))
        can_close = right and (not left or is_punctuation(after))
    return Scanned(can_open, can_close, end - start)


def setup(app: Sphinx) -> None:
    replace_emphasis_rule(scan_delimiters)
    app.add_transform(JoinLines)
    app.add_transform(KeepPunctuationWithMath)
