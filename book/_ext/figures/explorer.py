"""差分の誤差を、刻み幅を変えながら見る図。``{difference-explorer}`` が置く。

数は、ビルドのときにステップ4の ``numerical_diff`` を実行して得たもの。正しい値は60桁の計算で求め、
誤差を、打ち切り誤差（刻み幅が0でないため）と丸め誤差（桁数が限られるため）に分ける。
``np.exp`` の最後の桁は計算機によって違い、差分はそれを大きくする。どの計算機でも同じ図になるように、
指数関数は、正しく丸めた値を返すものに替えて計算する。
JavaScriptが動かないときは、h = 0.0001の図と表がそのまま残る。
"""

from __future__ import annotations

import html
import math
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

import numpy as np
from docutils import nodes
from numpy.typing import NDArray
from sphinx.application import Sphinx

from _ext.figures.pen import FORWARD
from _ext.figures.widget import FigureDirective, slider, widget
from dezero_book.steps.step04 import Function, Square, Variable, numerical_diff

X = Decimal("0.5")
EXPONENTS = [Decimal(-k) / 4 for k in range(2, 69)]  # h = 10^-0.5 から 10^-17 まで
START = EXPONENTS.index(Decimal(-4))
SCHEMES = {"forward": "前進差分", "central": "中心差分"}
PRECISION = 60


class RoundedExp(Function):
    """指数関数を、正しく丸めて返す。"""

    def forward(self, x: NDArray[Any]) -> NDArray[Any]:
        with localcontext() as context:
            context.prec = PRECISION
            return np.array(float(Decimal(float(x)).exp()))


def target(x: Variable) -> Variable:
    return Square()(RoundedExp()(Square()(x)))


def value_at(x: float) -> float:
    """``target`` の値。"""
    return float(target(Variable(np.array(x))).data)


def exact(x: Decimal) -> Decimal:
    """(e^{x²})² = e^{2x²} の値。"""
    return (2 * x * x).exp()


def width_of(exponent: Decimal) -> float:
    with localcontext() as context:
        context.prec = PRECISION
        return float(Decimal(10) ** exponent)


class Measurement(NamedTuple):
    """1つの刻み幅での、1つの方式の結果。"""

    slope: float
    error: float
    truncation: float
    rounding: float

    @property
    def larger(self) -> str:
        return "打ち切り" if self.truncation > self.rounding else "丸め"


def measure(scheme: str, h: float) -> Measurement:
    slope = float(numerical_diff(target, Variable(np.array(0.5)), h, scheme=scheme))
    with localcontext() as context:
        context.prec = PRECISION
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


def aligned_digits(h: float) -> list[tuple[str, int]]:
    """f(x + h)、f(x)、その差を、桁をそろえて並べたもの。それぞれ、灰色にする桁の数を添える。

    2つの値では上から等しい桁、差では先頭に並ぶ0が、引き算で消えた桁である。
    """
    ahead, here = value_at(0.5 + h), value_at(0.5)
    rows = [f"{number:.16f}" for number in (ahead, here, ahead - here)]
    same = next((i for i, (a, b) in enumerate(zip(*rows[:2])) if a != b), len(rows[0]))
    lost = next((i for i, c in enumerate(rows[2]) if c not in "0."), len(rows[2]))
    return [(rows[0], same), (rows[1], same), (rows[2], lost)]


# 図の座標。左の図は割線、右の図は誤差。どちらも枠の大きさは同じ。
WIDTH, HEIGHT = 330, 244
FRAME = (44, 10, 320, 204)  # 左、上、右、下
LOW_H, HIGH_H = -17.0, 0.0
LOW_ERROR, HIGH_ERROR = -13.0, 1.0
# 左の図の窓。横はxから刻み幅の何倍か、縦は「正しい傾き × 刻み幅」の何倍か。
LEFT, RIGHT, BOTTOM, TOP = -2.2, 2.2, -2.3, 3.1
SMOOTH = [-2.2, -1.65, -1.1, -0.55, 0.0, 0.55, 1.1, 1.65, 2.2]
STEPS = [round(-2.2 + i * 0.1, 1) for i in range(45)]  # 階段が見えるほど細かい点
ROUGH_BELOW = Decimal("-13")

DASHES = {"forward": "", "central": ' stroke-dasharray="6 3"'}


def _scale(value: float, low: float, high: float, start: float, end: float) -> float:
    return round(start + (value - low) / (high - low) * (end - start), 1)


def at_h(exponent: float) -> float:
    return _scale(exponent, LOW_H, HIGH_H, FRAME[0], FRAME[2])


def at_error(error: float) -> float:
    level = max(LOW_ERROR, math.log10(error)) if error > 0 else LOW_ERROR
    return _scale(level, LOW_ERROR, HIGH_ERROR, FRAME[3], FRAME[1])


def at_u(u: float) -> float:
    return _scale(u, LEFT, RIGHT, FRAME[0], FRAME[2])


def at_rise(rise: float) -> float:
    return _scale(rise, BOTTOM, TOP, FRAME[3], FRAME[1])


def _power(exponent: int) -> str:
    return f'10<tspan dy="-5" font-size="12">{str(exponent).replace("-", "−")}</tspan>'


def _frame(title: str, description: str, ticks: str, body: str, over: str = "") -> str:
    left, top, right, bottom = FRAME
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" fill="currentColor" font-size="12.5">'
        f"<title>{title}</title><desc>{description}</desc>{ticks}"
        f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="currentColor"/>'
        # 入れ子のsvgは、枠からはみ出す線を切り取る。
        f'<svg x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"'
        f' viewBox="{left} {top} {right - left} {bottom - top}">{body}</svg>{over}</svg>'
    )


def _down(x: float, label: str) -> str:
    _, top, _, bottom = FRAME
    return (
        f'<path d="M{x} {top}V{bottom}" stroke="currentColor" opacity="0.15"/>'
        f'<text x="{x}" y="{bottom + 17}" text-anchor="middle">{label}</text>'
    )


def _across(y: float, label: str) -> str:
    left, _, right, _ = FRAME
    return (
        f'<path d="M{left} {y}H{right}" stroke="currentColor" opacity="0.15"/>'
        f'<text x="{left - 5}" y="{y + 4}" text-anchor="end">{label}</text>'
    )


def _caption(words: str) -> str:
    middle = (FRAME[0] + FRAME[2]) / 2
    return f'<text x="{middle}" y="{HEIGHT - 3}" text-anchor="middle">{words}</text>'


def _label(x: float, y: float, words: str, color: str, attributes: str = "") -> str:
    """線のそばの名前。線と重なっても読めるように、紙の色で縁取る。"""
    return (
        f'<text x="{x}" y="{y}" fill="{color}" stroke="var(--paper, #fff)" stroke-width="3"'
        f' paint-order="stroke" text-anchor="middle"{attributes}>{words}</text>'
    )


def error_picture(table: dict[str, list[Measurement]]) -> str:
    ticks = "".join(_down(at_h(e), _power(e)) for e in range(-16, 1, 4))
    ticks += "".join(_across(at_error(10.0**e), _power(e)) for e in range(-12, 1, 3))
    ticks += _caption("刻み幅 h（縦は誤差）")
    body = []
    for scheme, row in table.items():
        points = " ".join(
            f"{at_h(float(e))},{at_error(m.error)}" for e, m in zip(EXPONENTS, row)
        )
        body.append(
            f'<polyline points="{points}" fill="none" stroke="{FORWARD}"'
            f' stroke-width="1.75" stroke-linejoin="round"{DASHES[scheme]}/>'
        )
    x = at_h(float(EXPONENTS[START]))
    body.append(
        f'<path class="explorer-now" d="M{x} 0V{HEIGHT}" stroke="currentColor" stroke-dasharray="2 3"/>'
    )
    for scheme, row in table.items():
        body.append(_dot("explorer-dot", x, at_error(row[START].error), scheme))
    body += [
        _label(at_h(-2.6), at_error(10**-0.9), "前進", FORWARD),
        _label(at_h(-1.0), at_error(10**-4.2), "中心", FORWARD),
    ]
    description = "".join(
        f"{SCHEMES[scheme]}の誤差は、h = {_shown(width_of(e))}付近で"
        f"最小の{_shown(error)}です。"
        for scheme, (error, e) in {
            scheme: min(zip((m.error for m in row), EXPONENTS))
            for scheme, row in table.items()
        }.items()
    )
    text = f"両対数の図。hを小さくすると誤差は減り、ある所から増えます。{description}"
    return _frame("刻み幅と誤差", text, ticks, "".join(body))


def _dot(name: str, x: float, y: float, scheme: str) -> str:
    """前進差分は塗った丸、中心差分は輪。"""
    fill = FORWARD if scheme == "forward" else "var(--paper, #fff)"
    return (
        f'<circle class="{name}" cx="{x}" cy="{y}" r="4.5" fill="{fill}"'
        f' stroke="{FORWARD}" stroke-width="2"/>'
    )


def window(i: int) -> dict[str, Any]:
    """1つの刻み幅での左の図。求めた値を、窓の高さに合わせて置く。"""
    exponent = EXPONENTS[i]
    h = width_of(exponent)
    here = value_at(0.5)
    with localcontext() as context:
        context.prec = PRECISION
        unit = float(4 * X * exact(X)) * h

    def rise(u: float) -> float:
        return (value_at(0.5 + u * h) - here) / unit

    grid = STEPS if exponent < ROUGH_BELOW else SMOOTH
    ahead, behind = rise(1.0), rise(-1.0)
    central = (ahead - behind) / 2

    def by_central(u: float) -> float:
        return behind + central * (u + 1)

    return {
        "curve": " ".join(f"{at_u(u):g},{at_rise(rise(u)):g}" for u in grid),
        "lines": [
            at_rise(ahead * LEFT),
            at_rise(ahead * RIGHT),
            at_rise(by_central(LEFT)),
            at_rise(by_central(RIGHT)),
        ],
        "ends": [at_rise(behind), at_rise(0.0), at_rise(ahead)],
        "names": [
            _inside(at_rise(ahead * 1.55) - 8),
            _inside(at_rise(by_central(-1.6)) - 8),
        ],
    }


def _inside(y: float) -> float:
    return round(min(max(y, FRAME[1] + 12), FRAME[3] - 4), 1)


def secant_picture(shown: dict[str, Any]) -> str:
    names = {-2: "x−2h", -1: "x−h", 0: "x", 1: "x+h", 2: "x+2h"}
    ticks = "".join(_down(at_u(u), name) for u, name in names.items())
    ticks += _caption("窓の幅は、いつもhの4.4倍")
    lines, left, right = shown["lines"], FRAME[0], FRAME[2]
    body = [
        f'<path d="M{left} {at_rise(LEFT)}L{right} {at_rise(RIGHT)}"'
        ' stroke="currentColor" stroke-dasharray="1 4" stroke-width="2"/>',
        f'<polyline class="explorer-curve" points="{shown["curve"]}" fill="none"'
        ' stroke="currentColor" stroke-width="1.5"/>',
    ]
    for i, scheme in enumerate(SCHEMES):
        body.append(
            f'<line class="explorer-secant" x1="{left}" x2="{right}" y1="{lines[2 * i]}"'
            f' y2="{lines[2 * i + 1]}" stroke="{FORWARD}" stroke-width="2"{DASHES[scheme]}/>'
        )
    for u, y in zip((-1, 0, 1), shown["ends"]):
        body.append(
            f'<circle class="explorer-end" cx="{at_u(u)}" cy="{y}" r="4.5" fill="{FORWARD}"/>'
        )
    forward, central = shown["names"]
    over = (
        _label(at_u(1.55), forward, "前進", FORWARD, ' class="explorer-name"')
        + _label(at_u(-1.6), central, "中心", FORWARD, ' class="explorer-name"')
        + _label(at_u(1.95), at_rise(1.95) + 20, "接線", "currentColor")
    )
    text = (
        "関数のグラフ（実線）、接線（点線）、差分が表す直線（青）。窓は刻み幅に合わせて広がり、縮みます。"
        "hを小さくすると直線は接線へ回り、小さすぎるとグラフが階段になって、直線は接線から離れます。"
    )
    return _frame("差分が表す直線", text, ticks, "".join(body), over)


SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _shown(number: float) -> str:
    """有効数字2桁。小さい数は、10の累乗で書く。"""
    mantissa, _, exponent = f"{number:.2g}".partition("e")
    if not exponent:
        return mantissa
    power = f"10{str(int(exponent)).translate(SUPERSCRIPT)}"
    return power if mantissa == "1" else f"{mantissa}×{power}"


def _cells(m: Measurement) -> list[str]:
    return [f"{m.slope:.7f}", _shown(m.error), m.larger]


def _sentence(table: dict[str, list[Measurement]], i: int) -> str:
    rows = aligned_digits(width_of(EXPONENTS[i]))
    same = sum(c.isdigit() for c in rows[0][0][: rows[0][1]])
    if rows[0][0] == rows[1][0]:
        lost = "f(x + h)とf(x)は、float64では区別できません。差は0です。"
    elif same == 0:
        lost = "f(x + h)とf(x)は上の桁から違うので、引き算で消える桁はありません。"
    else:
        lost = f"f(x + h)とf(x)は上から{same}桁が同じで、引き算で消えます。"
    parts = [
        f"{SCHEMES[scheme]}の誤差は{_shown(row[i].error)}で、おもに{row[i].larger}誤差です。"
        for scheme, row in table.items()
    ]
    return f"{lost}{''.join(parts)}"


def _digit_row(name: str, digits: str, gray: int) -> str:
    return (
        f"<div><span>{name}</span> <code><span>{digits[:gray]}</span>"
        f"<b>{digits[gray:]}</b></code></div>"
    )


def build_html(identifier: str) -> str:
    widths = [width_of(e) for e in EXPONENTS]
    table = {scheme: [measure(scheme, h) for h in widths] for scheme in SCHEMES}
    steps = [
        {
            "h": _shown(h),
            "x": at_h(float(e)),
            "dots": [at_error(row[i].error) for row in table.values()],
            **window(i),
            "digits": aligned_digits(h),
            "cells": [_cells(row[i]) for row in table.values()],
            "text": _sentence(table, i),
        }
        for i, (e, h) in enumerate(zip(EXPONENTS, widths))
    ]
    rows = "".join(
        f'<tr><th scope="row"><svg width="14" height="12" aria-hidden="true">'
        f"{_dot('explorer-mark', 6, 6, scheme)}</svg> {name}</th>"
        f"{''.join(f'<td>{c}</td>' for c in _cells(table[scheme][START]))}</tr>"
        for scheme, name in SCHEMES.items()
    )
    # つまみは右へ動かすほどhが大きい。データもその順に並べる。
    steps.reverse()
    start = steps[len(steps) - 1 - START]
    names = ("f(x + h)", "f(x)", "差")
    inside = TEMPLATE.format(
        slider=slider(
            identifier, "h", "刻み幅 h", [step["h"] for step in steps], start["h"]
        ),
        digits="".join(
            _digit_row(html.escape(name), *row)
            for name, row in zip(names, start["digits"])
        ),
        secants=secant_picture(start),
        errors=error_picture(table),
        text=start["text"],
        rows=rows,
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
{slider}<div class="explorer-digits">{digits}</div>
<div class="explorer-pictures picture">{secants}{errors}</div>
<p class="explorer-status" role="status">{text}</p>
<table class="explorer-table"><thead><tr><th scope="col">方式</th><th scope="col">近似値</th><th scope="col">誤差</th><th scope="col">おもな誤差</th></tr></thead><tbody>{rows}</tbody></table>
"""


class DifferenceExplorer(FigureDirective):
    def run(self) -> list[nodes.Node]:
        identifier = f"explorer-{self.env.new_serialno('explorer')}"
        return self.figure(build_html(identifier), script="explorer")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("difference-explorer", DifferenceExplorer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
