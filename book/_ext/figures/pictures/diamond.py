"""1つの変数を2つの関数が使うと、勾配が2つ届き、足される。"""

from __future__ import annotations

import numpy as np

from _ext.figures.pen import (
    BACKWARD,
    Picture,
    arrow,
    function,
    text,
    variable,
)
from _ext.figures.subject import Exp, Square, Variable, shown

X = 1.2


def picture() -> Picture:
    gradients = []
    for kind in (Square, Exp):
        x = Variable(np.array(X))
        kind()(x).backward()
        gradients.append(float(x.grad))
    upper, lower = (shown(gradient, 3) for gradient in gradients)
    total = shown(sum(gradients), 3)
    body = variable(26, 110, "x", 20) + variable(314, 110, "y", 20)
    for y, name, other in ((48, "Square", "a"), (172, "Exp", "b")):
        side = 1 if y > 110 else -1
        body += arrow("forward", (42, 110 + side * 14), (78, y + side * 2))
        body += arrow("backward", (84, y - side * 20), (50, 110 + side * 4))
        body += function(114, y, name, 66, 34)
        body += arrow("forward", (149, y - 5), (172, y - 5))
        body += arrow("backward", (172, y + 6), (149, y + 6))
        body += variable(190, y, other, 17)
        body += arrow("forward", (206, y - side * 4), (242, 110 + side * 21))
        body += arrow("backward", (230, 110 + side * 18), (198, y - side * 18))
    body += function(250, 110, "+", 36, 36)
    body += arrow("forward", (270, 104), (292, 104))
    body += arrow("backward", (292, 116), (270, 116))
    body += text(84, 98, upper, size=13, fill=BACKWARD)
    body += text(84, 132, lower, size=13, fill=BACKWARD)
    body += text(
        170,
        216,
        f"xの勾配 = {upper} + {lower} ≈ {total}",
        fill=BACKWARD,
        style="strong",
    )
    return Picture(
        "ひし形の計算グラフ",
        f"xが、SquareとExpの2つの関数に入ります。結果のaとbを足したものがyです。"
        f"逆伝播では、xに勾配が2つ届きます。x = {X}では{upper}と{lower}です。"
        f"xの勾配は、2つを足したおよそ{total}です。",
        226,
        body,
    )
