"""関数が出力を覚えないので、参照の輪ができない。"""

from __future__ import annotations

from _ext.figures.pen import BAD, Picture, arc, arrow, function, path, text, variable


def picture() -> Picture:
    return Picture(
        "作らなかった輪",
        "出力は、creatorで関数を指します。関数は、inputで入力を指します。"
        "関数から出力へ戻るoutputという参照は、作りません。",
        176,
        variable(34, 96, "入力", 26)
        + function(170, 96, "関数", 64, 44)
        + variable(306, 96, "出力", 26)
        + arrow("rope", (136, 96), (63, 96))
        + text(99, 86, "input", size=13, style="code")
        + arc("rope", (284, 112), (238, 146), (196, 120))
        + text(240, 152, "creator", size=13, style="code")
        + arc("bad", (196, 72), (238, 46), (284, 78))
        + path("M231 51l16 16m0 -16l-16 16", stroke=BAD, width=2.5)
        + text(240, 38, "output は作らない", size=13, fill=BAD),
    )
