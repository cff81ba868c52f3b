"""HTML Living Standardの検査（Nu Html Checker）が、できあがったページに何も見つけない。"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.npm import installed

# 章の題のh1が本文の枠articleの中にあることを言うだけで、見出しの段は正しい。
ALLOWED = "Article lacks heading.*|Consider using the “h1” element.*"


def test_nu_html_checker_finds_nothing(site: Path) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.fail("Java（11以上）がありません。入れると、HTMLを検査できます。")
    jar = installed(Path(__file__).parent) / "vnu-jar" / "build" / "dist" / "vnu.jar"
    result = subprocess.run(
        [
            java,
            "-jar",
            jar,
            "--skip-non-html",
            "--format",
            "json",
            "--filterpattern",
            ALLOWED,
            site,
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    findings = [
        f"{Path(message['url']).name}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(result.stderr)["messages"]
    ]
    assert not findings, "\n".join(sorted(set(findings)))
