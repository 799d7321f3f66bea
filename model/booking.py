"""How one posting is checked, rounded and booked: the steps that the ledger's verbs are made of."""

from __future__ import annotations

from typing import Any, NamedTuple, NoReturn

import numpy as np
from numpy.typing import NDArray

from model.accounts import (
    DEPOSIT,
    LARGEST_USD,
    MIXED,
    NET_WORTH,
    NOBODY,
    Cents,
    Party,
    Refused,
    Who,
    add,
    subtract,
    whole_cents,
)
from model.claims import CENTS, HOLDER, ISSUER, ClaimLots, Shortage, Taken
from model.journal import CLAIM, REVALUATION
from model.statements import Statements

BY_NOBODY = Party(NOBODY, 0, 1)
BANK = ("bank", 0)
LOAN = "loan"


class Posting(NamedTuple):
    """A posting ready to be booked: cents by row of the batch, and their sum."""

    what: str
    payer: Party
    payee: Party
    cents: Cents
    total: int


class Booking(Statements):
    """The writing half of the ledger below its verbs. Checks come first; what follows cannot fail."""

    def _posting(self, what: str, payer: Who, payee: Who, amount: tuple[Any, Any], *others: Any) -> Posting:
        """Resolve both parties and the amount (usd, cents), and give all of them one length.

        `others` are further columns of the batch (units, prices); they only count for the length.
        """
        sides = self._books.party(payer), self._books.party(payee)
        amounts, total, bad = whole_cents(*amount)
        if bad is not None:
            self._refuse_amount(what, sides[0], bad, amount)
        sizes = [len(amounts), sides[0].size, sides[1].size]
        if others:
            sizes += [np.size(other) for other in others if other is not None]
        if set(sizes) <= {1, len(amounts)}:
            return Posting(what, sides[0], sides[1], amounts, total)
        size = max(*sizes, 1)
        if 0 in sizes[:3]:
            size = 0
        source, target = (self._sized(side, size, what) for side in sides)
        if len(amounts) != size:
            self._must_match(len(amounts), size, f"{what!r}: amounts")
            total *= size
            if total > 2**62:
                raise ValueError(
                    f"{what!r}: {size} times {amounts[0]} cents is more than books hold; check the unit"
                )
            amounts = np.repeat(amounts[:1], size)
            total = total if size else 0
        return Posting(what, source, target, amounts, total)

    def _sized(self, party: Party, size: int, what: str) -> Party:
        """Return the party at the length of the batch: one row goes with any length."""
        if party.size == size or (party.size == 1 and size > 1):
            return party
        self._must_match(party.size, size, f"{what!r}: rows of {self._books.kinds[party.kind]}")
        return Party(party.kind, np.zeros(0, dtype=np.intp), 0)

    def _must_match(self, found: int, size: int, what: str) -> None:
        if found != 1 and size != 0:
            raise ValueError(
                f"{what}, month {self.month}: {found} given for a batch of {size}; give 1 or {size}"
            )

    def _refuse_amount(self, what: str, payer: Party, bad: int, amount: tuple[Any, Any]) -> NoReturn:
        usd, cents = amount
        given = np.atleast_1d(np.asarray(cents if usd is None else usd))[bad]
        who = self._books.holder(payer.row_at(bad)) if payer.size else ("nobody", 0)
        raise ValueError(
            f"{what!r}, month {self.month}: {who[0]} {who[1]} is to pay {given} {'cents' if usd is None else 'usd'}; "
            f"amounts are finite, from 0 to {LARGEST_USD:g} usd"
        )

    def _units(self, posting: Posting, units: Any) -> Cents:
        """Return whole units for each row of the batch; none given means as many as cents."""
        if units is None:
            return posting.cents
        given = np.asarray(units)
        if given.shape == posting.cents.shape and given.dtype == np.int64 and given.min(initial=1) > 0:
            return given.copy()
        count = np.broadcast_to(given, posting.cents.shape)
        wrong = (
            given.dtype.kind not in "iu" or (count < 0).any() or ((count == 0) & (posting.cents > 0)).any()
        )
        if wrong:
            raise ValueError(
                f"{posting.what!r}, month {self.month}: units must be whole (int64), >= 0, and above 0 where money is paid"
            )
        return count.astype(np.int64)

    # ------------------------------------------------------------------ deposits and net worth

    def _move(self, posting: Posting) -> None:
        """Move deposits from payer to payee, or refuse: the one place where deposits change.

        The bank pays by owing more, and is paid by owing less. Who has an overdraft first borrows what it lacks.
        """
        books, (_, payer, payee, cents, total) = self._books, posting
        held = books.held[DEPOSIT]
        if books.kinds[payer.kind] in books.overdraft and isinstance(payer.at, int):
            self._lend_what_lacks(payer.at, total)
        if payer.kind == books.bank.kind:
            books.account(books.owed, DEPOSIT, books.bank)[books.bank.at] += total
        else:
            self._take(held, posting)
        add(held, payee.at, cents, total)
        if payee.kind in (books.bank.kind, MIXED):
            paid_to_bank = held[books.bank.at]
            books.account(books.owed, DEPOSIT, books.bank)[books.bank.at] -= paid_to_bank
            held[books.bank.at] = 0

    def _lend_what_lacks(self, row: int, total: int) -> None:
        lacks = total - int(self._books.held[DEPOSIT][row])
        if lacks > 0:
            self._lend(self._books.holder(row), (None, lacks))

    def _lend(self, borrower: Who, amount: tuple[Any, Any]) -> Posting:
        """Create a deposit for the borrower, and a loan for the bank; `amount` is (usd, cents)."""
        posting = self._posting("lend", BANK, borrower, amount)
        self._move(posting)
        self._append(LOAN, posting, holder_pays=True, units=posting.cents)
        self._record(CLAIM, posting)
        return posting

    def _take(self, account: Cents, posting: Posting) -> None:
        """Lower an account of the payers, or refuse where one has too little and leave all as it was."""
        what, payer, _, cents, total = posting
        subtract(account, payer.at, cents, total)
        left = account[payer.at]
        if (left < 0) if isinstance(payer.at, int) else len(left) and np.minimum.reduce(left) < 0:
            row = payer.row_at(int(np.flatnonzero(np.atleast_1d(left) < 0)[0]))
            add(account, payer.at, cents, total)
            asked = int(cents[payer.rows(len(cents)) == row].sum())
            raise Refused(what, self._books.holder(row), self.month, int(account[row]), asked)

    def _earn(self, posting: Posting) -> None:
        """Let net worth follow: the payer's falls and the payee's rises; nobody has none."""
        worth = self._books.owed[NET_WORTH]
        _, payer, payee, cents, total = posting
        if payer.kind != NOBODY:
            subtract(worth, payer.at, cents, total)
        if payee.kind != NOBODY:
            add(worth, payee.at, cents, total)

    def _record(self, entry_class: int, posting: Posting) -> None:
        self._journal.record(self._books, entry_class, posting)

    def _revalue(self, label: str, posting: Posting) -> None:
        """Shift net worth from payer to payee without a payment, on a line of the revaluation matrix."""
        self._earn(posting)
        self._record(REVALUATION, posting)
        self._journal.change(self._books, label, posting.payee, posting, 1)
        self._journal.change(self._books, label, posting.payer, posting, -1)

    # ------------------------------------------------------------------ claims

    def _lots(self, claim: str) -> ClaimLots:
        """Return the lots of a claim; one that was never issued has none."""
        self._line(claim, "claim")
        return self._claims.get(claim) or ClaimLots()

    def _append(self, claim: str, posting: Posting, holder_pays: bool, units: Cents) -> None:
        """Add lots and raise what the holder has and the issuer owes; all units in cents make it money-like."""
        holder, issuer = (posting.payer, posting.payee) if holder_pays else (posting.payee, posting.payer)
        held, owed = self._accounts(claim, holder, issuer)
        lots = self._claims.setdefault(claim, ClaimLots())
        lots.counted |= units is not posting.cents
        lots.append(holder.each, issuer.each, units, posting.cents)
        add(held, holder.at, posting.cents, posting.total)
        add(owed, issuer.at, posting.cents, posting.total)

    def _accounts(self, claim: str, holder: Party, issuer: Party) -> tuple[Cents, Cents]:
        """Return the writable lines of a claim: what is held of it, and what is owed."""
        books = self._books
        line = books.instrument(claim, "claim")
        return books.account(books.held, line, holder), books.account(books.owed, line, issuer)

    def _plan(
        self, lots: ClaimLots, posting: Posting, issuer: NDArray[np.intp], asked: Cents, by: int
    ) -> Taken:
        """Plan what to take from the payee's lots of these issuers, or refuse, naming payer or seller."""
        if not len(asked):
            return Taken(np.zeros(0, dtype=np.intp), asked, asked)
        try:
            return lots.take(posting.payee.rows(len(asked)), issuer, asked, by)
        except Shortage as short:
            party = posting.payer if by == CENTS else posting.payee
            who = self._books.holder(party.row_at(short.position))
            raise Refused(posting.what, who, self.month, short.has, short.asked) from None

    def _reduce(self, claim: str, posting: Posting) -> None:
        """Let issuers pay holders, and the claim fall by the same cents."""
        lots = self._lots(claim)
        taken = self._plan(lots, posting, posting.payer.rows(len(posting.cents)), posting.cents, CENTS)
        self._move(posting)
        lots.shrink(taken)
        held, owed = self._accounts(claim, posting.payee, posting.payer)
        subtract(held, posting.payee.at, posting.cents, posting.total)
        subtract(owed, posting.payer.at, posting.cents, posting.total)
        self._record(CLAIM, posting)

    def _revalue_to(self, claim: str, marked: NDArray[np.intp], cents: Cents, what: str) -> None:
        """Mark lots to new values: holders gain what issuers lose."""
        if not len(marked):
            return
        lots = self._claims[claim]
        gain = cents - lots.column(CENTS)[marked]
        if not gain.any():  # what has no book value, such as a promise, has nothing to lose
            return
        lots.column(CENTS)[marked] = cents
        self._mark(claim, Posting(what, *self._parties_of(lots, marked), gain, int(gain.sum())))

    def _parties_of(self, lots: ClaimLots, rows: NDArray[np.intp]) -> tuple[Party, Party]:
        """Return issuers and holders of lots as parties."""
        issuer, holder = (lots.column(side)[rows] for side in (ISSUER, HOLDER))
        return Party(MIXED, issuer, len(rows)), Party(MIXED, holder, len(rows))

    def _mark(self, claim: str, posting: Posting) -> None:
        """Book a gain (signed) of holders (payees) against issuers (payers)."""
        held, owed = self._accounts(claim, posting.payee, posting.payer)
        add(held, posting.payee.at, posting.cents, posting.total)
        add(owed, posting.payer.at, posting.cents, posting.total)
        self._revalue(claim, posting)

    def _end(self, claim: str, ended: NDArray[np.intp]) -> None:
        """Remove lots with what they are still worth."""
        if len(ended):
            lots = self._lots(claim)
            issuers, holders = self._parties_of(lots, ended)
            cents = lots.column(CENTS)[ended]
            for account, side in zip(
                self._accounts(claim, holders, issuers), (holders, issuers), strict=True
            ):
                subtract(account, side.at, cents, 0)
            lots.blank(ended)

    # ------------------------------------------------------------------ real assets

    def _stock(self, asset: str, owner: Party) -> Cents:
        """Return the writable account of a real asset, opened at its first posting."""
        return self._books.account(self._books.held, self._books.instrument(asset, "real"), owner)

    def _wear(self, asset: str, label: str, posting: Posting) -> None:
        """Lower a real asset and its owner's net worth, or refuse where there is less."""
        nothing = self._line(asset, "real") is None
        stock = np.zeros(self._books.size, dtype=np.int64) if nothing else self._stock(asset, posting.payer)
        self._take(stock, posting)
        self._revalue(label, posting._replace(payee=BY_NOBODY))
