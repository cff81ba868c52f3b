"""ファイルの中身と、Pythonの環境の指紋。どれかが変われば、指紋も変わる。"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path


def fingerprint(*paths: Path, options: str = "") -> str:
    """ファイルまたはフォルダの中身、選択肢、入っているパッケージの版から、指紋を作る。"""
    digest = hashlib.sha256(f"{options}\0{_environment()}".encode())
    for path in paths:
        for file in _files(path):
            name = file.relative_to(path.parent).as_posix()
            digest.update(f"\0{name}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@cache
def _environment() -> str:
    installed = {f"{d.name}=={d.version}" for d in distributions()}
    return "\0".join([sys.version, *sorted(installed)])


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for child in sorted(path.iterdir()):
            if not child.name.startswith(".") and child.name not in {
                "__pycache__",
                "node_modules",
            }:
                yield from _files(child)
