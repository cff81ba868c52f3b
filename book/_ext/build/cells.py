"""コードセルを、このリポジトリのパッケージで、再現できる環境で実行する。

- インストール済みの別の ``dezero_book`` や、利用者のPython・IPython・matplotlibの設定に左右されない。
- 前回の実行結果を使うのは、パッケージ・Python・入っているパッケージの版がすべて同じときだけ。
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
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import myst_nb.sphinx_
from myst_nb.core.execute import NotebookClientBase, create_client
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from _ext.build.fingerprint import fingerprint

logger = logging.getLogger(__name__)

KERNEL_FILES = Path(__file__).parent / "kernel"
# 利用者のシェルにあると、セルの結果が変わる環境変数。
UNWANTED = (
    "PYTHONSTARTUP",
    "PYTHONWARNINGS",
    "PYTHONOPTIMIZE",
    "PYTHONSAFEPATH",
    "MPLBACKEND",
)


def prepare_kernel(app: Sphinx, config: Config) -> None:
    """カーネルとその環境変数、実行結果の置き場所を決める。"""
    source = Path(app.srcdir).resolve()
    build = Path(app.outdir).resolve().parent
    kernel = build / ".kernel"
    _install_kernel(kernel)
    for name in UNWANTED:
        os.environ.pop(name, None)
    os.environ |= {
        "PYTHONPATH": str(source),
        "PYTHONHASHSEED": "0",
        "JUPYTER_PATH": str(kernel / "jupyter"),
        "IPYTHONDIR": str(kernel / "ipython"),
        "MATPLOTLIBRC": str(KERNEL_FILES / "matplotlibrc"),
    }
    if not config.nb_execution_cache_path:
        caches = build / ".jupyter_cache"
        current = caches / fingerprint(source / "dezero_book", KERNEL_FILES)
        for stale in caches.glob("*"):
            if stale != current:
                shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
        config.nb_execution_cache_path = str(current)


def _install_kernel(folder: Path) -> None:
    """ビルドしているPythonで動く、この本だけのカーネルを置く。"""
    spec = folder / "jupyter" / "kernels" / "python3"
    profile = folder / "ipython" / "profile_default"
    spec.mkdir(parents=True, exist_ok=True)
    profile.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel = {"argv": command, "display_name": "Python 3", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(kernel), encoding="utf-8")
    shutil.copy(KERNEL_FILES / "ipython_kernel_config.py", profile)


@contextmanager
def checked_client(
    root: Path, notebook: NotebookNode, source: str, *args: Any, **kwargs: Any
) -> Iterator[NotebookClientBase]:
    """セルを実行し、結果がセルの書き方と食い違わないことを確かめる。"""
    client = create_client(notebook, source, *args, **kwargs)
    try:
        client.__enter__()
    except Exception as error:
        # カーネルが死ぬと、どのページのことか分からないままビルドが止まってしまう。
        failure = f"{type(error).__name__}: {error}"
        client = NotebookClientBase(notebook, Path(source), *args[:2])
    else:
        failure = (client.exec_metadata or {}).get("traceback") or ""
    for cell in client.notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = [
                    hide_folders(text, root) for text in output.traceback
                ]
    for line, message in problems(client, failure):
        logger.warning(message, location=f"{source}:{line}", type="cell")
    yield client
    client.close_client(None, None, None)


def hide_folders(traceback: str, root: Path) -> str:
    """エラーの表示から、ビルドした計算機のフォルダの名前を除く。"""
    roots = [str(root)]
    if root.is_relative_to(Path.home()):
        # IPythonは、ホームのフォルダを ~ と表示する。
        roots.append(str("~" / root.relative_to(Path.home())))
    for name in roots:
        traceback = traceback.replace(name + os.sep, "")
    return re.sub(r"~?/[^\s\x1b]*/(site-packages|lib/python3\.\d+)/", "", traceback)


def problems(client: NotebookClientBase, failure: str) -> Iterator[tuple[int, str]]:
    """問題のあるセルの行番号と説明を、上から順に返す。実行の止まったセルより下は調べない。"""
    cells = [
        (i, cell)
        for i, cell in enumerate(client.notebook.cells)
        if cell.cell_type == "code"
    ]
    if failure and not cells:
        yield 1, f"ページを実行できません：{_last_line(failure)}"
    stopped = _stopped_at(cells) if failure and cells else None
    timeout = re.search(
        r"timed out while it was being executed, after ([\d.]+) seconds", failure
    )
    for i, cell in cells:
        line = client.cell_line(i) - 1
        expects_error = "raises-exception" in cell.metadata.get("tags", [])
        error = next((o for o in cell.outputs if o.output_type == "error"), None)
        stderr = "".join(o.text for o in cell.outputs if o.get("name") == "stderr")
        if stderr:
            warning = re.search(r"\w+Warning: .*", stderr)
            shown = warning[0] if warning else _last_line(stderr)
            yield line, f"セルが警告か標準エラー出力を出しました：{shown}"
        if i == stopped and (error is None or timeout):
            if timeout:
                yield line, f"セルの実行が制限時間の{timeout[1]}秒を超えました。"
            else:
                yield (
                    line,
                    f"このセルか次のセルの実行中に、カーネルが止まりました：{_last_line(failure)}",
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


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", prepare_kernel, priority=700)
    # myst-nbには、実行の直後に結果を調べる仕掛けがないので、実行する関数を包む。
    myst_nb.sphinx_.create_client = partial(checked_client, Path(app.srcdir).resolve())
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
