"""どのページも、初めて開いたときの通信は少なく、警告がなく、行がずれない。"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import ALL_PAGES, PAGES
from tests.browser.first_view import (
    SCREENS,
    check_that_it_is_small,
    check_that_nothing_shifts,
)


@pytest.mark.parametrize("name", PAGES)
def test_first_view_is_small_and_stays_on_the_site(
    new_context: Callable[..., BrowserContext], site_url: str, name: str
) -> None:
    check_that_it_is_small(new_context().new_page(), site_url, name)


@pytest.mark.parametrize("name", ALL_PAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_shifts_on_a_slow_network(
    new_context: Callable[..., BrowserContext], name: str, screen: str
) -> None:
    check_that_nothing_shifts(new_context(viewport=SCREENS[screen]), name)
