"""できた本を127.0.0.1で配る。ブラウザでPythonを動かすためのヘッダーを付ける。

使い方：python serve.py フォルダ [ポート]
"""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; "
        "object-src 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


class Handler(SimpleHTTPRequestHandler):
    # 計算機の設定によっては、スクリプトがtext/plainになり、動かない。
    extensions_map = {  # noqa: RUF012 - 標準ライブラリの名前と型に合わせる
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".json": "application/json",
        ".woff2": "font/woff2",
        ".pack": "application/octet-stream",
    }

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def make_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """``folder`` を配るサーバー。127.0.0.1のほかからは読めない。"""
    return ThreadingHTTPServer(
        ("127.0.0.1", port), partial(Handler, directory=str(folder))
    )


def main() -> None:
    folder = Path(sys.argv[1])
    if not (folder / "index.html").is_file():
        sys.exit(f"{folder}に本がありません。先にmake bookで作ります。")
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
    try:
        server = make_server(folder, port)
    except OSError:
        sys.exit(
            f"ポート{port}は使われています。別の番号を、PORT=8001のように指定します。"
        )
    print(f"http://127.0.0.1:{port}/ で読めます。終わるときはCtrl+Cです。")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
