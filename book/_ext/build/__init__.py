"""ビルドを厳しくし、セルを再現できる環境で実行し、前回の結果を信じられるときだけ使う。"""

from __future__ import annotations

from sphinx.application import Sphinx

MEMBERS = (
    "strict",
    "last_build",
    "cells",
)


def setup(app: Sphinx) -> None:
    for member in MEMBERS:
        app.setup_extension(f"{__name__}.{member}")
