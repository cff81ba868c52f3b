"""コードセルを、このリポジトリのパッケージで、再現できる環境で実行する。

- インストール済みの別の ``dezero_book`` や、利用者のPython・IPythonの設定に左右されない。
- 前回の実行結果を使うのは、パッケージ・Python・入っているパッケージの版がすべて同じときだけ。
- 結果は、ビルドする計算機の時刻・言語・フォルダの名前にもよらない。
- 例外で止まったセル、時間切れのセル、警告や標準エラー出力のあるセル、
  例外が出るはずなのに出なかったセル、実行されなかったセルを、行番号を添えた警告にする。
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from myst_nb.core.execute import NotebookClientBase
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from _ext.build.execution import Page, Results
from _ext.build.fingerprint import digest, fingerprints
from _ext.compat import read_notebook, replace_execution

logger = logging.getLogger(__name__)

KERNEL_FILES = "book/_ext/build/kernel"
# 利用者のシェルにあると、セルの結果が変わる環境変数。
UNWANTED = (
    "PYTHONSTARTUP",
    "PYTHONWARNINGS",
    "PYTHONOPTIMIZE",
    "PYTHONSAFEPATH",
    # 出版の年や図に、日付を差し込ませない。
    "SOURCE_DATE_EPOCH",
)


def prepare_kernel(app: Sphinx, config: Config) -> None:
    """カーネルとその環境変数、実行結果の置き場所を決める。"""
    source = Path(app.srcdir).resolve()
    build = Path(app.outdir).resolve().parent
    kernel = build / ".kernel"
    _install_kernel(source / KERNEL_FILES, kernel)
    for name in UNWANTED:
        os.environ.pop(name, None)
    os.environ |= {
        "PYTHONPATH": str(source),
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "80",
        # 入っているプラグインは、ページに要らず、読み込みに時間がかかる。
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "JUPYTER_PATH": str(kernel / "jupyter"),
        "IPYTHONDIR": str(kernel / "ipython"),
    }

    def current() -> str:
        return digest(fingerprints(source, "dezero_book", KERNEL_FILES))

    used = current()
    folder = build / ".executed_cells" / used
    for stale in folder.parent.glob("*"):
        if stale != folder:
            shutil.rmtree(stale)
    results = Results(
        folder,
        source,
        config.nb_execution_timeout,
        lambda: current() == used,
    )
    app.connect("env-before-read-docs", partial(execute_pages, results))
    # myst-nbには、セルの実行を取りかえる仕掛けがない。
    replace_execution(partial(executed_client, results))


def _install_kernel(files: Path, folder: Path) -> None:
    """ビルドしているPythonで動く、この本だけのカーネルを置く。"""
    spec = folder / "jupyter" / "kernels" / "python3"
    profile = folder / "ipython" / "profile_default"
    spec.mkdir(parents=True, exist_ok=True)
    profile.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel = {"argv": command, "display_name": "Python 3", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(kernel), encoding="utf-8")
    shutil.copy(files / "ipython_kernel_config.py", profile)


def execute_pages(
    results: Results, app: Sphinx, env: BuildEnvironment, docnames: list[str]
) -> None:
    """これから読むページのセルを、読む前にまとめて実行する。"""
    notebooks = {docname: read_notebook(env, docname) for docname in docnames}
    results.prepare(
        Page(Path(env.doc2path(docname)), notebook)
        for docname, notebook in notebooks.items()
        if notebook is not None
    )


def executed_client(
    results: Results, notebook: NotebookNode, source: str, *args: Any, **kwargs: Any
) -> NotebookClientBase:
    """セルに実行の結果を入れ、結果がセルの書き方と食い違えば警告する。"""
    failure = results.fill(Page(Path(source), notebook))
    client = NotebookClientBase(notebook, Path(source), *args[:2])
    for line, message in problems(client, failure, results.timeout):
        logger.warning(message, location=f"{source}:{line}", type="cell")
    return client


def problems(
    client: NotebookClientBase, failure: Exception | None, timeout: int
) -> Iterator[tuple[int, str]]:
    """問題のあるセルの行番号と説明を、上から順に返す。実行の止まったセルより下は調べない。"""
    cells = [
        (i, cell)
        for i, cell in enumerate(client.notebook.cells)
        if cell.cell_type == "code"
    ]
    stopped = _stopped_at(cells) if failure else None
    timed_out = isinstance(failure, CellTimeoutError)
    for i, cell in cells:
        line = client.cell_line(i) - 1
        expects_error = "raises-exception" in cell.metadata.get("tags", [])
        error = next((o for o in cell.outputs if o.output_type == "error"), None)
        stderr = "".join(o.text for o in cell.outputs if o.get("name") == "stderr")
        if stderr:
            warning = re.search(r"\w+Warning: .*", stderr)
            shown = warning[0] if warning else _last_line(stderr)
            yield line, f"セルが警告か標準エラー出力を出しました：{shown}"
        if i == stopped and (error is None or timed_out):
            if timed_out:
                yield line, f"セルの実行が制限時間の{timeout}秒を超えました。"
            else:
                yield (
                    line,
                    f"このセルか次のセルの実行中に、カーネルが止まりました：{failure}",
                )
        elif error is not None and not expects_error:
            yield line, f"セルが例外で止まりました：{error.ename}: {error.evalue}"
        elif error is None and cell.execution_count is None:
            yield line, "セルが実行されていません。"
        elif error is None and expects_error:
            yield line, "raises-exceptionのセルですが、例外が出ませんでした。"
        if i == stopped:
            return


def _stopped_at(cells: list[tuple[int, NotebookNode]]) -> int:
    """実行が止まったセルの番号。実行の始まったセルには番号が付いている。"""
    started = [i for i, cell in cells if cell.execution_count is not None]
    return started[-1] if started else cells[0][0]


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")


def setup(app: Sphinx) -> None:
    app.connect("config-inited", prepare_kernel, priority=700)
