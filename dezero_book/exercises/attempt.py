"""学習者の書いたコードを1回実行し、値かエラーを受け取ります。

無限ループも、エラーの1つとして受け取ります。
止められるのは、Pythonのコードが繰り返す場合だけです。
``sum(iter(int, 1))`` や ``time.sleep(1e9)`` のように、Cで書かれた関数の中で
終わらない実行は止められません。そのときは、カーネルの中断（``KeyboardInterrupt``）で止まります。
"""

from __future__ import annotations

import dis
import functools
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any

LINE_LIMIT = 1_000_000
SECOND_LIMIT = 20.0
LINES_BETWEEN_CLOCK_READINGS = 4096


class EndlessRun(BaseException):
    """決めた行数や時間では、実行が終わりませんでした。

    学習者の ``except Exception`` に捕まらないように、``Exception`` を継承しません。
    """


@dataclass(frozen=True, eq=False)
class Outcome:
    """実行の結果。エラーが起きたときは ``error`` に入ります。"""

    value: Any = None
    error: BaseException | None = None


def attempt(
    function: Callable[..., Any],
    *arguments: Any,
    line_limit: int = LINE_LIMIT,
    **keywords: Any,
) -> Outcome:
    """関数を呼び出し、値かエラーを返します。

    ``SystemExit`` を含むすべての例外を受け取ります。
    学習者が実行を止めるための ``KeyboardInterrupt`` だけは、そのまま伝えます。
    Cで書かれた関数の中で終わらない実行は、止められません。

    Parameters
    ----------
    function
        呼び出す関数。
    *arguments, **keywords
        関数に渡す引数。
    line_limit
        実行する行数の上限。

    Returns
    -------
    Outcome
        実行の結果。

    Examples
    --------
    >>> attempt(abs, -2).value
    2
    >>> attempt(exit).error
    SystemExit(None)
    """
    previous = sys.gettrace()
    sys.settrace(_line_counter(line_limit))
    try:
        return Outcome(value=function(*arguments, **keywords))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return Outcome(error=error)
    finally:
        sys.settrace(previous)


@functools.lru_cache(maxsize=256)
def _jumps_to_itself(code: CodeType) -> bool:
    """自分自身へ跳ぶ命令があるか。

    1行に書いた ``while True: pass`` は、この命令1つになります。
    行を移らないので、行ではなく命令を数えます。
    """
    jumps = {*dis.hasjrel, *dis.hasjabs}
    return any(
        step.opcode in jumps and step.argval == step.offset
        for step in dis.get_instructions(code)
    )


def _line_counter(line_limit: int) -> Callable[[FrameType, str, Any], Any]:
    deadline = time.monotonic() + SECOND_LIMIT
    lines = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += 1
        if event == "call" and _jumps_to_itself(frame.f_code):
            frame.f_trace_opcodes = True
        if lines > line_limit:
            raise EndlessRun
        if lines % LINES_BETWEEN_CLOCK_READINGS == 0 and time.monotonic() > deadline:
            raise EndlessRun
        return count

    return count
