"""1列に並んだ部品を、SVGの図に組みます。

部品（:class:`Item`）は文字と印だけをもち、計算グラフのことは何も知りません。
色はCSSのカスタムプロパティで変わり、線の種類と矢じりの形でも向きを見分けられます。
厳格なContent-Security-Policyの下でも表示できるように、style属性とidは使いません。
"""

from __future__ import annotations

import html
import itertools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

FONT_SIZE = 15
LINE_HEIGHT = 19
LEGEND_SIZE = 13
LEGEND_HEIGHT = 22
RADIUS = 24
BOX_HEIGHT = 40
ARROW = {"right": 34, "down": 30}
LANE = 7  # 順伝播と逆伝播の矢印を、中心線から離す幅
HEAD = 9  # 矢じりの長さ
NOTE_GAP = 12  # 部品とそばの文字、文字と文字の間
MARGIN = 10

Direction = Literal["right", "down"]
Point = Callable[[float, float], str]


class Mark(StrEnum):
    """図の要素のclass。スタイルシートとスクリプトは、この名前で要素を見つけます。

    部品と、そのそばの文字には、もとの計算グラフでの位置が ``data-node`` 属性に入ります。
    """

    GRAPH = "graph"  # 図を入れる枠
    RESPONSIVE = "graph-responsive"  # 横と縦の図を入れて、幅で切り替える枠
    RIGHT = "graph-right"
    DOWN = "graph-down"
    FORWARD = "graph-forward"  # 矢印のまとまり
    BACKWARD = "graph-backward"
    VARIABLE = "graph-variable"  # 部品
    FUNCTION = "graph-function"
    OMISSION = "graph-omission"
    VALUE = "graph-value"  # 部品のそばの文字
    GRADIENT = "graph-gradient"
    LEGEND = "graph-legend"


class Color(StrEnum):
    """図の色と書体。スタイルシートが、カスタムプロパティで替えられます。"""

    FORWARD = "var(--graph-forward, #1a66d6)"
    BACKWARD = "var(--graph-backward, #c2410c)"
    VARIABLE = "var(--graph-variable, none)"
    FUNCTION = "var(--graph-function, none)"
    FONT = "var(--graph-font, system-ui, sans-serif)"
    INK = "currentColor"


def _text_width(text: str) -> float:
    """文字列の幅の見積もり。全角の文字は1文字分、ほかはその6割。"""
    return sum(1.0 if ord(char) > 0x2E80 else 0.6 for char in text) * FONT_SIZE


def _widest(lines: Sequence[str]) -> float:
    return max((_text_width(line) for line in lines), default=0.0)


@dataclass
class Item:
    """図に並べる1つの部品。

    Attributes
    ----------
    kind : {"variable", "function", "omission"}
        変数（丸）、関数（四角）、または省略の印。
    index : int
        もとの計算グラフでの位置。
    label : str
        部品の中に書く文字。
    values : tuple of str
        部品の上（縦に並べるなら左）に書く行。
    gradients : tuple of str
        部品の下（縦に並べるなら右）に書く行。
    flows : bool
        勾配がここを流れるか。流れる部品どうしを、逆伝播の矢印で結びます。
    """

    kind: Literal["variable", "function", "omission"]
    index: int
    label: str
    values: tuple[str, ...] = ()
    gradients: tuple[str, ...] = ()
    flows: bool = False

    @property
    def notes(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """部品のそばに書く行。値の側と、勾配の側。"""
        return self.values, self.gradients

    @property
    def half_width(self) -> float:
        half = _text_width(self.label) / 2
        smallest = {"variable": RADIUS, "function": 26, "omission": 16}[self.kind]
        return max(smallest, half + 10)

    @property
    def half_height(self) -> float:
        return {"variable": RADIUS, "function": BOX_HEIGHT / 2, "omission": 16}[
            self.kind
        ]


class _Layout:
    """部品の置き場所。

    並べる向きの座標を ``along``、それに直交する座標を ``across`` と呼ぶ。
    ``across`` が負の側に値と順伝播、正の側に勾配と逆伝播を置く。
    """

    def __init__(self, items: Sequence[Item], direction: Direction) -> None:
        self.items = items
        self.down = direction == "down"
        self.gap = ARROW[direction]
        self.lane = LANE if any(item.flows for item in items) else 0
        self.centers = self._centers()

    def half(self, item: Item) -> float:
        """並べる向きの、部品の長さの半分。"""
        return item.half_height if self.down else item.half_width

    def _centers(self) -> list[float]:
        centers = [0.0]
        for i, item in enumerate(self.items[1:], start=1):
            before = self.items[i - 1]
            center = centers[-1] + self.half(before) + self.gap + self.half(item)
            # 横に並べた文字は、矢印の上を越えてよいが、2つ先までの部品の文字とは重ならない。
            for j in range(max(0, i - 2), 0 if self.down else i):
                for lines, others in zip(item.notes, self.items[j].notes):
                    if lines and others:
                        room = (_widest(lines) + _widest(others)) / 2 + NOTE_GAP
                        center = max(center, centers[j] + room)
            centers.append(center)
        return centers

    def point(self, along: float, across: float) -> str:
        return _point(across, along) if self.down else _point(along, across)

    def edge(self, item: Item) -> float:
        """矢印が触れる縁の、部品の中心からの長さ。変数の縁は曲がっている。"""
        if item.kind != "variable":
            return self.half(item)
        across = item.half_width if self.down else item.half_height
        return self.half(item) * math.sqrt(1 - (self.lane / across) ** 2)

    def bounds(self) -> tuple[float, float, float, float]:
        """図の左、上、右、下。"""
        boxes = [self._box(item, at) for item, at in zip(self.items, self.centers)]
        lefts, tops, rights, bottoms = zip(*boxes)
        return min(lefts), min(tops), max(rights), max(bottoms)

    def _box(self, item: Item, center: float) -> tuple[float, float, float, float]:
        widest = max(map(_widest, item.notes))
        if self.down:
            half, height = item.half_width + NOTE_GAP + widest, item.half_height
            return -half, center - height, half, center + height
        half = max(item.half_width, widest / 2)
        above, below = (
            item.half_height + (len(lines) * LINE_HEIGHT + 8 if lines else 0)
            for lines in item.notes
        )
        return center - half, -above, center + half, below

    def notes_at(self, item: Item, center: float, sign: int) -> tuple[float, float]:
        """部品のそばに書く最初の行の位置。``sign`` は、値の側が-1、勾配の側が1。"""
        above = (len(item.notes[sign > 0]) - 1) * LINE_HEIGHT
        if self.down:
            x = sign * (item.half_width + NOTE_GAP)
            return x, center + 5 - above / 2
        if sign < 0:
            return center, -item.half_height - 10 - above
        return center, item.half_height + 20


def _point(x: float, y: float) -> str:
    return f"{round(x, 1):g} {round(y, 1):g}"


def _arrow(
    point: Point, start: float, tip: float, across: float, *, solid: bool
) -> str:
    """順伝播は実線と塗った矢じり、逆伝播は破線と開いた矢じり。"""
    back = math.copysign(HEAD, start - tip)
    side, other = (point(tip + back, across + half) for half in (-4.5, 4.5))
    tail, end = point(start, across), point(tip, across)
    if solid:
        # 線は、矢じりの先からはみ出さないように、矢じりの中で終える。
        neck = point(tip + back / 2, across)
        return f'<path d="M{tail}L{neck}M{side}L{end}L{other}Z"/>'
    return (
        f'<path d="M{tail}L{end}" stroke-dasharray="5 3"/>'
        f'<path d="M{side}L{end}L{other}"/>'
    )


def _arrows(layout: _Layout) -> tuple[str, str]:
    """順伝播と逆伝播の矢印。"""
    forward, backward = "", ""
    placed = zip(layout.items, layout.centers)
    for (before, here), (after, there) in itertools.pairwise(placed):
        start = here + layout.edge(before) + 2
        end = there - layout.edge(after) - 2
        forward += _arrow(layout.point, start, end, -layout.lane, solid=True)
        if before.flows and after.flows:
            backward += _arrow(layout.point, end, start, layout.lane, solid=False)
    return forward, backward


def _lines(mark: Mark, arrows: str) -> str:
    color = Color.FORWARD if mark is Mark.FORWARD else Color.BACKWARD
    fill = color if mark is Mark.FORWARD else "none"
    return f'<g class="{mark}" stroke="{color}" fill="{fill}" stroke-width="1.5">{arrows}</g>'


def _shape(layout: _Layout, item: Item, x: float, y: float) -> str:
    half, height = item.half_width, item.half_height
    line = f'stroke="{Color.INK}" stroke-width="1.5"'
    shape, label, slant = "", html.escape(item.label), ""
    if item.kind == "variable":
        label, slant = _rich(item.label), ' font-style="italic"'
        shape = (
            f'<ellipse cx="{x:g}" cy="{y:g}" rx="{half:g}" ry="{height:g}"'
            f' fill="{Color.VARIABLE}" {line}/>'
        )
    elif item.kind == "function":
        shape = (
            f'<rect x="{x - half:g}" y="{y - height:g}" width="{2 * half:g}"'
            f' height="{2 * height:g}" rx="3" fill="{Color.FUNCTION}" {line}/>'
        )
    elif layout.down:
        label = "⋮"
    text = f'<text x="{x:g}" y="{y + 5:g}"{slant}>{label}</text>'
    mark = Mark(f"graph-{item.kind}")
    return f'<g class="{mark}" data-node="{item.index}">{shape}{text}</g>'


def _notes(layout: _Layout, item: Item, center: float) -> str:
    """部品のそばに書く行。横に並べるなら上と下、縦に並べるなら左と右。"""
    texts = []
    sides = ((Mark.VALUE, -1, Color.FORWARD), (Mark.GRADIENT, 1, Color.BACKWARD))
    for (mark, sign, color), lines in zip(sides, item.notes):
        if not lines:
            continue
        x, y = layout.notes_at(item, center, sign)
        anchor = {-1: "end", 1: "start"}[sign] if layout.down else "middle"
        write = _rich if item.kind == "function" else html.escape
        rows = "".join(
            f'<tspan x="{x:g}" y="{y + i * LINE_HEIGHT:g}">{write(line)}</tspan>'
            for i, line in enumerate(lines)
        )
        fill = Color.INK if item.kind == "omission" else color
        texts.append(
            f'<text class="{mark}" data-node="{item.index}" fill="{fill}"'
            f' text-anchor="{anchor}">{rows}</text>'
        )
    return "".join(texts)


def _rich(text: str) -> str:
    """式を数式らしく書く。``^`` の後は上付き、名前の終わりの数字は下付き、1文字の名前は斜体。"""
    parts, level = "", 0
    pattern = (
        r"\^(?P<power>\w+|\([^()]*\))|(?<=[^\W\d])(?P<index>\d+)"
        r"|(?P<word>[^\W\d]+)|[^^\w]+|\d+|\^"
    )
    for match in re.finditer(pattern, text):
        shift = -6 if match["power"] else 4 if match["index"] else 0
        attributes = f' font-size="{FONT_SIZE - 3}"' if shift else ""
        if shift != level:
            attributes = f' dy="{shift - level}"' + attributes
        letters = match["power"] or match["word"] or ""
        if len(letters) == 1:
            attributes += ' font-style="italic"'
        chunk = html.escape(match["power"] or match[0])
        parts += f"<tspan{attributes}>{chunk}</tspan>" if attributes else chunk
        level = shift
    return parts


def _legend(layout: _Layout, note: str) -> list[list[tuple[Mark | None, str]]]:
    """凡例の行。1つの項目は、矢印の種類（なければ ``None``）と文字。"""
    rows: list[list[tuple[Mark | None, str]]] = []
    if layout.lane:
        arrows = (Mark.FORWARD, "順伝播（値）"), (Mark.BACKWARD, "逆伝播（勾配）")
        rows.append([*arrows])
    if note:
        rows.append([(None, note)])
    return rows


SAMPLE = 34  # 凡例の矢印の長さ


def _entry_width(mark: Mark | None, text: str) -> float:
    width = _text_width(text) * LEGEND_SIZE / FONT_SIZE
    return width if mark is None else width + SAMPLE + 8


def _row_width(row: list[tuple[Mark | None, str]]) -> float:
    return sum(_entry_width(*entry) for entry in row) + 20 * (len(row) - 1)


def _legend_svg(
    rows: list[list[tuple[Mark | None, str]]], center: float, top: float
) -> str:
    parts = ""
    for i, row in enumerate(rows):
        x, y = center - _row_width(row) / 2, top + LEGEND_HEIGHT * i + 12
        for mark, text in row:
            start = x
            if mark is not None:
                solid = mark is Mark.FORWARD
                ends = (x, x + SAMPLE) if solid else (x + SAMPLE, x)
                parts += _lines(mark, _arrow(_point, *ends, y, solid=solid))
                start = x + SAMPLE + 8
            parts += f'<text x="{start:.1f}" y="{y + 4.5:.1f}">{text}</text>'
            x += _entry_width(mark, text) + 20
    return f'<g class="{Mark.LEGEND}" font-size="{LEGEND_SIZE}" text-anchor="start">{parts}</g>'


def render(
    items: Sequence[Item],
    *,
    direction: Direction,
    title: str,
    description: str,
    note: str,
) -> str:
    """部品を並べた ``<svg>`` 要素を返します。``note`` は、凡例に添える注意書きです。"""
    layout = _Layout(items, direction)
    left, top, right, bottom = layout.bounds()
    center = (left + right) / 2
    legend = _legend(layout, note)
    half = max([right - left, *map(_row_width, legend)]) / 2 + MARGIN
    legend_top = bottom + 12
    if legend:
        bottom = legend_top + LEGEND_HEIGHT * len(legend)
    width, height = math.ceil(2 * half), math.ceil(bottom - top + 2 * MARGIN)
    shapes = ""
    for item, along in zip(items, layout.centers):
        x, y = (0.0, along) if layout.down else (along, 0.0)
        shapes += _shape(layout, item, x, y) + _notes(layout, item, along)
    forward, backward = _arrows(layout)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img"'
        f' class="{Mark.DOWN if layout.down else Mark.RIGHT}"'
        f' width="{width}" height="{height}"'
        f' viewBox="{center - half:.1f} {top - MARGIN:.1f} {width} {height}"'
        f' font-family="{Color.FONT}" font-size="{FONT_SIZE}"'
        f' text-anchor="middle" fill="{Color.INK}">'
        f"<title>{html.escape(title)}</title>"
        f"<desc>{html.escape(description)}</desc>"
        f"{_lines(Mark.FORWARD, forward)}{_lines(Mark.BACKWARD, backward)}{shapes}"
        f"{_legend_svg(legend, center, legend_top) if legend else ''}</svg>"
    )
