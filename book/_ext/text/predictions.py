"""予想の問い（``{predict}``）と、その答え（``{answer}``）。

問いの次にセルが1つあれば、その出力は答えの説明と同じ折りたたみに入り、一緒に開く。
選択肢のある問いでは、外れた選択肢のそれぞれに説明の文がなければならない。
選ぶ、開く、覚えておくといった動きは、predictions.jsが加える。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxTranslator

from _ext.text.folds import folded, folded_title

logger = logging.getLogger(__name__)

CHOICE = re.compile(r"([ア-ン])：")
NUMBER = r"[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?"
ABOUT = re.compile(rf"((?:[ア-ン][、とや]?)+|{NUMBER})は")


class prediction(nodes.General, nodes.Element):
    """問い、セル、答えの折りたたみを、1つにまとめたもの。"""


class prediction_answer(nodes.General, nodes.Element):
    """まだ問いとまとめられていない答え。"""


class choice(nodes.list_item):
    """選択肢1つ。``choice`` は「ア」など。"""


class explanation(nodes.list_item):
    """外れた答えについての説明。``choices`` は、その選択肢か数。"""


class PredictDirective(SphinxDirective):
    has_content = True
    option_spec: ClassVar = {"name": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        node = prediction(classes=["prediction"])
        self.set_source_info(node)
        question = nodes.container(classes=["prediction-question"])
        question += nodes.paragraph("", "予想", classes=["prediction-title"])
        self.state.nested_parse(self.content, self.content_offset, question)
        if isinstance(question[-1], nodes.bullet_list):
            question[-1]["classes"].append("choices")
            for item in question[-1]:
                item.replace_self(self._choice(item))
        node += question
        self.add_name(node)
        if not node["names"]:
            logger.warning(
                "予想に、名前（:name: predict-…）がありません。", location=node
            )
        return [node]

    def _choice(self, item: nodes.list_item) -> choice:
        text = item.next_node(nodes.Text)
        match = CHOICE.match(text or "")
        if not match:
            logger.warning(
                "選択肢が「ア：」のように始まりません：%s", item.astext(), location=item
            )
            return choice("", *item.children, choice="")
        text.parent.replace(text, nodes.Text(text[match.end() :]))
        return choice("", *item.children, choice=match[1])


class AnswerDirective(SphinxDirective):
    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        answer = self.arguments[0]
        node = prediction_answer(answer=answer)
        self.set_source_info(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        if not node.children or not isinstance(node[0], nodes.paragraph):
            node.insert(0, nodes.paragraph())
        node[0].insert(0, nodes.Text(f"答えは{answer}です。"))
        if isinstance(node[-1], nodes.bullet_list):
            node[-1]["classes"].append("explanations")
            for item in node[-1]:
                match = ABOUT.match(item.astext())
                found = re.findall(rf"[ア-ン]|{NUMBER}", match[1]) if match else []
                about = explanation("", *item.children, choices=found)
                about.source, about.line = item.source, item.line
                item.replace_self(about)
        return [node]


class PairAnswers(SphinxTransform):
    """問いと、セルと、答えを1つにまとめる。"""

    # ヒントが折りたたまれたあとに行う。
    default_priority = 852

    def apply(self, **kwargs: Any) -> None:
        for question in list(self.document.findall(prediction)):
            self._pair(question)
        for answer in list(self.document.findall(prediction_answer)):
            logger.warning(
                "答え（{answer}）のすぐ前に、その予想（{predict}）がありません。",
                location=answer,
            )
            answer.replace_self(answer.children)

    def _pair(self, question: prediction) -> None:
        after = [
            node
            for node in question.parent[question.parent.index(question) + 1 :]
            if not isinstance(node, nodes.Invisible)
        ]
        cell = after.pop(0) if after and _is_cell(after[0]) else None
        answer = after[0] if after else None
        if not isinstance(answer, prediction_answer):
            logger.warning(
                "予想のすぐ後か、セル1つの後に、答え（{answer}）がありません。",
                location=question,
            )
            return
        for problem in problems(question, answer):
            logger.warning(problem, location=answer)
        question["answer"] = answer["answer"]
        fold = folded(classes=["fold", "fold-answer"])
        title = "答え"
        if cell is not None:
            output = cell[-1]
            if "hide-output" not in cell["cell_metadata"].get("tags", []):
                logger.warning(
                    "予想の次のセルに、hide-outputのタグがありません。",
                    location=question,
                )
            cell.parent.remove(cell)
            question += cell
            if output.get("nb_element") == "cell_code_output":
                cell.attributes.pop("hide_mode", None)
                cell.remove(output)
                fold += output
                title = "答えと出力"
        fold.insert(0, folded_title("", title))
        fold += answer.children
        for node in after[1:]:
            if isinstance(node, folded) and "fold-hint" in node["classes"]:
                node.parent.remove(node)
                question += node
        question += fold
        answer.parent.remove(answer)


def problems(question: prediction, answer: prediction_answer) -> Iterator[str]:
    """選択肢と、答えと、説明の食い違い。"""
    right = answer["answer"]
    choices = [node["choice"] for node in question.findall(choice)]
    explanations = list(answer.findall(explanation))
    explained = [name for node in explanations for name in node["choices"]]
    for node in explanations:
        if not node["choices"]:
            yield f"どの選択肢の説明か分かりません（「アは、」のように始めます）：{node.astext()}"
    if choices:
        if right not in choices:
            yield f"答えの「{right}」が、選択肢にありません。"
        for name in choices:
            if name != right and name not in explained:
                yield f"選択肢「{name}」の説明がありません。"
        for name in explained:
            if name not in choices or name == right:
                yield f"「{name}」は、外れの選択肢ではありません。"
    elif not re.fullmatch(NUMBER, right):
        yield f"選択肢のない予想の答えは数です。「{right}」は数ではありません。"


def _is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def visit_prediction_html(self: SphinxTranslator, node: prediction) -> None:
    self.body.append(
        self.starttag(node, "div", **{"data-answer": node.get("answer", "")})
    )


def depart_prediction_html(self: SphinxTranslator, node: prediction) -> None:
    self.body.append("</div>\n")


def visit_choice_html(self: SphinxTranslator, node: choice) -> None:
    name = node["choice"]
    self.body.append(self.starttag(node, "li", "", **{"data-choice": name}))
    self.body.append(f'<span class="choice-name">{name}</span>')


def visit_explanation_html(self: SphinxTranslator, node: explanation) -> None:
    choices = " ".join(node["choices"])
    self.body.append(self.starttag(node, "li", "", **{"data-choices": choices}))


def depart_item_html(self: SphinxTranslator, node: nodes.Element) -> None:
    self.body.append("</li>\n")


def setup(app: Sphinx) -> None:
    app.add_node(prediction, html=(visit_prediction_html, depart_prediction_html))
    app.add_node(choice, html=(visit_choice_html, depart_item_html))
    app.add_node(explanation, html=(visit_explanation_html, depart_item_html))
    app.add_directive("predict", PredictDirective)
    app.add_directive("answer", AnswerDirective)
    app.add_transform(PairAnswers)
