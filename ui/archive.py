"""Worlds that were run to the end, kept a while: thirty students who ask for the same economy wait for one run."""

from __future__ import annotations

import shutil
import threading
from collections import OrderedDict
from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ui.worker import Order

ROOM = 12
"""Worlds kept; an economy and its twin are two. A kept economy takes about 35 MB of disk and a quarter MB of memory."""


class Kept(NamedTuple):
    """A finished world: the last picture of it, and where its saved states lie."""

    picture: bytes
    folder: Path


class Archive:
    """The worlds that were asked for last, by what was ordered; equal orders have equal histories, byte for byte."""

    def __init__(self, states: Path, room: int = ROOM) -> None:
        self.states, self.room = states, room
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, order: Order, world: str) -> bytes | None:
        """Return the picture of a world that was run before, the same bytes for all; None where none was."""
        with self._lock:
            kept = self._kept.get(_key(order, world))
            if kept is None:
                return None
            self._kept.move_to_end(_key(order, world))
        return kept.picture

    def keep(self, order: Order, world: str, picture: bytes) -> None:
        """Keep a finished world, and let those go that nobody asked for longest."""
        with self._lock:
            self._kept.setdefault(_key(order, world), Kept(picture, self.own_folder(order)))
            gone = [self._kept.popitem(last=False)[1] for _ in range(len(self._kept) - self.room)]
            still = {kept.folder for kept in self._kept.values()}
        for folder in {kept.folder for kept in gone} - still:
            shutil.rmtree(folder, ignore_errors=True)

    def folder(self, order: Order, world: str) -> Path:
        """Return where the saved states of an order lie: those of an equal one that is kept, or its own."""
        with self._lock:
            kept = self._kept.get(_key(order, world))
        return kept.folder if kept else self.own_folder(order)

    def own_folder(self, order: Order) -> Path:
        """Return where a run of this order saves its states."""
        return self.states / Path(order.run).name

    def forget(self, order: Order) -> None:
        """Remove what a run of an order has saved, unless it is kept for others."""
        with self._lock:
            needed = self.own_folder(order) in {kept.folder for kept in self._kept.values()}
        if not needed:
            shutil.rmtree(self.own_folder(order), ignore_errors=True)


def _key(order: Order, world: str) -> Hashable:
    return order.seed, order.scenario, tuple(sorted(order.changes)), order.months, world
