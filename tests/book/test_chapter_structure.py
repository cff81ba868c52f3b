"""章が、CONTRIBUTING.mdの約束どおりに書かれている。"""

from __future__ import annotations

import ast
import re
import sys

import pytest

from tests.book.chapters import CHAPTERS, ROOT, previous_snapshot, snapshot_of

FIRST = "思い出す"
LAST = ["よくある間違い", "まとめ", "演習", "もっと深く"]
LABELS = {
    "思い出す": "recall",
    "確かめる": "check",
    "よくある間違い": "mistakes",
    "演習": "exercises",
    "まとめ": "summary",
    "もっと深く": "depth",
}
CODE_SO_FAR = ["ここまでのコード", "前の章との差分"]
KINDS = ["予想する", "直す", "つくる"]
COLUMNS = 60
# 外のライブラリと、それを使い始める章。
LIBRARIES = {"numpy": 1, "pytest": 10}

every_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda c: c.name)


def test_every_chapter_is_in_the_table_of_contents():
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    assert re.findall(r"file: book/(step\d\d)\b", toc) == [
        chapter.name for chapter in CHAPTERS
    ]


@every_chapter
def test_front_matter(chapter):
    assert chapter.notebook.metadata["kernelspec"]["name"] == "python3"
    assert "jupytext" in chapter.notebook.metadata


@every_chapter
def test_sections(chapter):
    titles = [h.title for h in chapter.headings if h.level == 2]
    assert titles[0] == FIRST
    assert titles[-len(LAST) :] == LAST
    moves = titles[1 : -len(LAST)]
    assert 1 <= len([move for move in moves if move != "確かめる"]) <= 7
    assert "確かめる" not in moves[:-1], "「確かめる」は「よくある間違い」の前です。"
    assert len(set(titles)) == len(titles), "同じ名前の節があります。"


@every_chapter
def test_title(chapter):
    titles = [h.title for h in chapter.headings if h.level == 1]
    assert len(titles) == 1
    assert titles[0].startswith(f"ステップ{chapter.number} ")


@every_chapter
def test_labels(chapter):
    """自動のアンカーは、日本語の見出しでは番号になり、ずれる。"""
    for heading in chapter.headings:
        if heading.level <= 2:
            end = LABELS.get(heading.title, "[a-z0-9-]+")
            form = f"sec-{chapter.name}" + (f"-{end}" if heading.level == 2 else "")
            assert re.fullmatch(form, heading.label), (
                f"{chapter.path.name}:{heading.line}: 「{heading.title}」のラベルは{form}です。"
            )


@every_chapter
def test_opening_names_two_goals_and_their_exercises(chapter):
    opening = chapter.opening
    assert "\nこの章を終えると、次のことができます。\n" in opening
    goals = re.findall(r"^- (.+(?:\n  .+)*)", opening, re.MULTILINE)
    assert len(goals) == 2
    numbers = [exercise.number for exercise in chapter.exercises]
    for goal in goals:
        named = re.findall(r"\d+\.\d+", re.findall("（演習.*）", goal)[-1])
        assert named, f"対応する演習が書かれていません：{goal}"
        assert set(named) <= set(numbers), f"ない演習です：{goal}"


@every_chapter
def test_recall_asks_twice_and_answers(chapter):
    questions, _, answers = chapter.prose_in("思い出す").partition("### 答え\n")
    assert re.findall(r"^(\d)\. ", questions, re.MULTILINE) == ["1", "2"]
    assert re.findall(r"^(\d)\. ", answers, re.MULTILINE) == ["1", "2"]


@every_chapter
def test_previous_code_is_imported(chapter):
    before = previous_snapshot(chapter.number)
    if before is None:
        return
    code = "\n".join(cell.code for cell in chapter.cells_in("思い出す"))
    assert re.search(rf"from dezero_book\.steps(\.| import ){before.stem}\b", code)


@every_chapter
def test_main_line_is_short(chapter):
    main = chapter.main_lines
    assert sum(text.startswith(":::{predict}") for text in main) <= 2
    mistakes = [h for h in chapter.headings_in("よくある間違い") if h.level == 3]
    assert 1 <= len(mistakes) <= 2


@every_chapter
def test_something_is_asserted(chapter):
    trees = [cell.tree for cell in chapter.cells if cell.runs]
    assert any(isinstance(node, ast.Assert) for t in trees for node in ast.walk(t))


@every_chapter
def test_every_mistake_is_run(chapter):
    mistakes = [h for h in chapter.headings_in("よくある間違い") if h.level == 3]
    ends = [h.line for h in mistakes[1:]] + [chapter.section("よくある間違い")[1]]
    for heading, end in zip(mistakes, ends):
        cells = [cell for cell in chapter.cells if heading.line < cell.line <= end]
        assert any(cell.shows_something for cell in cells), heading.title


@every_chapter
def test_depth(chapter):
    titles = [h.title for h in chapter.headings_in("もっと深く") if h.level == 3]
    prose = chapter.prose_in("もっと深く")
    if snapshot_of(chapter.number).stem == chapter.name:
        expected = CODE_SO_FAR if previous_snapshot(chapter.number) else CODE_SO_FAR[:1]
        assert titles[-len(expected) :] == expected
        assert f":::{{snapshot}} {chapter.name}\n" in prose
        if len(expected) > 1:
            assert f":::{{snapshot-diff}} {chapter.name}\n" in prose
    questions = [title for title in titles if title not in CODE_SO_FAR]
    assert len(questions) <= 4


@every_chapter
def test_exercises_predict_mend_and_build(chapter):
    exercises = chapter.exercises
    assert len(exercises) == len(
        [h for h in chapter.headings_in("演習") if h.level == 3]
    )
    assert {exercise.kind for exercise in exercises} == set(KINDS)
    for k, exercise in enumerate(exercises, 1):
        assert exercise.number == f"{chapter.number}.{k}"
        assert exercise.label == f"ex-{chapter.name}-{k}"


@every_chapter
def test_exercises_have_hints_and_solutions(chapter):
    for exercise in chapter.exercises:
        hints = [part for part in exercise.parts if part.startswith("ヒント")]
        numbered = [f"ヒント{k}" for k in range(1, len(hints) + 1)]
        assert hints in (["ヒント"], numbered), exercise.number
        assert hints, exercise.number
        answered_in_place = ":::{predict}" in exercise.text
        assert exercise.kind == "予想する" or not answered_in_place, exercise.number
        solution = [] if answered_in_place else ["解答"]
        assert exercise.parts == hints + solution, exercise.number


@every_chapter
def test_exercises_start_from_code_and_end_in_a_check(chapter):
    for exercise in chapter.exercises:
        if exercise.kind == "予想する":
            continue
        starter, *others = exercise.cells
        assert "exercise" in starter.tags, (
            f"{exercise.number}: 最初のセルに、exerciseのタグがありません。"
        )
        assert others, f"{exercise.number}: 解答のセルがありません。"
        checker = f"check_{chapter.name}("
        if checker not in starter.code:
            checker = f'check_exercise("{exercise.number}"'
        for cell in (starter, others[-1]):
            last = cell.code.splitlines()[-1]
            assert checker in last, f"{exercise.number}: {last}"


@every_chapter
def test_sources_fit_the_screen(chapter):
    wide = [
        f"{chapter.path.name}:{cell.line + k}: {line}"
        for cell in chapter.cells
        for k, line in enumerate(cell.code.splitlines(), 1)
        if len(line) > COLUMNS
    ]
    assert not wide, "\n".join(wide)


def imports(tree: ast.AST) -> list[tuple[str, str]]:
    """importされるモジュールと名前。"""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(node.module or "", alias.name) for alias in node.names]
    return found


def may_import(chapter, cell, module: str, name: str) -> bool:
    """その章のセルが、そのモジュールを使ってよいか。"""
    top = module.partition(".")[0]
    if top != "dezero_book":
        first = 1 if top in sys.stdlib_module_names else LIBRARIES.get(top)
        return first is not None and chapter.number >= first
    # from dezero_book.steps import step01 とも書ける。
    if match := re.match(r"dezero_book\.steps\.(step\d\d)", f"{module}.{name}"):
        before = previous_snapshot(chapter.number)
        return before is not None and match[1] == before.stem
    if module == "dezero_book.exercises":
        return name in (f"check_{chapter.name}", "check_exercise")
    # 図を描くセルは、完成したパッケージを使う。
    return "hide-input" in cell.tags


@every_chapter
def test_cells_use_only_what_the_reader_has_met(chapter):
    for cell in chapter.cells:
        if "raises-exception" in cell.tags:
            continue
        for module, name in imports(cell.tree):
            assert may_import(chapter, cell, module, name), (
                f"{chapter.path.name}:{cell.line}: {module} {name}".rstrip()
                + "は、この章ではまだ使えません。"
            )
