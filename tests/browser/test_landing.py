"""表紙の図。つまみを動かすと、数が変わり、流れる。"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.book.conftest import TinyBook
from tests.browser.serving import serve


@pytest.fixture(scope="module")
def landing_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    command = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    assert command is not None
    book = TinyBook(tmp_path_factory.mktemp("landing") / "tiny", command)
    book.write_chapter("```{landing-graph}\n```\n")
    result = book.build()
    assert result.returncode == 0, result.output
    with serve(book.root / "_build" / "html") as url:
        yield f"{url}/book/chapter.html"


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_slider_moves_the_numbers(
    browser: Browser, landing_url: str, scheme: str, width: int, motion: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion=motion,  # type: ignore[arg-type]
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(landing_url)
    figure = page.locator("landing-graph")
    box = figure.bounding_box()
    assert box
    # 表題とボタンと合わせて、電話の最初の画面に入る。
    assert box["height"] < 270
    figure.locator("input").fill("54")  # x = 1.2
    running = figure.evaluate("f => f.getAnimations({subtree: true}).length > 0")
    assert running == (motion == "no-preference")
    numbers = figure.locator("svg").text_content() or ""
    for number in ("1.2", "1.44", "4.22", "17.8", "85.5", "35.6", "8.44"):
        assert number in numbers
    assert figure.locator(".landing-answer b").inner_text() == "85.5"
    text = figure.locator("input").get_attribute("aria-valuetext")
    assert text == "1.2（y 17.8、dy/dx 85.5）"
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert problems == []
    context.close()
