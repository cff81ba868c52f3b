"""初めて開いたときの、通信の量、警告、行のずれ。どのページもかは、``make audit`` が調べる。"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.first_view import (
    SCREENS,
    check_that_it_is_small,
    check_that_nothing_shifts,
)


def test_first_view_is_small_and_stays_on_the_site(
    new_context: Callable[..., BrowserContext], site_url: str, a_chapter: str
) -> None:
    for name in ("index.html", a_chapter):
        check_that_it_is_small(new_context().new_page(), site_url, name)


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_shifts_on_a_slow_network(
    new_context: Callable[..., BrowserContext], a_chapter: str, screen: str
) -> None:
    for name in ("index.html", a_chapter):
        check_that_nothing_shifts(new_context(viewport=SCREENS[screen]), name)


def test_page_does_not_wait_forever_for_the_math_font(
    page: Page, a_chapter: str
) -> None:
    page.route("**/*.woff2", lambda route: None)
    page.goto(a_chapter, wait_until="domcontentloaded")
    page.wait_for_selector("main h1", state="visible", timeout=60_000)
    page.unroute_all(behavior="ignoreErrors")


def test_math_uses_the_books_font(page: Page, a_chapter: str) -> None:
    page.goto(a_chapter, wait_until="networkidle")
    assert page.evaluate("document.fonts.check('1em \"STIX Two Math\"', '𝑥')")
    family = page.evaluate(
        "getComputedStyle(document.querySelector('math')).fontFamily"
    )
    assert family.startswith('"STIX Two Math"')
