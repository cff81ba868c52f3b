"""check_step07：生成元をたどり、関数の名前を並べる。"""

from __future__ import annotations

from typing import Any

import pytest

from dezero_book.exercises import check_step07

RIGHT = {
    "loop": """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(type(y.creator).__name__)
                y = y.creator.input
            return names
    """,
    "function loop": """
        def lineage(y):
            names = []
            f = y.creator
            while f is not None:
                names.append(f.__class__.__name__)
                f = f.input.creator
            return names
    """,
    "recursion": """
        def lineage(y):
            f = y.creator
            if f is None:
                return []
            return [type(f).__name__] + lineage(f.input)
    """,
    "recursion extends": """
        def lineage(y):
            names = []
            if y.creator is not None:
                names.append(type(y.creator).__name__)
                names.extend(lineage(y.creator.input))
            return names
    """,
    "accumulator": """
        def lineage(y, names=None):
            if names is None:
                names = []
            if y.creator is None:
                return names
            names.append(type(y.creator).__name__)
            return lineage(y.creator.input, names)
    """,
    "qualname": """
        def lineage(y):
            names = []
            while y.creator:
                names += [type(y.creator).__qualname__]
                y = y.creator.input
            return names
    """,
    "generator helper": """
        def walk(y):
            while y.creator is not None:
                yield y.creator
                y = y.creator.input

        def lineage(y):
            return [type(f).__name__ for f in walk(y)]
    """,
    "break": """
        def lineage(y):
            names = []
            variable = y
            while True:
                function = variable.creator
                if function is None:
                    break
                names.append(function.__class__.__name__)
                variable = function.input
            return names
    """,
    "inner": """
        def lineage(y):
            names = []
            def visit(variable):
                if variable.creator is not None:
                    names.append(type(variable.creator).__name__)
                    visit(variable.creator.input)
            visit(y)
            return names
    """,
    "walrus": """
        def lineage(y):
            names = []
            while (f := y.creator) is not None:
                names.append(type(f).__name__)
                y = f.input
            return names
    """,
    "isinstance": """
        def lineage(y):
            names = []
            while isinstance(y.creator, Function):
                names.append(type(y.creator).__name__)
                y = y.creator.input
            return names
    """,
    "isinstance Variable": """
        def lineage(y):
            assert isinstance(y, Variable)
            names = []
            while y.creator is not None:
                names.append(type(y.creator).__name__)
                y = y.creator.input
            return names
    """,
    "deque": """
        from collections import deque

        def lineage(y):
            names = deque()
            while y.creator is not None:
                names.append(type(y.creator).__name__)
                y = y.creator.input
            return list(names)
    """,
    "prints too": """
        def lineage(y):
            names = []
            while y.creator is not None:
                print(type(y.creator).__name__)
                names.append(type(y.creator).__name__)
                y = y.creator.input
            return names
    """,
}

WRONG = {
    "instances": (
        "instances",
        "インスタンス",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(y.creator)
                y = y.creator.input
            return names
        """,
    ),
    "classes": (
        "classes",
        "クラスそのもの",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(type(y.creator))
                y = y.creator.input
            return names
        """,
    ),
    "variables": (
        "variables",
        "変数",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(y)
                y = y.creator.input
            return names
        """,
    ),
    "str of class": (
        "decorated_names",
        "str",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(str(type(y.creator)))
                y = y.creator.input
            return names
        """,
    ),
    "lower": (
        "decorated_names",
        "名前",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(type(y.creator).__name__.lower())
                y = y.creator.input
            return names
        """,
    ),
    "call in name": (
        "decorated_names",
        "名前",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(type(y.creator).__name__ + '()')
                y = y.creator.input
            return names
        """,
    ),
    "name of instance": (
        "name_of_instance",
        "__name__",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(y.creator.__name__)
                y = y.creator.input
            return names
        """,
    ),
    "inserted": (
        "reversed",
        "入力側",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.insert(0, type(y.creator).__name__)
                y = y.creator.input
            return names
        """,
    ),
    "reversed": (
        "reversed",
        "逆伝播",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(type(y.creator).__name__)
                y = y.creator.input
            return names[::-1]
        """,
    ),
    "recursion appended last": (
        "reversed",
        "向き",
        """
        def lineage(y):
            if y.creator is None:
                return []
            return lineage(y.creator.input) + [type(y.creator).__name__]
        """,
    ),
    "stops early": (
        "missing_first_function",
        "条件",
        """
        def lineage(y):
            names = []
            f = y.creator
            while f.input.creator is not None:
                names.append(type(f).__name__)
                f = f.input.creator
            return names
        """,
    ),
    "skips first": (
        "missing_last_function",
        "y.creator",
        """
        def lineage(y):
            names = []
            f = y.creator
            while f is not None:
                f = f.input.creator
                if f is not None:
                    names.append(type(f).__name__)
            return names
        """,
    ),
    "return inside": (
        "only_one",
        "字下げ",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(type(y.creator).__name__)
                y = y.creator.input
                return names
        """,
    ),
    "no loop": (
        "only_one",
        "yを作った関数",
        """
        def lineage(y):
            return [type(y.creator).__name__]
        """,
    ),
    "endless": (
        "endless_loop",
        "終わらない",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(type(y.creator).__name__)
            return names
        """,
    ),
    "endless f": (
        "endless_loop",
        "更新",
        """
        def lineage(y):
            names = []
            f = y.creator
            while f is not None:
                names.append(type(f).__name__)
                x = f.input
            return names
        """,
    ),
    "walks past": (
        "walks_past_input",
        "creatorはNone",
        """
        def lineage(y):
            names = []
            while y is not None:
                names.append(type(y.creator).__name__)
                y = y.creator.input
            return names
        """,
    ),
    "string": (
        "string",
        "文字列",
        """
        def lineage(y):
            text = ''
            while y.creator is not None:
                text += type(y.creator).__name__
                y = y.creator.input
            return text
        """,
    ),
    "joined": (
        "string",
        "リスト",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(type(y.creator).__name__)
                y = y.creator.input
            return ' '.join(names)
        """,
    ),
    "generator": (
        "wrong_type",
        "リスト",
        """
        def lineage(y):
            while y.creator is not None:
                yield type(y.creator).__name__
                y = y.creator.input
        """,
    ),
    "no return": (
        "no_return",
        "None",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(type(y.creator).__name__)
                y = y.creator.input
        """,
    ),
    "prints": (
        "no_return",
        "print",
        """
        def lineage(y):
            while y.creator is not None:
                print(type(y.creator).__name__)
                y = y.creator.input
        """,
    ),
    "recursion forgot return": (
        "no_return",
        "再帰",
        """
        def lineage(y):
            f = y.creator
            if f is None:
                return []
            names = [type(f).__name__]
            rest = lineage(f.input)
            if rest:
                names += rest
        """,
    ),
    "nested": (
        "nested",
        "入れ子",
        """
        def lineage(y):
            f = y.creator
            if f is None:
                return []
            return [type(f).__name__, lineage(f.input)]
        """,
    ),
    "mutable default": (
        "remembers_last_call",
        "既定の値",
        """
        def lineage(y, names=[]):
            while y.creator is not None:
                names.append(type(y.creator).__name__)
                y = y.creator.input
            return names
        """,
    ),
    "global": (
        "remembers_last_call",
        "残って",
        """
        names = []

        def lineage(y):
            while y.creator is not None:
                names.append(type(y.creator).__name__)
                y = y.creator.input
            return names
        """,
    ),
    "set": (
        "wrong_type",
        "リスト",
        """
        def lineage(y):
            names = set()
            while y.creator is not None:
                names.add(type(y.creator).__name__)
                y = y.creator.input
            return names
        """,
    ),
    "sorted set": (
        "without_duplicates",
        "1つに",
        """
        def lineage(y):
            names = set()
            while y.creator is not None:
                names.add(type(y.creator).__name__)
                y = y.creator.input
            return sorted(names)
        """,
    ),
    "not in": (
        "without_duplicates",
        "2回",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                name = type(y.creator).__name__
                if name not in names:
                    names.append(name)
                y = y.creator.input
            return names
        """,
    ),
    "changes graph": (
        "changed_graph",
        "書き換え",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                f = y.creator
                names.append(type(f).__name__)
                y.creator = None
                y = f.input
            return names
        """,
    ),
    "function loop on leaf": (
        "input_itself",
        "空のリスト",
        """
        def lineage(y):
            names = []
            f = y.creator
            while True:
                names.append(type(f).__name__)
                if f.input.creator is None:
                    return names
                f = f.input.creator
        """,
    ),
    "leaf None": (
        "input_itself",
        "creatorはNone",
        """
        def lineage(y):
            if y.creator is None:
                return None
            names = []
            while y.creator is not None:
                names.append(type(y.creator).__name__)
                y = y.creator.input
            return names
        """,
    ),
    "wrong attribute": (
        "error",
        "creater",
        """
        def lineage(y):
            names = []
            while y.creater is not None:
                names.append(type(y.creater).__name__)
                y = y.creater.input
            return names
        """,
    ),
    "input of variable": (
        "error",
        "input",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(type(y.creator).__name__)
                y = y.input
            return names
        """,
    ),
    "types of variables": (
        "wrong_value",
        "期待した値",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append(type(y).__name__)
                y = y.creator.input
            return names
        """,
    ),
    "hard coded": (
        "wrong_value",
        "得られた値",
        """
        def lineage(y):
            names = []
            while y.creator is not None:
                names.append('Square' if type(y.creator).__name__ == 'Square' else 'Exp')
                y = y.creator.input
            return names
        """,
    ),
    "called": (
        "not_function",
        "関数",
        """
        def lineage(y):
            return []
        lineage = lineage(Variable(np.array(1.0)))
        """,
    ),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_right(learn: Any, source: str) -> None:
    feedback = check_step07(learn(7, source, "lineage"))
    assert feedback, feedback
    assert feedback.diagnosis is None
    assert feedback.message.startswith("正解です。")


@pytest.mark.parametrize(("code", "word", "source"), WRONG.values(), ids=WRONG)
def test_wrong(learn: Any, code: str, word: str, source: str) -> None:
    feedback = check_step07(learn(7, source, "lineage"))
    assert not feedback
    assert (feedback.diagnosis, word in feedback.message) == (code, True), feedback
