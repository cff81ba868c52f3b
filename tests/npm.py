"""npmのパッケージを使う検査の準備。"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

NODE = Path(sys.executable).with_name("node.exe" if os.name == "nt" else "node")


def install(folder: Path) -> Path:
    """``folder`` の ``package-lock.json`` が固定した版を入れ、``node_modules`` を返す。

    すでに同じ版が入っていれば、何もしない。
    """
    packages = folder / "node_modules"
    stamp = packages / "installed"
    lock = folder / "package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run(
            [NODE.with_name("npm"), "ci", "--no-audit", "--no-fund", "--silent"],
            cwd=folder,
            env={
                **os.environ,
                "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}",
            },
            check=True,
        )
        stamp.touch()
    return packages
