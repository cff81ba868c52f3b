"""検査するサイトを配る、小さなHTTPサーバー。

本物の公開先と同じように、gzipで縮め、厳しいContent-Security-Policyを付ける。
"""

from __future__ import annotations

import gzip
import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; "
    "object-src 'none'; form-action 'none'; frame-ancestors 'none'"
)
# 動いているPythonに、割り込みで止める合図を送れるようにするヘッダー。
ISOLATION = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
COMPRESSED = {
    "text/html",
    "text/css",
    "text/javascript",
    "application/json",
    "image/svg+xml",
    "text/xml",
}
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("application/wasm", ".wasm")


@lru_cache(maxsize=256)
def _content(path: Path, modified: float) -> tuple[bytes, str, bool]:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    data = path.read_bytes()
    if kind in COMPRESSED:
        return gzip.compress(data, mtime=0), kind, True
    return data, kind, False


def _handler(
    root: Path, headers: dict[str, str], faults: dict[str, str]
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = (root / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
            if path.is_dir():
                path /= "index.html"
            fault = faults.get(path.name)
            while faults.get(path.name) == "silent":
                time.sleep(0.05)
            status = 200
            lost = fault == "missing" or not path.is_file()
            if lost or not path.is_relative_to(root):
                status, path = 404, root / "404.html"
            data, kind, compressed = _content(path, path.stat().st_mtime)
            if fault == "tampered":
                data, compressed = path.read_bytes(), False
                data = data[:-2] + bytes([data[-2] ^ 1]) + data[-1:]
            text = kind.startswith("text/")
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            # 間違って配ったものは、次に読むときの控えにさせない。
            cache = "no-store" if fault else "max-age=600"
            self.send_header("Cache-Control", cache)
            for name, value in headers.items():
                self.send_header(name, value)
            if compressed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


class Server(ThreadingHTTPServer):
    daemon_threads = True

    # 読み込みの途中でページを閉じると接続が切れるが、検査の失敗ではない。
    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def serve(
    root: Path,
    headers: dict[str, str] | None = None,
    faults: dict[str, str] | None = None,
) -> Iterator[str]:
    """``root`` を配り、そのURLを返す。

    ``faults`` は、ファイルの名前と、その配り方の間違いの対応。
    ``missing`` は見つからず、``tampered`` は1ビット違い、``silent`` は答えない。
    """
    handler = _handler(root.resolve(), headers or {}, {} if faults is None else faults)
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
