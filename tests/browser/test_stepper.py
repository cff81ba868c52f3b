"""1歩ずつたどる図を最後までたどり、画面のすべての数を、計算した数と比べる。"""

from __future__ import annotations

import math
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

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


@pytest.fixture(scope="module")
def stepper_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    command = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    assert command is not None
    book = TinyBook(tmp_path_factory.mktemp("stepper") / "tiny", command)
    others = "".join(
        f":::{{backprop-stepper}} {name}\n:::\n\n"
        for name in PLACES
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
    """図に出るはずの数。"""

    def __init__(self, x: float) -> None:
        a, b = x**2, math.exp(x**2)
        local = [2 * x, math.exp(a), 2 * b]
        gradients = [math.prod(local[i:]) for i in range(4)]
        self.values = [self.shown(number) for number in (x, a, b, b**2)]
        self.gradients = [self.shown(number) for number in gradients]
        self.local = [self.shown(number) for number in local]

    @staticmethod
    def shown(number: float) -> str:
        return f"{number:.4g}"


def stepper(page: Page, name: str) -> Locator:
    return page.locator("backprop-stepper").nth(PLACES[name])


def press(figure: Locator, move: str, times: int = 1) -> None:
    for _ in range(times):
        # 使えないボタンも、押せはする。
        figure.locator(f"[data-go={move}]").dispatch_event("click")


def to_line(figure: Locator, line: str) -> None:
    """次に ``line`` を実行するところまで進む。"""
    for _ in range(30):
        press(figure, "next")
        if running_line(figure) == line:
            return
    pytest.fail(f"{line}まで進みません。")


def set_input(figure: Locator, x: float) -> None:
    index = round(x * 10) + 15
    figure.locator("input[type=range]").fill(str(index))


def visible(figure: Locator, kind: str) -> dict[int, str]:
    """いま見えている、``kind`` の部分の文字。鍵は変数か関数の番号。"""
    parts = figure.locator(f'svg [data-part^="{kind}"]')
    return {
        int(part["name"][1]): part["words"]
        for part in parts.evaluate_all(
            "all => all.filter(p => p.checkVisibility({visibilityProperty: true}) &&"
            " !p.classList.contains('is-waiting'))"
            ".map(p => ({name: p.dataset.part, words: p.textContent}))"
        )
    }


def running_line(figure: Locator) -> str:
    line = figure.locator(".code-line.is-running")
    assert line.get_attribute("aria-current") == "step"
    return (line.text_content() or "").strip()


def count(figure: Locator) -> str:
    return figure.locator(".stepper-count").inner_text()


def status(figure: Locator) -> str:
    return figure.locator(".stepper-status").inner_text()


@pytest.mark.parametrize(
    ("name", "x"),
    [(name, 1.2) for name in PLACES] + [("step06", -1.3), ("step06", 0.0)],
)
def test_every_step_shows_the_right_numbers(page: Page, name: str, x: float) -> None:
    figure, truth = stepper(page, name), Truth(x)
    set_input(figure, x)
    total = int(count(figure).split(" / ")[1])
    values, gradients = 0, 0
    for at in range(total):
        assert count(figure) == f"{at + 1} / {total}"
        line, words = running_line(figure), status(figure)
        product = figure.locator(".stepper-product").inner_text()
        if re.match(r"[xab y] = |x = Variable", line) and values < 4:
            assert f"{NAMES[values]}は{truth.values[values]}です" in words
            values += 1
        elif re.search(r"grad = |^dy_d", line) and gradients < 4:
            i = 3 - gradients
            assert f"{NAMES[i]}の勾配は{truth.gradients[i]}です" in words
            if i < 3:
                local, before = truth.local[i], truth.gradients[i + 1]
                assert f"{NAMES[i + 1]}の勾配{before}に" in words
                assert product == f"{before} × {local} ≈ {truth.gradients[i]}"
            gradients += 1
        else:
            assert product == ""
        assert visible(figure, "v") == dict(enumerate(truth.values[:values]))
        shown = {i: truth.gradients[i] for i in range(4 - gradients, 4)}
        assert visible(figure, "g") == shown
        assert set(visible(figure, "w")) == set(range(1, values))
        assert set(visible(figure, "b")) == {i for i in shown if i < 3}
        press(figure, "next")
    assert (values, gradients) == (4, 0 if name == "step03" else 4)
    press(figure, "next")
    assert count(figure) == f"{total} / {total}"


def test_starts_at_the_first_step(page: Page) -> None:
    for name in PLACES:
        figure = stepper(page, name)
        assert count(figure).startswith("1 / ")
        assert visible(figure, "v") == {0: "1.2"}
        assert visible(figure, "g") == {}


def test_question_mark_stands_where_the_next_gradient_comes(page: Page) -> None:
    figure = stepper(page, "step06")
    marks = []
    for _ in range(8):
        marks.append(list(visible(figure, "q")))
        asked = figure.locator(".stepper-ask").is_visible()
        assert asked == bool(marks[-1])
        if asked:
            label = figure.locator(".stepper-ask label").inner_text()
            assert label == f"{NAMES[marks[-1][0]]}の勾配の予想"
        press(figure, "next")
    assert marks == [[], [], [], [], [2], [1], [0], []]


def test_recursion_is_stacked(page: Page) -> None:
    figure = stepper(page, "step07")
    calls = figure.locator(".stepper-calls li")
    heights = []
    for _ in range(20):
        rows = calls.all_inner_texts()
        heights.append(len(rows))
        for row in rows[:-1]:
            assert "待っている" in row
        if rows:
            assert "実行中" in rows[-1]
        if len(rows) == 4:
            assert [row[:12] for row in rows] == [f"{n}.backward()" for n in "ybax"]
        press(figure, "next")
    assert max(heights) == 4
    assert heights[-1] == 0


def test_cursor_moves_and_stops_at_none(page: Page) -> None:
    figure = stepper(page, "step08")
    cursor = figure.locator('svg [data-part="m"]')
    places = []
    for _ in range(17):
        if "is-waiting" not in (cursor.get_attribute("class") or ""):
            shift = re.search(
                r"translate\((\d+)", cursor.get_attribute("transform") or ""
            )
            assert shift
            places.append(int(shift[1]) // 95)
        press(figure, "next")
    assert places == sorted(places, reverse=True)
    assert set(places) == {0, 1, 2, 3}
    assert running_line(figure) == "while variable.creator is not None:"
    assert "is-current" in (
        figure.locator('svg [data-part="z0"]').get_attribute("class") or ""
    )


def test_same_mark_in_the_graph_and_in_the_code(page: Page) -> None:
    figure = stepper(page, "by_hand")
    to_line(figure, "dy_db = dy_dy * (2 * b)")
    style = "e => [getComputedStyle(e).textDecorationLine, getComputedStyle(e).textDecorationColor]"
    code = figure.locator(".is-running .code-factor")
    graph = figure.locator('svg [data-part="k2"] text')
    assert code.inner_text() == "(2 * b)"
    assert graph.text_content() == "×2b"
    assert code.evaluate(style) == graph.evaluate(style)
    assert code.evaluate(style)[0] == "underline"
    other = figure.locator('svg [data-part="k1"] text')
    assert other.evaluate(style)[0] == "none"


def test_note_says_which_variable_the_line_means(page: Page) -> None:
    figure = stepper(page, "step08")
    notes = []
    for _ in range(17):
        line = figure.locator(".code-line.is-running")
        if running_line(figure).startswith("previous.grad"):
            notes.append(line.get_attribute("data-note"))
        press(figure, "next")
    assert notes == ["b.grad", "a.grad", "x.grad"]


def test_whole_figure_takes_arrow_keys(page: Page) -> None:
    figure = stepper(page, "step06")
    figure.locator("svg").click(position={"x": 5, "y": 5})
    expect(figure).to_be_focused()
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
        assert count(figure) == f"{shown} / 8"
        expect(figure).to_be_focused()
    assert figure.get_attribute("role") == "group"
    assert figure.get_attribute("aria-label")


@pytest.mark.parametrize("move", ["first", "back", "next"])
def test_focus_stays_on_a_button_that_has_done_its_work(page: Page, move: str) -> None:
    figure = stepper(page, "step06")
    button = figure.locator(f"[data-go={move}]")
    button.focus()
    for _ in range(9):
        page.keyboard.press("Enter")
        expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-disabled", "true")


def test_slider_moves_by_keys(page: Page) -> None:
    figure = stepper(page, "step06")
    page.keyboard.press("Tab")
    figure.press("End")
    slider = figure.locator("input[type=range]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "1.3"
    assert figure.locator("output").inner_text() == "1.3"
    assert figure.locator("pre .mf").first.inner_text() == "1.3"
    assert count(figure) == "8 / 8"
    assert visible(figure, "g") == dict(enumerate(Truth(1.3).gradients))


@pytest.mark.parametrize(
    ("guess", "verdict"),
    [
        ("8", "予想8との差は0.441（5.22％）でした。"),
        ("８．５", "予想8.5との差は0.059（0.699％）でした。"),
        ("8.441", "予想のとおりでした。"),
        ("−1", "予想-1との差は9.44（112％）でした。"),
    ],
)
def test_prediction_is_compared(page: Page, guess: str, verdict: str) -> None:
    figure = stepper(page, "step06")
    press(figure, "next", 4)
    field = figure.get_by_label("bの勾配の予想")
    field.fill(guess)
    field.press("Enter")
    assert count(figure) == "6 / 8"
    assert status(figure).startswith(verdict)
    expect(figure.get_by_label("aの勾配の予想")).to_be_focused()


def test_focus_moves_on_when_nothing_is_left_to_predict(page: Page) -> None:
    figure = stepper(page, "step06")
    press(figure, "next", 6)
    field = figure.get_by_label("xの勾配の予想")
    field.fill("85")
    field.press("Enter")
    expect(figure.locator("[data-go=next]")).to_be_focused()


def test_prediction_of_zero(page: Page) -> None:
    figure = stepper(page, "step06")
    set_input(figure, 0.0)
    press(figure, "next", 6)
    figure.get_by_label("xの勾配の予想").fill("1")
    figure.get_by_role("button", name="答え合わせ").click()
    assert status(figure).startswith("予想1との差は1でした。")


@pytest.mark.parametrize("guess", ["", "たくさん", "1e999"])
def test_prediction_that_is_no_number(page: Page, guess: str) -> None:
    figure = stepper(page, "step06")
    press(figure, "next", 6)
    figure.get_by_label("xの勾配の予想").fill(guess)
    figure.get_by_role("button", name="答え合わせ").click()
    assert count(figure) == "7 / 8"
    assert "2.5のような数" in status(figure)


def test_figures_are_independent(page: Page) -> None:
    press(stepper(page, "step06"), "next", 3)
    set_input(stepper(page, "step06"), 1.0)
    assert count(stepper(page, "step07")).startswith("1 / ")
    assert visible(stepper(page, "step07"), "v") == {0: "1.2"}


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
    for name in ("step07", "step08"):
        press(stepper(page, name), "next", 8)
    page.wait_for_timeout(300)
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_code_stands_beside_the_graph_where_there_is_room(page: Page) -> None:
    figure = stepper(page, "step07")
    graph, code = (
        figure.locator("svg").bounding_box(),
        figure.locator("pre").bounding_box(),
    )
    assert graph
    assert code
    assert graph["x"] + graph["width"] <= code["x"] + 1
    assert abs(graph["y"] - code["y"]) < 20


@pytest.mark.parametrize("name", list(PLACES))
def test_graph_line_and_buttons_fit_on_one_phone_screen(
    browser: Browser, stepper_url: str, name: str
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(stepper_url)
    figure = stepper(page, name)
    header = page.locator(".site-header").bounding_box()
    assert header
    total = int(count(figure).split(" / ")[1])
    for _ in range(total):
        top = figure.locator("svg").bounding_box()
        bottom = figure.locator(".stepper-buttons").bounding_box()
        assert top
        assert bottom
        assert bottom["y"] + bottom["height"] - top["y"] <= 844 - header["height"]
        pane = figure.locator("pre").bounding_box()
        line = figure.locator(".code-line.is-running").bounding_box()
        assert pane
        assert line
        assert pane["y"] - 1 <= line["y"]
        assert line["y"] + line["height"] <= pane["y"] + pane["height"] + 1
        press(figure, "next")
    context.close()


STEPS_THAT_MOVE = """(figure) => {
  const next = figure.querySelector("[data-go=next]");
  const parts = ["svg", "pre", ".stepper-buttons"].map((part) => figure.querySelector(part));
  const places = () => JSON.stringify(parts.map((part) => part.getBoundingClientRect()));
  const before = places();
  return [...Array(19).keys()].filter(() => {
    next.click();
    return places() !== before;
  });
}"""


def test_nothing_moves_while_stepping(page: Page) -> None:
    moving = {name: stepper(page, name).evaluate(STEPS_THAT_MOVE) for name in PLACES}
    assert moving == {name: [] for name in PLACES}
    assert count(stepper(page, "step08")) == "17 / 17"


def test_reduced_motion(browser: Browser, stepper_url: str) -> None:
    durations = {}
    for motion in ("reduce", "no-preference"):
        context = browser.new_context(reduced_motion=motion)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(stepper_url)
        durations[motion] = page.locator(".stepper [data-part]").first.evaluate(
            "part => getComputedStyle(part).transitionDuration"
        )
        context.close()
    assert durations == {"reduce": "0s", "no-preference": "0.2s"}


@pytest.mark.parametrize("media", ["screen", "print"])
def test_complete_figure_without_javascript_and_on_paper(
    browser: Browser, stepper_url: str, media: Any
) -> None:
    context = browser.new_context(java_script_enabled=media == "print")
    page = context.new_page()
    page.emulate_media(media=media)
    page.goto(stepper_url)
    figure = stepper(page, "step07")
    for kind in "vg":
        parts = figure.locator(f'svg [data-part^="{kind}"]')
        for i in range(4):
            expect(parts.nth(i)).to_be_visible()
    truth = Truth(1.2)
    text = figure.locator("svg").text_content() or ""
    for number in truth.values + truth.gradients:
        assert number in text
    assert not figure.locator(".stepper-controls").is_visible()
    assert not figure.locator('svg [data-part="q2"]').is_visible()
    expect(figure.locator("pre")).to_contain_text("previous.backward()")
    context.close()


def test_works_from_the_disk(browser: Browser, stepper_site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((stepper_site / "book" / "chapter.html").as_uri())
    stepper(page, "step06").locator("[data-go=next]").click()
    assert count(stepper(page, "step06")) == "2 / 8"
    context.close()
