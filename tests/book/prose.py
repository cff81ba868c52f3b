"""文章の検査にかける文章を、章・docstring・メッセージから取り出す。

取り出した文章は、元のファイルと同じ行に置く。指摘の行番号がそのまま使える。
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
# 文章ではない行：ラベル、囲みの境界、囲みのオプション、表の行。
MARKUP = re.compile(r"^\s*(\([\w-]+\)=|:::.*|:[\w-]+:.*|\|.*)$")


def chapter_prose(source: str) -> str:
    """MyST Markdownの原稿から、文章だけを残す。ほかの行は空行になる。"""
    lines = []
    fence = ""
    front_matter = source.startswith("---\n")
    for number, line in enumerate(source.splitlines()):
        if front_matter:
            front_matter = not (number and line == "---")
            line = ""
        elif fence:
            # 式の終わりには、ラベルが続くことがある（$$ (eq-name)）。
            closed = line.startswith("$$") if fence == "$$" else line.strip() == fence
            fence = "" if closed else fence
            line = ""
        elif line.startswith("```"):
            fence = re.match("`+", line)[0]
            line = ""
        elif line.startswith("$$"):
            fence = "" if line.count("$$") > 1 else "$$"
            line = ""
        elif MARKUP.match(line) or not JAPANESE.search(line):
            line = ""
        lines.append(line)
    return "\n".join(lines) + "\n"


def python_prose(source: str) -> str:
    """Pythonのソースから、日本語のdocstringとメッセージの文を取り出す。"""
    tree = ast.parse(source)
    lines = [""] * (len(source.splitlines()) + 1)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                part.value if isinstance(part, ast.Constant) else "値"
                for part in node.values
            )
            for part in node.values:
                part.inside_message = True
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if getattr(node, "inside_message", False):
                continue
            text = node.value
        else:
            continue
        for offset, line in enumerate(text.splitlines()):
            position = node.lineno - 1 + offset
            if (
                JAPANESE.search(line.replace("値", ""))
                and "。" in line
                and position < len(lines)
            ):
                lines[position] = line.strip()
    return "\n".join(lines) + "\n"


def prose_of(path: Path) -> str:
    """ファイルの文章。"""
    source = path.read_text(encoding="utf-8")
    return chapter_prose(source) if path.suffix == ".md" else python_prose(source)
