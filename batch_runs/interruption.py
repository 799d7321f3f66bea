"""Ctrl-C as a wish: the month in progress is finished and kept before the run stops."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any, Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Wish:
    """Listens for Ctrl-C and for a polite kill. `status` is 0 until one comes, then the exit status.

    The second one does not wait for the month to end: it raises KeyboardInterrupt.
    """

    def __init__(self) -> None:
        self.status = 0
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():  # elsewhere signals cannot be caught
            self._before = {number: signal.signal(number, self._hear) for number in SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _hear(self, number: int, _: FrameType | None) -> None:
        if self.status:
            raise KeyboardInterrupt
        self.status = 128 + number
