"""刻み幅を変える図のデータ。数はパッケージの数、正しい値はmpmathの値と一致する。"""

from __future__ import annotations

import html
import json
import re
from typing import Any
from xml.etree import ElementTree

import mpmath
import numpy as np
import pytest
from _ext.figures.explorer import (
    EXPONENTS,
    SERIES,
    build_html,
    matching_digits,
    measure,
)

from dezero_book.steps.step04 import Exp, Square, Variable, numerical_diff


@pytest.fixture(scope="module")
def page() -> str:
    return build_html("explorer-0")


@pytest.fixture(scope="module")
def steps(page: str) -> Any:
    found = re.search(r"<template>(.*?)</template>", page, re.DOTALL)
    assert found
    return json.loads(html.unescape(found[1]))


@pytest.mark.parametrize("i", range(len(EXPONENTS)))
def test_numbers(steps: Any, i: int) -> None:
    h = 10.0 ** float(EXPONENTS[i])
    for (scheme, dtype), cells in zip(SERIES, steps[i]["cells"], strict=True):
        x = Variable(np.array(0.5, dtype=dtype))
        slope = float(
            numerical_diff(lambda x: Square()(Exp()(Square()(x))), x, h, scheme=scheme)
        )
        with mpmath.workdps(60):
            half, step = mpmath.mpf("0.5"), mpmath.mpf(h)

            def f(t: Any) -> Any:
                return mpmath.exp(2 * t**2)

            true = 4 * half * f(half)
            if scheme == "forward":
                quotient = (f(half + step) - f(half)) / step
            else:
                quotient = (f(half + step) - f(half - step)) / (2 * step)
            errors = [abs(slope - true), abs(quotient - true), abs(slope - quotient)]
        larger = "打ち切り誤差" if errors[1] > errors[2] else "丸め誤差"
        assert cells == [
            f"{slope:.8g}",
            *[f"{float(error):.2g}" for error in errors],
            larger,
        ]


def test_static_page_shows_h_of_the_chapter(page: str, steps: Any) -> None:
    (start,) = (step for step in steps if step["h"] == "0.0001")
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page)
    assert [re.findall(r"<td>(.*?)</td>", row) for row in rows] == start["cells"]
    assert start["text"] in html.unescape(page)


def test_pictures_are_well_formed_and_described(page: str) -> None:
    pictures = re.findall(r"<svg xmlns.*?</svg>(?=<svg xmlns|</div>)", page, re.DOTALL)
    assert len(pictures) == 2
    for picture in pictures:
        root = ElementTree.fromstring(picture)
        assert root.get("role") == "img"
        assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
        assert not any({"style", "id"} & set(element.attrib) for element in root.iter())


def test_error_falls_then_rises() -> None:
    errors = {h: measure("forward", "float64", h).error for h in (1e-2, 1e-8, 1e-15)}
    assert errors[1e-8] < errors[1e-2]
    assert errors[1e-8] < errors[1e-15]
    assert measure("forward", "float64", 1e-2).larger == "打ち切り誤差"
    assert measure("forward", "float64", 1e-15).larger == "丸め誤差"


def test_lost_digits_grow_as_h_shrinks() -> None:
    digits = [matching_digits(10.0 ** float(exponent)) for exponent in EXPONENTS]
    assert digits == sorted(digits)
    assert (digits[0], digits[-1]) == (0, 16)
