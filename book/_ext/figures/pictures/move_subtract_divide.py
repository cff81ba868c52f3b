"""差分の3つの動作。入力を動かし、出力を引き、動かした幅で割る。"""

from __future__ import annotations

import numpy as np

from _ext.figures.pen import FORWARD, ROPE, Picture, n, path, text
from _ext.figures.subject import Exp, Square, Variable

X, H = 0.5, 0.3
LEFT, RIGHT, BOTTOM = 0.16, 0.88, 0.9
PER_X, PER_Y, FLOOR = 360.0, 76.0, 240.0


def f(x: float) -> float:
    return float(Square()(Exp()(Square()(Variable(np.array(x))))).data)


def at(x: float, y: float) -> tuple[float, float]:
    return (10 + (x - LEFT) * PER_X, FLOOR - (y - BOTTOM) * PER_Y)


def line(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)


def picture() -> Picture:
    here, there = (X, f(X)), (X + H, f(X + H))
    corner = (there[0], here[1])
    curve = [(x, f(x)) for x in np.linspace(LEFT, RIGHT - 0.055, 40).tolist()]
    (x0, y0), (x1, y1) = at(*here), at(*there)
    body = path(line(*(at(*p) for p in curve)), stroke=FORWARD, width=2)
    body += path(line(at(*here), at(*corner), at(*there)), stroke=ROPE)
    body += path(line(at(*here), at(*there)), width=2)
    for x, y in ((x0, y0), (x1, y1)):
        body += f'<circle cx="{n(x)}" cy="{n(y)}" r="4.5"/>'
    middle = (x0 + x1) / 2
    return Picture(
        "動かして、引いて、割る",
        f"曲線y = f(x)の上に、x = {X}の点と、hだけ右の点があります。"
        "2点の間の横の長さがh、縦の長さがf(x + h) − f(x)です。"
        "縦を横で割った値は、2点を結ぶ直線の傾きです。",
        FLOOR + 8,
        body
        + text(middle, y0 + 22, "① 動かす h", size=14)
        + text(x1 + 8, (y0 + y1) / 2 - 8, "② 引く", anchor="start")
        + text(x1 + 8, (y0 + y1) / 2 + 12, "f(x + h)", size=13, anchor="start")
        + text(x1 + 8, (y0 + y1) / 2 + 30, "− f(x)", size=13, anchor="start")
        + text(middle - 16, (y0 + y1) / 2 - 18, "③ 割る", anchor="end")
        + text(middle - 16, (y0 + y1) / 2 + 2, "傾き", size=13, anchor="end")
        + text(x0 - 6, y0 - 12, "f(x)", size=13, anchor="end"),
    )
