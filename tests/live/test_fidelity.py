"""どのページのどのセルも、ブラウザで動かすPythonで、本に載った出力と同じものを出す。"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from tests.browser.conftest import PAGES
from tests.npm import NODE, installed

ROOT = Path(__file__).parents[2]
LIVE = ROOT / "book" / "_live"
# 出力が違ってよいセルの、ページと始まりと理由。
ALLOWED: dict[tuple[str, str], str] = {}


def cells_of(page: BeautifulSoup) -> list[Tag]:
    return [cell for cell in page.select("div.cell") if cell.select_one(".cell_input")]


def code_of(cell: Tag) -> str:
    return cell.select_one(".cell_input pre").get_text()  # type: ignore[union-attr]


def built_output(cell: Tag) -> str:
    """セルの、本に載った文字の出力。予想の答えと一緒に折りたたまれていることもある。"""
    scope = cell
    if not cell.select(".cell_output") and (
        prediction := cell.find_parent(class_="prediction")
    ):
        scope = prediction
    return "".join(
        pre.get_text() for pre in scope.select(".cell_output pre, .output pre")
    )


def live_output(result: dict[str, Any]) -> str:
    error = result["error"]["text"] if result["error"] else ""
    return "".join(text for _, text in result["parts"]) + (result["repr"] or "") + error


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, list[Tag]]:
    found = {}
    for name in PAGES:
        page = BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")
        if cells := cells_of(page):
            found[name] = cells
    return found


@pytest.fixture(scope="module")
def results(pages: dict[str, list[Tag]]) -> dict[str, list[dict[str, Any]]]:
    installed(LIVE)
    packs = LIVE / "packs"
    if not packs.is_dir():
        pytest.skip("NumPyのwheelがないので、動かせるセルのない本です（make live）。")
    request = {
        "packs": str(packs),
        "live": str(LIVE),
        "root": str(ROOT),
        "pages": {
            name: [code_of(cell) for cell in cells] for name, cells in pages.items()
        },
    }
    run = subprocess.run(
        [NODE, Path(__file__).with_name("run_cells.mjs")],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout.splitlines()[-1])


def test_every_cell_prints_what_the_book_shows(pages, results) -> None:
    differing = []
    compared = 0
    for name, cells in pages.items():
        for cell, result in zip(cells, results[name], strict=True):
            built = built_output(cell)
            code = code_of(cell)
            if (name, code.splitlines()[0]) in ALLOWED or "tag_remove-output" in (
                cell.get("class") or []
            ):
                continue
            compared += 1
            if built.split() != live_output(result).split():
                differing.append(
                    f"{name}：{code[:60]!r}\n本：{built}\nブラウザ：{live_output(result)}"
                )
    assert compared > 150
    assert not differing, "\n\n".join(differing)


def test_cells_leave_no_error_but_those_the_book_shows(pages, results) -> None:
    unexpected = [
        (name, code_of(cell)[:60], result["error"]["text"])
        for name, cells in pages.items()
        for cell, result in zip(cells, results[name], strict=True)
        if result["error"] and "tag_raises-exception" not in (cell.get("class") or [])
    ]
    assert unexpected == []
