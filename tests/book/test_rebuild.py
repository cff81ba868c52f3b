"""続けてビルドしたとき、直していない間違いを見逃さず、要らない実行もしない。"""

from __future__ import annotations

import re
import signal

import pytest

from tests.book.tiny_book import TinyBook, cell

# 実行されるたびに、ファイルに1行を書き足すセル。
COUNT = """\
import pathlib
with pathlib.Path("../executed.txt").open("a") as file:
    print("{name}", file=file)
"""


def executed(book: TinyBook) -> list[str]:
    """前に調べたときから、実行された章の名前。章は同時に実行されるので、名前の順に並べる。"""
    log = book.root / "executed.txt"
    names = log.read_text(encoding="utf-8").split() if log.exists() else []
    log.unlink(missing_ok=True)
    return sorted(names)


@pytest.mark.parametrize("fault", [cell("1 / 0"), "{ref}`nai`"], ids=["cell", "prose"])
def test_a_failed_build_fails_until_the_fault_is_mended(fault, tiny_book):
    tiny_book.write_chapter(fault)
    for _ in range(2):
        result = tiny_book.build()
        assert result.returncode != 0
        assert re.search(r"book/chapter.md:15: WARNING", result.output)
    tiny_book.write_chapter("直しました。\n")
    assert tiny_book.build().returncode == 0
    assert not (tiny_book.root / "_build/html/reports").exists()


def test_only_what_changed_is_executed_again(tiny_book):
    for name in ("first", "second"):
        tiny_book.write_chapter(cell(COUNT.format(name=name)), name)
    (tiny_book.root / "book/chapter.md").unlink()
    tiny_book.write_toc("first", "second")

    assert tiny_book.build().returncode == 0
    assert executed(tiny_book) == ["first", "second"]

    again = tiny_book.build()
    assert again.returncode == 0
    assert executed(tiny_book) == []
    assert "0 added, 0 changed, 0 removed" in again.output

    tiny_book.edit("book/second.md", "# 章", "# 変わった章")
    tiny_book.edit("book/second.md", "print(", "print( ")
    assert tiny_book.build().returncode == 0
    assert executed(tiny_book) == ["second"]
    assert "変わった章" in tiny_book.page("second")

    tiny_book.edit("dezero_book/functions.py", "return x**2", "return x**3")
    assert tiny_book.build().returncode == 0
    assert executed(tiny_book) == ["first", "second"]


def test_a_change_of_a_tag_alone_is_noticed(tiny_book):
    tiny_book.write_chapter(cell("1 / 0", ":tags: [raises-exception]"))
    assert tiny_book.build().returncode == 0
    tiny_book.edit("book/chapter.md", ":tags: [raises-exception]\n", "")
    result = tiny_book.build()
    assert result.returncode != 0
    assert "chapter.md:15: WARNING: セルが例外で止まりました" in result.output


def test_a_change_of_an_extension_renders_every_page_again(tiny_book):
    assert tiny_book.build().returncode == 0
    tiny_book.edit(
        "book/_ext/text/mathml.py",
        "def setup(app: Sphinx) -> dict[str, Any]:\n",
        "def setup(app: Sphinx) -> dict[str, Any]:\n"
        "    app.connect('html-page-context', lambda app, page, template, context, tree:\n"
        "                context.update(body=context.get('body', '') + '新しい拡張'))\n",
    )
    assert tiny_book.build().returncode == 0
    assert "新しい拡張" in tiny_book.page()


def test_a_page_taken_out_of_the_book_disappears(tiny_book):
    tiny_book.write_chapter("本文です。\n", "second")
    tiny_book.write_toc("chapter", "second")
    assert tiny_book.build().returncode == 0
    assert "本文" in tiny_book.page("second")

    (tiny_book.root / "book/second.md").unlink()
    tiny_book.write_toc("chapter")
    assert tiny_book.build().returncode == 0
    assert not (tiny_book.root / "_build/html/book/second.html").exists()


@pytest.mark.parametrize("event", ["html-page-context", "build-finished"])
def test_a_killed_build_does_not_hide_a_fault(event, tiny_book):
    """成功したあとに間違いを植えて途中で止めても、次のビルドはその間違いを見つける。"""
    tiny_book.edit(
        "book/_ext/text/mathml.py",
        "def setup(app: Sphinx) -> dict[str, Any]:\n",
        "def setup(app: Sphinx) -> dict[str, Any]:\n"
        "    import os, pathlib, signal\n"
        "    def kill(*args):\n"
        "        if pathlib.Path(app.srcdir, 'kill').exists():\n"
        "            os.kill(os.getpid(), signal.SIGKILL)\n"
        f"    app.connect('{event}', kill, priority=1)\n",
    )
    assert tiny_book.build().returncode == 0

    tiny_book.write_chapter(cell("1 / 0"))
    tiny_book.write("kill", "")
    assert tiny_book.build().returncode == -signal.SIGKILL

    (tiny_book.root / "kill").unlink()
    result = tiny_book.build()
    assert result.returncode != 0
    assert "chapter.md:15: WARNING: セルが例外で止まりました" in result.output

    tiny_book.write_chapter(cell("print(1 / 2)"))
    assert tiny_book.build().returncode == 0
    assert "0.5" in tiny_book.page()
