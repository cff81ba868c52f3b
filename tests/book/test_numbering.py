"""式と図の番号は章ごとに付き、本文の「ステップ2」「演習2.1」はリンクになる。"""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag

from tests.book.tiny_book import TinyBook

STEP_1 = """\
(sec-body)=
## 本文

図{ref}`fig-late`と{ref}`fig-step01-b`、式{eq}`eq-step01-b`と{eq}`eq-step02-a`を見ます。
ステップ1から、ステップ2の演習1.1と2.1へ進みます。
`ステップ2` とステップ99は、演習2.1、2.1の後です。

$$ a $$

$$ b $$ (eq-step01-a)

$$ c $$ (eq-step01-b)

:::{picture} ropes
:name: fig-step01-a

最初の図です。ステップ2を見ます。
:::

:::{picture} ropes
:name: fig-step01-b

次の図です。
:::

(ex-step01-1)=
### 演習1.1 予想する：値

演習です。
"""
STEP_2 = """\
$$ x $$ (eq-step02-a)

:::{picture} ropes
:name: fig-late

遅い図です。
:::

## 演習

(ex-step02-1)=
### 演習2.1 予想する：ステップ1の値

演習です。
"""


def texts(tags: list[Tag]) -> list[str]:
    return [tag.get_text() for tag in tags]


def test_numbers_and_mentions(tiny_book: TinyBook) -> None:
    tiny_book.write_chapter(STEP_1, "step01")
    tiny_book.write_chapter(STEP_2, "step02")
    (tiny_book.root / "book/chapter.md").unlink()
    tiny_book.write_toc("step01", "step02")
    result = tiny_book.build()
    assert result.returncode == 0, result.output
    one, two = (
        BeautifulSoup(tiny_book.page(name), "html.parser").article
        for name in ("step01", "step02")
    )

    assert [t.split(")")[0] + ")" for t in texts(one.select(".eqno"))] == [
        "(1.1)",
        "(1.2)",
    ]
    assert texts(one.select("figcaption .caption-number")) == ["図1.1", "図1.2"]
    assert texts(two.select("figcaption .caption-number")) == ["図2.1"]

    assert (
        one.figcaption.get_text().strip() == "図1.1　最初の図です。ステップ2を見ます。"
    )

    assert one.figcaption.a["href"] == "step02.html#sec-step02"

    section = one.select_one("#sec-body")
    links = [
        (a.get_text(), a["href"]) for a in section.select("p > a.reference.internal")
    ]
    assert links == [
        ("図2.1", "step02.html#fig-late"),
        ("図1.2", "#fig-step01-b"),
        ("(1.2)", "#equation-eq-step01-b"),
        ("(2.1)", "step02.html#equation-eq-step02-a"),
        ("ステップ2", "step02.html#sec-step02"),
        ("演習1.1", "#ex-step01-1"),
        ("2.1", "step02.html#ex-step02-1"),
        ("演習2.1", "step02.html#ex-step02-1"),
        ("2.1", "step02.html#ex-step02-1"),
    ]
    assert not two.select("h3 a.reference")
