"""ステップ8の終わりの時点のフレームワーク。再帰からループへ。"""

import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data
        self.grad = None
        self.creator = None

    def backward(self):
        variable = self
        while variable.creator is not None:
            function = variable.creator
            previous = function.input
            previous.grad = function.backward(variable.grad)
            variable = previous


class Function:
    def __call__(self, input):
        x = input.data
        y = self.forward(x)
        output = Variable(y)
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


def numerical_diff(f, x, eps=1e-4, *, scheme="forward"):
    if scheme == "forward":
        y0 = f(x)
        y1 = f(Variable(x.data + eps))
        return (y1.data - y0.data) / eps
    if scheme == "central":
        y0 = f(Variable(x.data - eps))
        y1 = f(Variable(x.data + eps))
        return (y1.data - y0.data) / (2 * eps)
    raise ValueError(f"schemeは'forward'か'central'です。{scheme!r}は使えません。")


if __name__ == "__main__":
    A = Square()
    B = Exp()
    C = Square()
    x = Variable(np.array(0.5))
    a = A(x)
    b = B(a)
    y = C(b)
    print(y.data)
    y.grad = np.array(1.0)
    y.backward()
    print(x.grad)
