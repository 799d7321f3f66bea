"""What all tests share: one thread per worker, steady property tests, the browser that page tests drive."""

import gc
import os
import shutil
from pathlib import Path
from typing import Any

# Before NumPy is imported: two test workers with two threads each fight over two cores.
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

from agents import same_digits  # isort: skip

same_digits.keep()

import hypothesis
import pytest
from small_run import whole_run
from small_study import Inline
from xdist.scheduler import LoadScopeScheduling

from batch_runs.many import pool

# No test times the machine, and a run that was green stays green until something changes.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("house")


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every run of a study in this process."""
    monkeypatch.setattr(pool, "process_pool", lambda workers: Inline())


@pytest.fixture(scope="session")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run of twenty months with every table, never interrupted; to be read, not changed."""
    return whole_run(tmp_path_factory.mktemp("unbroken"))


def pytest_collection_finish() -> None:
    """Let no collection of garbage look through what was loaded with the tests: studies collect after every run."""
    gc.collect()
    gc.freeze()


class ByFile(LoadScopeScheduling):
    """Keeps a file's tests with one worker, which makes what they share once; and all that drive the browser.

    Those need one server then, which runs each economy once. pytest-xdist's own groups do not hold: pytest 9 gives
    a test's name no suffix.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if "[chromium" in nodeid else nodeid.split("::", 1)[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Hand tests to workers by file."""
    return ByFile(config, log)


CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, the one named by CHROMIUM first; None where there is none."""
    named = os.environ.get("CHROMIUM", "")
    return next((found for name in (named, *CHROMIUMS) if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Drive the machine's own Chromium; nothing is ever downloaded."""
    chromium = find_chromium()
    if chromium is None:
        pytest.skip(
            "browser tests need Chromium: install it (apt install chromium), or set CHROMIUM to its path"
        )
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*quiet, *as_root]}


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the project's root folder."""
    return Path(__file__).resolve().parent.parent
