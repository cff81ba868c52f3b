"""つくる演習の講評。合否と、日本語の説明をまとめた値です。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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


def accept(*sentences: str) -> Feedback:
    """正解の講評を作ります。

    Parameters
    ----------
    *sentences
        何を確かめたかを述べる文。

    Returns
    -------
    Feedback
        合格の講評。
    """
    return Feedback(True, None, "\n".join(("正解です。", *sentences)))


def reject(diagnosis: str, *sentences: str) -> Feedback:
    """間違いの種類を示す講評を作ります。

    Parameters
    ----------
    diagnosis
        間違いの種類を表す名前。
    *sentences
        何が起きているか、なぜ正しくないか、どこを見るかを述べる文。

    Returns
    -------
    Feedback
        不合格の講評。

    Examples
    --------
    >>> feedback = reject("no_return", "forwardがNoneを返しています。")
    >>> print(feedback)
    まだ直すところがあります。
    forwardがNoneを返しています。
    >>> bool(feedback)
    False
    """
    message = "\n".join(("まだ直すところがあります。", *sentences))
    return Feedback(False, diagnosis, message)


def first_problem(examinations: Iterable[Feedback | None]) -> Feedback | None:
    """順に調べ、最初に見つかった問題を返します。

    Parameters
    ----------
    examinations
        調べた結果の並び。問題がなければ ``None``。
        ジェネレーターなら、問題が見つかったあとの検査は行いません。

    Returns
    -------
    Feedback or None
        最初の問題の講評。なければ ``None``。
    """
    for feedback in examinations:
        if feedback is not None:
            return feedback
    return None
