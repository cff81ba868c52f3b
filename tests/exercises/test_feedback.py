"""講評の値と、すべての判定に共通する約束。"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import warnings
from functools import partial
from typing import Any

import numpy as np
import pytest

import dezero_book.exercises
from dezero_book.exercises.feedback import Feedback, Wrong, accept, judged
from tests.exercises.tables import MENDED

NUMBERED = [answer for answer in MENDED if "," not in answer.names]  # 答えが1つのもの
CHECKERS = {
    name: getattr(dezero_book.exercises, name)
    for name in dezero_book.exercises.__all__
    if name.startswith("check_step")
} | {
    a.number: partial(dezero_book.exercises.check_exercise, a.number) for a in NUMBERED
}
# 計算の結果ではなく、関数やクラスを受け取って呼び出すもの
CALLED = {a.number for a in NUMBERED if re.search(rf"(def|class) {a.names}\b", a.code)}
CALLERS = {
    name: check
    for name, check in CHECKERS.items()
    if name in CALLED or name.startswith("check_step")
}

every_checker = pytest.mark.parametrize("check", CHECKERS.values(), ids=CHECKERS)
every_caller = pytest.mark.parametrize("check", CALLERS.values(), ids=CALLERS)


def test_accepted_feedback_is_truthy_and_readable() -> None:
    feedback = accept("値が一致しました。")
    assert feedback
    assert feedback.passed
    assert feedback.diagnosis is None
    assert str(feedback) == repr(feedback) == "正解です。\n値が一致しました。"


def test_the_first_mistake_becomes_feedback() -> None:
    @judged
    def check(answer: Any) -> Feedback:
        raise Wrong("no_return", "Noneを返しています。")

    feedback = check(None)
    assert not feedback
    assert feedback.diagnosis == "no_return"
    assert str(feedback) == "まだ直すところがあります。\nNoneを返しています。"


class Hostile:
    """調べようとするたびにエラーを起こす。"""

    def _fail(self, *arguments: Any, **keywords: Any) -> Any:
        raise SystemExit("調べないで")

    __eq__ = __repr__ = __str__ = __bool__ = __len__ = __iter__ = __getattr__ = _fail
    __array__ = __float__ = __format__ = __index__ = __instancecheck__ = _fail
    __hash__ = None  # type: ignore[assignment]
    __class__ = property(_fail)  # type: ignore[assignment]


def hostile_class() -> Any:
    # モジュールの名前にすると、pytestが属性を読んで止まる。
    class HostileMeta(type):
        def __getattribute__(cls, name: str) -> Any:
            raise SystemExit(name)

        def __call__(cls, *arguments: Any) -> Any:
            raise SystemExit("作らない")

    return HostileMeta("HostileClass", (), {})


def returns(value: Any) -> Any:
    return lambda *arguments, **keywords: value


def raises(error: BaseException) -> Any:
    def function(*arguments: Any, **keywords: Any) -> Any:
        raise error

    return function


class BadText(Exception):
    def __str__(self) -> str:
        raise ValueError("文章にできない")


def function_class(method: Any) -> Any:
    return type(
        "Answer",
        (dezero_book.Function,),
        {"forward": method, "backward": method},
    )


def hostile_array() -> Any:
    array = np.empty(1, dtype=object)
    array[0] = Hostile()
    return array


VALUES = [
    None,
    0,
    1.5,
    "text",
    b"bytes",
    [],
    [[1], [2, 3]],
    {},
    object(),
    np.array(None),
    np.array(["a"]),
    np.array(True),
    np.zeros(1_000_000),
    np.zeros((0, 3)),
    np.array(1j),
    np.array(np.nan),
    Hostile(),
    [Hostile()],
    hostile_array(),
    hostile_class(),
    Hostile,
    print,
    len,
    np.sin,
    dezero_book,
    dezero_book.Variable,
    dezero_book.Variable(np.array(1.0)),
    dezero_book.Function,
    dezero_book.Function(),
    int,
    iter([1.0]),
    ...,
]

ERRORS = [
    ValueError("値"),
    SystemExit(1),
    GeneratorExit(),
    StopIteration(),
    RecursionError(),
    MemoryError(),
    BadText(),
    BaseException("基底"),
    NotImplementedError(),
    AttributeError("属性"),
    NameError("名前"),
    UnicodeDecodeError("utf-8", b"", 0, 1, "理由"),
    AssertionError(),
]


@every_checker
def test_strange_answers_are_rejected_without_crashing(check: Any) -> None:
    for value in VALUES:
        answers = [value, returns(value), function_class(returns(value))]
        for answer in answers:
            feedback = check(answer)
            assert not feedback
            assert feedback.diagnosis
            assert feedback.message.startswith("まだ直すところがあります。")


@every_checker
def test_every_kind_of_error_becomes_feedback(check: Any) -> None:
    for error in ERRORS:
        for answer in raises(error), function_class(raises(error)):
            assert check(answer).diagnosis


@every_caller
def test_the_learner_can_still_interrupt(check: Any) -> None:
    answers = [raises(KeyboardInterrupt()), function_class(raises(KeyboardInterrupt()))]
    interrupted = 0
    for answer in answers:
        try:
            check(answer)
        except KeyboardInterrupt:
            interrupted += 1
    assert interrupted


@every_caller
def test_process_wide_state_is_left_alone(check: Any) -> None:
    def state() -> list[Any]:
        return [
            sys.stdout,
            sys.stderr,
            list(warnings.filters),
            sys.getrecursionlimit(),
            sys.gettrace(),
            np.geterr(),
            str(np.random.get_state()),
            random.getstate(),
        ]

    during = []

    def look(*arguments: Any, **keywords: Any) -> None:
        during.append([sys.stdout, sys.stderr, list(warnings.filters), sys.gettrace()])

    before = state()
    check(look)
    check(function_class(look))
    assert state() == before
    assert during[0] == [*before[:3], before[4]]


def test_a_raised_recursion_limit_is_restored() -> None:
    before = sys.getrecursionlimit()

    def count_functions(y: Any) -> int:
        sys.setrecursionlimit(54_321)
        return 0 if y.creator is None else 1 + count_functions(y.creator.input)

    feedback = dezero_book.exercises.check_step08(count_functions)
    assert feedback.diagnosis == "recursion"
    assert sys.getrecursionlimit() == before


def test_removed_asserts_are_named() -> None:
    code = """
from dezero_book.exercises import check_step10
def test_cube(Cube):
    assert Cube is None
print(check_step10(test_cube).diagnosis)
def test_cube(Cube):
    Cube()(dezero_book.Variable(np.array(0.7)))
    assert False
import dezero_book, numpy as np
print(check_step10(test_cube).diagnosis)
"""
    ran = subprocess.run(
        [sys.executable, "-O", "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["ignores_argument", "asserts_removed"]
