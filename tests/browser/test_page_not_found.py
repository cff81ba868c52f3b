"""見つからないページの案内は、どの深さのURLでも崩れない。"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.listening import Listener


@pytest.mark.parametrize("missing", ["nothing", "book/nothing.html", "a/b/c/d/"])
def test_guide_is_shown(page: Page, site_url: str, missing: str) -> None:
    listener = Listener(page)
    response = page.goto(missing)
    assert response is not None
    assert response.status == 404
    assert page.locator("h1").inner_text() == "ページが見つかりません"
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('.site-header')).position"
        )
        == "sticky"
    )
    assert [c for c in listener.complaints if "404" not in c] == []
    page.locator("main a").click()
    assert page.url == f"{site_url}/index.html"
