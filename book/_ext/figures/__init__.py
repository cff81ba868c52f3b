"""図と、動かせる図。数と形は、ビルドのときにパッケージを動かして得る。"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

MEMBERS = (
    "widget",
    "pictures",
    "landing",
    "stepper",
    "explorer",
    "cost",
)


def setup(app: Sphinx) -> dict[str, Any]:
    for member in MEMBERS:
        app.setup_extension(f"{__name__}.{member}")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
