"""axe-coreで、開いているページの問題を調べる。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(
    encoding="utf-8"
)
# 表示されている文字と、読み上げられる名前の食い違いも調べる。
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {
        "label-content-name-mismatch": {"enabled": True},
        "target-size": {"enabled": True},
    },
}


def violations(page: Page, within: str = "html") -> list[Any]:
    """``within`` の中の問題。開いた部品だけを調べれば、長いページ全体より速い。"""
    page.evaluate(AXE)
    found = page.evaluate(
        "([within, options]) => axe.run(within, options)", [within, OPTIONS]
    )["violations"]
    return [
        (
            rule["id"],
            [(node["target"], node["failureSummary"]) for node in rule["nodes"]],
        )
        for rule in found
    ]


def open_everything(page: Page) -> None:
    """折りたたまれた中身と、マウスを乗せたときに現れるボタンを見せる。"""
    page.wait_for_selector("main h1", state="visible")
    page.evaluate(
        "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
    )
    page.add_style_tag(url="/_static/book.css")
    page.evaluate(
        "document.querySelectorAll('.copy-code, .headerlink').forEach((e) => { e.style.opacity = 1; })"
    )
