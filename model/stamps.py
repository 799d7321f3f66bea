"""Origins of money: whole cents by tag, carried pro rata and exact to the cent."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Cents = NDArray[np.int64]
Places = NDArray[np.intp]

OUTSIDE = 0
"""The tag of money that no member has stamped, or has stamped too long ago."""

VINTAGES = 24
"""Months for which a stamp holds; then the money counts as outside money."""

LARGEST_IN_FLOATS = 2**56
"""Cents up to which floats come near enough to a share for the exact correction; see `pro_rata`."""


class Overdrawn(Exception):  # noqa: N818 - the name says what happened
    """Origins that hold less than is to be taken: which account, what it has, what is asked."""

    def __init__(self, account: int, has: int, asked: int) -> None:
        super().__init__(account, has, asked)
        self.account, self.has, self.asked = account, has, asked


def pro_rata(origins: Cents, cents: Cents) -> Cents:
    """Return what `cents` out of each account consist of: by largest remainder, ties to the lower tag.

    `origins` is accounts x tags, `cents` one amount per account, from 0 to the account's balance B. The
    result has the shape of `origins`; its rows add up to `cents`, and no cell exceeds its origin o.

    A share s = cents o / B would overflow in whole numbers. A float quotient q is off by at most
    5 x 2^-53 s + 1, which is 41 cents for B up to 2^56. So the remainder cents o - q B stays below 2^62 and is
    exact modulo 2^64, however often the products wrap; dividing it by B corrects q to the floor of s.
    Larger balances go through Python's unbounded numbers.
    """
    balance = origins.sum(axis=1)
    if (cents > balance).any():
        account = int(np.argmax(cents > balance))
        raise Overdrawn(account, int(balance[account]), int(cents[account]))
    divisor = np.maximum(balance, 1)[:, None]
    whole = (origins * (cents / divisor[:, 0])[:, None]).astype(np.int64)
    rest = cents[:, None] * origins - whole * divisor
    off = rest // divisor
    whole += off
    rest -= off * divisor
    _hand_out(whole, rest, cents - whole.sum(axis=1))
    for account in np.flatnonzero(balance > LARGEST_IN_FLOATS):
        whole[account] = in_whole_numbers(origins[account].tolist(), int(cents[account]))
    return whole


def _hand_out(whole: Cents, rest: Cents, left: Cents) -> None:
    """Give the cents that are left in each row to its largest remainders, one each, ties to the lower tag."""
    for row in np.flatnonzero(left > 0).tolist():
        parts, count = rest[row], int(left[row])
        least = np.partition(parts, -count)[-count]
        above = parts > least
        tied = np.flatnonzero(parts == least)[: count - np.count_nonzero(above)]
        whole[row] += above
        whole[row, tied] += 1


def in_whole_numbers(origins: list[int], cents: int) -> list[int]:
    """Return the same as `pro_rata` for one account, by unbounded whole numbers."""
    balance = sum(origins)
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
        """Take cents out of accounts and return what they consist of, payments x tags.

        An account named more than once pays one after the other. Raises Overdrawn.
        """
        taken = np.zeros((len(accounts), self.cents.shape[1]), dtype=np.int64)
        for turn in _turns(accounts):
            paying = accounts[turn]
            try:
                taken[turn] = part = pro_rata(self.cents[paying], cents[turn])
            except Overdrawn as short:
                raise Overdrawn(int(paying[short.account]), short.has, short.asked) from None
            self.cents[paying] -= part
        return taken

    def give(self, accounts: Places, taken: Cents) -> None:
        """Put money with these origins, payments x tags, into accounts; one may be named more than once."""
        for account, origins in zip(accounts.tolist(), taken, strict=True):
            self.cents[account] += origins


def _turns(accounts: Places) -> Iterator[Places]:
    """Yield positions in which no account is named twice, until all positions had their turn."""
    if len(accounts) == 1:
        yield np.zeros(1, dtype=np.intp)
        return
    order = np.argsort(accounts, kind="stable")
    first = np.flatnonzero(np.diff(accounts[order], prepend=-1))
    turn = np.empty(len(accounts), dtype=np.intp)
    turn[order] = np.arange(len(accounts)) - np.repeat(first, np.diff(first, append=len(accounts)))
    for k in range(int(turn.max(initial=-1)) + 1):
        yield np.flatnonzero(turn == k)


def tag_of(member: int, month: int) -> int:
    """Return the tag of what a member stamps in a month."""
    return 1 + VINTAGES * member + month % VINTAGES
