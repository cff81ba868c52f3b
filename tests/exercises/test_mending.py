"""番号で選ぶ演習の、直す前と、直しかけと、直したあとの答え。"""

from __future__ import annotations

import re

import pytest

from dezero_book.exercises import Feedback, check_exercise
from tests.exercises.answers import run
from tests.exercises.mending import RIGHT, WRONG


def check(number: str, step: int, names: str, code: str) -> Feedback:
    answers = run(step, "snapshot" if step < 10 else "package", code, f"({names},)")
    return check_exercise(number, *answers)


@pytest.mark.parametrize(("number", "step", "names", "code"), RIGHT)
def test_a_mended_answer_is_accepted(
    number: str, step: int, names: str, code: str
) -> None:
    feedback = check(number, step, names, code)
    assert feedback.passed, feedback


@pytest.mark.parametrize(("number", "step", "names", "code", "diagnosis"), WRONG)
def test_an_unmended_answer_is_named(
    number: str, step: int, names: str, code: str, diagnosis: str
) -> None:
    feedback = check(number, step, names, code)
    assert feedback.diagnosis == diagnosis, feedback
    assert all(line.endswith("。") for line in feedback.message.splitlines())
    assert not re.search("簡単|単に|明らか|ください|ましょう|あなた", feedback.message)
    if step < 5:
        assert not re.search("順伝播|逆伝播|連鎖律|生成元", feedback.message)


def test_a_half_mended_gradient_names_the_wrong_value() -> None:
    row = next(row for row in WRONG if row[-1] == "half_mended")
    assert "xの代わりにy" in check(*row[:4]).message


def test_a_stale_value_is_named() -> None:
    messages = [check(*row[:4]).message for row in WRONG if row[-1] == "stale_values"]
    assert ["aとbの値" in messages[0], "ときのbの値" in messages[1]] == [True, True]


def test_unknown_numbers_and_wrong_counts_are_refused() -> None:
    with pytest.raises(ValueError, match=r"演習0\.0には判定がありません"):
        check_exercise("0.0", None)
    with pytest.raises(TypeError, match=r"演習2\.4の答えの数"):
        check_exercise("2.4", None)
