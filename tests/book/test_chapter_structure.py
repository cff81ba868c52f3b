"""章が、CONTRIBUTING.mdの約束どおりに書かれている。"""

from __future__ import annotations

import ast
import re
import sys

import pytest

from tests.book.chapters import CHAPTERS, ROOT, previous_snapshot, snapshot_of

every_chapter = pytest.mark.parametrize(
    "chapter", CHAPTERS, ids=lambda chapter: chapter.name
)

BEFORE = ["この章でできるようになること", "思い出す", "前回まで"]
AFTER = [
    "つくる",
    "確かめる",
    "よくある間違い",
    "なぜこの設計か",
    "演習",
    "まとめ",
    "ここまでのコード",
]
LIBRARIES = {"numpy", "matplotlib", "matplotlib_fontja"}
# pytestは、最後の章の題材。
LAST = 10


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
    assert titles[: len(BEFORE)] == BEFORE
    assert titles[-len(AFTER) :] == AFTER
    assert len(titles) > len(BEFORE) + len(AFTER), "本文の節がありません。"
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
            assert re.fullmatch(rf"sec-{chapter.name}(-[a-z0-9-]+)?", heading.label), (
                f"{chapter.path.name}:{heading.line}: 「{heading.title}」にラベルがありません。"
            )


@every_chapter
def test_goals_name_their_exercises(chapter):
    goals = re.findall(r"^- (.+(?:\n  .+)*)", chapter.prose_in(BEFORE[0]), re.MULTILINE)
    assert 2 <= len(goals) <= 3
    exercises = [h.title for h in chapter.headings if h.title.startswith("演習")]
    for goal in goals:
        named = re.findall(r"演習[\d.]+\d", goal)
        assert named, f"対応する演習が書かれていません：{goal}"
        for name in named:
            assert any(title.startswith(f"{name} ") for title in exercises), (
                f"{name}がありません。"
            )


@every_chapter
def test_recall_asks_and_answers(chapter):
    prose = chapter.prose_in("思い出す")
    questions, _, answers = prose.partition("### 答え")
    assert 2 <= len(re.findall(r"^\d\. ", questions, re.MULTILINE)) <= 3
    assert answers.strip()


@every_chapter
def test_previous_code_is_imported(chapter):
    before = previous_snapshot(chapter.number)
    if before is None:
        return
    code = "\n".join(cell.code for cell in chapter.cells_in("前回まで"))
    assert re.search(rf"from dezero_book\.steps(\.| import ){before.stem}\b", code)


@every_chapter
def test_code_so_far_is_shown(chapter):
    snapshot = snapshot_of(chapter.number).stem
    assert f":::{{snapshot}} {snapshot}\n" in chapter.prose_in("ここまでのコード")
    if snapshot == chapter.name:
        assert f":::{{snapshot-diff}} {snapshot}\n" in chapter.prose_in("つくる")


@every_chapter
def test_check_asserts_and_mistakes_run(chapter):
    checks = [ast.walk(cell.tree) for cell in chapter.cells_in("確かめる")]
    assert any(isinstance(node, ast.Assert) for tree in checks for node in tree)
    assert chapter.cells_in("よくある間違い")


@every_chapter
def test_exercises(chapter):
    first, last = chapter.section("演習")
    headings = [h for h in chapter.headings if first < h.line <= last]
    exercises: dict[str, list[str]] = {}
    for heading in headings:
        if heading.level == 3:
            current = exercises.setdefault(heading.title, [])
        elif heading.level == 4:
            current.append(heading.title)
    assert len(exercises) >= 3
    for k, (title, parts) in enumerate(exercises.items(), 1):
        assert title.startswith(f"演習{chapter.number}.{k} "), title
        assert parts == ["ヒント", "解答"], title
    code = "\n".join(cell.code for cell in chapter.cells_in("演習"))
    assert f"check_{chapter.name}(" in code


def shows_something(cell) -> bool:
    """出力のあるセルか。定義や代入だけのセルには、出力がない。"""
    last = cell.tree.body[-1]
    return "print(" in cell.code or isinstance(last, ast.Expr)


@every_chapter
def test_output_after_a_prediction_is_folded(chapter):
    predictions = [
        line for line, text in chapter.prose_lines if text == ":::{admonition} 予想"
    ]
    assert predictions, "予想の問いがありません。"
    text = chapter.text.splitlines()
    for line in predictions:
        assert text[line] == ":class: predict", f"{chapter.path.name}:{line}"
        cell = next(cell for cell in chapter.cells if cell.line > line)
        assert "hide-output" in cell.tags or not shows_something(cell), (
            f"{chapter.path.name}:{line}: 予想の次のセルの出力が、折りたたまれていません。"
        )


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
        allowed = LIBRARIES | ({"pytest"} if chapter.number == LAST else set())
        return top in allowed or top in sys.stdlib_module_names
    # from dezero_book.steps import step01 とも書ける。
    if match := re.match(r"dezero_book\.steps\.step(\d\d)", f"{module}.{name}"):
        return int(match[1]) < chapter.number or chapter.number == LAST
    if module == "dezero_book.exercises":
        return name == f"check_{chapter.name}"
    # 図を描くセルは、完成したパッケージを使う。最後の章は、パッケージにたどり着く。
    return "hide-input" in cell.tags or chapter.number == LAST


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
