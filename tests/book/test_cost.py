"""掛け算の回数の図。回数は、行列を定義どおりに掛けて数えた数と一致する。"""

from __future__ import annotations

import html
import json
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from _ext.figures.cost import SIZES, build_html, count, picture, sentence, sides
from numpy.typing import NDArray


def multiply(left: NDArray, right: NDArray) -> tuple[NDArray, int]:
    product, times = np.zeros((left.shape[0], right.shape[1])), 0
    for k in range(left.shape[1]):
        terms = left[:, [k]] * right[[k], :]
        times += terms.size
        product += terms
    return product, times


@pytest.mark.parametrize("n", [1, 2, 5, 20])
@pytest.mark.parametrize("m", [1, 3, 50])
def test_counts_are_those_of_real_products(n: int, m: int) -> None:
    random = np.random.default_rng(0)
    a, b = random.normal(size=(n, n)), random.normal(size=(n, n))
    c = random.normal(size=(m, n))
    half, first = multiply(b, a)
    from_input, second = multiply(c, half)
    half, third = multiply(c, b)
    from_output, fourth = multiply(half, a)
    assert np.allclose(from_input, from_output)
    assert list(count(n, m).values()) == [(first, second), (third, fourth)]


@pytest.mark.parametrize(
    ("sizes", "ending"),
    [
        ((100, 1), "出力側からのほうが少なく、もう一方は50.5倍です。"),
        ((1, 50), "入力側からのほうが少なく、もう一方は1.96倍です。"),
        ((5, 5), "どちらも同じ回数です。"),
    ],
)
def test_sentence_names_the_better_order(sizes: tuple[int, int], ending: str) -> None:
    assert sentence(*sizes).endswith(ending)


def shapes(n: int, m: int, name: str) -> list[dict[str, str]]:
    root = ElementTree.fromstring(picture(n, m).svg())
    return [rect.attrib for rect in root.iter() if rect.get("class") == f"cost-{name}"]


@pytest.mark.parametrize(("n", "m"), [(20, 10), (2, 5), (100, 100)])
def test_matrices_are_in_proportion(n: int, m: int) -> None:
    lengths = {"n": n, "m": m}
    for rect in shapes(n, m, "matrix"):
        rows, columns = (lengths[side] for side in rect["data-shape"])
        ratio = float(rect["height"]) / float(rect["width"])
        assert ratio == pytest.approx(rows / columns, rel=0.02)


def test_thin_matrix_can_still_be_seen() -> None:
    assert min(sides(1000, 1).values()) >= 2


def test_two_matrices_are_lit_for_each_product() -> None:
    for row in range(2):
        lit = [r.get("fill") != "none" for r in shapes(100, 1, "matrix")[row * 5 :][:5]]
        assert lit[:3].count(True) == 2
        assert lit[1]
        assert lit[3:] == [True, True]


def test_bars_share_one_logarithmic_scale() -> None:
    widths = {}
    for n, m in ((100, 1), (1000, 1), (10, 1), (1000, 1000)):
        for (_, row), bar in zip(count(n, m).items(), shapes(n, m, "bar")):
            widths[sum(row)] = float(bar["width"])
    per_decade = [width / np.log10(number) for number, width in widths.items()]
    assert np.ptp(per_decade) < 0.1
    assert max(widths.values()) < 330
    assert widths[1010000] - widths[20000] > 40


def test_data_holds_every_pair_of_sizes() -> None:
    found = re.search(r"<template>(.*?)</template>", build_html("cost-0"))
    assert found
    steps = json.loads(html.unescape(found[1]))["steps"]
    assert set(steps) == {f"{n},{m}" for n in SIZES for m in SIZES}
    assert SIZES[-1] == 1000
    for key, step in steps.items():
        n, m = map(int, key.split(","))
        rows = count(n, m)
        assert step["counts"] == [f"{t} {sum(row):,}回" for t, row in rows.items()]
        assert step["parts"] == [f"{p:,}回" for row in rows.values() for p in row]
        assert step["text"] == sentence(n, m)
