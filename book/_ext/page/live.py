"""セルを、読者のブラウザで動かせるようにする。

- ``book/_live/packs`` に包みがあれば、動かすのに要るものを ``_static/live/<中身のハッシュ>/`` に置く。
- ページには、セルごとのボタンと ``_static/live_start.js`` だけを加える。
  ほかのファイルは、読者がはじめてボタンを押したときに読み込まれる。
- 包みがなければ1行で知らせ、動かせるセルのない本にする。
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

logger = logging.getLogger(__name__)

NODE = Path(sys.executable).with_name("node.exe" if os.name == "nt" else "node")
BAR = (
    '<div class="live-bar js-only"><button type="button" class="button live-run"'
    ' data-live="{mode}">{label}</button><span class="live-status" role="status"></span></div>\n'
)


def source_folder(app: Sphinx) -> Path:
    return Path(app.srcdir, "book", "_live")


def python_pack(package: Path) -> bytes:
    """パッケージのソースの包み。形は ``book/_live/pack.py`` の ``write_pack`` と同じ。"""
    files = {
        path.relative_to(package.parent).as_posix(): path.read_bytes()
        for path in sorted(package.rglob("*.py"))
    }
    listing = json.dumps([[name, len(data)] for name, data in files.items()]).encode()
    return len(listing).to_bytes(4, "little") + listing + b"".join(files.values())


def bundle(live: Path, entry: str) -> bytes:
    """``page/`` のスクリプトを、1つの古典的なスクリプトにまとめる。"""
    run = subprocess.run(
        [NODE, live / "bundle.mjs", live / "page" / entry], capture_output=True
    )
    if run.returncode:
        raise RuntimeError(run.stderr.decode("utf-8", "replace"))
    return run.stdout


def collect(app: Sphinx) -> dict[str, bytes]:
    """読者のブラウザへ運ぶファイル。包みか、まとめる道具がなければ、空。"""
    live = source_folder(app)
    packs = sorted((live / "packs").glob("*"))
    if not packs or not (live / "node_modules").is_dir():
        return {}
    files = {path.name: path.read_bytes() for path in packs}
    files["book.pack"] = python_pack(Path(app.srcdir, "dezero_book"))
    files["worker.js"] = (live / "worker.js").read_bytes()
    files["live.js"] = bundle(live, "main.js")
    return files


def prepare(app: Sphinx, config: Config) -> None:
    """運ぶファイルと、その指紋を決める。指紋が変われば、すべてのページが書き直される。"""
    files = collect(app)
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(name.encode() + b"\0" + data)
    config.live_digest = digest.hexdigest()[:12] if files else ""
    app.live_files = files  # type: ignore[attr-defined]
    if not files:
        logger.info(
            "動かす部品（book/_live/packs）がないので、セルをブラウザで動かせない本になります。"
        )


def integrity(data: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode()


def write_files(app: Sphinx, *_: Any) -> None:
    """運ぶファイルと、最初のスクリプトを書く。前の版のファイルは残さない。"""
    if app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    shutil.rmtree(static / "live", ignore_errors=True)
    start = static / "live_start.js"
    start.unlink(missing_ok=True)
    files: dict[str, bytes] = app.live_files  # type: ignore[attr-defined]
    if not files:
        return
    folder = static / "live" / app.config.live_digest
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    manifest = {
        "folder": f"_static/live/{folder.name}/",
        "files": {
            name: {"size": len(data), "integrity": integrity(data)}
            for name, data in sorted(files.items())
        },
    }
    start.write_bytes(
        f"window.bookLive = {json.dumps(manifest)};\n".encode()
        + bundle(source_folder(app), "start.js")
    )


def code_cells(document: nodes.document) -> Iterator[nodes.container]:
    """コードの見えるセル。"""
    for cell in document.findall(nodes.container):
        if cell.get("nb_element") == "cell_code" and any(
            part.get("nb_element") == "cell_code_source"
            for part in cell.findall(nodes.container)
        ):
            yield cell


def is_exercise(cell: nodes.Element) -> bool:
    return "exercise" in cell["cell_metadata"].get("tags", [])


class AddButtons(SphinxPostTransform):
    """コードと出力の間に、動かすボタンを置く。"""

    formats = ("html",)
    # myst-nbが、入力や出力を折りたたんだ（優先度199）あと。
    default_priority = 205

    def run(self, **kwargs: Any) -> None:
        if not self.config.live_digest:
            return
        for cell in code_cells(self.document):
            mode, label = (
                ("check", "確かめる") if is_exercise(cell) else ("cell", "実行")
            )
            bar = BAR.format(mode=mode, label=label)
            cell.insert(1, nodes.raw("", bar, format="html"))


def add_script(
    app: Sphinx,
    page: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    if app.config.live_digest and "data-live" in context.get("body", ""):
        app.add_js_file("live_start.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    app.add_config_value("live_digest", "", "html", [str])
    app.connect("config-inited", prepare)
    app.connect("write-started", write_files)
    app.connect("html-page-context", add_script)
    app.add_post_transform(AddButtons)
