"""できあがったページの本文を、節ごとの、読者に見える文字にする。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree import ElementTree

# 前後の文字とつながって見える要素。ほかの要素の境目では、言葉は続かない。
INLINE = re.compile(
    r"a|abbr|annotation|b|cite|code|em|g|i|kbd|q|s|small|span|strong|sub|sup|tspan|u|var"
    r"|math"
)
# 画面に出ない文字をもつ要素。
UNSEEN = {
    "button",
    "defs",
    "desc",
    "metadata",
    "script",
    "style",
    "template",
    "title",
}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# ページの中のコードや図を、形を変えて繰り返す要素。
REPEATING_TAGS = {
    "backprop-stepper",
    "difference-explorer",
    "cost-picture",
    "landing-graph",
}
REPEATING_CLASSES = {"snapshot-diff", "snapshot", "graph", "picture"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff]")


class Section(NamedTuple):
    """節1つ。節の中の節は、別に数える。"""

    depth: int
    anchor: str
    heading: str
    text: str


class Entry:
    """読み取りの途中の節。"""

    def __init__(self, depth: int, anchor: str, element: int) -> None:
        self.depth = depth
        self.anchor = anchor
        self.element = element
        self.heading: list[str] = []
        self.text: list[str] = []
        self.repeated: list[str] = []


class ArticleReader(HTMLParser):
    """ページの ``<article>`` から、節を順に取り出す。

    アンカーのある ``section``・``details``・``dt`` が、節の始まりになる。
    ``dt`` の節は、次の ``dt`` か、その一覧の終わりまで続く。
    """

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.apart: list[bool] = []
        self.entries: list[Entry] = []
        self.open: list[Entry] = []
        self.heading_element: int | None = None
        self.repeating_element: int | None = None

    @property
    def depth(self) -> int:
        return len(self.elements)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "article" or self.elements:
            apart = self._break_line(tag, attributes)
            if tag not in VOID:
                self.elements.append(tag)
                self.apart.append(apart)
                self._start(tag, attributes.get("id"))
                if self.repeating_element is None and (
                    tag in REPEATING_TAGS
                    or REPEATING_CLASSES & set((attributes.get("class") or "").split())
                ):
                    self.repeating_element = self.depth

    def _start(self, tag: str, anchor: str | None) -> None:
        if tag == "dt":
            self._close(self.depth - 1)
        if tag in {"section", "details", "dt"} and anchor:
            # dtの節は、dtではなく、それを囲む一覧とともに終わる。
            element = self.depth - 1 if tag == "dt" else self.depth
            entry = Entry(len(self.open), anchor, element)
            self.entries.append(entry)
            self.open.append(entry)
        if self.open and not self.open[-1].heading and self.heading_element is None:
            entry = self.open[-1]
            if tag in HEADINGS | {"summary"} or (tag == "dt" and anchor):
                self.heading_element = self.depth

    def _close(self, depth: int) -> None:
        """深さ ``depth`` の要素とともに始まった節を閉じる。"""
        while self.open and self.open[-1].element >= depth:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.elements or tag in VOID:
            return
        if self.apart.pop():
            self._add("\n")
        if self.heading_element == self.depth:
            self.heading_element = None
        if self.repeating_element == self.depth:
            self.repeating_element = None
        if tag != "dt":
            self._close(self.depth)
        self.elements.pop()

    def _break_line(self, tag: str, attributes: dict[str, str | None]) -> bool:
        apart = (
            not INLINE.fullmatch(tag)
            or attributes.get("class") in {"eqno", "diff-mark"}
            or (tag == "tspan" and "y" in attributes)
        )
        if apart:
            # コードと実行結果の行は、タブで始めて、文章の行と見分ける。
            self._add("\n\t" if tag == "pre" else "\n")
        return apart

    def handle_data(self, data: str) -> None:
        if self.elements and not UNSEEN.intersection(self.elements):
            if "pre" in self.elements:
                self._add(data.replace("\n", "\n\t"))
            else:
                self._add(re.sub(r"\s+", " ", data))

    def _add(self, text: str) -> None:
        if not self.open:
            return
        entry = self.open[-1]
        if self.heading_element is not None:
            entry.heading.append(text)
        elif self.repeating_element is not None:
            entry.repeated.append(text)
        else:
            entry.text.append(text)


def linear(mathml: str) -> str:
    """数式を1行の文字にする。分数は ``dy/dx`` のように、斜線で書く。"""
    return _linear(ElementTree.fromstring(mathml))


def _linear(node: ElementTree.Element) -> str:
    tag = node.tag.rpartition("}")[2]
    if tag == "annotation":
        return ""
    parts = [_linear(child) for child in node]
    if tag == "mfrac":
        return "/".join(
            f"({part})" if re.search("[-+\u2212]", part) else part for part in parts
        )
    return (node.text or "").strip() + "".join(parts)


def read_sections(page: str) -> Iterator[Section]:
    """HTMLのページの節を、本文に現れる順に返す。

    章の終わりのコードや1歩ずつたどる図は、章の中の行を繰り返す。
    それらの中では、同じページにすでにある行を除く。
    """
    reader = ArticleReader()
    reader.feed(MATH.sub(lambda match: escape(linear(match[0])), page))
    seen = {line for entry in reader.entries for line in _lines(entry.text)}
    for entry in reader.entries:
        lines = list(_lines(entry.text))
        for line in _lines(entry.repeated):
            if line not in seen:
                seen.add(line)
                lines.append(line)
        yield Section(
            entry.depth, entry.anchor, " ".join(_lines(entry.heading)), "\n".join(lines)
        )


def _lines(pieces: list[str]) -> Iterator[str]:
    for line in INVISIBLE.sub("", "".join(pieces)).split("\n"):
        if words := line.split():
            yield ("\t" if line.startswith("\t") else "") + " ".join(words)
