"""刻み幅のつまみを動かし、画面の数がデータと一致することを確かめる。"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.book.conftest import TinyBook
from tests.browser.serving import serve


@pytest.fixture(scope="module")
def explorer_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    command = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    assert command is not None
    book = TinyBook(tmp_path_factory.mktemp("explorer") / "tiny", command)
    book.write_chapter(":::{difference-explorer}\n:::\n")
    result = book.build()
    assert result.returncode == 0, result.output
    with serve(book.root / "_build" / "html") as url:
        yield f"{url}/book/chapter.html"


@pytest.fixture
def page(browser: Browser, explorer_url: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(explorer_url)
    yield page
    assert problems == []
    context.close()


def cells(page: Page) -> list[list[str]]:
    rows = page.locator("difference-explorer tbody tr")
    return rows.evaluate_all(
        "rows => rows.map(r => [...r.querySelectorAll('td')].map(c => c.textContent))"
    )


def test_every_position_shows_its_data(page: Page) -> None:
    script = page.locator("difference-explorer template")
    steps = json.loads(script.evaluate("t => t.content.textContent"))
    slider = page.get_by_label("刻み幅 h")
    slider.focus()
    page.keyboard.press("Home")
    for step in steps:
        assert slider.get_attribute("aria-valuetext") == step["h"]
        assert page.locator(".explorer-status").text_content() == step["text"]
        assert cells(page) == step["cells"]
        dots = page.locator(".explorer-dot")
        assert (
            dots.evaluate_all("all => all.map(d => Number(d.getAttribute('cy')))")
            == step["dots"]
        )
        page.keyboard.press("ArrowRight")


def test_line_turns_to_the_tangent_and_away_again(page: Page) -> None:
    slider = page.get_by_label("刻み幅 h")
    line = page.locator(".explorer-secant").first

    def rise() -> float:
        return float(line.get_attribute("y1") or 0) - float(
            line.get_attribute("y2") or 0
        )

    near = rise()
    slider.fill("0")
    assert rise() == 0 < near
    slider.fill(slider.get_attribute("max") or "")
    assert rise() > near


def test_equal_digits_are_gray(page: Page) -> None:
    rows = page.locator(".explorer-digits code")
    slider = page.get_by_label("刻み幅 h")
    kept = []
    for value in ("66", "40", "20", "0"):
        slider.fill(value)
        grays = rows.locator("span").all_inner_texts()
        assert grays[0] == grays[1]
        kept.append(len(rows.nth(2).locator("b").inner_text()))
    assert kept == sorted(kept, reverse=True)
    assert kept[-1] == 0
    slider.fill("40")
    color = "e => getComputedStyle(e).color"
    gray, blue = rows.first.locator("span"), rows.first.locator("b")
    assert gray.evaluate(color) != blue.evaluate(color)


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_column_is_off_screen(
    browser: Browser, explorer_url: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(explorer_url)
    figure = page.locator("difference-explorer").bounding_box()
    assert figure
    for value in ("0", "30", "66"):
        page.get_by_label("刻み幅 h").fill(value)
        for cell in page.locator("difference-explorer :is(th, td)").all():
            box = cell.bounding_box()
            assert box
            assert box["x"] + box["width"] <= figure["x"] + figure["width"]
    context.close()


def test_static_page_is_complete(
    browser: Browser, explorer_url: str, page: Page
) -> None:
    context = browser.new_context(java_script_enabled=False)
    static = context.new_page()
    static.goto(explorer_url)
    assert cells(static) == cells(page)
    assert not static.get_by_label("刻み幅 h").is_visible()
    assert static.locator("difference-explorer .explorer-pictures > svg").count() == 2
    context.close()


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 390), ("light", 320)]
)
def test_accessible_at_every_width(
    browser: Browser, explorer_url: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(explorer_url)
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
