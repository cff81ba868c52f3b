"""原稿の文章を、Jupyterがそのまま表示できるMarkdownにする。

ページだけの書き方（ラベル、参照、ディレクティブ）を、同じ意味の引用・折りたたみ・文字に直す。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sphinx.environment import BuildEnvironment

from _ext.text.folds import KINDS
from _ext.text.japanese import JAPANESE
from _ext.text.snapshots import STEPS, definitions, previous, unified_diff

LABEL = re.compile(r"\(([\w-]+)\)=")
HEADING = re.compile(r"(#+) (.*)")
DIRECTIVE = re.compile(r"(:{3,}|`{3,})\{([a-z-]+)\} *(.*)")
OPTION = re.compile(r":([a-z-]+): *(.*)")
EQUATION_END = re.compile(r"\$\$ *(?:\(([\w-]+)\))?$")
# 文章の中の、書き換えてはならない部分と、ロール。
INLINE = re.compile(r"\{([a-z:]+)\}`([^`]+)`|(`+)(?!`).+?(?<!`)\3(?!`)|\$[^$]+\$")
FIGURES = {
    "picture",
    "backprop-stepper",
    "difference-explorer",
    "cost-picture",
    "landing-graph",
}
# ページの中だけで意味をもつもの。
PAGE_ONLY = {"book-facts", "road-map"}


class UnknownMarkup(Exception):
    """ノートブックでの見せ方が決まっていない書き方。"""


class NotebookText:
    """1つの章の文章を、上から順に書き換える。"""

    def __init__(self, env: BuildEnvironment) -> None:
        self.labels = env.domaindata["std"]["labels"]
        self.equations = env.domaindata["math"]["objects"]
        self.steps = Path(env.srcdir) / STEPS
        self.fold: tuple[int, str] | None = None
        """いま読んでいる、折りたたむ節の見出しの深さと文字。"""

    def convert(self, source: str) -> str:
        """セル1つの文章を書き換える。"""
        parts = [self._folded(lines) for lines in self._sections(source.split("\n"))]
        return re.sub(r"\n{3,}", "\n\n", "\n\n".join(filter(None, parts))).strip()

    def _sections(self, lines: list[str]) -> Iterator[list[str]]:
        """見出しで始まる部分に分ける。囲みの中の ``#`` は見出しではない。"""
        part: list[str] = []
        fence = ""
        for line in lines:
            if fence:
                fence = "" if line == fence else fence
            elif opening := re.match(r":{3,}|`{3,}", line):
                fence = opening[0]
            elif HEADING.fullmatch(line):
                yield part
                part = []
            part.append(line)
        yield part

    def _folded(self, lines: list[str]) -> str:
        heading = HEADING.fullmatch(lines[0]) if lines else None
        if heading:
            level = len(heading[1])
            if self.fold and level <= self.fold[0]:
                self.fold = None
            if any(re.fullmatch(form, heading[2]) for form in KINDS.values()):
                self.fold = level, heading[2]
            lines = lines[1:]
        parts = [heading[0] if heading else ""]
        if self.fold:
            title, after = self.fold[1], len(lines)
            if re.fullmatch(KINDS["answer"], title):
                # 番号付きの答えのあとは、本筋に戻る。
                self.fold = None
                after = end_of_list(lines)
            if text := self._blocks(lines[:after]):
                parts.append(details(f"{title}を開く", text))
            lines = lines[after:]
        parts.append(self._blocks(lines))
        return "\n\n".join(filter(None, parts))

    def _blocks(self, lines: list[str]) -> str:
        """囲み・式・段落に分けて、それぞれを書き換える。"""
        blocks: list[str] = []
        rest = iter(lines)
        paragraph: list[str] = []
        for line in rest:
            directive = DIRECTIVE.fullmatch(line)
            if not (directive or line.startswith(("```", "$$")) or not line.strip()):
                paragraph.append(line)
                continue
            blocks.append(self._paragraph(paragraph))
            paragraph = []
            if directive:
                body = list(iter(rest.__next__, directive[1]))
                blocks.append(self._directive(directive[2], directive[3], body))
            elif line.startswith("```"):
                blocks.append("\n".join([line, *iter(rest.__next__, "```"), "```"]))
            elif line.startswith("$$"):
                while not EQUATION_END.search(line[2:]):
                    line += "\n" + next(rest)
                blocks.append(self._equation(line))
        blocks.append(self._paragraph(paragraph))
        return "\n\n".join(filter(None, blocks))

    def _directive(self, name: str, argument: str, body: list[str]) -> str:
        options = {}
        while body and (option := OPTION.fullmatch(body[0])):
            options[option[1]] = option[2]
            body = body[1:]
        if name == "backprop-stepper" and not argument:
            return "\n".join(["```python", *body, "```"])
        if name == "snapshot":
            code = (self.steps / f"{argument}.py").read_text(encoding="utf-8").rstrip()
            return details(f"{argument}.pyの全体", f"```python\n{code}\n```")
        if name == "snapshot-diff":
            path = self.steps / f"{argument}.py"
            before = previous(path)
            old = definitions(before) if before else ""
            return f"```diff\n{unified_diff(old, definitions(path))}\n```"
        text = self._blocks(body)
        if name == "predict":
            return quote(f"**予想**\n\n{text}")
        if name == "answer":
            return details("答えを開く", f"答えは{argument}です。\n\n{text}")
        if name == "admonition":
            return quote(f"**{self._inline(argument)}**\n\n{text}")
        if name == "container":
            return text
        if name in PAGE_ONLY:
            return ""
        if name in FIGURES:
            number = self.labels.get(options.get("name", ""), ("", "", "図"))[2]
            return quote(f"**{number}**（図はページにあります）\n\n{text}".strip())
        raise UnknownMarkup(f"ディレクティブ{{{name}}}")

    def _equation(self, source: str) -> str:
        label = EQUATION_END.search(source)
        formula = source[2 : label.start()].strip("\n")
        if label[1]:
            formula += f" \\tag{{{self.equations[label[1]][1]}}}"
        return f"$$\n{formula}\n$$"

    def _paragraph(self, lines: list[str]) -> str:
        lines = [
            line for line in lines if not LABEL.fullmatch(line) and line[:1] != "%"
        ]
        text = ""
        for line in lines:
            is_prose = re.match(r"[^\s|>#*+:!<-]", line) and not re.match(
                r"\d+\.", line
            )
            joins = is_prose and text and text[-1] != "|"
            if joins and (JAPANESE.match(text[-1]) or JAPANESE.match(line)):
                text += line
            else:
                text += f"\n{line}" if text else line
        return self._inline(text)

    def _inline(self, text: str) -> str:
        """ロールを文字に、約物に接すると読まれない強調をHTMLにする。"""
        kept: list[str] = []

        def keep(match: re.Match[str]) -> str:
            kept.append(self._role(match[1], match[2]) if match[1] else match[0])
            return f"\0{len(kept) - 1}\0"

        text = INLINE.sub(keep, text)
        text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
        return re.sub(r"\0(\d+)\0", lambda match: kept[int(match[1])], text)

    def _role(self, name: str, content: str) -> str:
        explicit = re.fullmatch(r"(.+?) *<(.+)>", content)
        if explicit:
            return explicit[1]
        if name == "eq":
            return f"({self.equations[content][1]})"
        if name == "ref":
            name = self.labels[content][2]
            return name if name.startswith("図") else f"「{name}」"
        if name.startswith("py:"):
            return f"`{content.rpartition('.')[2]}`"
        raise UnknownMarkup(f"ロール{{{name}}}")


def end_of_list(lines: list[str]) -> int:
    """はじめの番号付きの箇条書きの、次の行の番号。"""
    started = False
    for k, line in enumerate(lines):
        if re.match(r"\d+\. ", line):
            started = True
        elif started and re.match(r"\S", line) and not lines[k - 1].strip():
            return k
    return len(lines)


def quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def details(summary: str, text: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{text}\n\n</details>"
