"""READMEの案内が、リポジトリの中身と合っている。"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
# 動かすと作られる場所。
MADE_BY_COMMANDS = {"_build", ".venv", ".venv-bench", "sitemap.xml"}


def without_listings(text: str) -> str:
    return re.sub(r"(?ms)^```.*?^```$", "", text)


def links(text: str) -> list[str]:
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    return [target for target in targets if not re.match(r"[a-z]+:|#", target)]


def paths_in_code(text: str) -> list[str]:
    """行内コードのうち、リポジトリの中の場所。名前に / か、知っている拡張子がある。"""
    return [
        code
        for code in re.findall(r"`([^`]+)`", without_listings(text))
        if re.fullmatch(r"[\w./-]+", code)
        and ("/" in code or re.search(r"\.(md|py|txt|yml|toml)$", code))
        and code.split("/")[0] not in MADE_BY_COMMANDS
    ]


def exists(path: str) -> bool:
    # フォルダの案内は、場所の列で示したフォルダの中の名前も挙げる。
    folders = [ROOT, *(ROOT / code for code in re.findall(r"`([\w./]+/)`", README))]
    return any((folder / path).exists() for folder in folders)


@pytest.mark.parametrize("path", sorted({*links(README), *paths_in_code(README)}))
def test_a_path_in_the_readme_exists(path: str) -> None:
    assert exists(path), f"READMEの「{path}」がありません。"


def python_requirements(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [match[0] for line in lines if (match := re.match(r"[A-Za-z][\w.-]*", line))]


def npm_requirements(path: Path) -> list[str]:
    package = json.loads(path.read_text(encoding="utf-8"))
    return [*package.get("dependencies", {}), *package.get("devDependencies", {})]


def explained_packages() -> set[str]:
    """「依存するパッケージ」の表の、左の列の名前。"""
    table = README.partition("## 依存するパッケージ")[2].partition("\n## ")[0]
    names = re.sub(r"（.*?）", "、", "、".join(re.findall(r"(?m)^\| (.+?) \|", table)))
    return {name.strip().lower() for name in names.split("、")}


REQUIREMENTS = [
    *(("requirements.txt", name) for name in python_requirements(ROOT / "requirements.txt")),
    *(
        ("benchmarks/requirements.txt", name)
        for name in python_requirements(ROOT / "benchmarks" / "requirements.txt")
    ),
    *(
        (str(path.relative_to(ROOT)), name)
        for path in sorted(ROOT.glob("*/*/package.json"))
        if "node_modules" not in path.parts
        for name in npm_requirements(path)
    ),
]  # fmt: skip


@pytest.mark.parametrize(("file", "package"), REQUIREMENTS)
def test_a_direct_dependency_is_explained_in_the_readme(
    file: str, package: str
) -> None:
    assert package.lower() in explained_packages(), (
        f"{file}の{package}が、READMEの「依存するパッケージ」の表にありません。"
    )
