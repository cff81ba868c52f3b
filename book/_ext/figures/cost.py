"""連鎖律の掛け算の回数を、掛ける順ごとに比べる図。``{cost-picture}`` が置く。

x、a、bがn個、yがm個のとき、3つのヤコビ行列の形は n×n、n×n、m×n。
行列は形のとおりの長方形で、棒はいつも同じ対数の目盛りで描く。
JavaScriptが動かないときは、n = 100、m = 1の図がそのまま残る。
"""

from __future__ import annotations

import math
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from _ext.figures.pen import BACKWARD, FORWARD, Picture, n, path, text
from _ext.figures.widget import FigureDirective, slider, widget

SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
START = (100, 1)

SIDE = 46  # いちばん長い辺の長さ
THIN = 2.5  # これより細い辺は、見えないので太らせる
BAR_LEFT, BAR_RIGHT, DECADES = 12, 330, 10


def count(inputs: int, outputs: int) -> dict[str, tuple[int, int]]:
    """順番ごとの、1回目と2回目の積の掛け算の回数。p×qとq×rの積では、pqr回。"""
    return {
        "入力側から": (inputs**3, outputs * inputs**2),
        "出力側から": (outputs * inputs**2, outputs * inputs**2),
    }


def sentence(inputs: int, outputs: int) -> str:
    forward, reverse = (sum(row) for row in count(inputs, outputs).values())
    start = f"n = {inputs}、m = {outputs}では、入力側から掛けると{forward:,}回、出力側からは{reverse:,}回です。"
    if forward == reverse:
        return start + "どちらも同じ回数です。"
    better, ratio = (
        ("出力側から", forward / reverse)
        if reverse < forward
        else ("入力側から", reverse / forward)
    )
    return f"{start}{better}のほうが少なく、もう一方は{ratio:.3g}倍です。"


def sides(inputs: int, outputs: int) -> dict[str, float]:
    """n個とm個の辺の長さ。長いほうがいつも同じ長さになる。"""
    longest = max(inputs, outputs)
    return {
        "n": round(max(THIN, SIDE * inputs / longest), 1),
        "m": round(max(THIN, SIDE * outputs / longest), 1),
    }


def at(number: float) -> float:
    """目盛りの上での位置。"""
    return round(BAR_LEFT + math.log10(number) / DECADES * (BAR_RIGHT - BAR_LEFT), 1)


def _matrix(
    shape: str, x: float, y: float, name: str, color: str, lengths: dict[str, float]
) -> str:
    """行列の長方形。``shape`` は「行の数 列の数」。明るい行列は、いま掛ける行列。"""
    height, width = (lengths[side] for side in shape)
    lit = f'fill="{color}" fill-opacity="0.3" stroke="{color}"'
    plain = 'fill="none" stroke="currentColor" opacity="0.55"'
    return (
        f'<rect class="cost-matrix" data-shape="{shape}" data-x="{n(x)}" data-y="{n(y)}"'
        f' x="{n(x - width / 2)}" y="{n(y - height / 2)}" width="{n(width)}"'
        f' height="{n(height)}" stroke-width="1.5" {lit if color else plain}/>'
        + text(x, y + SIDE / 2 + 17, name, size=13)
    )


def _order(
    top: float,
    color: str,
    title: str,
    first: list[tuple[str, str, bool]],
    second: list[tuple[str, str]],
    counts: tuple[int, int],
    lengths: dict[str, float],
) -> str:
    """1つの順番。左が1回目の積、右が2回目の積。"""
    y = top + 16 + SIDE / 2
    body = text(4, top + 6, title, anchor="start", fill=color, style="strong")
    for i, (shape, name, lit) in enumerate(first):
        body += _matrix(shape, 28 + i * 56, y, name, color if lit else "", lengths)
    body += text(191, y + 6, "→", size=18)
    for i, (shape, name) in enumerate(second):
        body += _matrix(shape, 236 + i * 70, y, name, color, lengths)
    low = top + 16 + SIDE + 38
    left = 28 + 56 * (0.5 if first[0][2] else 1.5)
    for x, number in ((left, counts[0]), (271, counts[1])):
        words = text(x, low, f"{number:,}回", size=13, fill=color)
        body += words.replace("<text ", '<text class="cost-part" ', 1)
    return body


def picture(inputs: int, outputs: int) -> Picture:
    lengths, counts = sides(inputs, outputs), count(inputs, outputs)
    forward, reverse = counts.values()
    body = _order(
        10, FORWARD, "入力側から",
        [("mn", "J_C", False), ("nn", "J_B", True), ("nn", "J_A", True)],
        [("mn", "J_C"), ("nn", "J_B J_A")],
        forward, lengths,
    )  # fmt: skip
    body += _order(
        132, BACKWARD, "出力側から",
        [("mn", "J_C", True), ("nn", "J_B", True), ("nn", "J_A", False)],
        [("mn", "J_C J_B"), ("nn", "J_A")],
        reverse, lengths,
    )  # fmt: skip
    top = 262
    for power in (0, 3, 6, 9):
        x = at(10.0**power)
        body += path(f"M{n(x)} {top - 8}V{top + 66}", width=0.5)
        words = text(
            x, top + 82, f"10{'⁰¹²³⁴⁵⁶⁷⁸⁹'[power]}" if power else "1回", size=12
        )
        body += words
    for i, ((title, row), color) in enumerate(zip(counts.items(), (FORWARD, BACKWARD))):
        y = top + i * 34
        body += (
            f'<rect class="cost-bar" x="{BAR_LEFT}" y="{y + 14}"'
            f' width="{n(at(sum(row)) - BAR_LEFT)}" height="12" fill="{color}"/>'
        )
        words = text(
            BAR_LEFT + 4,
            y + 9,
            f"{title} {sum(row):,}回",
            size=13,
            anchor="start",
            fill=color,
        )
        body += words.replace("<text ", '<text class="cost-count" ', 1)
    return Picture(
        "掛け算の回数",
        "3つのヤコビ行列J_C、J_B、J_Aを、形のとおりの長方形で並べ、掛ける2つを明るくした図です。"
        + sentence(inputs, outputs),
        top + 90,
        body,
    )


def build_html(identifier: str) -> str:
    steps = {}
    for inputs in SIZES:
        for outputs in SIZES:
            counts = count(inputs, outputs)
            steps[f"{inputs},{outputs}"] = {
                "sides": sides(inputs, outputs),
                "parts": [f"{part:,}回" for row in counts.values() for part in row],
                "counts": [f"{title} {sum(row):,}回" for title, row in counts.items()],
                "bars": [round(at(sum(row)) - BAR_LEFT, 1) for row in counts.values()],
                "text": sentence(inputs, outputs),
            }
    labels = [str(size) for size in SIZES]
    inside = TEMPLATE.format(
        picture=picture(*START).svg(),
        text=sentence(*START),
        inputs=slider(identifier, "n", "x、a、bの数 n", labels, str(START[0])),
        outputs=slider(identifier, "m", "yの数 m", labels, str(START[1])),
    )
    return widget(
        "cost-picture",
        "cost",
        identifier,
        "掛ける順ごとの、掛け算の回数を比べる図",
        inside,
        {"sizes": SIZES, "steps": steps},
    )


TEMPLATE = """\
<div class="picture">{picture}</div>
<p class="cost-status" role="status">{text}</p>
{inputs}{outputs}"""


class CostPicture(FigureDirective):
    def run(self) -> list[nodes.Node]:
        identifier = f"cost-{self.env.new_serialno('cost')}"
        return self.figure(build_html(identifier), script="cost")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("cost-picture", CostPicture)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
