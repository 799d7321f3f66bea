"""What a server saves of economies goes with it, or, if it was killed, with the next server."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ui.saved import SavedStates, clear_leftovers

SERVER = """
from ui.saved import SavedStates
saved = SavedStates()
(saved.path / "run 0").mkdir()
print(saved.path, flush=True)
input()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """A temporary folder in which nobody else keeps anything."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@contextmanager
def served(temporary: Path, project: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another server, by what it saves, and where."""
    where = {**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-c", SERVER],
        cwd=project,
        env=where,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield server, Path(server.stdout.readline().strip())
        server.kill()


def test_the_states_of_a_killed_server_go_when_the_next_one_starts_and_not_before_it_ends(temporary, project):
    with served(temporary, project) as (server, folder):
        clear_leftovers()
        assert (folder / "run 0").exists(), "a server that lives keeps its states"
        server.kill()
        server.wait()
        assert (folder / "run 0").exists(), "killed, it cannot tidy up"
        clear_leftovers()
        assert not folder.exists()


def test_a_servers_own_states_and_what_is_not_a_servers_stay(temporary):
    mine, other = SavedStates(), temporary / "belief-machine-notes"
    other.mkdir()
    clear_leftovers()
    assert mine.path.exists()
    assert other.exists()


def test_a_server_that_ends_leaves_nothing(temporary):
    SavedStates()
    assert list(temporary.iterdir()) == []
