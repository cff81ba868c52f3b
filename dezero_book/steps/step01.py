"""ステップ1の終わりの時点のフレームワーク。値を入れる箱。"""

import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data


if __name__ == "__main__":
    x = Variable(np.array(1.0))
    print(x.data)
    x.data = np.array(2.0)
    print(x.data)
