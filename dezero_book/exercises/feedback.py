"""演習の講評。

間違いは、例外 :class:`Wrong` で伝えます。講評に変えるのは :func:`judged` の1か所です。

実行の時間は限りません。終わらない繰り返しは、ページの「停止」かJupyterの停止ボタンで止めます。
画面への出力や警告の設定も変えないので、答えの中の ``print`` は、そのまま表示されます。
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec

import numpy as np

Answers = ParamSpec("Answers")


@dataclass(frozen=True)
class Feedback:
    """演習の講評。``if`` や ``assert`` に渡すと、正解かどうかを表します。

    Attributes
    ----------
    passed : bool
        正解なら ``True``。
    diagnosis : str or None
        見つかった間違いの種類。正解なら ``None``。
    message : str
        講評の文章。1文が1行です。``print`` すると、この文章になります。

    Examples
    --------
    >>> from dezero_book.exercises import check_step01
    >>> def swap(a, b):
    ...     a.data, b.data = b.data, a.data
    >>> feedback = check_step01(swap)
    >>> print(feedback.passed, feedback.diagnosis)
    True None
    >>> print(feedback.message.splitlines()[0])
    正解です。
    """

    passed: bool
    diagnosis: str | None
    message: str

    def __bool__(self) -> bool:
        return self.passed

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return self.message


class Wrong(Exception):
    """見つかった間違い。文は、何が起きているか、なぜ正しくないか、どこを見るかの順。"""

    def __init__(self, diagnosis: str, *sentences: str) -> None:
        super().__init__(diagnosis, *sentences)
        self.diagnosis = diagnosis
        self.sentences = sentences

    def with_evidence(self, *evidence: str) -> Wrong:
        """文を加えたもの。"""
        return Wrong(self.diagnosis, *self.sentences, *evidence)


class Diagnoses:
    """診断の表。

    行頭の名前に、字下げした文が続きます。文の中の ``{name}`` は、呼び出すときの値に替わります。
    """

    def __init__(self, table: str) -> None:
        blocks = [block.splitlines() for block in re.split(r"\n(?=\S)", table.strip())]
        self.sentences = {
            name: [sentence.strip() for sentence in said] for name, *said in blocks
        }

    def __call__(self, name: str, /, *evidence: str, **values: Any) -> Wrong:
        """名前の診断を伝える例外。``evidence`` は、表の文に続く文。"""
        said = [sentence.format(**values) for sentence in self.sentences[name]]
        return Wrong(name, *said, *evidence)


def accept(*sentences: str) -> Feedback:
    """正解の講評。文は、何を確かめたか。"""
    return Feedback(True, None, "\n".join(("正解です。", *sentences)))


def judged(check: Callable[Answers, Feedback]) -> Callable[Answers, Feedback]:
    """``Wrong`` を講評に変える飾り。

    判定そのものを妨げるもの（属性を読むとエラーになるオブジェクトなど）が渡されても、
    エラーにせず講評を返します。学習者が実行を止める ``KeyboardInterrupt`` だけは伝えます。
    """

    @functools.wraps(check)
    def judge(*answers: Answers.args, **named: Answers.kwargs) -> Feedback:
        try:
            with np.errstate(all="ignore"):
                return check(*answers, **named)
        except KeyboardInterrupt:
            raise
        except Wrong as wrong:
            found = wrong
        except BaseException as error:
            found = Wrong(
                "unreadable",
                "渡されたものを調べられませんでした。",
                f"属性を読んだときに、{type(error).__name__}が起きました。",
                "演習で定義したクラスや関数の名前を、そのまま渡すと判定できます。",
            )
        message = "\n".join(("まだ直すところがあります。", *found.sentences))
        return Feedback(False, found.diagnosis, message)

    return judge
