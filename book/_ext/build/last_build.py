"""前回のビルドのページは、原稿も作り方も同じで、成功していたときだけ使う。

Sphinxは、変わっていないページを読み直さず、その警告も繰り返さない。ほかのページの題や
ラベルが変わっても、書き直さない。そのため、前に何をビルドしたかによって、結果が変わる。
この拡張は、HTMLのビルドが成功したときに、作るのに使ったものすべての指紋を書き残す。
次のビルドの指紋が違えば、すべてのページを作り直す。セルの実行結果は使う（execution.py）。

ほかのビルダーは、書き残しを消す。リンクの検査（linkcheck）のほかのビルダーは、断る。
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from _ext.build.fingerprint import fingerprint
from _ext.compat import warning_count


def inputs(app: Sphinx) -> str:
    """本を作るのに使うものすべての指紋。"""
    source = Path(app.srcdir)
    parts = ("_config.yml", "_toc.yml", "book", "dezero_book")
    options = json.dumps(app.config.overrides, sort_keys=True, default=str)
    return fingerprint(*(source / part for part in parts), options=options)


class LastBuild:
    """このビルドの指紋と、前回のビルドの書き残し。"""

    def __init__(self, app: Sphinx) -> None:
        self.inputs = inputs(app)
        self.record = Path(app.outdir).parent / ".last_build"

    def discard(self, app: Sphinx) -> None:
        last = self.record.read_text(encoding="utf-8") if self.record.is_file() else ""
        if last != self.inputs:
            for folder in (app.outdir, app.doctreedir):
                shutil.rmtree(folder, ignore_errors=True)
                Path(folder).mkdir(parents=True)

    def start(self, app: Sphinx) -> None:
        name = app.builder.name
        if name not in {"html", "linkcheck"}:
            # Jupyter Bookは、ほかの例外には長いトレースバックを添える。
            raise SystemExit(
                f"この本を作れるビルダーは、htmlとlinkcheckだけです（指定されたのは{name}）。"
                "jupyter-book build . を実行してください。"
            )
        # 途中で止まったビルドのあとも、作り直す。
        self.record.unlink(missing_ok=True)
        if name == "linkcheck":
            # 公開するフォルダに、検査の結果を混ぜない。
            folder = self.record.with_name("linkcheck")
            folder.mkdir(exist_ok=True)
            app.outdir = app.builder.outdir = folder  # type: ignore[assignment]

    def remember(self, app: Sphinx, exception: Exception | None) -> None:
        if app.builder.name != "html" or exception or warning_count(app):
            return
        # ビルドの途中で書き換わったファイルがあれば、何から作ったページなのかは分からない。
        if inputs(app) == self.inputs:
            self.record.write_text(self.inputs, encoding="utf-8")


def connect(app: Sphinx, config: Config) -> None:
    last_build = LastBuild(app)
    last_build.discard(app)
    app.connect("builder-inited", last_build.start, priority=100)
    # ほかの拡張が最後に出す警告も数える。
    app.connect("build-finished", last_build.remember, priority=10_000)


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", connect, priority=100)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
