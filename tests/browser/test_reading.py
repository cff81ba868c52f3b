"""読んでいる場所の案内と、折りたたまれた節へのリンク。"""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import PAGES
from tests.browser.waiting import until


def test_toc_follows_the_reader(page: Page, a_chapter: str) -> None:
    page.goto(a_chapter)
    page.wait_for_selector("main h1", state="visible")
    heading = page.locator("article h2").nth(3)
    page.locator(".page-toc a", has_text=heading.inner_text()).first.click()
    title = heading.inner_text()
    until(
        page,
        f"document.querySelector('.page-toc [aria-current]')?.innerText === {title!r}",
    )
    box = heading.bounding_box()
    header = page.locator(".site-header").bounding_box()
    assert box is not None
    assert header is not None
    # 見出しは、上の帯に隠れない。
    assert box["y"] >= header["height"]


def test_current_chapter_is_marked(page: Page) -> None:
    for name in PAGES:
        page.goto(name)
        current = page.locator("#chapters [aria-current=page]")
        assert current.count() == 1
        expected = (
            "はじめに" if name == "index.html" else page.locator("h1").inner_text()
        )
        assert current.inner_text() == expected


def test_current_rows_are_in_view_in_a_low_window(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 320})
    page.goto("book/step10.html")
    page.locator("article h2").last.scroll_into_view_if_needed()
    for current in ("#chapters [aria-current]", ".page-toc [aria-current]"):
        until(
            page,
            f"""(() => {{
              const box = document.querySelector('{current}')?.getBoundingClientRect();
              return box && box.top >= 0 && Math.floor(box.bottom) <= innerHeight;
            }})()""",
        )


def test_link_into_a_fold_opens_it(page: Page, a_chapter: str) -> None:
    page.goto(a_chapter)
    target = page.evaluate("document.querySelector('main details.fold[id]')?.id")
    page.goto(f"{a_chapter}#{target}")
    until(page, f"document.getElementById({target!r}).open")
