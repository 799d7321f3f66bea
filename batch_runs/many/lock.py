"""One process works on a study at a time: a lock that goes when its holder ends, however it ends."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

A_LOOK = 0.5
"""Seconds: longer than `is_locked` holds a lock."""


def try_lock(path: Path, seconds: float = A_LOOK) -> FileLock | None:
    """Return the lock of a file, held, or None where another process holds it so long; `release()` lifts it."""
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(timeout=seconds)
    except Timeout:
        return None
    return lock


def is_locked(path: Path) -> bool | None:
    """Return whether a process holds the lock now, None where nobody can know: on what we may only read."""
    if not path.exists():
        return False
    try:
        lock = try_lock(path, 0.0)
    except OSError:
        return None
    if lock is not None:
        lock.release()
    return lock is None
