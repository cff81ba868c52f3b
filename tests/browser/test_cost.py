"""入力と出力の数のつまみを動かし、掛け算の回数の図がデータと一致することを確かめる。"""

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
def cost_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    command = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    assert command is not None
    book = TinyBook(tmp_path_factory.mktemp("cost") / "tiny", command)
    book.write_chapter(":::{cost-picture}\n:::\n")
    result = book.build()
    assert result.returncode == 0, result.output
    with serve(book.root / "_build" / "html") as url:
        yield f"{url}/book/chapter.html"


def counts(page: Page) -> list[str]:
    return page.locator(".cost-count").all_text_contents()


def widths(page: Page) -> list[float]:
    bars = page.locator(".cost-bar")
    return bars.evaluate_all("all => all.map(bar => Number(bar.getAttribute('width')))")


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 390), ("light", 320)]
)
def test_sliders_show_their_data(
    browser: Browser, cost_url: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(cost_url)
    data = json.loads(
        page.locator("cost-picture template").evaluate("t => t.content.textContent")
    )
    for i, j in ((9, 0), (0, 9), (2, 2), (6, 1)):
        page.get_by_label("x、a、bの数 n").fill(str(i))
        page.get_by_label("yの数 m").fill(str(j))
        step = data["steps"][f"{data['sizes'][i]},{data['sizes'][j]}"]
        assert counts(page) == step["counts"]
        assert widths(page) == step["bars"]
        assert page.locator(".cost-part").all_text_contents() == step["parts"]
        shapes = page.locator(".cost-matrix").evaluate_all(
            "all => all.map(r => [r.dataset.shape, Number(r.getAttribute('height')),"
            " Number(r.getAttribute('width'))])"
        )
        for shape, height, width_ in shapes:
            assert [height, width_] == [step["sides"][side] for side in shape]
        assert page.locator(".cost-status").text_content() == step["text"]
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert problems == []
    context.close()


def test_static_page_is_complete(browser: Browser, cost_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(cost_url)
    assert counts(page) == ["入力側から 1,010,000回", "出力側から 20,000回"]
    assert not page.get_by_label("x、a、bの数 n").is_visible()
    context.close()
