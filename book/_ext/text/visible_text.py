"""できあがったページの、折りたたみを閉じたときに読者が読む文字。

図（SVG）、ボタン、1歩ずつたどる図の中のコードは数えない。空白も数えない。
"""

from __future__ import annotations

from html.parser import HTMLParser

UNREAD = {"annotation", "button", "script", "style", "svg", "template"}
UNREAD_CLASSES = {"js-only", "visually-hidden"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.unread_at: int | None = None
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID or not (tag == "article" or self.elements):
            return
        attributes = dict(attrs)
        classes = set((attributes.get("class") or "").split())
        unread = (
            tag in UNREAD
            or UNREAD_CLASSES & classes
            or "hidden" in attributes
            or (tag == "pre" and "backprop-stepper" in self.elements)
        )
        if self.elements and self.elements[-1] == "closed details" and tag != "summary":
            unread = True
        self.elements.append(
            "closed details" if tag == "details" and "open" not in attributes else tag
        )
        if unread and self.unread_at is None:
            self.unread_at = len(self.elements)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self.elements:
            return
        if self.unread_at == len(self.elements):
            self.unread_at = None
        self.elements.pop()

    def handle_data(self, data: str) -> None:
        if self.elements and self.unread_at is None:
            self.pieces.append(data)


def visible_text(page: str) -> str:
    """HTMLのページの ``<article>`` の、見える文字。空白は除く。"""
    reader = _Reader()
    reader.feed(page)
    return "".join("".join(reader.pieces).split())
