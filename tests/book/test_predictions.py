"""予想の問い、セル、答えが1つにまとまり、どの外れにも説明がある。"""

from __future__ import annotations

from bs4 import BeautifulSoup

from tests.book.test_strict_build import Fault, assert_each_is_named, one_a_page
from tests.book.tiny_book import TinyBook, cell

QUESTION = """\
:::{predict}
:name: predict-x

いくつでしょうか。

- ア：2
- イ：3
- ウ：4
:::
"""
HIDDEN = cell("print(1 + 2)", ":tags: [hide-output]")
ANSWER = """\
:::{answer} イ
足しています。

- アは、**掛けて**います。
- ウは、引いています。
:::
"""
NUMBER = """\
:::{predict}
:name: predict-y

いくつでしょうか。
:::

:::{answer} 60
掛けています。

- 16は、足しています。
:::
"""


def build(book: TinyBook, text: str) -> BeautifulSoup:
    book.write_chapter(text)
    result = book.build()
    assert result.returncode == 0, result.output
    return BeautifulSoup(book.page(), "html.parser").article


def test_output_and_explanation_open_together(tiny_book: TinyBook) -> None:
    page = build(tiny_book, f"{QUESTION}\n{HIDDEN}\n{ANSWER}\n{NUMBER}")
    by_choice, by_number = page.select(".prediction")

    assert by_choice["id"] == "predict-x"
    assert by_choice["data-answer"] == "イ"
    question, code, fold = by_choice.find_all(recursive=False)
    assert [item["data-choice"] for item in question.select("li")] == ["ア", "イ", "ウ"]
    assert [item.p.get_text() for item in question.select("li")] == ["2", "3", "4"]
    assert code["class"][0] == "cell"
    assert code.select(".cell_output, details") == []
    assert fold.name == "details"
    assert not fold.has_attr("open")
    assert fold.summary.get_text() == "答えと出力"
    assert fold.select_one(".cell_output").get_text().strip() == "3"
    assert fold.find("p").get_text() == "答えはイです。足しています。"
    assert [item["data-choices"] for item in fold.select("li")] == ["ア", "ウ"]

    assert by_number["data-answer"] == "60"
    assert by_number.summary.get_text() == "答え"
    assert by_number.li["data-choices"] == "16"


def test_hint_of_an_exercise_stands_before_its_answer(tiny_book: TinyBook) -> None:
    exercise = (
        "## 演習\n\n### 演習1.1 予想する：値\n\n"
        f"{QUESTION}\n{HIDDEN}\n{ANSWER}\n#### ヒント\n\n数えます。\n"
    )
    page = build(tiny_book, exercise)
    titles = [title.get_text() for title in page.select(".prediction summary")]
    assert titles == ["ヒント", "答えと出力"]


def test_two_choices_may_share_a_sentence(tiny_book: TinyBook) -> None:
    shared = ANSWER.replace("- アは、", "- アとウは、").replace(
        "- ウは、引いています。\n", ""
    )
    page = build(tiny_book, f"{QUESTION}\n{shared}")
    assert page.select_one(".explanations li")["data-choices"] == "ア ウ"


FAULTS = {
    "答えがない": Fault(QUESTION + "\n文です。", "答え（{answer}）がありません"),
    "セルが2つ": Fault(f"{QUESTION}\n{HIDDEN}\n{HIDDEN}\n{ANSWER}", "答え（{answer}）"),
    "問いがない": Fault("文です。\n\n" + ANSWER, "予想（{predict}）がありません", 3),
    "説明のない外れ": Fault(
        QUESTION + ANSWER.replace("- ウは、引いています。\n", ""),
        "選択肢「ウ」の説明",
        10,
    ),
    "名指さない説明": Fault(
        QUESTION + ANSWER.replace("- ウは、", "- 引くと、"), "引くと、", 10
    ),
    "正解を外れと呼ぶ説明": Fault(
        QUESTION + ANSWER.replace("- ウは、", "- イとウは、"), "「イ」は、外れ", 10
    ),
    "選択肢にない答え": Fault(
        QUESTION + ANSWER.replace("} イ", "} オ"), "「オ」が、選択肢に", 10
    ),
    "記号のない選択肢": Fault(QUESTION.replace("イ：", ""), "「ア：」", 7),
    "数でない答え": Fault(NUMBER.replace("} 60", "} 多い"), "「多い」は数では", 7),
    "名前のない予想": Fault(
        QUESTION.replace(":name: predict-x\n", "") + ANSWER, "名前（:name:"
    ),
    "隠していない出力": Fault(
        f"{QUESTION}\n{cell('print(3)')}\n{ANSWER}", "hide-outputのタグ"
    ),
}


def test_incomplete_predictions_fail_the_build(tiny_book: TinyBook) -> None:
    assert_each_is_named(tiny_book, *one_a_page(FAULTS))
