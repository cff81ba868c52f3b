"""各章の終わりのコード（``dezero_book/steps``）を、差分と全体の2通りで見せる。

``{snapshot-diff} step03`` は1つ前のコードからの差分を、
``{snapshot} step03`` は全体とダウンロードのリンクを置く。
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

STEPS = Path("dezero_book", "steps")


def previous(path: Path) -> Path | None:
    """1つ前のスナップショット。最初なら ``None``。"""
    earlier = sorted(
        p for p in path.parent.glob("step[0-9][0-9].py") if p.name < path.name
    )
    return earlier[-1] if earlier else None


def definitions(path: Path) -> str:
    """冒頭の説明と末尾の実行例を除いた、定義の部分。"""
    text = path.read_text(encoding="utf-8")
    return text[text.index("import numpy") :].split('\n\nif __name__ == "__main__":')[0]


def unified_diff(old: str, new: str) -> str:
    """ファイル名と行番号を除いた差分。離れた部分の間は ``...`` で示す。"""
    lines = list(
        difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=3)
    )[3:]
    return "\n".join("..." if re.match(r"@@ .* @@$", line) else line for line in lines)


class SnapshotDirective(SphinxDirective):
    required_arguments = 1

    def snapshot(self) -> Path:
        path = Path(self.env.srcdir) / STEPS / f"{self.arguments[0]}.py"
        if not path.is_file():
            raise self.error(f"スナップショット {STEPS / path.name} がありません。")
        self.env.note_dependency(str(path))
        return path

    def code(self, text: str, language: str) -> nodes.literal_block:
        node = nodes.literal_block(text, text, language=language)
        self.set_source_info(node)
        return node


class SnapshotDiff(SnapshotDirective):
    def run(self) -> list[nodes.Node]:
        path = self.snapshot()
        before = previous(path)
        old = ""
        if before is not None:
            self.env.note_dependency(str(before))
            old = definitions(before)
        node = self.code(unified_diff(old, definitions(path)), "diff")
        node["classes"].append("snapshot-diff")
        return [node]


class Snapshot(SnapshotDirective):
    def run(self) -> list[nodes.Node]:
        path = self.snapshot()
        whole = self.code(path.read_text(encoding="utf-8").rstrip(), "python")
        link = addnodes.download_reference(
            "",
            "",
            reftarget=f"/{(STEPS / path.name).as_posix()}",
            refdoc=self.env.docname,
        )
        link += nodes.Text(f"{path.name}をダウンロード")
        self.set_source_info(link)
        return [
            nodes.container("", whole, classes=["snapshot"]),
            nodes.paragraph("", "", link, classes=["snapshot-download"]),
        ]


def setup(app: Sphinx) -> None:
    app.add_directive("snapshot", Snapshot)
    app.add_directive("snapshot-diff", SnapshotDiff)
