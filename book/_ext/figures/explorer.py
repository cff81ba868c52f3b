"""差分の誤差を、刻み幅を変えながら見る部品。``{difference-explorer}`` が置く。

数は、ビルドのときにステップ4の ``numerical_diff`` を実行して得たもの。正しい値は60桁の計算で求め、
誤差を、打ち切り誤差（刻み幅が0でないため）と丸め誤差（桁数が限られるため）に分ける。
JavaScriptが動かないときは、h = 0.0001の図と表がそのまま残る。
"""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

import numpy as np
from docutils import nodes
from sphinx.application import Sphinx

from _ext.figures.widget import FigureDirective, widget
from dezero_book.steps.step04 import Exp, Square, Variable, numerical_diff

X = Decimal("0.5")
EXPONENTS = [Decimal(-k) / 4 for k in range(2, 69)]  # h = 10^-0.5 から 10^-17 まで
START = EXPONENTS.index(Decimal(-4))
SCHEMES = {"forward": "前進差分", "central": "中心差分"}
DTYPES = ("float64", "float32")
SERIES = [(scheme, dtype) for dtype in DTYPES for scheme in SCHEMES]


def target(x: Variable) -> Variable:
    return Square()(Exp()(Square()(x)))


def exact(x: Decimal) -> Decimal:
    """(e^{x²})² = e^{2x²} の値。"""
    return (2 * x * x).exp()


class Measurement(NamedTuple):
    """1つの刻み幅での、1つの方式の結果。"""

    slope: float
    error: float
    truncation: float
    rounding: float

    @property
    def larger(self) -> str:
        return "打ち切り誤差" if self.truncation > self.rounding else "丸め誤差"


def measure(scheme: str, dtype: str, h: float) -> Measurement:
    x = Variable(np.array(0.5, dtype=dtype))
    slope = float(numerical_diff(target, x, h, scheme=scheme))
    with localcontext() as context:
        context.prec = 60
        step, true = Decimal(h), 4 * X * exact(X)
        if scheme == "forward":
            quotient = (exact(X + step) - exact(X)) / step
        else:
            quotient = (exact(X + step) - exact(X - step)) / (2 * step)
        return Measurement(
            slope,
            float(abs(Decimal(slope) - true)),
            float(abs(quotient - true)),
            float(abs(Decimal(slope) - quotient)),
        )


def matching_digits(h: float) -> int:
    """float64の f(x + h) と f(x) で、上から一致する桁数（引き算で消える桁）の目安。"""
    before = float(target(Variable(np.array(0.5))).data)
    after = float(target(Variable(np.array(0.5 + h))).data)
    if after == before:
        return 16
    return max(0, math.floor(math.log10(before / (after - before))))


# 図の座標。左の図は誤差、右の図は割線。どちらも枠の大きさは同じ。
WIDTH, HEIGHT = 330, 300
FRAME = (46, 14, 318, 256)  # 左、上、右、下
LOW_H, HIGH_H = -17.0, 0.0
LOW_ERROR, HIGH_ERROR = -13.0, 1.0
LEFT, RIGHT, BOTTOM, TOP = 0.1, 0.9, 0.0, 4.0

COLORS = {
    "float64": "var(--graph-forward, #1a66d6)",
    "float32": "var(--graph-backward, #c2410c)",
}
DASHES = {"forward": "", "central": ' stroke-dasharray="6 3"'}


def _scale(value: float, low: float, high: float, start: float, end: float) -> float:
    return round(start + (value - low) / (high - low) * (end - start), 1)


def at_h(exponent: float) -> float:
    return _scale(exponent, LOW_H, HIGH_H, FRAME[0], FRAME[2])


def at_error(error: float) -> float:
    level = max(LOW_ERROR, math.log10(error)) if error > 0 else LOW_ERROR
    return _scale(level, LOW_ERROR, HIGH_ERROR, FRAME[3], FRAME[1])


def at_x(x: float) -> float:
    return _scale(x, LEFT, RIGHT, FRAME[0], FRAME[2])


def at_y(y: float) -> float:
    return _scale(y, BOTTOM, TOP, FRAME[3], FRAME[1])


def _power(exponent: int) -> str:
    return f'10<tspan dy="-6" font-size="10">{str(exponent).replace("-", "−")}</tspan>'


def _frame(title: str, body: str, ticks: str, xlabel: str, description: str) -> str:
    left, top, right, bottom = FRAME
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" fill="currentColor" font-size="12">'
        f"<title>{title}</title><desc>{description}</desc>{ticks}"
        f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="currentColor"/>'
        # 入れ子のsvgは、枠からはみ出す線を切り取る。
        f'<svg x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"'
        f' viewBox="{left} {top} {right - left} {bottom - top}">{body}</svg>'
        f'<text x="{(left + right) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{xlabel}</text></svg>'
    )


def _tick(x: float, y: float, label: str, *, vertical: bool) -> str:
    left, top, right, bottom = FRAME
    if vertical:
        line, text = (
            f"M{x} {top}V{bottom}",
            f'x="{x}" y="{bottom + 17}" text-anchor="middle"',
        )
    else:
        line, text = (
            f"M{left} {y}H{right}",
            f'x="{left - 6}" y="{y + 4}" text-anchor="end"',
        )
    return f'<path d="{line}" stroke="currentColor" opacity="0.15"/><text {text}>{label}</text>'


def error_picture(table: dict[tuple[str, str], list[Measurement]]) -> str:
    ticks = "".join(
        _tick(at_h(e), 0, _power(e), vertical=True) for e in range(-16, 1, 4)
    )
    ticks += "".join(
        _tick(0, at_error(10.0**e), _power(e), vertical=False) for e in range(-12, 1, 3)
    )
    body = []
    for (scheme, dtype), row in table.items():
        points = " ".join(
            f"{at_h(float(e))},{at_error(m.error)}" for e, m in zip(EXPONENTS, row)
        )
        body.append(
            f'<polyline points="{points}" fill="none" stroke="{COLORS[dtype]}"'
            f' stroke-width="1.75" stroke-linejoin="round"{DASHES[scheme]}/>'
        )
    x = at_h(float(EXPONENTS[START]))
    body.append(
        f'<path class="explorer-now" d="M{x} 0V{HEIGHT}" stroke="currentColor" stroke-dasharray="2 3"/>'
    )
    for series in SERIES:
        y = at_error(table[series][START].error)
        body.append(
            f'<circle class="explorer-dot" cx="{x}" cy="{y}" r="4" fill="{COLORS[series[1]]}"/>'
        )
    best = {
        series: min(zip((m.error for m in row), EXPONENTS))
        for series, row in table.items()
    }
    description = "".join(
        f"{dtype}の{SCHEMES[scheme]}の誤差は、h = {_shown(10.0 ** float(e))}付近で"
        f"最小の{_shown(error)}です。"
        for (scheme, dtype), (error, e) in best.items()
    )
    text = f"両対数の図。hを小さくすると誤差は減り、ある所から増えます。{description}"
    return _frame("刻み幅と誤差", "".join(body), ticks, "刻み幅 h（縦は誤差）", text)


def secant_picture(rows: list[list[float]]) -> str:
    ticks = "".join(
        _tick(at_x(x), 0, f"{x:g}", vertical=True) for x in (0.1, 0.3, 0.5, 0.7, 0.9)
    )
    ticks += "".join(_tick(0, at_y(y), f"{y}", vertical=False) for y in range(5))
    grid = np.linspace(LEFT, RIGHT, 60)
    curve = target(Variable(grid)).data
    points = " ".join(f"{at_x(float(x))},{at_y(float(y))}" for x, y in zip(grid, curve))
    body = [
        f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    ]
    for i, scheme in enumerate(SCHEMES):
        y1, y2 = rows[START][2 * i : 2 * i + 2]
        body.append(
            f'<line class="explorer-secant" x1="{FRAME[0]}" x2="{FRAME[2]}" y1="{y1}" y2="{y2}"'
            f' stroke="{COLORS["float64"]}" stroke-width="1.75"{DASHES[scheme]}/>'
        )
    for x, y in (rows[START][4:6], rows[START][6:8]):
        body.append(
            f'<circle class="explorer-end" cx="{x}" cy="{y}" r="4" fill="{COLORS["float64"]}"/>'
        )
    body.append(
        f'<circle cx="{at_x(0.5)}" cy="{at_y(float(exact(X)))}" r="4" fill="currentColor"/>'
    )
    text = (
        "関数のグラフと、float64の差分が表す直線。実線は前進差分、破線は中心差分です。"
        "hが小さいほど直線は接線に近づきますが、小さすぎると傾きが乱れ、最後は水平になります。"
    )
    return _frame("差分が表す直線", "".join(body), ticks, "x", text)


def _secants(table: dict[tuple[str, str], list[Measurement]]) -> list[list[float]]:
    """刻み幅ごとの、2本の直線の左右の端の高さと、xの両側の2点。"""
    rows = []
    for i, exponent in enumerate(EXPONENTS):
        h = 10.0 ** float(exponent)
        ahead, behind = float(exact(X + Decimal(h))), float(exact(X - Decimal(h)))
        forward, central = (table[scheme, "float64"][i].slope for scheme in SCHEMES)
        here = float(exact(X))
        rows.append(
            [
                at_y(here + forward * (LEFT - 0.5)),
                at_y(here + forward * (RIGHT - 0.5)),
                at_y(behind + central * (LEFT - 0.5 + h)),
                at_y(behind + central * (RIGHT - 0.5 + h)),
                at_x(0.5 + h),
                at_y(ahead),
                at_x(0.5 - h),
                at_y(behind),
            ]
        )
    return rows


def _shown(number: float) -> str:
    return f"{number:.2g}"


def _cells(m: Measurement) -> list[str]:
    return [
        f"{m.slope:.8g}",
        _shown(m.error),
        _shown(m.truncation),
        _shown(m.rounding),
        m.larger,
    ]


def _sentence(table: dict[tuple[str, str], list[Measurement]], i: int) -> str:
    h = 10.0 ** float(EXPONENTS[i])
    digits = matching_digits(h)
    if digits == 16:
        lost = "f(x + h)とf(x)はfloat64では区別できず、差は0です。"
    elif digits == 0:
        lost = "float64のf(x + h)とf(x)は上の桁から異なるので、引き算で消える桁はありません。"
    else:
        lost = f"float64のf(x + h)とf(x)は上からおよそ{digits}桁が同じで、その桁は引き算で消えます。"
    parts = [
        f"{SCHEMES[scheme]}の誤差{_shown(table[scheme, 'float64'][i].error)}は、"
        f"おもに{table[scheme, 'float64'][i].larger}です。"
        for scheme in SCHEMES
    ]
    return f"h = {_shown(h)}。{lost}{''.join(parts)}"


def build_html(identifier: str) -> str:
    table = {
        (scheme, dtype): [measure(scheme, dtype, 10.0 ** float(e)) for e in EXPONENTS]
        for scheme, dtype in SERIES
    }
    secants = _secants(table)
    steps = [
        {
            "h": _shown(10.0 ** float(e)),
            "x": at_h(float(e)),
            "dots": [at_error(table[series][i].error) for series in SERIES],
            "lines": secants[i],
            "cells": [_cells(table[series][i]) for series in SERIES],
            "text": _sentence(table, i),
        }
        for i, e in enumerate(EXPONENTS)
    ]
    rows = "".join(
        f'<tr><th scope="row"><span class="explorer-key explorer-{dtype} explorer-{scheme}"></span>'
        f"{dtype} {SCHEMES[scheme]}</th>{''.join(f'<td>{c}</td>' for c in _cells(table[scheme, dtype][START]))}</tr>"
        for scheme, dtype in SERIES
    )
    inside = TEMPLATE.format(
        id=identifier,
        errors=error_picture(table),
        secants=secant_picture(secants),
        rows=rows,
        top=len(EXPONENTS) - 1,
        start=len(EXPONENTS) - 1 - START,
        h=steps[START]["h"],
        text=steps[START]["text"],
    )
    return widget(
        "difference-explorer",
        "explorer",
        identifier,
        "刻み幅を変えて、差分の誤差を見る図",
        inside,
        steps,
    )


TEMPLATE = """\
<div class="explorer-pictures">{errors}{secants}</div>
<p class="explorer-status" role="status">{text}</p>
<div class="explorer-input js-only"><label for="{id}-h">刻み幅 h</label>
<input id="{id}-h" type="range" min="0" max="{top}" value="{start}" aria-valuetext="{h}"> <output for="{id}-h">{h}</output></div>
<div class="table-scroll"><table class="colwidths-auto"><thead><tr><th scope="col">方式</th><th scope="col">近似値</th><th scope="col">誤差</th><th scope="col">打ち切り誤差</th><th scope="col">丸め誤差</th><th scope="col">大きいほう</th></tr></thead><tbody>{rows}</tbody></table></div>
"""


class DifferenceExplorer(FigureDirective):
    def run(self) -> list[nodes.Node]:
        identifier = f"explorer-{self.env.new_serialno('explorer')}"
        return self.figure(build_html(identifier), script="explorer")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("difference-explorer", DifferenceExplorer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
