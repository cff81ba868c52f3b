"""APIの一覧を、このリポジトリのパッケージのdocstringから作る。

インストール済みの別の ``dezero_book`` ではなく、本と同じリポジトリのものを読み込む。
"""

from __future__ import annotations

import sys
from typing import Any

from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    sys.path.insert(0, str(app.srcdir))
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinx.ext.napoleon")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
