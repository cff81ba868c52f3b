"""演習を判定し、日本語の講評を返す関数。"""

from dezero_book.exercises import depth as depth  # 番号の演習を登録する
from dezero_book.exercises.feedback import Feedback
from dezero_book.exercises.numbered import check_exercise
from dezero_book.exercises.step01 import check_step01
from dezero_book.exercises.step02 import check_step02
from dezero_book.exercises.step03 import check_step03
from dezero_book.exercises.step04 import check_step04
from dezero_book.exercises.step05 import check_step05
from dezero_book.exercises.step06 import check_step06
from dezero_book.exercises.step07 import check_step07
from dezero_book.exercises.step08 import check_step08
from dezero_book.exercises.step09 import check_step09
from dezero_book.exercises.step10 import check_step10

__all__ = [
    "Feedback",
    "check_exercise",
    "check_step01",
    "check_step02",
    "check_step03",
    "check_step04",
    "check_step05",
    "check_step06",
    "check_step07",
    "check_step08",
    "check_step09",
    "check_step10",
]
