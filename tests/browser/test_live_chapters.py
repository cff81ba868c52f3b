"""本の章が、ページの中で終わりまで読める。間違えた答えも、解答も確かめられる。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_book import LiveCell
from tests.browser.serving import ISOLATION, serve

# ページのセルの、上からの番号、種類、演習の名前、解答の中かどうか、コード。
CELLS = """
[...document.querySelectorAll(".live-bar")].map((bar, i) => ({
  number: i + 1,
  isExercise: bar.querySelector("[data-live=check]") !== null,
  task: bar.closest("section").id,
  isSolution: bar.closest(".fold-solution") !== null,
  code: bar.parentElement.querySelector("pre").textContent,
}))
"""


@pytest.fixture(scope="module")
def live_url(site: Path) -> Iterator[str]:
    if not (site / "_static" / "live").is_dir():
        pytest.skip("動かす部品のない本です。make liveで用意できます。")
    with serve(site, ISOLATION) as url:
        yield url


def test_last_lines_of_the_front_page_run(page: Page, live_url: str) -> None:
    page.goto(live_url)
    last = LiveCell(page, 2)
    last.button("実行").click()
    expect(last.output).to_have_text("y = 1.64872  dy/dx = 3.29744\n")


@pytest.mark.parametrize("name", ["step01", "step06"])
def test_every_exercise_is_solved_in_the_page(
    page: Page, live_url: str, name: str
) -> None:
    page.goto(f"{live_url}/book/{name}.html")
    cells = page.evaluate(CELLS)
    exercises = [cell for cell in cells if cell["isExercise"]]
    assert exercises
    for exercise in exercises:
        live = LiveCell(page, exercise["number"])
        live.button("確かめる").click()
        expect(live.verdict).to_contain_text("✗")
        answer = "\n".join(
            cell["code"]
            for cell in cells
            if cell["isSolution"] and cell["task"] == exercise["task"]
        )
        live.write(answer)
        live.button("確かめる").click()
        expect(live.verdict).to_contain_text("✓")
        done = page.locator(f"#{exercise['task']} .task-done")
        expect(done.first).to_have_text("✓ 解けました")


@pytest.mark.parametrize("name", ["step01", "step06"])
def test_last_cell_pressed_first_shows_what_the_book_shows(
    page: Page, live_url: str, name: str
) -> None:
    page.goto(f"{live_url}/book/{name}.html")
    shown = page.locator(
        "main > article > section > section > .cell:has(> .cell_output)"
    )
    built = shown.last.locator(".cell_output pre").text_content()
    shown.last.get_by_role("button", name="実行").click()
    expect(shown.last.locator(".live-output pre")).to_have_text(built or "")
