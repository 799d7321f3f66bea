"""What is written down of every month: who paid whom, who holds what, and what everybody is like."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from agents.population import Population
from batch_runs.columns import BALANCE_SHEET, FLOWS, MONTH_TYPE, SERIES, TableColumn, agents_columns, schema
from batch_runs.tall_table import TallTable, publish_table
from model.loop_gain import loop_report
from model.provenance import Provenance

if TYPE_CHECKING:
    from model import Economy

REVALUATION = "revaluation"
"""The class of entries that move no money; the balance sheets show what they change."""


class Recorder:
    """Writes an economy's tall tables month by month into a folder, as far as they were asked for."""

    def __init__(self, folder: Path, flows: bool, agents: bool, follows_money: bool = False) -> None:
        self._entries: dict[str, np.ndarray] = {}
        self._follows_money = follows_money
        wanted: list[tuple[str, Iterable[TableColumn]]] = []
        if flows:
            wanted += [("flows", FLOWS), ("balance_sheet", BALANCE_SHEET)]
        if agents:
            wanted += [("agents", agents_columns())]
        self.tables = {name: TallTable(folder, name, schema(columns)) for name, columns in wanted}

    def attend(self, economy: Economy) -> None:
        """Look at this economy from now on, or go on from where it was saved."""
        if self._follows_money:
            Provenance.attend(economy)
        if "flows" in self.tables:
            economy.onlookers.append(self._read_entries)

    def write_month(self, economy: Economy) -> None:
        """Write down the month that was just completed."""
        month = economy.month - 1
        rows = {
            "flows": lambda: flows_of(self._entries),
            "balance_sheet": economy.ledger.positions,
            "agents": lambda: agents_of(economy.populations),
        }
        for name, table in self.tables.items():
            table.add(month, _table(rows[name](), economy.date, table.schema))

    def save(self) -> None:
        """Make everything written so far survive whatever comes."""
        for table in self.tables.values():
            table.save()

    def refuse_damaged(self, months: int) -> None:
        """Raise BadInput where what was written of the first so many months is not there, whole."""
        for table in self.tables.values():
            table.refuse_damaged(months)

    def merge(self, folder: Path, writer: str = "") -> None:
        """Write each table as one file into a folder; `writer` where others may write the same file."""
        for name, table in self.tables.items():
            table.merge(folder / f"{name}.parquet", writer)

    def write_series(self, economy: Economy, path: Path) -> None:
        """Write the series so far, one row a month: the economy's measures, and those of its money's provenance."""
        loop = Provenance.of(economy).tally.record if self._follows_money else {}
        frame = economy.series().assign(**loop)
        columns = [column for column in SERIES if column.name in frame]
        arrays = [pa.array(frame[column.name], column.type) for column in columns]
        publish_table(pa.Table.from_arrays(arrays, schema=schema(columns)), path)

    def loop(self, economy: Economy) -> dict[str, Any] | None:
        """Return what is known of the loop of money at the end, as plain values; None where it was not followed."""
        return loop_report(economy) if self._follows_money else None

    def _read_entries(self, economy: Economy) -> None:
        """Keep the month's entries: closing the books blanks them."""
        self._entries = economy.ledger.entries()


def flows_of(entries: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the entries in which money moves."""
    money = entries["class"] != REVALUATION
    return {name: values[money] for name, values in entries.items()}


def agents_of(populations: dict[str, Population]) -> dict[str, Any]:
    """Return the living agents of every kind, one below the other; a kind's columns are empty for others."""
    parts = []
    for kind, population in populations.items():
        rows = population.rows
        own = {name: _cells(population.table[name][rows]) for name in population.kind.columns}
        parts.append(pa.table({"kind": np.repeat(kind, len(rows)), "id": rows, **own}))
    whole = pa.concat_tables(parts, promote_options="default")
    return {name: whole[name] for name in whole.column_names}


def _cells(values: np.ndarray) -> Any:
    if values.ndim == 1:
        return values
    return pa.FixedSizeListArray.from_arrays(pa.array(values.ravel()), values.shape[1])


def _table(rows: dict[str, Any], date: np.datetime64, wanted: pa.Schema) -> pa.Table:
    count = len(next(iter(rows.values())))
    month = pa.array(np.full(count, date.astype("datetime64[us]")), MONTH_TYPE)
    columns = {"month": month, **rows}
    return pa.table({name: columns[name] for name in wanted.names}, schema=wanted)
