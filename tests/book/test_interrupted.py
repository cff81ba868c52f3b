"""Ctrl+Cを押すと、動いているセルごとビルドが止まる。"""

from __future__ import annotations

import os
import signal
import subprocess
import time

import pytest

from tests.book.tiny_book import TinyBook, cell

# 最初のビルドでは、カーネルの番号を書いてから、終わらないセル。
ENDLESS = """\
import os, pathlib, time
if pathlib.Path("../endless").exists():
    started = pathlib.Path("../{name}.writing")
    started.write_text(str(os.getpid()))
    started.replace("../{name}.pid")
    while True:
        time.sleep(1)
print("終わり")
"""


def test_ctrl_c_stops_the_build_and_every_kernel(tiny_book: TinyBook) -> None:
    names = ("first", "second", "third")
    for name in names:
        tiny_book.write_chapter(cell(ENDLESS.replace("{name}", name)), name)
    (tiny_book.root / "book/chapter.md").unlink()
    tiny_book.write_toc(*names)
    endless = tiny_book.write("endless", "")

    build = subprocess.Popen(
        [tiny_book.command, "build", "."],
        cwd=tiny_book.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # 裏で動かしたシェルは、子のCtrl+Cを無視させる。
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not list(tiny_book.root.glob("*.pid")):
        assert build.poll() is None
        time.sleep(0.1)
    build.send_signal(signal.SIGINT)
    output, _ = build.communicate()

    assert build.returncode != 0
    assert "WARNING" not in output
    assert not list(tiny_book.root.glob("_build/html/book/*.html"))
    for started in tiny_book.root.glob("*.pid"):
        with pytest.raises(ProcessLookupError):
            os.kill(int(started.read_text()), 0)

    endless.unlink()
    assert tiny_book.build().returncode == 0
    assert all("終わり" in tiny_book.page(name) for name in names)
