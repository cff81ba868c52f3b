"""狭い画面でも、ページは横に動かない。幅の広い部品は、その中で動く。"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ALL_PAGES

# 横にはみ出しているのに、動かせないもの。
CUT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter((e) => {
  if (!e.checkVisibility() || e.closest('svg, .visually-hidden')) return false;
  const box = e.getBoundingClientRect();
  if (box.right <= innerWidth + 0.5 && box.left >= -0.5) return false;
  for (let p = e.parentElement; p; p = p.parentElement) {
    const flow = getComputedStyle(p).overflowX;
    if ((flow === 'auto' || flow === 'scroll') && p.scrollWidth > p.clientWidth) return false;
  }
  return true;
}).map((e) => e.outerHTML.slice(0, 100))"""
# 動かせるのに、キーボードで選べないもの。
UNREACHABLE = """() => [...document.querySelectorAll('main *')].filter((e) => {
  const flow = getComputedStyle(e).overflowX;
  return e.checkVisibility() && (flow === 'auto' || flow === 'scroll')
    && e.scrollWidth > e.clientWidth + 1 && e.tabIndex !== 0;
}).map((e) => e.outerHTML.slice(0, 100))"""

TWO_FRAMES = (
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
)


@pytest.mark.parametrize("name", ALL_PAGES)
def test_page_does_not_scroll_sideways(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(name)
    page.wait_for_selector("main h1", state="visible")
    page.evaluate(
        "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
    )
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        # 幅の変化に合わせる部品が、描き直すのを待つ。
        page.evaluate(TWO_FRAMES)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(CUT) == []
        assert page.evaluate(UNREACHABLE) == []
