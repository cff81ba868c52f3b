"""ステップ2の終わりの時点のフレームワーク。変数から変数を作る関数。"""

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


if __name__ == "__main__":
    x = Variable(np.array(10))
    f = Square()
    y = f(x)
    print(type(y))
    print(y.data)
