"""ページが出す知らせと通信を、すべて聞き取る。"""

from __future__ import annotations

from playwright.sync_api import Page, Request


class Listener:
    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.requests: list[Request] = []
        page.on("console", lambda m: self.complaints.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"例外: {error}"))
        page.on("requestfailed", lambda r: self.complaints.append(f"読めない: {r.url}"))
        page.on("request", lambda r: self.requests.append(r))

    @property
    def urls(self) -> list[str]:
        return [request.url for request in self.requests]
