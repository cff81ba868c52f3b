"""文章の検査にかける文章を、章・用語の表・docstring・メッセージ・画面の文字から取り出す。

取り出した文章は、元のファイルと同じ行に置く。指摘の行番号がそのまま使える。
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
# 文章ではない行：ラベル、囲みの境界、囲みのオプション。
MARKUP = re.compile(r"^\s*(\([\w-]+\)=|:::.*|:[\w-]+:.*)$")
# HTMLのひな形の中の、タグとJinjaの式。
TAG = re.compile(r"<[^>]*>|\{[{%#].*?[}%#]\}")
JAVASCRIPT_STRING = re.compile(r"""(["'`])((?:\\.|(?!\1).)*)\1""")


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
        elif line.startswith("|"):
            line = sentences_in_cells(line)
        lines.append(line)
    return "\n".join(lines) + "\n"


def sentences_in_cells(row: str) -> str:
    """表の行から、文のセルを取り出す。語句だけのセルは、文章の決まりに従わない。"""
    cells = [cell.strip() for cell in row.split("|")]
    return "".join(cell for cell in cells if cell.endswith("。"))


def docstrings(tree: ast.Module) -> set[ast.expr]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, owners) and ast.get_docstring(node, clean=False) is not None
    }


def python_prose(source: str, *, only_messages: bool = False) -> str:
    """Pythonのソースから、日本語のdocstringとメッセージの文を取り出す。"""
    tree = ast.parse(source)
    lines = [""] * (len(source.splitlines()) + 1)
    skipped = docstrings(tree) if only_messages else set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                part.value if isinstance(part, ast.Constant) else "\0"
                for part in node.values
            )
            # 文のあとに別の文をつなぐだけの埋め込みは、文の一部ではない。
            text = re.sub("\0+", "値", re.sub("。\0$", "。", text))
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


def terms_prose(source: str) -> str:
    """用語の表から、定義の文章を取り出す。"""
    lines = [
        match[1] if (match := re.match(r" *definition: (.*)", line)) else ""
        for line in source.splitlines()
    ]
    return "\n".join(lines) + "\n"


def template_prose(source: str) -> str:
    """HTMLのひな形から、画面に出る文を取り出す。"""
    lines = [TAG.sub("", line).strip() for line in source.splitlines()]
    return "\n".join(line if "。" in line else "" for line in lines) + "\n"


def script_prose(source: str) -> str:
    """JavaScriptの文字列から、画面に出る文を取り出す。"""
    lines = []
    for line in source.splitlines():
        code = "" if line.lstrip().startswith(("//", "*", "/*")) else line
        strings = [match[2] for match in JAVASCRIPT_STRING.finditer(code)]
        lines.append("".join(text for text in strings if "。" in text[1:]))
    return "\n".join(lines) + "\n"


def prose_of(path: Path) -> str:
    """ファイルの文章。"""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        # 拡張のdocstringは、拡張を直す人だけが読む。
        return python_prose(source, only_messages="_ext" in path.parts)
    extractors = {
        ".md": chapter_prose,
        ".yml": terms_prose,
        ".html": template_prose,
        ".js": script_prose,
    }
    return extractors[path.suffix](source)


def all_text_of(path: Path) -> str:
    """ファイルの、使わない表記を並べた行を除くすべての行。"""
    source = path.read_text(encoding="utf-8")
    return re.sub(r"(?m)^ *avoid:.*$", "", source) if path.suffix == ".yml" else source
