"""番号で選ぶ演習の、直す前と、直しかけと、直したあとの答え。"""

from __future__ import annotations

import re

import pytest

from dezero_book.exercises import Feedback, check_exercise
from tests.exercises.answers import run
from tests.exercises.tables import MENDED, UNMENDED, Numbered


def check(answer: Numbered) -> Feedback:
    origin = "snapshot" if answer.step < 10 else "package"
    given = run(answer.step, origin, answer.code, f"({answer.names},)")
    return check_exercise(answer.number, *given)


def name(answer: Numbered) -> str:
    return f"{answer.number}-{answer.diagnosis}"


@pytest.mark.parametrize("answer", MENDED, ids=name)
def test_a_mended_answer_is_accepted(answer: Numbered) -> None:
    feedback = check(answer)
    assert feedback.passed, feedback


@pytest.mark.parametrize("answer", UNMENDED, ids=name)
def test_an_unmended_answer_is_named(answer: Numbered) -> None:
    feedback = check(answer)
    assert feedback.diagnosis == answer.diagnosis, feedback
    assert all(line.endswith("。") for line in feedback.message.splitlines())
    assert not re.search("簡単|単に|明らか|ください|ましょう|あなた", feedback.message)
    if answer.step < 5:
        assert not re.search("順伝播|逆伝播|連鎖律|生成元", feedback.message)


def messages(diagnosis: str) -> list[str]:
    return [check(answer).message for answer in UNMENDED if answer[-1] == diagnosis]


def test_a_half_mended_gradient_names_the_wrong_value() -> None:
    assert "xの代わりにy" in messages("half_mended")[0]


def test_a_stale_value_is_named() -> None:
    both, last, *_ = messages("stale_values")
    assert "aとbの値" in both
    assert "ときのbの値" in last


def test_unknown_numbers_and_wrong_counts_are_refused() -> None:
    with pytest.raises(ValueError, match=r"演習0\.0には判定がありません"):
        check_exercise("0.0", None)
    with pytest.raises(TypeError, match=r"演習2\.4の答えの数"):
        check_exercise("2.4", None)
