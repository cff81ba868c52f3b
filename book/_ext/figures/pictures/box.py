"""荷札の糸は箱へ、箱の中の ``data`` の糸は配列へ。"""

from __future__ import annotations

import numpy as np

from _ext.figures.pen import FUNCTION, VARIABLE, Picture, box, path, text
from _ext.figures.subject import Variable

KNOT = '<circle cx="{}" cy="{}" r="3.5" fill="currentColor"/>'


def picture() -> Picture:
    value = str(Variable(np.array(1.0)).data)
    return Picture(
        "荷札、箱、配列",
        "荷札xから糸が伸び、箱に結ばれています。箱はVariableです。"
        f"箱の中のdataから糸が伸び、その先に配列{value}があります。",
        136,
        path("M4 46h42l15 18l-15 18h-42z", fill=FUNCTION)
        + text(25, 70, "x", size=19, style="math")
        + box(112, 28, 104, 72)
        + text(164, 20, "Variable", size=13, style="code")
        + text(124, 69, "data", anchor="start", style="code")
        + box(272, 42, 64, 44, fill=VARIABLE, radius=0)
        + text(304, 71, value, size=19)
        + path("M50 64C76 34 88 92 110 64")
        + KNOT.format(50, 64)
        + path("M192 64C226 30 240 94 270 64")
        + KNOT.format(192, 64)
        + text(30, 126, "荷札", size=13)
        + text(164, 126, "箱", size=13)
        + text(304, 126, "配列", size=13),
    )
