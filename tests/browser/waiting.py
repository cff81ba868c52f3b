"""ページが、ある状態になるのを待つ。

Playwrightの ``wait_for_function`` は ``eval`` を使うので、厳しいCSPのもとでは動かない。
"""

from __future__ import annotations

import time

from playwright.sync_api import Page


def until(page: Page, expression: str, seconds: float = 60) -> None:
    """JavaScriptの式 ``expression`` が真になるまで待つ。

    上限は、混んだ計算機でも届かない長さにする。真にならない間違いを見つけるためのもの。
    """
    deadline = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, (
            f"{seconds}秒待っても、真になりません：{expression}"
        )
        page.wait_for_timeout(20)
