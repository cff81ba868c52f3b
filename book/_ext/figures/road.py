"""1本の道の計算グラフの絵。変数は値と勾配の2段の札、関数は札の間の四角。

動かせる図は、``data-part`` の名前で部分を選んで見せる。名前は、種類の1文字と変数か関数の番号。

=====  ==============================  =====  ==============================
``n``  変数の札                        ``f``  関数の四角
``v``  値                              ``k``  掛ける局所的な微分
``g``  勾配                            ``p``  関数が覚えている入力への紐
``q``  予想する勾配の「？」            ``c``  変数の生成元への紐
``w``  変数へ入る順伝播の矢印          ``z``  入力の変数の生成元がNoneである印
``b``  変数へ入る逆伝播の矢印          ``m``  いまいる変数を指す印
=====  ==============================  =====  ==============================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from _ext.figures.pen import (
    BACKWARD,
    FORWARD,
    ROPE,
    Picture,
    arc,
    arrow,
    box,
    function,
    path,
    text,
)

LEFT, TIER = 3.0, 34.0
STEP = 95.0  # となりの変数までの幅。stepper.jsも、印を動かすのに使う


@dataclass(frozen=True)
class Road:
    """絵に描くもの。

    Attributes
    ----------
    variables, functions
        変数と関数の名前。入力から出力への順。
    values, gradients
        値と勾配。``gradients`` が空なら、札は1段。
    factors
        関数の局所的な微分の式。空なら描かない。
    inputs, creators
        関数の ``input`` と、変数の ``creator`` の紐を描くか。
    cursor
        いまいる変数を指す、コードの中の名前。空なら描かない。
    questions
        予想する勾配の「？」を描くか。
    card, box
        変数の札と、関数の四角の幅。
    """

    variables: Sequence[str]
    functions: Sequence[str]
    values: Sequence[str]
    gradients: Sequence[str] = ()
    factors: Sequence[str] = ()
    inputs: bool = False
    creators: bool = False
    cursor: str = ""
    questions: bool = False
    card: float = 50.0
    box: float = 22.0

    @property
    def top(self) -> float:
        return 52.0 if self.cursor else 26.0

    @property
    def bottom(self) -> float:
        return self.top + TIER * (2 if self.gradients else 1)

    @property
    def height(self) -> float:
        ropes = 40 if self.inputs or self.creators else 8
        return self.bottom + ropes + (20 if self.gradients else 0)

    def center(self, i: float) -> float:
        return LEFT + self.card / 2 + i * STEP

    def picture(self, title: str, description: str) -> Picture:
        parts = [self._variable(i) for i in range(len(self.variables))]
        parts += [self._function(i) for i in range(len(self.functions))]
        if self.gradients:
            y = self.height - 6
            parts.append(text(LEFT, y, "上：値", size=12, anchor="start", fill=FORWARD))
            parts.append(
                text(LEFT + 48, y, "下：勾配", size=12, anchor="start", fill=BACKWARD)
            )
        if self.cursor:
            parts.append(self._cursor())
        return Picture(title, description, self.height, "".join(parts))

    def _variable(self, i: int) -> str:
        x, left = self.center(i), LEFT + i * STEP
        card = box(left, self.top, self.card, self.bottom - self.top, radius=7)
        if self.gradients:
            card += path(f"M{left} {self.top + TIER}h{self.card}", width=1)
        card += text(x, self.top - 9, self.variables[i], size=16, style="math")
        value = text(x, self.top + 22, self.values[i], size=13, fill=FORWARD)
        parts = _part(f"n{i}", card) + _part(f"v{i}", value)
        if self.gradients:
            y = self.top + TIER + 22
            gradient = text(x, y, self.gradients[i], size=13, fill=BACKWARD)
            parts += _part(f"g{i}", gradient)
        if self.questions:
            y = self.top + TIER + 23
            question = text(x, y, "？", size=17, fill=BACKWARD, style="strong")
            parts += _part(f"q{i}", question)
        if self.creators and i == 0:
            none = arrow("rope", (12, self.bottom + 1), (12, self.bottom + 20))
            none += text(
                4, self.bottom + 34, "None", size=12, anchor="start", style="code"
            )
            parts += _part("z0", none)
        return parts

    def _function(self, i: int) -> str:
        x, half = self.center(i + 0.5), self.box / 2
        before, after = LEFT + i * STEP + self.card, LEFT + (i + 1) * STEP
        middle, tall = (self.top + self.bottom) / 2, 48 if self.gradients else 28
        end = middle + tall / 2
        parts = _part(f"f{i}", function(x, middle, self.functions[i], self.box, tall))
        y = self.top + TIER / 2
        forward = arrow("forward", (before + 1, y), (x - half - 1, y))
        forward += arrow("forward", (x + half + 1, y), (after - 1, y))
        parts += _part(f"w{i + 1}", forward)
        if self.gradients:
            y += TIER
            backward = arrow("backward", (after - 1, y), (x + half + 1, y))
            backward += arrow("backward", (x - half - 1, y), (before + 1, y))
            parts += _part(f"b{i}", backward)
        if self.factors:
            factor = _formula(x, self.top - 10, f"×{self.factors[i]}")
            parts += _part(f"k{i}", factor)
        low, last = self.bottom + 30, i == len(self.functions) - 1
        if self.inputs:
            tip = (self.center(i) + 8, self.bottom + 2)
            rope = arc("rope", (x - 4, end + 1), (x - 6, low), tip)
            if last:
                rope += text(x - 22, low + 8, "input", size=12, fill=ROPE, style="code")
            parts += _part(f"p{i}", rope)
        if self.creators:
            start = (self.center(i + 1) - 8, self.bottom + 1)
            rope = arc("rope", start, (x + 6, low), (x + 4, end + 2))
            if last:
                rope += text(
                    x + 34, low + 8, "creator", size=12, fill=ROPE, style="code"
                )
            parts += _part(f"c{i + 1}", rope)
        return parts

    def _cursor(self) -> str:
        """0番の変数を指す印。``transform`` で右へ動かす。"""
        x = self.center(0)
        mark = path(f"M{x} 30l-8 -11h16z", stroke=BACKWARD, fill=BACKWARD)
        name = text(x, 14, self.cursor, size=12, fill=BACKWARD, style="code")
        return f'<g data-part="m" transform="translate(0 0)">{mark}{name}</g>'


def _part(name: str, shapes: str) -> str:
    return f'<g data-part="{name}">{shapes}</g>'


def _formula(x: float, y: float, formula: str) -> str:
    base, _, power = formula.partition("^")
    words = text(x, y, base, size=13, fill=BACKWARD)
    if power:
        raised = f'<tspan dy="-5" font-size="12">{power}</tspan></text>'
        words = words.removesuffix("</text>") + raised
    return words
