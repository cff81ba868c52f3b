"""セルは、どこから誰がビルドしても、このリポジトリのパッケージと設定で動く。"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy as np
from _ext.build.execution import hide_folders

from tests.book.tiny_book import cell

SHOW = """\
import os, sys, warnings
import dezero_book
from dezero_book.steps.step01 import Variable

print("パッケージ", dezero_book.__file__)
print("Python", sys.executable)
print("最適化", sys.flags.optimize, "startup" in globals(), "profile" in globals())
print("警告の設定", sys.warnoptions)
"""


def test_cells_ignore_the_machine_that_builds_them(tiny_book, tmp_path):
    home = tmp_path / "home"
    other = tmp_path / "site"
    for path, text in {
        other / "dezero_book/__init__.py": "raise ImportError('別のdezero_bookです。')",
        home / "startup.py": "startup = 1",
        home / "ipython/profile_default/startup/00.py": "profile = 1",
        home / "jupyter/kernels/python3/kernel.json": json.dumps(
            {"argv": ["/nai"], "display_name": "別のカーネル", "language": "python"}
        ),
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    tiny_book.write_chapter(cell(SHOW))

    result = tiny_book.build(
        source=str(tiny_book.root),
        cwd=other,
        PYTHONPATH=str(other),
        PYTHONSTARTUP=str(home / "startup.py"),
        PYTHONOPTIMIZE="1",
        PYTHONWARNINGS="ignore",
        IPYTHONDIR=str(home / "ipython"),
        JUPYTER_PATH=str(home / "jupyter"),
    )

    assert result.returncode == 0, result.output
    page = tiny_book.page()
    assert f"パッケージ {tiny_book.root}/dezero_book/__init__.py" in page
    assert f"Python {sys.executable}" in page
    assert "最適化 0 False False" in page
    assert "警告の設定 []" in page


def test_tracebacks_hide_the_folders_of_the_machine(tiny_book, tmp_path):
    tiny_book.write_chapter(
        cell(
            "import json\nimport numpy as np\nfrom dezero_book import square",
        )
        + cell("square(1)", ":tags: [raises-exception]")
        + cell("np.linalg.inv(np.zeros((1, 1)))", ":tags: [raises-exception]")
        + cell("json.loads('x')", ":tags: [raises-exception]")
    )
    # IPythonは、ホームのフォルダの中のファイルを ~ で表示する。
    for environment in ({"HOME": str(tmp_path)}, {}):
        result = tiny_book.build(**environment)
        assert result.returncode == 0, result.output
        page = tiny_book.page()
        assert "File dezero_book/core.py:" in page
        assert "File numpy/linalg/" in page
        assert "File json/decoder.py:" in page
        assert "\x1b" not in page
        for folder in (tiny_book.root, tmp_path, sys.prefix, "~"):
            assert f"{folder}/" not in page
        shutil.rmtree(tiny_book.root / "_build")


def test_tracebacks_hide_an_environment_inside_the_book():
    library = Path(np.__file__).parents[1]
    shown = hide_folders(f"File {library}/numpy/core.py:1", Path(sys.prefix).parent)
    assert shown == "File numpy/core.py:1"
