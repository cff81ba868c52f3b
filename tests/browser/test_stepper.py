"""1歩ずつたどる図を最後までたどり、画面のすべての数をパッケージの数と比べる。"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from dezero_book import Exp, Square, Variable
from tests.book.conftest import TinyBook
from tests.browser.serving import serve

BY_HAND = """\
```{backprop-stepper}
x = 0.5
a = x**2
b = np.exp(a)
y = b**2

dy_dy = 1.0
dy_db = dy_dy * (2 * b)
dy_da = dy_db * np.exp(a)
dy_dx = dy_da * (2 * x)
```
"""
PLACES = {"step03": 0, "by_hand": 1, "step06": 2, "step07": 3, "step08": 4}
NAMES = ["x", "a", "b", "y"]
FORWARD_LINES = [
    "x = Variable(np.array({x}))",
    "a = A(x)",
    "b = B(a)",
    "y = C(b)",
    "y.grad = np.array(1.0)",
]
LINES = {
    "step03": FORWARD_LINES[:4],
    "by_hand": [
        "x = {x}",
        "a = x**2",
        "b = np.exp(a)",
        "y = b**2",
        "dy_dy = 1.0",
        "dy_db = dy_dy * (2 * b)",
        "dy_da = dy_db * np.exp(a)",
        "dy_dx = dy_da * (2 * x)",
    ],
    "step06": [
        *FORWARD_LINES,
        "b.grad = C.backward(y.grad)",
        "a.grad = B.backward(b.grad)",
        "x.grad = A.backward(a.grad)",
    ],
    "step07": [*FORWARD_LINES, *["previous.grad = function.backward(self.grad)"] * 3],
    "step08": [
        *FORWARD_LINES,
        *["previous.grad = function.backward(variable.grad)"] * 3,
    ],
}


@pytest.fixture(scope="module")
def stepper_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    command = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    assert command is not None
    book = TinyBook(tmp_path_factory.mktemp("stepper"), command)
    others = "".join(
        f":::{{backprop-stepper}} {name}\n:::\n\n"
        for name in LINES
        if name != "by_hand"
    )
    first, rest = others.split("\n\n", 1)
    book.write_chapter(f"{first}\n\n{BY_HAND}\n{rest}")
    book.write_chapter("図のない章です。\n", "plain")
    book.write_toc("chapter", "plain")
    result = book.build()
    assert result.returncode == 0, result.output
    return book.root / "_build" / "html"


@pytest.fixture(scope="module")
def stepper_url(stepper_site: Path) -> Iterator[str]:
    with serve(stepper_site) as url:
        yield f"{url}/book/chapter.html"


@pytest.fixture
def page(browser: Browser, stepper_url: str) -> Iterator[Page]:
    """図の並んだページ。コンソールへの出力は、CSPの違反も含めて失敗にする。"""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(stepper_url)
    yield page
    assert problems == []
    context.close()


class Truth:
    """パッケージが計算した、図に出るはずの数。"""

    def __init__(self, x: float) -> None:
        functions = [Square(), Exp(), Square()]
        variables = [Variable(np.array(x))]
        for function in functions:
            variables.append(function(variables[-1]))
        variables[-1].backward()
        self.values = [self.shown(v.data) for v in variables]
        self.gradients = [self.shown(v.grad) for v in variables]
        self.local = [self.shown(f.backward(np.array(1.0))) for f in functions]

    @staticmethod
    def shown(number: Any) -> str:
        return f"{float(number):.6g}"


def stepper(page: Page, name: str) -> Locator:
    return page.locator("backprop-stepper").nth(PLACES[name])


def go(figure: Locator, move: str) -> None:
    figure.locator(f"[data-go={move}]").click()


def set_input(figure: Locator, x: float) -> None:
    index = round(x * 10) + 15
    figure.locator("input[type=range]").fill(str(index))


def visible_notes(figure: Locator, kind: str) -> dict[int, str]:
    """いま見えている図の、変数のそばの数。鍵は変数の番号。"""
    texts = figure.locator(f"svg:visible text.graph-{kind}")
    return {
        int(text["node"]) // 2: text["content"]
        for text in texts.evaluate_all(
            "all => all.filter(t => t.checkVisibility({visibilityProperty: true}))"
            ".map(t => ({node: t.dataset.node, content: t.textContent}))"
        )
        if int(text["node"]) % 2 == 0
    }


def running_line(figure: Locator) -> str:
    line = figure.locator(".code-line.is-running")
    assert line.get_attribute("aria-current") == "step"
    return (line.text_content() or "").strip()


@pytest.mark.parametrize(
    ("name", "x"), [(name, 0.5) for name in LINES] + [("step06", -1.2), ("step06", 0.0)]
)
def test_every_step_shows_the_numbers_of_the_package(
    page: Page, name: str, x: float
) -> None:
    figure, truth, lines = stepper(page, name), Truth(x), LINES[name]
    set_input(figure, x)
    go(figure, "first")
    for at, line in enumerate(lines):
        status = figure.locator(".stepper-status").inner_text()
        known = min(at + 1, 4)
        assert visible_notes(figure, "value") == dict(enumerate(truth.values[:known]))
        gradients = {i: truth.gradients[i] for i in range(7 - at, 4)}
        assert visible_notes(figure, "gradient") == gradients
        assert running_line(figure) == line.format(x=x)
        assert (
            figure.locator(".stepper-count").inner_text() == f"{at + 1} / {len(lines)}"
        )
        if at < 4:
            assert f"{NAMES[at]}は{truth.values[at]}です" in status
        else:
            i = 7 - at
            assert f"{NAMES[i]}の勾配は{truth.gradients[i]}です" in status
            if i < 3:
                local, before = truth.local[i], truth.gradients[i + 1]
                assert f"{NAMES[i + 1]}の勾配{before}に" in status
                assert f" = {local}を掛けます" in status
                product = figure.locator(".stepper-product").inner_text()
                assert product == f"{before} × {local} ≈ {truth.gradients[i]}"
        description = figure.locator("svg:visible desc").text_content() or ""
        assert description.endswith(status)
        if at + 1 < len(lines):
            go(figure, "next")
    expect(figure.locator("[data-go=next]")).to_be_disabled()


def test_complete_figure_stands_at_first(page: Page) -> None:
    truth = Truth(0.5)
    for name in ("by_hand", "step06", "step07", "step08"):
        figure = stepper(page, name)
        assert visible_notes(figure, "value") == dict(enumerate(truth.values))
        assert visible_notes(figure, "gradient") == dict(enumerate(truth.gradients))
        assert figure.locator(".is-waiting").count() == 0


def test_arrows_appear_with_the_numbers(page: Page) -> None:
    figure = stepper(page, "step06")
    go(figure, "first")
    waiting = "svg:visible .graph-{} .is-waiting"
    for at in range(8):
        forward = figure.locator(waiting.format("forward")).count()
        backward = figure.locator(waiting.format("backward")).count()
        assert forward == 6 - 2 * min(at, 3)
        # 逆伝播の矢印1本は、破線と矢じりの2つからなる。
        assert backward == 2 * (6 - 2 * max(at - 4, 0))
        go(figure, "next") if at < 7 else None


def test_arrow_keys(page: Page) -> None:
    figure = stepper(page, "step06")
    figure.locator("[data-go=first]").click()
    figure.locator("[data-go=next]").focus()
    count = figure.locator(".stepper-count")
    for key, shown in (
        ("ArrowRight", 2),
        ("ArrowRight", 3),
        ("ArrowLeft", 2),
        ("End", 8),
        ("ArrowRight", 8),
        ("Home", 1),
        ("ArrowLeft", 1),
    ):
        page.keyboard.press(key)
        expect(count).to_have_text(f"{shown} / 8")
        # 使えなくなったボタンからは、フォーカスが外れる。
        figure.locator("[data-go]:not(:disabled)").first.focus()


def test_slider_moves_by_keys(page: Page) -> None:
    figure = stepper(page, "step06")
    slider = figure.locator("input[type=range]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "0.6"
    assert figure.locator("output").inner_text() == "0.6"
    assert figure.locator(".stepper-count").inner_text() == "8 / 8"
    assert visible_notes(figure, "gradient") == dict(enumerate(Truth(0.6).gradients))


@pytest.mark.parametrize(
    ("guess", "verdict"),
    [
        ("2.5", "予想2.5との差は0.068（2.65％）でした。"),
        ("２．５", "予想2.5との差は0.068（2.65％）でした。"),
        ("2.56805", "予想のとおりでした。"),
        ("−1", "予想-1との差は3.57（139％）でした。"),
    ],
)
def test_prediction_is_compared(page: Page, guess: str, verdict: str) -> None:
    figure = stepper(page, "step06")
    go(figure, "first")
    for _ in range(4):
        go(figure, "next")
    field = figure.get_by_label("bの勾配の予想")
    field.fill(guess)
    field.press("Enter")
    expect(figure.locator(".stepper-count")).to_have_text("6 / 8")
    assert figure.locator(".stepper-status").inner_text().startswith(verdict)
    expect(figure.get_by_label("aの勾配の予想")).to_be_focused()


def test_prediction_of_zero(page: Page) -> None:
    figure = stepper(page, "step06")
    set_input(figure, 0.0)
    go(figure, "back")
    figure.get_by_label("xの勾配の予想").fill("1")
    figure.get_by_role("button", name="答え合わせをして進む").click()
    assert (
        figure.locator(".stepper-status")
        .inner_text()
        .startswith("予想1との差は1でした。")
    )


@pytest.mark.parametrize("guess", ["", "たくさん", "1e999"])
def test_prediction_that_is_no_number(page: Page, guess: str) -> None:
    figure = stepper(page, "step06")
    go(figure, "back")
    figure.get_by_label("xの勾配の予想").fill(guess)
    figure.get_by_role("button", name="答え合わせをして進む").click()
    expect(figure.locator(".stepper-count")).to_have_text("7 / 8")
    assert "2.5のような数" in figure.locator(".stepper-status").inner_text()


def test_question_stands_only_before_a_gradient(page: Page) -> None:
    figure = stepper(page, "step06")
    go(figure, "first")
    shown = []
    for at in range(8):
        shown.append(figure.locator(".stepper-ask").is_visible())
        go(figure, "next") if at < 7 else None
    assert shown == [False] * 4 + [True] * 3 + [False]
    assert not stepper(page, "step03").locator(".stepper-ask").is_visible()


def test_figures_are_independent(page: Page) -> None:
    go(stepper(page, "step06"), "first")
    set_input(stepper(page, "step06"), 1.0)
    assert stepper(page, "step07").locator(".stepper-count").inner_text() == "8 / 8"
    assert visible_notes(stepper(page, "step07"), "value") == dict(
        enumerate(Truth(0.5).values)
    )


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 390), ("light", 320)]
)
def test_accessible_at_every_width(
    browser: Browser, stepper_url: str, scheme: Any, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(stepper_url)
    figure = stepper(page, "step08")
    go(figure, "first")
    for _ in range(5):
        go(figure, "next")
    page.wait_for_timeout(300)
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert figure.locator("svg:visible").get_attribute("class") == (
        "graph-right" if width > 640 else "graph-down"
    )
    context.close()


def test_nothing_moves_while_loading_or_stepping(page: Page) -> None:
    figure = stepper(page, "step08")
    below = figure.locator("pre")
    go(figure, "first")
    top = below.bounding_box()
    for _ in range(7):
        go(figure, "next")
        assert below.bounding_box() == top
    assert (
        page.evaluate(
            "new Promise(done => new PerformanceObserver(list =>"
            " done(list.getEntries().filter(e => !e.hadRecentInput).length))"
            ".observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 500))"
        )
        == 0
    )


def test_reduced_motion(browser: Browser, stepper_url: str) -> None:
    durations = {}
    for motion in ("reduce", "no-preference"):
        context = browser.new_context(reduced_motion=motion)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(stepper_url)
        durations[motion] = page.locator(".stepper path").first.evaluate(
            "path => getComputedStyle(path).transitionDuration"
        )
        context.close()
    assert durations == {"reduce": "0s", "no-preference": "0.2s"}


def test_complete_figure_without_javascript(browser: Browser, stepper_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(stepper_url)
    figure = stepper(page, "step06")
    text = figure.locator("svg.graph-right").text_content() or ""
    for number in Truth(0.5).values + Truth(0.5).gradients:
        assert number in text
    assert not figure.locator(".stepper-controls").is_visible()
    expect(figure.locator("pre")).to_contain_text("x.grad = A.backward(a.grad)")
    context.close()


def test_works_from_the_disk(browser: Browser, stepper_site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((stepper_site / "book" / "chapter.html").as_uri())
    go(stepper(page, "step06"), "first")
    expect(stepper(page, "step06").locator(".stepper-count")).to_have_text("1 / 8")
    context.close()


def test_loaded_only_where_it_is_used(stepper_site: Path) -> None:
    used = (stepper_site / "book" / "chapter.html").read_text(encoding="utf-8")
    plain = (stepper_site / "book" / "plain.html").read_text(encoding="utf-8")
    assert len(re.findall(r'<script[^>]* src="[^"]*stepper\.js[^"]*"', used)) == 1
    assert "stepper" not in plain
