"""検索の索引に、すべてのページのすべての節が、見える文字のまま入っている。"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from _ext.page.article_sections import Section, read_sections
from _ext.page.search_index import index_script

from tests.book.pages import read
from tests.book.tiny_book import TinyBook

ROOT = Path(__file__).parents[2]
MAX_BYTES = 110 * 1024


def read_body(body: str) -> list[Section]:
    return list(
        read_sections(f"<nav>案内</nav><article>{body}</article><footer>末尾</footer>")
    )


def load(site: Path) -> dict[str, Any]:
    script = (site / "_static" / "search_index.js").read_text(encoding="utf-8")
    match = re.fullmatch(r"window\.bookSearchIndex=(\{.+\});\n", script)
    assert match
    return json.loads(match[1])


def toc() -> list[str]:
    pages = re.findall(
        r"(?:root|file): (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8")
    )
    return ["index.html", *(f"{page}.html" for page in pages[1:])]


def test_every_page_is_in_the_order_of_the_book(site):
    assert [url for url, _ in load(site)["pages"]] == toc()


def test_every_section_is_there_and_its_anchor_exists(site):
    for url, sections in load(site)["pages"]:
        article = read(site / url).select_one("article")
        starts = article.select("section[id], details[id], dt[id]")
        assert [anchor for _, anchor, _, _ in sections] == [
            start["id"] for start in starts
        ]
        assert all(heading for _, _, heading, _ in sections)
        assert sections[0][0] == 0
        assert all(depth > 0 for depth, *_ in sections[1:])


def test_other_names_lead_to_terms_of_the_glossary(site):
    index = load(site)
    terms = {
        row[2]
        for url, rows in index["pages"]
        if url.endswith("glossary.html")
        for row in rows
    }
    assert index["names"]["逆伝搬"] == "逆伝播"
    assert index["names"]["chain rule"] == "連鎖律"
    assert set(index["names"].values()) <= terms


def size(text: str) -> int:
    return len(gzip.compress(text.encode()))


def test_index_is_hardly_larger_than_the_text_itself(site):
    index = load(site)
    text = "\n".join(
        f"{heading}\n{body}"
        for _, rows in index["pages"]
        for _, _, heading, body in rows
    )
    assert size(index_script(index)) <= 1.2 * size(text)
    assert size(index_script(index)) <= MAX_BYTES


def test_visible_text_is_kept_as_it_is_seen():
    [section] = read_body(
        '<section id="a"><h1>題<a class="headerlink" aria-label="この節へのリンク"></a></h1>'
        "<p><code><span>Square</span></code>クラスと\n words</p><ul><li>一</li><li>二</li></ul>"
        '<div class="math-block"><math><semantics><mrow><mi>y</mi><mo>=</mo><mi>x</mi></mrow>'
        '<annotation>y = \\alpha</annotation></semantics></math><span class="eqno">(1)</span></div>'
        "<pre><span>a</span> = 1\n  b&lt;2</pre><svg><title>題名</title><text>丸</text><text>四角</text></svg>"
        '<details class="hidden-cell"><summary>出力を見る</summary><pre>0.5</pre></details></section>'
    )
    assert (section.depth, section.anchor, section.heading) == (0, "a", "題")
    assert section.text.split("\n") == [
        "Squareクラスと words",
        "一",
        "二",
        "y=x",
        "(1)",
        "\ta = 1",
        "\tb<2",
        "丸",
        "四角",
        "出力を見る",
        "\t0.5",
    ]


@pytest.mark.parametrize(
    ("mathml", "text"),
    [
        ("<mfrac><mrow><mi>d</mi><mi>y</mi></mrow><mi>x</mi></mfrac>", "dy/x"),
        ("<mfrac><mrow><mi>a</mi><mo>−</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a−b)/2"),
        ("<mstyle><mfrac><mn>1</mn><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow></mfrac></mstyle>", "1/(x+1)"),
    ],
)  # fmt: skip
def test_fraction_reads_as_a_fraction(mathml, text):
    [section] = read_body(
        f'<section id="a"><h1>題</h1><p>式は<math>{mathml}</math>です。</p></section>'
    )
    assert section.text == f"式は{text}です。"


def test_folds_and_definitions_are_sections():
    sections = read_body(
        '<section id="a"><h1>章</h1><section id="b"><h2>節</h2><p>前</p>'
        '<details id="c"><summary>解答</summary><p>中</p></details><p>後</p></section>'
        '<dl><dt id="d">f(x)</dt><dd><p>説明</p><dl><dt>引数</dt><dd>x</dd></dl>'
        '<dl><dt id="e">g()</dt><dd>内側</dd></dl></dd><dt id="f">h()</dt><dd>次</dd></dl><p>終わり</p></section>'
    )
    assert [tuple(section) for section in sections] == [
        (0, "a", "章", "終わり"),
        (1, "b", "節", "前\n後"),
        (2, "c", "解答", "中"),
        (1, "d", "f(x)", "説明\n引数\nx"),
        (2, "e", "g()", "内側"),
        (1, "f", "h()", "次"),
    ]


def test_snapshot_does_not_repeat_the_lines_of_the_chapter():
    [section] = read_body(
        '<section id="a"><h1>章</h1><pre>x = 1\nx = 1</pre>'
        '<div class="snapshot"><pre>x = 1\nz = 3\nz = 3</pre></div></section>'
    )
    assert section.text == "\tx = 1\n\tx = 1\n\tz = 3"


def test_index_follows_the_pages_and_nothing_else(tiny_book: TinyBook):
    tiny_book.write("book/second.md", "(sec-second)=\n# 二章\n\n変わらない文。\n")
    tiny_book.write_toc("chapter", "second")
    index = tiny_book.root / "_build/html/_static/search_index.js"

    assert tiny_book.build().returncode == 0
    first = index.read_bytes()
    index.unlink()
    assert tiny_book.build().returncode == 0
    assert index.read_bytes() == first

    tiny_book.edit("book/chapter.md", "本文です。", "新しい文。")
    assert tiny_book.build().returncode == 0
    texts = [row[3] for _, rows in load(index.parents[1])["pages"] for row in rows]
    assert "新しい文。" in texts
    assert "変わらない文。" in texts
    assert "本文です。" in texts  # 表紙
