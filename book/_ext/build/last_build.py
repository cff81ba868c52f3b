"""前回のビルドの結果は、作り方が同じで、成功していたときだけ使う。

Sphinxは、変わっていないページを読み直さず、その警告も繰り返さない。ほかのページの題や
ラベルが変わっても、書き直さない。そのため、前に何をビルドしたかによって、結果が変わる。
この拡張は、HTMLのビルドが成功したときに、作るのに使ったものすべての指紋を書き残す。
次のビルドでは、

- 何も変わっていなければ、できているページを使う。
- 原稿だけが変わっていれば、変わった原稿だけを読み直し、すべてのページを書き直す。
  ほかのページを読んだ結果は、その原稿によらない。書いた結果は、題や参照を通してよる。
- ほかのものが変わっていれば、すべてを読み直す。セルの実行結果は使う（execution.py）。

ほかのビルダーは、書き残しを消す。リンクの検査（linkcheck）のほかのビルダーは、断る。
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from _ext.build.fingerprint import digest, fingerprints
from _ext.compat import warning_count


def inputs(app: Sphinx) -> dict[str, str]:
    """本を作るのに使うものの1つずつの指紋。"""
    parts = ("_config.yml", "_toc.yml", "book", "dezero_book")
    files = fingerprints(Path(app.srcdir), *parts)
    return files | {"options": digest(app.config.overrides)}


class LastBuild:
    """このビルドの指紋と、前回のビルドの書き残し。"""

    def __init__(self, app: Sphinx) -> None:
        self.inputs = inputs(app)
        self.record = Path(app.outdir).parent / ".last_build.json"
        self.changed: set[str] = set()

    def discard(self, app: Sphinx) -> None:
        last = {}
        if self.record.is_file():
            last = json.loads(self.record.read_text(encoding="utf-8"))
        self.changed = {name for name, _ in last.items() ^ self.inputs.items()}
        if not self.changed:
            return
        kept = last.keys() & self.inputs.keys()
        only_pages = all(name in kept and name.endswith(".md") for name in self.changed)
        for folder in [app.outdir] if only_pages else [app.outdir, app.doctreedir]:
            shutil.rmtree(folder, ignore_errors=True)
            Path(folder).mkdir(parents=True)

    def outdated(self, *_: Any) -> list[str]:
        """読み直すページ。Sphinxは、日時の古いファイルに替わったことに気付かない。"""
        return [name.removesuffix(".md") for name in self.changed]

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
            writing = self.record.with_suffix(".writing")
            writing.write_text(json.dumps(self.inputs), encoding="utf-8")
            writing.replace(self.record)


def connect(app: Sphinx, config: Config) -> None:
    last_build = LastBuild(app)
    last_build.discard(app)
    app.connect("builder-inited", last_build.start, priority=100)
    app.connect("env-get-outdated", last_build.outdated)
    # ほかの拡張が最後に出す警告も数える。
    app.connect("build-finished", last_build.remember, priority=10_000)


def setup(app: Sphinx) -> None:
    app.connect("config-inited", connect, priority=100)
