"""コードを壊すと、よいテストは落ち、見逃すテストは合格したままになる。"""

from __future__ import annotations

from _ext.figures.pen import BAD, FORWARD, FUNCTION, Picture, box, text

RESULTS = (
    ("よいテスト", ("合格", "落ちる")),
    ("見逃すテスト", ("合格", "合格")),
)


def picture() -> Picture:
    body = text(168, 20, "正しいコード", size=13)
    body += text(282, 20, "壊したコード", size=13)
    for i, (test, results) in enumerate(RESULTS):
        top = 32 + 56 * i
        body += text(2, top + 25, test, size=13, anchor="start")
        for j, result in enumerate(results):
            expected = "落ちる" if j else "合格"
            color = FORWARD if result == expected else BAD
            left = 116 + 114 * j
            body += box(left, top, 104, 40, fill=FUNCTION, stroke=color)
            body += text(left + 52, top + 25, result, fill=color, style="strong")
    return Picture(
        "テストは、壊して確かめる",
        "縦によいテストと見逃すテスト、横に正しいコードと壊したコードが並びます。"
        "正しいコードでは、どちらのテストも合格します。"
        "壊したコードでは、よいテストは落ち、見逃すテストは合格したままです。",
        132,
        body,
    )
