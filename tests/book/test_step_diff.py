"""前のステップからの差分の見せ方。"""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from _ext.text.step_diff import caption, diff_html

DIFF = """\
 class Variable:
     def __init__(self, data):
         self.data = data
+        self.grad = None
...
-        return x
+        return x < 1

"""


def lines(html: str) -> list[tuple[str, str]]:
    block = ElementTree.fromstring(html).find(".//pre")
    assert block is not None
    return [(row.tag, "".join(row.itertext())) for row in block]


def test_lines_and_their_marks() -> None:
    assert lines(diff_html(DIFF.removesuffix("\n"))) == [
        ("span", "class Variable:\n"),
        ("span", "    def __init__(self, data):\n"),
        ("span", "        self.data = data\n"),
        ("ins", "+        self.grad = None\n"),
        ("span", "⋯\n"),
        ("del", "-        return x\n"),
        ("ins", "+        return x < 1\n"),
        ("span", "\n"),
    ]


def test_new_lines_alone_are_the_new_code() -> None:
    # 印と消えた行は、スタイルシートが選べなくする。
    copied = re.sub(
        r'<span class="diff-mark">.</span>|<del.*?</del>',
        "",
        diff_html(DIFF),
        flags=re.DOTALL,
    )
    kept = [text for tag, text in lines(copied) if tag == "ins"]
    assert kept == ["        self.grad = None\n", "        return x < 1\n"]


def test_code_is_coloured_as_python() -> None:
    assert re.search(r'<span class="k">class</span>', diff_html(" class A:"))


@pytest.mark.parametrize(
    ("added", "removed", "text"),
    [
        (2, 1, "前のステップからの差分。増えた2行に＋、消えた1行に−を付けています。"),
        (3, 0, "前のステップからの差分。増えた3行に＋を付けています。"),
        (0, 0, "前のステップから変わった行はありません。"),
    ],
)
def test_caption_counts_the_lines(added: int, removed: int, text: str) -> None:
    assert caption(added, removed) == text


def test_caption_stands_above_the_code() -> None:
    assert "増えた2行に＋、消えた1行に−" in diff_html(DIFF)
