"""もっと深く読むページの演習の、答えと、期待する診断。"""

# fmt: off
from tests.exercises.answers import edit

LOG = """
class Log(Function):
    def forward(self, x):
        if not np.all(x > 0):
            raise ValueError(f"正の数だけですが、{x.min()}が渡されました。")
        return np.log(x)
    def backward(self, gy):
        return gy / self.input.data
"""

KEEPING = """
class ExpKeepingValue(Exp):
    def forward(self, x):
        self.value = np.exp(x)
        return self.value
    def backward(self, gy):
        return self.value * gy
"""

# 演習の番号、渡すもの、直した答え。
MENDED = [
    ("robust", "Log", LOG),
    ("memory", "ExpKeepingValue", KEEPING),
]

# 演習の番号、渡すもの、答え、診断。各演習の1行目は、直す前のコード。
UNMENDED = [
    ("robust", "Log", edit(LOG, "        if not np.all(x > 0):\n            raise ValueError(f\"正の数だけですが、{x.min()}が渡されました。\")\n", ""), "accepts_nonpositive"),
    ("robust", "Log", edit(LOG, "x > 0", "x >= 0"), "accepts_nonpositive"),
    ("robust", "Log", edit(LOG, "np.all(x > 0)", "np.all(x != 0)"), "accepts_nonpositive"),
    ("robust", "Log", edit(LOG, "ValueError", "TypeError"), "wrong_exception"),
    ("robust", "Log", edit(LOG, "が、{x.min()}", ""), "no_value"),
    ("robust", "Log", edit(LOG, "np.log(x)", "np.log(np.maximum(x, 1.0))"), "moved_into_domain"),
    ("memory", "ExpKeepingValue", edit(KEEPING, "def forward(self, x):\n        self.value = np.exp(x)\n        return self.value", "def __call__(self, input):\n        self.output = super().__call__(input)\n        return self.output", "self.value * gy", "self.output.data * gy"), "cycle"),
    ("memory", "ExpKeepingValue", edit(KEEPING, "return self.value * gy", "return np.exp(self.input.data) * gy"), "value_not_kept"),
]
