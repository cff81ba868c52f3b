"""表にある答えを1つずつ判定に渡し、合否と診断と講評の語を確かめる。"""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import dezero_book.exercises
from dezero_book.exercises import Feedback
from tests.exercises.answers import ORIGINS, run
from tests.exercises.tables import STEPS, UNMENDED

RIGHT = [
    pytest.param(step, code, id=f"step{step:02}-{k}")
    for step, table in STEPS.items()
    for k, code in enumerate(table.RIGHT)
]
WRONG = [
    pytest.param(step, *row, id=f"step{step:02}-{row[1]}-{k}")
    for step, table in STEPS.items()
    for k, row in enumerate(table.WRONG)
]
# どの章のどの答えにも起こりうるが、表の答えでは起こらない診断。
ELSEWHERE = {"asserts_removed"}


def check(step: int, origin: str, code: str) -> Feedback:
    judge = getattr(dezero_book.exercises, f"check_step{step:02}")
    return judge(run(step, origin, code, STEPS[step].NAME))


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize(("step", "code"), RIGHT)
def test_a_right_answer_is_accepted(step: int, code: str, origin: str) -> None:
    feedback = check(step, origin, code)
    assert feedback.passed, feedback
    assert feedback.diagnosis is None
    assert feedback.message.startswith("正解です。\n")


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize(("step", "code", "diagnosis", "word"), WRONG)
def test_a_wrong_answer_is_named(
    step: int, code: str, diagnosis: str, word: str, origin: str
) -> None:
    feedback = check(step, origin, code)
    assert not feedback.passed
    assert feedback.diagnosis == diagnosis, feedback
    assert word in feedback.message
    lines = feedback.message.splitlines()
    assert lines[0] == "まだ直すところがあります。"
    assert all(line.endswith("。") for line in lines)
    assert not re.search("簡単|単に|明らか|ください|ましょう|あなた", feedback.message)
    if step < 5:  # 順伝播と逆伝播は、ステップ5で初めて現れる
        own = [line for line in lines if not line.startswith("エラーは「")]
        assert not re.search("順伝播|逆伝播|連鎖律|生成元", "".join(own))


def test_every_checker_has_a_table_of_answers() -> None:
    checkers = [n for n in dezero_book.exercises.__all__ if n.startswith("check_step")]
    without = [n for n in checkers if int(n.removeprefix("check_step")) not in STEPS]
    assert not without, f"tests/exercises/に、答えの表がありません：{without}"


def test_every_diagnosis_has_an_answer() -> None:
    modules = [
        importlib.import_module(f"dezero_book.exercises.{module.name}")
        for module in pkgutil.iter_modules(dezero_book.exercises.__path__)
    ]
    named = {
        name
        for module in modules
        for name in getattr(getattr(module, "diagnosis", None), "sentences", ())
    }
    tested = {row[1] for table in STEPS.values() for row in table.WRONG}
    tested |= {answer.diagnosis for answer in UNMENDED}
    assert named - ELSEWHERE <= tested
