"""ページの中でPythonを動かす速さを、配られたままのPyodideと、thebe-liteと比べる。

``make bench`` で実行し、表を ``LIVE_RESULTS.md`` に書く。本は、先に作っておく。
どの相手にも同じコードを渡し、どのファイルもgzipで縮めて配る。
相手を順番に何度も測り、同じ回どうしの比の中央値をとる。
"""

from __future__ import annotations

import gzip
import html
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from playwright.sync_api import BrowserContext, Error, Playwright, sync_playwright

from benchmarks.live.peers import prepare_peers
from benchmarks.table import Row, write_table
from benchmarks.turns import in_turn, median_ratio
from book._live.prepare import RUNTIME, find_wheel
from book._live.serve import HEADERS, Handler
from tests.browser.conftest import (
    LONGEST_WAIT_MS,
    ROOT,
    browser_arguments,
    find_browser,
)

RESULTS = Path(__file__).with_name("LIVE_RESULTS.md")
SITE = ROOT / "_build" / "html"
CHAPTER = "book/step01.html"
# この章で、NumPyの計算の結果が初めて印字されるセルと、その出力。
FIRST_CELL = "print(vector**2)"
FIRST_RESULT = "[1. 4. 9.]"
ROUNDS = 5
REPEAT = 20
KINDS = {**Handler.extensions_map, ".mjs": "text/javascript"}
OURS, STOCK, THEBE = "この本", "配られたままのPyodide", "thebe + thebe-lite"
# 初めて開いたときと、もう一度開いたときの時間、送る大きさの目標
TARGETS = {STOCK: (0.4, 0.4, None), THEBE: (0.35, None, 0.65)}
TRIVIAL_TARGET = 0.03


class Contestant(NamedTuple):
    """測る相手。``number`` は、押すボタンがページの何番目か。"""

    site: Path
    page: str
    button: str
    number: int
    output: str
    headers: dict[str, str]


# ボタンを押してから、出力に文が現れるまで。
CLICK_TO_RESULT = """
([button, output, text]) => new Promise((done, fail) => {
  const start = performance.now();
  setTimeout(() => fail(new Error("60秒たっても、結果が出ません。")), 60_000);
  const look = () =>
    [...document.querySelectorAll(output)].some((node) => node.textContent.includes(text))
      ? done(performance.now() - start)
      : requestAnimationFrame(look);
  button.click();
  look();
})
"""
# 動かすボタンを押してから、そのボタンが元の言葉に戻るまで。
CLICK_TO_DONE = """
(button) => new Promise((done) => {
  const label = button.textContent;
  const start = performance.now();
  let ran = false;
  new MutationObserver((_, observer) => {
    ran ||= button.textContent !== label;
    if (!ran || button.textContent !== label) return;
    observer.disconnect();
    done(performance.now() - start);
  }).observe(button, { childList: true, characterData: true, subtree: true });
  button.click();
})
"""


class Served(NamedTuple):
    """配っているサイト。"""

    url: str
    # 配ったファイルの道筋と、送った大きさ。
    sent: dict[str, int]


@cache
def compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


@contextmanager
def serve(site: Path, headers: dict[str, str]) -> Iterator[Served]:
    sent: dict[str, int] = {}

    class CompressingHandler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = site / unquote(urlsplit(self.path).path).lstrip("/")
            found = path.is_file()
            body = compressed(path) if found else b""
            kind = KINDS.get(path.suffix, "application/octet-stream")
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            if found:
                self.send_header("Content-Encoding", "gzip")
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            sent[self.path] = len(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), CompressingHandler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_address[1]}", sent)
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def new_reader(playwright: Playwright) -> Iterator[BrowserContext]:
    """キャッシュの空な、新しい読者のブラウザ。"""
    with tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=find_browser(), args=browser_arguments()
        )
        context.set_default_timeout(LONGEST_WAIT_MS)
        yield context
        context.close()


def click_to_result(context: BrowserContext, url: str, contestant: Contestant) -> float:
    """新しいページで、押してから結果が出るまでの秒。"""
    page = context.new_page()
    page.goto(f"{url}/{contestant.page}", wait_until="networkidle")
    button = page.locator(contestant.button).nth(contestant.number).element_handle()
    measured = [button, contestant.output, FIRST_RESULT]
    milliseconds = page.evaluate(CLICK_TO_RESULT, measured)
    page.close()
    return milliseconds / 1000


def visit(
    playwright: Playwright, url: str, contestant: Contestant
) -> tuple[float, float]:
    """新しい読者が、初めてと、もう一度、開いたときの秒。"""
    for tries_left in (2, 1, 0):
        with new_reader(playwright) as context:
            try:
                first = click_to_result(context, url, contestant)
                return first, click_to_result(context, url, contestant)
            except Error as problem:
                # thebe-liteは、ときどき止まったままになる。
                if not tries_left:
                    raise
                print(f"{url}を、初めから測り直します。{problem.message}")
    raise AssertionError


def trivial_cell(context: BrowserContext, url: str) -> float:
    """起こしたあとの、何でもないセルの秒。"""
    page = context.new_page()
    page.goto(f"{url}/{CHAPTER}", wait_until="networkidle")
    run = page.locator(".live-run").first.element_handle()
    page.evaluate(CLICK_TO_DONE, run)
    times = [page.evaluate(CLICK_TO_DONE, run) for _ in range(REPEAT)]
    page.close()
    return statistics.median(times) / 1000


def chapter_cells() -> list[str]:
    """章の動かせるセルのコード。"""
    page = BeautifulSoup((SITE / CHAPTER).read_text(encoding="utf-8"), "html.parser")
    bars = page.select(".live-bar")
    return [bar.parent.select_one("pre").get_text() for bar in bars]


def contestants(folder: Path, numpy: Path) -> dict[str, Contestant]:
    cells = chapter_cells()
    number = next(i for i, cell in enumerate(cells) if FIRST_CELL in cell)
    code = "\n".join(cells[: number + 1])
    prepare_peers(folder, RUNTIME, numpy, html.escape(code))
    isolated = {n: v for n, v in HEADERS.items() if n.startswith("Cross-Origin")}
    return {
        OURS: Contestant(SITE, CHAPTER, ".live-run", number, ".live-output", HEADERS),
        STOCK: Contestant(
            folder / "stock", "index.html", "#run", 0, "#output", isolated
        ),
        THEBE: Contestant(
            folder / "thebe", "index.html", "#run", 0, ".thebe-output", isolated
        ),
    }


Times = dict[str, list[float]]


def measure(
    playwright: Playwright, contestants: dict[str, Contestant]
) -> tuple[Times, Times, dict[str, int], float]:
    """初めてと、もう一度の秒、初めて開いたときに送った大きさ、何でもないセルの秒。"""
    names = list(contestants)
    cold: Times = {name: [] for name in names}
    warm: Times = {name: [] for name in names}
    sizes = {}
    with ExitStack() as stack:
        served = {
            name: stack.enter_context(serve(each.site, each.headers))
            for name, each in contestants.items()
        }
        # 0回目は、サーバーが縮めるのを済ませ、送る大きさを数える。
        for i, name in in_turn(names, ROUNDS + 1):
            url, sent = served[name]
            first, again = visit(playwright, url, contestants[name])
            if i == 0:
                sizes[name] = sum(sent.values())
            else:
                cold[name].append(first)
                warm[name].append(again)
        with new_reader(playwright) as context:
            trivial = trivial_cell(context, served[OURS].url)
    return cold, warm, sizes, trivial


def rows(cold: Times, warm: Times, sizes: dict[str, int], trivial: float) -> list[Row]:
    table = [
        Row(f"{OURS}、初めて", seconds(cold[OURS])),
        Row(f"{OURS}、もう一度", seconds(warm[OURS])),
        Row(f"{OURS}、送る大きさ", megabytes(sizes[OURS])),
    ]
    for name, (cold_target, warm_target, size_target) in TARGETS.items():
        for what, times, target in [
            ("初めて", cold, cold_target),
            ("もう一度", warm, warm_target),
        ]:
            ratio = median_ratio(times[OURS], times[name])
            table.append(
                Row.compared(f"{name}、{what}", seconds(times[name]), ratio, target)
            )
        ratio = sizes[OURS] / sizes[name]
        table.append(
            Row.compared(
                f"{name}、送る大きさ", megabytes(sizes[name]), ratio, size_target
            )
        )
    table.append(
        Row(
            f"{OURS}、起こしたあとの何でもないセル",
            f"{trivial * 1e3:.0f} ms",
            "",
            f"{TRIVIAL_TARGET * 1e3:g} ms以下",
            trivial <= TRIVIAL_TARGET,
        )
    )
    return table


def megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def seconds(times: list[float]) -> str:
    return f"{statistics.median(times):.2f} s"


def main() -> None:
    numpy = find_wheel()
    if numpy is None or not (SITE / "_static" / "live").is_dir():
        sys.exit("動かせるセルのある本がないので、測れません。make bookで作ります。")
    if find_browser() is None:
        sys.exit("ChromiumもChromeも見つからないので、測れません。")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        measured = measure(playwright, contestants(Path(folder) / "peers", numpy))
    text = f"""\
# ページの中でPythonを動かす速さ

`make bench` が測って書きます。
{CHAPTER}の、NumPyの計算の結果が初めて印字されるセルで、押してから結果が出るまでの時間です（{ROUNDS}回の中央値）。
比は、この本の値を相手の値で割ったものです（同じ回どうしの比の中央値）。
「初めて」はキャッシュが空のとき、「もう一度」は同じブラウザで次に開いたときです。
どのファイルもgzipで縮めて、同じ計算機から配りました。
thebe-liteが読む`ssl`、`openssl`、`sqlite3`のwheelは、pipとnpmの配布元にないので、名前だけの包みで代えました。
その分だけ、thebe-liteに有利です。

{write_table(rows(*measured))}
"""
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
