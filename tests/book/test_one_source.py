"""章に現れるコードとスナップショットが、同じ1つのコードである。"""

from __future__ import annotations

import ast

import pytest

from tests.book.chapters import CHAPTERS, previous_snapshot, snapshot_of
from tests.book.definitions import definitions

every_chapter = pytest.mark.parametrize(
    "chapter", CHAPTERS, ids=lambda chapter: chapter.name
)


def in_file(path) -> dict[str, str]:
    return definitions([ast.parse(path.read_text(encoding="utf-8"))]) if path else {}


def in_chapter(chapter) -> dict[str, str]:
    # 演習の初めのコードは、書きかけか、わざと壊してある。
    cells = [c for c in chapter.cells if c.runs and "exercise" not in c.tags]
    before = in_file(previous_snapshot(chapter.number))
    return definitions((cell.tree for cell in cells), before)


@every_chapter
def test_definitions_in_the_chapter_equal_the_snapshot(chapter):
    snapshot = in_file(snapshot_of(chapter.number))
    shown = in_chapter(chapter)
    for name in snapshot.keys() & shown.keys():
        assert shown[name] == snapshot[name], (
            f"{chapter.path.name}の最後の{name}が、{snapshot_of(chapter.number).name}と違います。"
        )


@every_chapter
def test_what_changed_since_the_previous_snapshot_is_shown(chapter):
    before = in_file(previous_snapshot(chapter.number))
    after = in_file(snapshot_of(chapter.number))
    changed = {name for name, code in after.items() if before.get(name) != code}
    missing = changed - in_chapter(chapter).keys()
    assert not missing, (
        f"{chapter.path.name}のセルで定義されていません：{sorted(missing)}"
    )


@every_chapter
def test_nothing_that_the_reader_built_disappears(chapter):
    before = in_file(previous_snapshot(chapter.number))
    after = in_file(snapshot_of(chapter.number))
    assert before.keys() <= after.keys()
