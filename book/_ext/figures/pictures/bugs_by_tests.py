"""どのテストがどの間違いを見つけたか。直前のセルが印字した結果から描く。

印字の1行は、テストの名前と、見つけた間違いの番号。``test_square  1 2 5``
"""

from __future__ import annotations

import re

from _ext.figures.pen import FORWARD, Picture, box, text

LINE = re.compile(r"(test_\w+)((?: +\d+)*) *")
LEFT, TOP, CELL, ROW = 4, 40, 30, 46


def picture(output: str) -> Picture:
    found = [LINE.fullmatch(line) for line in output.strip().splitlines()]
    if not found or None in found:
        raise ValueError(
            "直前のセルの出力が、テストの名前と間違いの番号の行ではありません。"
        )
    rows = [(m[1], {int(number) for number in m[2].split()}) for m in found if m]
    bugs = range(1, max(max(numbers, default=1) for _, numbers in rows) + 1)
    first = 338 - CELL * len(bugs)
    body = text(LEFT, 28, "テスト", size=13, anchor="start")
    body += text(first - 8, 28, "間違い", size=13, anchor="end")
    for bug in bugs:
        body += text(_center(first, bug), 29, str(bug), style="strong")
    for i, (name, numbers) in enumerate(rows):
        top = TOP + i * ROW
        words = name.removeprefix("test_").split("_")
        half = (len(words) + 1) // 2
        lines = ["_".join(words[:half]), "_".join(words[half:])]
        lines = (
            ["test_" + lines[0], "　_" + lines[1]] if lines[1] else ["test_" + lines[0]]
        )
        for j, line in enumerate(lines):
            y = top + ROW / 2 + 5 + (j - (len(lines) - 1) / 2) * 16
            body += text(
                LEFT, y, line.replace("　", "  "), size=12, anchor="start", style="code"
            )
        for bug in bugs:
            caught = bug in numbers
            x = _center(first, bug)
            body += box(
                x - CELL / 2 + 2,
                top + 3,
                CELL - 4,
                ROW - 6,
                fill=FORWARD if caught else "none",
                stroke=FORWARD if caught else "var(--graph-rope, #777)",
            )
            if caught:
                body += text(
                    x, top + ROW / 2 + 5, "✓", size=15, fill="var(--paper, #fff)"
                )
    told = "".join(f"{name}は、{_listed(numbers)}" for name, numbers in rows)
    return Picture(
        "テストと間違いの表",
        f"縦にテスト、横に間違いの番号が並びます。{told}",
        TOP + ROW * len(rows) + 4,
        body,
    )


def _center(first: float, bug: int) -> float:
    return first + CELL * (bug - 0.5)


def _listed(numbers: set[int]) -> str:
    if not numbers:
        return "どれも見つけません。"
    return "、".join(map(str, sorted(numbers))) + "を見つけます。"
