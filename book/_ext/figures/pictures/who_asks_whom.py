"""再帰のbackward。頼んだ側は、頼まれた側が終わるまで待つ。"""

from __future__ import annotations

from itertools import pairwise

from _ext.figures.pen import BACKWARD, FUNCTION, ROPE, Picture, arc, box, text

NAMES = "ybax"
INDENT, WIDTH, HEIGHT, STEP = 38, 200, 40, 62


def picture() -> Picture:
    body = ""
    for i, name in enumerate(NAMES):
        left, top = 6 + i * INDENT, 4 + i * STEP
        last = i == len(NAMES) - 1
        body += box(left, top, WIDTH, HEIGHT, fill=FUNCTION)
        body += text(
            left + 12, top + 25, f"{name}.backward()", anchor="start", style="code"
        )
        body += text(
            left + WIDTH - 12,
            top + 25,
            "終わる" if last else "待つ",
            size=13,
            anchor="end",
        )
        if last:
            continue
        below, middle = top + STEP, top + STEP + HEIGHT / 2
        body += arc(
            "backward",
            (left + 18, top + HEIGHT + 3),
            (left + 18, middle),
            (left + INDENT - 3, middle),
        )
        right = left + WIDTH
        body += arc(
            "rope",
            (right + INDENT - 16, below - 3),
            (right + INDENT - 16, top + HEIGHT / 2),
            (right + 3, top + HEIGHT / 2),
        )
    body += text(
        8, 4 + STEP + 62, "頼む", anchor="start", fill=BACKWARD, style="strong"
    )
    body += text(248, 30, "終わったと返る", anchor="start", size=13, fill=ROPE)
    told = "".join(
        f"{name}は、{asked}の勾配を書いてから{asked}に頼み、待ちます。"
        for name, asked in pairwise(NAMES)
    )
    return Picture(
        "誰が誰に頼むか",
        f"{told}xには生成元がないので、誰にも頼まずに終わります。"
        "終わったことは、xからa、aからb、bからyへ返ります。",
        4 + 3 * STEP + HEIGHT + 6,
        body,
    )
