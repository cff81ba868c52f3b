"""前回のビルドの結果を、信じられるときだけ使う。

Sphinxは、変わっていないページを読み直さず、その警告も繰り返さない。
そのため、失敗したビルドや途中で止まったビルドの次のビルドは、直していないのに成功することがある。
この拡張は、ビルドの終わりに結果を書き残し、次のビルドの始めに読む。

- 成功していて、拡張・テーマ・設定・環境が同じなら、前回のページを使う。
- 失敗していたか、拡張などが変わっていたら、すべてのページを作り直す。セルの実行結果は使う。
- 書き残しがなければ、途中で止まっている。書きかけかもしれないので、実行結果も捨てる。
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from _ext.build.fingerprint import fingerprint

FAILED = "失敗"


def _builder(app: Sphinx) -> str:
    """本のページを作る側（拡張・テーマ・設定）の指紋。"""
    folders = sorted(Path(__file__).parents[2].glob("_*"))
    return fingerprint(Path(app.srcdir, "_config.yml"), *folders)


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def recall(app: Sphinx, config: Config) -> None:
    """前回の結果を読んで、信じられないものを捨てる。今回の結果は、終わりに書き残す。"""
    record = Path(app.outdir).parent / ".last_build"
    builder = _builder(app)
    last = record.read_text(encoding="utf-8") if record.is_file() else None
    if last != builder:
        _empty(Path(app.outdir))
        _empty(Path(app.doctreedir))
    if last is None:
        shutil.rmtree(record.with_name(".jupyter_cache"), ignore_errors=True)
    record.unlink(missing_ok=True)

    def remember(app: Sphinx, exception: Exception | None) -> None:
        failed = exception is not None or app._warncount
        record.write_text(FAILED if failed else builder, encoding="utf-8")

    # ほかの拡張が最後に出す警告も数える。
    app.connect("build-finished", remember, priority=10_000)


def remove_pages(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """本からなくなったページのHTMLを消す。"""
    for docname in removed:
        Path(app.builder.get_outfilename(docname)).unlink(missing_ok=True)
    return []


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", recall, priority=100)
    app.connect("env-get-outdated", remove_pages)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
