"""前のステップからの差分を、読みやすく、写しやすい形で見せる。

``{snapshot-diff}`` が置く差分（``snapshot-diff`` の付いたコード）のHTMLを作る。

- 行はPythonとして色分けし、増えた行は ``<ins>``、消えた行は ``<del>`` にする。
- ＋と−の印と消えた行は選べないので、選んで写すと、いまのコードだけが写る。
- 増えた行と消えた行の数を、見出しに書く。
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

LEXER = PythonLexer(stripnl=False, ensurenl=False)
FORMATTER = HtmlFormatter(nowrap=True)
TAGS = {"+": "ins", "-": "del", " ": "span"}


def diff_html(text: str) -> str:
    """1行ごとに ``+``・``-``・空白で始まる差分の、HTML。離れた部分の間は ``...``。"""
    rows = []
    counts = {"+": 0, "-": 0}
    for line in text.split("\n"):
        if line == "...":
            rows.append('<span class="diff-gap">⋯\n</span>')
            continue
        mark = line[:1] if line[:1] in TAGS else " "
        code = line[1:]
        if mark in counts:
            counts[mark] += 1
        colored = highlight(code, LEXER, FORMATTER).rstrip("\n")
        shown = f'<span class="diff-mark">{mark}</span>' if mark in counts else ""
        rows.append(
            f'<{TAGS[mark]} class="diff-line">{shown}{colored}\n</{TAGS[mark]}>'
        )
    return (
        '<figure class="step-diff snapshot-diff no-copy">'
        f"<figcaption>{caption(counts['+'], counts['-'])}</figcaption>"
        f'<div class="highlight"><pre>{"".join(rows)}</pre></div></figure>'
    )


def caption(added: int, removed: int) -> str:
    parts = []
    if added:
        parts.append(f"増えた{added}行に＋")
    if removed:
        parts.append(f"消えた{removed}行に−")
    if not parts:
        return "前のステップから変わった行はありません。"
    return f"前のステップからの差分。{'、'.join(parts)}を付けています。"


class ShowDiffs(SphinxPostTransform):
    formats = ("html",)
    default_priority = 50

    def run(self, **kwargs: Any) -> None:
        for block in list(self.document.findall(nodes.literal_block)):
            if "snapshot-diff" in block["classes"]:
                block.replace_self(
                    nodes.raw("", diff_html(block.astext()), format="html")
                )


def setup(app: Sphinx) -> None:
    app.add_post_transform(ShowDiffs)
