"""色の付かないコードの要素は、ページに残らない。"""

from __future__ import annotations

import re
from pathlib import Path

from _ext.page.token_spans import UNCOLORED, remove_uncolored_spans

from tests.book.pages import read

ROOT = Path(__file__).parents[2]


def test_only_uncolored_spans_are_removed() -> None:
    html = '<span class="k">def</span><span class="w"> </span><span class="n">f</span><span class="p">():</span>'
    assert remove_uncolored_spans(html) == '<span class="k">def</span> f():'


def test_no_style_colors_what_is_removed() -> None:
    css = (ROOT / "book/_theme/textbook/styles/5-code.css").read_text(encoding="utf-8")
    assert not set(UNCOLORED) & set(re.findall(r"\.(\w+)", css))


def test_pages_hold_no_uncolored_span(site: Path) -> None:
    for page in sorted(site.glob("book/step*.html")):
        article = read(page).article
        assert article is not None
        assert article.select(", ".join(f"pre span.{name}" for name in UNCOLORED)) == []
