"""costs.parquet and costs.json: the three costs in three readings, month by month and in total."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa

from batch_runs.columns import MONTH, TableColumn, schema
from model.history import History
from model.readings import COSTS, HEADLINE, Item

COST_COLUMNS = (
    MONTH,
    TableColumn("cost", pa.string(), "name", "opportunity, brain_drain or fomo"),
    TableColumn(
        "reading",
        pa.string(),
        "name",
        "decision (chosen less masked), twin (with less without), proxy (the figure of the public debate, as change since January 2015)",
    ),
    TableColumn(
        "part",
        pa.string(),
        "name",
        "belief (base against straight) or technology (straight against no-AI); a proxy does not part them and stands under belief",
    ),
    TableColumn("item", pa.string(), "name", "headline, or what else is reported of this cost"),
    TableColumn("value", pa.float64(), "see unit", "positive is a cost"),
    TableColumn("unit", pa.string(), "name", "unit of value; money and person-months are of that month"),
)

WHY = {
    ("opportunity", "decision", "twin"): (
        "A decision counts how money was split; the twin also counts how much there was: marks that belief lifts bring "
        "funds more pledges, and after a boom fewer, for every field."
    ),
    ("opportunity", "decision", "proxy"): (
        "AI's share of money also moves with what AI can do and with how much money there is, which is no cost of belief."
    ),
    ("opportunity", "twin", "proxy"): (
        "A share says nothing of the size of the whole: other fields can get more dollars and a smaller share, or the reverse."
    ),
    ("brain_drain", "decision", "twin"): (
        "A decision counts who would have chosen otherwise; the twin also counts posts and pay that the boom, or the bust "
        "after it, created and destroyed."
    ),
    ("brain_drain", "decision", "proxy"): (
        "First jobs of AI graduates follow pay and posts that the technology itself brings, and leave out who moves later."
    ),
    ("brain_drain", "twin", "proxy"): (
        "A share of graduates can rise while AI industry employs fewer people than it would have without the boom."
    ),
    ("fomo", "decision", "twin"): (
        "A decision counts capex beyond what evidence asked for at that moment; the twin also counts what belief "
        "built before, demand that it created, and a bust that came of it."
    ),
    ("fomo", "decision", "proxy"): "Capex over world product also rises with demand that evidence bears out.",
    ("fomo", "twin", "proxy"): (
        "Capex over world product also rises with demand that evidence bears out, and the twin has that demand too."
    ),
}
"""Why two readings of a cost may differ in sign."""

READINGS = ("decision", "twin", "proxy")
PAIRS = tuple(combinations(READINGS, 2))


def cost_table(items: list[Item]) -> pa.Table:
    """Return costs.parquet: one row a month and item."""
    months = len(items[0].values)
    dates = np.array([History.date(month) for month in range(months)], dtype="datetime64[us]")
    columns: dict[str, Any] = {"month": np.tile(dates, len(items))}
    for name in ("cost", "reading", "part", "item", "unit"):
        columns[name] = np.repeat([getattr(item, name) for item in items], months)
    columns["value"] = np.concatenate([item.values for item in items])
    wanted = schema(COST_COLUMNS)
    return pa.table({name: columns[name] for name in wanted.names}, schema=wanted)


def cost_totals(items: list[Item]) -> dict[str, Any]:
    """Return costs.json: for each cost its headline in three readings, whether they agree in sign, and all totals."""
    return {cost: _cost(cost, [item for item in items if item.cost == cost]) for cost in COSTS}


def _cost(cost: str, items: list[Item]) -> dict[str, Any]:
    heads = {(item.reading, item.part): item for item in items if item.item == HEADLINE}
    return {
        "headline": {
            reading: _total(heads[reading, "belief"]) for reading in READINGS if (reading, "belief") in heads
        },
        "technology": _total(heads["twin", "technology"]),
        "agreement": agreement(cost, {reading: heads[reading, "belief"] for reading in READINGS}),
        "items": [
            {"reading": item.reading, "part": item.part, "item": item.item, "over": item.over, **_total(item)}
            for item in items
        ],
    }


def _total(item: Item) -> dict[str, Any]:
    return {"value": _size(item), "unit": item.unit_of_total}


def agreement(cost: str, heads: dict[str, Item]) -> dict[str, Any]:
    """Return whether the readings of a headline have one sign over the run, and a line for each pair that has not."""
    apart = parted(heads)
    return {
        "in_sign": not apart,
        "months_apart": {f"{one} and {other}": _apart(heads[one], heads[other]) for one, other in PAIRS},
        "disagreements": [_line(cost, one, other, heads) for one, other in apart],
    }


def parted(heads: Mapping[str, Item]) -> list[tuple[str, str]]:
    """Return the pairs of readings of a headline that have not one sign over the run."""
    return [pair for pair in PAIRS if _sign(heads[pair[0]]) != _sign(heads[pair[1]])]


def _sign(item: Item) -> float:
    """Return the sign of a reading over the run; what rounding leaves of nothing has none."""
    size = float(np.abs(item.values).max(initial=0.0))
    return 0.0 if size <= ROUNDING else float(np.sign(_size(item)))


def _size(item: Item) -> float:
    """Return the reading over the run; what rounding leaves of nothing is nothing."""
    return 0.0 if abs(item.total) <= ROUNDING else item.total


ROUNDING = 1e-12
"""Far below the smallest share, person-month or dollar that means anything."""


def _apart(one: Item, other: Item) -> int:
    """Return the number of months in which one reading is a cost and the other a gain."""
    return int(np.sum(np.sign(one.values) * np.sign(other.values) < 0))


def _line(cost: str, one: str, other: str, heads: dict[str, Item]) -> str:
    said = [f"{reading} {_amount(heads[reading])}" for reading in (one, other)]
    return f"{cost}: {' but '.join(said)}. {WHY[cost, one, other]}"


def _amount(item: Item) -> str:
    return f"{_size(item):+.4g} {item.unit_of_total}"


def summary(totals: dict[str, Any]) -> list[str]:
    """Return a line for each cost, and one for each disagreement."""
    lines = []
    for cost, told in totals.items():
        heads = ", ".join(f"{r} {v['value']:+.4g} {v['unit']}" for r, v in told["headline"].items())
        lines.append(f"{cost}: {heads}")
        lines += [f"  {line}" for line in told["agreement"]["disagreements"]]
    return lines
