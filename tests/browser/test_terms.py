"""用語の最初の1回は、その場で説明が読め、用語集へも移れる。"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import PAGES

CHAPTER = PAGES[1]
DEFINITION = "値を入れる箱。"


def word(page: Page) -> object:
    return page.get_by_role("link", name="変数", exact=True).first


@pytest.fixture
def chapter(page: Page) -> Page:
    page.goto(CHAPTER)
    word(page).scroll_into_view_if_needed()
    return page


def test_mouse_shows_the_definition_and_may_move_onto_it(chapter: Page) -> None:
    word(chapter).hover()
    tip = chapter.get_by_role("tooltip")
    expect(tip).to_contain_text(DEFINITION)
    tip.hover()
    chapter.wait_for_timeout(400)
    expect(tip).to_be_visible()
    chapter.locator("h1").hover()
    expect(tip).to_be_hidden()


def test_focus_shows_it_and_escape_closes_it(chapter: Page) -> None:
    word(chapter).focus()
    expect(chapter.get_by_role("tooltip")).to_contain_text(DEFINITION)
    assert word(chapter).get_attribute("aria-describedby") == "term-definition"
    chapter.keyboard.press("Escape")
    expect(chapter.get_by_role("tooltip")).to_be_hidden()
    expect(word(chapter)).to_be_focused()
    chapter.keyboard.press("Enter")
    chapter.wait_for_url("**/glossary.html#term-variable")


def test_first_tap_shows_it_and_the_second_leads_to_the_glossary(phone: Page) -> None:
    phone.goto(CHAPTER)
    word(phone).tap()
    tip = phone.get_by_role("tooltip")
    expect(tip).to_contain_text(DEFINITION)
    box = tip.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert phone.url.endswith(CHAPTER)
    word(phone).tap()
    phone.wait_for_url("**/glossary.html#term-variable")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_definition_is_accessible(
    new_context: Callable[..., BrowserContext], scheme: str
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.goto(CHAPTER)
    word(page).focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert violations(page, "[role=tooltip]") == []


def test_without_javascript_it_is_a_link(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(CHAPTER)
    word(page).click()
    page.wait_for_url("**/glossary.html#term-variable")
