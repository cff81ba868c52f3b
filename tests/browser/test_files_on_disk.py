"""サーバーなしで、``_build/html`` をそのまま開いて読める。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import PAGES
from tests.browser.listening import Listener


@pytest.mark.parametrize("name", PAGES)
def test_page_works_from_disk(
    new_context: Callable[..., BrowserContext], site: Path, name: str
) -> None:
    page = new_context().new_page()
    listener = Listener(page)
    page.goto((site / name).as_uri(), wait_until="load")
    page.wait_for_selector("main h1", state="visible")
    assert listener.complaints == []
    assert [url for url in listener.urls if not url.startswith("file://")] == []
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('.site-header')).position"
        )
        == "sticky"
    )
    if page.locator("math").count():
        assert page.evaluate("document.fonts.check('1em \"STIX Two Math\"', '𝑥')")
    broken = "[...document.images].filter((i) => i.complete && !i.naturalWidth).map((i) => i.src)"
    assert page.evaluate(broken) == []


def test_links_work_from_disk(
    new_context: Callable[..., BrowserContext], site: Path
) -> None:
    page = new_context().new_page()
    page.goto((site / "index.html").as_uri())
    page.click(".prev-next [rel=next]")
    assert page.url == (site / PAGES[1]).as_uri()
    page.click(".site-title")
    assert page.url == (site / "index.html").as_uri()
