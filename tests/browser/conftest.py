"""本物のChromiumで、ビルド済みの本のすべてのページを見る。"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.live_book import build_live_book
from tests.browser.serving import serve

ROOT = Path(__file__).parents[2]
# 画面の枠を持たないheadless-shellは、同じエンジンで、ページを開くのが2倍ほど速い。
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
# 待つ上限は、混んだ計算機でも届かない長さにする。時間で合否が変わらないようにするため。
LONGEST_WAIT_MS = 120_000
expect.set_options(timeout=LONGEST_WAIT_MS)
NONE_FOUND = (
    "ChromiumもChromeも見つかりません。インストールするか、"
    "環境変数CHROMIUMに実行ファイルの場所を書いてください。"
)


def toc_pages() -> list[str]:
    """目次に載っているページ。サイトの中の道筋で返す。"""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))

    def files(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            if "file" in node:
                yield f"{node['file']}.html"
            for value in node.values():
                yield from files(value)
        elif isinstance(node, list):
            for value in node:
                yield from files(value)

    return ["index.html", *files(toc)]


PAGES = toc_pages()
ALL_PAGES = [*PAGES, "404.html"]


def find_browser() -> str | None:
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return chosen
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return next((place for place in PLACES if Path(place).is_file()), None)


def browser_arguments() -> list[str]:
    """ブラウザを、外と通信させずに始める。"""
    arguments = ["--disable-background-networking", "--disable-component-update"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return arguments


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find_browser()
    if executable is None:
        if os.environ.get("CI"):
            pytest.fail(NONE_FOUND)
        pytest.skip(NONE_FOUND)
    # 1度しか動かさないPythonを、裏で最適化し直さない。
    arguments = [*browser_arguments(), "--js-flags=--liftoff-only"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    with serve(site) as url:
        yield url


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory, jupyter_book: str) -> Path:
    """セルを動かせる、小さな本。"""
    return build_live_book(tmp_path_factory.mktemp("live") / "book", jupyter_book)


@pytest.fixture
def new_context(
    browser: Browser, site_url: str
) -> Iterator[Callable[..., BrowserContext]]:
    """キャッシュも記憶もない、新しい読者のブラウザ。"""
    contexts = []

    def make(**options: object) -> BrowserContext:
        options.setdefault("viewport", {"width": 1280, "height": 800})
        options.setdefault("base_url", f"{site_url}/")
        context = browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(LONGEST_WAIT_MS)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context().new_page()


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    size = {"width": 390, "height": 844}
    return new_context(viewport=size, has_touch=True, is_mobile=True).new_page()


@pytest.fixture
def a_chapter(site: Path) -> str:
    """コードと数式と折りたたみのある、いちばん長い章。"""
    return max(PAGES, key=lambda name: (site / name).stat().st_size)
