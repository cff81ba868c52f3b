"""ページのセルを実行し、結果を残しておく。

- 1ページに1つのカーネルを使い、計算機のCPUの数だけのページを同時に実行する。
- 同じページの同じセルは、パッケージと環境が同じ間は、1度しか実行しない。
- 失敗した実行の結果は、次のビルドには残さない。
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import sysconfig
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, NoReturn

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from _ext.build.printed import join_streams


class Page(NamedTuple):
    path: Path
    notebook: NotebookNode

    @property
    def cells(self) -> list[NotebookNode]:
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"]


class Results:
    """実行の結果。``root`` は、エラーの表示から名前を除くフォルダ。"""

    def __init__(
        self, folder: Path, root: Path, timeout: int, is_current: Callable[[], bool]
    ) -> None:
        self.folder = folder
        self.root = root
        self.timeout = timeout
        self.is_current = is_current
        """セルの使うパッケージが、このビルドの始めから変わっていないか。"""
        self._results: dict[str, tuple[NotebookNode, Exception | None]] = {}

    def prepare(self, pages: Iterable[Page]) -> None:
        """結果の残っていないページを、同時に実行する。"""
        new = [page for page in pages if page.cells and not self._recall(page)]
        if new:
            with asyncio.Runner(loop_factory=_interruptible_loop) as runner:
                runner.run(self._execute_all(new))

    def fill(self, page: Page) -> Exception | None:
        """ページのセルに結果を入れ、実行を止めた例外を返す。"""
        if not page.cells:
            return None
        self.prepare([page])
        executed, failure = self._results[self._key(page)]
        page.notebook.metadata.update(executed.metadata)
        for cell, result in zip(page.notebook.cells, executed.cells):
            cell.update(result)
        return failure

    def _recall(self, page: Page) -> bool:
        key, file = self._key(page), self._file(page)
        if key not in self._results and file.is_file():
            kept = nbformat.from_dict(json.loads(file.read_text(encoding="utf-8")))
            self._results[key] = kept, None
        return key in self._results

    def _key(self, page: Page) -> str:
        cells = [(cell.source, cell.metadata) for cell in page.cells]
        kernel = page.notebook.metadata.get("kernelspec")
        place = page.path.relative_to(self.root).as_posix()
        identity = json.dumps([place, kernel, cells], sort_keys=True)
        return hashlib.sha256(identity.encode()).hexdigest()[:16]

    def _file(self, page: Page) -> Path:
        return self.folder / f"{self._key(page)}.json"

    async def _execute_all(self, pages: list[Page]) -> None:
        free = asyncio.Semaphore(os.cpu_count() or 1)

        async def execute(page: Page) -> None:
            async with free:
                await self._execute(page)

        await asyncio.gather(*map(execute, pages))

    async def _execute(self, page: Page) -> None:
        # 読む側のノートブックは、結果を入れるまで変えない。
        notebook = nbformat.from_dict(page.notebook)
        failure = None
        try:
            # 終わるように頼まれたカーネルは、ときどき返事をせず、3秒ほど待たせる。
            client = NotebookClient(
                notebook, timeout=self.timeout, shutdown_kernel="immediate"
            )
            await client.async_execute(cwd=str(page.path.parent))
        except Exception as error:
            # カーネルが始まらない、死ぬといった失敗でも、ほかのページは調べる。
            failure = error
        kept = NotebookNode(
            metadata={"language_info": notebook.metadata.get("language_info", {})},
            cells=[self._result(cell) for cell in notebook.cells],
        )
        self._results[self._key(page)] = kept, failure
        if failure is None and self.is_current():
            self.folder.mkdir(parents=True, exist_ok=True)
            file = self._file(page)
            writing = file.with_suffix(".writing")
            writing.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
            writing.replace(file)

    def _result(self, cell: NotebookNode) -> NotebookNode:
        if cell.cell_type != "code":
            return NotebookNode()
        for output in cell.outputs:
            if output.output_type == "error":
                output.traceback = [
                    hide_folders(text, self.root) for text in output.traceback
                ]
        return NotebookNode(
            execution_count=cell.execution_count, outputs=join_streams(cell.outputs)
        )


def _interruptible_loop() -> asyncio.AbstractEventLoop:
    """Ctrl+Cで、すべてのカーネルを止めてビルドをやめるループ。

    nbclientは、Ctrl+Cを自分で受け取り、カーネルを1つ止めるだけで、ビルドを続けてしまう。
    受け取れないループでは、あきらめる。
    """

    def refuse(*_: object) -> NoReturn:
        raise RuntimeError

    loop = asyncio.new_event_loop()
    loop.add_signal_handler = refuse
    return loop


def hide_folders(traceback: str, root: Path) -> str:
    """エラーの表示から、ビルドした計算機のフォルダの名前を除く。"""
    folders = {sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib")}
    # 本の中に置かれた環境は、本より先に除く。
    for folder in map(Path, sorted({*folders, str(root)}, key=len, reverse=True)):
        traceback = traceback.replace(f"{folder}{os.sep}", "")
        if folder.is_relative_to(Path.home()):
            # IPythonは、ホームのフォルダを ~ と表示する。
            home = "~" / folder.relative_to(Path.home())
            traceback = traceback.replace(f"{home}{os.sep}", "")
    return traceback
