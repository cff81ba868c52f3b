"""表紙の図。つまみでxを動かすと、値と勾配が計算グラフを流れる。``{landing-graph}`` が置く。

数は、ビルドのときにパッケージが計算する。JavaScriptが動かないときは、x = 0.6の図が残る。
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from _ext.figures.road import Road
from _ext.figures.subject import VARIABLES, run, shown
from _ext.figures.widget import FigureDirective, slider, widget

START = 0.6
INPUTS = [round(i / 20, 2) for i in range(-30, 31)]
DIGITS = 3  # 札の幅に入る桁数
FUNCTIONS = ("2乗", "exp", "2乗")


def numbers(x: float) -> dict[str, list[str]]:
    result = run(x)
    return {
        "v": [shown(number, DIGITS) for number in result.values],
        "g": [shown(number, DIGITS) for number in result.gradients],
    }


def build_html(identifier: str) -> str:
    start = numbers(START)
    road = Road(VARIABLES, FUNCTIONS, start["v"], start["g"], card=46, box=31)
    described = "、".join(
        f"{name}の値は{value}、勾配は{gradient}"
        for name, value, gradient in zip(VARIABLES, start["v"], start["g"])
    )
    picture = road.picture(
        "y = (e^(x²))²の計算グラフ",
        "xを2乗してa、その指数関数がb、その2乗がyです。値は左から右へ、勾配は右から左へ流れます。"
        f"{described}です。",
    )
    control = slider(identifier, "x", "x", [str(x) for x in INPUTS], str(START))
    return widget(
        "landing-graph",
        "landing",
        identifier,
        "xを動かして、値と勾配が流れるのを見る図",
        TEMPLATE.format(picture=picture.svg(), answer=start["g"][0], control=control),
        [numbers(x) for x in INPUTS],
    )


TEMPLATE = """\
<p class="landing-answer"><span>y = (e<sup>x²</sup>)²</span> <span>dy/dx = <b>{answer}</b></span></p>
<div class="picture">{picture}</div>
{control}"""


class LandingGraph(FigureDirective):
    def run(self) -> list[nodes.Node]:
        identifier = f"landing-{self.env.new_serialno('landing')}"
        return self.figure(build_html(identifier), script="landing")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("landing-graph", LandingGraph)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
