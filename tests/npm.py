"""npmのパッケージを使う検査が、Node.jsと入っているパッケージを見つける。"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

NODE = Path(sys.executable).with_name("node.exe" if os.name == "nt" else "node")


def installed(folder: Path) -> Path:
    """``folder`` の ``package-lock.json`` から入れた ``node_modules``。

    入れるのは準備の仕事（Makefileの ``npm ci``）で、検査の中では入れない。
    """
    packages = folder / "node_modules"
    if not packages.is_dir():
        place = folder.relative_to(Path(__file__).parents[1])
        pytest.fail(f"{packages}がありません。npm ci --prefix {place} で入ります。")
    return packages
