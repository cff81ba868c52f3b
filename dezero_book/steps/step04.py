"""ステップ4の終わりの時点のフレームワーク。数値微分。"""

import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data


class Function:
    def __call__(self, input):
        x = input.data
        y = self.forward(x)
        output = Variable(y)
        return output

    def forward(self, x):
        raise NotImplementedError("forwardは、Functionを継承したクラスで定義します。")


class Square(Function):
    def forward(self, x):
        return x**2


class Exp(Function):
    def forward(self, x):
        return np.exp(x)


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

    def f(x):
        return Square()(Exp()(Square()(x)))

    x = Variable(np.array(0.5))
    print(f(x).data)
    print(numerical_diff(f, x))
    print(numerical_diff(f, x, scheme="central"))
