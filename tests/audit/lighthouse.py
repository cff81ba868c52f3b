"""Lighthouseで、ページに点を付ける。"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.npm import NODE, installed


def lighthouse_scores(
    url: str, categories: Iterable[str], browser: str, folder: Path
) -> dict[str, float]:
    """Lighthouseの点（100点満点）を、種類ごとに返す。"""
    report = folder / "report.json"
    subprocess.run(
        [
            NODE, installed(Path(__file__).parent) / "lighthouse" / "cli" / "index.js", url,
            "--quiet", "--output=json", f"--output-path={report}",
            f"--only-categories={','.join(categories)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-background-networking",
        ],
        env={**os.environ, "CHROME_PATH": browser},
        check=True, capture_output=True,
    )  # fmt: skip
    found = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(100 * found[name]["score"]) for name in found}
