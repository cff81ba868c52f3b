"""「ここから先へ」の表の言葉は、それぞれのステップの言葉である。"""

from __future__ import annotations

import re

from tests.book.chapters import CHAPTERS, ROOT

ROW = re.compile(r"^\| \{ref\}`(\d+) <sec-step\d\d>` \| (.+) \|$", re.MULTILINE)


def test_the_phrases_are_those_of_the_steps():
    beyond = (ROOT / "book" / "beyond.md").read_text(encoding="utf-8")
    phrases = {int(number): phrase for number, phrase in ROW.findall(beyond)}
    assert phrases.keys() == {chapter.number for chapter in CHAPTERS}
    for chapter in CHAPTERS:
        if not any(heading.title == "もっと深く" for heading in chapter.headings):
            continue  # まだ書き直していない章
        # 2文の言葉は、2行に分けて書く。
        summary = chapter.prose_in("まとめ").replace("**\n**", "")
        assert f"**{phrases[chapter.number]}。**" in summary, chapter.name
