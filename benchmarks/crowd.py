"""Thirty visitors at once for ten minutes, and clicks while four economies run. `python -m benchmarks.crowd`."""

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
    from playwright.sync_api import Browser, Page

VISITORS = 30
MINUTES = 10.0
SEEDS = 6
"""Economies that the visitors share; a class asks for few, and each is run once."""

RUNNING = (101, 102, 103, 104)
"""Seeds that nobody has asked for yet: four economies to run while somebody clicks."""

LINES = """() => [...document.querySelectorAll('figure[data-panel] svg path[data-colour]')].map(p => p.getAttribute('d')).join()"""
STATE = "() => document.querySelector('[data-stage]')?.dataset.state"
TURN = """name => new Promise(done => { const begun = performance.now(), before = document.querySelector('[data-stage]').dataset.shows;
  document.querySelector(`[data-menu] [data-page=${name}]`).click();
  const look = () => document.querySelector('[data-stage]').dataset.shows !== before
    ? done(performance.now() - begun) : requestAnimationFrame(look);
  look(); })"""
STEP = """() => new Promise(done => { const begun = performance.now();
  document.querySelector('[data-action=step]').click();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun), 0)); })"""


def crowd(visitors: int = VISITORS, minutes: float = MINUTES) -> Iterator[Measurement]:
    """Yield memory a visitor, how many see their own economy, and how soon clicks are answered meanwhile."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        print("no Chromium on this machine: the crowd is not measured", file=sys.stderr)
        return
    with sync_playwright() as driver, served() as (address, _):
        browser = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        # What the first visitor makes the server load is not counted to the others.
        first = visit(browser, f"{address}/?seed=0")
        first.wait_for_function(DONE, timeout=PATIENCE)
        yield clicks(browser, address, first)
        yield from sitting(browser, address, visitors, minutes)
        browser.close()


def clicks(browser: Browser, address: str, clicker: Page) -> Measurement:
    """Return how soon a page of the menu is turned to while four economies run."""
    others = [visit(browser, f"{address}/?seed={seed}") for seed in RUNNING]
    took: list[float] = []
    while any(other.evaluate(STATE) != "done" for other in others):
        took += [float(clicker.evaluate(TURN, name)) for name in ("costs", "watch")]
    for other in others:
        other.context.close()
    note = f"a page of the menu, until it is shown, while {len(RUNNING)} economies run; {len(took)} clicks"
    return Measurement("page_click_while_four_run_ms_p95", quantile(took, 0.95), "ms", note)


def sitting(browser: Browser, address: str, visitors: int, minutes: float) -> Iterator[Measurement]:
    """Yield what the visitors of some minutes take and see; each steps a month back and forward in turn."""
    port = int(address.rsplit(":", 1)[1])
    before = resident(port)
    pages = [visit(browser, f"{address}/?seed={1 + number % SEEDS}") for number in range(visitors)]
    for page in pages:
        page.wait_for_function(DONE, timeout=20 * PATIENCE)
    took, begun = [], time.monotonic()
    while time.monotonic() - begun < 60.0 * minutes:
        for page in pages:
            page.locator("[data-action=back]").click()
            took.append(float(page.evaluate(STEP)))
    held = (resident(port) - before) / visitors / 2**20
    note = (
        f"{visitors} visitors at once for {minutes:g} minutes, {SEEDS} economies with their twins among them"
    )
    yield Measurement("page_session_mib", held, "MiB", f"memory of the server a visitor; {note}")
    yield Measurement("page_visitors_with_their_own_economy", own(pages), "1", note)
    yield Measurement("page_step_in_a_crowd_ms_p95", quantile(took, 0.95), "ms", f"until drawn; {note}")


def own(pages: list[Page]) -> float:
    """Return how many visitors see the lines that all who asked for their seed see, and nobody else."""
    drawn = [(number % SEEDS, page.evaluate(LINES)) for number, page in enumerate(pages)]
    seeds = {lines: {seed for seed, other in drawn if other == lines} for _, lines in drawn}
    of_seed = {seed: {lines for other, lines in drawn if other == seed} for seed, _ in drawn}
    return float(sum(seeds[lines] == {seed} and of_seed[seed] == {lines} for seed, lines in drawn))


def visit(browser: Browser, address: str) -> Page:
    """Open an address in a window of its own, as large as a student's."""
    page: Page = browser.new_context(viewport={"width": 800, "height": 600}).new_page()
    page.goto(address)
    return page


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
