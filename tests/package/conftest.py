"""hypothesisの設定。いつ実行しても同じ例を試し、遅い計算機でも時間切れにしない。"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "package",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("package")
