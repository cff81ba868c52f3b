"""連鎖律の歯車。大きい歯車が、かみ合う小さい歯車を、局所的な微分の倍率で回す。"""

from __future__ import annotations

import math
from itertools import pairwise

from _ext.figures.pen import BACKWARD, FUNCTION, VARIABLE, Picture, n, path, text
from _ext.figures.subject import FUNCTIONS, VARIABLES, run, shown

X = 1.2  # どの倍率も1ではない点
LARGE, TOOTH = 65.0, 2.5


def picture() -> Picture:
    result = run(X)
    ratios, total = result.local, result.gradients[0]
    small = [LARGE / ratio for ratio in ratios]
    axles = [LARGE + TOOTH + 1]
    for radius in small:
        axles.append(axles[-1] + LARGE + radius)
    y = LARGE + TOOTH + 2
    # 小さい歯車と次の大きい歯車は、同じ軸に付いて一緒に回る。手前の組を後から描く。
    body = ""
    for i in reversed(range(3)):
        body += _gear(axles[i], y, LARGE, VARIABLE, tooth_at=0.0)
        body += _gear(axles[i + 1], y, small[i], FUNCTION, tooth_at=None)
    for axle, name in zip(axles[:3], VARIABLES):
        body += text(axle, y + 6, name, size=17, style="math")
    body += text(axles[3], y - small[2] - 10, VARIABLES[3], size=17, style="math")
    for i, (name, ratio) in enumerate(zip(FUNCTIONS, ratios)):
        touch, label = axles[i] + LARGE, f"×{shown(ratio, 3)}"
        body += path(f"M{n(touch)} {n(y)}V{n(2 * y + 8)}", stroke=BACKWARD, width=1)
        body += f'<circle cx="{n(touch)}" cy="{n(y)}" r="3" fill="{BACKWARD}"/>'
        body += text(touch, 2 * y + 24, label, size=16, fill=BACKWARD, style="strong")
        body += text(touch, 2 * y + 42, name, size=13)
    product = " × ".join(shown(ratio, 3) for ratio in ratios)
    body += text(
        170, 2 * y + 70, f"全体の倍率は {product} ≈ {shown(total, 3)}", size=14
    )
    each = "".join(
        f"{function}で、{after}は{before}の{shown(ratio, 3)}倍動きます。"
        for function, (before, after), ratio in zip(
            FUNCTIONS, pairwise(VARIABLES), ratios
        )
    )
    return Picture(
        "連鎖律の歯車",
        f"x、a、b、yの軸の歯車が、順にかみ合っています。x = {X}では、{each}"
        f"全体の倍率は、3つの倍率の積で、およそ{shown(total, 3)}です。",
        2 * y + 80,
        body,
    )


def _gear(x: float, y: float, radius: float, fill: str, tooth_at: float | None) -> str:
    """歯の数が半径に比例する歯車。``tooth_at`` の向きに歯があり、なければ左端が谷になる。"""
    teeth = max(6, round(2 * math.pi * radius / 7))
    start = math.pi + math.pi / teeth if tooth_at is None else tooth_at
    inner, outer = radius - TOOTH, radius + TOOTH
    points = []
    for tooth in range(teeth):
        middle = start + 2 * math.pi * tooth / teeth
        for offset, reach in (
            (-0.6, inner),
            (-0.35, outer),
            (0.35, outer),
            (0.6, inner),
        ):
            angle = middle + offset * math.pi / teeth
            points.append(
                f"{n(x + reach * math.cos(angle))} {n(y + reach * math.sin(angle))}"
            )
    return path(f"M{'L'.join(points)}Z", fill=fill, width=1.25)
