"""本筋は、一度に読める長さである。"""

from __future__ import annotations

import pytest
from _ext.text.visible_text import visible_text

from tests.book.budgets import limit
from tests.book.test_chapter_structure import every_chapter


@every_chapter
def test_main_line_fits_its_budget(chapter, site):
    page = (site / f"book/{chapter.name}.html").read_text(encoding="utf-8")
    assert len(visible_text(page)) <= limit(chapter.name)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>前</p><article><p>本 文\n</p></article><p>後</p>", "本文"),
        ("<details><summary>題</summary><p>中<b>身</b></p></details>後", "題後"),
        ("<details open><summary>題</summary><p>中</p></details>", "題中"),
        ("<details><summary>外</summary><details open>中</details></details>", "外"),
        ("<svg><text>図</text></svg><button>押す</button><br>文", "文"),
        ("<math><mi>x</mi><annotation>x^2</annotation></math>", "x"),
        (
            "<pre>y = 1</pre><backprop-stepper><pre>z</pre>字</backprop-stepper>",
            "y=1字",
        ),
        ('<p hidden>消</p><p class="a js-only">消</p>字&lt;', "字<"),
    ],
)
def test_what_counts(html, text):
    page = html if "<article>" in html else f"<article>{html}</article>"
    assert visible_text(page) == text
