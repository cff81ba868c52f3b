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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

FONT_SIZE = 15
LINE_HEIGHT = 19
LEGEND_SIZE = 13
RADIUS = 24
BOX_HEIGHT = 40
ARROW = {"right": 34, "down": 30}
LANE = 7  # 順伝播と逆伝播の矢印を、中心線から離す幅
MARGIN = 10

FORWARD = "var(--graph-forward, #1a66d6)"
BACKWARD = "var(--graph-backward, #c2410c)"
VARIABLE_FILL = "var(--graph-variable, none)"
FUNCTION_FILL = "var(--graph-function, none)"
FONT = "var(--graph-font, system-ui, sans-serif)"

Direction = Literal["right", "down"]


def _text_width(text: str) -> float:
    """文字列の幅の見積もり。全角の文字は1文字分、ほかはその6割。"""
    return sum(1.0 if ord(char) > 0x2E80 else 0.6 for char in text) * FONT_SIZE


def _widest(lines: Sequence[str]) -> float:
    return max((_text_width(line) for line in lines), default=0.0)


@dataclass(frozen=True)
class Item:
    """図に並べる1つの部品。

    Attributes
    ----------
    kind : {"variable", "function", "omission"}
        変数（丸）、関数（四角）、または省略の印。
    index : int
        もとの計算グラフでの位置。図の要素の ``data-node`` 属性になります。
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
        if self.kind == "variable":
            return max(RADIUS, half + 9)
        return max(26.0, half + 12) if self.kind == "function" else 16.0

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
        centers: list[float] = []
        for i, item in enumerate(self.items):
            center = 0.0
            if i > 0:
                before = self.half(self.items[i - 1])
                center = centers[-1] + before + self.gap + self.half(item)
            # 文字は矢印の上を越えてよいが、2つ先までの部品の文字とは重ならない。
            for j in range(max(0, i - 2), i):
                for lines, others in zip(item.notes, self.items[j].notes):
                    if lines and others:
                        room = self._room(lines) + self._room(others) + 12
                        center = max(center, centers[j] + room)
            centers.append(center)
        return centers

    def _room(self, lines: Sequence[str]) -> float:
        return len(lines) * LINE_HEIGHT / 2 if self.down else _widest(lines) / 2

    def point(self, along: float, across: float) -> str:
        x, y = (across, along) if self.down else (along, across)
        return f"{round(x, 1):g} {round(y, 1):g}"

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
        left, right = min(lefts), max(rights)
        if self.down:
            right = max(right, -left)
            left = -right
        return left, min(tops), right, max(bottoms)

    def _box(self, item: Item, center: float) -> tuple[float, float, float, float]:
        values, gradients = item.notes
        if self.down:
            lines = max(len(values), len(gradients))
            half = max(item.half_height, lines * LINE_HEIGHT / 2)
            left = _widest(values) + 12 if values else 0
            right = _widest(gradients) + 12 if gradients else 0
            return (
                -item.half_width - left,
                center - half,
                item.half_width + right,
                center + half,
            )
        half = max(item.half_width, _widest(values) / 2, _widest(gradients) / 2)
        above = len(values) * LINE_HEIGHT + 8 if values else 0
        below = len(gradients) * LINE_HEIGHT + 8 if gradients else 0
        return (
            center - half,
            -item.half_height - above,
            center + half,
            item.half_height + below,
        )


def _forward_arrows(layout: _Layout) -> str:
    """実線と、塗った矢じり。"""
    paths = []
    for start, end, _ in _gaps(layout):
        across = -layout.lane
        point = layout.point
        line = f"M{point(start, across)}L{point(end - 8, across)}"
        corners = [
            point(end, across),
            point(end - 9, across - 4.5),
            point(end - 9, across + 4.5),
        ]
        paths.append(f'<path d="{line}M{"L".join(corners)}Z"/>')
    return "".join(paths)


def _backward_arrows(layout: _Layout) -> str:
    """破線と、開いた矢じり。"""
    paths = []
    for start, end, flows in _gaps(layout):
        if flows:
            point, lane = layout.point, layout.lane
            tip = point(start, lane)
            line = f"M{point(end, lane)}L{tip}"
            head = (
                f"M{point(start + 8, lane - 4.5)}L{tip}L{point(start + 8, lane + 4.5)}"
            )
            paths.append(f'<path d="{line}" stroke-dasharray="5 3"/><path d="{head}"/>')
    return "".join(paths)


def _gaps(layout: _Layout) -> Iterator[tuple[float, float, bool]]:
    """隣り合う部品の間の、始まりと終わりと、勾配が流れるか。"""
    placed = zip(layout.items, layout.centers)
    for (before, here), (after, there) in itertools.pairwise(placed):
        start = here + layout.edge(before) + 2
        end = there - layout.edge(after) - 2
        yield start, end, before.flows and after.flows


def _shape(layout: _Layout, item: Item, x: float, y: float) -> str:
    half, height = item.half_width, item.half_height
    line = 'stroke="currentColor" stroke-width="1.5"'
    shape, label, slant = "", html.escape(item.label), ""
    if item.kind == "variable":
        label, slant = _rich(item.label), ' font-style="italic"'
        shape = (
            f'<ellipse cx="{x:g}" cy="{y:g}" rx="{half:g}" ry="{height:g}"'
            f' fill="{VARIABLE_FILL}" {line}/>'
        )
    elif item.kind == "function":
        shape = (
            f'<rect x="{x - half:g}" y="{y - height:g}" width="{2 * half:g}"'
            f' height="{2 * height:g}" rx="3" fill="{FUNCTION_FILL}" {line}/>'
        )
    elif layout.down:
        label = "⋮"
    text = f'<text x="{x:g}" y="{y + 5:g}"{slant}>{label}</text>'
    return f'<g class="graph-{item.kind}" data-node="{item.index}">{shape}{text}</g>'


def _notes(layout: _Layout, item: Item, x: float, y: float) -> str:
    """部品のそばに書く行。横に並べるなら上と下、縦に並べるなら左と右。"""
    texts = []
    for name, lines, sign in zip(("value", "gradient"), item.notes, (-1, 1)):
        if not lines:
            continue
        left, first, anchor = x, y, ""
        if layout.down:
            left += sign * (item.half_width + 12)
            first += 5 - (len(lines) - 1) * LINE_HEIGHT / 2
            anchor = f' text-anchor="{"end" if sign < 0 else "start"}"'
        elif sign < 0:
            first -= item.half_height + 10 + (len(lines) - 1) * LINE_HEIGHT
        else:
            first += item.half_height + 20
        color = FORWARD if sign < 0 else BACKWARD
        if item.kind == "omission":
            color = "currentColor"
        write = _rich if item.kind == "function" else html.escape
        rows = [
            f'<tspan x="{left:g}" y="{first + i * LINE_HEIGHT:g}">{write(line)}</tspan>'
            for i, line in enumerate(lines)
        ]
        texts.append(
            f'<text class="graph-{name}" data-node="{item.index}" fill="{color}"{anchor}>'
            f"{''.join(rows)}</text>"
        )
    return "".join(texts)


def _rich(text: str) -> str:
    """式を数式らしく書く。``^`` の後は上付き、名前の終わりの数字は下付き、1文字の名前は斜体。"""
    parts, level = "", 0
    pattern = (
        r"\^(?P<power>\w+)|(?<=[^\W\d])(?P<index>\d+)|(?P<word>[^\W\d]+)|[^^\w]+|\d+|\^"
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


@dataclass(frozen=True)
class _Legend:
    """凡例。``rows`` は、線の種類と文字の組を行ごとに並べたもの。"""

    rows: list[list[tuple[str, str]]]

    @property
    def width(self) -> float:
        return max((self._row_width(row) for row in self.rows), default=0.0)

    @property
    def height(self) -> float:
        return len(self.rows) * 22

    @staticmethod
    def _entry_width(line: str, text: str) -> float:
        return (42 if line else 0) + _text_width(text) * LEGEND_SIZE / FONT_SIZE

    def _row_width(self, row: list[tuple[str, str]]) -> float:
        return sum(self._entry_width(*entry) for entry in row) + 20 * (len(row) - 1)

    def svg(self, center: float, top: float) -> str:
        parts = []
        for i, row in enumerate(self.rows):
            x, y = center - self._row_width(row) / 2, top + 22 * i + 12
            for line, text in row:
                parts.append(self._sample(line, x, y))
                start = x + 42 if line else x
                parts.append(f'<text x="{start:.1f}" y="{y + 4.5:.1f}">{text}</text>')
                x += self._entry_width(line, text) + 20
        return (
            f'<g class="graph-legend" font-size="{LEGEND_SIZE}" text-anchor="start">'
            f"{''.join(parts)}</g>"
        )

    @staticmethod
    def _sample(line: str, x: float, y: float) -> str:
        if line == "solid":
            return (
                f'<path d="M{x:.1f} {y:.1f}h26m8 0l-9 -4.5v9z"'
                f' stroke="{FORWARD}" fill="{FORWARD}" stroke-width="1.5"/>'
            )
        if line == "dashed":
            return (
                f'<g stroke="{BACKWARD}" fill="none" stroke-width="1.5">'
                f'<path d="M{x + 34:.1f} {y:.1f}h-34" stroke-dasharray="5 3"/>'
                f'<path d="M{x + 8:.1f} {y - 4.5:.1f}l-8 4.5l8 4.5"/></g>'
            )
        return ""


def _legend(layout: _Layout, note: str, width: float) -> _Legend:
    arrows = []
    if layout.lane:
        arrows = [("solid", "順伝播（値）"), ("dashed", "逆伝播（勾配）")]
    notes = [("", note)] if note else []
    in_one_row = _Legend([arrows + notes] if arrows + notes else [])
    if in_one_row.width <= width:
        return in_one_row
    return _Legend([row for row in (arrows, notes) if row])


def render(
    items: Sequence[Item],
    *,
    direction: Direction,
    title: str,
    description: str,
    note: str,
) -> str:
    """部品を並べたSVGの文字列を返します。

    Parameters
    ----------
    items
        並べる部品。1つ以上。
    direction
        ``"right"`` なら左から右へ、``"down"`` なら上から下へ並べます。
    title
        図の題名。
    description
        図と同じ内容の文。
    note
        凡例に添える注意書き。なければ空文字列。

    Returns
    -------
    str
        ``<svg>`` 要素。
    """
    layout = _Layout(items, direction)
    left, top, right, bottom = layout.bounds()
    center = (left + right) / 2
    legend = _legend(layout, note, right - left)
    half = max(right - left, legend.width) / 2 + MARGIN
    legend_top = bottom + 12
    if legend.rows:
        bottom = legend_top + legend.height
    width, height = math.ceil(2 * half), math.ceil(bottom - top + 2 * MARGIN)
    shapes = []
    for item, along in zip(items, layout.centers):
        x, y = (0.0, along) if layout.down else (along, 0.0)
        shapes += [_shape(layout, item, x, y), _notes(layout, item, x, y)]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img"'
        f' class="graph-{direction}" width="{width}" height="{height}"'
        f' viewBox="{center - half:.1f} {top - MARGIN:.1f} {width} {height}"'
        f' font-family="{FONT}" font-size="{FONT_SIZE}"'
        ' text-anchor="middle" fill="currentColor">'
        f"<title>{html.escape(title)}</title>"
        f"<desc>{html.escape(description)}</desc>"
        f'<g class="graph-forward" stroke="{FORWARD}" fill="{FORWARD}" stroke-width="1.5">'
        f"{_forward_arrows(layout)}</g>"
        f'<g class="graph-backward" stroke="{BACKWARD}" fill="none" stroke-width="1.5">'
        f"{_backward_arrows(layout)}</g>"
        f"{''.join(shapes)}{legend.svg(center, legend_top) if legend.rows else ''}</svg>"
    )
