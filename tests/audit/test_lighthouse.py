"""Lighthouse（携帯電話の設定）の、計算機の速さによらない3つの点が、どのページでも満点になる。

速さの点は混み具合で変わるので、``make bench`` が測る（benchmarks/page_speed.py）。
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.lighthouse import lighthouse_scores
from tests.browser.conftest import PAGES, find_browser

# 公開先のURLが決まるまで、正規のURLはない。ほかの検査は、既定のまますべて行う。
CATEGORIES = ("accessibility", "best-practices", "seo")


@pytest.mark.parametrize("name", PAGES)
def test_page_gets_full_marks(site_url: str, tmp_path: Path, name: str) -> None:
    browser = find_browser()
    assert browser is not None, "ChromiumかChromeを入れると検査できます。"
    scores = lighthouse_scores(f"{site_url}/{name}", CATEGORIES, browser, tmp_path)
    assert scores == dict.fromkeys(CATEGORIES, 100)
