"""The ledger as plain arrays, and back: what is saved, resumed and hashed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from model.claims import ISSUER, ClaimLots
from model.journal import AMOUNT, CLASSES, Journal

if TYPE_CHECKING:
    from model.statements import Statements

State = dict[str, NDArray[Any]]


def pack(ledger: Statements) -> State:
    """Return copies of all that the ledger holds, unused room left out, rows numbered without gaps."""
    books = ledger._books
    used = np.concatenate([np.arange(s, s + n) for s, n in zip(books.starts, books.counts, strict=True)])
    packed = np.zeros(books.size, dtype=np.intp)
    packed[used] = np.arange(len(used))
    state = {
        "month": np.array([ledger.month]),
        "kinds": np.array(books.kinds, dtype=np.str_),
        "counts": np.array(books.counts, dtype=np.int64),
        "instruments": np.array(books.instruments, dtype=np.str_),
        "roles": np.array(books.roles, dtype=np.str_),
        "claims": np.array(list(ledger._claims), dtype=np.str_),
        "held": books.whole(books.held)[:, used],
        "owed": books.whole(books.owed)[:, used],
        "opening": books.opening[:, used],
        **{f"journal_{name}": array for name, array in ledger._journal.state().items()},
    }
    for name in CLASSES:
        page = state[f"journal_page_{name}"]
        page[:AMOUNT] = packed[page[:AMOUNT]]
    for number, lots in enumerate(ledger._claims.values()):
        rows = lots.data[:, np.flatnonzero(lots.column(ISSUER))]
        rows[: ISSUER + 1] = packed[rows[: ISSUER + 1]]
        state[f"lots_{number}"] = rows
        state[f"lots_{number}_kind"] = np.array([lots.counted, lots.merged], dtype=np.int64)
    return state


def unpack(ledger: Statements, state: State) -> None:
    """Fill an empty ledger with what `pack` returned."""
    books = ledger._books
    for kind, count in zip(state["kinds"].tolist()[1:], state["counts"].tolist()[1:], strict=True):
        books.open(kind, count)
    for name, role in zip(state["instruments"].tolist()[2:], state["roles"].tolist()[2:], strict=True):
        books.instrument(name, role)
    used = np.concatenate([np.arange(s, s + n) for s, n in zip(books.starts, books.counts, strict=True)])
    books.opening[:, used] = state["opening"]
    books.fill(used, state["held"], state["owed"])
    ledger.month = int(state["month"][0])
    prefix = "journal_"
    ledger._journal = Journal.from_state(
        {k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)}
    )
    for page in ledger._journal.pages:
        page.entries[:AMOUNT] = used[page.entries[:AMOUNT]]
    for number, claim in enumerate(state["claims"].tolist()):
        ledger._claims[claim] = _lots(state[f"lots_{number}"], state[f"lots_{number}_kind"], used)


def _lots(rows: NDArray[np.int64], kind: NDArray[np.int64], used: NDArray[np.intp]) -> ClaimLots:
    lots = ClaimLots()
    lots.append(used[rows[0]], used[rows[1]], rows[2], rows[3])
    lots.counted, lots.merged = bool(kind[0]), int(kind[1])
    return lots
