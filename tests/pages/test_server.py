"""The front door: where it listens, and that nothing outlives it."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

import server
from tests.pages.conftest import PATIENCE_SECONDS, Visit, free_port, start_server, stop_server

pytestmark = pytest.mark.browser


class Ended(NamedTuple):
    """A server that was stopped while it ran an economy."""

    leader: int
    folder: Path
    states: list[Path]
    """What it had saved when it was stopped."""


@pytest.fixture(scope="module")
def ended(project, browser, tmp_path_factory):
    """Start a server, wait until it has an economy at work, and stop it."""
    folder, port = tmp_path_factory.mktemp("t"), free_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        server = start_server(project, port)
    context = browser.new_context()
    visitor = Visit(context.new_page(), f"http://127.0.0.1:{port}")
    expect(visitor.stage).to_have_attribute("data-state", "running")
    states = list(folder.glob("belief-machine-*/*/month-*"))
    stop_server(server)
    context.close()
    return Ended(server.pid, folder, states)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="process groups are a POSIX notion")
def test_worker_processes_end_with_the_server(ended):
    give_up = time.monotonic() + PATIENCE_SECONDS
    while group_lives(ended.leader):
        assert time.monotonic() < give_up, "a worker outlived the server by a minute"


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="elsewhere a server is not asked to end, but ended")
def test_saved_states_go_with_the_server(ended):
    assert ended.states != []
    assert list(ended.folder.glob("belief-machine-*")) == []


def test_ctrl_c_ends_the_server_without_a_traceback(monkeypatch):
    class Server:
        started = True

        def __init__(self, config):
            pass

        def run(self):
            raise KeyboardInterrupt  # as uvicorn does once it has closed its connections

    monkeypatch.setattr("uvicorn.Server", Server)
    monkeypatch.setattr("ui.workshop.Workshop.warm", lambda self: None)
    monkeypatch.setattr(server.signal, "signal", lambda *told: None)
    monkeypatch.setitem(os.environ, "SOLARA_APP", "")
    assert server.main(["--port", str(free_port()), "--no-browser"]) == 130


def group_lives(leader: int) -> bool:
    """Tell whether any process of the server's group is left."""
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    ("host", "own", "others"),
    [
        ("127.0.0.1", "http://localhost:9000", r""),
        ("0.0.0.0", "http://localhost:9000", r"(http://\d+\.\d+\.\d+\.\d+:9000)?"),  # none without a network
        ("192.0.2.7", "http://192.0.2.7:9000", r""),
        ("::1", "http://[::1]:9000", r""),
    ],
)
def test_the_server_names_addresses_that_can_be_opened(host, own, others):
    assert server._address(host, 9000) == own
    assert re.fullmatch(others, server._for_others(host, 9000))
    assert "0.0.0.0" not in server._for_others(host, 9000)


@pytest.mark.parametrize("port", ["0", "-1", "65536"])
def test_a_port_at_which_no_browser_finds_the_page_is_refused_in_one_line_that_names_the_range(
    monkeypatch, capsys, port
):
    monkeypatch.setattr("uvicorn.Server", lambda config: pytest.fail("it was served"))
    monkeypatch.setattr("ui.workshop.Workshop.warm", lambda self: None)
    monkeypatch.setitem(os.environ, "SOLARA_APP", "")
    assert server.main(["--port", port, "--no-browser"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == f"cannot listen on port {port}: choose one from 1 to 65535 with --port"
