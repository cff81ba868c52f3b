"""相手を交代で何度も測り、同じ回どうしで比べる。"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence


def in_turn(names: Sequence[str], rounds: int) -> Iterator[tuple[int, str]]:
    """回の番号と、測る相手。1回にすべての相手を1度ずつ、順番を毎回ずらして並べる。"""
    for i in range(rounds):
        for k in range(len(names)):
            yield i, names[(i + k) % len(names)]


def median_ratio(values: list[float], others: list[float]) -> float:
    """同じ回どうしの比の中央値。"""
    return statistics.median(a / b for a, b in zip(values, others))
