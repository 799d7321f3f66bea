"""The books: who has an account, what stands in it, and how dollars become whole cents, once."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.errors import nearest

Cents = NDArray[np.int64]
Index = int | slice | NDArray[np.intp]
Who = tuple[str, Any]
"""A party as callers name it: (kind, rows); rows are an id, slice(None), ids, or a mask over the kind."""

NOBODY = 0
"""Kind and row that stand opposite when one side only changes: opening assets, depreciation."""
MIXED = -1
"""Kind of a party whose rows belong to several kinds."""
DEPOSIT, NET_WORTH = 0, 1
LARGEST_USD = 1e14
LARGEST_BATCH_CENTS = 4e18


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A posting that would take more than is there; nothing of it was booked."""

    def __init__(self, what: str, who: tuple[str, int], month: int, has: int, asked: int) -> None:
        self.what, self.kind, self.id, self.month = what, *who, month
        self.has, self.asked = has, asked
        super().__init__(
            f"{what!r} refused in month {month}: {who[0]} {who[1]} has {has / 100:,.2f} usd, "
            f"asked for {asked / 100:,.2f} usd; nothing was booked, so ask for less or fund it first"
        )


class Party(NamedTuple):
    """One side of a posting: kind code, rows of the books (an int when there is one), how many."""

    kind: int
    at: Index
    size: int

    def rows(self, size: int) -> NDArray[np.intp]:
        """Return the rows spelled out, shape (size,)."""
        if isinstance(self.at, int):
            return np.full(size, self.at, dtype=np.intp)
        if isinstance(self.at, slice):
            return np.arange(self.at.start, self.at.stop, dtype=np.intp)
        return self.at

    def row_at(self, position: int) -> int:
        """Return the row at a position of the batch."""
        return int(self.rows(1)[min(position, self.size - 1)])


def add(account: Cents, index: Index, cents: Cents, total: int) -> None:
    """Add cents to rows of an account; a row named twice gets both. `total` is their sum."""
    if isinstance(index, int):
        account[index] += total
    elif isinstance(index, slice):
        account[index] += cents
    else:
        np.add.at(account, index, cents)


def subtract(account: Cents, index: Index, cents: Cents, total: int) -> None:
    """Take cents from rows of an account; a row named twice loses both. `total` is their sum."""
    if isinstance(index, int):
        account[index] -= total
    elif isinstance(index, slice):
        account[index] -= cents
    else:
        np.subtract.at(account, index, cents)


def whole_cents(usd: Any, cents: Any) -> tuple[Cents, int, int | None]:
    """Round dollars to cents, half to even: (cents, their sum, position of the first bad amount or None)."""
    if (usd is None) == (cents is None):
        raise TypeError("give an amount once: usd (dollars, rounded here) or cents= (whole cents)")
    if type(usd) is float and 0.0 <= usd <= LARGEST_USD:
        one = round(usd * 100.0)
        return np.array([one]), one, None
    given = np.atleast_1d(np.asarray(cents) if usd is None else np.asarray(usd, dtype=np.float64))
    if usd is None and given.dtype.kind not in "iu":
        raise TypeError(f"cents= takes whole numbers (int64), not {given.dtype}; pass dollars as usd")
    if given.size == 0:
        return given.astype(np.int64), 0, None
    least, most = given.min(), given.max()
    limit = LARGEST_USD if cents is None else LARGEST_BATCH_CENTS
    if not (least >= 0 and most <= limit):
        return (
            np.zeros(given.size, dtype=np.int64),
            0,
            int(np.flatnonzero(~((given >= 0) & (given <= limit)))[0]),
        )
    whole = given.astype(np.int64) if cents is not None else np.rint(given * 100.0).astype(np.int64)
    if (
        float(most) * whole.size * 100.0 > LARGEST_BATCH_CENTS
        and whole.sum(dtype=np.float64) > LARGEST_BATCH_CENTS
    ):
        raise ValueError(
            f"one batch of {whole.size} amounts exceeds {LARGEST_BATCH_CENTS:g} cents; check the unit"
        )
    return whole, int(whole.sum()), None


class Books:
    """Every balance of every holder: two tables, what is held and what is owed, instruments x rows.

    Row 0 is nobody. Each kind has a region of rows that doubles when full. Instrument 0 is the
    deposit (owed by the bank), 1 is net worth (owed to oneself); claims and real assets follow.
    So each column of held less owed adds up to zero, and so does each line of a claim.
    """

    def __init__(self) -> None:
        self.kinds, self.counts, self.rooms = ["nobody"], [1], [1]
        self.starts = np.zeros(1, dtype=np.intp)
        self.kind_of = np.zeros(1, dtype=np.intp)
        self.instruments, self.roles = ["deposit", "net worth"], ["deposit", "net worth"]
        self.held: Cents = np.zeros((2, 1), dtype=np.int64)
        self.owed: Cents = np.zeros((2, 1), dtype=np.int64)
        self.opening: Cents = np.zeros((2, 1), dtype=np.int64)
        self._codes = {"nobody": NOBODY}
        self._numbers = {"deposit": DEPOSIT, "net worth": NET_WORTH}

    @property
    def size(self) -> int:
        """Rows in the books, unused room included."""
        return len(self.kind_of)

    def open(self, kind: str, count: int) -> NDArray[np.intp] | None:
        """Add `count` rows to a kind; where that moved rows, return where each old row went."""
        if count < 0:
            raise ValueError(f"open {kind!r}: {count} rows; give a number from 0 up")
        new = kind not in self._codes
        if new:
            self._codes[kind] = len(self.kinds)
            self.kinds.append(kind)
            self.counts.append(0)
            self.rooms.append(0)
        code = self._codes[kind]
        self.counts[code] += count
        if not new and self.counts[code] <= self.rooms[code]:
            return None
        self.rooms[code] = max(self.counts[code], 2 * self.rooms[code], 1)
        return self._lay_out()

    def _lay_out(self) -> NDArray[np.intp]:
        starts = np.concatenate(([0], np.cumsum(self.rooms)[:-1]))
        moved = starts[self.kind_of] + np.arange(self.size) - self.starts[self.kind_of]
        room = int(sum(self.rooms))
        for name in ("held", "owed", "opening"):
            wider = np.zeros((len(getattr(self, name)), room), dtype=np.int64)
            wider[:, moved] = getattr(self, name)
            setattr(self, name, wider)
        self.starts = starts
        self.kind_of = np.repeat(np.arange(len(self.kinds)), self.rooms)
        return moved

    def code(self, kind: str) -> int:
        """Return the number of a kind; an unknown one raises ValueError."""
        code = self._codes.get(kind)
        if code is None:
            raise ValueError(f"kind {kind!r} has no account; {nearest(kind, self.kinds[1:])}")
        return code

    def instrument(self, name: str, role: str) -> int:
        """Return the line of a claim or real asset, opened at its first posting."""
        line = self.line(name)
        if line is None:
            line = self._numbers[name] = len(self.instruments)
            self.instruments.append(name)
            self.roles.append(role)
            self.held, self.owed = (
                np.vstack((table, np.zeros_like(table[:1]))) for table in (self.held, self.owed)
            )
        elif self.roles[line] != role:
            raise ValueError(
                f"{name!r} is a {self.roles[line]} in these books, not a {role}; use another name"
            )
        return line

    def line(self, name: str) -> int | None:
        """Return the line of an instrument, None when nothing was ever booked on it."""
        return self._numbers.get(name)

    def party(self, who: Who) -> Party:
        """Turn (kind, rows) into rows of the books; ids that do not exist raise ValueError."""
        kind, rows = who
        code = self.code(kind)
        start, count = int(self.starts[code]), self.counts[code]
        if type(rows) is int and 0 <= rows < count:
            return Party(code, start + rows, 1)
        if isinstance(rows, slice):
            first, stop, step = rows.indices(count)
            if step == 1:
                stop = max(first, stop)
                index: Index = start + first if stop - first == 1 else slice(start + first, start + stop)
                return Party(code, index, stop - first)
            rows = np.arange(first, stop, step)
        ids = np.atleast_1d(np.asarray(rows))
        if ids.dtype == bool:
            if len(ids) != count:
                raise ValueError(f"{kind}: a mask of {len(ids)} for {count} rows; give one entry per row")
            ids = np.flatnonzero(ids)
        # Seen as unsigned, a negative id is a huge one: one comparison checks both ends.
        if ids.size and (ids.dtype.kind not in "iu" or (ids.astype(np.uint64, copy=False) >= count).any()):
            raise ValueError(f"{kind}: rows {rows!r} do not all exist; ids run from 0 to {count - 1}")
        if ids.size == 1:
            return Party(code, start + int(ids[0]), 1)
        return Party(code, ids.astype(np.intp, copy=False) + start, ids.size)

    def region(self, kind: str) -> slice:
        """Return the rows of a kind in the books."""
        code = self.code(kind)
        return slice(int(self.starts[code]), int(self.starts[code]) + self.counts[code])

    def holder(self, row: int) -> tuple[str, int]:
        """Return kind and id of a row of the books."""
        code = int(self.kind_of[row])
        return self.kinds[code], row - int(self.starts[code])

    def ids(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the ids of rows within their kinds."""
        return rows - self.starts[self.kind_of[rows]]

    def read(self, table: Cents, line: int | None, kind: str) -> Cents:
        """Return one line for one kind as a read-only view, int64 cents, length = rows of the kind."""
        region = self.region(kind)
        view = (
            table[line, region] if line is not None else np.zeros(region.stop - region.start, dtype=np.int64)
        )
        view.flags.writeable = False
        return view

    def by_kind(self) -> Cents:
        """Return held less owed summed over each kind, instruments x kinds."""
        return np.add.reduceat(self.held - self.owed, self.starts, axis=1)
