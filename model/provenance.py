"""Provenance: where the money of every account comes from, followed through every payment of every month.

An onlooker: it reads the ledger's journal and writes nothing, so without it the history is the same.
What is stamped, how it travels and what pooling does: docs/provenance.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from model.loop_tally import MEMBERS, Payments, Tally
from model.stamps import OUTSIDE, VINTAGES, Cents, Origins, Overdrawn

if TYPE_CHECKING:
    from model.economy import Economy
    from model.statements import Batch

ONE_BY_ONE = (*MEMBERS, "funds", "governments", "outside_firms", "bank")
"""Kinds whose accounts are followed singly unless told otherwise; every other kind is one pool, whatever its number of agents."""

BANK = ("bank", 0)
POOL = -1
"""Stands for the id of an account that is a whole kind."""

FINANCING = ("issue ", "draw ", "redeem cloud_credit")
"""How the names of payments begin by which a member finances another: shares, loans and receivables, calls of
capital, and cloud credits in the month they are used, for a credit moves no money before."""


class OriginsBroken(ArithmeticError):  # noqa: N818 - the name says what happened
    """Origins that do not add up to an account's money, or pay for less: which, when, out by how many cents."""

    def __init__(
        self, account: tuple[str, int], month: int, origins: int, cents: int, of: str = "its money"
    ) -> None:
        (self.kind, self.id), self.month, self.cents = account, month, origins - cents
        name = f"all {self.kind}" if self.id == POOL else f"{self.kind} {self.id}"
        super().__init__(
            f"month {month}: the origins of {name} add up to {origins} cents, {of} to {cents}; "
            f"out by {self.cents}"
        )


def is_financing(batch: Batch) -> bool:
    """Return whether payments of a batch, between members, finance the one that is paid."""
    return batch.entry_class == "claim" and batch.what.startswith(FINANCING)


class Flows(NamedTuple):
    """Payments between accounts, in the order of their batches: number of the batch, payer, payee, cents."""

    batch: NDArray[np.intp]
    payer: NDArray[np.intp]
    payee: NDArray[np.intp]
    cents: Cents


class Carried(NamedTuple):
    """Payments that were followed: what for, payer and payee (kinds), cents, and of them the stamped ones."""

    what: list[str]
    payer: list[str]
    payee: list[str]
    cents: Cents
    stamped: Cents


class Books(Protocol):
    """What is looked at of a ledger: the month it is in, who has accounts, their money, what was booked."""

    @property
    def month(self) -> int:
        """The month it is in."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Who has accounts, in the order they were opened."""

    def rows_of(self, kind: str, /) -> slice:
        """Return which rows are a kind's."""

    def deposits(self, kind: str, /) -> Cents:
        """Return the money of a kind by id, cents."""

    def batches(self, skip: int = 0, /) -> Iterator[Batch]:
        """Yield this month's postings in the order they were booked, but the first `skip`."""


class Accounts:
    """Who is followed: an account is a holder (kind, id), or a pool (kind, POOL); numbers never change."""

    def __init__(self, singly: Collection[str] = ONE_BY_ONE) -> None:
        self.singly = tuple(singly)
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

    def of_rows(self, ledger: Books) -> NDArray[np.intp]:
        """Return the account of each row of the ledger's books; newcomers are entered."""
        regions = {kind: ledger.rows_of(kind) for kind in ledger.kinds}
        accounts = np.zeros(max((rows.stop for rows in regions.values()), default=1), dtype=np.intp)
        for kind, rows in regions.items():
            ids = range(rows.stop - rows.start) if kind in self.singly else [POOL]
            accounts[rows] = [self.enter((kind, i)) for i in ids]
        return accounts


class Provenance:
    """Origins of all money by account, checked every month, and the tally of what they say about the loop.

    Money that is there when it begins to look is outside money. `listeners` are told of all payments that
    it follows, some at a time; they are not saved. `singly` names the kinds whose accounts are followed one by one.
    """

    name = "provenance"

    def __init__(self, ledger: Books, singly: Collection[str] = ONE_BY_ONE) -> None:
        self.accounts = Accounts(singly)
        self.listeners: list[Callable[[Carried], None]] = []
        self.month, self._seen = ledger.month, sum(1 for _ in ledger.batches())
        self._account_of = self.accounts.of_rows(ledger)
        self.origins = Origins(self._deposits(ledger), len(self.accounts.kinds))
        self.tally = Tally(self.accounts.kinds)

    @classmethod
    def attend(cls, economy: Economy, singly: Collection[str] = ONE_BY_ONE) -> Self:
        """Look at an economy from now on, or go on from where it was saved; return the onlooker.

        `singly` may name more kinds than are followed one by one as a rule: slower, and nothing mixes. What was saved
        goes on as it began. Raises ValueError where months were run unseen since the economy was loaded.
        """
        provenance = cls(economy.ledger, singly)
        if cls.name in economy.remembered:
            provenance.restore(economy.remembered[cls.name])
            if economy.ledger.month > provenance.month + 1:
                raise ValueError(
                    f"provenance: followed up to month {provenance.month}, and month {economy.ledger.month} "
                    "is next; attend to a loaded economy before it runs on"
                )
        economy.onlookers.append(provenance)
        return provenance

    @classmethod
    def of(cls, economy: Economy) -> Self:
        """Return the onlooker of an economy; raises ValueError where there is none."""
        for look in economy.onlookers:
            if isinstance(look, cls):
                return look
        raise ValueError(
            "provenance: nobody follows this economy's money; call Provenance.attend(economy) first"
        )

    def __call__(self, economy: Economy) -> None:
        """Follow the month that is complete and not yet closed."""
        self.look(economy.ledger)
        self.tally.close()

    def look(self, ledger: Books) -> None:
        """Follow what was booked since the last look, and check; raises OriginsBroken."""
        for month in range(self.month + 1, ledger.month + 1):
            self.tally.begin(self.origins.forget(month))
            self.month, self._seen = month, 0
        self._account_of = self.accounts.of_rows(ledger)
        self.origins.grow(len(self.accounts.names), len(self.accounts.kinds))
        self.tally.grow(self.accounts.kinds)
        batches = list(ledger.batches(self._seen))
        self._seen += len(batches)
        self._follow([batch for batch in batches if batch.total and batch.entry_class != "revaluation"])
        self.check(ledger)

    def check(self, ledger: Books) -> None:
        """Raise OriginsBroken unless all origins are positive and add up to the money of each account."""
        found, deposits = self.origins.cents.sum(axis=1), self._deposits(ledger)
        wrong = np.flatnonzero((found != deposits) | (self.origins.cents < 0).any(axis=1))
        if len(wrong):
            account = int(wrong[0])
            raise OriginsBroken(
                self.accounts.names[account], self.month, int(found[account]), int(deposits[account])
            )

    def _deposits(self, ledger: Books) -> Cents:
        """Return the money of each account in the ledger, cents."""
        deposits = np.zeros(len(self.accounts.names), dtype=np.int64)
        for kind in ledger.kinds:
            np.add.at(deposits, self._account_of[ledger.rows_of(kind)], ledger.deposits(kind))
        return deposits

    def _follow(self, batches: list[Batch]) -> None:
        """Carry the origins of payments in the order of their batches; count those that members are paid."""
        flows = self._flows(batches)
        parts = [self._carry(flow, batches) for flow in self._at_once(flows)]
        if parts:
            numbers, *columns = (np.concatenate(column) for column in zip(*parts, strict=True))
            self.tally.receive(Payments([batches[k].what for k in numbers.tolist()], *columns))

    def _flows(self, batches: list[Batch]) -> Flows:
        """Return payments by batch, payer and payee; what stays in its account is left out.

        The ledger books a batch at once, so that within one only sums by payer and payee count.
        """
        if not batches:
            return Flows(*(np.zeros(0, dtype=np.int64) for _ in Flows._fields))
        accounts = len(self.accounts.names)
        batch = np.repeat(np.arange(len(batches)), [len(b.cents) for b in batches])
        payer, payee = (
            self._account_of[np.concatenate([getattr(b, side) for b in batches])]
            for side in ("payer", "payee")
        )
        key = (batch * accounts + payer) * accounts + payee
        # Neighbours are mostly of one pair: added up before the sorting, they make it short.
        first = np.flatnonzero(np.diff(key, prepend=-1))
        runs = np.add.reduceat(np.concatenate([b.cents for b in batches]), first)
        pairs, place = np.unique(key[first], return_inverse=True)
        cents = np.zeros(len(pairs), dtype=np.int64)
        np.add.at(cents, place, runs)
        (batch, pair) = np.divmod(pairs, accounts * accounts)
        payer, payee = np.divmod(pair, accounts)
        moves = (payer != payee) & (cents > 0)
        return Flows(batch[moves], payer[moves], payee[moves], cents[moves])

    def _at_once(self, flows: Flows) -> Iterator[Flows]:
        """Yield runs of batches in which nobody pays who was paid in an earlier batch of the run.

        Their order does not matter: each draws on what the account had before the run. The bank makes
        what it pays.
        """
        bank, begin, paid = self.accounts.enter(BANK), 0, set[int]()
        starts = np.flatnonzero(np.diff(flows.batch, prepend=-1)).tolist()
        for first, stop in pairwise([*starts, len(flows.batch)]):
            if paid.intersection(flows.payer[first:stop].tolist()):
                yield Flows(*(column[begin:first] for column in flows))
                begin, paid = first, set()
            paid.update(flows.payee[first:stop].tolist())
            paid.discard(bank)
        if len(flows.batch):
            yield Flows(*(column[begin:] for column in flows))

    def _carry(self, flows: Flows, batches: list[Batch]) -> tuple[NDArray[Any], ...]:
        """Take payments out of the payers' origins, stamp those that finance, give them to the payees.

        Returns the columns of those that members are paid: batch, paying and paid member, cents, origins.
        """
        batch, payer, payee, cents = flows
        bank = self.accounts.enter(BANK)
        self.origins.cents[bank, OUTSIDE] = cents[payer == bank].sum()
        try:
            origins = self.origins.take(payer, cents)
        except Overdrawn as short:
            raise OriginsBroken(
                self.accounts.names[short.account], self.month, short.has, short.asked, "what it pays"
            ) from None
        member = self.accounts.member
        got = np.flatnonzero(member[payee] >= 0)
        received = batch[got], member[payer[got]], member[payee[got]], cents[got], origins[got]
        inner = got[member[payer[got]] >= 0]
        finances = [k for k in inner.tolist() if is_financing(batches[batch[k]])]
        if finances:
            self._stamp(finances, member[payer[finances]], cents, origins)
        self.origins.give(payee, origins)
        self.origins.cents[bank] = 0
        self._tell(flows, cents - origins[:, OUTSIDE], batches)
        return received

    def _tell(self, flows: Flows, stamped: Cents, batches: list[Batch]) -> None:
        if not self.listeners:
            return
        payer, payee = (
            [self.accounts.names[k][0] for k in side.tolist()] for side in (flows.payer, flows.payee)
        )
        carried = Carried([batches[k].what for k in flows.batch.tolist()], payer, payee, flows.cents, stamped)
        for listen in self.listeners:
            listen(carried)

    def _stamp(self, finances: list[int], member: NDArray[np.intp], cents: Cents, origins: Cents) -> None:
        """Give payments that finance the stamp of the paying member and the month, whatever they consisted of."""
        tags = 1 + VINTAGES * member + self.month % VINTAGES
        origins[finances] = 0
        origins[finances, tags] = cents[finances]
        self.tally.finance(tags, cents[finances])

    def state(self) -> dict[str, Any]:
        """Return copies of everything that the months to come depend on, and what was measured so far."""
        return {
            "names": list(self.accounts.names),
            "singly": self.accounts.singly,
            "origins": self.origins.cents.copy(),
            "month": self.month,
            "seen": self._seen,
            "tally": self.tally.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave; the ledger looked at next must be the one that was looked at."""
        self.accounts = Accounts(state["singly"])
        for name in state["names"]:
            self.accounts.enter(name)
        self.origins.cents = state["origins"].copy()
        self.month, self._seen = state["month"], state["seen"]
        self.tally.restore(state["tally"])
