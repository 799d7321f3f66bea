"""Where a server keeps saved economies: a temporary folder that goes with it, or, if it was killed, with the next one."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

PREFIX = "belief-machine-"
LOCK = "lock"
"""Held as long as the server lives; the system lifts it when the server ends, however it ends."""


class SavedStates:
    """A folder of this process; it is removed when nobody refers to it any more."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
        self.path = Path(self._folder.name)
        self._lock = FileLock(self.path / LOCK, thread_local=False)
        self._lock.acquire()


def clear_leftovers() -> None:
    """Remove the folders of servers that were killed; those of servers that live, and other people's, stay."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not (folder / LOCK).exists():
            continue
        with contextlib.suppress(Timeout, OSError), FileLock(folder / LOCK).acquire(blocking=False):
            shutil.rmtree(folder, ignore_errors=True)
