"""The columns of every table that a run writes, each declared once: type, unit, definition."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import pyarrow as pa

from agents.population import Column, Kind
from model.loop_tally import LOOP_METRICS
from model.measures import Metric
from model.metrics import ALL_METRICS
from model.opening import MAKE

MONTH_TYPE = pa.timestamp("us")
KINDS: dict[str, type[Kind]] = dict(MAKE)
"""Every kind of agent by the name it has in the ledger and in the tables."""


class TableColumn(NamedTuple):
    """One column of a table."""

    name: str
    type: pa.DataType
    unit: str
    definition: str


MONTH = TableColumn("month", MONTH_TYPE, "date", "first day of the month")

MEASURES: tuple[Metric[Any], ...] = (*ALL_METRICS, *LOOP_METRICS)
"""Every measure of a run: those of the economy, and those of the onlooker that follows its money."""

SERIES = (MONTH, *(TableColumn(m.name, pa.float64(), m.unit, m.definition) for m in MEASURES))

FLOWS = (
    MONTH,
    TableColumn("payer_kind", pa.string(), "kind", "kind of who pays"),
    TableColumn("payer_id", pa.int64(), "id", "its number within its kind; never used again"),
    TableColumn("payee_kind", pa.string(), "kind", "kind of who is paid"),
    TableColumn("payee_id", pa.int64(), "id", "its number within its kind"),
    TableColumn("what", pa.string(), "name", "what is paid for"),
    TableColumn("cents", pa.int64(), "cents", "amount, above zero; usd times 100"),
    TableColumn(
        "class",
        pa.string(),
        "name",
        "income (net worth moves with it), claim (against a promise), real (the payer gets a real asset)",
    ),
)

BALANCE_SHEET = (
    MONTH,
    TableColumn("holder_kind", pa.string(), "kind", "kind of who holds"),
    TableColumn("holder_id", pa.int64(), "id", "its number within its kind"),
    TableColumn("issuer_kind", pa.string(), "kind", "kind of who owes; nobody for real assets"),
    TableColumn("issuer_id", pa.int64(), "id", "its number within its kind; 0 for real assets"),
    TableColumn("claim", pa.string(), "name", "deposit, loan, share and other claims, or a real asset"),
    TableColumn("quantity", pa.int64(), "units", "shares or other units; cents where a claim has no units"),
    TableColumn("cents", pa.int64(), "cents", "book value at the end of the month; usd times 100"),
)


def agents_columns() -> tuple[TableColumn, ...]:
    """Return the columns of the agents' table: month, kind, id, and every kind's columns by name."""
    declared: dict[str, list[tuple[str, Column]]] = {}
    for kind, made_by in KINDS.items():
        for name, column in made_by.columns.items():
            declared.setdefault(name, []).append((kind, column))
    return (
        MONTH,
        TableColumn("kind", pa.string(), "kind", "kind of the agent"),
        TableColumn("id", pa.int64(), "id", "its number within its kind, as in the ledger"),
        *(_shared(name, owners) for name, owners in declared.items()),
    )


def _shared(name: str, owners: list[tuple[str, Column]]) -> TableColumn:
    """Return the column that the kinds which declare `name` share; empty for all other kinds."""
    types = {_type(column) for _, column in owners}
    if len(types) > 1:
        raise TypeError(
            f"column {name}: {', '.join(kind for kind, _ in owners)} declare it with unequal types"
        )
    units, meanings = (
        _each([(kind, getattr(column, part)) for kind, column in owners]) for part in ("unit", "meaning")
    )
    return TableColumn(name, types.pop(), units, meanings)


def _each(texts: list[tuple[str, str]]) -> str:
    """Return the text that all kinds share, or each kind's own."""
    first = texts[0][1]
    return (
        first if all(text == first for _, text in texts) else "; ".join(f"{k}: {text}" for k, text in texts)
    )


def _type(column: Column) -> pa.DataType:
    single = pa.from_numpy_dtype(column.dtype)
    return pa.list_(single, column.over) if column.over else single


def schema(columns: Iterable[TableColumn]) -> pa.Schema:
    """Return the Parquet schema: unit and definition with each column, all units in the file's metadata."""
    columns = tuple(columns)
    fields = [
        pa.field(c.name, c.type, metadata={"unit": c.unit, "definition": c.definition}) for c in columns
    ]
    return pa.schema(fields, metadata={"units": json.dumps({c.name: c.unit for c in columns})})
