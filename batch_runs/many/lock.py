"""One process works on a study at a time: a lock that the system lifts when its holder ends, however it ends."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO


def try_lock(path: Path) -> IO[str] | None:
    """Return the locked file, or None where another process holds it. Closing the file lifts the lock."""
    file = path.open("a")
    try:
        _lock(file)
    except OSError:
        file.close()
        return None
    return file


def is_locked(path: Path) -> bool:
    """Return whether a process holds the lock now."""
    if not path.exists():
        return False
    file = try_lock(path)
    if file is not None:
        file.close()
    return file is None


if sys.platform == "win32":

    def _lock(file: IO[str]) -> None:
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:

    def _lock(file: IO[str]) -> None:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
