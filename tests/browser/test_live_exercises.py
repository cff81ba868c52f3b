"""演習に、ページの中で答えられる。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_book import ANSWER, STARTER, LiveCell
from tests.browser.serving import ISOLATION, serve

# 上から、つくる演習、その解答、直す演習、予想のセル。
BUILD, SOLUTION, MEND, PREDICT = 1, 2, 3, 4


@pytest.fixture(scope="module")
def url(live_site: Path) -> Iterator[str]:
    with serve(live_site, ISOLATION) as root:
        yield f"{root}/book/exercises.html"


@pytest.fixture
def chapter(page: Page, url: str) -> Page:
    page.goto(url)
    return page


def test_wrong_then_right_answer(chapter: Page) -> None:
    exercise = LiveCell(chapter, BUILD)
    expect(exercise.button("実行")).to_have_count(0)
    exercise.button("確かめる").click()
    expect(exercise.verdict).to_contain_text("✗ まだ直すところがあります。")
    expect(exercise.verdict.locator("p").nth(1)).not_to_be_empty()
    expect(exercise.verdict).to_have_attribute("role", "status")
    expect(chapter.locator("#ex-live-1 .task-done")).to_have_count(0)

    exercise.write(ANSWER)
    chapter.keyboard.press("Shift+Enter")
    expect(exercise.verdict).to_contain_text("✓ 正解です。")
    # 講評は、出力としてもう一度は現れない。
    expect(chapter.get_by_text("正解です。").locator("visible=true")).to_have_count(1)
    expect(chapter.locator("#ex-live-1 .task-done")).to_have_text("✓ 解けました")

    # 解いたあとの間違いは、記録を消さない。
    exercise.write(STARTER)
    exercise.button("確かめる").click()
    expect(exercise.verdict).to_contain_text("✗")
    chapter.reload()
    expect(chapter.locator("#ex-live-1 .task-done")).to_have_text("✓ 解けました")


def test_answer_with_an_error(chapter: Page) -> None:
    exercise = LiveCell(chapter, BUILD)
    exercise.write("def swap(a, b)\n    pass")
    exercise.button("確かめる").click()
    expect(exercise.verdict).to_have_text("✗ エラーで止まりました。")
    expect(exercise.output).to_contain_text("SyntaxError")
    expect(exercise.root.locator(".cm-error-line")).to_have_text("def swap(a, b)")


def test_endless_answer_ends_with_a_message(chapter: Page) -> None:
    chapter.clock.install()
    exercise = LiveCell(chapter, BUILD)
    exercise.write("while True: pass")
    exercise.button("確かめる").click()
    expect(exercise.bar).to_contain_text("実行しています")
    chapter.clock.fast_forward(11_000)
    expect(exercise.verdict).to_contain_text("10秒たっても終わらないので、止めました。")
    exercise.write(ANSWER)
    exercise.button("確かめる").click()
    expect(exercise.verdict).to_contain_text("✓ 正解です。")


def test_exercise_without_a_checker_is_judged_by_the_reader(chapter: Page) -> None:
    exercise = LiveCell(chapter, MEND)
    exercise.button("確かめる").click()
    expect(exercise.output).to_have_text("0\n")
    expect(exercise.verdict).to_contain_text("問題のとおりの結果なら、できあがりです。")
    expect(chapter.locator("#ex-live-2 .task-done")).to_have_count(0)
    exercise.verdict.get_by_role("button", name="できた").click()
    expect(chapter.locator("#ex-live-2 .task-done")).to_have_text("✓ 解けました")


def test_hints_open_one_at_a_time(chapter: Page) -> None:
    first, second = (chapter.get_by_text(f"ヒント{n}", exact=True) for n in (1, 2))
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    first.click()
    expect(second).to_be_visible()
    expect(chapter.get_by_text("2つ目です。")).to_be_hidden()
    chapter.reload()
    chapter.emulate_media(media="print")
    expect(second).to_be_visible()


def test_solution_runs_too_without_running_what_the_reader_wrote(
    chapter: Page,
) -> None:
    chapter.get_by_text("解答", exact=True).click()
    LiveCell(chapter, BUILD).write("while True: pass")
    solution = LiveCell(chapter, SOLUTION)
    solution.button("実行").click()
    expect(solution.output).to_contain_text("正解です。")
    expect(LiveCell(chapter, BUILD).status).to_be_empty()
    expect(LiveCell(chapter, BUILD).verdict).to_be_empty()
    expect(LiveCell(chapter, BUILD).output).to_have_count(0)


def test_running_a_prediction_opens_its_answer(chapter: Page) -> None:
    live = chapter.locator("#predict-live .live-output")
    LiveCell(chapter, PREDICT).button("実行").click()
    expect(live).to_have_text("2\n")
    expect(live).to_be_visible()


def test_contents_show_how_much_is_done(chapter: Page) -> None:
    contents = chapter.locator(".chapters a", has_text="章").last
    assert chapter.evaluate("bookTasks['book/exercises.html']") == [
        "predict-live",
        "ex-live-1",
        "ex-live-2",
    ]
    expect(chapter.locator(".page-progress")).to_have_count(0)
    chapter.get_by_role("textbox", name="予想").fill("3")
    chapter.get_by_role("button", name="答え合わせ").click()
    expect(contents).to_contain_text("1／3")
    expect(chapter.locator("#ex-live-3 .task-done")).to_have_text("✓ 答えました")
    exercise = LiveCell(chapter, BUILD)
    exercise.write(ANSWER)
    exercise.button("確かめる").click()
    expect(contents).to_contain_text("2／3")
    mend = LiveCell(chapter, MEND)
    mend.button("確かめる").click()
    mend.verdict.get_by_role("button", name="できた").click()
    expect(contents).to_contain_text("✓ 3／3")
    # ほかのページの目次にも現れ、記録を消すと消える。
    chapter.goto(chapter.url.replace("book/exercises", "index"))
    expect(contents).to_contain_text("✓ 3／3")
    chapter.once("dialog", lambda dialog: dialog.accept())
    chapter.get_by_role("button", name="記録を消す").click()
    expect(chapter.locator(".page-progress")).to_have_count(0)
