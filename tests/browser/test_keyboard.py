"""キーボードだけで、すべてに届き、どこにいるかが見える。"""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import PAGES

FOCUSABLE = """() => [...document.querySelectorAll('a[href], button, summary, [tabindex="0"]')].filter(
  (e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled
).length"""
FOCUS = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return {
    name: element.outerHTML.slice(0, 120),
    isBody: element === document.body,
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    opacity: parseFloat(style.opacity),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def test_skip_link_leads_to_the_text(page: Page, a_chapter: str) -> None:
    page.goto(a_chapter)
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.inner_text() == "本文へ移動"
    box = link.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_everything_is_reached_and_seen(page: Page, a_chapter: str) -> None:
    page.goto(a_chapter)
    page.wait_for_selector("main h1", state="visible")
    total = page.evaluate(FOCUSABLE)
    reached = []
    for _ in range(total + 20):
        page.keyboard.press("Tab")
        state = page.evaluate(FOCUS)
        if state["isBody"]:
            break
        reached.append(state)
    assert len(reached) >= total
    assert [
        s["name"]
        for s in reached
        if not (s["outlined"] and s["seen"] and s["opacity"] == 1)
    ] == []


def test_menu_opens_by_key_and_gives_focus_back(phone: Page) -> None:
    phone.goto(PAGES[1])
    phone.locator(".menu-open").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_selector("#chapters:popover-open")
    phone.keyboard.press("Tab")
    assert phone.evaluate(
        "document.querySelector('#chapters').contains(document.activeElement)"
    )
    phone.keyboard.press("Escape")
    assert phone.locator("#chapters").is_hidden()
    assert phone.evaluate("document.activeElement.classList.contains('menu-open')")


def test_folds_open_by_key(page: Page, a_chapter: str) -> None:
    page.goto(a_chapter)
    summary = page.query_selector("main details:not([open]) > summary")
    assert summary is not None
    summary.focus()
    page.keyboard.press("Enter")
    assert summary.evaluate("(s) => s.parentElement.open")


def test_code_and_outputs_need_no_scrolling(phone: Page, a_chapter: str) -> None:
    phone.goto(a_chapter)
    phone.wait_for_selector("main h1", state="visible")
    wide = "(e) => e.scrollWidth > e.clientWidth + 1"
    assert not any(pre.evaluate(wide) for pre in phone.locator("main pre").all())
    # 折り返した行の続きは、字下げして、次の行と見分けられる。
    indent = phone.locator("main pre").first.evaluate(
        "(e) => getComputedStyle(e).textIndent"
    )
    assert "hanging" in indent
    assert "each-line" in indent
