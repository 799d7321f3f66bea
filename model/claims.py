"""Claims as lots (who holds, who owes, units, cents), and shares of a total in whole cents."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.accounts import Cents, Index, Rows

HOLDER, ISSUER, UNITS, CENTS = range(4)
PAIR = 2**31
"""Holder row times PAIR plus issuer row is one number per pair; rows stay far below it."""


class Shortage(Exception):  # noqa: N818 - caught at once by the ledger, which names the payer
    """A request for more of a claim than its pair of holder and issuer has."""

    def __init__(self, position: int, has: int, asked: int) -> None:
        super().__init__(position, has, asked)
        self.position, self.has, self.asked = position, has, asked


class Taken(NamedTuple):
    """What a request takes from which lots: positions, units and cents, shape (lots,) each."""

    lots: NDArray[np.intp]
    units: Cents
    cents: Cents


class ClaimLots:
    """All lots of one claim, oldest first; a finished lot becomes a blank until the month closes."""

    def __init__(self) -> None:
        self.data = np.zeros((4, 64), dtype=np.int64)
        self.size = 0
        self.blanks = False
        self.counted = False
        self.merged = 0

    def column(self, name: int) -> Cents:
        """Return one writable column of all lots, blanks included."""
        column: Cents = self.data[name, : self.size]
        return column

    def append(self, holder: Rows, issuer: Rows, units: Cents, cents: Cents) -> None:
        """Add lots at the end; lots of no units are left out."""
        first, stop = self.size, self.size + len(cents)
        if stop > self.data.shape[1]:
            longer = np.zeros((4, max(stop, 2 * self.data.shape[1])), dtype=np.int64)
            longer[:, :first] = self.data[:, :first]
            self.data = longer
        for line, column in enumerate((holder, issuer, units, cents)):
            self.data[line, first:stop] = column
        if not units.all():
            kept = first + np.flatnonzero(units)
            stop = first + len(kept)
            self.data[:, first:stop] = self.data[:, kept]
        self.size = stop

    def of_issuers(self, issuer: Index, rows: int) -> NDArray[np.intp]:
        """Return positions of the lots these issuers owe; `rows` is the size of the books."""
        owed_by = self.column(ISSUER)
        if isinstance(issuer, int):
            found = owed_by == issuer
        elif isinstance(issuer, slice):
            found = (owed_by >= issuer.start) & (owed_by < issuer.stop)
        else:
            asked = np.zeros(rows, dtype=bool)
            asked[issuer] = True
            found = asked[owed_by]
        return found.nonzero()[0]

    def take(self, holder: NDArray[np.intp], issuer: NDArray[np.intp], asked: Cents, by: int) -> Taken:
        """Plan to take `asked` (units or cents, by `by`) from each pair, oldest lot first.

        The other quantity goes pro rata. Requests of the same pair add up. Raises Shortage.
        """
        pairs, wanted, first = _added_up(holder * PAIR + issuer, asked)
        lots, group = self._of_pairs(pairs)
        stock = self.column(by)[lots]
        if len(lots) == len(pairs) and _rises(group):  # one lot each
            has, part = stock, wanted
        else:
            has, part = _oldest_first(stock, group, wanted)
        short = has < wanted
        if short.any():
            worst = int(short.argmax())
            raise Shortage(int(first[worst]), int(has[worst]), int(wanted[worst]))
        if not part.all():
            kept = part.nonzero()[0]
            lots, stock, part = lots[kept], stock[kept], part[kept]
        other = _pro_rata(self.column(UNITS + CENTS - by)[lots], stock, part, keep_one=by == CENTS)
        return Taken(lots, part, other) if by == UNITS else Taken(lots, other, part)

    def _of_pairs(self, pairs: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the lots of these pairs (ascending, each once), pair by pair, and the place of each lot's pair."""
        if len(pairs) == 1:
            holder, issuer = divmod(int(pairs[0]), PAIR)
            lots = ((self.column(ISSUER) == issuer) & (self.column(HOLDER) == holder)).nonzero()[0]
            return lots, np.zeros(len(lots), dtype=np.intp)
        keys = self.column(HOLDER) * PAIR + self.column(ISSUER)
        group = np.minimum(pairs.searchsorted(keys), len(pairs) - 1)
        lots = (pairs[group] == keys).nonzero()[0]
        group = group[lots]
        if not _rises(group):
            order = group.argsort(kind="stable")
            lots, group = lots[order], group[order]
        return lots, group

    def shrink(self, taken: Taken) -> None:
        """Take units and cents out of lots; a lot without units is finished."""
        units, lots = self.data[UNITS], taken.lots
        units[lots] -= taken.units
        self.data[CENTS][lots] -= taken.cents
        left = units[lots]
        if not left.all():
            self.blank(lots[left == 0])

    def blank(self, lots: NDArray[np.intp]) -> None:
        """Finish lots: row 0 (nobody) holds and owes nothing."""
        self.data[:, lots] = 0
        self.blanks |= len(lots) > 0

    def compact(self) -> None:
        """Drop the blanks; the order of the others stays."""
        if self.blanks:
            kept = self.data.take(self.column(ISSUER).nonzero()[0], axis=1)
            self.size = kept.shape[1]
            self.data[:, : self.size] = kept
            self.blanks = False

    def merge(self, rank: NDArray[np.intp]) -> None:
        """Make one lot per pair, now and then, when lots have grown by a quarter: what is held counts, not when it was bought.

        `rank` orders the rows of the books.
        """
        if self.size <= self.merged + self.merged // 4 + 64:
            return
        keys = rank[self.column(HOLDER)] * PAIR + rank[self.column(ISSUER)]
        order = np.argsort(keys, kind="stable")
        first = np.flatnonzero(_changes(keys[order]))
        merged = self.data[:, order[first]]
        merged[UNITS:] = np.add.reduceat(self.data[UNITS:, order], first, axis=1)
        self.size = self.merged = len(first)
        self.data[:, : self.size] = merged


def _changes(keys: NDArray[Any]) -> NDArray[np.bool_]:
    changes = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=changes[1:])
    return changes


def _rises(keys: NDArray[Any]) -> bool:
    """Return whether each key is above the one before it."""
    return bool((keys[1:] > keys[:-1]).all())


def _added_up(keys: NDArray[np.int64], asked: Cents) -> tuple[NDArray[np.int64], Cents, NDArray[np.intp]]:
    """Return each key once, ascending, what is asked of it in all, and where it is first asked."""
    if _rises(keys):
        return keys, asked, np.arange(len(keys))
    order = keys.argsort(kind="stable")
    first = _changes(keys[order]).nonzero()[0]
    return keys[order[first]], np.add.reduceat(asked[order], first), order[first]


def _oldest_first(stock: Cents, group: NDArray[np.intp], wanted: Cents) -> tuple[Cents, Cents]:
    """Return what each group has in all, and what each lot gives of what is wanted of its group."""
    has = np.zeros(len(wanted), dtype=np.int64)
    np.add.at(has, group, stock)
    before = stock.cumsum() - stock
    if len(stock):
        opens = _changes(group)
        before -= before[opens][opens.cumsum() - 1]
    return has, np.minimum(np.maximum(wanted[group] - before, 0), stock)


def _pro_rata(other: Cents, stock: Cents, part: Cents, keep_one: bool) -> Cents:
    if (other == stock).all():  # money-like: a unit is a cent
        return part
    share = np.floor(other * (part / stock)).astype(np.int64)
    share = np.minimum(
        share, other - 1 if keep_one else other
    )  # a lot that is still worth something keeps a unit
    return np.where(
        (part == stock) | (other == stock), np.where(part == stock, other, part), np.maximum(share, 0)
    )


def split(total: int, weights: Any) -> Cents:
    """Share `total` cents out by weights: largest remainder, ties by index, exact. Shape of weights.

    `total` is a whole number from 0 to 1e17, weights are finite and >= 0; else ValueError.
    """
    heavy = np.asarray(weights, dtype=np.float64)
    shares, left, remainder = _floors(np.array([int(total)]), np.zeros(len(heavy), dtype=np.intp), heavy)
    if left[0]:
        shares[_largest(remainder, int(left[0]))] += 1
    return shares


def split_groups(totals: Cents, group: NDArray[np.intp], weights: Any) -> Cents:
    """Share each group's total out by weights, like `split`; `group` is the place of each row in totals."""
    heavy = np.asarray(weights, dtype=np.float64)
    shares, left, remainder = _floors(totals, group, heavy)
    few = len(group) > 64 * len(totals)
    for each in left.nonzero()[0].tolist() if few else ():
        members = (group == each).nonzero()[0]
        shares[members[_largest(remainder[members], int(left[each]))]] += 1
    if not few and left.any():
        order = np.lexsort((-remainder, group))
        starts = np.searchsorted(group[order], np.arange(len(totals)))
        place = np.arange(len(group)) - starts[group[order]]
        shares[order[place < left[group[order]]]] += 1
    return shares


def _largest(remainder: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    """Return where the largest remainders are, ties by index."""
    edge = np.partition(remainder, len(remainder) - count)[len(remainder) - count]
    above, ties = (remainder > edge).nonzero()[0], (remainder == edge).nonzero()[0]
    return np.concatenate((above, ties[: count - len(above)]))


def _floors(
    totals: Cents, group: NDArray[np.intp], weights: NDArray[np.float64]
) -> tuple[Cents, Cents, NDArray[np.float64]]:
    """Return each row's share rounded down, what is left of each group, and each row's remainder."""
    least = np.minimum.reduce(weights) if len(weights) else 1.0
    if not (least >= 0 and np.isfinite(weights).all()):
        raise ValueError(
            f"split: weight {weights[~(weights >= 0) | np.isinf(weights)][0]}; give finite weights >= 0"
        )
    if len(totals) and not (totals.min() >= 0 and totals.max() <= 10**17):
        raise ValueError(f"split: totals from {totals.min()} to {totals.max()} cents; the range is 0 to 1e17")
    one = len(totals) == 1
    sums = weights.sum(keepdims=True) if one else np.bincount(group, weights, minlength=len(totals))
    if (totals[~(sums > 0)] > 0).any() or not np.isfinite(sums).all():
        raise ValueError(f"split: {totals[~(sums > 0)][:1]} cents and weights that add up to nothing usable")
    total, by = (totals, sums) if one else (totals[group], sums[group])  # of each row's group
    share = weights / by if sums.all() else np.divide(weights, by, out=np.zeros_like(weights), where=by > 0)
    exact: NDArray[np.float64] = total * share
    # Rounding of the weights' sum must never hand out more than there is: lean down by that much.
    lean = 1.0 - (len(weights) + 4) * 2.0**-52
    shares = np.floor(exact * lean).astype(np.int64)
    left = totals.astype(np.int64)
    np.subtract.at(left, group, shares)
    takers = np.bincount(group, None if least > 0 else weights > 0, minlength=len(totals))
    while (left > takers).any():  # totals beyond 2^50 or so, where a float is not fine enough
        more = np.floor(np.where(left > takers, left, 0)[group] * share * lean).astype(np.int64)
        shares += more
        np.subtract.at(left, group, more)
    remainder: NDArray[np.float64] = exact - shares
    if not least > 0:
        remainder[weights <= 0] = -np.inf
    return shares, left, remainder
