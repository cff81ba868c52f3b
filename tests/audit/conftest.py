"""時間のかかる検査（``make audit``）が使う、配られた本とブラウザ。"""

from __future__ import annotations

from tests.browser.conftest import browser, site_url

__all__ = ["browser", "site_url"]
