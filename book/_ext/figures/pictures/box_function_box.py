"""箱を関数に渡すと、新しい箱が返る。"""

from __future__ import annotations

import numpy as np

from _ext.figures.pen import FORWARD, FUNCTION, Picture, arrow, box, text
from _ext.figures.subject import Square, Variable


def picture() -> Picture:
    x = Variable(np.array(10))
    y = Square()(x)
    body = ""
    for left, name, value in ((2, "x", x.data), (258, "y", y.data)):
        body += (
            text(left + 40, 34, name, size=17, style="math")
            + box(left, 44, 80, 60)
            + text(left + 40, 82, str(value), size=22, fill=FORWARD)
        )
    for i, words in enumerate(("取り出す", "計算する", "包む")):
        body += text(170, 62 + 22 * i, words, size=13)
    return Picture(
        "箱から箱へ",
        f"中身が{x.data}の箱xを、2乗する関数Squareに渡します。"
        "関数は、取り出す、計算する、包むの順に仕事をします。"
        f"中身が{y.data}の新しい箱yが返ります。",
        136,
        arrow("forward", (86, 74), (113, 74))
        + box(116, 36, 108, 84, fill=FUNCTION)
        + text(170, 26, "Square", size=13, style="code")
        + body
        + arrow("forward", (227, 74), (254, 74))
        + text(42, 128, "箱", size=13)
        + text(298, 128, "新しい箱", size=13),
    )
