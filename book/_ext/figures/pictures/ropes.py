"""変数は値と勾配の2段。どの関数も、自分の入力に紐を結んでいる。"""

from __future__ import annotations

from _ext.figures.pen import (
    BACKWARD,
    FORWARD,
    Picture,
    arc,
    arrow,
    box,
    function,
    path,
    text,
)
from _ext.figures.subject import FUNCTIONS, VARIABLES, run, shown

CARD, GAP, TOP = 46, 50, 34
TIERS = (TOP + 20, TOP + 56)


def picture() -> Picture:
    result = run(1.2)
    body = ""
    for i, name in enumerate(VARIABLES):
        left = 4 + i * (CARD + GAP)
        middle = left + CARD / 2
        body += text(middle, TOP - 10, name, size=16, style="math")
        body += box(left, TOP, CARD, 76, radius=8)
        body += path(f"M{left} {TOP + 38}h{CARD}", width=1)
        body += text(
            middle, TIERS[0] + 5, shown(result.values[i], 4), size=13, fill=FORWARD
        )
        body += text(
            middle, TIERS[1] + 5, shown(result.gradients[i], 4), size=13, fill=BACKWARD
        )
        if i < 3:
            right, center = left + CARD, left + CARD + GAP / 2
            body += arrow("forward", (right + 1, TIERS[0]), (right + GAP - 1, TIERS[0]))
            body += arrow(
                "backward", (right + GAP - 1, TIERS[1]), (right + 1, TIERS[1])
            )
            body += function(center, TOP + 38, FUNCTIONS[i], 24, 56)
            body += arc(
                "rope",
                (center, TOP + 66),
                (center - 4, TOP + 122),
                (left + CARD / 2, TOP + 78),
            )
    last = 4 + 3 * (CARD + GAP) + CARD / 2
    body += text(last, TOP + 94, "上 data", size=13, fill=FORWARD)
    body += text(last, TOP + 111, "下 grad", size=13, fill=BACKWARD)
    body += text(140, TOP + 122, "紐：関数が覚えている入力", size=13)
    return Picture(
        "値と勾配の2段と、入力への紐",
        "変数x、a、b、yが横1列に並び、間に関数A、B、Cがあります。変数は2段で、上がdata、下がgradです。"
        "順伝播は上の段を左から右へ、逆伝播は下の段を右から左へ進みます。"
        "どの関数からも、左隣の変数、つまり自分の入力へ紐が伸びています。"
        f"dataは順に{_listed(result.values)}、gradは順に{_listed(result.gradients)}です。",
        TOP + 132,
        body,
    )


def _listed(numbers: tuple[float, ...]) -> str:
    return "、".join(shown(number, 4) for number in numbers)
