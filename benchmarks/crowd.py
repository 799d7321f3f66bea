"""Thirty visitors at once for ten minutes: what each takes on the server. `python -m benchmarks.crowd`."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measurement import Measurement
from benchmarks.page import BROWSERS, DONE, PATIENCE, quantile, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

VISITORS = 30
MINUTES = 10.0


def crowd(visitors: int = VISITORS, minutes: float = MINUTES) -> Iterator[Measurement]:
    """Yield memory a visitor, whether all saw their own run, and how soon a step is drawn meanwhile."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        print("no Chromium on this machine: the crowd is not measured", file=sys.stderr)
        return
    with sync_playwright() as driver, served() as (address, _):
        browser = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        first = (
            browser.new_context().new_page()
        )  # what the first visitor makes the server load is not the others'
        first.goto(address)
        first.wait_for_function(DONE, timeout=PATIENCE)
        port, begun = int(address.rsplit(":", 1)[1]), time.monotonic()
        before = resident(port)
        pages = [
            browser.new_context(viewport={"width": 800, "height": 600}).new_page() for _ in range(visitors)
        ]
        for page in pages:
            page.goto(address)
        for page in pages:
            page.wait_for_function(DONE, timeout=20 * PATIENCE)
        took = []
        while time.monotonic() - begun < 60.0 * minutes:
            for page in pages:
                page.locator("[data-action=back]").click()
                took.append(step(page))
        runs = {page.locator("[data-stage]").get_attribute("data-shown") for page in pages}
        held = (resident(port) - before) / visitors / 2**20
        note = f"{visitors} visitors at once for {minutes:g} minutes, each with an economy and its twin"
        yield Measurement("page_session_mib", held, "MiB", f"memory of the server a visitor; {note}")
        yield Measurement(
            "page_sessions_of_their_own", float(len(runs)), "1", f"different runs shown; {note}"
        )
        yield Measurement("page_step_in_a_crowd_ms_p95", quantile(took, 0.95), "ms", f"until drawn; {note}")
        browser.close()


def step(page: Page) -> float:
    """Return milliseconds from a click on one month forward until it is drawn."""
    script = """() => new Promise(done => { const begun = performance.now();
        document.querySelector('[data-action=step]').click();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun), 0)); })"""
    return float(page.evaluate(script))


def resident(port: int) -> float:
    """Return bytes that the server holds of its own, without its workers."""
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        words = status.read_bytes().split(b"\0")
        if b"--port" in words and str(port).encode() in words:
            lines = (status.parent / "smaps_rollup").read_text().splitlines()
            return 1024.0 * sum(
                int(line.split()[1]) for line in lines if line.startswith(("Private_", "Swap:"))
            )
    raise RuntimeError(f"no server on port {port} found under /proc")


def main() -> None:
    """Measure the crowd and print it."""
    for one in crowd():
        print(one, flush=True)


if __name__ == "__main__":
    main()
