"""章の番号。ページの名前（step06など）から決まる。"""

from __future__ import annotations

import re


def step_number(docname: str) -> int | None:
    match = re.search(r"(?:^|/)step(\d+)$", docname)
    return int(match[1]) if match else None


def step_docname(number: int, beside: str) -> str:
    """``beside`` と同じフォルダの、章のページの名前。"""
    return f"{beside.rpartition('/')[0]}/step{number:02}".lstrip("/")
