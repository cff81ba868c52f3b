"""学習者が書くとおりのコードを、3つの場所で実行する。"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from typing import Any

import pytest

ORIGINS = ("snapshot", "package", "notebook")

# ステップ5は理論の章なので、ステップ4のコードを使う。ステップ10はパッケージに等しい。
SNAPSHOTS = {5: 4, 10: 9}


def namespace_for(step: int, origin: str) -> dict[str, Any]:
    """章の学習者の手元にある名前。"""
    snapshot = importlib.import_module(
        f"dezero_book.steps.step{SNAPSHOTS.get(step, step):02}"
    )
    names: dict[str, Any] = {"__name__": "notebook"}
    if origin == "package":
        exec("import numpy as np\nfrom dezero_book import *", names)
    elif origin == "snapshot":
        exec(f"import numpy as np\nfrom {snapshot.__name__} import *", names)
    else:
        exec(inspect.getsource(snapshot), names)
    if step == 10 and origin != "package":
        names["gradient_check"] = retyped_gradient_check(names["Variable"])
    return names


def retyped_gradient_check(variable: Any) -> Callable[..., bool]:
    """パッケージのものを、渡された ``Variable`` のために書き直した勾配確認。"""
    import numpy as np

    def gradient_check(f: Any, x: Any, eps: float = 1e-4) -> bool:
        x = variable(x.data.copy())
        f(x).backward()
        above = f(variable(np.asarray(x.data + eps))).data
        below = f(variable(np.asarray(x.data - eps))).data
        return bool(np.allclose(x.grad, (above - below) / (2 * eps), rtol=1e-6))

    return gradient_check


@pytest.fixture(params=ORIGINS)
def learn(request: pytest.FixtureRequest) -> Callable[[int, str, str], Any]:
    """コードを章の名前空間で実行し、名前の指すものを返す関数。"""

    def run(step: int, source: str, name: str) -> Any:
        names = namespace_for(step, request.param)
        code = compile(inspect.cleandoc(source), "notebook", "exec", dont_inherit=True)
        exec(code, names)
        return names[name]

    return run
