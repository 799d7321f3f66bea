"""The audit: the books recomputed from the journal and from the lots, for every holder, to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from model.accounts import DEPOSIT, NET_WORTH, NOBODY, Books, Cents, longer
from model.claims import CENTS, HOLDER, ISSUER, ClaimLots
from model.journal import INCOME, REAL, Journal


class LedgerBroken(Exception):  # noqa: N818 - the name says what happened
    """Books that do not add up: names the first holder that is out, the month, the account, the entries.

    `cents` is what that holder is out by, `residual` the sum of absolute imbalances over all holders.
    Where only the totals kept for the matrices are wrong, `id` is -1: the kind as a whole.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        """Let the error travel between processes: it is made again from what it was made of."""
        gap = (self.account, self.cents, self.residual)
        return type(self), ((self.kind, self.id), self.month, gap, self.entries)

    def __init__(
        self, who: tuple[str, int], month: int, gap: tuple[str, int, int], entries: list[str]
    ) -> None:
        (self.kind, self.id), self.month, self.entries = who, month, entries
        self.account, self.cents, self.residual = gap
        name = f"{who[0]} {who[1]}" if who[1] >= 0 else f"all {who[0]}"
        super().__init__(
            f"month {month}: {name} is out by {self.cents} cents in {self.account}; "
            f"all holders together by {self.residual}; entries to look at: "
            f"{', '.join(map(repr, entries)) or 'none, the account was changed without an entry'}"
        )


def audit(books: Books, journal: Journal, claims: dict[str, ClaimLots], month: int) -> tuple[Cents, int]:
    """Check every account of every holder: (balances by kind, instruments x kinds; residual in cents).

    The residual is the sum of absolute imbalances. Where it is not 0, LedgerBroken is raised.
    """
    balance = books.by_kind()
    broken = [(account, gap) for account, gap in _gaps(books, journal, claims) if gap.any()]
    residual = sum(int(np.abs(gap).sum()) for _, gap in broken)
    if broken:
        account, gap = broken[0]
        rows = np.flatnonzero(gap)
        out_by = (account, int(gap[rows[0]]), residual)
        raise LedgerBroken(books.holder(int(rows[0])), month, out_by, journal.suspects(rows))
    for account, gap in _gaps_by_kind(books, journal, balance):
        if gap.any():
            kind = int(np.flatnonzero(gap)[0])
            out_by = (account, int(gap[kind]), int(np.abs(gap).sum()))
            whose = "holders" if kind == NOBODY else books.kinds[kind]
            raise LedgerBroken((whose, -1), month, out_by, [])
    return balance, residual


def _gaps(books: Books, journal: Journal, claims: dict[str, ClaimLots]) -> Iterator[tuple[str, Cents]]:
    """Yield (account, cents that it is out by for each row of the books)."""
    cash, worth = journal.deltas(books.size)
    cash[0] = worth[0] = 0  # nobody has no account
    cash = books.held[DEPOSIT] - books.opening[DEPOSIT] - cash
    cash[: len(books.owed[DEPOSIT])] -= books.owed[DEPOSIT]
    yield "deposit (account less opening, received and paid)", cash
    yield (
        "net worth (account less opening, income and revaluation)",
        books.owed[NET_WORTH] - books.opening[NET_WORTH] - worth,
    )
    for claim, lots in claims.items():
        line = books.instrument(claim, "claim")
        for side, table, party in (("held", books.held, HOLDER), ("owed", books.owed, ISSUER)):
            rows = lots.column(party)
            gap = longer(table[line], max(len(table[line]), int(rows.max(initial=0)) + 1))
            np.subtract.at(gap, rows, lots.column(CENTS))
            yield f"{claim} {side} (account less its lots)", gap
    yield "balance sheet (all held less all owed less net worth)", books.net()
    yield "deposit (overdrawn)", np.minimum(books.held[DEPOSIT], 0)
    if "payroll" in books.kinds:
        gap = np.zeros(books.size, dtype=np.int64)
        gap[books.region("payroll")] = books.held[DEPOSIT][books.region("payroll")]
        yield "deposit (payroll must be empty when the month closes)", gap


def _gaps_by_kind(books: Books, journal: Journal, balance: Cents) -> Iterator[tuple[str, Cents]]:
    """Yield gaps in the totals kept for the matrices, by kind: columns of flows and changes, rows of claims."""
    totals = balance.sum(axis=1)
    for line in np.flatnonzero(totals).tolist():
        if books.roles[line] in ("deposit", "claim"):
            total = totals[line : line + 1]  # one number, in the place of nobody: it is everybody's
            yield f"{books.instruments[line]} (all that is held less all that is owed)", total
    before = np.zeros_like(balance)
    if journal.balances:
        last = journal.balances[-1]
        before[: last.shape[0], : last.shape[1]] = last
    cash, worth = _totals(journal, len(books.kinds))
    yield "transaction flows less the change in deposits", cash - (balance - before)[DEPOSIT]
    # What is owed to oneself stands negative in the balance.
    yield "income and revaluations less the change in net worth", worth + (balance - before)[NET_WORTH]


def _totals(journal: Journal, kinds: int) -> tuple[Cents, Cents]:
    """Return the change of deposits and of net worth of each kind, as the matrices have it."""
    cash, worth = [0] * kinds, [0] * kinds
    for (entry_class, _, payer, payee), cents in journal.flows.items():
        cash[payer] -= cents
        cash[payee] += cents
        worth[payer] -= cents if entry_class == INCOME else 0
        worth[payee] += cents if entry_class in (INCOME, REAL) else 0
    for (line, kind), cents in journal.changes.items():
        worth[kind] += cents
        cash[kind] += cents if journal.words[line] == "deposit" else 0
    return np.array(cash), np.array(worth)
