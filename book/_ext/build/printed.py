"""セルが書き出した文字を、端末の画面に残るとおりの文字にする。

カーネルは、書き出した文字を、その時々の間合いで区切って届ける。区切りに意味はない。
"""

from __future__ import annotations

from unicodedata import east_asian_width

from nbformat import NotebookNode


def join_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """同じ出力先に続けて届いた文字を、何も足さず何も除かずに、1つにつなぐ。"""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last["text"] += output.text
        else:
            joined.append(output)
    for output in joined:
        if output.output_type == "stream":
            output["text"] = on_a_terminal(output.text)
    return joined


def on_a_terminal(text: str) -> str:
    r"""行の頭に戻る ``\r`` と、1文字戻る ``\b`` のあとの文字で、前の文字を上書きする。"""
    return "\n".join(map(_overwrite, text.split("\n")))


def _overwrite(line: str) -> str:
    if "\r" not in line and "\b" not in line:
        return line
    # 画面の桁ごとの文字。全角の文字の2桁目は、空の文字列にする。
    columns: list[str] = []
    at = 0
    for char in line:
        if char == "\r":
            at = 0
        elif char == "\b":
            at = max(at - 1, 0)
        else:
            written = [char, ""] if east_asian_width(char) in "WF" else [char]
            if columns[at : at + 1] == [""]:
                columns[at - 1] = " "
            columns[at : at + len(written)] = written
            at += len(written)
            if columns[at : at + 1] == [""]:
                columns[at] = " "
    return "".join(columns)
