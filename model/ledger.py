"""The ledger: the only place where money, claims and real assets move, in whole cents, double entry."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from model import ledger_state
from model.accounts import DEPOSIT, Cents, Party, Refused, Who, add, subtract, whole_cents
from model.audit import LedgerBroken, audit
from model.booking import BANK, BY_NOBODY, LOAN, Booking, Posting
from model.claims import ISSUER, UNITS, split, split_groups
from model.journal import CLAIM, INCOME, OPENING, REAL
from model.statements import Lots, Matrix

if TYPE_CHECKING:
    from hashlib import _Hash

__all__ = ["Ledger", "LedgerBroken", "Lots", "Matrix", "Refused", "split"]

RESERVES = "reserves"


class Ledger(Booking):
    """Accounts of every holder, and the verbs that move what stands in them.

    A party is (kind, rows). Amounts are dollars, rounded once to cents, or whole `cents=`; they
    and the rows broadcast. Every verb books all of its batch or nothing: it raises Refused where
    a payer or a claim has too little, ValueError for amounts and rows that make no sense. A single payer of
    a kind with an `overdraft` is never refused for lack of money: the bank lends it what it lacks, in the same breath.
    """

    split = staticmethod(split)

    def open(self, kind: str, count: int) -> NDArray[np.intp]:
        """Give `count` new holders of a kind empty accounts and return their ids."""
        if kind == "bank" and (count != 1 or "bank" in self.kinds):
            raise ValueError(f"open 'bank': {count} more; there is one bank, opened once with count 1")
        moved = self._books.open(kind, count)
        if moved is not None:
            self._journal.move(moved)
            for lots in self._claims.values():
                lots.data[: ISSUER + 1] = moved[lots.data[: ISSUER + 1]]
        return np.arange(self.count(kind) - count, self.count(kind))

    # ------------------------------------------------------------------ opening and income

    def endow(self, holder: Who, usd: Any = None, *, cents: Any = None) -> None:
        """Give holders their opening deposits; the bank's reserves rise by the same cents."""
        self._must_be_opening("endow")
        posting = self._posting("opening", BANK, holder, (usd, cents))
        reserves = posting._replace(payer=BY_NOBODY, payee=posting.payer)
        add(self._stock(RESERVES, posting.payer), posting.payer.at, posting.cents, posting.total)
        self._revalue(RESERVES, reserves)
        self._move(posting)
        self._earn(posting)
        self._record(OPENING, posting)
        for party, sign in ((posting.payer, -1), (posting.payee, 1)):
            self._journal.change(self._books, "deposit", party, posting, sign)

    def pay(self, what: str, payer: Who, payee: Who, usd: Any = None, *, cents: Any = None) -> Cents:
        """Pay income: deposits and net worth of both sides move. Return the cents of each row."""
        posting = self._posting(what, payer, payee, (usd, cents))
        self._move(posting)
        self._earn(posting)
        self._record(INCOME, posting)
        return posting.cents

    def pay_within(self, what: str, payer: Who, payee: Who, usd: Any) -> Cents:
        """Pay what is due as far as each payer's deposit goes; each payer named once. Return the cents paid."""
        party = self._books.party(payer)
        held = self._books.at(self._books.held, DEPOSIT, party)
        due, _, bad = whole_cents(usd, None)
        if bad is not None:
            return self.pay(what, payer, payee, usd)
        return self.pay(what, payer, payee, cents=np.minimum(due, held))

    def spread(self, what: str, payer: Who, payees: Who, total_cents: int, weights: Any) -> Cents:
        """Pay one total to many by weights, exact to the cent, and return each one's cents."""
        return self.pay(what, payer, payees, cents=split(total_cents, weights))

    def sweep(self, what: str, payer: Who, payee: Who) -> Cents:
        """Pay whatever the payers have on deposit, and return the cents of each."""
        party = self._books.party(payer)
        return self.pay(what, payer, payee, cents=self._books.at(self._books.held, DEPOSIT, party))

    def _must_be_opening(self, verb: str) -> None:
        if self._journal.months:
            raise ValueError(f"{verb}: month {self.month}; openings are booked before the first month closes")

    # ------------------------------------------------------------------ claims

    def issue(
        self, claim: str, holder: Who, issuer: Who, usd: Any = None, units: Any = None, *, cents: Any = None
    ) -> Cents:
        """Sell a new lot of a claim: the holder pays the issuer. `units` (int64) default to the cents."""
        posting = self._posting(f"issue {claim}", holder, issuer, (usd, cents), units)
        count = self._units(posting, units)
        self._line(claim, "claim")
        self._move(posting)
        self._append(claim, posting, holder_pays=True, units=count)
        self._record(CLAIM, posting)
        return posting.cents

    def grant(
        self, claim: str, holder: Who, issuer: Who, usd: Any = None, units: Any = None, *, cents: Any = None
    ) -> Cents:
        """Create a claim without cash: the holder's net worth rises, the issuer's falls, as a revaluation."""
        what = f"grant {claim}" if self._journal.months else "opening"
        posting = self._posting(what, issuer, holder, (usd, cents), units)
        count = self._units(posting, units)
        self._append(claim, posting, holder_pays=False, units=count)
        self._revalue(claim, posting)
        return posting.cents

    def lend(self, borrower: Who, usd: Any = None, *, cents: Any = None) -> Cents:
        """Let the bank lend: a deposit is created for the borrower, and a loan for the bank."""
        return self._lend(borrower, (usd, cents)).cents

    def repay(self, borrower: Who, usd: Any = None, *, cents: Any = None) -> Cents:
        """Repay the bank: the deposit and as much of the loan are extinguished."""
        posting = self._posting("repay", borrower, BANK, (usd, cents))
        self._reduce(LOAN, posting)
        return posting.cents

    def redeem(self, claim: str, holder: Who, issuer: Who, usd: Any = None, *, cents: Any = None) -> Cents:
        """Buy a claim back at its book value: the issuer pays the holder, oldest lot first."""
        posting = self._posting(f"redeem {claim}", issuer, holder, (usd, cents))
        self._reduce(claim, posting)
        return posting.cents

    def draw(
        self,
        claim: str,
        holder: Who,
        issuer: Who,
        usd: Any = None,
        against: str | None = None,
        *,
        cents: Any = None,
    ) -> Cents:
        """Call capital: the issuer pays the holder and its commitment falls by as much.

        With `against` the issuer gets that claim on the holder for the same cents.
        """
        posting = self._posting(f"draw {claim}", issuer, holder, (usd, cents))
        if against is not None:
            self._line(against, "claim")
        self._reduce(claim, posting)
        if against is not None:
            self._append(against, posting, holder_pays=True, units=posting.cents)
            self._revalue(against, posting._replace(payer=posting.payee, payee=posting.payer))
        return posting.cents

    def transfer(self, claim: str, issuer: Who, seller: Who, buyer: Who, units: Any, usd: Any) -> Cents:
        """Trade units of a claim second-hand: marked to the price, then sold at it, oldest lot first."""
        owing = self._books.party(issuer)
        what = f"trade {claim}"
        posting = self._posting(what, buyer, seller, (usd, None), units, np.empty(owing.size))
        count, size = self._units(posting, units), len(posting.cents)
        owing, lots, line = self._sized(owing, size, what), self._lots(claim), self._books.line(claim)
        taken = self._plan(lots, posting, owing.rows(size), count, UNITS)
        self._move(posting)
        if line is None:
            return posting.cents
        self._mark(
            claim, Posting(what, *self._parties_of(lots, taken.lots), -taken.cents, -int(taken.cents.sum()))
        )
        lots.shrink(taken)
        self._mark(claim, posting._replace(payer=owing))
        for party, change in ((posting.payee, subtract), (posting.payer, add)):
            change(self._accounts(claim, party, owing)[0], party.at, posting.cents, posting.total)
        lots.append(posting.payer.each, owing.each, count, posting.cents)
        self._record(CLAIM, posting)
        return posting.cents

    def revalue(self, claim: str, issuer: Who, price_usd_per_unit: Any) -> None:
        """Mark all lots of these issuers to a price; holder and issuer move oppositely, never as income."""
        party, price = self._books.party(issuer), np.asarray(price_usd_per_unit, dtype=np.float64)
        if price.size not in (1, party.size) or not (price.min(initial=0) >= 0 and np.isfinite(price.sum())):
            raise ValueError(
                f"mark {claim!r}, month {self.month}: prices are finite, >= 0, one or one per issuer"
            )
        lots = self._lots(claim)
        marked = lots.of_issuers(party.at, self._books.size)
        if party.size > 1:
            prices = np.empty(self._books.size)
            prices[party.at] = price
            price = prices[lots.column(ISSUER)[marked]]
        worth = lots.column(UNITS)[marked] * price
        cents, _, bad = whole_cents(worth, None)
        if bad is not None:
            raise ValueError(f"mark {claim!r}, month {self.month}: a lot would be worth {worth[bad]:g} usd")
        self._revalue_to(claim, marked, cents, f"mark {claim}")

    def revalue_lots(self, claim: str, lots: NDArray[np.intp], cents: Any) -> None:
        """Mark single lots (positions in `lots(claim)`, each once) to values in whole cents."""
        marked, (values, _, bad) = np.atleast_1d(lots), whole_cents(None, cents)
        live = np.flatnonzero(self._lots(claim).column(ISSUER))
        once = len(np.intersect1d(marked, live)) == len(marked) == len(values)
        if bad is not None or not once:
            raise ValueError(
                f"mark lots of {claim!r}, month {self.month}: name each live lot once, with cents >= 0 each"
            )
        self._revalue_to(claim, marked, values, f"mark {claim}")

    def close(self, claim: str, issuer: Who, payer: Who, usd: Any = None, *, cents: Any = None) -> Lots:
        """Settle an exit: the payer pays each issuer's holders by units, and the claim ends.

        The gap to book value is a revaluation. Return the lots that ended, with the cents paid to each.
        """
        posting = self._posting(f"exit {claim}", payer, issuer, (usd, cents))
        lots, owing = self._lots(claim), posting.payee.rows(len(posting.cents))
        place = np.zeros(self._books.size, dtype=np.intp)
        place[owing] = np.arange(len(owing))
        if (place[owing] != np.arange(len(owing))).any():
            raise ValueError(
                f"{posting.what!r}, month {self.month}: an issuer is named twice; name each once"
            )
        ended = lots.of_issuers(posting.payee.at, self._books.size)
        group = place[lots.column(ISSUER)[ended]]
        unheld = np.flatnonzero((posting.cents > 0) & (np.bincount(group, minlength=len(owing)) == 0))
        if len(unheld):
            whose = self._books.holder(int(owing[unheld[0]]))
            raise ValueError(
                f"{posting.what!r}, month {self.month}: nobody holds it of {whose[0]} {whose[1]}; pay 0"
            )
        paid = split_groups(posting.cents, group, lots.column(UNITS)[ended])
        issuers, holders = self._parties_of(lots, ended)
        source = posting.payer
        if not isinstance(source.at, int):
            source = Party(source.kind, source.rows(len(owing))[group], len(group))
        sale = Posting(posting.what, source, holders, paid, posting.total)
        self._move(sale)
        self._record(CLAIM, sale)
        self._revalue_to(claim, ended, paid, sale.what)
        self._revalue(claim, sale._replace(payee=issuers))  # the payer has bought the claim, and cancels it
        settled = self._listed(lots.data[:, ended])
        self._end(claim, ended)
        return settled

    def write_off(self, claim: str, issuer: Who) -> Lots:
        """Let all lots of these issuers fall to zero and end; return them with the cents lost."""
        lots = self._lots(claim)
        ended = lots.of_issuers(self._books.party(issuer).at, self._books.size)
        lost = self._listed(lots.data[:, ended])
        self._revalue_to(claim, ended, np.zeros(len(ended), dtype=np.int64), f"write off {claim}")
        self._end(claim, ended)
        return lost

    # ------------------------------------------------------------------ real assets

    def endow_asset(self, asset: str, owner: Who, usd: Any = None, *, cents: Any = None) -> None:
        """Give owners their opening stock of a real asset."""
        self._must_be_opening("endow_asset")
        posting = self._posting("opening", owner, owner, (usd, cents))
        add(self._stock(asset, posting.payee), posting.payee.at, posting.cents, posting.total)
        self._revalue(asset, posting._replace(payer=BY_NOBODY))

    def invest(
        self, what: str, asset: str, buyer: Who, seller: Who, usd: Any = None, *, cents: Any = None
    ) -> Cents:
        """Buy a new real asset: the seller earns, the buyer swaps money for the asset at cost."""
        posting = self._posting(what, buyer, seller, (usd, cents))
        self._line(asset, "real")
        self._move(posting)
        add(self._stock(asset, posting.payer), posting.payer.at, posting.cents, posting.total)
        self._earn(posting._replace(payer=BY_NOBODY))
        self._record(REAL, posting)
        return posting.cents

    def depreciate(self, asset: str, owner: Who, usd: Any = None, *, cents: Any = None) -> Cents:
        """Wear a real asset down: it and its owner's net worth fall."""
        posting = self._posting(f"depreciation of {asset}", owner, owner, (usd, cents))
        self._wear(asset, posting.what, posting)
        return posting.cents

    def scrap(self, asset: str, owner: Who) -> Cents:
        """Write a real asset down to zero and return the cents of each owner."""
        party = self._books.party(owner)
        stock = self._books.at(self._books.held, self._line(asset, "real"), party)
        posting = self._posting(f"scrap {asset}", owner, owner, (None, stock))
        self._wear(asset, asset, posting)
        return posting.cents

    # ------------------------------------------------------------------ the end of the month

    def close_month(self, month: int) -> int:
        """Audit every account of every holder, keep the month's matrices, and begin the next month.

        Return the sum over holders of absolute imbalance in cents, which is 0; else raise LedgerBroken.
        """
        if self._journal.months and month <= self._journal.months[-1]:
            raise ValueError(
                f"close_month: month {month} is closed; the next is {self._journal.months[-1] + 1}"
            )
        balance, out_by = audit(self._books, self._journal, self._claims, month)
        self._journal.close(month, balance)
        self._books.begin()
        for lots in self._claims.values():
            lots.compact()
            lots.merge(self._books.rank)
        self.month = month + 1
        return out_by

    def state(self) -> dict[str, NDArray[Any]]:
        """Return everything the future depends on as plain arrays, the same however rows are laid out."""
        return ledger_state.pack(self)

    @classmethod
    def from_state(cls, state: dict[str, NDArray[Any]], overdraft: Collection[str] = ()) -> Ledger:
        """Return a ledger that goes on exactly where `state` was taken, given the same kinds with an overdraft."""
        ledger = cls(overdraft)
        ledger_state.unpack(ledger, state)
        return ledger

    def digest_into(self, hasher: _Hash) -> None:
        """Feed every account, lot, entry and past month into a hash."""
        for name, array in sorted(self.state().items()):
            hasher.update(f"{name} {array.dtype.str} {array.shape} ".encode())
            hasher.update(np.ascontiguousarray(array).tobytes())
