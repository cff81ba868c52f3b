"""続けてビルドしたとき、直していない間違いを見逃さず、要らない実行もしない。"""

from __future__ import annotations

import os
import shutil
import signal

from bs4 import BeautifulSoup

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


def test_only_what_changed_is_read_and_executed_again(tiny_book):
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
    edited = tiny_book.build()
    assert edited.returncode == 0
    assert executed(tiny_book) == ["second"]
    assert "0 added, 1 changed, 0 removed" in edited.output
    assert "変わった章" in tiny_book.page("second")

    tiny_book.edit("dezero_book/functions.py", "return x**2", "return x**3")
    assert tiny_book.build().returncode == 0
    assert executed(tiny_book) == ["first", "second"]


def test_a_change_of_a_tag_alone_is_noticed(tiny_book):
    tiny_book.write_chapter(cell("print(1)", ":tags: [hide-output]"))
    assert tiny_book.build().returncode == 0
    tiny_book.edit("book/chapter.md", "[hide-output]", "[skip-execution]")
    result = tiny_book.build()
    assert result.returncode != 0
    assert "chapter.md:15: WARNING: セルが実行されていません" in result.output


def test_a_build_with_another_configuration_hides_no_fault(tiny_book):
    tiny_book.write_chapter("{py:class}`dezero_book.Nai`\n")
    text = (tiny_book.root / "_config.yml").read_text(encoding="utf-8")
    tiny_book.write("lenient.yml", text.replace("^(?!dezero_book).*", ".*"))
    assert tiny_book.build("--config", "lenient.yml").returncode == 0
    assert tiny_book.build().returncode != 0


def test_a_change_of_an_extension_renders_every_page_again(tiny_book):
    assert tiny_book.build().returncode == 0
    tiny_book.edit(
        "book/_ext/text/mathml.py",
        "def setup(app: Sphinx) -> None:\n",
        "def setup(app: Sphinx) -> None:\n"
        "    app.connect('html-page-context', lambda app, page, template, context, tree:\n"
        "                context.update(body=context.get('body', '') + '新しい拡張'))\n",
    )
    assert tiny_book.build().returncode == 0
    assert "新しい拡張" in tiny_book.page()


def published(book: TinyBook) -> dict[str, bytes]:
    """公開するフォルダの、すべてのファイルの中身。"""
    html = book.root / "_build/html"
    return {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in sorted(html.rglob("*"))
        if path.is_file()
    }


def write_two_chapters(book: TinyBook) -> None:
    book.write_chapter(
        cell("from dezero_book import Variable, square\nimport numpy as np")
        + cell("print(square(Variable(np.array(3.0))).data)")
        + "\n{ref}`sec-second`へ。\n",
        "first",
    )
    book.write_chapter("文です。\n", "second")
    (book.root / "book/chapter.md").unlink(missing_ok=True)
    book.write_toc("first", "second")


CUBE = ("dezero_book/functions.py", "return x**2", "return x**3")
TITLE = ("book/second.md", "# 章", "# 別の題の章")
FAULTS = (
    ("book/first.md", "へ。", "へ。{ref}`nai`"),
    ("book/first.md", "print(", "print(1 / 0, "),
)


def assert_built_as_from_nothing(book: TinyBook) -> None:
    """続きから作ったHTMLが、はじめから作ったものと同じことを確かめる。"""
    assert book.build().returncode == 0
    built = published(book)
    kept = (book.root / "_build").rename(book.root / "kept")
    assert book.build().returncode == 0
    assert published(book) == built
    shutil.rmtree(book.root / "_build")
    kept.rename(book.root / "_build")


def test_edits_and_link_checks_leave_nothing_behind(tiny_book):
    write_two_chapters(tiny_book)
    assert tiny_book.build("--builder", "linkcheck").returncode == 0
    assert tiny_book.build().returncode == 0

    tiny_book.edit(*CUBE)
    tiny_book.edit(*TITLE)
    assert tiny_book.build("--builder", "linkcheck").returncode == 0
    assert not list((tiny_book.root / "_build/html").glob("output.*"))
    assert_built_as_from_nothing(tiny_book)
    assert "27.0" in tiny_book.page("first")
    assert "別の題の章" in tiny_book.page("first")

    # 日時の古い原稿に替えても、章を減らしても、気付く。
    tiny_book.edit(TITLE[0], "別の題", "また別の題")
    for path in tiny_book.root.glob("book/*.md"):
        os.utime(path, (1, 1))
    assert_built_as_from_nothing(tiny_book)
    assert "また別の題" in tiny_book.page("first")
    (tiny_book.root / "book/second.md").unlink()
    tiny_book.edit("book/first.md", "{ref}`sec-second`へ", "ここへ")
    tiny_book.write_toc("first")
    assert_built_as_from_nothing(tiny_book)
    assert "book/second.html" not in published(tiny_book)


def test_a_failed_build_fails_until_the_faults_are_mended(tiny_book):
    write_two_chapters(tiny_book)
    assert tiny_book.build().returncode == 0
    link, code = [tiny_book.edit(*fault) for fault in FAULTS]
    for builder in ("html", "latex", "singlehtml", "html"):
        result = tiny_book.build("--builder", builder)
        assert result.returncode != 0
        assert "Traceback" not in result.output
        if builder == "html":
            assert f"first.md:{link}: WARNING: undefined label: 'nai'" in result.output
            # 行番号は、セルのはじめの行。
            stopped = f"first.md:{code - 1}: WARNING: セルが例外で止まりました"
            assert stopped in result.output
        else:
            refusal = f"htmlとlinkcheckだけです（指定されたのは{builder}"
            assert refusal in result.output
    for name, good, bad in FAULTS:
        tiny_book.edit(name, bad, good)
    assert_built_as_from_nothing(tiny_book)


def test_a_killed_build_leaves_nothing_behind(tiny_book):
    tiny_book.edit(
        "book/_ext/text/mathml.py",
        "def setup(app: Sphinx) -> None:\n",
        "def setup(app: Sphinx) -> None:\n"
        "    import os, pathlib, signal\n"
        "    def kill(app, page_or_exception, *args):\n"
        "        at = pathlib.Path(app.srcdir, 'kill_at')\n"
        "        if at.exists() and at.read_text() == str(page_or_exception):\n"
        "            os.kill(os.getpid(), signal.SIGKILL)\n"
        "    app.connect('html-page-context', kill, priority=1)\n"
        "    app.connect('build-finished', kill, priority=1)\n",
    )
    write_two_chapters(tiny_book)
    assert tiny_book.build().returncode == 0
    whole = published(tiny_book)
    chapter = tiny_book.root / "book/first.md"
    saved = shutil.copy2(chapter, tiny_book.root / "saved.md")
    killing = tiny_book.root / "kill_at"

    # 書きかけのページを、原稿をもとに戻したあとの本に残さない。
    tiny_book.edit(*FAULTS[0])
    killing.write_text("book/second", encoding="utf-8")
    assert tiny_book.build().returncode == -signal.SIGKILL
    killing.unlink()
    shutil.copy2(saved, chapter)
    assert tiny_book.build().returncode == 0
    assert published(tiny_book) == whole

    # 止められたビルドが見つけた間違いを、次のビルドでも見つける。
    tiny_book.edit(*FAULTS[0])
    killing.write_text("None", encoding="utf-8")
    assert tiny_book.build().returncode == -signal.SIGKILL
    killing.unlink()
    result = tiny_book.build()
    assert result.returncode != 0
    assert "undefined label: 'nai'" in result.output


def test_results_are_not_kept_when_the_package_changes_meanwhile(tiny_book):
    """実行の途中で書き換わったパッケージの結果を、はじめのパッケージのものとして残さない。"""
    first = "def square(x):\n    return x\n"
    tiny_book.write("dezero_book/changing.py", first)
    tiny_book.write_chapter(
        cell(
            "import pathlib\n"
            "module = pathlib.Path('../dezero_book/changing.py')\n"
            "if pathlib.Path('../change').exists():\n"
            "    module.write_text(module.read_text().replace('return x', 'return 9'))\n"
            "from dezero_book.changing import square\n"
            "print(square(3))"
        )
    )
    tiny_book.write("change", "")
    assert tiny_book.build().returncode == 0

    (tiny_book.root / "change").unlink()
    tiny_book.write("dezero_book/changing.py", first)
    assert tiny_book.build().returncode == 0
    assert (
        "9"
        not in BeautifulSoup(tiny_book.page(), "html.parser")
        .select_one(".cell .output")
        .get_text()
    )
