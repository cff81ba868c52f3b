"""図を描く筆。順伝播は青い実線、逆伝播は橙の破線。色はCSSの変数なので、配色に従う。

座標の1は、幅350pxの画面での1px。そこで読めるように、文字は12より小さくしない。
"""

from __future__ import annotations

import html
import math
from dataclasses import dataclass

WIDTH = 340
HEAD = 8  # 矢じりの長さ

FORWARD = "var(--graph-forward, #1a5fc4)"
BACKWARD = "var(--graph-backward, #b03d0c)"
ROPE = "var(--graph-rope, #777)"
BAD = "var(--graph-bad, #a83219)"
VARIABLE = "var(--graph-variable, #fff)"
FUNCTION = "var(--graph-function, #f5f3ed)"
INK = "currentColor"

_LINES = {
    "forward": (FORWARD, ""),
    "backward": (BACKWARD, ' stroke-dasharray="5 3"'),
    "rope": (ROPE, ""),
    "bad": (BAD, ' stroke-dasharray="2 3"'),
}


@dataclass(frozen=True)
class Picture:
    """1枚の図。``description`` は、図を見なくても同じことが分かる文。"""

    title: str
    description: str
    height: float
    body: str
    width: float = WIDTH

    def svg(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img"'
            f' viewBox="0 0 {n(self.width)} {n(self.height)}" fill="currentColor"'
            f' font-size="14" text-anchor="middle">'
            f"<title>{html.escape(self.title)}</title>"
            f"<desc>{html.escape(self.description)}</desc>{self.body}</svg>"
        )


def n(number: float) -> str:
    return f"{round(number, 1):g}"


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: int = 14,
    fill: str = INK,
    anchor: str = "middle",
    style: str = "",
) -> str:
    """文字。``style`` は、``math``（変数の名前）、``code``、``strong``。"""
    if size < 12:
        raise ValueError(f"図の文字は12以上にします。{size}は、狭い画面で読めません。")
    attributes = f' font-size="{size}"' if size != 14 else ""
    attributes += f' fill="{fill}"' if fill != INK else ""
    attributes += f' text-anchor="{anchor}"' if anchor != "middle" else ""
    attributes += {
        "": "",
        "math": ' font-style="italic"',
        "code": ' font-family="var(--mono, monospace)"',
        "strong": ' font-weight="700"',
    }[style]
    return f'<text x="{n(x)}" y="{n(y)}"{attributes}>{html.escape(words)}</text>'


def variable(x: float, y: float, name: str, radius: float = 20) -> str:
    return (
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}" fill="{VARIABLE}"'
        f' stroke="currentColor" stroke-width="1.5"/>'
        + text(x, y + 5, name, size=15, style="math")
    )


def function(
    x: float, y: float, name: str, width: float = 34, height: float = 34
) -> str:
    return box(x - width / 2, y - height / 2, width, height, fill=FUNCTION) + text(
        x, y + 5, name
    )


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = VARIABLE,
    stroke: str = INK,
    radius: float = 3,
) -> str:
    return (
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"'
        f' rx="{n(radius)}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>'
    )


def arrow(kind: str, *points: tuple[float, float]) -> str:
    """折れ線の矢印。"""
    path = "L".join(f"{n(x)} {n(y)}" for x, y in points)
    return _line(kind, f"M{path}", points[-2], points[-1])


def arc(
    kind: str,
    start: tuple[float, float],
    bend: tuple[float, float],
    end: tuple[float, float],
) -> str:
    """``bend`` に引かれて曲がる矢印。"""
    path = "M{} {}Q{} {} {} {}".format(*map(n, (*start, *bend, *end)))
    return _line(kind, path, bend, end)


def _line(
    kind: str, path: str, before: tuple[float, float], tip: tuple[float, float]
) -> str:
    color, dashes = _LINES[kind]
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])

    def corner(side: int) -> str:
        turned = angle + side * 0.45
        return f"{n(tip[0] - HEAD * math.cos(turned))} {n(tip[1] - HEAD * math.sin(turned))}"

    point = f"{n(tip[0])} {n(tip[1])}"
    # 塗った矢じりは順伝播だけ。色が見えなくても、向きを見分けられる。
    closed = kind == "forward"
    head = f"M{corner(1)}L{point}L{corner(-1)}{'Z' if closed else ''}"
    return (
        f'<path d="{path}" fill="none" stroke="{color}" stroke-width="1.75"{dashes}/>'
        f'<path d="{head}" fill="{color if closed else "none"}" stroke="{color}"'
        f' stroke-width="1.75" stroke-linejoin="round"/>'
    )


def path(
    shape: str, *, stroke: str = INK, fill: str = "none", width: float = 1.5
) -> str:
    return f'<path d="{shape}" fill="{fill}" stroke="{stroke}" stroke-width="{width}"/>'
