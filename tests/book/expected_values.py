"""本に現れる正確な値の表。スナップショット・パッケージ・ページの3か所で照らし合わせる。"""

from __future__ import annotations

SQUARE_OF_TEN = "100"
COMPOSITE = "1.648721270700128"
BACKPROP = "3.297442541400256"
FORWARD_DIFFERENCE = "3.2981021178524195"
CENTRAL_DIFFERENCE = "3.2974426293330694"

# 逆伝播のあるスナップショットを実行したときの、初めの出力。
USUAL = [COMPOSITE, BACKPROP]
# ほかの出力をもつスナップショット。
SNAPSHOT_OUTPUT = {
    "step01": ["1.0", "2.0"],
    "step02": ["<class '__main__.Variable'>", SQUARE_OF_TEN],
    "step03": [COMPOSITE],
    "step04": [COMPOSITE, FORWARD_DIFFERENCE, CENTRAL_DIFFERENCE],
    "step10": [COMPOSITE, BACKPROP, "True"],
}

# 各ページのセルの出力に現れる値。ページでは、丸めてもよい。
PAGE_OUTPUT = {
    "step02": [SQUARE_OF_TEN],
    "step03": [COMPOSITE],
    "step04": [FORWARD_DIFFERENCE, CENTRAL_DIFFERENCE],
    "step05": [BACKPROP],
    "step06": [BACKPROP],
    "step09": [BACKPROP],
}
