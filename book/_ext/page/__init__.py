"""ページの枠、見た目とスクリプト、検索の索引、ノートブック。"""

from __future__ import annotations

from sphinx.application import Sphinx

MEMBERS = (
    "assets",
    "site_pages",
    "road_map",
    "search_index",
    "head",
    "parts",
    "notebooks",
    "live",
    "tasks",
    "style_attributes",
    "token_spans",
)


def setup(app: Sphinx) -> None:
    for member in MEMBERS:
        app.setup_extension(f"{__name__}.{member}")
