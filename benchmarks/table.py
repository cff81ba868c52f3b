"""結果の表の行と、同じ回どうしの比。"""

from __future__ import annotations

import statistics
from typing import NamedTuple


class Row(NamedTuple):
    """表の1行。"""

    subject: str
    measured: str
    ratio: str = ""
    target: str = ""
    reached: bool | None = None

    def markdown(self) -> str:
        mark = {True: "達成", False: "未達", None: ""}[self.reached]
        return f"| {self.subject} | {self.measured} | {self.ratio} | {self.target} | {mark} |"


def median_ratio(values: list[float], others: list[float]) -> float:
    """同じ回どうしの比の中央値。"""
    return statistics.median(a / b for a, b in zip(values, others))


def write_table(rows: list[Row]) -> str:
    return "\n".join(
        [
            "| 測定 | 値 | 比 | 目標 | |",
            "|---|--:|--:|--:|---|",
            *[row.markdown() for row in rows],
        ]
    )
