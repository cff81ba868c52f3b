"""本の設定と拡張をそのまま使う、数行の小さな本。"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.book.forked_build import server

ROOT = Path(__file__).parents[2]
FRONT_MATTER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

"""
CHAPTER_START = f"{FRONT_MATTER}(sec-chapter)=\n# 章\n\n"


class Result(NamedTuple):
    returncode: int
    output: str


class TinyBook:
    """表紙と章が1つずつの本。"""

    def __init__(self, root: Path, command: str) -> None:
        self.root = root
        self.command = command
        root.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "_config.yml", root)
        ignore = shutil.ignore_patterns("*.md", "node_modules", "packs", "__pycache__")
        shutil.copytree(ROOT / "book", root / "book", ignore=ignore)
        shutil.copytree(ROOT / "dezero_book", root / "dezero_book", ignore=ignore)
        self.write("book/index.md", "(sec-index)=\n# 表紙\n\n本文です。\n")
        self.write_chapter("本文です。\n")
        self.write_toc("chapter")

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def write_chapter(self, text: str, name: str = "chapter") -> None:
        start = CHAPTER_START.replace("sec-chapter", f"sec-{name}")
        self.write(f"book/{name}.md", start + text)

    def write_toc(self, *chapters: str) -> None:
        files = "".join(f"  - file: book/{name}\n" for name in chapters)
        self.write("_toc.yml", f"format: jb-book\nroot: book/index\nchapters:\n{files}")

    def edit(self, name: str, old: str, new: str) -> int:
        """ファイルの一部を書き換え、書き換えた行の番号を返す。"""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}に「{old}」がちょうど1つありません。"
        self.write(name, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def build(
        self, *options: str, source: str = ".", cwd: Path | None = None, **env: str
    ) -> Result:
        command = [self.command, "build", source, *options]
        cwd = cwd or self.root
        with tempfile.NamedTemporaryFile() as output:
            if env or not hasattr(os, "fork"):
                returncode = subprocess.run(
                    command,
                    cwd=cwd,
                    env=os.environ | env,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                ).returncode
            else:
                returncode = server().run(command, cwd, Path(output.name))
            text = Path(output.name).read_text(encoding="utf-8")
        return Result(returncode, re.sub(r"\x1b\[[\d;]*m", "", text))

    def page(self, name: str = "chapter") -> str:
        return (self.root / f"_build/html/book/{name}.html").read_text(encoding="utf-8")


def cell(code: str, *options: str) -> str:
    return "\n".join(["```{code-cell} ipython3", *options, code, "```", ""])
