"""``__call__`` が箱から値を取り出し、``forward`` が計算し、``__call__`` が包む。"""

from __future__ import annotations

import numpy as np

from _ext.figures.pen import FORWARD, FUNCTION, Picture, arrow, box, text
from _ext.figures.subject import Square, Variable


def picture() -> Picture:
    x = Variable(np.array(10))
    y = Square()(x)
    lanes = (
        '<rect x="1" y="1" width="338" height="104" rx="8" fill="none"'
        ' stroke="currentColor" stroke-dasharray="1 3"/>'
        '<rect x="1" y="143" width="338" height="92" rx="8" fill="none"'
        ' stroke="currentColor" stroke-dasharray="1 3"/>'
        + text(12, 22, "__call__", size=13, anchor="start", style="code")
        + text(82, 22, "箱を受け取り、箱を返す", size=13, anchor="start")
        + text(12, 227, "forward", size=13, anchor="start", style="code")
        + text(76, 227, "値だけを計算する", size=13, anchor="start")
    )
    boxes = ""
    for left, name, value in ((20, "input", x.data), (244, "output", y.data)):
        boxes += (
            text(left + 38, 46, name, size=13, style="code")
            + box(left, 54, 76, 40)
            + text(left + 38, 80, str(value), size=18, fill=FORWARD)
        )
        boxes += text(left + 38, 188, str(value), size=18, fill=FORWARD)
    return Picture(
        "取り出して、計算して、包む",
        f"上の段は__call__、下の段はforwardです。__call__は、箱inputから{x.data}を取り出し、"
        f"forwardに渡します。forwardは値だけを計算し、{y.data}を返します。"
        "__call__は、それを新しい箱outputに包んで返します。",
        237,
        lanes
        + boxes
        + arrow("forward", (58, 98), (58, 168))
        + text(68, 130, "取り出す", size=13, anchor="start")
        + arrow("forward", (82, 182), (122, 182))
        + box(124, 162, 92, 40, fill=FUNCTION)
        + text(170, 187, "x ** 2", style="code")
        + arrow("forward", (218, 182), (256, 182))
        + arrow("forward", (282, 168), (282, 98))
        + text(272, 130, "包む", size=13, anchor="end"),
    )
