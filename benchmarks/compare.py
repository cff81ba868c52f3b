"""速さとメモリを、ほかのライブラリや素のNumPyと比べる。

``make bench`` で実行する。表を表示して ``RESULTS.md`` に書き、READMEの「速さ」の節に要約を書く。
比べる相手を順番に何度も測り、同じ回どうしの比の中央値をとる。
計算機の速さが途中で変わっても、比はあまり変わらない。
測るのはCPU時間で、ほかのプロセスに割り込まれていた時間は入らない。
ガベージコレクションの設定は変えない（メモリの測定だけは止める）。
"""

from __future__ import annotations

import gc
import math
import platform
import statistics
import time
import tracemalloc
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import autograd.numpy as autograd_numpy
import numpy as np
import torch
from autograd import grad as autograd_grad
from micrograd.engine import Value

from benchmarks.table import Row, write_table
from benchmarks.turns import in_turn, median_ratio
from dezero_book import Variable, exp, square
from dezero_book.steps import step09

RESULTS = Path(__file__).with_name("RESULTS.md")
README = Path(__file__).parents[1] / "README.md"
START, END = "<!-- make bench が書く -->\n", "<!-- ここまで -->\n"
POINT = 0.5
DERIVATIVE = 4 * POINT * math.exp(2 * POINT**2)


# y = (e^{x²})² の順伝播と逆伝播


def with_this_package() -> Any:
    x = Variable(np.array(POINT))
    y = square(exp(square(x)))
    y.backward()
    return x.grad


def without_checks() -> Any:
    """値の検査が入る前の、同じ設計。"""
    x = step09.Variable(np.array(POINT))
    y = step09.square(step09.exp(step09.square(x)))
    y.backward()
    return x.grad


def micrograd_exp(value: Value) -> Value:
    """microgradにはexpがないので、micrograd自身の書き方で足す。"""
    e = np.exp if isinstance(value.data, (np.ndarray, np.generic)) else math.exp
    out = Value(e(value.data), (value,), "exp")

    def _backward() -> None:
        value.grad += out.data * out.grad

    out._backward = _backward

    return out


def with_micrograd(data: Any) -> Any:
    x = Value(data)
    y = micrograd_exp(x**2) ** 2
    y.backward()
    return x.grad


def with_torch() -> Any:
    x = torch.tensor(POINT, dtype=torch.float64, requires_grad=True)
    y = torch.exp(x**2) ** 2
    y.backward()
    return x.grad


autograd_derivative = autograd_grad(lambda x: autograd_numpy.exp(x**2) ** 2)


def with_autograd() -> Any:
    return autograd_derivative(np.array(POINT))


# 大きな配列と、長い鎖


def with_arrays(data: Any) -> Any:
    x = Variable(data)
    y = square(exp(square(x)))
    y.backward()
    return x.grad


def with_naive_numpy(x: Any) -> Any:
    """同じ式を、途中の値と勾配をすべて残してNumPyだけで計算する。"""
    a = x**2
    b = np.exp(a)
    y = b**2
    gy = np.ones_like(y)
    gb = 2 * (b * gy)
    ga = np.exp(a) * gb
    gx = 2 * (x * ga)
    return gx


def chain(length: int) -> None:
    """``length`` 回の2乗。0.5から始めると、あふれずに0へ近づく。"""
    y = Variable(np.array(POINT))
    for _ in range(length):
        y = square(y)
    y.backward()


# 測定


def seconds(f: Callable[[], Any], repeat: int) -> float:
    """``f`` を ``repeat`` 回実行したときの、1回あたりのCPU時間。"""
    start = time.process_time()
    for _ in range(repeat):
        f()
    return (time.process_time() - start) / repeat


def interleave(
    contestants: dict[str, tuple[Callable[[], Any], int]], rounds: int
) -> dict[str, list[float]]:
    """すべての相手を1回ずつ測ることを、``rounds`` 回くり返す。"""
    names = list(contestants)
    times: dict[str, list[float]] = {name: [] for name in names}
    for f, _ in contestants.values():
        f()
    for _, name in in_turn(names, rounds):
        times[name].append(seconds(*contestants[name]))
    return times


# 0次元の計算で、相手の時間に対する比の目標
TARGETS = {
    "micrograd（Pythonの数）": 1.25,
    "micrograd（同じ0次元の配列）": 0.95,
    "torch": 0.2,
    "autograd": 0.16,
}


def scalar_rows() -> tuple[list[Row], str]:
    """表の行と、READMEの要約。"""
    calls: dict[str, Callable[[], Any]] = {
        "dezero_book": with_this_package,
        "検査なしの同じ設計（ステップ9）": without_checks,
        "NumPyの演算だけ": lambda: with_naive_numpy(np.array(POINT)),
        "micrograd（Pythonの数）": lambda: with_micrograd(POINT),
        "micrograd（同じ0次元の配列）": lambda: with_micrograd(np.array(POINT)),
        "torch": with_torch,
        "autograd": with_autograd,
    }
    for name, call in calls.items():
        if not math.isclose(float(call()), DERIVATIVE, rel_tol=1e-14):
            raise AssertionError(
                f"{name}の微分は{call()}で、{DERIVATIVE}と異なります。"
            )
    times = interleave({name: (call, 500) for name, call in calls.items()}, rounds=41)
    ours = times.pop("dezero_book")
    rows = [Row("dezero_book", microseconds(ours))]
    ratios = {name: median_ratio(ours, others) for name, others in times.items()}
    rows += [
        Row.compared(name, microseconds(times[name]), ratio, TARGETS.get(name))
        for name, ratio in ratios.items()
    ]
    summary = f"値が1つの計算では、順伝播と逆伝播に{microseconds(ours)}かかります。\n"
    summary += "、".join(f"{name}の{ratios[name]:.2f}倍" for name in TARGETS) + "です。"
    return rows, summary


def microseconds(times: list[float]) -> str:
    return f"{statistics.median(times) * 1e6:.1f} µs"


def chain_rows() -> tuple[list[Row], str]:
    short, long = 10**3, 10**6
    times = interleave(
        {"short": (lambda: chain(short), 50), "long": (lambda: chain(long), 1)},
        rounds=5,
    )
    each = {
        "short": [t / short for t in times["short"]],
        "long": [t / long for t in times["long"]],
    }
    ratio = median_ratio(each["long"], each["short"])
    rows = [
        Row("鎖の長さ10³、演算1回", f"{statistics.median(each['short']) * 1e6:.2f} µs"),
        Row.compared(
            "鎖の長さ10⁶、演算1回（比は10³に対する値）",
            f"{statistics.median(each['long']) * 1e6:.2f} µs",
            ratio,
            1.6,
        ),
    ]
    return (
        rows,
        f"演算を10⁶回つなぐと、1回あたりの時間は10³回のときの{ratio:.2f}倍です。",
    )


def array_rows() -> tuple[list[Row], str]:
    data = np.random.default_rng(0).uniform(-1, 1, 10**6)
    np.testing.assert_array_equal(with_arrays(data), with_naive_numpy(data))
    times = interleave(
        {
            "ours": (lambda: with_arrays(data), 2),
            "numpy": (lambda: with_naive_numpy(data), 2),
        },
        rounds=41,
    )
    ratio = median_ratio(times["ours"], times["numpy"])
    rows = [
        Row(
            "素のNumPy、要素10⁶個", f"{statistics.median(times['numpy']) * 1e3:.1f} ms"
        ),
        Row.compared(
            "dezero_book、要素10⁶個",
            f"{statistics.median(times['ours']) * 1e3:.1f} ms",
            ratio,
            1.02,
        ),
    ]
    return (
        rows,
        f"要素が10⁶個の配列では、同じ式を計算するNumPyの{ratio:.2f}倍の時間です。",
    )


def peak_memory(f: Callable[[Any], Any], data: Any, passes: int) -> list[int]:
    """``f(data)`` を続けて実行したときの、回ごとの最大のメモリ（バイト）。"""
    gc.collect()
    gc.disable()
    tracemalloc.start()
    start, _ = tracemalloc.get_traced_memory()
    peaks = []
    for _ in range(passes):
        tracemalloc.reset_peak()
        f(data)
        peaks.append(tracemalloc.get_traced_memory()[1] - start)
    tracemalloc.stop()
    gc.enable()
    return peaks


def megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB（{size / 2**20:.1f} MiB）"


def memory_rows() -> tuple[list[Row], str]:
    """表の行と、メモリの内訳を述べる文。"""
    data = np.random.default_rng(0).uniform(-1, 1, 10**6)
    naive = peak_memory(with_naive_numpy, data, passes=1)[0]
    peaks = peak_memory(with_arrays, data, passes=6)
    growth = peaks[-1] - peaks[0]
    note = "\n".join(
        [
            f"要素が10⁶個の配列は1つ{data.nbytes / 1e6:g} MBです。",
            f"最大のメモリは{peaks[0] / data.nbytes:.1f}個分で、途中の値3つと、シードを含む勾配4つにあたります。",
            "目標に収めるには、シードか途中の勾配を捨てることになります。",
            "この本では、すべての変数の`grad`を残すことを優先します。",
        ]
    )
    rows = [
        Row("素のNumPyの最大のメモリ、要素10⁶個", megabytes(naive)),
        Row(
            "dezero_bookの最大のメモリ、要素10⁶個",
            megabytes(peaks[0]),
            f"{peaks[0] / naive:.2f}",
            "55 MB以下",
            peaks[0] <= 55e6,
        ),
        Row(
            "6回続けたときの増加（GCなし）",
            megabytes(growth),
            "",
            "増えない",
            growth < 0.1e6,
        ),
    ]
    return rows, note


def main() -> None:
    peers = "、".join(
        f"{name} {version(name)}" for name in ["micrograd", "torch", "autograd"]
    )
    scalars, scalar_summary = scalar_rows()
    chains, chain_summary = chain_rows()
    arrays, array_summary = array_rows()
    memory, memory_note = memory_rows()
    rows = [*scalars, *chains, *arrays, *memory]
    table = "\n".join(
        [
            "# 速さとメモリ",
            "",
            "`make bench` が測って書きます。",
            f"Python {platform.python_version()}、NumPy {np.__version__}、{peers}を使いました。",
            f"最初の{len(scalars)}行は、0次元の配列に対する (e^{{x²}})² の順伝播と逆伝播のCPU時間です。",
            "比は、dezero_bookの時間を相手の時間で割った値です（同じ回どうしの比の中央値）。",
            "microgradにはexpがないので、micrograd自身の書き方で足しました。",
            "",
            write_table(rows),
            "",
            memory_note,
            "",
        ]
    )
    print(table)
    RESULTS.write_text(table, encoding="utf-8")
    summary = "\n".join([scalar_summary, array_summary, chain_summary, ""])
    before, rest = README.read_text(encoding="utf-8").split(START)
    after = rest.split(END)[1]
    README.write_text(f"{before}{START}{summary}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
