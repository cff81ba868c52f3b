"""計算グラフを、ただのデータとして取り出し、図にします。

:func:`trace` は、出力の変数から生成元をたどり、通った変数と関数を並べます。
:func:`to_svg` は、その並びだけを見て図を作ります。
:func:`draw` は、Jupyterでセルの最後に置くと図になります。

図に出る数は、すべて変数の ``data`` と ``grad`` から作られます。
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dezero_book.checks import check_choice, check_count, check_source, describe
from dezero_book.core import Variable
from dezero_book.drawing import Item, Mark, render

__all__ = ["Graph", "Node", "Picture", "draw", "to_svg", "trace"]

# 関数のクラスがderivativeという属性をもたないときに使う、導関数の式。
DERIVATIVES = {"Square": "2{x}", "Exp": "e^{x}"}


@dataclass(frozen=True, eq=False)
class Node:
    """計算グラフの頂点。変数か関数です。

    Attributes
    ----------
    kind : {"variable", "function"}
        変数か、関数か。
    name : str
        変数の名前、または関数のクラスの名前。
    value : np.ndarray or None
        変数の値。関数と、空の変数では ``None``。
    gradient : np.ndarray or None
        変数の勾配。関数と、まだ勾配のない変数では ``None``。
    derivative : str or None
        関数の導関数を、入力の変数の名前で書いた式。知らない関数と、変数では ``None``。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Variable, square
    >>> from dezero_book.graph import trace
    >>> node = trace(square(Variable(np.array(3.0)))).nodes[1]
    >>> print(node.kind, node.name, node.derivative)
    function Square 2x0
    """

    kind: Literal["variable", "function"]
    name: str
    value: NDArray[Any] | None = None
    gradient: NDArray[Any] | None = None
    derivative: str | None = None


@dataclass(frozen=True, eq=False)
class Graph:
    """計算グラフ。

    Attributes
    ----------
    nodes : tuple of Node
        入力から出力への順に、変数と関数が交互に並びます。最初と最後は変数です。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Variable, square
    >>> from dezero_book.graph import trace
    >>> [node.name for node in trace(square(Variable(np.array(3.0)))).nodes]
    ['x0', 'Square', 'x1']
    """

    nodes: tuple[Node, ...]

    @property
    def variables(self) -> tuple[Node, ...]:
        """変数だけを、入力から出力への順に並べたもの。"""
        return self.nodes[::2]

    @property
    def functions(self) -> tuple[Node, ...]:
        """関数だけを、入力から出力への順に並べたもの。"""
        return self.nodes[1::2]


def trace(
    y: Any,
    *,
    names: Sequence[str] | None = None,
    functions: Sequence[str] | None = None,
) -> Graph:
    """出力の変数から生成元をたどり、計算グラフをデータとして取り出します。

    関数は実行されません。値と勾配の配列は写されず、変数と同じものを指します。

    Parameters
    ----------
    y
        出力の変数。``data``、``grad``、``creator`` をもてば、章の途中のクラスでもたどれます。
    names
        変数の名前のリストかタプル。入力から出力への順。
        渡さなければ ``x0``、``x1``、… になります。
    functions
        関数の名前のリストかタプル。入力から出力への順。渡さなければクラスの名前になります。

    Returns
    -------
    Graph
        入力から出力へ並んだ変数と関数。

    Raises
    ------
    TypeError
        ``y`` が変数でないとき。名前が、文字列のリストやタプルでないとき。
    ValueError
        名前の数がグラフと合わないとき。名前や導関数の式に表示できない文字があるとき。
    RuntimeError
        同じ関数のインスタンスが2回以上呼び出されていて、入力へたどれないとき。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Variable, exp, square
    >>> from dezero_book.graph import trace
    >>> y = exp(square(Variable(np.array(0.5))))
    >>> y.backward()
    >>> for node in trace(y, names=["x", "a", "y"]).nodes:
    ...     print(node.kind, node.name, node.value, node.gradient, node.derivative)
    variable x 0.5 1.2840254166877414 None
    function Square None None 2x
    variable a 0.25 1.2840254166877414 None
    function Exp None None e^a
    variable y 1.2840254166877414 1.0 None

    Notes
    -----
    導関数の式は、関数のクラスの属性 ``derivative`` から取ります。
    ``derivative = "3{x}^2"`` のように書くと、``{x}`` が入力の変数の名前に置き換わります。
    """
    if not hasattr(y, "creator"):
        raise TypeError(
            f"計算グラフをたどれるのはVariableですが、{describe(y)}が渡されました。"
            "y = square(x)のように、関数が返した変数を渡すとたどれます。"
        )
    variables, creators = _walk(y)
    default_names = [f"x{i}" for i in range(len(variables))]
    labels = _checked_names("names", "変数", names, default_names)
    classes = [type(creator).__name__ for creator in creators]
    function_labels = _checked_names("functions", "関数", functions, classes)

    nodes = [_variable_node(labels[0], variables[0])]
    for i, creator in enumerate(creators):
        formula = _derivative(creator, labels[i])
        nodes.append(Node("function", function_labels[i], derivative=formula))
        nodes.append(_variable_node(labels[i + 1], variables[i + 1]))
    return Graph(tuple(nodes))


def _walk(y: Any) -> tuple[list[Any], list[Any]]:
    """変数と生成元を、入力から出力への順に返す。"""
    variables, creators = [y], []
    seen = set()
    while (creator := variables[-1].creator) is not None:
        if isinstance(variables[-1], Variable):
            check_source(variables[-1])
        if id(creator) in seen:
            name = type(creator).__name__
            raise RuntimeError(
                f"{name}の同じインスタンスが、この計算に2回以上現れます。"
                "関数は最後の呼び出しの入力だけを覚えているので、計算グラフをたどれません。"
                f"{name}()を呼び出しごとに新しく作ると、たどれます。"
            )
        seen.add(id(creator))
        creators.append(creator)
        variables.append(creator.input)
    return variables[::-1], creators[::-1]


def _checked_names(
    argument: str, what: str, names: Sequence[str] | None, default: list[str]
) -> list[str]:
    if names is None:
        return default
    if not isinstance(names, (list, tuple)):
        raise TypeError(
            f"{argument}は名前のリストかタプルですが、{describe(names)}が渡されました。"
            "どの名前がどこに付くかを、並んだ順で決めるためです。"
            f"{argument}={default}のように並べると、図に名前が付きます。"
        )
    if len(names) != len(default):
        raise ValueError(
            f"この計算グラフの{what}は{len(default)}個ですが、"
            f"{argument}に{len(names)}個の名前が渡されました。"
            f"入力から出力への順に{len(default)}個並べると、図に名前が付きます。"
        )
    for name in names:
        if not isinstance(name, str) or not name or not name.isprintable():
            raise ValueError(
                f"{argument}は表示できる文字列の並びですが、{describe(name)}がありました。"
                '"x"のような1文字以上の名前にすると、図に表示できます。'
            )
    return list(names)


def _variable_node(name: str, variable: Any) -> Node:
    value, gradient = variable.data, getattr(variable, "grad", None)
    return Node(
        "variable",
        name,
        value=None if value is None else np.asarray(value),
        gradient=None if gradient is None else np.asarray(gradient),
    )


def _derivative(function: Any, name: str) -> str | None:
    owner = type(function)
    formula = getattr(owner, "derivative", DERIVATIVES.get(owner.__name__))
    if not isinstance(formula, str):
        return None
    if not formula.isprintable():
        raise ValueError(
            f"{owner.__name__}のderivativeは表示できる文字列ですが、{describe(formula)}でした。"
            '"3{x}^2"のような式にすると、図に表示できます。'
        )
    return formula.replace("{x}", name if name.isidentifier() else f"({name})")


# 数と配列を、図に載せる短い文字列にする。


def _number(value: Any, digits: int | None) -> str:
    if digits is None or value.dtype.kind != "f":
        return str(value)
    with np.errstate(over="ignore", under="ignore"):
        short = float(value)
    if (np.isinf(short) or short == 0) and short != value:  # longdoubleにしかない大きさ
        return np.format_float_scientific(value, precision=digits - 1, trim="-")
    return format(short, f".{digits}g")


def _preview(value: NDArray[Any], digits: int | None) -> str:
    if value.ndim == 0:
        return _number(value[()], digits)
    count = 3 if value.ndim == 1 else 1
    shown = [_preview(np.asarray(part), digits) for part in value[:count]]
    more = ["…"] if len(value) > count else []
    return f"[{', '.join(shown + more)}]"


def _lines(value: NDArray[Any] | None, digits: int | None) -> tuple[str, ...]:
    """図に書く行。0次元なら数だけ、ほかは要素の一部と、形とdtype。"""
    if value is None:
        return ("None",)
    if value.ndim == 0:
        return (_preview(value, digits),)
    return (_preview(value, digits), f"{value.shape} {value.dtype}")


def _spoken(value: NDArray[Any] | None, digits: int | None) -> str:
    """読み上げる文に入れる値。"""
    if value is None:
        return "空（None）"
    if value.ndim == 0:
        return _preview(value, digits)
    return f"形{value.shape}、{value.dtype}の配列{_preview(value, digits)}"


def _is_rounded(value: NDArray[Any] | None, digits: int | None) -> bool:
    """図に書かれる数のなかに、丸めたものがあるか。"""
    if value is None or digits is None or value.dtype.kind != "f":
        return False
    if value.ndim:
        shown = value[: 3 if value.ndim == 1 else 1]
        return any(_is_rounded(np.asarray(part), digits) for part in shown)
    written = value.dtype.type(_number(value[()], digits))
    return bool(written != value) and not np.isnan(value)


@dataclass
class _Omission:
    """長い計算グラフの、図で省いた部分。"""

    index: int
    count: int
    flows: bool


_Part = Node | _Omission


def _abbreviated(graph: Graph, limit: int) -> list[_Part]:
    """関数が ``limit`` 個を超えるグラフの中ほどを、1つの印に置き換えた並び。

    変数と、それ以外（関数か印）が交互に並ぶことは変わらない。
    """
    count = len(graph.functions)
    if count <= limit:
        return list(graph.nodes)
    head, tail = 2 * ((limit + 1) // 2) + 1, 2 * (limit // 2) + 1
    hidden = graph.nodes[head - 1 : len(graph.nodes) - tail + 1]
    flows = all(node.gradient is not None for node in hidden[::2])
    omission = _Omission(head, len(hidden) // 2, flows)
    return [*graph.nodes[:head], omission, *graph.nodes[-tail:]]


def _title(graph: Graph) -> str:
    first, last = graph.nodes[0].name, graph.nodes[-1].name
    if len(graph.nodes) == 1:
        return f"計算グラフ：変数{first}"
    return f"計算グラフ：{first}から{last}まで"


def _description(parts: list[_Part], digits: int | None) -> str:
    """図と同じ内容の文。"""
    forward, backward = [], []
    for i in range(0, len(parts), 2):
        variable = parts[i]
        assert isinstance(variable, Node)
        value = f"{variable.name}は{_spoken(variable.value, digits)}"
        forward.append(_through(parts[i - 1], "を通って") + value if i else value)
        if variable.gradient is not None:
            gradient = f"{variable.name}の勾配は{_spoken(variable.gradient, digits)}"
            flows = i + 1 < len(parts) and _flows(parts, i + 1)
            way = _back_through(parts[i + 1]) if flows else ""
            backward.append(way + gradient)
    text = f"順伝播：{'、'.join(forward)}。"
    return text + (f"逆伝播：{'、'.join(reversed(backward))}。" if backward else "")


def _through(part: _Part, particle: str) -> str:
    if isinstance(part, _Omission):
        return f"図で省いた{part.count:,}個の関数{particle}"
    return f"{part.name}{particle}"


def _back_through(part: _Part) -> str:
    if isinstance(part, Node) and part.derivative:
        return f"{part.name}の微分{part.derivative}を掛けて"
    return _through(part, "を戻って")


def _flows(parts: list[_Part], i: int) -> bool:
    """``i`` 番目の部品を、勾配が流れたか。関数では、両隣の変数に勾配があるとき。"""
    part = parts[i]
    if isinstance(part, _Omission):
        return part.flows
    if part.kind == "variable":
        return part.gradient is not None
    ends = (parts[i - 1], parts[i + 1])
    return all(isinstance(end, Node) and end.gradient is not None for end in ends)


def _factor(derivative: str) -> str:
    """掛ける印を付けた式。和や差、商は括弧に入れる。"""
    outside = re.sub(r"\([^()]*\)", "", derivative)
    compound = re.search(r"[+\-−/*×\s]", outside)
    return f"×({derivative})" if compound else f"×{derivative}"


def _items(parts: list[_Part], digits: int | None) -> list[Item]:
    items = []
    skipped = 0
    for i, part in enumerate(parts):
        flows = _flows(parts, i)
        if isinstance(part, _Omission):
            skipped = 2 * part.count - 2
            note = f"関数{part.count:,}個を省略"
            items.append(Item("omission", part.index, "⋯", (), (note,), flows))
            continue
        values: tuple[str, ...] = ()
        gradients: tuple[str, ...] = ()
        if part.kind == "variable":
            values = _lines(part.value, digits)
            gradients = _lines(part.gradient, digits) if flows else ()
        elif flows and part.derivative:
            gradients = (_factor(part.derivative),)
        items.append(Item(part.kind, i + skipped, part.name, values, gradients, flows))
    return items


def _checked(graph: Any, digits: int | None, limit: int) -> Graph:
    check_count("limit", limit, low=2, default=6)
    if digits is not None:
        check_count("digits", digits, low=1, default=6)
    return graph if isinstance(graph, Graph) else trace(graph)


def to_svg(
    graph: Any,
    *,
    direction: str = "right",
    digits: int | None = 6,
    limit: int = 6,
) -> str:
    """計算グラフをSVGの図にします。

    変数は丸、関数は四角、値は丸の上、勾配は丸の下です。
    順伝播は実線と塗った矢じり、逆伝播は破線と開いた矢じりで描かれます。
    勾配のない変数には、逆伝播の矢印を描きません。

    Parameters
    ----------
    graph
        :func:`trace` の結果、または出力の変数。
    direction
        ``"right"`` なら左から右へ、``"down"`` なら上から下へ並べます。
        幅の狭い画面には ``"down"`` が向きます。そのときは、値が左、勾配が右です。
    digits
        浮動小数点数の有効数字の桁数。``None`` なら丸めずに書きます。
    limit
        描く関数の数の上限。これより長い計算グラフは中ほどを省き、省いた数を書きます。

    Returns
    -------
    str
        ``<svg>`` 要素。``<title>`` と ``<desc>`` に、図と同じ内容の文が入ります。

    Raises
    ------
    TypeError
        ``graph`` が ``Graph`` でも変数でもないとき。``digits`` や ``limit`` が整数でないとき。
    ValueError
        ``direction`` が選択肢にないとき。``digits`` が1未満か ``limit`` が2未満のとき。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Variable, square
    >>> from dezero_book.graph import to_svg
    >>> picture = to_svg(square(Variable(np.array(0.5))))
    >>> picture[:4], picture[-6:]
    ('<svg', '</svg>')

    Notes
    -----
    色は次のCSSのカスタムプロパティで変わります。なければ既定の色です。
    ``--graph-forward``、``--graph-backward``、``--graph-variable``、``--graph-function``。
    線と名前は、まわりの文字の色（``currentColor``）です。
    """
    check_choice("direction", direction, ("right", "down"))
    graph = _checked(graph, digits, limit)
    parts = _abbreviated(graph, limit)
    rounded = any(
        _is_rounded(array, digits)
        for part in parts
        if isinstance(part, Node)
        for array in (part.value, part.gradient)
    )
    return render(
        _items(parts, digits),
        direction="down" if direction == "down" else "right",
        title=_title(graph),
        description=_description(parts, digits),
        note=f"数は有効数字{digits}桁に丸めて表示" if rounded else "",
    )


WIDEST_RIGHT = 760  # これより長い横の図は、本文の幅に縮むと字が読めない


@dataclass(frozen=True, eq=False)
class Picture:
    """Jupyterのセルの最後に置くと、計算グラフの図になるオブジェクト。:func:`draw` が作ります。

    ``print`` すると、図と同じ内容の文になります。

    Attributes
    ----------
    graph : Graph
        図のもとのデータ。
    direction : {"right", "down"} or None
        並べる向き。``None`` なら、幅の広い画面では右へ、狭い画面では下へ並びます。
    digits : int or None
        浮動小数点数の有効数字の桁数。
    limit : int
        描く関数の数の上限。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Variable, square
    >>> from dezero_book.graph import Picture, trace
    >>> Picture(trace(square(Variable(np.array(0.5))), names=["x", "y"]))
    計算グラフ：xからyまで。順伝播：xは0.5、Squareを通ってyは0.25。
    """

    graph: Graph
    direction: str | None = None
    digits: int | None = 6
    limit: int = 6

    def __repr__(self) -> str:
        parts = _abbreviated(self.graph, self.limit)
        return f"{_title(self.graph)}。{_description(parts, self.digits)}"

    def _svg(self, direction: str) -> str:
        return to_svg(
            self.graph, direction=direction, digits=self.digits, limit=self.limit
        )

    def _repr_svg_(self) -> str:
        return self._svg(self.direction or "right")

    def _repr_html_(self) -> str:
        if self.direction is not None:
            return f'<div class="{Mark.GRAPH}">{self._svg(self.direction)}</div>'
        wide, tall = self._svg("right"), self._svg("down")
        width = re.search(r' width="(\d+)"', wide)
        if width and int(width[1]) > WIDEST_RIGHT:
            return f'<div class="{Mark.GRAPH}">{tall}</div>'
        # 狭い画面でtallに切り替えるのはスタイルシート。それがない所ではwideだけが出る。
        hidden = tall.replace("<svg ", '<svg display="none" ')
        return f'<div class="{Mark.GRAPH} {Mark.RESPONSIVE}">{wide}{hidden}</div>'


def draw(
    y: Any,
    *,
    names: Sequence[str] | None = None,
    functions: Sequence[str] | None = None,
    direction: str | None = None,
    digits: int | None = 6,
    limit: int = 6,
) -> Picture:
    """計算グラフの図を作ります。Jupyterのセルの最後に置くと、図が表示されます。

    Parameters
    ----------
    y
        出力の変数、または :func:`trace` の結果。
    names
        変数の名前（:func:`trace` と同じ）。``y`` が :func:`trace` の結果なら渡せません。
    functions
        関数の名前。渡し方は ``names`` と同じです。
    direction
        ``"right"``、``"down"``、または ``None``（画面の幅に合わせる）。
    digits
        有効数字の桁数（:func:`to_svg` と同じ）。
    limit
        描く関数の数の上限（:func:`to_svg` と同じ）。

    Returns
    -------
    Picture
        表示すると図になるオブジェクト。文字だけの画面では、図と同じ内容の文になります。

    Raises
    ------
    TypeError, ValueError, RuntimeError
        :func:`trace` と :func:`to_svg` のエラー。
        ``y`` が :func:`trace` の結果で、``names`` か ``functions`` も渡されたとき（``ValueError``）。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Variable, square
    >>> from dezero_book.graph import draw
    >>> draw(square(Variable(np.array(0.5))), names=["x", "y"])
    計算グラフ：xからyまで。順伝播：xは0.5、Squareを通ってyは0.25。
    """
    if direction is not None:
        check_choice("direction", direction, ("right", "down"))
    if isinstance(y, Graph):
        for argument, given in (("names", names), ("functions", functions)):
            if given is not None:
                raise ValueError(
                    f"traceで取り出した計算グラフに、{argument}（{describe(given)}）が渡されました。"
                    "取り出したグラフの名前は、もう決まっています。"
                    f"trace(y, {argument}=…)かdraw(y, {argument}=…)のように、"
                    "変数と一緒に渡すと、図に名前が付きます。"
                )
    else:
        y = trace(y, names=names, functions=functions)
    return Picture(_checked(y, digits, limit), direction, digits, limit)
