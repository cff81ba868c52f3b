"""章・用語の表・docstring・メッセージ・画面の文章が、日本語の技術文書の決まりに沿う。"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.book.prose import all_text_of, chapter_prose, prose_of, script_prose
from tests.npm import NODE, installed

ROOT = Path(__file__).parents[2]
TEXTLINT = ROOT / "tests" / "prose"
SOURCES = sorted(
    path
    for path in [
        *ROOT.glob("*.md"),
        *ROOT.glob("book/*.md"),
        ROOT / "book" / "terms.yml",
        *ROOT.glob("book/_ext/**/*.py"),
        *ROOT.glob("book/_theme/**/*.html"),
        *ROOT.glob("book/_theme/**/*.js"),
        *ROOT.glob("dezero_book/**/*.py"),
        *ROOT.glob("benchmarks/*.md"),
    ]
    if "node_modules" not in path.parts
)
TERMS = yaml.safe_load((ROOT / "book" / "terms.yml").read_text(encoding="utf-8"))
FORBIDDEN = [(form, row["term"]) for row in TERMS for form in row.get("avoid", [])]
# 文章で使わない言葉と、その理由。
WORDS = yaml.safe_load((TEXTLINT / "words.yml").read_text(encoding="utf-8"))


def test_textlint_finds_nothing(tmp_path: Path) -> None:
    for path in SOURCES:
        target = tmp_path / f"{path.relative_to(ROOT)}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(prose_of(path), encoding="utf-8")
    shutil.copy(TEXTLINT / "textlintrc.json", tmp_path)
    rules = [
        {"expected": row["term"], "pattern": row["avoid"]}
        for row in TERMS
        if "avoid" in row
    ]
    (tmp_path / "prh.yml").write_text(
        yaml.safe_dump({"version": 1, "rules": rules}, allow_unicode=True),
        encoding="utf-8",
    )
    result = subprocess.run(
        [
            NODE, installed(TEXTLINT) / "textlint" / "bin" / "textlint.js",
            "--config", tmp_path / "textlintrc.json",
            "--rules-base-directory", TEXTLINT / "node_modules",
            "--format", "json",
            tmp_path,
        ],
        capture_output=True, text=True, cwd=TEXTLINT, check=False,
    )  # fmt: skip
    assert result.returncode in (0, 1), result.stderr
    findings = [
        f"{Path(report['filePath']).relative_to(tmp_path)}:{message['line']}: "
        f"{message['message'].splitlines()[0]} [{message['ruleId']}]"
        for report in json.loads(result.stdout)
        for message in report["messages"]
    ]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_forbidden_forms_of_terms_do_not_appear(path: Path) -> None:
    text = all_text_of(path)
    found = [
        f"{number}行目の「{form}」は「{term}」と書く"
        for number, line in enumerate(text.splitlines(), 1)
        for form, term in FORBIDDEN
        if form in line
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_words_that_judge_or_address_the_reader_do_not_appear(path: Path) -> None:
    found = [
        f"{number}行目の「{word}」：{reason}"
        for number, line in enumerate(all_text_of(path).splitlines(), 1)
        for word, reason in WORDS.items()
        if word in line
    ]
    assert not found, "\n".join(found)


def test_every_kind_of_text_for_readers_is_checked() -> None:
    kinds = {
        (path.relative_to(ROOT).parts[0], path.suffix)
        for path in SOURCES
        if prose_of(path).strip()
    }
    assert kinds >= {
        ("CONTRIBUTING.md", ".md"), ("README.md", ".md"),
        ("book", ".md"), ("book", ".yml"), ("book", ".py"), ("book", ".html"),
        ("book", ".js"), ("dezero_book", ".py"),
    }  # fmt: skip


def test_sentences_in_cells_and_strings_are_prose() -> None:
    assert chapter_prose("| 順伝搬 | 値を求めます。 |\n") == "値を求めます。\n"
    assert script_prose('// 説明です。\nsay("読み込みます。", "a");\n') == (
        "\n読み込みます。\n"
    )


def test_every_term_is_introduced_in_its_first_chapter() -> None:
    missing = [
        f"{row['term']}は{row['first']}に現れない"
        for row in TERMS
        if row["term"]
        not in (ROOT / "book" / f"{row['first']}.md").read_text(encoding="utf-8")
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("book/*.md")), ids=lambda path: path.stem
)
def test_a_sentence_stands_on_its_own_line(path: Path) -> None:
    for number, line in enumerate(prose_of(path).splitlines(), 1):
        sentence = re.sub(r"`[^`]*`|「[^」]*」|（[^）]*）", "", line).lstrip(
            "-0123456789. "
        )
        assert (
            "。" not in sentence.rstrip("*")[:-1] or line.lstrip()[:1] in "-:0123456789"
        ), f"{path.name}:{number}: 1行に複数の文があります：{line}"
