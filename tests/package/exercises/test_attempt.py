"""学習者のコードの実行。終わらない繰り返しも止める。"""

import time

import pytest

from dezero_book.exercises.attempt import EndlessRun, attempt

# 1行に書いた繰り返しは、同じ命令へ跳び続けるだけで、行を移らない。
LOOPS = {
    "one_line_pass": "while True: pass",
    "one_line_continue": "while True: continue",
    "one_line_ellipsis": "while 1: ...",
    "one_line_work": "while True: n = 1",
    "two_lines": "while True:\n        pass",
    "for_loop": "for _ in iter(int, 1): pass",
    "nested": "while True:\n        while True: pass",
}


def compiled(body):
    names = {}
    exec(f"def run(*arguments):\n    {body}\n", names)
    return names["run"]


@pytest.mark.parametrize("name", LOOPS)
def test_an_endless_loop_is_stopped(name):
    start = time.monotonic()
    outcome = attempt(compiled(LOOPS[name]))
    assert isinstance(outcome.error, EndlessRun)
    assert time.monotonic() - start < 10


def test_an_endless_loop_in_a_function_called_by_the_learner_is_stopped():
    helper = compiled("while True: pass")
    assert isinstance(attempt(lambda: helper()).error, EndlessRun)


def test_an_endless_loop_in_a_generator_is_stopped():
    values = compiled("yield 1\n    while True: pass")
    assert isinstance(attempt(lambda: list(values())).error, EndlessRun)


def test_a_loop_that_ends_is_not_stopped():
    run = compiled(
        "total = 0\n    for i in range(10_000): total += i\n    return total"
    )
    assert attempt(run).value == sum(range(10_000))
