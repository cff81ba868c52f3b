"""毎回同じところを、人に代わって道具が書く。"""

from __future__ import annotations

from _ext.figures.pen import FUNCTION, Picture, arrow, box, text

MOVES = (
    ("Square()(x)", "square", "作って、呼び出す"),
    ("y.grad = np.array(1.0)", "backward", "1から始める"),
    ("np.array(y)", "as_array", "配列に戻す"),
)


def picture() -> Picture:
    body = text(88, 20, "毎回同じこと", size=13) + text(283, 20, "道具が書く", size=13)
    for i, (written, tool, work) in enumerate(MOVES):
        top = 32 + 56 * i
        body += (
            box(2, top, 172, 40)
            + text(88, top + 25, written, size=12, style="code")
            + arrow("rope", (180, top + 20), (222, top + 20))
            + box(228, top, 110, 40, fill=FUNCTION)
            + text(283, top + 17, tool, size=13, style="code")
            + text(283, top + 34, work, size=12)
        )
    return Picture(
        "毎回同じことは、道具が書く",
        "左に、毎回同じ3つのコード、右に、それを引き受ける道具が並びます。"
        "Square()(x)は、作って呼び出す関数squareへ移ります。"
        "y.gradに1を入れる行は、1から始めるbackwardへ移ります。"
        "計算の結果をnp.arrayで包む行は、配列に戻すas_arrayへ移ります。",
        196,
        body,
    )
