"""ダウンロードしたノートブックは、何も入っていない環境で、ページと同じ結果になる。"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from _ext.build.execution import hide_folders
from _ext.build.printed import join_streams
from nbclient import NotebookClient
from nbformat import NotebookNode

from tests.book.test_notebooks import CHAPTERS, code_cells
from tests.book.tiny_book import ROOT


@pytest.fixture(scope="module")
def reader(tmp_path_factory, site: Path) -> Path:
    """読者のフォルダ。Jupyterのカーネルだけが入った環境と、ダウンロードしたものがある。"""
    folder = tmp_path_factory.mktemp("reader")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv/bin/python"
    install = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "-c",
        ROOT / "constraints.txt",
    ]
    subprocess.run([*install, "ipykernel"], check=True)
    kernel = folder / "jupyter/kernels/python3"
    kernel.mkdir(parents=True)
    command = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": command, "display_name": "Python 3", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    shutil.copytree(site / "notebooks", folder / "notebooks")
    # pipは、環境変数の値を空白で区切るので、この本のフォルダの名前は渡せない。
    shutil.copy(ROOT / "constraints.txt", folder)
    return folder


def results(notebook: NotebookNode, root: Path) -> list[object]:
    shown = []
    for cell in code_cells(notebook):
        for output in join_streams(cell.outputs):
            if output.output_type == "error":
                traceback = "\n".join(output.traceback)
                shown.append(
                    hide_folders(traceback, root).replace("site-packages/", "")
                )
            else:
                shown.append(output.get("text") or output.data["text/plain"])
    return shown


@pytest.mark.parametrize("name", [path.stem for path in CHAPTERS])
def test_a_downloaded_notebook_runs_anywhere(name, reader: Path, monkeypatch) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    for variable, value in {
        "JUPYTER_PATH": str(reader / "jupyter"),
        "IPYTHONDIR": str(reader / "ipython"),
        "PIP_CONSTRAINT": str(reader / "constraints.txt"),
        "PATH": f"{reader / 'venv/bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONHASHSEED": "0",
        "COLUMNS": "80",
    }.items():
        monkeypatch.setenv(variable, value)
    path = reader / "notebooks" / f"{name}.ipynb"
    built = nbformat.read(path, as_version=4)
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300).execute(cwd=str(path.parent))
    assert results(notebook, reader) == results(built, reader)
