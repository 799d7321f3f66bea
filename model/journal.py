"""The journal: every posting of the month, and what past months added up to."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.accounts import MIXED, NOBODY, Books, Cents, Party, Rows

INCOME, CLAIM, REAL, REVALUATION, OPENING = range(5)
CLASSES = ("income", "claim", "real", "revaluation", "opening")
PAYER, PAYEE, AMOUNT = range(3)


class Page:
    """The month's entries of one class: payer row, payee row, cents."""

    def __init__(self) -> None:
        self.data = np.zeros((3, 1024), dtype=np.int64)
        self.size = 0

    def write(self, payer: Rows, payee: Rows, cents: Cents) -> tuple[int, int]:
        """Add entries and return where they stand, first and one past the last."""
        first, stop = self.size, self.size + len(cents)
        if stop > self.data.shape[1]:
            longer = np.zeros((3, 2 * stop), dtype=np.int64)
            longer[:, :first] = self.data[:, :first]
            self.data = longer
        for line, column in enumerate((payer, payee, cents)):
            self.data[line, first:stop] = column
        self.size = stop
        return first, stop

    @property
    def entries(self) -> Cents:
        """The entries so far, shape (3, entries)."""
        written: Cents = self.data[:, : self.size]
        return written


class Journal:
    """This month's entries in full; every month's totals by (class, what, payer kind, payee kind).

    `changes` keeps revaluations by (line of the revaluation matrix, kind). `words` are the texts.
    """

    def __init__(self) -> None:
        self.words: list[str] = []
        self._codes: dict[str, int] = {}
        self.pages = [Page() for _ in CLASSES]
        self.calls: list[tuple[int, int, int, int, int]] = []
        self.flows: dict[tuple[int, int, int, int], int] = {}
        self.changes: dict[tuple[int, int], int] = {}
        self.months: list[int] = []
        self.past_flows: list[Cents] = []
        self.past_changes: list[Cents] = []
        self.balances: list[Cents] = []

    def word(self, text: str) -> int:
        """Return the number of a text, new ones are added."""
        code = self._codes.get(text)
        if code is None:
            code = self._codes[text] = len(self.words)
            self.words.append(text)
        return code

    def record(self, books: Books, entry_class: int, entry: Any) -> None:
        """Write down one posting (what, payer, payee, cents, total)."""
        what, payer, payee, cents, total = entry
        first, stop = self.pages[entry_class].write(payer.each, payee.each, cents)
        word = self.word(what)
        self.calls.append((entry_class, first, stop, word, total))
        if entry_class in (REVALUATION, OPENING):
            return
        if MIXED not in (payer.kind, payee.kind):
            key = (entry_class, word, payer.kind, payee.kind)
            self.flows[key] = self.flows.get(key, 0) + total
            return
        kinds, kind_of = len(books.kinds), books.kind_of
        payers, payees = kind_of[payer.rows(len(cents))], kind_of[payee.rows(len(cents))]
        for pair, cell in _totals(payers * kinds + payees, cents, kinds * kinds):
            key = (entry_class, word, pair // kinds, pair % kinds)
            self.flows[key] = self.flows.get(key, 0) + cell

    def change(self, books: Books, label: str, party: Party, entry: Any, sign: int) -> None:
        """Add what a posting gives a party (by the sign, takes from it) to a line of the revaluation matrix."""
        if party.kind == NOBODY:
            return
        line, cells = self.word(label), [(party.kind, entry.total)]
        if party.kind == MIXED:
            cells = _totals(books.kind_of[party.rows(len(entry.cents))], entry.cents, len(books.kinds))
        for kind, cell in cells:
            self.changes[line, kind] = self.changes.get((line, kind), 0) + sign * cell

    def deltas(self, rows: int) -> tuple[Cents, Cents]:
        """Return what the entries alone say: change of net deposits and of net worth, by row of the books."""
        both, cash, worth = (np.zeros(rows, dtype=np.int64) for _ in range(3))
        for entry_class, changed in (
            (INCOME, both),
            (OPENING, both),
            (CLAIM, cash),
            (REAL, cash),
            (REVALUATION, worth),
        ):
            payer, payee, cents = self.pages[entry_class].entries
            np.subtract.at(changed, payer, cents)
            np.add.at(changed, payee, cents)
        _, seller, price = self.pages[REAL].entries
        np.add.at(worth, seller, price)  # who sells a real asset earns; who buys one swaps money for it
        return both + cash, both + worth

    def move(self, moved: NDArray[np.intp]) -> None:
        """Follow the books when their rows move."""
        for page in self.pages:
            page.entries[:AMOUNT] = moved[page.entries[:AMOUNT]]

    def close(self, month: int, balance: Cents) -> None:
        """Keep the month's totals and start a blank page."""
        self.months.append(month)
        self.balances.append(balance)
        self.past_flows.append(self.flow_table())
        self.past_changes.append(self.change_table())
        self.calls.clear()
        self.flows.clear()
        self.changes.clear()
        for page in self.pages:
            page.size = 0

    def flow_table(self) -> Cents:
        """Return the running month's totals: class, what, payer kind, payee kind, cents; shape (5, totals)."""
        return _table(self.flows, 5)

    def change_table(self) -> Cents:
        """Return the running month's revaluations: line, kind, cents; shape (3, totals)."""
        return _table(self.changes, 3)

    def listing(self, books: Books, names: Collection[str] | None = None) -> dict[str, NDArray[Any]]:
        """Return the month's entries in the order they were booked, as columns; zero amounts are left out.

        With `names` only the entries that go by one of them.
        """
        calls = [call for call in self.calls if names is None or self.words[call[3]] in names]
        parts = [self.pages[call[0]].data[:, call[1] : call[2]] for call in calls]
        rows = np.concatenate([np.zeros((3, 0), dtype=np.int64), *parts], axis=1)
        lengths = [call[2] - call[1] for call in calls]
        classes = np.repeat([call[0] for call in calls], lengths).astype(np.intp)
        what = np.repeat([call[3] for call in calls], lengths).astype(np.intp)
        kept = rows[AMOUNT] != 0
        payer, payee, cents = rows[:, kept]
        kinds = np.array(books.kinds)
        return {
            "what": np.array(self.words or [""])[what[kept]],
            "payer_kind": kinds[books.kind_of[payer]],
            "payer_id": books.ids(payer),
            "payee_kind": kinds[books.kind_of[payee]],
            "payee_id": books.ids(payee),
            "cents": cents,
            "class": np.array(CLASSES)[classes[kept]],
        }

    def suspects(self, rows: NDArray[np.intp]) -> list[str]:
        """Name entries that no longer add up to their total, else all that touch these rows of the books."""
        wrong, touching = [], []
        for entry_class, first, stop, word, total in self.calls:
            entries = self.pages[entry_class].data[:, first:stop]
            if int(entries[AMOUNT].sum()) != total:
                wrong.append(self.words[word])
            if np.isin(entries[:AMOUNT], rows).any():
                touching.append(self.words[word])
        return list(dict.fromkeys(wrong or touching))

    def state(self) -> dict[str, NDArray[Any]]:
        """Return everything the journal holds as plain arrays, rows as they are in the books."""
        lines = max((len(balance) for balance in self.balances), default=0)
        kinds = max((balance.shape[1] for balance in self.balances), default=0)
        balances = np.zeros((len(self.months), lines, kinds), dtype=np.int64)
        for month, balance in enumerate(self.balances):
            balances[month, : balance.shape[0], : balance.shape[1]] = balance
        return {
            "words": np.array(self.words, dtype=np.str_),
            "calls": np.array(self.calls, dtype=np.int64).reshape(-1, 5),
            "flows": self.flow_table(),
            "changes": self.change_table(),
            "months": np.array(self.months, dtype=np.int64),
            "balances": balances,
            **_bound("past_flows", self.past_flows, 5),
            **_bound("past_changes", self.past_changes, 3),
            **{f"page_{name}": page.entries.copy() for name, page in zip(CLASSES, self.pages, strict=True)},
        }

    @classmethod
    def from_state(cls, state: dict[str, NDArray[Any]]) -> Journal:
        """Return the journal that `state` described."""
        journal = cls()
        for text in state["words"].tolist():
            journal.word(text)
        journal.calls = [tuple(call) for call in state["calls"].tolist()]
        journal.flows = {tuple(column[:4]): column[4] for column in state["flows"].T.tolist()}
        journal.changes = {tuple(column[:2]): column[2] for column in state["changes"].T.tolist()}
        journal.months = state["months"].tolist()
        journal.balances = list(state["balances"])
        journal.past_flows = _unbound("past_flows", state)
        journal.past_changes = _unbound("past_changes", state)
        for name, page in zip(CLASSES, journal.pages, strict=True):
            page.write(*state[f"page_{name}"])
        return journal


def _totals(keys: NDArray[np.intp], cents: Cents, cells: int) -> list[tuple[int, int]]:
    sums = np.zeros(cells, dtype=np.int64)
    np.add.at(sums, keys, cents)
    return [(cell, total) for cell, total in enumerate(sums.tolist()) if total]


def _table(totals: dict[Any, int], lines: int) -> Cents:
    columns = [(*key, cents) for key, cents in totals.items()]
    return np.ascontiguousarray(np.array(columns, dtype=np.int64).reshape(-1, lines).T)


def _bound(name: str, tables: list[Cents], lines: int) -> dict[str, NDArray[Any]]:
    ends = np.cumsum([0, *(table.shape[1] for table in tables)]).astype(np.int64)
    return {
        name: np.concatenate([np.zeros((lines, 0), dtype=np.int64), *tables], axis=1),
        f"{name}_ends": ends,
    }


def _unbound(name: str, state: dict[str, NDArray[Any]]) -> list[Cents]:
    return [state[name][:, first:stop] for first, stop in pairwise(state[f"{name}_ends"].tolist())]
