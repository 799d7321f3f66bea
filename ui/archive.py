"""Worlds that run or were run to the end, kept a while: thirty students who ask for the same economy wait for one run."""

from __future__ import annotations

import shutil
import threading
from collections import Counter, OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from ui.worker import BASE, Order, Report

ROOM = 12
"""Worlds kept beside those that somebody looks at; an economy and its twin are two. A kept economy takes about 35 MB of
disk and a quarter MB of memory."""


class Kept(NamedTuple):
    """A finished world: the last picture of it, and where its saved states lie."""

    picture: bytes
    folder: Path


@dataclass
class Running:
    """A world that somebody runs now: where its saved states lie, and what was last heard of it."""

    folder: Path
    news: Report | None = None


class Archive:
    """The worlds that were asked for last, by what was ordered; equal orders have equal histories, byte for byte."""

    def __init__(self, states: Path, room: int = ROOM) -> None:
        self.states, self.room = states, room
        self._kept: OrderedDict[tuple[Hashable, str], Kept] = OrderedDict()
        self._running: dict[tuple[Hashable, str], Running] = {}
        self._looked_at: Counter[Hashable] = Counter()
        self._lock = threading.Lock()

    def find(self, order: Order, world: str) -> bytes | None:
        """Return the picture of a world that was run before, the same bytes for all; None where none was."""
        name = _key(order, world)
        with self._lock:
            if not self._is_kept(name):
                return None
            self._kept.move_to_end(name)
            return self._kept[name].picture

    def _is_kept(self, name: tuple[Hashable, str]) -> bool:
        """Return whether a world is kept, its saved states with it: a folder that somebody removed is no use."""
        if name[1] == BASE and name in self._kept and not self._kept[name].folder.exists():
            del self._kept[name]
        return name in self._kept

    def keep(self, order: Order, world: str, picture: bytes) -> None:
        """Keep a finished world, and let those go that nobody asked for longest and nobody looks at."""
        with self._lock:
            self._kept.setdefault(_key(order, world), Kept(picture, self.own_folder(order)))
        self._make_room()

    def _make_room(self) -> None:
        with self._lock:
            spare = [name for name in self._kept if name[1] != BASE or not self._looked_at[name[0]]]
            gone = [self._kept.pop(name) for name in spare[: max(len(spare) - self.room, 0)]]
            still = {kept.folder for kept in self._kept.values()}
        for folder in {kept.folder for kept in gone} - still:
            shutil.rmtree(folder, ignore_errors=True)

    def take_up(self, order: Order, world: str) -> bool:
        """Return whether the caller is to run this world: nobody does, and nobody has. It says so when it ends."""
        name = _key(order, world)
        with self._lock:
            if self._is_kept(name) or name in self._running:
                return False
            self._running[name] = Running(self.own_folder(order))
            return True

    def tell(self, order: Order, world: str, news: Report) -> None:
        """Let those who wait for the same world know how far it is; the last picture stays in what they hear."""
        with self._lock:
            running = self._running[_key(order, world)]
            before = running.news.picture if running.news else None
            running.news = replace(news, picture=news.picture or before)

    def news(self, order: Order, world: str) -> Report | None:
        """Return what was last heard of a world that somebody else runs now."""
        with self._lock:
            running = self._running.get(_key(order, world))
            return running.news if running else None

    def end(self, order: Order, world: str) -> None:
        """Say that the caller no longer runs this world; who waits for it and finds it not kept may take it up."""
        with self._lock:
            self._running.pop(_key(order, world), None)

    def is_looked_at(self, order: Order) -> bool:
        """Return whether somebody looks at an order or at an equal one."""
        with self._lock:
            return self._looked_at[_key(order, BASE)[0]] > 0

    def look(self, order: Order) -> None:
        """Say that somebody looks at an order: its economy is kept until `leave` is called as often."""
        with self._lock:
            self._looked_at[_key(order, BASE)[0]] += 1

    def leave(self, order: Order) -> None:
        """Say that somebody looks at an order no more, and remove what it has saved, unless that is kept for others."""
        with self._lock:
            self._looked_at[_key(order, BASE)[0]] -= 1
            self._looked_at = +self._looked_at
        self._make_room()
        self.forget(order)

    def folder(self, order: Order, world: str) -> Path:
        """Return where the saved states of an order lie: those of an equal one that is kept or runs, or its own."""
        with self._lock:
            there = self._kept.get(_key(order, world)) or self._running.get(_key(order, world))
        return there.folder if there else self.own_folder(order)

    def own_folder(self, order: Order) -> Path:
        """Return where a run of this order saves its states."""
        return self.states / Path(order.run).name

    def forget(self, order: Order) -> None:
        """Remove what a run of an order has saved, unless it is kept, or goes on, for others."""
        with self._lock:
            needed = {it.folder for it in self._kept.values()} | {it.folder for it in self._running.values()}
        if self.own_folder(order) not in needed:
            shutil.rmtree(self.own_folder(order), ignore_errors=True)


def _key(order: Order, world: str) -> tuple[Hashable, str]:
    return (order.seed, order.scenario, tuple(sorted(order.changes)), order.months, order.refused), world
