"""時間のかかる検査（``make audit``）が使う、配られた本とブラウザ。"""

from __future__ import annotations

from tests.browser.conftest import browser, new_context, site_url

__all__ = ["browser", "new_context", "site_url"]
