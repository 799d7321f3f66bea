"""Origins of money: whole cents by tag, carried pro rata and exact to the cent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Cents = NDArray[np.int64]
Places = NDArray[np.intp]

OUTSIDE = 0
"""The tag of money that no member has stamped, or has stamped too long ago."""

VINTAGES = 24
"""Months for which a stamp holds; then the money counts as outside money."""

LARGEST_IN_FLOATS = 2**56
"""Cents up to which floats come near enough to a share for the exact correction; see `_by_floats`."""


class Overdrawn(Exception):  # noqa: N818 - the name says what happened
    """Origins that hold less than is to be taken: which account, what it has, what is asked."""

    def __init__(self, account: int, has: int, asked: int) -> None:
        super().__init__(account, has, asked)
        self.account, self.has, self.asked = account, has, asked


def pro_rata(origins: Cents, cents: Cents, balance: Cents | None = None) -> Cents:
    """Return what `cents` out of each account consist of: by largest remainder, ties to the lower tag.

    `origins` is accounts x tags, `cents` one amount per account, from 0 to the account's balance B, which is
    the sum of its origins. The result has the shape of `origins`; its rows add up to `cents`, and no cell
    exceeds its origin o.

    Balances up to 2^56 go by floats and an exact correction, larger ones by unbounded whole numbers: the
    answer is the same.
    """
    if balance is None:
        balance = origins.sum(axis=1)
    if balance.max(initial=0) <= LARGEST_IN_FLOATS:
        return _by_floats(origins, cents, np.maximum(balance, 1))
    whole = [in_whole_numbers(row, paid) for row, paid in zip(origins.tolist(), cents.tolist(), strict=True)]
    return np.array(whole, dtype=np.int64)


def _by_floats(origins: Cents, cents: Cents, divisor: Cents) -> Cents:
    """Return the same as `pro_rata`, in int64 arithmetic that may wrap and is exact all the same.

    A share s = cents o / B would overflow in whole numbers. A float quotient q is off by at most
    5 x 2^-53 s + 1, which is 41 cents for B up to 2^56. So the remainder cents o - q B stays below 2^62 and is
    exact modulo 2^64, however often the products wrap; dividing it by B corrects q to the floor of s.
    """
    by = divisor[:, None]
    whole = (origins * (cents / divisor)[:, None]).astype(np.int64)
    rest = cents[:, None] * origins
    rest -= whole * by
    off = rest // by
    if off.any():
        whole += off
        rest -= off * by
    _hand_out(whole, rest, cents - whole.sum(axis=1), divisor)
    return whole


def _hand_out(whole: Cents, rest: Cents, left: Cents, above_all: Cents) -> None:
    """Give the cents that are left in each row to its largest remainders, one each, ties to the lower tag."""
    rows = np.arange(len(left))
    least = np.where(left > 0, np.sort(rest, axis=1)[rows, -left], above_all)[:, None]
    takers = rest >= least
    if np.count_nonzero(takers) > left.sum():
        above, tied = rest > least, rest == least
        room = (left - np.count_nonzero(above, axis=1))[:, None]
        takers = above | (tied & (np.cumsum(tied, axis=1) <= room))
    whole += takers


def in_whole_numbers(origins: list[int], cents: int) -> list[int]:
    """Return the same as `pro_rata` for one account, by unbounded whole numbers."""
    balance = max(sum(origins), 1)
    parts = [divmod(cents * origin, balance) for origin in origins]
    left = cents - sum(whole for whole, _ in parts)
    largest = sorted(range(len(parts)), key=lambda tag: (-parts[tag][1], tag))[:left]
    return [whole + (tag in largest) for tag, (whole, _) in enumerate(parts)]


class Origins:
    """Where the money of every account comes from: int64 cents, accounts x tags; rows add up to balances.

    Tag 0 is outside money. Member m's stamp of a month is tag 1 + 24 m + (month modulo 24): a ring, of which
    one place per member is cleared when a month begins.
    """

    def __init__(self, balances: Cents, members: int) -> None:
        self.cents: Cents = np.zeros((len(balances), 1 + VINTAGES * members), dtype=np.int64)
        self.cents[:, OUTSIDE] = balances

    def grow(self, accounts: int, members: int) -> None:
        """Add accounts without money and members without stamps behind those that are there."""
        more = accounts - self.cents.shape[0], 1 + VINTAGES * members - self.cents.shape[1]
        self.cents = np.pad(self.cents, ((0, more[0]), (0, more[1])))

    def forget(self, month: int) -> Places:
        """Turn stamps of the month 24 months ago into outside money; return their tags, which are free again."""
        tags = np.arange(1 + month % VINTAGES, self.cents.shape[1], VINTAGES)
        self.cents[:, OUTSIDE] += self.cents[:, tags].sum(axis=1)
        self.cents[:, tags] = 0
        return tags

    def take(self, accounts: Places, cents: Cents) -> Cents:
        """Take payments out of accounts at once; return what they consist of, payments x tags. Raises Overdrawn.

        All payments of an account draw on what it has now. Where rounding would take more of an origin than
        there is, that account's payments draw one after the other instead.
        """
        order = accounts.argsort(kind="stable")
        ordered = accounts[order]
        opens = np.ones(len(order), dtype=bool)
        np.not_equal(ordered[1:], ordered[:-1], out=opens[1:])
        starts = opens.nonzero()[0]
        payers, place = ordered[starts], np.empty_like(order)
        place[order] = opens.cumsum() - 1
        left = self.cents[payers]
        has = left.sum(axis=1)
        self._must_have(payers, has, np.add.reduceat(cents[order], starts))
        taken = pro_rata(left[place], cents, has[place])
        left -= np.add.reduceat(taken[order], starts, axis=0)
        if left.min(initial=0) < 0:
            ends = [*starts[1:].tolist(), len(order)]
            for k in (left.min(axis=1) < 0).nonzero()[0].tolist():
                left[k] = self._in_turn(int(payers[k]), order[starts[k] : ends[k]], cents, taken)
        self.cents[payers] = left
        return taken

    def _must_have(self, payers: Places, has: Cents, asked: Cents) -> None:
        for k in (asked > has).nonzero()[0][:1].tolist():
            raise Overdrawn(int(payers[k]), int(has[k]), int(asked[k]))

    def _in_turn(self, account: int, payments: Places, cents: Cents, taken: Cents) -> Cents:
        """Let payments of one account draw one after the other; return what it has left."""
        left = self.cents[[account]]
        for payment in payments.tolist():
            taken[payment] = pro_rata(left, cents[[payment]])
            left = left - taken[payment]
        return left[0]

    def give(self, accounts: Places, taken: Cents) -> None:
        """Put money with these origins, payments x tags, into accounts; one may be named more than once."""
        for account, origins in zip(accounts.tolist(), taken, strict=True):
            self.cents[account] += origins
