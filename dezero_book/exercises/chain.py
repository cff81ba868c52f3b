"""計算グラフをたどる関数に渡す、関数の一列につながった計算グラフを作ります。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dezero_book.exercises.feedback import Diagnoses, Wrong
from dezero_book.exercises.framework import Framework

diagnosis = Diagnoses("""
changed_graph
    計算グラフのcreatorやinputを書き換えています。
    {doing}だけの関数がつながりを変えると、後の逆伝播が入力へ届きません。
    変数や関数の属性に代入している行を探すと見つかります。
walks_past_input
    最初の入力よりも先へ、たどろうとしています。
    入力の変数は計算で作られていないので、creatorはNoneです。
    止まる条件で、どの値がNoneかどうかを調べているかが手がかりです。
endless_loop
    {place}の繰り返しが終わらないので、途中で止めました。
    繰り返しの中で値が進まないと、条件はいつまでも変わりません。
    条件に使う変数を更新している行を確かめると、原因が分かります。
""")


READS = 100


class EndlessWalk(BaseException):
    """出力の変数の ``creator`` を読む回数が多すぎます。

    1回たどるだけなら、出力を読むのは数回です。
    学習者の ``except Exception`` に捕まらないように、``Exception`` を継承しません。
    """


class Chain:
    """入力から出力まで一列につながった変数と関数。``names`` は順伝播の順の関数の名前。"""

    def __init__(self, framework: Framework, names: Sequence[str]) -> None:
        classes = {name: _function_class(framework, name) for name in set(names)}
        self.variables = [framework.variable(np.array(0.7))]
        self.functions = [classes[name]() for name in names]
        for function in self.functions:
            self.variables.append(function(self.variables[-1]))
        self.output = self.variables[-1]
        self.output.__class__ = counting(framework.variable)

    def examine_links(self, doing: str, situation: str) -> None:
        """つながりが、作ったときのままかどうか。"""
        read = object.__getattribute__  # 数えずに読む
        creators = [read(variable, "creator") for variable in self.variables]
        inputs = [function.input for function in self.functions]
        if any(a is not b for a, b in zip(creators, [None, *self.functions])) or any(
            a is not b for a, b in zip(inputs, self.variables)
        ):
            raise diagnosis("changed_graph", situation, doing=doing)


def counting(variable_type: Any) -> Any:
    """``creator`` を読む回数を数える ``Variable``。"""
    reads = 0

    def read(variable: Any, name: str) -> Any:
        nonlocal reads
        reads += name == "creator"
        if reads > READS:
            raise EndlessWalk
        return variable_type.__getattribute__(variable, name)

    members = {"__slots__": (), "__getattribute__": read}
    return type(variable_type.__name__, (variable_type,), members)


def _function_class(framework: Framework, name: str) -> Any:
    methods = {"forward": lambda self, x: x, "backward": lambda self, gy: gy}
    return type(name, (framework.function,), methods)


def walks_past_input(situation: str) -> Wrong:
    """``creator`` のない変数で止まらなかったときの講評。"""
    return diagnosis("walks_past_input", situation)


def endless_walk(place: str, situation: str) -> Wrong:
    """同じ関数を読み続けたときの講評。"""
    return diagnosis("endless_loop", situation, place=place)
