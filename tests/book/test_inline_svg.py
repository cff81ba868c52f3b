"""図をページの中に置くSVGに書き換える変換。"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from _ext.figures.inline_svg import UnsafeFigure, inline_svg, rewrite

from tests.book.test_strict_build import cell

ROOT = Path(__file__).parents[2]

SVG = "{http://www.w3.org/2000/svg}"
FIGURE = """
import sys
import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt
import matplotlib_fontja
plt.loglog([1, 10], [1, 100], "k--", marker="o", label="前進差分")
plt.fill_between([1, 10], [1, 10], [2, 100], alpha=0.3, hatch="/")
plt.text(2, 2, "x = y", family="monospace")
plt.text(2, 5, "x = y < 1 & 2")
plt.xlabel("刻み幅 $h$")
plt.legend()
plt.savefig(sys.stdout.buffer, format="svg", metadata={"Date": None})
"""


@pytest.fixture(scope="module")
def drawn() -> str:
    """本と同じ設定で描いた図。"""
    settings = ROOT / "book" / "_ext" / "build" / "kernel" / "matplotlibrc"
    run = subprocess.run(
        [sys.executable, "-c", FIGURE],
        capture_output=True,
        check=True,
        env={**os.environ, "MATPLOTLIBRC": str(settings)},
    )
    return run.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def inlined(drawn: str) -> str:
    return rewrite(drawn, "誤差の<図>", "f1-")


def wrap(content: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="72pt" height="36pt" viewBox="0 0 72 36">{content}</svg>'
    )


def test_root_names_the_figure(inlined: str) -> None:
    root = ElementTree.fromstring(inlined)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-label") == "誤差の<図>"
    assert root.get("fill") == "currentColor"
    assert root.get("stroke-linejoin") == "round"


def test_size_is_in_pixels() -> None:
    root = ElementTree.fromstring(rewrite(wrap(""), "図", "f"))
    assert [root.get(name) for name in ("width", "height", "viewBox")] == [
        "96",
        "48",
        "0 0 72 36",
    ]


def test_strict_policy_has_nothing_to_block(inlined: str) -> None:
    assert "<?xml" not in inlined
    assert "<!" not in inlined
    for element in ElementTree.fromstring(inlined).iter():
        assert element.tag.removeprefix(SVG) not in {
            "style",
            "script",
            "metadata",
            "image",
        }
        assert "style" not in element.attrib


def test_nothing_of_the_machine_remains(drawn: str, inlined: str) -> None:
    assert "<metadata>" in drawn
    for trace in (
        "Matplotlib",
        "IPAexGothic",
        "DejaVu",
        "dc:date",
        "rdf",
        "xlink",
        "ns0",
    ):
        assert trace not in inlined


def test_black_follows_the_text(drawn: str, inlined: str) -> None:
    assert "#000000" in drawn
    assert "#000000" not in inlined
    assert "#1f77b4" in inlined
    black = rewrite(
        wrap('<path d="M 0 0" style="fill: #000000; stroke: #000001"/>'),
        "図",
        "f",
    )
    assert 'fill="currentColor" stroke="#000001"' in black


def test_styles_become_attributes() -> None:
    svg = rewrite(
        wrap(
            '<path d="M 0 0" style="stroke-dasharray: 5.55,2.4; stroke-width: 1.5; fill: none"/>'
        ),
        "図",
        "f",
    )
    (path,) = ElementTree.fromstring(svg)
    assert path.attrib == {
        "d": "M0 0",
        "stroke-dasharray": "5.55,2.4",
        "stroke-width": "1.5",
        "fill": "none",
    }


def test_visible_text_is_kept(inlined: str) -> None:
    text = "".join(ElementTree.fromstring(inlined).itertext())
    for label in ("前進差分", "刻み幅", "x = y < 1 & 2"):
        assert label in text


def test_code_keeps_a_monospaced_font(inlined: str) -> None:
    (text,) = (
        element
        for element in ElementTree.fromstring(inlined).iter(f"{SVG}text")
        if element.text == "x = y"
    )
    assert text.get("font-family") == "var(--mono, monospace)"


def test_every_reference_finds_its_target(inlined: str) -> None:
    root = ElementTree.fromstring(inlined)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    references = set(re.findall(r"(?:url\(|href=\")#([^)\"]+)", inlined))
    assert len(ids) == len(set(ids))
    assert set(ids) == references
    assert all(name.startswith("f1-") for name in references)
    assert references


def test_figures_on_one_page_share_no_id(drawn: str, inlined: str) -> None:
    other = rewrite(drawn, "図", "f2-")
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (inlined, other)]
    assert ids[0].isdisjoint(ids[1])


def test_same_figure_gives_same_text(drawn: str, inlined: str) -> None:
    assert rewrite(drawn, "誤差の<図>", "f1-") == inlined


def test_coordinates_stay_within_a_hundredth() -> None:
    path = "M 0.123456 -1.999 \nL 100 2.50000 L -0.001 3 z"
    svg = rewrite(wrap(f'<path d="{path}"/>'), "図", "f")
    shortened = ElementTree.fromstring(svg)[0].attrib["d"]
    numbers = [
        [float(n) for n in re.findall(r"-?[\d.]+", text)] for text in (path, shortened)
    ]
    assert re.sub(r"[^A-Za-z]", "", shortened) == "MLLz"
    assert numbers[1] == pytest.approx(numbers[0], abs=0.005)


def test_embedded_images_are_refused() -> None:
    for name in ("xlink:href", "href"):
        content = f'<image {name}="data:image/png;base64,AAAA"/>'
        with pytest.raises(UnsafeFigure, match="imshow"):
            rewrite(wrap(content), "図", "f")


def test_unknown_styles_are_refused() -> None:
    with pytest.raises(UnsafeFigure, match="mix-blend-mode: multiply"):
        rewrite(wrap('<path style="mix-blend-mode: multiply"/>'), "図", "f")


def test_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "figure.svg"
    path.write_text(wrap("<text>刻み幅</text>"), encoding="utf-8")
    assert "<text>刻み幅</text>" in inline_svg(path, "図", "f")


def test_figure_without_description_stops_the_build(tiny_book: Any) -> None:
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    described = cell(
        plot, "---", "mystnb:", "  image:", '    alt: "右上がりの線"', "---"
    )
    tiny_book.write_chapter(f"{described}\n{cell(plot)}")
    result = tiny_book.build()
    assert result.returncode != 0
    line = (tiny_book.root / "book/chapter.md").read_text(encoding="utf-8").count("\n")
    (warning,) = re.findall(
        r"chapter\.md:(\d+): WARNING: 図に.*説明がありません", result.output
    )
    assert line - len(cell(plot).splitlines()) < int(warning) <= line
    page = tiny_book.page()
    assert page.count('class="inline-svg"') == 2
    assert 'aria-label="右上がりの線"' in page
    assert "<img" not in page
    ids = re.findall(r' id="(f\d[^"]*)"', page)
    assert len(ids) == len(set(ids)) > 0
