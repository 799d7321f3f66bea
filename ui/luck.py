"""Where other seeds of the base scenario lie, by line of a chart: what a visitor may lay behind a run."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ui.turned import YEAR, cumulated, short, yearly
from ui.worker import Order

FILE = Path(__file__).parent / "static" / "luck.json"
"""Written by `python -m docs.luck`."""

USUAL = Order("")
"""The economy whose seeds are run: the base scenario as it is, to its end."""

SEEDS = range(1, 31)
TENTH = 0.1
"""So large a part of the seeds is left out at either end of a band."""

Values = Sequence[float]


def hundredths(values: Values) -> list[float]:
    """Return an index as a multiple of January 2015."""
    return [value / 100.0 for value in values]


def years_so_far(months: Values) -> list[float]:
    """Return the sum of all months so far, in years."""
    return [total / YEAR for total in cumulated(months)]


class Line(NamedTuple):
    """A line of a chart: the column it is drawn from, and how."""

    column: str
    turned: Callable[[Values], list[float]] = list


LINES = {
    "belief.belief": Line("belief_mean"),
    "belief.fear": Line("fear_mean"),
    "capex.hyperscalers": Line("hyperscaler_capex_usd", yearly),
    "chips.revenue": Line("vendor_dc_revenue_usd", yearly),
    "shares.ai_shares": Line("ai_index_level", hundredths),
    "shares.rest_shares": Line("rest_index_level", hundredths),
    "concentration.top7": Line("top7_weight"),
    "adoption.large_using": Line("share_large_firms_using"),
    "spending.firms": Line("ai_spend_incumbents_usd", yearly),
    "spending.families": Line("household_ai_spend_usd", yearly),
    "people.ai_industry": Line("researchers_ai_industry"),
    "pay.ai_frontier": Line("pay_ai_frontier_usd"),
    "graduates.graduates": Line("new_phds_ai_to_industry_share"),
    "opportunity.decided": Line("cost_opportunity_usd", cumulated),
    "brain_drain.decided": Line("cost_brain_drain_person_months", years_so_far),
    "fomo.decided": Line("cost_fomo_usd", cumulated),
}
"""By chart and line. A chart of layers has no room for bands, and one of lines close together has room for one."""


def drawn(columns: Mapping[str, Values]) -> dict[str, list[float]]:
    """Return the lines of an economy as the page draws them, a number a month each."""
    return {name: line.turned(columns[line.column]) for name, line in LINES.items()}


def bands(worlds: Sequence[Mapping[str, Values]]) -> dict[str, dict[str, list[float | None]]]:
    """Return by line the value that a tenth of the worlds is below, and the one that a tenth is above, by month."""
    told = {}
    for name in LINES:
        ends = np.quantile([world[name] for world in worlds], (TENTH, 1.0 - TENTH), axis=0)
        told[name] = {
            end: [short(value) for value in of] for end, of in zip(("low", "high"), ends, strict=True)
        }
    return told


def behind(order: Order) -> dict[str, Any] | None:
    """Return the bands of an order that differs from the usual one by its seed alone; nothing of another economy."""
    return _told() if order == replace(USUAL, run=order.run, seed=order.seed) else None


@functools.cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return told
