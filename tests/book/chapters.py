"""章の原稿とスナップショットを、検査のために読む。"""

from __future__ import annotations

import ast
import re
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from myst_nb.core.read import read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig

ROOT = Path(__file__).parents[2]
STEPS = ROOT / "dezero_book" / "steps"


class Cell(NamedTuple):
    """コードセル。"""

    code: str
    tags: tuple[str, ...]
    line: int

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.code)

    @property
    def runs(self) -> bool:
        """最後まで動くか。例外を見せるセルには、わざと文法の間違いを書くこともある。"""
        return "raises-exception" not in self.tags

    @property
    def shows_something(self) -> bool:
        """出力があるか。定義や代入だけのセルには、出力がない。"""
        last = self.tree.body[-1] if self.runs else None
        return not self.runs or "print(" in self.code or isinstance(last, ast.Expr)


class Heading(NamedTuple):
    """見出し。``label`` は、すぐ上の行のラベル。"""

    level: int
    title: str
    label: str
    line: int


class Exercise(NamedTuple):
    """演習1つ。``parts`` は、ヒントと解答の見出し。"""

    number: str
    kind: str
    label: str
    parts: list[str]
    text: str
    cells: list[Cell]


class Chapter:
    """``stepNN.md`` の1章。"""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.stem
        self.number = int(path.stem.removeprefix("step"))
        self.text = path.read_text(encoding="utf-8")

    @cached_property
    def notebook(self):
        """ビルドのときと同じ方法で読んだNotebook。"""
        return read_myst_markdown_notebook(
            self.text,
            config=MdParserConfig(enable_extensions={"colon_fence", "dollarmath"}),
            add_source_map=True,
            path=self.path,
        )

    @cached_property
    def cells(self) -> list[Cell]:
        lines = self.notebook.metadata["source_map"]
        return [
            Cell(cell.source, tuple(cell.metadata.get("tags", [])), line)
            for cell, line in zip(self.notebook.cells, lines)
            if cell.cell_type == "code"
        ]

    @cached_property
    def prose_lines(self) -> list[tuple[int, str]]:
        """コードの外にある行と、その番号。"""
        result = []
        fence = ""
        for number, line in enumerate(self.text.splitlines(), 1):
            if fence:
                fence = "" if line.strip() == fence else fence
            elif opening := re.match("```+", line):
                fence = opening[0]
            else:
                result.append((number, line))
        return result

    @cached_property
    def headings(self) -> list[Heading]:
        found = []
        before = ""
        for number, line in self.prose_lines:
            if match := re.match(r"(#+) (.+)", line):
                label = re.fullmatch(r"\((.+)\)=", before)
                found.append(
                    Heading(len(match[1]), match[2], label[1] if label else "", number)
                )
            before = line
        return found

    def section(self, title: str) -> tuple[int, int]:
        """``## title`` の節の、最初と最後の行。"""
        sections = [h for h in self.headings if h.level <= 2]
        start = next(h.line for h in sections if h.level == 2 and h.title == title)
        after = (h.line - 1 for h in sections if h.line > start)
        return start, next(after, len(self.text.splitlines()))

    def headings_in(self, title: str) -> list[Heading]:
        first, last = self.section(title)
        return [h for h in self.headings if first < h.line <= last]

    def cells_in(self, title: str) -> list[Cell]:
        first, last = self.section(title)
        return [cell for cell in self.cells if first <= cell.line <= last]

    def prose_in(self, title: str) -> str:
        first, last = self.section(title)
        return "\n".join(
            line for number, line in self.prose_lines if first <= number <= last
        )

    @property
    def opening(self) -> str:
        """最初の節より前の文章。"""
        first = next(h.line for h in self.headings if h.level == 2)
        return "\n".join(line for number, line in self.prose_lines if number < first)

    @property
    def main_lines(self) -> list[str]:
        """演習と「もっと深く」を除いた文章の行。"""
        aside = [self.section(title) for title in ("演習", "もっと深く")]
        return [
            line
            for number, line in self.prose_lines
            if not any(first <= number <= last for first, last in aside)
        ]

    @cached_property
    def exercises(self) -> list[Exercise]:
        headings = self.headings_in("演習")
        starts = [h for h in headings if h.level == 3]
        ends = [h.line - 1 for h in starts[1:]] + [self.section("演習")[1]]
        found = []
        for heading, end in zip(starts, ends):
            match = re.fullmatch(r"演習(\d+\.\d+) (\w+)：.+", heading.title)
            if match is None:
                continue
            inside = range(heading.line, end + 1)
            found.append(
                Exercise(
                    match[1],
                    match[2],
                    heading.label,
                    [h.title for h in headings if h.level == 4 and h.line in inside],
                    "\n".join(t for n, t in self.prose_lines if n in inside),
                    [cell for cell in self.cells if cell.line in inside],
                )
            )
        return found


CHAPTERS = [Chapter(path) for path in sorted((ROOT / "book").glob("step[0-9][0-9].md"))]
SNAPSHOTS = sorted(STEPS.glob("step[0-9][0-9].py"))


def snapshot_of(number: int) -> Path:
    """その章の終わりの時点のスナップショット。コードの増えない章では、前の章のもの。"""
    return [path for path in SNAPSHOTS if path.stem <= f"step{number:02}"][-1]


def previous_snapshot(number: int) -> Path | None:
    """その章の始まりの時点のスナップショット。"""
    earlier = [path for path in SNAPSHOTS if path.stem < f"step{number:02}"]
    return earlier[-1] if earlier else None
