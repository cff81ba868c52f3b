"""講評の値と、すべての判定に共通する約束。"""

from __future__ import annotations

import random
import re
import sys
import warnings
from typing import Any

import numpy as np
import pytest

import dezero_book.exercises
from dezero_book.exercises.feedback import accept, first_problem, reject

CHECKERS = [
    getattr(dezero_book.exercises, name)
    for name in dezero_book.exercises.__all__
    if name.startswith("check_")
]

every_checker = pytest.mark.parametrize("check", CHECKERS, ids=lambda c: c.__name__)


def test_accepted_feedback_is_truthy_and_readable() -> None:
    feedback = accept("値が一致しました。")
    assert feedback
    assert feedback.passed
    assert feedback.diagnosis is None
    assert str(feedback) == repr(feedback) == "正解です。\n値が一致しました。"


def test_rejected_feedback_is_falsy_and_names_the_mistake() -> None:
    feedback = reject("no_return", "Noneを返しています。")
    assert not feedback
    assert feedback.diagnosis == "no_return"
    assert str(feedback).startswith("まだ直すところがあります。\n")


def test_first_problem_stops_at_the_first_problem() -> None:
    def examinations() -> Any:
        yield None
        yield reject("first")
        raise AssertionError("問題が見つかったあとの検査が動きました。")

    found = first_problem(examinations())
    assert found is not None
    assert found.diagnosis == "first"
    assert first_problem([None, None]) is None


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


def runs_forever(*arguments: Any, **keywords: Any) -> None:
    while True:
        pass


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
            if check.__name__ == "check_step01" and answer is not value:
                continue  # 何も入れ替えない関数として、別に確かめている。
            feedback = check(answer)
            assert not feedback
            assert feedback.diagnosis
            assert feedback.message.startswith("まだ直すところがあります。")


@every_checker
def test_every_kind_of_error_becomes_feedback(check: Any) -> None:
    for error in ERRORS:
        for answer in raises(error), function_class(raises(error)):
            assert check(answer).diagnosis


@every_checker
def test_endless_loops_are_stopped(check: Any) -> None:
    answers = [runs_forever, function_class(runs_forever)]
    diagnoses = [check(answer).diagnosis for answer in answers]
    assert "endless_loop" in diagnoses


@every_checker
def test_the_learner_can_still_interrupt(check: Any) -> None:
    answers = [raises(KeyboardInterrupt()), function_class(raises(KeyboardInterrupt()))]
    interrupted = 0
    for answer in answers:
        try:
            check(answer)
        except KeyboardInterrupt:
            interrupted += 1
    assert interrupted


@every_checker
def test_global_state_is_unchanged(check: Any, capsys: pytest.CaptureFixture) -> None:
    def disturb(*arguments: Any, **keywords: Any) -> None:
        np.random.seed(0)
        random.seed(0)
        warnings.simplefilter("always")
        sys.setrecursionlimit(54321)
        sys.settrace(None)
        np.seterr(all="raise")
        np.set_printoptions(precision=1)
        print("出力")
        print("出力", file=sys.stderr)

    def state() -> list[Any]:
        return [
            str(np.random.get_state()),
            random.getstate(),
            list(warnings.filters),
            sys.getrecursionlimit(),
            sys.gettrace(),
            np.geterr(),
            np.get_printoptions(),
        ]

    before = state()
    check(disturb)
    check(function_class(disturb))
    assert state() == before
    assert capsys.readouterr() == ("", "")


@every_checker
def test_messages_are_plain_japanese_sentences(check: Any) -> None:
    for answer in None, returns(None), function_class(returns(None)), Hostile():
        for line in check(answer).message.splitlines():
            assert line.endswith("。")
            assert not re.search("簡単|単に|明らか|ください|ましょう|あなた", line)
