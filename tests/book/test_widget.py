"""図のディレクティブに共通のこと。名前、説明文、読み込むファイル。"""

from __future__ import annotations

import re

import pytest

from tests.book.tiny_book import TinyBook

CODE = """\
```{backprop-stepper}
:name: fig-code

x = 0.5
a = x**2
b = np.exp(a)
y = b**2
```

"""


def directive(name: str, label: str) -> str:
    return f":::{{{name}}}\n:name: fig-{label}\n\n{label}の図です。\n:::\n\n"


def test_name_and_caption_make_a_figure(tiny_book: TinyBook) -> None:
    labels = {"backprop-stepper": "stepper", "difference-explorer": "explorer"}
    labels["cost-picture"] = "cost"
    text = CODE
    for name, label in labels.items():
        argument = " step07" if label == "stepper" else ""
        text += directive(name, label).replace("}\n", f"}}{argument}\n", 1)
        text += f"{{ref}}`fig-{label}`\n\n"
    tiny_book.write_chapter(text)
    tiny_book.write_chapter("図のない章です。\n", "plain")
    tiny_book.write_toc("chapter", "plain")
    result = tiny_book.build()
    assert result.returncode == 0, result.output
    page, plain = tiny_book.page(), tiny_book.page("plain")
    for name, label in {**labels, "backprop-stepper ": "code"}.items():
        figure = re.search(
            rf"<figure[^>]* id=\"fig-{label}\">.*?</figure>", page, re.DOTALL
        )
        assert figure
        assert f"<{name.strip()} " in figure[0]
        assert (f"{label}の図です。" in figure[0]) == (label != "code")
    for kind in ("stepper", "explorer", "cost"):
        for suffix in ("css", "js"):
            assert len(re.findall(rf"_static/{kind}\.{suffix}", page)) == 1
            assert f"{kind}.{suffix}" not in plain


@pytest.mark.parametrize(
    "content", ["1つ目の段落です。\n\n2つ目の段落です。", "- 項目です。"]
)
def test_caption_is_one_paragraph(tiny_book: TinyBook, content: str) -> None:
    tiny_book.write_chapter(f":::{{picture}} box\n\n{content}\n:::\n")
    result = tiny_book.build()
    assert result.returncode != 0
    assert re.search(r"chapter\.md:\d+:.*1つの段落", result.output)
