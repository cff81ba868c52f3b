"""ファイルの中身と、Pythonの環境の指紋。どれかが変われば、指紋も変わる。"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path


def fingerprints(root: Path, *parts: str) -> dict[str, str]:
    """``root`` の中の、ファイルの1つずつと、入っているパッケージの版の指紋。"""
    found = {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for part in parts
        for file in _files(root / part)
    }
    return found | {"Python": _environment()}


def digest(values: object) -> str:
    """並びや表を、1つの短い指紋にする。"""
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _environment() -> str:
    # パッケージの名前と版は、dist-infoのフォルダの名前にある。
    folders = [p.name for path in sys.path for p in Path(path).glob("*.dist-info")]
    return digest([sys.version, sorted(folders)])


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
