"""配色の切り替え。選んだ配色は覚えられ、次のページでは最初から使われる。"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import PAGES

PAPER = {"light": "rgb(253, 252, 249)", "dark": "rgb(21, 24, 30)"}


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def theme_colors(page: Page) -> set[str]:
    metas = page.locator('meta[name="theme-color"]')
    return set(metas.evaluate_all("(all) => all.map((m) => m.content)"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_scheme_of_the_system_is_followed(
    new_context: Callable[..., BrowserContext], scheme: str
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.goto(PAGES[1])
    assert paper(page) == PAPER[scheme]


@pytest.mark.parametrize(("system", "other"), [("light", "dark"), ("dark", "light")])
def test_every_press_changes_what_is_seen_and_is_remembered(
    new_context: Callable[..., BrowserContext], system: str, other: str
) -> None:
    page = new_context(color_scheme=system).new_page()
    page.goto(PAGES[1])
    switch = page.get_by_role("button", name="配色")
    assert switch.inner_text() == "配色：自動"
    switch.click()
    assert paper(page) == PAPER[other]
    assert len(theme_colors(page)) == 1
    page.goto(PAGES[2])
    assert paper(page) == PAPER[other]
    switch.click()
    assert paper(page) == PAPER[system]
    switch.click()
    assert switch.inner_text() == "配色：自動"
    assert theme_colors(page) == {"#fdfcf9", "#15181e"}


def test_chosen_scheme_does_not_flash(
    new_context: Callable[..., BrowserContext],
) -> None:
    """本文の最初の要素が読まれたときには、配色が決まっている。"""
    page = new_context(color_scheme="light").new_page()
    page.add_init_script(
        """
        localStorage.setItem("theme", "dark");
        new MutationObserver((_, observer) => {
          if (!document.body) return;
          window.themeAtBody = document.documentElement.dataset.theme;
          observer.disconnect();
        }).observe(document, { childList: true, subtree: true });
        """
    )
    page.goto(PAGES[1])
    assert page.evaluate("window.themeAtBody") == "dark"


FAINT = """() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = numbers(color).map((c) => {
      c /= 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const contrast = (color) => {
    const other = light(color);
    return (Math.max(paper, other) + 0.05) / (Math.min(paper, other) + 0.05);
  };
  return [...document.querySelectorAll('main svg text, main svg [stroke]')].filter((e) => {
    // 紙の色の文字は、色を塗った形の上にある。
    const onShape = e.getAttribute('fill')?.includes('--paper');
    if (!e.checkVisibility() || e.closest('.icon') || onShape) return false;
    const style = getComputedStyle(e);
    const color = e.localName === 'text' ? style.fill : style.stroke;
    if (!color.startsWith('rgb') || (numbers(color)[3] ?? 1) * style.strokeOpacity < 0.5) return false;
    return contrast(color) < 2.9;
  }).map((e) => e.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("name", PAGES)
def test_figures_are_seen_on_the_paper(page: Page, name: str) -> None:
    """図の線と文字の色は、紙の色に対して3:1以上の対比をもつ。"""
    page.goto(name)
    page.wait_for_selector("main h1", state="visible")
    page.evaluate(
        "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
    )
    for scheme in PAPER:
        # 色の移り変わりを待たない。
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert paper(page) == PAPER[scheme]
        assert page.evaluate(FAINT) == []
