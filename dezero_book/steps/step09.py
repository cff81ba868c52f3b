"""ステップ9の終わりの時点のフレームワーク。使いやすい関数。"""

import numpy as np


def as_array(x):
    if isinstance(x, np.ndarray):
        return x
    return np.array(x)


class Variable:
    def __init__(self, data):
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(
                f"Variableのdataはnp.ndarrayですが、{type(data).__name__}が渡されました。"
                "np.array(0.5)のように、np.arrayで配列にすると渡せます。"
            )
        self.data = data
        self.grad = None
        self.creator = None

    def backward(self):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        variable = self
        while variable.creator is not None:
            function = variable.creator
            previous = function.input
            gx = function.backward(variable.grad)
            previous.grad = as_array(gx)
            variable = previous


class Function:
    def __call__(self, input):
        x = input.data
        y = self.forward(x)
        output = Variable(as_array(y))
        output.creator = self
        self.input = input
        return output

    def forward(self, x):
        raise NotImplementedError("forwardは、Functionを継承したクラスで定義します。")

    def backward(self, gy):
        raise NotImplementedError("backwardは、Functionを継承したクラスで定義します。")


class Square(Function):
    def forward(self, x):
        return x**2

    def backward(self, gy):
        x = self.input.data
        return 2 * x * gy


class Exp(Function):
    def forward(self, x):
        return np.exp(x)

    def backward(self, gy):
        x = self.input.data
        return np.exp(x) * gy


def square(x):
    return Square()(x)


def exp(x):
    return Exp()(x)


def numerical_diff(f, x, eps=1e-4, *, scheme="forward"):
    if scheme == "forward":
        y0 = f(x)
        y1 = f(Variable(as_array(x.data + eps)))
        return (y1.data - y0.data) / eps
    if scheme == "central":
        y0 = f(Variable(as_array(x.data - eps)))
        y1 = f(Variable(as_array(x.data + eps)))
        return (y1.data - y0.data) / (2 * eps)
    raise ValueError(f"schemeは'forward'か'central'です。{scheme!r}は使えません。")


if __name__ == "__main__":
    x = Variable(np.array(0.5))
    y = square(exp(square(x)))
    y.backward()
    print(y.data)
    print(x.grad)
