"""頼むと待つ側が積み上がる。移るだけなら、待つ側が残らない。"""

from __future__ import annotations

from _ext.figures.pen import (
    BACKWARD,
    FUNCTION,
    Picture,
    arc,
    box,
    path,
    text,
    variable,
)


def picture() -> Picture:
    body = text(74, 18, "頼む", style="strong") + text(254, 18, "移る", style="strong")
    for i, name in enumerate("ybax"):
        top = 164 - i * 44
        body += box(6, top, 136, 37, fill=FUNCTION)
        body += text(26, top + 25, name, size=16, style="math")
        if name != "x":
            body += text(132, top + 24, "待っている", size=13, anchor="end")
    body += path("M158 6V204", width=1)
    for i, name in enumerate("xaby"):
        x = 190 + i * 43
        body += variable(x, 104, name, 16)
        here = name == "y"
        body += path(
            f"M{x} 126l8 14h-16z",
            stroke=BACKWARD,
            fill=BACKWARD if here else "none",
        )
        if i < 3:
            body += arc("backward", (x + 39, 84), (x + 22, 62), (x + 4, 84))
    body += text(254, 162, "指が1本、動くだけ", size=13, fill=BACKWARD)
    body += text(254, 194, "待つ側はいない", size=13)
    return Picture(
        "頼むと待つ、移ると残らない",
        "左は「頼む」です。y、b、a、xの札が下から積み上がり、x以外の3枚は待っています。"
        "右は「移る」です。横1列に並んだx、a、b、yの上を、1本の指がyからb、a、xへ動きます。札はありません。",
        208,
        body,
    )
