"""3つの関数を1列につなぐと、外からは1つの関数に見える。"""

from __future__ import annotations

from _ext.figures.pen import FORWARD, Picture, arrow, function, text, variable
from _ext.figures.subject import FUNCTIONS, VARIABLES, run, shown

LEFT, STEP, Y = 22, 98.7, 66


def picture() -> Picture:
    values = [shown(value, 4) for value in run(0.5).values]
    body = (
        '<rect x="47.5" y="14" width="245" height="122" rx="12" fill="none"'
        ' stroke="currentColor" stroke-width="1.5" stroke-dasharray="1 3"/>'
        + text(170, 128, "外からは、1つの関数", size=13)
    )
    for i, (name, value) in enumerate(zip(VARIABLES, values)):
        x = LEFT + STEP * i
        body += variable(x, Y, name, 17)
        body += text(x, Y + 38, value, fill=FORWARD)
        if i < 3:
            middle = x + STEP / 2
            body += arrow("forward", (x + 19, Y), (middle - 16, Y))
            body += function(middle, Y, FUNCTIONS[i], 30, 32)
            body += arrow("forward", (middle + 17, Y), (x + STEP - 19, Y))
    steps = "".join(
        f"{function_name}を通って{name}は{value}になります。"
        for function_name, name, value in zip(FUNCTIONS, VARIABLES[1:], values[1:])
    )
    return Picture(
        "つないだ関数の計算グラフ",
        f"xは{values[0]}です。{steps}AからCまでを囲む枠があり、外からは、"
        "xを受け取ってyを返す1つの関数に見えます。",
        146,
        body,
    )
