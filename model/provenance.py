"""Provenance: where the money of every account comes from, followed through every payment of every month.

An onlooker: it reads the ledger's journal and writes nothing, so without it the history is the same.
What is stamped, how it travels and what pooling does: docs/provenance.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from model.loop_tally import MEMBERS, Payments, Tally
from model.stamps import OUTSIDE, Cents, Origins, Overdrawn, tag_of

if TYPE_CHECKING:
    from model.economy import Economy
    from model.statements import Batch, Statements

ONE_BY_ONE = (*MEMBERS, "governments", "outside_firms", "bank")
"""Kinds whose accounts are followed singly; every other kind is one pool, whatever its number of agents."""

POOL = -1
"""Stands for the id of an account that is a whole kind."""

FINANCING = ("issue ", "draw ", "redeem cloud_credit")
"""How the names of payments begin by which a member finances another: shares, loans and receivables, calls of
capital, and cloud credits in the month they are used, for a credit moves no money before."""


class OriginsBroken(ArithmeticError):  # noqa: N818 - the name says what happened
    """Origins that do not add up to an account's deposits: which account, when, out by how many cents."""

    def __init__(self, account: tuple[str, int], month: int, origins: int, deposits: int) -> None:
        (self.kind, self.id), self.month, self.cents = account, month, origins - deposits
        name = f"all {self.kind}" if self.id == POOL else f"{self.kind} {self.id}"
        super().__init__(
            f"month {month}: the origins of {name} add up to {origins} cents, its money to {deposits}; "
            f"out by {self.cents}"
        )


class Accounts:
    """Who is followed: an account is a holder (kind, id), or a pool (kind, POOL); numbers never change."""

    def __init__(self) -> None:
        self.names: list[tuple[str, int]] = []
        self.member: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        """Number among the members by account, -1 for others."""
        self.kinds: list[str] = []
        """Kind by member."""
        self._number: dict[tuple[str, int], int] = {}

    def enter(self, name: tuple[str, int]) -> int:
        """Return the number of an account; a new one gets the next."""
        if name not in self._number:
            self._number[name] = len(self.names)
            self.names.append(name)
            member = name[0] in MEMBERS
            self.member = np.append(self.member, len(self.kinds) if member else -1)
            self.kinds += [name[0]] * member
        return self._number[name]

    def of_rows(self, ledger: Statements) -> NDArray[np.intp]:
        """Return the account of each row of the ledger's books; newcomers are entered."""
        regions = {kind: ledger.rows_of(kind) for kind in ledger.kinds}
        accounts = np.zeros(max((rows.stop for rows in regions.values()), default=1), dtype=np.intp)
        for kind, rows in regions.items():
            ids = range(rows.stop - rows.start) if kind in ONE_BY_ONE else [POOL]
            accounts[rows] = [self.enter((kind, i)) for i in ids]
        return accounts


class Provenance:
    """Origins of all money by account, checked every month, and the tally of what they say about the loop.

    Money that is there when it begins to look is outside money.
    """

    name = "provenance"

    def __init__(self, ledger: Statements) -> None:
        self.accounts = Accounts()
        self.month, self._seen = ledger.month, sum(1 for _ in ledger.batches())
        self._account_of = self.accounts.of_rows(ledger)
        self.origins = Origins(self._deposits(ledger), len(self.accounts.kinds))
        self.tally = Tally(self.accounts.kinds)

    @classmethod
    def attend(cls, economy: Economy) -> Self:
        """Look at an economy from now on, or go on from where it was saved; return the onlooker."""
        provenance = cls(economy.ledger)
        if cls.name in economy.remembered:
            provenance.restore(economy.remembered[cls.name])
        economy.onlookers.append(provenance)
        return provenance

    @classmethod
    def of(cls, economy: Economy) -> Self:
        """Return the onlooker of an economy; raises ValueError where there is none."""
        for look in economy.onlookers:
            if isinstance(look, cls):
                return look
        raise ValueError("provenance: nobody follows this economy's money; call Provenance.attend(economy) first")

    def __call__(self, economy: Economy) -> None:
        """Follow the month that is complete and not yet closed."""
        self.look(economy.ledger)
        self.tally.close()

    def look(self, ledger: Statements) -> None:
        """Follow what was booked since the last look, and check; raises OriginsBroken."""
        for month in range(self.month + 1, ledger.month + 1):
            self.tally.begin(self.origins.forget(month))
            self.month, self._seen = month, 0
        self._account_of = self.accounts.of_rows(ledger)
        self.origins.grow(len(self.accounts.names), len(self.accounts.kinds))
        self.tally.grow(self.accounts.kinds)
        for batch in ledger.batches(self._seen):
            self._seen += 1
            if batch.total and batch.entry_class != "revaluation":
                self._carry(batch)
        self.check(ledger)

    def check(self, ledger: Statements) -> None:
        """Raise OriginsBroken unless all origins are positive and add up to the money of each account."""
        found, deposits = self.origins.cents.sum(axis=1), self._deposits(ledger)
        wrong = np.flatnonzero((found != deposits) | (self.origins.cents < 0).any(axis=1))
        if len(wrong):
            account = int(wrong[0])
            raise OriginsBroken(
                self.accounts.names[account], self.month, int(found[account]), int(deposits[account])
            )

    def _deposits(self, ledger: Statements) -> Cents:
        """Return the money of each account in the ledger, cents."""
        deposits = np.zeros(len(self.accounts.names), dtype=np.int64)
        for kind in ledger.kinds:
            np.add.at(deposits, self._account_of[ledger.rows_of(kind)], ledger.deposits(kind))
        return deposits

    def _carry(self, batch: Batch) -> None:
        """Take the payments of a batch out of the payers' origins, stamp what finances, give it to the payees.

        The ledger books a batch at once, so within one only sums by payer and payee count.
        """
        payer, payee, cents = self._pairs(batch)
        bank = self.accounts.enter(("bank", 0))
        # What the bank pays it makes, as outside money; what it is paid ends, with its stamps.
        self.origins.cents[bank, OUTSIDE] += cents[payer == bank].sum()
        try:
            origins = self.origins.take(payer, cents)
        except Overdrawn as short:
            raise OriginsBroken(
                self.accounts.names[short.account], self.month, short.has, short.asked
            ) from None
        member = self.accounts.member
        payments = Payments(batch.what, member[payer], member[payee], cents, origins)
        if (payments.payee >= 0).any():
            self.tally.receive(payments)
            self._stamp(batch, payments)
        self.origins.give(payee, origins)
        self.origins.cents[bank] = 0

    def _pairs(self, batch: Batch) -> tuple[NDArray[np.intp], NDArray[np.intp], Cents]:
        """Return payers, payees and cents of a batch by account; what stays in its account is left out."""
        accounts = len(self.accounts.names)
        key = self._account_of[batch.payer] * accounts + self._account_of[batch.payee]
        if (key == key[0]).all():
            pairs, cents = key[:1], np.array([batch.total])
        else:
            pairs, place = np.unique(key, return_inverse=True)
            cents = np.zeros(len(pairs), dtype=np.int64)
            np.add.at(cents, place, batch.cents)
        payer, payee = np.divmod(pairs, accounts)
        moves = (payer != payee) & (cents > 0)
        return payer[moves], payee[moves], cents[moves]

    def _stamp(self, batch: Batch, payments: Payments) -> None:
        """Stamp what members pay other members to finance them with the payer and the month, whatever it was."""
        if batch.entry_class == "claim" and batch.what.startswith(FINANCING):
            inner = np.flatnonzero((payments.payer >= 0) & (payments.payee >= 0))
            tags = np.array([tag_of(m, self.month) for m in payments.payer[inner].tolist()], dtype=np.intp)
            payments.origins[inner] = 0
            payments.origins[inner, tags] = payments.cents[inner]
            self.tally.finance(tags, payments.cents[inner])

    def state(self) -> dict[str, Any]:
        """Return copies of everything that the months to come depend on, and what was measured so far."""
        return {
            "names": list(self.accounts.names),
            "origins": self.origins.cents.copy(),
            "month": self.month,
            "seen": self._seen,
            "tally": self.tally.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave; the ledger looked at next must be the one that was looked at."""
        self.accounts = Accounts()
        for name in state["names"]:
            self.accounts.enter(name)
        self.origins.cents = state["origins"].copy()
        self.month, self._seen = state["month"], state["seen"]
        self.tally.restore(state["tally"])
