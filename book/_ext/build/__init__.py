"""ビルドを厳しくし、セルを再現できる環境で実行し、前回の結果を信じられるときだけ使う。"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

MEMBERS = (
    "strict",
    "last_build",
    "cells",
)


def setup(app: Sphinx) -> dict[str, Any]:
    for member in MEMBERS:
        app.setup_extension(f"{__name__}.{member}")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
