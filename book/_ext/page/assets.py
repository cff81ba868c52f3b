"""CSSとJavaScriptを1つずつのファイルにまとめ、ページが読むものをこの本のものだけにする。

- ``book/_theme/textbook/styles/*.css`` を名前の順につないで ``_static/book.css`` にする。
- ``book/_theme/textbook/scripts/*.js`` を名前の順につないで ``_static/book.js`` にする。
- ``book/_theme/textbook/scripts/before_paint/*.js`` は、描画の前に動く ``_static/before_paint.js`` にする。
- Sphinxとmyst-nbが自動で加えるCSSとJavaScriptは、この本のテーマが使わないので外す。
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

THEME = Path(__file__).parents[2] / "_theme" / "textbook"
STYLES = THEME / "styles"
SCRIPTS = THEME / "scripts"

UNUSED = re.compile(
    r"pygments.*\.css|mystnb\.\w+\.css|basic\.css|documentation_options\.js"
    r"|doctools\.js|sphinx_highlight\.js|translations\.js"
)


def stylesheet() -> str:
    text = "\n".join(
        p.read_text(encoding="utf-8") for p in sorted(STYLES.glob("*.css"))
    )
    return re.sub(
        r"\n\s*\n+", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    ).lstrip()


def script(folder: Path) -> str:
    """フォルダのスクリプトを1つにつなぐ。1つが例外で止まっても、ほかは動く。"""
    return '"use strict";\n' + "".join(
        f"try {{\n{p.read_text(encoding='utf-8')}}} catch (error) {{\n  reportError(error);\n}}\n"
        for p in sorted(folder.glob("*.js"))
    )


def write_bundles(app: Sphinx, *_: Any) -> None:
    if app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True, exist_ok=True)
    (static / "book.css").write_text(stylesheet(), encoding="utf-8")
    (static / "book.js").write_text(script(SCRIPTS), encoding="utf-8")
    (static / "before_paint.js").write_text(
        script(SCRIPTS / "before_paint"), encoding="utf-8"
    )


def keep_own_files(
    app: Sphinx,
    page: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    for kind in ("css_files", "script_files"):
        context[kind] = [
            f for f in context[kind] if not UNUSED.fullmatch(Path(str(f.filename)).name)
        ]


def remove_unused(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.format == "html":
        for path in Path(app.outdir, "_static").iterdir():
            if UNUSED.fullmatch(path.name):
                path.unlink()


def setup(app: Sphinx) -> None:
    app.add_js_file("book.js", loading_method="defer")
    app.connect("write-started", write_bundles)
    app.connect("html-page-context", keep_own_files, priority=900)
    app.connect("build-finished", remove_unused, priority=900)
