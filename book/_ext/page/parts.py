"""本文の部品のHTMLを、この本の画面に合わせる。

- 見出し・式・図へのリンクと、折りたたみの見出しを日本語にする。
- 幅の広い表を、表の中で横に動かせるようにする。
- 画像の大きさを書き、読み込みの前後で行がずれないようにする。
- ページを作る道具が画面に出す言葉を、日本語にする。
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.util.images import get_image_size
from sphinx.writers.html5 import HTML5Translator

from _ext.compat import translate_interface

INTERFACE = {
    "Link to this heading": "この節へのリンク",
    "Link to this image": "この図へのリンク",
    "Link to this table": "この表へのリンク",
    "Link to this code": "このコードへのリンク",
    "Link to this definition": "この定義へのリンク",
    "Link to this term": "この用語へのリンク",
    "Link to this equation": "この式へのリンク",
    "Link to this toctree": "この目次へのリンク",
    "Note": "補足",
    "Tip": "こつ",
    "Warning": "注意",
    "Caution": "注意",
    "Important": "大切",
    "Hint": "ヒント",
    "See also": "関連",
}
# myst-nbが折りたたみの見出しに差し込む、セルの部分の名前。
CELL_PARTS = {
    "outputs": "出力",
    "output": "出力",
    "source": "コード",
    "content": "コードと出力",
}


class BookTranslator(HTML5Translator):
    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        if node["ids"]:
            self.body.append(
                f'<a class="headerlink" href="#{node["ids"][0]}" aria-label="{escape(title)}"></a>'
            )

    def visit_reference(self, node: nodes.Element) -> None:
        # Pythonの名前へのリンクに付く、マウスでしか読めない説明は付けない。
        node.attributes.pop("reftitle", None)
        super().visit_reference(node)

    def visit_image(self, node: nodes.Element) -> None:
        source = Path(self.builder.srcdir, node["uri"])
        size = None
        if (
            source.is_file()
            and not {"width", "height", "scale"} & node.attributes.keys()
        ):
            size = get_image_size(str(source))
        super().visit_image(node)
        if size:
            sized = f'<img width="{size[0]}" height="{size[1]}" '
            self.body[-1] = self.body[-1].replace("<img ", sized, 1)

    def visit_table(self, node: nodes.Element) -> None:
        node["classes"].append("colwidths-auto")
        # 左上の欄が空の表では、左端の列が行の見出し。
        corner = node.next_node(nodes.entry)
        if corner is not None and not corner.astext().strip():
            node.next_node(nodes.colspec)["stub"] = 1
        self.body.append('<div class="table-scroll">')
        super().visit_table(node)

    def depart_table(self, node: nodes.Element) -> None:
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_entry(self, node: nodes.Element) -> None:
        # 左上の空の欄は、何の見出しでもない。
        if isinstance(node.parent.parent, nodes.thead) and not node.astext().strip():
            node.parent.column += 1
            self.body.append("<td>")
            self.context.append("</td>\n")
        else:
            super().visit_entry(node)
            scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
            self.body[-1] = self.body[-1].replace("<th", f'<th scope="{scope}"', 1)
        node["start"] = len(self.body)

    def depart_entry(self, node: nodes.Element) -> None:
        # 数式だけの見出しを、名前のない見出しとして扱う支援技術がある。
        start, inlines = node["start"], list(node.findall(nodes.math))
        is_header = isinstance(node.parent.parent, nodes.thead)
        if is_header and [m.astext() for m in inlines] == [node.astext().strip()]:
            label = f'<math aria-label="{escape(inlines[0].astext())}"'
            content = "".join(self.body[start:])
            self.body[start:] = [content.replace("<math", label, 1)]
        super().depart_entry(node)


def visit_hidden_cell(self: HTML5Translator, node: HideCodeCellNode) -> None:
    prompt = node["prompt_show"]
    for part, name in CELL_PARTS.items():
        prompt = prompt.replace(part, name)
    classes = " ".join(["hidden-cell", *node["classes"]])
    self.body.append(
        f'<details class="{classes}"><summary>{escape(prompt)}</summary>\n'
    )


def depart_hidden_cell(self: HTML5Translator, node: HideCodeCellNode) -> None:
    self.body.append("</details>\n")


def setup(app: Sphinx) -> None:
    translate_interface(INTERFACE)
    app.set_translator("html", BookTranslator)
    app.add_node(
        HideCodeCellNode, override=True, html=(visit_hidden_cell, depart_hidden_cell)
    )
