"""「ステップ6」「演習6.3」という文字を、その章や演習へのリンクにする。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from _ext.text.prose_links import link, prose, reference
from _ext.text.steps import step_docname, step_number

MENTION = re.compile(r"ステップ\d+|演習\d+\.\d+(?:[、と]\d+\.\d+)*")

NAME = re.compile(r"(?:ステップ|演習)?(\d+)(?:\.(\d+))?")


class LinkMentions(SphinxTransform):
    # 用語のリンクのあとに行う。
    default_priority = 882

    def apply(self, **kwargs: Any) -> None:
        for text in prose(self.document):
            link(text, list(self._mentions(str(text))))

    def _mentions(self, text: str) -> Iterator[tuple[int, int, addnodes.pending_xref]]:
        here = self.env.docname
        for mention in MENTION.finditer(text):
            for part in NAME.finditer(text, *mention.span()):
                step, exercise = int(part[1]), part[2]
                if step_docname(step, here) not in self.env.found_docs:
                    continue
                if exercise:
                    target = f"ex-step{step:02}-{exercise}"
                elif step != step_number(here):
                    target = f"sec-step{step:02}"
                else:
                    continue
                node = reference("ref", part[0], target, here)
                node["classes"].append("unbroken")
                yield *part.span(), node


def setup(app: Sphinx) -> None:
    app.add_transform(LinkMentions)
