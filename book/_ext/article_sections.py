"""できあがったページの本文を、節ごとの、読者に見える文字にする。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

# 前後の文字とつながって見える要素。ほかの要素の境目では、言葉は続かない。
INLINE = re.compile(
    r"a|abbr|annotation|b|cite|code|em|g|i|kbd|q|s|small|span|strong|sub|sup|tspan|u|var"
    r"|math|semantics|m(frac|i|n|o|over|padded|phantom|root|row|s|space|sqrt|style)"
    r"|m(sub|subsup|sup|text|under|underover)"
)
# 画面に出ない文字をもつ要素。
UNSEEN = {"annotation", "script", "style", "title", "desc", "defs", "metadata"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
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
        self.entries: list[Entry] = []
        self.open: list[Entry] = []
        self.heading_element: int | None = None
        self.snapshot_element: int | None = None

    @property
    def depth(self) -> int:
        return len(self.elements)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "article" or self.elements:
            self._break_line(tag, attributes)
            if tag not in VOID:
                self.elements.append(tag)
                self._start(tag, attributes.get("id"))
                if self.snapshot_element is None and "snapshot" in (
                    attributes.get("class") or ""
                ):
                    self.snapshot_element = self.depth

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
        self._break_line(tag, {})
        if self.heading_element == self.depth:
            self.heading_element = None
        if self.snapshot_element == self.depth:
            self.snapshot_element = None
        if tag != "dt":
            self._close(self.depth)
        self.elements.pop()

    def _break_line(self, tag: str, attributes: dict[str, str | None]) -> None:
        apart = (
            not INLINE.fullmatch(tag)
            or attributes.get("class") == "eqno"
            or (tag == "tspan" and "y" in attributes)
        )
        if apart:
            self._add("\n")

    def handle_data(self, data: str) -> None:
        if self.elements and not UNSEEN.intersection(self.elements):
            self._add(data if "pre" in self.elements else re.sub(r"\s+", " ", data))

    def _add(self, text: str) -> None:
        if not self.open:
            return
        entry = self.open[-1]
        if self.heading_element is not None:
            entry.heading.append(text)
        elif self.snapshot_element is not None:
            entry.repeated.append(text)
        else:
            entry.text.append(text)


def read_sections(page: str) -> Iterator[Section]:
    """HTMLのページの節を、本文に現れる順に返す。

    章の終わりのコードは、章の中のコードを繰り返す。同じページにある行は、繰り返さない。
    """
    reader = ArticleReader()
    reader.feed(page)
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
        if line := " ".join(line.split()):
            yield line
