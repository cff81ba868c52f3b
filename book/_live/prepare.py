"""ブラウザで動かすPythonの包みを、``book/_live/packs`` に用意する（``make live``）。

NumPyのwheelは、環境変数 ``DEZERO_BOOK_WHEELS`` のフォルダ、手元の控え、Pyodideの公開の配布元の順に探す。
どこから得ても、``pyodide`` のロックファイルにあるSHA-256と同じものだけを使う。
見つからなければ1行で知らせ、動かせるセルのない本になる。
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from sysconfig import get_path

LIVE = Path(__file__).parent
RUNTIME = LIVE / "node_modules" / "pyodide"
PACKS = LIVE / "packs"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"), "dezero_book")
NODE = Path(sys.executable).with_name("node.exe" if os.name == "nt" else "node")
DISTRIBUTION = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{name}"


def numpy_in_lock() -> tuple[str, str, str]:
    """Pyodideの版、NumPyのwheelの名前とSHA-256。"""
    lock = json.loads((RUNTIME / "pyodide-lock.json").read_text(encoding="utf-8"))
    numpy = lock["packages"]["numpy"]
    return lock["info"]["version"], numpy["file_name"], numpy["sha256"]


def candidates(version: str, name: str) -> Iterator[bytes]:
    """wheelの中身の候補を、近い所から順に。"""
    for folder in (os.environ.get("DEZERO_BOOK_WHEELS"), CACHE):
        if folder and (path := Path(folder, name)).is_file():
            yield path.read_bytes()
    try:
        url = DISTRIBUTION.format(version=version, name=name)
        with urllib.request.urlopen(url, timeout=60) as response:
            yield response.read()
    except (urllib.error.URLError, OSError):
        return


def find_wheel() -> Path | None:
    """確かめた中身を控えに置き、その場所を返す。"""
    version, name, digest = numpy_in_lock()
    for content in candidates(version, name):
        if hashlib.sha256(content).hexdigest() == digest:
            CACHE.mkdir(parents=True, exist_ok=True)
            new = CACHE / f"{name}.new"
            new.write_bytes(content)
            return new.replace(CACHE / name)
    return None


def main() -> None:
    wheel = find_wheel()
    shutil.rmtree(PACKS, ignore_errors=True)
    if wheel is None:
        print(
            "NumPyのwheelを取り寄せられないので、ブラウザで動かせるセルのない本になります"
            "（book/_live/README.md）。"
        )
        return
    new = PACKS.with_name("packs.new")
    shutil.rmtree(new, ignore_errors=True)
    subprocess.run(
        [NODE, LIVE / "pack.mjs", wheel, new, get_path("purelib")], check=True
    )
    new.replace(PACKS)


if __name__ == "__main__":
    main()
