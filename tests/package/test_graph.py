"""計算グラフのデータと図。図の数は、すべて変数の数と一致する。"""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dezero_book import Exp, Function, Square, Variable, exp, square
from dezero_book.checks import describe
from dezero_book.drawing import Color, Mark
from dezero_book.graph import Graph, Node, draw, to_svg, trace
from tests.package.inputs import FLOAT_DTYPES, arrays, compositions

SVG = "{http://www.w3.org/2000/svg}"
OPERATIONS = {"square": square, "exp": exp}
NAMES = ["x", "a", "b", "y"]


class Add(Function):
    def forward(self, x: Any) -> Any:
        return x + 1

    def backward(self, gy: Any) -> Any:
        return gy


def target(x: float = 0.5) -> Variable:
    return square(exp(square(Variable(np.array(x)))))


def chain(length: int) -> Variable:
    y = Variable(np.array(1.0))
    for _ in range(length):
        y = square(y)
    return y


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def notes(svg: str, kind: str) -> dict[int, list[str]]:
    """図の中の、部品のそばに書かれた行。鍵は計算グラフでの位置。"""
    return {
        int(text.attrib["data-node"]): ["".join(row.itertext()) for row in text]
        for text in parse(svg).iter(f"{SVG}text")
        if text.get("class") == f"graph-{kind}"
    }


def labels(svg: str) -> dict[int, str]:
    return {
        int(group.attrib["data-node"]): "".join(group.itertext())
        for group in parse(svg).iter(f"{SVG}g")
        if "data-node" in group.attrib
    }


def element(svg: str, name: str) -> str:
    found = parse(svg).find(f"{SVG}{name}")
    assert found is not None
    assert found.text
    return found.text


def lane(svg: str, name: str) -> list[str]:
    """順伝播か逆伝播の矢印の ``d`` 属性。"""
    group = next(
        g for g in parse(svg).iter(f"{SVG}g") if g.get("class") == f"graph-{name}"
    )
    return [path.attrib["d"] for path in group]


class TestTrace:
    def test_nodes_run_from_input_to_output(self) -> None:
        x = Variable(np.array(0.5))
        a = square(x)
        y = exp(a)
        y.backward()
        graph = trace(y)
        assert [node.kind for node in graph.nodes] == ["variable", "function"] * 2 + [
            "variable"
        ]
        assert [node.name for node in graph.nodes] == [
            "x0",
            "Square",
            "x1",
            "Exp",
            "x2",
        ]
        for node, variable in zip(graph.variables, [x, a, y]):
            assert node.value is variable.data
            assert node.gradient is variable.grad
        assert [node.derivative for node in graph.functions] == ["2x0", "e^x1"]
        for node in graph.functions:
            assert node.value is None
            assert node.gradient is None

    def test_leaf(self) -> None:
        (node,) = trace(Variable(np.array(1.0))).nodes
        assert (node.kind, node.name, node.gradient, node.derivative) == (
            "variable",
            "x0",
            None,
            None,
        )

    def test_empty_leaf(self) -> None:
        (node,) = trace(Variable(None)).nodes
        assert node.value is None

    def test_given_names(self) -> None:
        graph = trace(target(), names=NAMES, functions=["A", "B", "C"])
        assert [node.name for node in graph.variables] == NAMES
        assert [node.name for node in graph.functions] == ["A", "B", "C"]
        assert [node.derivative for node in graph.functions] == ["2x", "e^a", "2b"]

    def test_nothing_is_run_or_changed(self) -> None:
        class Once(Function):
            calls = 0

            def forward(self, x: Any) -> Any:
                self.calls += 1
                return x + 1

        function = Once()
        y = function(Variable(np.array(1.0)))
        trace(y)
        assert function.calls == 1
        assert y.grad is None

    def test_unknown_function_has_no_formula(self) -> None:
        class Mystery(Function):
            def forward(self, x: Any) -> Any:
                return x

        assert trace(Mystery()(Variable(np.array(1.0)))).functions[0].derivative is None

    def test_formula_from_class_attribute(self) -> None:
        class Cube(Function):
            derivative = "3{x}^2"

            def forward(self, x: Any) -> Any:
                return x**3

        y = Cube()(Variable(np.array(1.0)))
        assert trace(y, names=["t", "y"]).functions[0].derivative == "3t^2"

    def test_class_without_source_or_grad(self) -> None:
        """章の途中のクラスは、値と生成元だけをもつ。"""

        class Box:
            def __init__(self, data: Any, creator: Any = None) -> None:
                self.data, self.creator = data, creator

        class Step:
            def __init__(self, input: Box) -> None:
                self.input = input

        box = Box(np.array(3.0), Step(Box(np.array(2.0))))
        graph = trace(box)
        assert [node.name for node in graph.nodes] == ["x0", "Step", "x1"]
        assert graph.variables[1].value is box.data

    @given(operations=compositions(), data=arrays())
    def test_any_composition(self, operations: tuple[str, ...], data: Any) -> None:
        variables = [Variable(data)]
        for operation in operations:
            variables.append(OPERATIONS[operation](variables[-1]))
        variables[-1].backward()
        graph = trace(variables[-1])
        assert [node.name.lower() for node in graph.functions] == list(operations)
        for node, variable in zip(graph.variables, variables, strict=True):
            assert node.value is variable.data
            assert node.gradient is variable.grad

    @pytest.mark.parametrize("value", [np.array(1.0), 1.0, None, "y", Square()])
    def test_not_a_variable(self, value: Any) -> None:
        shown = "None" if value is None else type(value).__name__
        with pytest.raises(TypeError, match=rf"Variableですが、{shown}.*たどれます"):
            trace(value)

    def test_wrong_number_of_names(self) -> None:
        with pytest.raises(ValueError, match="変数は4個ですが、namesに2個"):
            trace(target(), names=["x", "y"])
        with pytest.raises(ValueError, match="関数は3個ですが、functionsに1個"):
            trace(target(), functions=["A"])

    @pytest.mark.parametrize("name", ["", "\n", "a\x00", "\ud800", 1])
    def test_unprintable_name(self, name: Any) -> None:
        with pytest.raises(ValueError, match="表示できる文字列"):
            trace(Variable(np.array(1.0)), names=[name])

    @pytest.mark.parametrize(
        "names", [5, "xaby", {"x", "a", "b", "y"}, dict.fromkeys(NAMES), iter(NAMES)]
    )
    @pytest.mark.parametrize("make", [trace, draw])
    @pytest.mark.parametrize("argument", ["names", "functions"])
    def test_names_stand_in_a_list_or_a_tuple(
        self, make: Any, argument: str, names: Any
    ) -> None:
        with pytest.raises(
            TypeError, match=f"{argument}は名前のリストかタプルですが"
        ) as e:
            make(target(), **{argument: names})
        assert type(names).__name__ in str(e.value)
        advice = (
            "['x0', 'x1', 'x2', 'x3']" if argument == "names" else "'Exp', 'Square']"
        )
        assert advice in str(e.value)

    @pytest.mark.parametrize(
        ("name", "formula"),
        [
            ("t", "3t^2"),
            ("x10", "3x10^2"),
            ("a+b", "3(a+b)^2"),
            ("2", "3(2)^2"),
            ("角", "3角^2"),
        ],
    )
    def test_a_name_that_is_not_a_word_is_parenthesized(
        self, name: str, formula: str
    ) -> None:
        class Cube(Function):
            derivative = "3{x}^2"

            def forward(self, x: Any) -> Any:
                return x**3

        graph = trace(Cube()(Variable(np.array(1.0))), names=[name, "y"])
        assert graph.functions[0].derivative == formula

    def test_a_formula_must_be_printable(self) -> None:
        class Broken(Function):
            derivative = "2\x00{x}"

            def forward(self, x: Any) -> Any:
                return x

        with pytest.raises(ValueError, match="Broken") as caught:
            trace(Broken()(Variable(np.array(1.0))))
        assert str(caught.value) == (
            r"Brokenのderivativeは表示できる文字列ですが、str（'2\x00{x}'）でした。"
            '"3{x}^2"のような式にすると、図に表示できます。'
        )

    @pytest.mark.parametrize("derivative", [None, 2, ["2{x}"]])
    def test_a_formula_that_is_no_text_is_none(self, derivative: Any) -> None:
        class Odd(Square):
            pass

        Odd.derivative = derivative  # type: ignore[attr-defined]
        assert trace(Odd()(Variable(np.array(1.0)))).functions[0].derivative is None

    @pytest.mark.parametrize("part", ["graph", "nodes", "name"])
    def test_nothing_can_be_changed(self, part: str) -> None:
        picture = draw(target())
        owner = {
            "graph": picture,
            "nodes": picture.graph,
            "name": picture.graph.nodes[0],
        }
        with pytest.raises(AttributeError):
            setattr(owner[part], part, None)

    def test_each_is_equal_only_to_itself(self) -> None:
        """中の配列は比べない。配列の比較は、真偽にならない。"""
        y = square(Variable(np.array([1.0, 2.0])))
        picture = draw(y)
        for part in (picture, picture.graph, picture.graph.nodes[0]):
            assert part in {part}
        assert draw(y) != picture
        assert trace(y) != trace(y)
        assert trace(y).nodes[0] != trace(y).nodes[0]

    def test_instance_used_twice(self) -> None:
        f = Square()
        y = f(f(Variable(np.array(2.0))))
        with pytest.raises(RuntimeError, match="Square"):
            trace(y)

    def test_older_result_of_an_instance(self) -> None:
        f = Square()
        y = f(Variable(np.array(2.0)))
        f(Variable(np.array(3.0)))
        with pytest.raises(RuntimeError, match="Square"):
            trace(y)

    def test_instance_used_twice_in_a_class_without_source(self) -> None:
        class Box:
            def __init__(self, data: Any) -> None:
                self.data, self.creator = data, None

        class Step:
            def __call__(self, input: Any) -> Any:
                self.input = input
                output = Box(input.data)
                output.creator = self
                return output

        step = Step()
        with pytest.raises(RuntimeError, match=r"Stepの同じインスタンスが.*2回以上"):
            trace(step(step(Box(np.array(1.0)))))


class TestSvg:
    @pytest.mark.parametrize("direction", ["right", "down"])
    def test_numbers_of_the_target(self, direction: str) -> None:
        y = target()
        y.backward()
        graph = trace(y, names=NAMES)
        svg = to_svg(graph, direction=direction, digits=None)
        values, gradients = notes(svg, "value"), notes(svg, "gradient")
        for index, node in enumerate(graph.nodes):
            if node.kind == "variable":
                assert [float(line) for line in values[index]] == [node.value]
                assert [float(line) for line in gradients[index]] == [node.gradient]
        assert gradients[0] == ["3.297442541400256"]
        assert values[6] == ["1.648721270700128"]
        assert [gradients[i] for i in (1, 3, 5)] == [["×2x"], ["×ea"], ["×2b"]]
        assert labels(svg) == dict(
            enumerate(["x", "Square", "a", "Exp", "b", "Square", "y"])
        )

    @given(
        value=st.floats(allow_nan=False, allow_infinity=False),
        digits=st.integers(1, 17),
        dtype=st.sampled_from(FLOAT_DTYPES),
    )
    def test_rounded_numbers(self, value: float, digits: int, dtype: Any) -> None:
        with np.errstate(over="ignore"):
            data = np.array(value, dtype=dtype)
        (line,) = notes(to_svg(Variable(data), digits=digits), "value")[0]
        assert line == f"{float(data):.{digits}g}"

    @pytest.mark.parametrize(
        ("text", "digits", "line"),
        [
            ("1e4000", 6, "1e+4000"),
            ("-1.23456789e4000", 3, "-1.23e+4000"),
            ("1.5e-4900", 6, "1.5e-4900"),
            ("1e4000", None, "1e+4000"),
            ("inf", 6, "inf"),
            ("0", 6, "0"),
            ("-0.1", 2, "-0.1"),
        ],
    )
    @pytest.mark.skipif(
        np.finfo(np.longdouble).maxexp == np.finfo(np.float64).maxexp,
        reason="longdoubleがfloat64と同じ計算機",
    )
    def test_numbers_that_only_longdouble_can_hold(
        self, text: str, digits: int | None, line: str
    ) -> None:
        data = np.array(np.longdouble(text))
        assert notes(to_svg(Variable(data), digits=digits), "value")[0] == [line]
        assert line in repr(draw(Variable(data), digits=digits))

    @pytest.mark.parametrize(
        ("derivative", "factor"),
        [
            ("cos({x})", "×cos(x)"),
            ("e^{x}", "×ex"),
            ("1 + 2{x}", "×(1 + 2x)"),
            ("1-{x}^2", "×(1-x2)"),
            ("-sin({x})", "×(-sin(x))"),
            ("1/{x}", "×(1/x)"),
            ("(1 + {x})", "×(1 + x)"),
            ("<b>{x}&", "×<b>x&"),
        ],
    )
    def test_a_formula_is_escaped_and_parenthesized(
        self, derivative: str, factor: str
    ) -> None:
        class Own(Square):
            pass

        Own.derivative = derivative  # type: ignore[attr-defined]
        y = Own()(Variable(np.array(1.0)))
        y.backward()
        graph = trace(y, names=["x", "y"])
        assert notes(to_svg(graph), "gradient")[1] == [factor]
        formula = derivative.replace("{x}", "x")
        assert f"Ownの微分{formula}を掛けて" in element(to_svg(graph), "desc")

    @pytest.mark.parametrize(
        ("text", "spans"),
        [
            ("x", [("x", "i")]),
            ("x10", [("x", "i"), ("10", "4")]),
            ("2x", [("2", ""), ("x", "i")]),
            ("e^a", [("e", "i"), ("a", "-6i")]),
            ("e^a0", [("e", "i"), ("a0", "-6")]),
            ("e^(a+b)", [("e", "i"), ("(a+b)", "-6")]),
            ("3x^2y", [("3", ""), ("x", "i"), ("2y", "-6")]),
            ("x0+y1", [("x", "i"), ("0", "4"), ("+", "-4"), ("y", "i"), ("1", "4")]),
            ("e^a b", [("e", "i"), ("a", "-6i"), (" ", "6"), ("b", "i")]),
            ("ab", [("ab", "")]),
            ("a^", [("a", "i"), ("^", "")]),
            ("<", [("<", "")]),
        ],
    )
    def test_formulas_look_like_mathematics(
        self, text: str, spans: list[tuple[str, str]]
    ) -> None:
        """各部分の文字と、上下の動き（``dy``）と、1文字の名前の斜体（``i``）。"""
        svg = to_svg(trace(Variable(np.array(1.0)), names=[text]))
        label = next(g for g in parse(svg).iter(f"{SVG}g") if "data-node" in g.attrib)
        written = label.find(f"{SVG}text")
        assert written is not None
        assert written.get("font-style") == "italic"
        found = [(written.text, "")] if written.text else []
        for span in written:
            slant = "i" if span.get("font-style") == "italic" else ""
            found.append((span.text or "", span.get("dy", "") + slant))
            raised = found[-1][0] != "" and span.get("font-size") == "12"
            assert raised == (span.get("dy") in {"4", "-6"} and span.text != "+")
            found += [(span.tail, "")] if span.tail else []
        assert found == spans

    @pytest.mark.parametrize(
        ("data", "is_rounded"),
        [
            (np.array(0.5), False),
            (np.array(1 / 3), True),
            (np.array(0.1, dtype=np.float32), False),
            (np.array(10_000_000), False),
            (np.array(np.nan), False),
            (np.array(np.inf), False),
            (np.array([0.5, 1 / 3]), True),
            (np.array([0.5, 0.5, 0.5, 1 / 3]), False),
        ],
    )
    def test_rounding_is_announced(self, data: Any, is_rounded: bool) -> None:
        assert ("有効数字6桁に丸めて表示" in to_svg(Variable(data))) == is_rounded

    @given(
        data=arrays(),
        operations=compositions(),
        direction=st.sampled_from(["right", "down"]),
    )
    def test_well_formed_for_any_data(
        self, data: Any, operations: tuple[str, ...], direction: str
    ) -> None:
        y = Variable(data)
        for operation in operations:
            y = OPERATIONS[operation](y)
        y.backward()
        svg = to_svg(y, direction=direction)
        if data.ndim:
            assert notes(svg, "value")[0][1] == f"{data.shape} float64"
        else:
            assert notes(svg, "value")[0] == [f"{float(data):.6g}"]

    @given(name=st.text(min_size=1).filter(str.isprintable))
    def test_any_printable_name(self, name: str) -> None:
        svg = to_svg(trace(Variable(np.array(1.0)), names=[name]))
        assert labels(svg)[0] == re.sub(r"\^(?=\w)", "", name)

    @pytest.mark.parametrize(
        ("data", "preview"),
        [
            (np.array([1, 2, 3]), ["[1, 2, 3]", "(3,) int64"]),
            (np.arange(4.0), ["[0, 1, 2, …]", "(4,) float64"]),
            (np.ones((1, 2), dtype=np.float32), ["[[1, 1]]", "(1, 2) float32"]),
            (np.ones((2, 4)), ["[[1, 1, 1, …], …]", "(2, 4) float64"]),
            (np.zeros((0, 3)), ["[]", "(0, 3) float64"]),
            (np.zeros((2, 0)), ["[[], …]", "(2, 0) float64"]),
            (np.zeros(10**7), ["[0, 0, 0, …]", "(10000000,) float64"]),
        ],
    )
    def test_array_preview(self, data: Any, preview: list[str]) -> None:
        assert notes(to_svg(Variable(data.astype(data.dtype))), "value")[0] == preview

    def test_empty_variable(self) -> None:
        assert notes(to_svg(Variable(None)), "value")[0] == ["None"]

    def test_forward_only_has_one_lane(self) -> None:
        svg = to_svg(target())
        assert len(lane(svg, "forward")) == 6
        assert lane(svg, "backward") == []
        assert notes(svg, "gradient") == {}
        assert "逆伝播" not in svg

    def test_backward_arrows_run_against_forward_ones(self) -> None:
        y = target()
        y.backward()
        for direction, axis in (("right", 0), ("down", 1)):
            svg = to_svg(y, direction=direction)
            for name, sign in (("forward", 1), ("backward", -1)):
                lines = [d for d in lane(svg, name) if d.count("L") != 2]
                assert len(lines) == 6
                for d in lines:
                    start, end = re.findall(r"[ML](\S+) ([-\d.]+)", d)[:2]
                    assert sign * (float(end[axis]) - float(start[axis])) > 0

    def test_partial_backward(self) -> None:
        y = target()
        y.grad = np.array(1.0)
        b = y.creator.input  # type: ignore[union-attr]
        b.grad = np.asarray(y.creator.backward(y.grad))  # type: ignore[union-attr]
        svg = to_svg(trace(y, names=NAMES))
        assert len(lane(svg, "backward")) == 2 * 2
        assert set(notes(svg, "gradient")) == {4, 5, 6}
        assert "bの勾配は2.56805。" in element(svg, "desc")

    def test_gradient_without_a_way_to_it(self) -> None:
        """yの勾配がないのにaの勾配だけがあっても、流れたようには描かない。"""
        x = Variable(np.array(1.0))
        a = square(x)
        y = exp(a)
        x.grad, y.grad = np.array(1.0), np.array(1.0)
        svg = to_svg(y)
        assert lane(svg, "backward") == []
        assert set(notes(svg, "gradient")) == {0, 4}
        assert "戻って" not in element(svg, "desc")
        assert "掛けて" not in element(svg, "desc")

    def test_sentences(self) -> None:
        y = square(exp(Variable(np.array(0.0))))
        y.backward()
        svg = to_svg(trace(y, names=["x", "a", "y"]))
        assert element(svg, "title") == "計算グラフ：xからyまで"
        assert element(svg, "desc") == (
            "順伝播：xは0、Expを通ってaは1、Squareを通ってyは1。"
            "逆伝播：yの勾配は1、Squareの微分2aを掛けてaの勾配は2、Expの微分e^xを掛けてxの勾配は2。"
        )

    def test_sentence_of_an_array(self) -> None:
        svg = to_svg(Variable(np.array([1.0, 2.0])))
        assert element(svg, "desc") == "順伝播：x0は形(2,)、float64の配列[1, 2]。"

    @pytest.mark.parametrize("direction", ["right", "down"])
    def test_works_under_a_strict_policy(self, direction: str) -> None:
        y = target()
        y.backward()
        root = parse(to_svg(y, direction=direction))
        assert root.attrib["role"] == "img"
        for part in root.iter():
            assert part.tag not in {f"{SVG}style", f"{SVG}script"}
            assert not {"style", "id"} & set(part.attrib)
            assert not any(name.startswith("on") for name in part.attrib)

    @pytest.mark.parametrize("direction", ["right", "down"])
    @pytest.mark.parametrize("digits", [2, None])
    @pytest.mark.parametrize("backward", [False, True])
    def test_everything_stands_inside_the_view_box(
        self, direction: str, digits: int | None, backward: bool
    ) -> None:
        y = square(exp(Variable(np.array([[1 / 3, 2 / 3], [1, 2]]))))
        if backward:
            y.backward()
        root = parse(to_svg(y, direction=direction, digits=digits))
        left, top, width, height = (float(n) for n in root.attrib["viewBox"].split())
        assert (float(root.attrib["width"]), float(root.attrib["height"])) == (
            width,
            height,
        )
        for text in root.iter(f"{SVG}text"):
            anchor = text.get(
                "text-anchor", "start" if "class" not in text.attrib else "middle"
            )
            for row in list(text) or [text]:
                if "x" not in row.attrib:
                    continue
                x, y_ = float(row.attrib["x"]), float(row.attrib["y"])
                room = len("".join(row.itertext())) * 7.5
                shift = {"start": 0, "middle": 0.5, "end": 1}[anchor]
                if text.get("class"):
                    assert left <= x - shift * room
                    assert x + (1 - shift) * room <= left + width
                assert top <= y_ - 11
                assert y_ <= top + height
        for shape in root.iter(f"{SVG}rect"):
            assert left < float(shape.attrib["x"])

    @pytest.mark.parametrize("direction", ["right", "down"])
    @pytest.mark.parametrize("value", [1.0, 1 / 3])
    def test_a_small_picture_is_as_wide_as_its_circle_and_its_legend(
        self, direction: str, value: float
    ) -> None:
        root = parse(to_svg(Variable(np.array(value)), direction=direction, digits=1))
        left, top, width, height = (float(n) for n in root.attrib["viewBox"].split())
        circle = next(root.iter(f"{SVG}ellipse")).attrib
        x, y, rx, ry = (float(circle[name]) for name in ("cx", "cy", "rx", "ry"))
        assert left + 10 <= x - rx
        assert x + rx <= left + width - 10
        assert top + 10 <= y - ry
        assert y + ry <= top + height - 10
        for text in root.findall(f"{SVG}g[@class='graph-legend']/{SVG}text"):
            assert left + 10 <= float(text.attrib["x"])
            end = float(text.attrib["x"]) + 12 * len(text.text or "")
            assert end <= left + width
        assert ("graph-legend" in to_svg(Variable(np.array(value)))) == (value != 1)

    @pytest.mark.parametrize("digits", [1, 6, None])
    def test_neighbouring_texts_do_not_touch(self, digits: int | None) -> None:
        y = square(exp(square(Variable(np.array([1 / 3, 2 / 3, 1.0])))))
        y.backward()
        svg = to_svg(y, digits=digits)
        for kind in ("value", "gradient"):
            spans = []
            for text in parse(svg).iter(f"{SVG}text"):
                if text.get("class") == f"graph-{kind}":
                    x = float(text[0].attrib["x"])
                    half = max(len("".join(row.itertext())) for row in text) * 9 / 2
                    spans.append((x - half, x + half))
            for (_, end), (start, _) in itertools.pairwise(spans):
                assert end < start

    def test_names_with_markup_are_escaped(self) -> None:
        svg = to_svg(trace(Variable(np.array(1.0)), names=['<b>&"']))
        assert labels(svg)[0] == '<b>&"'
        assert element(svg, "title") == '計算グラフ：変数<b>&"'


class TestAbbreviation:
    @pytest.mark.parametrize("limit", [2, 3, 6, 7])
    @pytest.mark.parametrize("extra", [-1, 0, 1, 5])
    def test_shown_and_omitted_functions_add_up(self, limit: int, extra: int) -> None:
        count = limit + extra
        svg = to_svg(chain(count), limit=limit)
        shown = labels(svg)
        functions = [index for index, label in shown.items() if label == "Square"]
        assert len(functions) == min(count, limit)
        match = re.search(r"関数([\d,]+)個を省略", svg)
        assert (match is not None) == (extra > 0)
        if match:
            assert int(match[1]) + len(functions) == count
            assert f"図で省いた{match[1]}個の関数を通って" in element(svg, "desc")

    def test_shown_numbers_belong_to_their_variables(self) -> None:
        y = Variable(np.array(1.0))
        for _ in range(20):
            y = Add()(y)
        y.backward()
        graph = trace(y)
        svg = to_svg(graph, limit=5)
        for kind, attribute in (("value", "value"), ("gradient", "gradient")):
            for index, lines in notes(svg, kind).items():
                if index in labels(svg) and graph.nodes[index].kind == "variable":
                    assert float(lines[0]) == getattr(graph.nodes[index], attribute)
        names = {index: label for index, label in labels(svg).items() if label != "⋯"}
        assert names == {index: graph.nodes[index].name for index in names}
        assert list(notes(svg, "value").values())[-1] == ["21"]

    def test_a_chain_of_20_000(self) -> None:
        y = Variable(np.array(1.0))
        for _ in range(20_000):
            y = Add()(y)
        y.backward()
        graph = trace(y)
        assert len(graph.functions) == 20_000
        svg = to_svg(graph)
        assert "関数19,994個を省略" in svg
        assert len(svg) < 20_000
        assert "図で省いた19,994個の関数を戻ってx3の勾配は" in element(svg, "desc")

    def test_a_hole_in_the_omitted_gradients(self) -> None:
        y = chain(20)
        y.backward()
        graph = trace(y)
        nodes = list(graph.nodes)
        nodes[20] = Node("variable", "x10", value=nodes[20].value)
        svg = to_svg(Graph(tuple(nodes)))
        assert "戻って" not in element(svg, "desc")
        assert len(lane(svg, "backward")) == 2 * 12


class TestOptions:
    @pytest.mark.parametrize("make", [to_svg, draw])
    def test_unknown_direction(self, make: Any) -> None:
        with pytest.raises(ValueError, match=r'^directionに.*"right"と"down".*left'):
            make(target(), direction="left")

    @pytest.mark.parametrize("make", [to_svg, draw])
    @pytest.mark.parametrize("option", ["limit", "digits"])
    def test_wrong_sizes(self, make: Any, option: str) -> None:
        with pytest.raises(
            ValueError, match=f"{option}は.以上の整数ですが、int（0）.*{option}=6"
        ):
            make(target(), **{option: 0})
        for wrong in (1.5, "6", True):
            with pytest.raises(TypeError, match=f"{option}は整数ですが"):
                make(target(), **{option: wrong})

    @pytest.mark.parametrize("make", [to_svg, draw])
    def test_not_a_variable(self, make: Any) -> None:
        with pytest.raises(TypeError, match="Variableですが"):
            make(np.array(1.0))


PICTURES = Path(__file__).parent / "pictures"


def example(name: str) -> str:
    """図に現れるものが、すべてある図。"""
    y = Variable(np.array([1 / 3, 2.0]))
    if name == "forward":
        for function in (square, Add(), square):
            y = function(y)
        return to_svg(trace(y, functions=["A", "長い名前の関数", "C"]), digits=None)
    for function in (square, exp, Add(), square, square):
        y = function(y)
    y.backward()
    graph = trace(y, names=["x", "t10", "長い名前", "b", "c", "y"])
    return to_svg(graph, direction=name, limit=4)


def in_lines(svg: str) -> str:
    """要素ごとに行を分けたSVG。文字の並びには、空白を足さない。"""
    return re.sub("><(?=(?:g|path|text|title|desc|/svg)[ >])", ">\n<", svg) + "\n"


class TestAppearance:
    @pytest.mark.parametrize("name", ["forward", "right", "down"])
    def test_the_picture_does_not_change_unnoticed(self, name: str) -> None:
        """わざと変えたときは、図を目で確かめてから ``python -m tests.package.test_graph``。"""
        kept = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
        assert in_lines(example(name)) == kept

    def test_every_mark_is_in_a_picture(self) -> None:
        y = chain(7)
        y.backward()
        html = draw(y)._repr_html_() + draw(target())._repr_html_()
        classes = {
            name
            for value in re.findall(r' class="([^"]*)"', html)
            for name in value.split()
        }
        assert classes == set(Mark)
        assert all(color in html for color in Color)


class TestPicture:
    def test_html_holds_both_directions(self) -> None:
        html = draw(target(), names=NAMES)._repr_html_()
        root = parse(html)
        assert [svg.get("class") for svg in root] == ["graph-right", "graph-down"]
        # スタイルシートのない所では、横の図だけが見える。
        assert [svg.get("display") for svg in root] == [None, "none"]

    def test_wide_pictures_only_stand_upright(self) -> None:
        root = parse(draw(chain(6))._repr_html_())
        assert [svg.get("class") for svg in root] == ["graph-down"]
        assert root[0].get("display") is None

    @pytest.mark.parametrize("direction", ["right", "down"])
    def test_fixed_direction(self, direction: str) -> None:
        picture = draw(target(), direction=direction)
        assert [svg.get("class") for svg in parse(picture._repr_html_())] == [
            f"graph-{direction}"
        ]
        assert picture._repr_svg_() == to_svg(target(), direction=direction)

    def test_accepts_a_graph(self) -> None:
        graph = trace(target(), names=NAMES)
        assert draw(graph).graph is graph

    @pytest.mark.parametrize("argument", ["names", "functions"])
    @pytest.mark.parametrize("names", [NAMES, ["p"], [], 5, {"x"}])
    def test_a_graph_already_has_its_names(self, argument: str, names: Any) -> None:
        with pytest.raises(ValueError, match="計算グラフ") as caught:
            draw(trace(target()), **{argument: names})
        assert str(caught.value) == (
            f"traceで取り出した計算グラフに、{argument}（{describe(names)}）が渡されました。"
            "取り出したグラフの名前は、もう決まっています。"
            f"trace(y, {argument}=…)かdraw(y, {argument}=…)のように、"
            "変数と一緒に渡すと、図に名前が付きます。"
        )

    def test_the_options_reach_every_form(self) -> None:
        y = Variable(np.array(1 / 3))
        for _ in range(5):
            y = Add()(y)
        picture = draw(y, digits=2, limit=2)
        assert picture._repr_svg_() == to_svg(y, digits=2, limit=2)
        assert to_svg(y, digits=2, limit=2) in picture._repr_html_()
        tall = to_svg(y, direction="down", digits=2, limit=2)
        assert tall.replace("<svg", '<svg display="none"') in picture._repr_html_()
        assert "x0は0.33、" in repr(picture)
        assert "図で省いた3個" in repr(picture)
        assert (picture.direction, picture.digits, picture.limit) == (None, 2, 2)

    def test_text(self) -> None:
        assert repr(draw(target(0.0), names=NAMES)) == (
            "計算グラフ：xからyまで。"
            "順伝播：xは0、Squareを通ってaは0、Expを通ってbは1、Squareを通ってyは1。"
        )

    def test_same_graph_gives_same_picture(self) -> None:
        assert draw(target())._repr_html_() == draw(target())._repr_html_()

    def test_public_functions_are_used_by_name(self) -> None:
        y = Exp()(Variable(np.array(1.0)))
        assert draw(y, functions=["B"]).graph.functions[0].name == "B"


if __name__ == "__main__":
    for name in ("forward", "right", "down"):
        path = PICTURES / f"{name}.svg"
        path.write_text(in_lines(example(name)), encoding="utf-8")
