"""刻み幅を変える図のデータ。正しい値はmpmathの値と一致し、どの計算機でも同じになる。"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import mpmath
import numpy as np
import pytest
from _ext.figures.explorer import (
    EXPONENTS,
    SCHEMES,
    _shown,
    aligned_digits,
    build_html,
    measure,
    value_at,
    width_of,
)

from dezero_book.steps.step04 import Exp, Square, Variable, numerical_diff

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def page() -> str:
    return build_html("explorer-0")


@pytest.fixture(scope="module")
def steps(page: str) -> Any:
    found = re.search(r"<template>(.*?)</template>", page, re.DOTALL)
    assert found
    return json.loads(html.unescape(found[1]))


@pytest.mark.parametrize("i", range(len(EXPONENTS)))
def test_slopes_are_those_of_the_chapter_up_to_the_last_digit_of_exp(i: int) -> None:
    h = width_of(EXPONENTS[i])
    for scheme in SCHEMES:
        x = Variable(np.array(0.5))
        chapter = float(
            numerical_diff(lambda x: Square()(Exp()(Square()(x))), x, h, scheme=scheme)
        )
        # expの最後の桁が1つ違えば、差分はこれだけ違う。
        allowed = 8 * float(np.finfo(np.float64).eps) / h
        assert measure(scheme, h).slope == pytest.approx(chapter, abs=allowed)


@pytest.mark.parametrize("i", range(len(EXPONENTS)))
def test_errors_are_split_rightly(i: int) -> None:
    h = width_of(EXPONENTS[i])
    for scheme in SCHEMES:
        m = measure(scheme, h)
        with mpmath.workdps(60):
            half, step = mpmath.mpf("0.5"), mpmath.mpf(h)

            def f(t: Any) -> Any:
                return mpmath.exp(2 * t**2)

            true = 4 * half * f(half)
            if scheme == "forward":
                quotient = (f(half + step) - f(half)) / step
            else:
                quotient = (f(half + step) - f(half - step)) / (2 * step)
            errors = [
                abs(m.slope - true),
                abs(quotient - true),
                abs(m.slope - quotient),
            ]
        assert [m.error, m.truncation, m.rounding] == pytest.approx(
            [float(error) for error in errors], rel=1e-12
        )
        assert m.larger == ("打ち切り" if errors[1] > errors[2] else "丸め")


def test_figure_does_not_depend_on_the_processor(page: str) -> None:
    code = (
        "import sys; sys.path[:0] = ['book', '.'];"
        "from _ext.figures.explorer import build_html;"
        "sys.stdout.buffer.write(build_html('explorer-0').encode())"
    )
    features = "X86_V4 AVX512_ICL AVX512_SPR AVX512F AVX512_SKX AVX2 FMA3 X86_V3"
    for disabled in ("", features):
        run = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code],
            cwd=ROOT,
            env={**os.environ, "NPY_DISABLE_CPU_FEATURES": disabled},
            capture_output=True,
            check=True,
        )
        assert run.stdout.decode() == page


def test_static_page_shows_h_of_the_chapter(page: str, steps: Any) -> None:
    (start,) = (step for step in steps if step["h"] == "0.0001")
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page)
    assert [re.findall(r"<td>(.*?)</td>", row) for row in rows] == start["cells"]
    static = html.unescape(page.split("<template>")[0])
    assert start["text"] in static
    assert start["curve"] in static
    for digits, gray in start["digits"]:
        assert f"<span>{digits[:gray]}</span><b>{digits[gray:]}</b>" in static


def test_pictures_are_well_formed_and_described(page: str) -> None:
    pictures = re.findall(r"<svg xmlns.*?</svg>(?=<svg xmlns|</div>)", page, re.DOTALL)
    assert len(pictures) == 2
    for picture in pictures:
        root = ElementTree.fromstring(picture)
        assert root.get("role") == "img"
        assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
        assert not any({"style", "id"} & set(element.attrib) for element in root.iter())


def test_error_falls_then_rises() -> None:
    errors = {h: measure("forward", h).error for h in (1e-2, 1e-8, 1e-15)}
    assert errors[1e-8] < errors[1e-2]
    assert errors[1e-8] < errors[1e-15]
    assert measure("forward", 1e-2).larger == "打ち切り"
    assert measure("forward", 1e-15).larger == "丸め"


@pytest.mark.parametrize("i", range(len(EXPONENTS)))
def test_gray_digits_are_the_equal_ones(i: int) -> None:
    h = width_of(EXPONENTS[i])
    (ahead, same), (here, _), (difference, lost) = aligned_digits(h)
    assert ahead[:same] == here[:same]
    assert same == len(ahead) or ahead[same] != here[same]
    assert set(difference[:lost]) <= set("0.")
    assert lost == len(difference) or difference[lost] != "0"
    # 小数第16位までの差は、倍精度の差と同じ。
    assert float(difference) == pytest.approx(
        value_at(0.5 + h) - value_at(0.5), abs=1e-16
    )


def test_digits_vanish_as_h_shrinks() -> None:
    kept = [len(row[0]) - row[1] for _, _, row in map(aligned_digits, WIDTHS)]
    assert kept == sorted(kept, reverse=True)
    assert kept[0] > 15
    assert kept[-1] == 0


WIDTHS = [width_of(e) for e in EXPONENTS]


def test_window_follows_h(steps: Any) -> None:
    # 窓の中では、どの刻み幅でも2点の幅が同じ。hが小さいうちは、直線が接線へ回っていく。
    tangent = steps[-1]["ends"][1] - steps[len(steps) // 2]["ends"][2]
    large = [step for step in steps if step["h"] in {"0.32", "0.1", "0.032", "0.01"}]
    off = [abs((step["ends"][1] - step["ends"][2]) - tangent) for step in large]
    assert off == sorted(off)
    assert off[0] < 2 < off[-1]
    # 小さすぎると、2点の値は等しくなる。
    assert steps[0]["ends"][1] == steps[0]["ends"][2]


@pytest.mark.parametrize(
    ("number", "words"),
    [(8.84e-8, "8.8×10⁻⁸"), (1e-17, "10⁻¹⁷"), (0.00066, "0.00066"), (0.0, "0")],
)
def test_small_numbers_are_powers_of_ten(number: float, words: str) -> None:
    assert _shown(number) == words
