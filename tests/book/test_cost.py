"""掛け算の回数の図。回数は、行列を掛けて数えた数で、式で求めた数と一致する。"""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from _ext.figures.cost import (
    MIDDLE,
    SIZES,
    Multiplier,
    build_html,
    count,
    picture,
    sentence,
)


@pytest.mark.parametrize("inputs", SIZES)
@pytest.mark.parametrize("outputs", SIZES)
def test_counts_agree_with_the_formula(inputs: int, outputs: int) -> None:
    k = MIDDLE
    assert count(inputs, outputs) == [
        [k * k * inputs, outputs * k * inputs],
        [outputs * k * k, outputs * k * inputs],
    ]


def test_multiplier_multiplies() -> None:
    left, right = np.arange(6).reshape(2, 3), np.arange(12).reshape(3, 4)
    multiply = Multiplier()
    assert np.array_equal(multiply(left, right), left @ right)
    assert multiply.count == 2 * 3 * 4


@pytest.mark.parametrize(
    ("sizes", "ending"),
    [
        ((50, 1), "出力側からのほうが少なく、もう一方は7.76倍です。"),
        ((1, 50), "入力側からのほうが少なく、もう一方は7.76倍です。"),
        ((5, 5), "どちらも同じ回数です。"),
    ],
)
def test_sentence_names_the_better_order(sizes: tuple[int, int], ending: str) -> None:
    assert sentence(*sizes).endswith(ending)


def test_bars_are_in_proportion() -> None:
    root = ElementTree.fromstring(picture(50, 1))
    widths = [
        float(bar.attrib["width"]) for bar in root if bar.get("class") == "cost-bar"
    ]
    counts = [part for row in count(50, 1) for part in row]
    assert np.allclose(
        np.divide(widths, widths[0]), np.divide(counts, counts[0]), atol=1e-3
    )


def test_data_holds_every_pair_of_sizes() -> None:
    found = re.search(r"<template>(.*?)</template>", build_html("cost-0"))
    assert found
    steps = json.loads(found[1])["steps"]
    assert set(steps) == {f"{n},{m}" for n in SIZES for m in SIZES}
    for key, step in steps.items():
        rows = count(*map(int, key.split(",")))
        assert step["counts"] == [f"{sum(row):,}回" for row in rows]
        assert step["text"] == sentence(*map(int, key.split(",")))
