"""ラベルのない節のアンカーを、親の節のアンカーと番号から決める。

日本語の見出しの自動のアンカーは ``id9`` のような通し番号になり、
ページのどこかに節を足すだけでずれる。
この拡張のもとでは、同じ親の中での順番が変わらない限り、変わらない。
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform


class NameAnchors(SphinxTransform):
    # ラベルが節に付いたあと、節が折りたたまれる前に行う。
    default_priority = 845

    def apply(self, **kwargs: Any) -> None:
        for section in self.document.findall(nodes.section):
            labels = [
                self.document.nameids[name]
                for name in section["names"]
                if self.document.nametypes.get(name)
            ]
            if labels:
                # 先頭のものが、ページの中の目次や見出しのリンクに使われる。
                section["ids"].sort(key=lambda anchor: anchor not in labels)
            elif isinstance(section.parent, nodes.section):
                siblings = [
                    node
                    for node in section.parent.children
                    if isinstance(node, nodes.section)
                ]
                number = siblings.index(section) + 1
                self._rename(section, f"{section.parent['ids'][0]}-{number}")

    def _rename(self, section: nodes.section, anchor: str) -> None:
        for old in section["ids"]:
            self.document.ids.pop(old, None)
        self.document.nameids.update(dict.fromkeys(section["names"], anchor))
        self.document.ids[anchor] = section
        section["ids"] = [anchor]


def setup(app: Sphinx) -> None:
    app.add_transform(NameAnchors)
