"""axe-coreが、どのページにも、どちらの配色でも、問題を1つも見つけない。"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.axe import open_everything, violations
from tests.browser.conftest import ALL_PAGES


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ALL_PAGES)
def test_page_has_no_violation(
    new_context: Callable[..., BrowserContext], name: str, scheme: str
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.goto(name)
    open_everything(page)
    assert violations(page) == []
