"""予想に答えると、答え、出力、説明が一緒に開き、答えはこのブラウザにだけ残る。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.book.tiny_book import TinyBook, cell
from tests.browser.axe import violations
from tests.browser.serving import serve

CHAPTER = f"""\
:::{{predict}}
:name: predict-choice

いくつでしょうか。

- ア：$1 \\times 2$
- イ：`3`
- ウ：4
:::

{cell("print(1 + 2)", ":tags: [hide-output]")}

:::{{answer}} イ
足しています。

- アは、掛けて**います**。
- ウは、引いています。
:::

:::{{predict}}
:name: predict-number

いくつでしょうか。
:::

:::{{answer}} 0.25
4で割ります。

- 4は、割っていません。
:::
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, jupyter_book: str) -> Path:
    book = TinyBook(tmp_path_factory.mktemp("predictions"), jupyter_book)
    book.write_chapter(CHAPTER)
    result = book.build()
    assert result.returncode == 0, result.output
    return book.root / "_build/html"


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with serve(folder) as root:
        yield f"{root}/book/chapter.html"


@pytest.fixture
def chapter(page: Page, url: str) -> Page:
    page.goto(url)
    return page


def choice(page: Page, name: str) -> object:
    return page.locator(f"#predict-choice [data-choice='{name}']")


def test_output_and_explanation_open_after_a_choice(chapter: Page) -> None:
    prediction = chapter.locator("#predict-choice")
    status = prediction.get_by_role("status")
    expect(prediction.get_by_text("足しています。")).to_be_hidden()
    prediction.get_by_text("4", exact=True).click()
    expect(status).to_contain_text("✗ 予想と違いました。")
    expect(status).to_contain_text("ウは、引いています。")
    expect(prediction.locator(".cell_output")).to_be_visible()
    expect(prediction.get_by_text("答えはイです。足しています。")).to_be_visible()
    expect(choice(chapter, "ウ")).to_contain_text("✗ 選んだ予想")
    expect(choice(chapter, "イ")).to_contain_text("✓ 答え")
    # 選んだ外れの説明は、2度は現れない。
    assert (
        prediction.get_by_text("ウは、引いています。").locator("visible=true").count()
        == 1
    )
    expect(prediction.get_by_text("アは、掛けています。")).to_be_visible()
    assert chapter.evaluate("document.activeElement.value") == "ウ"


def test_right_choice(chapter: Page) -> None:
    chapter.locator("#predict-choice").get_by_text("3", exact=True).first.click()
    expect(chapter.locator("#predict-choice").get_by_role("status")).to_have_text(
        "✓ 予想のとおりです。"
    )
    expect(choice(chapter, "ア")).not_to_contain_text("✗")


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ("0.25", "✓"),
        ("０．２５", "✓"),
        ("0.2501", "✓"),
        ("1/4", "数を入れてください。"),
        ("", "数を入れてください。"),
        ("0.3", "✗"),
        ("4", "4は、割っていません。"),
    ],
)
def test_number(chapter: Page, given: str, verdict: str) -> None:
    prediction = chapter.locator("#predict-number")
    prediction.get_by_role("textbox", name="予想").fill(given)
    prediction.get_by_role("button", name="答え合わせ").click()
    expect(prediction.get_by_role("status")).to_contain_text(verdict)
    is_number = "数を" not in verdict
    expect(prediction.get_by_text("4で割ります。")).to_be_visible(visible=is_number)


def test_arrow_keys_choose_and_enter_answers(chapter: Page) -> None:
    prediction = chapter.locator("#predict-choice")
    prediction.get_by_role("radio").first.focus()
    chapter.keyboard.press("ArrowDown")
    chapter.keyboard.press("ArrowDown")
    expect(prediction.get_by_role("radio").nth(2)).to_be_checked()
    expect(prediction.get_by_role("status")).to_be_empty()
    chapter.keyboard.press("ArrowUp")
    chapter.keyboard.press("Enter")
    expect(prediction.get_by_role("status")).to_have_text("✓ 予想のとおりです。")
    expect(prediction.get_by_role("radio").nth(1)).to_be_focused()


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_key_answers_where_the_focus_is(chapter: Page, key: str) -> None:
    chapter.locator("#predict-choice").get_by_role("radio").first.focus()
    chapter.keyboard.press(key)
    expect(chapter.locator("#predict-choice").get_by_role("status")).to_contain_text(
        "アは、掛けています。"
    )


def test_answers_are_kept_and_can_be_cleared(
    new_context: Callable[..., BrowserContext], url: str
) -> None:
    context = new_context()
    page = context.new_page()
    requests: list[str] = []
    page.goto(url)
    page.on("request", lambda request: requests.append(request.url))
    page.locator("#predict-choice").get_by_text("4", exact=True).click()
    page.get_by_role("textbox", name="予想").fill("0.25")
    page.get_by_role("button", name="答え合わせ").click()
    assert [request for request in requests if "favicon" not in request] == []
    assert page.evaluate("bookAnswers.all()") == {
        "book/chapter.html": {
            "predict-choice": {"choice": "ウ", "right": False},
            "predict-number": {"choice": "0.25", "right": True},
        }
    }
    assert page.evaluate("Object.keys(localStorage)") == ["answers:/"]

    page.reload()
    status = page.locator("#predict-choice").get_by_role("status")
    expect(status).to_contain_text("ウは、引いています。")
    expect(page.get_by_role("textbox", name="予想")).to_have_value("0.25")

    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="記録を消す").click()
    expect(status).to_contain_text("ウは、")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="記録を消す").click()
    expect(page.get_by_text("記録を消しました。")).to_be_visible()
    expect(status).to_be_empty()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.get_by_text("足しています。")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_answering_works_where_nothing_can_be_stored(page: Page, url: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error(); } });"
    )
    page.goto(url)
    page.locator("#predict-choice").get_by_text("4", exact=True).click()
    expect(page.locator("#predict-choice").get_by_role("status")).to_contain_text(
        "ウは"
    )


def test_answering_works_from_a_file(page: Page, folder: Path) -> None:
    page.goto((folder / "book/chapter.html").as_uri())
    page.locator("#predict-choice").get_by_text("4", exact=True).click()
    page.reload()
    expect(page.locator("#predict-choice").get_by_role("status")).to_contain_text(
        "ウは"
    )


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answered_page_is_accessible(
    new_context: Callable[..., BrowserContext], url: str, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 844}
    page = new_context(color_scheme=scheme, viewport=size).new_page()
    page.goto(url)
    assert violations(page) == []
    page.locator("#predict-choice").get_by_text("4", exact=True).click()
    page.get_by_role("textbox", name="予想").fill("4")
    page.get_by_role("button", name="答え合わせ").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_print_shows_choices_and_answers(chapter: Page) -> None:
    chapter.emulate_media(media="print")
    for text in ["3", "答えはイです。足しています。", "アは、掛けています。"]:
        expect(chapter.get_by_text(text).first).to_be_visible()
    expect(chapter.get_by_role("button", name="答え合わせ")).to_be_hidden()


def test_without_javascript_one_fold_holds_the_answer(
    new_context: Callable[..., BrowserContext], url: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(url)
    prediction = page.locator("#predict-choice")
    expect(prediction.get_by_role("radio")).to_have_count(0)
    expect(prediction.get_by_text("ウ", exact=True)).to_be_visible()
    prediction.get_by_text("答えと出力").click()
    expect(prediction.locator(".cell_output")).to_be_visible()
    expect(prediction.get_by_text("ウは、引いています。")).to_be_visible()
