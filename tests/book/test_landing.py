"""表紙の図のデータ。数は、手で求めた微分と一致する。"""

from __future__ import annotations

import html
import json
import math
import re

import pytest
from _ext.figures.landing import INPUTS, START, build_html


def test_numbers_are_those_of_the_formula() -> None:
    found = re.search(r"<template>(.*?)</template>", build_html("landing-0"))
    assert found
    rows = json.loads(html.unescape(found[1]))
    for x, row in zip(INPUTS, rows, strict=True):
        b = math.exp(x**2)
        local = [2 * x, b, 2 * b]
        gradients = [math.prod(local[i:]) for i in range(4)]
        # 有効数字3桁に丸めてある。
        assert [float(n) for n in row["v"]] == pytest.approx(
            [x, x**2, b, b**2], rel=5e-3
        )
        assert [float(n) for n in row["g"]] == pytest.approx(gradients, rel=5e-3)


def test_static_figure_is_complete() -> None:
    page = build_html("landing-0").split("<template>")[0]
    b = math.exp(START**2)
    for number in (START, START**2, b, b**2, 4 * START * b**2, 2 * b**2, 2 * b):
        assert f">{number:.3g}</text>" in page
