"""文中の数値は、その章のセルに現れる値（丸めてもよい）か、文中の正しい計算の結果である。"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest

from tests.book.chapters import CHAPTERS
from tests.book.pages import cell_outputs

# 4桁以上の有効数字をもつ小数だけを調べる。それより短い値は、例や条件として書かれる。
SIGNIFICANT = 4
# 外れの選択肢は、どこにも現れない数でよい。
CHOICE = re.compile(r"- [ア-ン](?:：|は)")

every_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda c: c.name)


def decimals_in(line: str) -> list[str]:
    """行の中の、調べる小数。行内コードと、版の番号のような点の2つある並びは除く。"""
    line = re.sub(r"`[^`]*`", "", line)
    numbers = re.findall(r"(?<![A-Za-z0-9_.])\d+\.\d+(?![\d.]*\.\d)(?!\d)", line)
    return [n for n in numbers if len(n.replace(".", "").lstrip("0")) >= SIGNIFICANT]


def numbers_in(text: str) -> list[Decimal]:
    return [Decimal(n) for n in re.findall(r"\d+\.?\d*(?:e[+-]?\d+)?", text)]


def agrees(quoted: str, value: Decimal) -> bool:
    """``quoted`` が、``value`` かその仮数部（1.23e-4の1.23）を、丸めるか途中で切った数か。"""
    number = Decimal(quoted)
    unit = Decimal(1).scaleb(number.as_tuple().exponent)
    mantissa = value.scaleb(-value.adjusted())
    return any(
        candidate.quantize(unit, rounding) == number
        for candidate in (value, mantissa)
        # 桁の離れた値は、丸めても一致しない。
        if abs(candidate - number) < 10 * unit
        for rounding in (ROUND_HALF_UP, ROUND_DOWN)
    )


def calculations(line: str) -> Iterator[tuple[str, str]]:
    r"""数だけの計算と、その結果として書かれた数。``$1.1^3 = 1.331$`` など。"""
    joined = re.sub(r"\$ は、(?:およそ|約)?(\d+\.\d+)", r" = \1$", line)
    for formula in re.findall(r"\$([^$]+)\$", joined):
        sides = re.split(r"=|\\approx", formula)
        for left, right in pairwise(sides):
            for old, new in [(r"\times", "*"), (r"\div", "/"), ("^", "**")]:
                left = left.replace(old, new)
            left = re.sub("[{}]", " ", left)
            if re.fullmatch(r"[\d.\s+*/()-]*\d[\d.\s+*/()-]*", left) and re.fullmatch(
                r"\s*\d+\.\d+\s*", right
            ):
                yield left.strip(), right.strip()


@every_chapter
def test_numbers_come_from_the_cells_or_from_a_calculation(chapter, site):
    sources = "\n".join(cell.code for cell in chapter.cells)
    outputs = cell_outputs(site / f"book/{chapter.name}.html")
    values = numbers_in(f"{sources}\n{outputs}\n{math.e} {math.pi}")
    for _, line in chapter.prose_lines:
        values += [Decimal(result) for _, result in calculations(line)]
    unknown = [
        f"{chapter.path.name}:{line}: {quoted}"
        for line, text in chapter.prose_lines
        for quoted in decimals_in(text)
        if not CHOICE.match(text)
        if not any(agrees(quoted, value) for value in values)
    ]
    assert not unknown, "セルの出力にない数値です。\n" + "\n".join(unknown)


@every_chapter
def test_calculations_are_right(chapter):
    wrong = [
        f"{chapter.path.name}:{number}: {left} = {right}"
        for number, line in chapter.prose_lines
        for left, right in calculations(line)
        if not agrees(right, Decimal(repr(round(eval(left), 12))))
    ]
    assert not wrong, "計算が合いません。\n" + "\n".join(wrong)


def test_calculations_in_a_line():
    line = r"$1.1^3 = 1.331$ と $(1 - 0.5) \div 2 \times 1 = 0.25$、$2x = 3$。"
    assert list(calculations(line)) == [
        ("1.1**3", "1.331"),
        ("(1 - 0.5) / 2 * 1", "0.25"),
    ]
    assert list(calculations("$1.1^{2}$ は、およそ1.21です。")) == [("1.1** 2", "1.21")]


@pytest.mark.parametrize(
    ("quoted", "value", "expected"),
    [
        ("3.297442541400256", "3.297442541400256", True),
        ("3.2974", "3.297442541400256", True),
        ("3.298", "3.2975", True),
        ("3.297", "3.2975", True),
        ("3.299", "3.2975", False),
        ("3.2974", "3.2976", False),
        ("8.807", "8.8073e-08", True),
        ("1.000", "1.0", True),
        ("1.000", "1.001", False),
        ("0.2500", "0.25", True),
    ],
)
def test_rounding(quoted, value, expected):
    assert agrees(quoted, Decimal(value)) is expected


def test_decimals_in_a_line():
    line = "約3.297で、`1.23456` や $y = 1.6487$、NumPy 2.0.12、0.001、12.5、100000は対象外。"
    assert decimals_in(line) == ["3.297", "1.6487"]
