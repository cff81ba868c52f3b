"""結果の表。"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """表の1行。"""

    subject: str
    measured: str
    ratio: str = ""
    target: str = ""
    reached: bool | None = None

    @classmethod
    def compared(
        cls, subject: str, measured: str, ratio: float, target: float | None
    ) -> Row:
        """比に、それ以下という目標のある行。目標がなければ ``None``。"""
        if target is None:
            return cls(subject, measured, f"{ratio:.2f}")
        return cls(
            subject, measured, f"{ratio:.2f}", f"{target:g}以下", ratio <= target
        )

    def markdown(self) -> str:
        mark = {True: "達成", False: "未達", None: ""}[self.reached]
        return f"| {self.subject} | {self.measured} | {self.ratio} | {self.target} | {mark} |"


def write_table(rows: list[Row]) -> str:
    return "\n".join(
        [
            "| 測定 | 値 | 比 | 目標 | |",
            "|---|--:|--:|--:|---|",
            *[row.markdown() for row in rows],
        ]
    )
