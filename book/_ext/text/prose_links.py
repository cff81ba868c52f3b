"""文章の中の言葉を、原稿に印を付けずにリンクにする。"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from _ext.text.folds import folded_title
from _ext.text.predictions import choice

# この中の言葉はリンクにしない。
SKIPPED = (
    nodes.title,
    nodes.reference,
    nodes.literal,
    nodes.literal_block,
    nodes.math,
    nodes.math_block,
    nodes.term,
    nodes.raw,
    addnodes.pending_xref,
    addnodes.desc_signature,
    folded_title,
    choice,
)

BLOCKS = (nodes.paragraph, nodes.caption)


def prose(document: nodes.document) -> Iterator[nodes.Text]:
    """段落と図の説明の中の、リンクにしてよい文字。"""
    yield from [text for text in document.findall(nodes.Text) if _is_prose(text)]


def _is_prose(text: nodes.Text) -> bool:
    node = text.parent
    in_paragraph = False
    while node is not None:
        if isinstance(node, SKIPPED):
            return False
        in_paragraph = in_paragraph or isinstance(node, BLOCKS)
        node = node.parent
    return in_paragraph


def link(text: nodes.Text, links: list[tuple[int, int, addnodes.pending_xref]]) -> None:
    """``text`` の、始まりと終わりで示した部分をリンクにする。"""
    if not links:
        return
    whole, pieces, end = str(text), [], 0
    for start, stop, reference in links:
        pieces += [nodes.Text(whole[end:start]), reference]
        end = stop
    pieces.append(nodes.Text(whole[end:]))
    parent = text.parent
    # Textは文字列として比べられるので、同じ文字列の別のノードと取り違えない位置を探す。
    position = next(i for i, node in enumerate(parent.children) if node is text)
    parent[position : position + 1] = [piece for piece in pieces if piece.astext()]


def reference(kind: str, name: str, target: str, docname: str) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "",
        nodes.inline("", name),
        refdoc=docname,
        refdomain="std",
        reftype=kind,
        reftarget=target,
        refexplicit=True,
        refwarn=True,
    )
