"""初めて開いたページの、通信の量と、行のずれを調べる。"""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page

from tests.browser.listening import Listener
from tests.browser.waiting import until

MAX_BYTES = 250_000
MAX_SCRIPT_BYTES = 60_000
MAX_REQUESTS = 15
WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const nodes = entry.sources.map((s) => s.node?.outerHTML?.slice(0, 100));
    window.shifts.push([entry.value, nodes]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
SCREENS = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 390, "height": 844},
}
# 遅い携帯電話の回線。書体が、本文より後に届く速さにする。
SLOW_NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 90_000,
}


def check_that_it_is_small(page: Page, site_url: str, name: str) -> None:
    """通信は少なく、このサイトの中だけで、警告も出ない。"""
    listener = Listener(page)
    response = page.goto(name, wait_until="networkidle")
    assert response is not None
    assert response.status == 200
    assert listener.complaints == []
    assert [url for url in listener.urls if not url.startswith(f"{site_url}/")] == []
    sizes = [
        (r.resource_type, r.sizes()["responseBodySize"]) for r in listener.requests
    ]
    assert len(sizes) <= MAX_REQUESTS
    assert 0 < sum(size for _, size in sizes) <= MAX_BYTES
    assert sum(size for kind, size in sizes if kind == "script") <= MAX_SCRIPT_BYTES


def check_that_nothing_shifts(context: BrowserContext, name: str) -> None:
    """遅い回線でも、読み始めた行がずれない。"""
    page = context.new_page()
    page.add_init_script(WATCH_SHIFTS)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    page.goto(name)
    page.evaluate("document.fonts.ready")
    until(page, "!document.documentElement.classList.contains('waiting-for-math')")
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"
    )
    # 「良い」とされる0.1の10分の1。混んだ計算機では、上の帯がわずかに動くことがある。
    shifts = page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) < 0.01, shifts
