"""SVGの図を、ページの文字色に従う ``<svg>`` としてページの中に置く。

- 黒は ``currentColor`` になるので、暗い配色でも線と文字が見える。
- ``style`` 属性と ``<style>`` はプレゼンテーション属性になる。
  厳しいContent-Security-Policyのもとでは、どちらも効かないため。
- idは、ページの中で重ならない名前になる。参照されないidは消える。
- 図の代わりに読まれる文は、セルの ``mystnb: image: alt:`` で書く。ない図は警告になる。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

logger = logging.getLogger(__name__)

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
# style属性に現れる性質のうち、属性としても書けるもの。
PRESENTATION = re.compile(
    r"fill|stroke|opacity|(fill|stroke)-opacity|fill-rule|clip-rule|text-anchor"
    r"|stroke-(width|dasharray|dashoffset|linejoin|linecap|miterlimit)"
    r"|font-(size|style|weight|variant|stretch)|image-rendering"
)
# matplotlibが <style> に書く「*{...}」の代わりに、根元に書いて受け継がせる。
INHERITED = {
    "fill": "currentColor",
    "stroke-linejoin": "round",
    "stroke-linecap": "butt",
}
POINT = 4 / 3  # 1ptは4/3px


class UnsafeFigure(ValueError):
    """ページの中に置けない図。"""


def inline_svg(source: Path, alt: str, prefix: str) -> str:
    """SVGのファイルを、HTMLの中に置く ``<svg>`` に書き換える。

    Parameters
    ----------
    source
        SVGのファイル。
    alt
        図の代わりに読まれる文。
    prefix
        idの先頭に付ける、ページの中でこの図だけの文字列。

    Raises
    ------
    UnsafeFigure
        属性に直せない性質や、画像が使われているとき。
    """
    return rewrite(source.read_text(encoding="utf-8"), alt, prefix)


def rewrite(text: str, alt: str, prefix: str) -> str:
    root = ElementTree.fromstring(text)
    _remove_unseen(root)
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
        element.attrib = {
            name: "currentColor" if value == "#000000" else value
            for name, value in _attributes(element)
        }
    _rename_ids(root, prefix)
    root.attrib = {
        "xmlns": SVG,
        "class": "inline-svg",
        "role": "img",
        "aria-label": alt,
        **_size(root),
        **INHERITED,
    }
    return ElementTree.tostring(root, encoding="unicode")


def _remove_unseen(root: ElementTree.Element) -> None:
    """作者の情報とスタイルシートを消し、要素の間の空白を詰める。"""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in {
                f"{{{SVG}}}{name}" for name in ("metadata", "style", "title", "desc")
            }:
                parent.remove(child)
        is_text = parent.tag in {f"{{{SVG}}}text", f"{{{SVG}}}tspan"}
        if not is_text or (len(parent) and not (parent.text or "").strip()):
            parent.text = None
        for child in parent:
            if not is_text or not (child.tail or "").strip():
                child.tail = None


def _attributes(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        if name in {XLINK, "href"}:
            if not value.startswith("#"):
                raise UnsafeFigure(
                    "画像を含む図（imshowなど）は、ページの中に置けません"
                )
            yield "href", value
        elif name == "d":
            yield name, _shorter(value)
        elif name != "style":
            yield name, value
    for declaration in element.get("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font-family":
            # 図を作った計算機の書体は、読者の手元にはない。本文の書体を受け継ぐ。
            if "mono" in value.lower():
                yield name, "var(--mono, monospace)"
        elif PRESENTATION.fullmatch(name):
            yield name, value
        elif name:
            raise UnsafeFigure(f"図のスタイル「{name}: {value}」は、属性に直せません")


def _shorter(path: str) -> str:
    """パスの座標を、目に見えない桁を丸めて短く書く。"""
    path = re.sub(
        r"-?\d+\.\d{3,}", lambda m: f"{float(m[0]):.2f}".rstrip("0").rstrip("."), path
    )
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", path).strip()


def _rename_ids(root: ElementTree.Element, prefix: str) -> None:
    used: dict[str, str] = {}

    def rename(match: re.Match[str]) -> str:
        name = used.setdefault(match[2], f"{prefix}{len(used) + 1}")
        return f"{match[1]}{name}{match[3]}"

    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "href":
                element.set(name, re.sub(r"^(#)(.+)($)", rename, value))
            elif "url(#" in value:
                element.set(name, re.sub(r"(url\(#)([^)]+)(\))", rename, value))
    for element in root.iter():
        identifier = element.attrib.pop("id", None)
        if identifier in used:
            element.set("id", used[identifier])


def _size(root: ElementTree.Element) -> dict[str, str]:
    size = {"viewBox": root.attrib["viewBox"]} if "viewBox" in root.attrib else {}
    for side in ("width", "height"):
        length = root.get(side, "")
        if length.endswith("pt"):
            length = f"{float(length[:-2]) * POINT:.0f}"
        if length:
            size[side] = length
    return size


class InlineFigures(SphinxPostTransform):
    """SVGの画像を ``<svg>`` に置き換える。説明のない画像は警告にする。"""

    formats = ("html",)
    # myst-nbが出力の形式を選んだ（優先度4）あと、Sphinxが画像を写す前。
    default_priority = 50

    def run(self, **kwargs: Any) -> None:
        for number, image in enumerate(
            list(self.document.findall(nodes.image)), start=1
        ):
            alt = image.get("alt", "").strip()
            if not alt:
                logger.warning(
                    "図に、画像の代わりに読まれる説明がありません。"
                    "セルの図なら、セルの先頭に mystnb: image: alt: を書きます。",
                    location=_place(image),
                    type="figure",
                )
            source = Path(self.env.srcdir, image["uri"])
            if source.suffix == ".svg" and source.is_file():
                self._inline(image, source, alt, f"f{number}-")

    @staticmethod
    def _inline(image: nodes.image, source: Path, alt: str, prefix: str) -> None:
        try:
            svg = inline_svg(source, alt, prefix)
        except UnsafeFigure as problem:
            logger.warning("%s。", problem, location=_place(image), type="figure")
        else:
            image.replace_self(nodes.raw("", svg, format="html"))


def _place(node: nodes.Node) -> nodes.Node:
    """警告に添える行をもつ、いちばん近い親。セルの図なら、セル。"""
    while not node.line and node.parent is not None:
        node = node.parent
    return node


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(InlineFigures)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
