"""章の長さの目安。折りたたみを閉じたときに見える文字の数（book/_ext/text/visible_text.py）。"""

from __future__ import annotations

BUDGETS = {
    "step01": 5500,
    "step02": 6000,
    "step03": 5500,
    "step04": 7500,
    "step05": 8000,
    "step06": 6500,
    "step07": 6500,
    "step08": 5500,
    "step09": 7000,
    "step10": 8000,
}
# 表にない新しい章。
USUAL = 6500
ALLOWANCE = 1.1


def limit(chapter: str) -> int:
    return int(BUDGETS.get(chapter, USUAL) * ALLOWANCE)
