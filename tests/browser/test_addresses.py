"""どんな#の付いたURLで開かれても、ページのスクリプトは動く。"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PAGES
from tests.browser.listening import Listener


@pytest.mark.parametrize(
    "hash_", ["#100%", "#%E3%81", "#%", "#", "#!/x=1&y", "#%00", "#ない節"]
)
def test_scripts_work_with_any_hash(page: Page, hash_: str) -> None:
    listener = Listener(page)
    page.goto(PAGES[1] + hash_)
    page.keyboard.press("/")
    expect(page.locator(".search-status")).to_contain_text("空白で区切ると")
    page.keyboard.press("Escape")
    page.locator("[data-theme-switch]").click()
    assert page.locator("html").get_attribute("data-theme") in {"light", "dark"}
    page.evaluate("location.hash = '#%E3%81%x'")
    assert listener.complaints == []


def test_a_script_that_fails_does_not_stop_the_others(page: Page) -> None:
    # 配色の切り替えのスクリプトは、このボタンがないと例外になる。
    page.route(
        "**/broken.html",
        lambda route: route.fulfill(
            content_type="text/html; charset=utf-8",
            body='<div class="highlight"><pre>x = 1</pre></div>'
            '<main><details><summary>開く</summary><p id="in">中</p></details></main>'
            '<script src="/_static/before_paint.js"></script><script src="/_static/book.js"></script>',
        ),
    )
    listener = Listener(page)
    page.goto("broken.html#in")
    expect(page.get_by_text("中")).to_be_visible()
    expect(page.get_by_role("button", name="コピー")).to_have_count(1)
    assert len(listener.complaints) == 1, listener.complaints
