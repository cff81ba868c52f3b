"""読者のセルを1つ動かし、出力とエラーをページへ渡す。worker.jsが呼ぶ。

渡すのは、すべてJSONの文字列。出力は、届いた順に並んだ ``[種類, 文字]`` の組。
"""

import ast
import json
import linecache
import sys
import time
import traceback

import numpy as np

LIMIT = 200_000  # これを超える出力は切る（文字）
PIECE = 8_000  # 一度に送る文字
INTERVAL = 0.05  # 続けて送るときの、間の秒

namespace: dict[str, object] = {}


class Output:
    """標準出力と標準エラー出力を、順序を保ち、まとめて送る。"""

    def __init__(self, send):
        self.send = send
        self.parts: list[list[str]] = []
        self.size = self.sent = self.dropped = 0
        self.last = 0.0

    def add(self, kind, text):
        room = LIMIT - self.size
        if len(text) > room:
            self.dropped += len(text) - max(room, 0)
            text = text[: max(room, 0)]
        if not text:
            return
        self.size += len(text)
        if self.parts and self.parts[-1][0] == kind:
            self.parts[-1][1] += text
        else:
            self.parts.append([kind, text])
        waiting = sum(len(part[1]) for part in self.parts)
        if waiting >= PIECE or time.monotonic() - self.last >= INTERVAL:
            self.flush()

    def flush(self):
        if self.parts:
            self.send(json.dumps(self.parts))
            self.parts = []
            self.last = time.monotonic()


class Stream:
    """``sys.stdout`` の代わり。"""

    encoding = "utf-8"

    def __init__(self, kind, output):
        self.kind, self.output = kind, output

    def write(self, text):
        self.output.add(self.kind, str(text))
        return len(text)

    def flush(self):
        pass

    def isatty(self):
        return False


def start(recursion_limit):
    sys.setrecursionlimit(recursion_limit)
    restart()


def restart():
    namespace.clear()
    namespace["__name__"] = "__main__"


def versions():
    return json.dumps({"python": sys.version.split()[0], "numpy": np.__version__})


def run(source, name, mode, send):
    """``source`` を動かす。最後の式の値は、reprか図として返す。"""
    output = Output(send)
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Stream("stdout", output), Stream("stderr", output)
    started = time.monotonic()
    result = {"ok": True, "repr": None, "html": None, "error": None}
    if not source.endswith("\n"):  # IPythonと同じ。inspect.getsourceの行数が変わる
        source += "\n"
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    try:
        value = execute(source, name, checks=mode == "check")
        if mode == "check" and hasattr(value, "passed") and hasattr(value, "message"):
            result |= {"passed": bool(value.passed), "message": value.message}
        elif value is not None:
            result |= show(value)
    except BaseException as error:  # KeyboardInterruptとSystemExitも、ページに伝える
        result |= {"ok": False, "error": describe(error, name)}
    finally:
        sys.stdout, sys.stderr = out, err
        output.flush()
    sys.last_exc = None
    result["dropped"] = output.dropped
    result["ms"] = round(1000 * (time.monotonic() - started))
    return json.dumps(result)


def execute(source, name, checks=False):
    """最後の式の値を返す。``checks`` なら、最後の ``print(講評)`` の講評も値として返す。"""
    tree = ast.parse(source, name)
    last = tree.body[-1] if tree.body else None
    if checks and isinstance(last, ast.Expr) and is_print(last.value):
        tree.body.pop()
        exec(compile(tree, name, "exec"), namespace)
        value = eval(
            compile(ast.Expression(last.value.args[0]), name, "eval"), namespace
        )
        if not hasattr(value, "passed"):
            print(value)
            return None
        return value
    if isinstance(last, ast.Expr) and not source.rstrip().endswith(";"):
        tree.body.pop()
        exec(compile(tree, name, "exec"), namespace)
        expression = ast.Expression(last.value)
        return eval(compile(expression, name, "eval"), namespace)
    exec(compile(tree, name, "exec"), namespace)
    return None


def is_print(node):
    """引数が1つの ``print`` の呼び出しか。"""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
        and len(node.args) == 1
        and not node.keywords
        and not isinstance(node.args[0], ast.Starred)
    )


def show(value):
    for kind, method in (("html", "_repr_html_"), ("svg", "_repr_svg_")):
        draw = getattr(value, method, None)
        if draw is not None and not isinstance(value, type):
            picture = draw()
            if picture:
                return {"html": picture, "kind": kind}
    return {"repr": repr(value)[:LIMIT]}


def describe(error, name):
    """読者のセルとパッケージの行だけを残した、エラーの表示。"""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "live_runner" not in frame.filename]
    line = next((f.lineno for f in reversed(own) if f.filename == name), None)
    if isinstance(error, SyntaxError) and error.filename == name:
        line, own = error.lineno, []
    text = "".join(
        [
            *(["Traceback (most recent call last):\n"] if own else []),
            *traceback.StackSummary.from_list(own[:20]).format(),
            *traceback.format_exception_only(error),
        ]
    )
    return {"type": type(error).__name__, "text": text, "line": line}
