"""変数は値と勾配の2段。どの関数も、自分の入力に紐を結んでいる。"""

from __future__ import annotations

from _ext.figures.pen import Picture
from _ext.figures.road import Road
from _ext.figures.subject import FUNCTIONS, VARIABLES, run, shown

X = 1.2


def picture() -> Picture:
    result = run(X)
    values = [shown(value, 4) for value in result.values]
    gradients = [shown(gradient, 4) for gradient in result.gradients]
    return Road(VARIABLES, FUNCTIONS, values, gradients, inputs=True).picture(
        "値と勾配の2段と、入力への紐",
        "変数x、a、b、yが横1列に並び、間に関数A、B、Cがあります。変数は2段で、上が値（data）、下が勾配（grad）です。"
        "順伝播は上の段を左から右へ、逆伝播は下の段を右から左へ進みます。"
        "どの関数からも、左隣の変数、つまり自分の入力へ紐が伸びています。"
        f"値は順に{'、'.join(values)}、勾配は順に{'、'.join(gradients)}です。",
    )
