"""すべてのページを携帯電話の設定のLighthouseで開き、速さの点を書く。

計算機の混み具合で変わるので、検査ではなく ``make bench`` が測る。
本は、先に ``make book`` で作っておく。
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from tests.audit.lighthouse import lighthouse_scores
from tests.browser.conftest import PAGES, ROOT, find_browser
from tests.browser.serving import serve

REPEAT = 3


def main() -> None:
    browser = find_browser()
    if browser is None:
        sys.exit("ChromiumもChromeも見つからないので、ページの速さを測れません。")
    with (
        serve(ROOT / "_build" / "html") as url,
        tempfile.TemporaryDirectory() as folder,
    ):
        for name in PAGES:
            scores = [
                lighthouse_scores(
                    f"{url}/{name}", ["performance"], browser, Path(folder)
                )["performance"]
                for _ in range(REPEAT)
            ]
            print(f"{name:24} 中央値 {statistics.median(scores):3.0f}  {scores}")


if __name__ == "__main__":
    main()
