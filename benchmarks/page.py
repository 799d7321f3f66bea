"""The page in a real browser: how soon it is there, how smoothly it plays, what it holds. `python -m benchmarks.page`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measurement import Measurement

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 300_000
FIRST_MONTHS = 18
"""Months of the first picture that a run sends; it has every panel."""

SPEED = 30
PLAYS = 20
SLOW_LINE = 2_000_000 / 8
"""Bytes a second of a line of 2 Mbit/s."""

COMPLETE = "() => { const s = document.querySelector('[data-stage]')?.dataset; return s && Number(s.months) >= %d && s.run === s.shown }"
DONE = "() => { const s = document.querySelector('[data-stage]')?.dataset; return s && s.state === 'done' && s.months === '252' && s.run === s.shown }"

GAPS = """seconds => new Promise(done => {
  const gaps = []; let last; const begun = performance.now(), from = Number(document.querySelector('[data-stage]').dataset.at);
  const tick = now => {
    if (last !== undefined) gaps.push(now - last);
    last = now;
    if (now - begun < 1000 * seconds) requestAnimationFrame(tick);
    else done({gaps, months: (Number(document.querySelector('[data-stage]').dataset.at) - from) / ((now - begun) / 1000)});
  };
  requestAnimationFrame(tick);
})"""

BACK = """times => new Promise(done => {
  const took = [], button = document.querySelector('[data-action=back]');
  const once = () => {
    const begun = performance.now();
    button.click();
    requestAnimationFrame(() => setTimeout(() => { took.push(performance.now() - begun); took.length < times ? once() : done(took); }, 0));
  };
  once();
})"""


def page() -> Iterator[Measurement]:
    """Yield what the page takes; nothing, said in one line, where there is no browser."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        print("no Chromium on this machine: the page is not measured", file=sys.stderr)
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield from _arrival(browser)
        with served() as (address, _):
            yield from _playing(browser, address)
        browser.close()


def _arrival(browser: Browser) -> Iterator[Measurement]:
    """Yield how soon the server is up, and how soon a visitor sees the whole picture: cold, warm, on a slow line."""
    with served() as (address, up):
        yield Measurement("page_server_up_seconds", up, "s", "from start to the first answer")
        context = browser.new_context()
        cold, size = _first_picture(context.new_page(), address)
        yield Measurement("page_first_picture_seconds", cold, "s", "cold: first visitor, nothing cached")
        yield Measurement("page_cold_mb", size / 1e6, "MB", "all that the first visitor's browser fetches")
        context.pages[0].goto("about:blank")
        warm, _ = _first_picture(context.new_page(), address)
        yield Measurement("page_first_picture_warm_seconds", warm, "s", "the same browser comes back")
        context.close()
        context = browser.new_context()
        visitor = context.new_page()
        wire = context.new_cdp_session(visitor)
        wire.send("Network.enable")
        slow = {
            "offline": False,
            "latency": 20,
            "downloadThroughput": SLOW_LINE,
            "uploadThroughput": SLOW_LINE,
        }
        wire.send("Network.emulateNetworkConditions", slow)
        seconds, _ = _first_picture(visitor, address)
        yield Measurement("page_first_picture_2mbit_seconds", seconds, "s", "cold, on a line of 2 Mbit/s")
        context.close()


def _first_picture(visitor: Page, address: str) -> tuple[float, float]:
    """Return seconds until every panel is drawn, and bytes fetched."""
    wire, fetched = visitor.context.new_cdp_session(visitor), []
    wire.on("Network.loadingFinished", lambda event: fetched.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    begun = time.perf_counter()
    visitor.goto(address, wait_until="commit")
    visitor.wait_for_function(COMPLETE % FIRST_MONTHS, timeout=PATIENCE, polling="raf")
    return time.perf_counter() - begun, float(sum(fetched))


def _playing(browser: Browser, address: str) -> Iterator[Measurement]:
    """Yield how a finished run plays, steps back, and what twenty plays leave in the browser's memory."""
    visitor = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    visitor.goto(address)
    visitor.wait_for_function(DONE, timeout=PATIENCE)
    visitor.locator("[data-stage][data-twin=shown]").wait_for(timeout=PATIENCE)
    visitor.locator("[data-action=speed]").select_option(str(SPEED))
    visitor.locator("[data-action=reset]").click()
    visitor.locator("[data-action=play]").click()
    played = visitor.evaluate(GAPS, 7)
    drawn = visitor.locator("[data-panel]:visible").count()
    note = f"{SPEED} asked, {drawn} panels on the page"
    yield Measurement("page_months_per_second", played["months"], "1/s", note)
    yield Measurement("page_frame_gap_ms_p95", quantile(played["gaps"], 0.95), "ms", note)
    visitor.locator("[data-action=end]").click()
    back = visitor.evaluate(BACK, 40)
    yield Measurement(
        "page_step_back_ms_p95", quantile(back, 0.95), "ms", "a click on one month back, until drawn"
    )
    wire = visitor.context.new_cdp_session(visitor)
    before = heap(wire)
    for _ in range(PLAYS):
        visitor.locator("[data-action=reset]").click()
        visitor.locator("[data-action=play]").click()
        visitor.wait_for_function(
            "() => document.querySelector('[data-stage]').dataset.at === '251'", timeout=PATIENCE
        )
    grown = (heap(wire) - before) / 2**20
    yield Measurement("page_heap_growth_mib", grown, "MiB", f"252 months played {PLAYS} times")


def heap(wire: CDPSession) -> float:
    """Return bytes that the page's scripts hold, after a collection."""
    wire.send("HeapProfiler.collectGarbage")
    return float(wire.send("Runtime.getHeapUsage")["usedSize"])


def quantile(values: list[float], part: float) -> float:
    """Return the value below which this part of the values lies."""
    ordered = sorted(values)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)]


@contextmanager
def served() -> Iterator[tuple[str, float]]:
    """Serve the pages from a process of their own; give the address and the seconds until it answered."""
    port = free_port()
    begun = time.perf_counter()
    command = [sys.executable, str(ROOT / "server.py"), "--port", str(port), "--no-browser"]
    server = subprocess.Popen(
        command, start_new_session=True, env=dict(os.environ), stdout=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        while not answers(address):
            if server.poll() is not None:
                raise RuntimeError("the server ended before it answered")
            time.sleep(0.02)
        yield address, time.perf_counter() - begun
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def answers(address: str) -> bool:
    """Tell whether the server answers."""
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def main() -> None:
    """Measure the page and print it."""
    for one in page():
        print(one, flush=True)


if __name__ == "__main__":
    main()
