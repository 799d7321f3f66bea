"""What the books say: balances to look at, and the three matrices of any month."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.accounts import DEPOSIT, NET_WORTH, Books, Cents
from model.claims import CENTS, HOLDER, ISSUER, PAIR, UNITS, ClaimLots
from model.journal import CLASSES, Journal


class Matrix(NamedTuple):
    """A matrix of accounts: names of its rows, kinds of its columns, int64 cents (rows x kinds)."""

    rows: tuple[str, ...]
    kinds: tuple[str, ...]
    cents: Cents

    def of(self, row: str, kind: str) -> int:
        """Return one cell in cents."""
        return int(self.cents[self.rows.index(row), self.kinds.index(kind)])


class Lots(NamedTuple):
    """Lots of a claim, one entry each: kinds as codes (`ledger.code(kind)`), ids, units, cents."""

    holder_kind: NDArray[np.intp]
    holder_id: NDArray[np.intp]
    issuer_kind: NDArray[np.intp]
    issuer_id: NDArray[np.intp]
    units: Cents
    cents: Cents


class Batch(NamedTuple):
    """One posting of the running month: what, class, rows of the books and cents of each entry, their sum."""

    what: str
    entry_class: str
    payer: NDArray[np.int64]
    payee: NDArray[np.int64]
    cents: Cents
    total: int


class Statements:
    """The reading half of the ledger. Nothing here changes a balance; all arrays are read-only or fresh.

    A view shows the books as they are while no rows are opened; take it again after `open`.
    """

    def __init__(self, overdraft: Collection[str] = ()) -> None:
        self.month = 0
        self._books, self._journal = Books(overdraft), Journal()
        self._claims: dict[str, ClaimLots] = {}

    @property
    def kinds(self) -> tuple[str, ...]:
        """Names of the kinds that have accounts, in the order they were opened."""
        return tuple(self._books.kinds[1:])

    def code(self, kind: str) -> int:
        """Return the number that stands for a kind in `lots`."""
        return self._books.code(kind)

    def count(self, kind: str) -> int:
        """Return how many rows a kind has."""
        return self._books.counts[self._books.code(kind)]

    @property
    def _deposits(self) -> Cents:
        """The writable account itself: the door by which tests corrupt the books."""
        deposits: Cents = self._books.held[DEPOSIT]
        return deposits

    @property
    def money(self) -> int:
        """All deposits that the bank owes, in cents."""
        return int(self._books.owed[DEPOSIT].sum())

    def deposits(self, kind: str) -> Cents:
        """Deposits by holder, read-only int64 cents."""
        return self._books.read(self._books.held, DEPOSIT, kind)

    def usd(self, kind: str) -> NDArray[np.float64]:
        """Deposits by holder in dollars, a fresh array."""
        return self.deposits(kind) / 100.0

    def net_worth(self, kind: str) -> Cents:
        """Net worth by holder, read-only int64 cents: what income and revaluation have posted so far."""
        return self._books.read(self._books.owed, NET_WORTH, kind)

    def value(self, claim: str, kind: str) -> Cents:
        """What each holder of a kind has of a claim, read-only int64 cents."""
        return self._books.read(self._books.held, self._line(claim, "claim"), kind)

    def owed(self, claim: str, kind: str) -> Cents:
        """What each issuer of a kind owes of a claim, read-only int64 cents."""
        return self._books.read(self._books.owed, self._line(claim, "claim"), kind)

    def real(self, asset: str, kind: str) -> Cents:
        """What each owner of a kind has of a real asset, read-only int64 cents."""
        return self._books.read(self._books.held, self._line(asset, "real"), kind)

    def _line(self, name: str, role: str) -> int | None:
        """Return the line of an instrument, None before its first posting; another role raises ValueError."""
        line = self._books.line(name)
        if line is not None and self._books.roles[line] != role:
            raise ValueError(
                f"{name!r} is a {self._books.roles[line]} in these books, not a {role}; use another name"
            )
        return line

    def units(self, claim: str, kind: str) -> Cents:
        """Units of a claim outstanding by issuer of a kind, a fresh int64 array."""
        units = np.zeros(self._books.size, dtype=np.int64)
        if claim in self._claims:
            lots = self._claims[claim]
            np.add.at(units, lots.column(ISSUER), lots.column(UNITS))
        return units[self._books.region(kind)]

    def lots(self, claim: str) -> Lots:
        """All live lots of a claim, oldest first, read-only; positions hold until a lot ends."""
        lots = self._claims.get(claim) or ClaimLots()
        lots.compact()
        return self._listed(lots.data[:, : lots.size])

    def value_by(self, claim: str, kind: str, issuers: dict[str, Any], groups: int) -> NDArray[np.float64]:
        """Return what each holder of a kind has of a claim by group of its issuers, usd, shape (holders, groups).

        `issuers` says to which group they belong: by kind one number, or one for each id.
        """
        group = np.zeros(self._books.size, dtype=np.intp)
        for issuer, belongs in issuers.items():
            group[self._books.region(issuer)] = belongs
        lots, region = self._claims.get(claim) or ClaimLots(), self._books.region(kind)
        holder, count = lots.column(HOLDER), region.stop - region.start
        mine = ((holder >= region.start) & (holder < region.stop)).nonzero()[0]
        place = (holder[mine] - region.start) * groups + group[lots.column(ISSUER)[mine]]
        usd = lots.column(CENTS)[mine] / 100.0
        return np.bincount(place, usd, count * groups).reshape(count, groups)

    def _listed(self, rows: Cents) -> Lots:
        holder, issuer = rows[HOLDER], rows[ISSUER]
        kinds, first = self._books.kind_of, self._books.starts
        held_by, owed_by = kinds[holder], kinds[issuer]
        listed = Lots(
            held_by,
            holder - first[held_by],
            owed_by,
            issuer - first[owed_by],
            rows[UNITS].copy(),
            rows[CENTS].copy(),
        )
        for column in listed:
            column.flags.writeable = False
        return listed

    def entries(self, names: Collection[str] | None = None) -> dict[str, NDArray[Any]]:
        """This month's journal as columns: what, payer_kind, payer_id, payee_kind, payee_id, cents, class.

        Class "revaluation" moves no money: there the payer loses and the payee gains net worth. With `names`
        only the entries that go by one of them: to list all of a month takes as long as a sixth of the month.
        """
        return self._journal.listing(self._books, names)

    def batches(self, skip: int = 0, names: Collection[str] | None = None) -> Iterator[Batch]:
        """Yield this month's postings in the order they were booked, as read-only views, but the first `skip`.

        With `names` only those that go by one of them. All payers of a batch pay before anybody is paid. Rows
        are rows of the books; see `rows_of`.
        """
        journal = self._journal
        for entry_class, first, stop, word, total in journal.calls[skip:]:
            if names is not None and journal.words[word] not in names:
                continue
            entries = journal.pages[entry_class].data[:, first:stop]
            entries.flags.writeable = False
            payer, payee, cents = entries
            yield Batch(journal.words[word], CLASSES[entry_class], payer, payee, cents, total)

    def rows_of(self, kind: str) -> slice:
        """Return which rows of the books are a kind's, in the order of its ids; they move when rows are opened."""
        return self._books.region(kind)

    def flow(self, what: str, payer: str | None = None, payee: str | None = None) -> int:
        """Return this month's cents paid under a name, from all kinds or one, to all kinds or one."""
        give, take = (None if kind is None else self.code(kind) for kind in (payer, payee))
        return sum(
            cents
            for (_, word, source, target), cents in self._journal.flows.items()
            if self._journal.words[word] == what and give in (None, source) and take in (None, target)
        )

    def positions(self) -> dict[str, NDArray[Any]]:
        """Return all that is held now: holder_kind, holder_id, issuer_kind, issuer_id, claim, quantity, cents.

        One row per holder, issuer and claim. Real assets are issued by nobody.
        """
        parts = [(name, _pairs(lots, self._books.rank)) for name, lots in self._claims.items()]
        for line, (name, role) in enumerate(zip(self._books.instruments, self._books.roles, strict=True)):
            if role in ("deposit", "real"):
                parts.append((name, self._pairs_of_line(line, role)))
        rows = np.concatenate([np.zeros((4, 0), dtype=np.int64), *(part for _, part in parts)], axis=1)
        listed, kinds = self._listed(rows), np.array(self._books.kinds)
        return {
            "holder_kind": kinds[listed.holder_kind],
            "holder_id": listed.holder_id,
            "issuer_kind": kinds[listed.issuer_kind],
            "issuer_id": listed.issuer_id,
            "claim": np.repeat(
                np.array([name for name, _ in parts], dtype=np.str_), [p.shape[1] for _, p in parts]
            ),
            "quantity": listed.units,
            "cents": listed.cents,
        }

    def _pairs_of_line(self, line: int, role: str) -> Cents:
        holder = np.flatnonzero(self._books.held[line])
        holder = holder[np.argsort(self._books.rank[holder])]
        cents = self._books.held[line][holder]
        issuer = self._books.region("bank").start if role == "deposit" and "bank" in self.kinds else 0
        return np.stack((holder, np.full(len(holder), issuer), cents, cents))

    def balance_sheet(self, month: int | None = None) -> Matrix:
        """Balances by instrument and kind: claims add to zero by row, columns with net worth by column.

        What is owed and net worth are negative. None is now; else a closed month (unknown: ValueError).
        """
        balance = self._books.by_kind() if month is None else self._balance(self._place(month))
        lines = len(balance)
        order = [line for line in range(lines) if line != NET_WORTH] + [NET_WORTH]
        names = tuple(self._books.instruments[line] for line in order)
        return self._matrix(names, balance[order])

    def transaction_flows(self, month: int | None = None) -> Matrix:
        """Payments by name and kind (paid is negative); each row and each column adds up to zero.

        The last row is the change in deposits from the balance sheets, a use of money when positive.
        """
        place = len(self._journal.months) if month is None else self._place(month)
        flows = self._journal.flow_table() if month is None else self._journal.past_flows[place]
        lines: dict[str, Cents] = {}
        for _, word, payer, payee, cents in flows.T.tolist():
            line = lines.setdefault(self._journal.words[word], self._blank())
            line[payer] -= cents
            line[payee] += cents
        now = self._pad(self._books.by_kind() if month is None else self._balance(place))
        before = self._balance(place - 1) if place else np.zeros_like(now)
        changes = self._changes(month).get("deposit", self._blank())
        lines["change in deposits"] = changes - (now - before)[DEPOSIT]
        return self._matrix(tuple(lines), np.stack(list(lines.values())))

    def revaluations(self, month: int | None = None) -> Matrix:
        """Changes of net worth without payment, by instrument and kind: marks, write-offs, grants, openings.

        Rows of claims add up to zero. Depreciation has its own row per real asset.
        """
        lines = self._changes(month)
        return self._matrix(tuple(lines), np.array(list(lines.values())).reshape(-1, len(self._books.kinds)))

    def _changes(self, month: int | None) -> dict[str, Cents]:
        table = (
            self._journal.change_table() if month is None else self._journal.past_changes[self._place(month)]
        )
        lines: dict[str, Cents] = {}
        for line, kind, cents in table.T.tolist():
            lines.setdefault(self._journal.words[line], self._blank())[kind] += cents
        return lines

    def _blank(self) -> Cents:
        return np.zeros(len(self._books.kinds), dtype=np.int64)

    def _pad(self, balance: Cents) -> Cents:
        padded = np.zeros((len(self._books.instruments), len(self._books.kinds)), dtype=np.int64)
        padded[: balance.shape[0], : balance.shape[1]] = balance
        return padded

    def _balance(self, place: int) -> Cents:
        return self._pad(self._journal.balances[place])

    def _place(self, month: int) -> int:
        if month not in self._journal.months:
            closed = self._journal.months
            known = f"closed are {closed[0]} to {closed[-1]}" if closed else "none is closed yet"
            raise ValueError(f"month {month} is not a closed month; {known}; None reads the running month")
        return self._journal.months.index(month)

    def _matrix(self, rows: tuple[str, ...], cents: Cents) -> Matrix:
        table = cents[:, 1:].astype(np.int64)
        table.flags.writeable = False
        return Matrix(rows, self.kinds, table)


def _pairs(lots: ClaimLots, rank: NDArray[np.intp]) -> Cents:
    """Return holder, issuer, units and cents of each pair that has live lots, shape (4, pairs)."""
    rows = lots.data[:, np.flatnonzero(lots.column(ISSUER))]
    keys = rank[rows[HOLDER]] * PAIR + rank[rows[ISSUER]]
    order = np.argsort(keys, kind="stable")
    first = np.flatnonzero(np.diff(keys[order], prepend=-1))
    pairs = rows[:, order[first]]
    pairs[UNITS:] = np.add.reduceat(rows[UNITS:, order], first, axis=1)
    return pairs
