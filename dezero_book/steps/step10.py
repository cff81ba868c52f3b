"""ステップ10の終わりの時点のフレームワーク。テストと、値の検査。"""

import numpy as np


def describe(value):
    if isinstance(value, np.ndarray):
        return f"{type(value).__name__}（shape={value.shape}, dtype={value.dtype}）"
    if value is None:
        return "None"
    try:
        text = " ".join(repr(value).split())
    except Exception:  # 学習者のクラスの__repr__が間違っていることもある
        text = "表示できない値"
    if len(text) > 40:
        text = text[:37] + "..."
    return f"{type(value).__name__}（{text}）"


def is_array(value):
    different = (np.matrix, np.ma.MaskedArray)  # *や**の意味がnp.ndarrayと違う
    return isinstance(value, np.ndarray) and not isinstance(value, different)


def check_data(data):
    if type(data) is not np.ndarray and not is_array(data):
        raise TypeError(
            f"Variableのdataはnp.ndarrayですが、{describe(data)}が渡されました。"
            "微分はnp.ndarrayの演算で進めるので、演算の意味が違う型は使えません。"
            "np.array(0.5)のように、np.arrayで配列にすると渡せます。"
        )
    if data.dtype.kind not in "iuf":
        raise TypeError(
            f"Variableのdataは実数の配列ですが、{describe(data)}が渡されました。"
            "微分は実数に対して計算するためです。"
            "実数として読める値なら、data.astype(float)で変換すると渡せます。"
        )


def check_input(name, input, variable_type):
    if not isinstance(input, variable_type):
        raise TypeError(
            f"{name}の入力はVariableですが、"
            f"{describe(input)}が渡されました。"
            "微分は、変数どうしのつながりをたどって計算するためです。"
            "Variable(np.array(0.5))のように、Variableで包むと渡せます。"
        )
    if input.data is None:
        raise TypeError(
            f"{name}に渡されたVariableのdataがNoneなので、計算できません。"
            "x.data = np.array(0.5)のように、先に値を入れると計算できます。"
        )
    check_data(input.data)


class MissingInput:
    def __get__(self, function, owner):
        raise AttributeError(
            f"{owner.__name__}はまだ呼び出されていないので、入力を覚えていません。"
            "y = f(x)のように呼び出したあとなら、逆伝播できます。"
        )


def check_result(owner, name, result, kinds="iuf"):
    if not isinstance(result, np.generic) and not is_array(result):
        hint = (
            "return文がないと、Noneが返ります。"
            if result is None
            else "np.array(1.0)や、NumPyの関数や演算で計算した値なら使えます。"
        )
        raise TypeError(
            f"{type(owner).__name__}の{name}はnp.ndarrayですが、{describe(result)}でした。"
            "微分はnp.ndarrayの演算で進めるためです。" + hint
        )
    if result.dtype.kind not in kinds:
        numbers = "浮動小数点数" if kinds == "f" else "整数か浮動小数点数"
        raise TypeError(
            f"{type(owner).__name__}の{name}は{numbers}の配列ですが、"
            f"{describe(result)}でした。微分は実数に対して計算するためです。"
            "実数として読める値なら、astype(float)で変換すると使えます。"
        )


def check_source(variable):
    function = variable.creator
    input = function.input
    if variable.source is not input:
        name = type(function).__name__
        raise RuntimeError(
            f"この計算に使われた{name}のインスタンスは、あとで別の入力に使われています。"
            "関数は最後の入力だけを覚えているので、前の出力からは逆伝播できません。"
            f"{name}()を呼び出しごとに新しく作ると、逆伝播できます。"
        )
    if variable.source_data is not input.data:
        raise RuntimeError(
            f"{type(function).__name__}に渡された変数のdataが、順伝播のあとで置き換えられています。"
            "順伝播と違う値では、正しい勾配を計算できません。"
            "順伝播から計算し直すと、逆伝播できます。"
        )


def check_gradient(owner, name, gradient, data):
    if data.dtype.kind != "f":
        raise TypeError(
            f"逆伝播の途中に、整数の変数{describe(data)}があります。"
            "整数は連続に変化できないので、微分を計算できません。"
            "np.array(2.0)やdata.astype(float)のように、"
            "浮動小数点数の配列から計算し直すと逆伝播できます。"
        )
    check_result(owner, name, gradient, kinds="f")
    if gradient.shape != data.shape:
        raise ValueError(
            f"{type(owner).__name__}の{name}の形は{gradient.shape}ですが、"
            f"対応する値の形は{data.shape}です。"
            "勾配は値の要素ごとの微分なので、値と同じ形になります。"
            "勾配を値と同じ形にするか、dataを置き換えたあとなら、"
            "順伝播から計算し直すと逆伝播できます。"
        )


def as_array(x):
    if isinstance(x, np.ndarray):
        return x
    if isinstance(x, (np.generic, int, float)):
        data = np.array(x)
        if data.dtype.kind in "iuf":
            return data
    raise TypeError(
        f"配列にできるのは整数か浮動小数点数ですが、{describe(x)}が渡されました。"
        "微分は実数に対して計算するためです。"
        "リストなら、np.array([1.0, 2.0])のようにnp.arrayで配列にできます。"
    )


class Variable:
    def __init__(self, data):
        if data is not None:
            check_data(data)
        self.data = data
        self.grad = None
        self.creator = None
        # 生成元に渡された変数と、そのときの値。逆伝播の前に、変わっていないことを確かめる。
        self.source = None
        self.source_data = None

    @property
    def shape(self):
        check_data(self.data)
        return np.shape(self.data)

    @property
    def ndim(self):
        return len(self.shape)

    @property
    def size(self):
        check_data(self.data)
        return np.size(self.data)

    @property
    def dtype(self):
        check_data(self.data)
        return np.asarray(self.data).dtype

    def __repr__(self):
        return f"Variable(data={self.data!r}, grad={self.grad!r})"

    def cleargrad(self):
        self.grad = None

    def backward(self):
        check_data(self.data)
        seed = np.ones_like(self.data) if self.grad is None else self.grad
        check_gradient(self, "grad", seed, self.data)
        variable = self
        gradient = as_array(seed)
        variables = [variable]
        gradients = [gradient]
        while variable.creator is not None:
            check_source(variable)
            function = variable.creator
            gx = function.backward(gradient)
            variable = function.input
            check_gradient(function, "backwardの戻り値", gx, variable.data)
            gradient = as_array(gx)
            variables.append(variable)
            gradients.append(gradient)
        for variable, gradient in zip(variables, gradients):
            variable.grad = gradient


class Function:
    input = MissingInput()

    def __call__(self, input):
        check_input(type(self).__name__, input, Variable)
        y = self.forward(input.data)
        check_result(self, "forwardの戻り値", y)
        output = Variable(as_array(y))
        output.creator = self
        output.source = input
        output.source_data = input.data
        self.input = input
        return output

    def forward(self, x):
        raise NotImplementedError(
            f"{type(self).__name__}にforwardがありません。"
            "Functionを継承したクラスで、forward(self, x)を定義すると呼び出せます。"
        )

    def backward(self, gy):
        raise NotImplementedError(
            f"{type(self).__name__}にbackwardがありません。"
            "Functionを継承したクラスで、backward(self, gy)を定義すると逆伝播できます。"
        )


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


def gradient_check(f, x, *, eps=1e-4, rtol=1e-6, atol=1e-8):
    data = x.data.astype(np.float64)
    variable = Variable(data)
    f(variable).backward()
    numerical = numerical_diff(f, Variable(data), eps, scheme="central")
    return bool(np.allclose(variable.grad, numerical, rtol=rtol, atol=atol))


if __name__ == "__main__":
    x = Variable(np.array(0.5))
    y = square(exp(square(x)))
    y.backward()
    print(y.data)
    print(x.grad)
    print(gradient_check(lambda x: square(exp(square(x))), x))
