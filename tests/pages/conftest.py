"""What the page tests share: a server of their own on a free port, and a visitor who notes every mishap."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from benchmarks.page import answers, free_port
from ui import pages

PATIENCE_SECONDS = 60
RUN_PATIENCE = 120_000

expect.set_options(timeout=60_000)  # a busy machine is slow, and no test here times the machine


class Visit:
    """One visitor's browser window: it lets nothing out to another machine and notes what goes wrong."""

    def __init__(self, page: Page, address: str, query: str = "") -> None:
        self.page, self.address = page, address
        self.mishaps: list[str] = []
        page.context.route("**/*", self._guard)
        page.on(
            "response",
            lambda answer: answer.status >= 400 and self.mishaps.append(f"{answer.status} {answer.url}"),
        )
        page.on("pageerror", lambda error: self.mishaps.append(f"error in the page: {error}"))
        page.set_default_timeout(RUN_PATIENCE)
        page.goto(f"{address}/{query}")

    def _guard(self, route: Route) -> None:
        if route.request.url.startswith((self.address, "blob:", "data:")):
            route.continue_()
            return
        self.mishaps.append(f"asked outside: {route.request.url}")
        route.abort()

    def turn_to(self, name: str) -> None:
        """Follow the menu's link to a page and wait until it is there."""
        self.page.locator(f"[data-menu] [data-page={name}]").click()
        self.on(name)

    def on(self, name: str) -> None:
        """Wait until a page is the one shown, in the menu and on the stage."""
        expect(self.page.locator(f"[data-menu] [data-page={name}]")).to_have_attribute("aria-current", "page")
        page = pages.find(name)
        if page and not callable(page.shows):  # what a lesson shows is for its step to say
            expect(self.stage).to_have_attribute("data-shows", " ".join(page.shows))

    def look_at(self, panel: str) -> Locator:
        """Turn to the page that shows a chart; return the chart."""
        chart = self.page.locator(f"figure[data-panel={panel}]")
        group = chart.evaluate("figure => figure.closest('[data-group]').dataset.group")
        self.turn_to(group if group in ("costs", "loop") else "watch")
        return chart

    @property
    def stage(self) -> Locator:
        """The stage, which tells its state in data attributes."""
        return self.page.locator("[data-stage]")

    def press(self, action: str) -> None:
        """Press the button of an action such as play, step or run."""
        self.page.locator(f"[data-action={action}]").click()

    def setting(self, name: str) -> Locator:
        """One input of the settings panel."""
        return self.page.locator(f"[data-setting={name}]")

    def wait_for_run(self) -> str:
        """Wait until the economy that was asked for is done and shown in full; return its name."""
        expect(self.stage).to_have_attribute("data-state", "done", timeout=RUN_PATIENCE)
        self.page.wait_for_function(
            """() => { const { run, shown, at, months } = document.querySelector('[data-stage]').dataset;
                       return run === shown && months === '252'; }"""
        )
        return self.stage.get_attribute("data-shown") or ""

    def wait_for_twin(self) -> None:
        """Wait until the run is drawn beside its twin, and the money of its loop has been followed."""
        expect(self.stage).to_have_attribute("data-twin", "shown", timeout=RUN_PATIENCE)
        expect(self.stage).to_have_attribute("data-loop", "followed")

    def run_again(self) -> str:
        """Press Run, whatever is running now, and wait until the new economy is shown in full; return its name."""
        expect(self.stage).to_have_attribute("data-run", re.compile(r"\w"))
        before = self.stage.get_attribute("data-run") or ""
        self.press("run")
        expect(self.stage).not_to_have_attribute("data-run", before)
        return self.wait_for_run()

    def at(self) -> int:
        """The month at the playhead, counted from zero at January 2015."""
        return int(self.stage.get_attribute("data-at") or -1)

    def drawing(self, panel: str) -> str:
        """The lines and bands of one panel, as the browser draws them."""
        shapes = self.page.locator(f"[data-panel={panel}] svg path[data-colour]")
        return " ".join(shapes.evaluate_all("shapes => shapes.map(shape => shape.getAttribute('d'))"))

    def title(self, panel: str) -> str:
        """The finding that a panel states."""
        return self.page.locator(f"[data-title={panel}]").inner_text()


def start_server(project: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the page's server in a process group of its own and wait until it answers."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    server = subprocess.Popen(
        [sys.executable, str(project / "server.py"), "--port", str(port), "--no-browser"],
        env=quiet,
        start_new_session=True,
    )
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not answers(f"http://127.0.0.1:{port}"):
        assert server.poll() is None, "the server ended before it answered"
        assert time.monotonic() < give_up, "the server did not answer in a minute"
    return server


def stop_server(server: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, and wait until it has."""
    server.terminate()
    server.wait(timeout=PATIENCE_SECONDS)


@pytest.fixture(scope="session")
def address(project: Path, browser: Browser) -> Iterator[str]:
    """Serve the pages for all tests of a worker; needs a browser, so that none is started in vain."""
    port = free_port()
    server = start_server(project, port)
    yield f"http://127.0.0.1:{port}"
    stop_server(server)


class Guests:
    """Everybody who opens the page in a test or a module of tests."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.visits: list[Visit] = []

    def invite(self, width: int = 1440, height: int = 900, query: str = "", **options: Any) -> Visit:
        """Open the page in a window of this size, with nothing in common with other windows."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
        self.visits.append(Visit(context.new_page(), self.address, query))
        return self.visits[-1]

    def leave(self) -> None:
        """Close all windows; none may have met a mishap."""
        mishaps = [mishap for visit in self.visits for mishap in visit.mishaps]
        for visit in self.visits:
            visit.page.context.unroute_all()
            visit.page.goto("about:blank")  # as a person leaves: the server hears of it and ends the run
            visit.page.context.close()
        assert mishaps == []


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Open the page for as many visitors as a test needs."""
    guests = Guests(browser, address)
    yield guests.invite
    guests.leave()


@pytest.fixture(scope="module")
def settled(browser: Browser, address: str) -> Iterator[Visit]:
    """A visitor whose economy has run already."""
    guests = Guests(browser, address)
    visitor = guests.invite()
    visitor.wait_for_run()
    yield visitor
    guests.leave()


@pytest.fixture
def seated(settled: Visit) -> Visit:
    """A visitor on the first page whose economy has run already, for tests that only look and play."""
    settled.turn_to("watch")
    return settled
