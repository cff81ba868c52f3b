"""表紙の地図と数が、章のページと、完成したフレームワークの通りである。"""

from __future__ import annotations

import io
import tokenize

import pytest

from tests.book.chapters import CHAPTERS, STEPS
from tests.book.pages import read


@pytest.fixture(scope="module")
def front(site):
    return read(site / "index.html")


def test_every_step_is_one_link_with_its_title_phrase_and_picture(site, front):
    cards = front.select(".road-map li > a")
    assert [card["href"] for card in cards] == [
        f"book/{chapter.name}.html" for chapter in CHAPTERS
    ]
    for card in cards:
        chapter = read(site / card["href"])
        title = card.select_one(".road-title").get_text()
        assert title == chapter.h1.get_text().strip()
        phrase = card.select_one(".road-phrase").get_text()
        summary = next(
            p for p in chapter.select("p") if p.get_text().startswith("1つだけ覚える")
        )
        assert phrase
        assert phrase in summary.get_text().replace("\n", "")
        assert card.select_one("svg[aria-hidden=true]"), f"{title}に、図がありません。"


def test_longer_chapters_take_longer_to_read(site, front):
    minutes = [
        int("".join(filter(str.isdigit, span.get_text())))
        for span in front.select(".road-minutes")
    ]
    lengths = [
        len(read(site / card["href"]).article.get_text())
        for card in front.select(".road-map a")
    ]
    assert all(3 <= minute <= 25 for minute in minutes)
    shortest, longest = lengths.index(min(lengths)), lengths.index(max(lengths))
    assert minutes[shortest] < minutes[longest]


def test_facts_count_what_is_there(site, front):
    facts = [int(strong.get_text()) for strong in front.select(".book-facts strong")]
    source = (STEPS / f"{CHAPTERS[-1].name}.py").read_text(encoding="utf-8")
    framework = source.partition('if __name__ == "__main__":')[0]
    blank = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT}
    blank |= {tokenize.DEDENT, tokenize.ENDMARKER, tokenize.ENCODING}
    lines = {
        line
        for token in tokenize.generate_tokens(io.StringIO(framework).readline)
        if token.type not in blank and not token.string.startswith('"""')
        for line in range(token.start[0], token.end[0] + 1)
    }
    outputs = sum(
        len(read(site / f"book/{chapter.name}.html").select("article .cell_output"))
        for chapter in CHAPTERS
    )
    assert facts == [len(CHAPTERS), len(lines), outputs]


def test_pictures_do_not_share_names(front):
    names = [element["id"] for element in front.select("svg [id]")]
    assert len(names) == len(set(names))
