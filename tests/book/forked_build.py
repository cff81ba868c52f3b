"""``jupyter-book`` を、読み込み終えたプロセスから分かれて実行する。

小さな本のビルドにかかる時間の多くは、Jupyter BookやSphinxの読み込みが占める。1度だけ
読み込み、ビルドのたびに ``fork`` する。本の拡張とパッケージは、ビルドのたびに読み込む。
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from sphinx.application import builtin_extensions

# どのビルドでも読み込まれるもの。
PRELOADED = (
    "bs4",
    "jupyter_book.cli.main",
    "jupyter_book.sphinx",
    "math_core",
    "myst_nb.sphinx_ext",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_external_toc",
)


class Server:
    """ビルドを引き受けるプロセス。"""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self.close)

    def run(self, command: list[str], cwd: Path, output: Path) -> int:
        """``command`` の終了コード。画面に出る文字は、``output`` に書く。"""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        request = json.dumps([command, str(cwd), str(output)])
        print(request, file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def close(self) -> None:
        self.process.communicate()


@cache
def server() -> Server:
    return Server()


def serve() -> None:
    for name in (*PRELOADED, *builtin_extensions):
        import_module(name)
    for request in sys.stdin:
        command, cwd, output = json.loads(request)
        child = os.fork()
        if not child:
            run(command, cwd, output)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def run(command: list[str], cwd: str, output: str) -> NoReturn:
    from jupyter_book.cli.main import main

    written = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(written, 1)
    os.dup2(written, 2)
    os.chdir(cwd)
    # コマンドとして始めたときと同じにする。
    sys.path.insert(0, str(Path(command[0]).parent))
    sys.argv = command
    sys.exit(main())


if __name__ == "__main__":
    serve()
