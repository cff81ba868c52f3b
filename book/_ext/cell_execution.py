"""コードセルを、このリポジトリのパッケージで、再現できる環境で実行する。

- インストール済みの別の ``dezero_book`` や、読者のIPython・matplotlibの設定に左右されない。
- 前回の実行結果を使うのは、パッケージ・Python・入っているパッケージの版がすべて同じときだけ。
- 例外で止まったセル、時間切れのセル、例外が出るはずなのに出なかったセルを警告にする。
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

logger = logging.getLogger(__name__)

KERNEL_FILES = Path(__file__).parent / "kernel"


def fingerprint(package: Path) -> str:
    """実行結果を左右するものすべての指紋を返す。どれかが変われば、値も変わる。"""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted([*package.rglob("*.py"), *KERNEL_FILES.iterdir()]):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    installed = {f"{d.name}=={d.version}" for d in importlib.metadata.distributions()}
    digest.update("\n".join(sorted(installed)).encode())
    return digest.hexdigest()[:16]


def prepare_kernel(app: Sphinx, config: Config) -> None:
    """カーネルの環境変数と、実行結果の置き場所を決める。"""
    source = Path(app.srcdir).resolve()
    build = Path(app.outdir).resolve().parent
    kernel = build / ".kernel"
    profile = kernel / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    shutil.copy(KERNEL_FILES / "ipython_kernel_config.py", profile)
    os.environ |= {
        "PYTHONPATH": str(source),
        "PYTHONHASHSEED": "0",
        "IPYTHONDIR": str(kernel / "ipython"),
        "MATPLOTLIBRC": str(KERNEL_FILES / "matplotlibrc"),
    }
    if not config.nb_execution_cache_path:
        caches = build / ".jupyter_cache"
        current = caches / fingerprint(source / "dezero_book")
        for stale in caches.glob("*"):
            if stale != current:
                shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
        config.nb_execution_cache_path = str(current)


class CheckCells(SphinxTransform):
    """実行の終わったセルの結果が、セルの書き方と食い違わないことを確かめる。"""

    default_priority = 1

    def apply(self, **kwargs: Any) -> None:
        data = NbMetadataCollector.get_exec_data(self.env, self.env.docname)
        stopped = bool(data and data["error"])
        for cell in self.document.findall(_is_code_cell):
            expects_error = "raises-exception" in cell["cell_metadata"].get("tags", [])
            raised = next(cell.findall(_is_traceback), None)
            if raised is not None and not expects_error:
                self._warn(cell, f"セルが例外で止まりました：{_last_line(raised.astext())}")
            elif raised is None and stopped and cell["exec_count"] is None:
                self._warn(cell, f"セルの実行が終わりませんでした：{_last_line(data['traceback'])}")
            elif raised is None and expects_error and not stopped:
                self._warn(cell, "raises-exceptionのセルですが、例外が出ませんでした。")
            else:
                continue
            if stopped:
                return

    def _warn(self, cell: nodes.Element, message: str) -> None:
        logger.warning(message, location=cell, type="cell")


def _is_code_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def _is_traceback(node: nodes.Node) -> bool:
    return isinstance(node, nodes.literal_block) and node.get("language") == "ipythontb"


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", prepare_kernel, priority=700)
    app.add_transform(CheckCells)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
