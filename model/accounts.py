"""The books: who has an account, what stands in it, and how dollars become whole cents, once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.errors import nearest

Cents = NDArray[np.int64]
Rows = int | NDArray[np.intp]
"""Rows of the books, one each; an int goes with any number."""
Index = slice | Rows
Who = tuple[str, Any]
"""A party as callers name it: (kind, rows); rows are an id, slice(None), ids, or a mask over the kind."""

NOBODY = 0
"""Kind and row that stand opposite when one side only changes: opening assets, depreciation."""
MIXED = -1
"""Kind of a party whose rows belong to several kinds."""
NO_BANK = -2
"""Kind of the bank while there is none."""
DEPOSIT, NET_WORTH = 0, 1
LARGEST_USD = 1e15
"""No amount is larger: the world's listed shares are worth above 1e14, and forty such lots still add up in one batch."""
LARGEST_BATCH_CENTS = 4e18
EXACT_IN_FLOATS = 2.0**53
"""Whole numbers up to here are exact as floats, and so are sums of them that stay below."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A posting that would take more than is there; nothing of it was booked."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Let a refusal travel between processes: it is made again from what it was made of."""
        return type(self), (self.what, (self.kind, self.id), self.month, self.has, self.asked)

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
        return self.each  # type: ignore[return-value]

    @property
    def each(self) -> Rows:
        """Return the rows one by one; the only row, an int, goes with any length."""
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
    return _exact(usd, cents) or _checked(usd, cents)


def _exact(usd: Any, cents: Any) -> tuple[Cents, int, None] | None:
    """Round what is ordinary in the fewest passes; None for what `_checked` must look at."""
    given = cents if usd is None else usd
    if (
        type(given) is not np.ndarray
        or given.ndim != 1
        or not given.size
        or not np.minimum.reduce(given) >= 0
    ):
        return None
    if usd is None:
        most = int(np.maximum.reduce(given)) if given.dtype == np.int64 else LARGEST_BATCH_CENTS
        fits = most * given.size < LARGEST_BATCH_CENTS
        return (given.copy(), int(np.add.reduce(given)), None) if fits else None
    rounded = np.rint(given * 100.0)
    total = float(np.add.reduce(rounded))
    # Neither NaN nor infinity comes this far; what does adds up to little enough for the sum to be exact.
    fits = total < EXACT_IN_FLOATS and given.dtype == np.float64
    return (rounded.astype(np.int64), int(total), None) if fits else None


def _checked(usd: Any, cents: Any) -> tuple[Cents, int, int | None]:
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
    """Every balance of every holder: two tables, what is held and what is owed, a line for each instrument.

    Row 0 is nobody. Each kind has a region of rows that grows by a quarter when full; large kinds come last. A line
    ends with the last kind that ever had something on it, so that nobody looks through rows of zeros;
    only deposits held and net worth are always as long as the books.
    Instrument 0 is the deposit (owed by the bank), 1 is net worth (owed to oneself); claims and real
    assets follow. So each column of held less owed adds up to zero, and so does each line of a claim.
    """

    def __init__(self, overdraft: Collection[str] = ()) -> None:
        self.overdraft = tuple(overdraft)
        """Kinds whose single payers the bank never lets run short."""
        self.kinds, self.counts, self.rooms = ["nobody"], [1], [1]
        self.starts = np.zeros(1, dtype=np.intp)
        self.kind_of = np.zeros(1, dtype=np.intp)
        self.rank = np.zeros(1, dtype=np.intp)
        """Place of each row among all, kinds as they were opened: the same however rows are laid out."""
        self.instruments, self.roles = ["deposit", "net worth"], ["deposit", "net worth"]
        self.held: list[Cents] = [np.zeros(1, dtype=np.int64) for _ in self.instruments]
        self.owed: list[Cents] = [np.zeros(1, dtype=np.int64) for _ in self.instruments]
        self.opening: Cents = np.zeros((2, 1), dtype=np.int64)
        self.bank = Party(NO_BANK, 0, 1)
        self._codes = {"nobody": NOBODY}
        self._numbers = {"deposit": DEPOSIT, "net worth": NET_WORTH}
        self._firsts, self._ends = [0], [1]
        self._known: dict[tuple[int, int], tuple[NDArray[Any], Party]] = {}

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
        self.rooms[code] = max(self.counts[code], self.rooms[code] + self.rooms[code] // 4, 1)
        return self._lay_out()

    def _lay_out(self) -> NDArray[np.intp]:
        order = sorted(range(len(self.rooms)), key=self.rooms.__getitem__)
        starts, first = np.zeros(len(self.rooms), dtype=np.intp), 0
        for code in order:
            starts[code], first = first, first + self.rooms[code]
        moved = starts[self.kind_of] + np.arange(self.size) - self.starts[self.kind_of]
        ends = starts + np.array(self.rooms)
        for table in (self.held, self.owed):
            for line, account in enumerate(table):
                kept = np.flatnonzero(account)
                table[line] = np.zeros(ends[self.kind_of[kept]].max(initial=1), dtype=np.int64)
                table[line][moved[kept]] = account[kept]
        self.held[DEPOSIT] = longer(self.held[DEPOSIT], first)
        self.owed[NET_WORTH] = longer(self.owed[NET_WORTH], first)
        opening, self.opening = self.opening, np.zeros((2, first), dtype=np.int64)
        self.opening[:, moved] = opening
        self.starts, self.kind_of = starts, np.repeat(order, [self.rooms[code] for code in order])
        behind = np.cumsum(self.rooms) - self.rooms
        self.rank = np.arange(first) - (starts - behind)[self.kind_of]
        self._firsts, self._ends = starts.tolist(), ends.tolist()
        if "bank" in self._codes:
            self.bank = Party(self._codes["bank"], self._firsts[self._codes["bank"]], 1)
        self._known.clear()
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
            for table in (self.held, self.owed):
                table.append(np.zeros(1, dtype=np.int64))
        elif self.roles[line] != role:
            raise ValueError(
                f"{name!r} is a {self.roles[line]} in these books, not a {role}; use another name"
            )
        return line

    def line(self, name: str) -> int | None:
        """Return the line of an instrument, None when nothing was ever booked on it."""
        return self._numbers.get(name)

    def account(self, table: list[Cents], line: int, party: Party) -> Cents:
        """Return a line to write on, long enough for a party."""
        account, kind = table[line], party.kind
        if kind == MIXED:
            kind = self.kind_of[party.rows(1).max(initial=0)]
        if len(account) < self._ends[kind]:
            account = table[line] = longer(account, self._ends[kind])
        return account

    def party(self, who: Who) -> Party:
        """Turn (kind, rows) into rows of the books; ids that do not exist raise ValueError."""
        kind, rows = who
        code = self._codes.get(kind, -1)
        if code < 0:
            code = self.code(kind)
        if type(rows) is int and 0 <= rows < self.counts[code]:
            return Party(code, self._firsts[code] + rows, 1)
        if type(rows) is np.ndarray:
            known = self._known.get((code, id(rows)))
            if known is not None:
                return known[1]
            if not rows.flags.writeable and rows.base is None:
                return self._remembered(code, rows)
        return self._party_of(code, rows)

    def _remembered(self, code: int, rows: NDArray[Any]) -> Party:
        """Return the party of an array that cannot change, and know it again when it comes back."""
        party = self._party_of(code, rows)
        at = party.at
        if type(at) is np.ndarray and party.size and (at == np.arange(at[0], at[0] + party.size)).all():
            party = Party(code, slice(int(at[0]), int(at[0]) + party.size), party.size)
        # The array is kept with it, so that no other can have its identity.
        self._known[code, id(rows)] = rows, party
        return party

    def _party_of(self, code: int, rows: Any) -> Party:
        kind, start, count = self.kinds[code], self._firsts[code], self.counts[code]
        if isinstance(rows, slice):
            first, stop, step = rows.indices(count)
            if step == 1:
                stop = max(first, stop)
                index: Index = start + first if stop - first == 1 else slice(start + first, start + stop)
                return Party(code, index, stop - first)
            rows = np.arange(first, stop, step)
        ids = rows if type(rows) is np.ndarray and rows.ndim == 1 else np.atleast_1d(np.asarray(rows))
        if ids.dtype == bool:
            if len(ids) != count:
                raise ValueError(f"{kind}: a mask of {len(ids)} for {count} rows; give one entry per row")
            ids = np.flatnonzero(ids)
        if ids.size == 0:
            return Party(code, np.zeros(0, dtype=np.intp), 0)
        whole = ids.dtype.kind in "iu"
        # Seen as unsigned, a negative id is a huge one: one comparison checks both ends.
        if not whole or np.maximum.reduce(ids.astype(np.int64, copy=False).view(np.uint64)) >= count:
            raise ValueError(f"{kind}: rows {rows!r} do not all exist; ids run from 0 to {count - 1}")
        if ids.size == 1:
            return Party(code, start + int(ids[0]), 1)
        return Party(code, ids.astype(np.intp, copy=False) + start, ids.size)

    def region(self, kind: str) -> slice:
        """Return the rows of a kind in the books."""
        code = self.code(kind)
        return slice(self._firsts[code], self._firsts[code] + self.counts[code])

    def holder(self, row: int) -> tuple[str, int]:
        """Return kind and id of a row of the books."""
        code = int(self.kind_of[row])
        return self.kinds[code], row - self._firsts[code]

    def ids(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the ids of rows within their kinds."""
        return rows - self.starts[self.kind_of[rows]]

    def read(self, table: list[Cents], line: int | None, kind: str) -> Cents:
        """Return one line for one kind as a read-only view, int64 cents, length = rows of the kind."""
        region = self.region(kind)
        if line is None or len(table[line]) < region.stop:
            view = np.zeros(region.stop - region.start, dtype=np.int64)
        else:
            view = table[line][region]
        view.flags.writeable = False
        return view

    def at(self, table: list[Cents], line: int | None, party: Party) -> Cents:
        """Return what stands on a line in the rows of a party, in its order, a fresh array."""
        if line is None or len(table[line]) < self._ends[party.kind]:
            return np.zeros(party.size, dtype=np.int64)
        return np.array(table[line][party.at], ndmin=1)

    def whole(self, table: list[Cents]) -> Cents:
        """Return a table in full, instruments x rows of the books, a fresh array."""
        return np.stack([longer(account, self.size) for account in table])

    def fill(self, rows: NDArray[np.intp], held: Cents, owed: Cents) -> None:
        """Put both tables' contents in blank books; columns belong to these rows."""
        for table, contents in ((self.held, held), (self.owed, owed)):
            for line, cents in enumerate(contents):
                self.account(table, line, Party(MIXED, rows[cents != 0], 0))
                there = rows < len(table[line])
                table[line][rows[there]] = cents[there]

    def begin(self) -> None:
        """Take what stands now as the opening of the next month, and let go of the arrays that parties were known by."""
        self.opening[DEPOSIT] = self.held[DEPOSIT]
        self.opening[DEPOSIT, : len(self.owed[DEPOSIT])] -= self.owed[DEPOSIT]
        self.opening[NET_WORTH] = self.owed[NET_WORTH]
        self._known.clear()

    def net(self) -> Cents:
        """Return held less owed over all instruments, by row of the books."""
        net = np.zeros(self.size, dtype=np.int64)
        for held, owed in zip(self.held, self.owed, strict=True):
            net[: len(held)] += held
            net[: len(owed)] -= owed
        return net

    def by_kind(self) -> Cents:
        """Return held less owed summed over each kind, instruments x kinds."""
        return self._sums(self.held) - self._sums(self.owed)

    def _sums(self, table: list[Cents]) -> Cents:
        order = self.starts.argsort()
        starts = self.starts[order]
        sums = np.zeros((len(table), len(self.kinds)), dtype=np.int64)
        for account, line in zip(table, sums, strict=True):
            if len(account) > 1:
                on_it = int(starts.searchsorted(len(account)))
                line[order[:on_it]] = np.add.reduceat(account, starts[:on_it])
        return sums


def longer(account: Cents, size: int) -> Cents:
    """Return a copy of a line with zeros up to `size` rows."""
    copy = np.zeros(size, dtype=np.int64)
    copy[: len(account)] = account
    return copy
