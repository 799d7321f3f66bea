"""Where other seeds of the base scenario lie, by line of a chart: what a visitor may lay behind a run."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ui.worker import Order

FILE = Path(__file__).parent / "static" / "luck.json"
"""Written by `python -m docs.luck`."""

SCENARIO, SEEDS, MONTHS = "base", range(1, 31), 252
TENTH = 0.1
"""So large a part of the seeds is left out at either end of a band."""

DIGITS = 4

Values = NDArray[np.float64]


def as_it_is(values: Values) -> Values:
    """Return the values of each month."""
    return values


def yearly(values: Values) -> Values:
    """Return the sum of the last twelve months, scaled up while there are fewer, shape (months,)."""
    sums = np.cumsum(values)
    sums[12:] = sums[12:] - sums[:-12]
    return sums * 12.0 / np.minimum(np.arange(1, len(values) + 1), 12)


def hundredths(values: Values) -> Values:
    """Return an index as a multiple of January 2015."""
    return values / 100.0


def years_so_far(months: Values) -> Values:
    """Return the sum of all months so far, in years."""
    return np.cumsum(months) / 12.0


class Line(NamedTuple):
    """A line of a chart: the column it is drawn from, and how."""

    column: str
    turned: Callable[[Values], Values] = as_it_is


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
    "opportunity.decided": Line("cost_opportunity_usd", np.cumsum),
    "brain_drain.decided": Line("cost_brain_drain_person_months", years_so_far),
    "fomo.decided": Line("cost_fomo_usd", np.cumsum),
}
"""By chart and line. A chart of layers has no room for bands, and one of lines close together has room for one."""


def drawn(columns: Mapping[str, Sequence[float]]) -> dict[str, Values]:
    """Return the lines of an economy as the page draws them, shape (months,) each."""
    return {name: line.turned(np.array(columns[line.column], dtype=float)) for name, line in LINES.items()}


def bands(worlds: Sequence[Mapping[str, Values]]) -> dict[str, dict[str, list[float]]]:
    """Return by line the value that a tenth of the worlds is below, and the one that a tenth is above, by month."""
    told = {}
    for name in LINES:
        ends = np.quantile([world[name] for world in worlds], (TENTH, 1.0 - TENTH), axis=0)
        told[name] = {
            end: [_short(value) for value in of] for end, of in zip(("low", "high"), ends, strict=True)
        }
    return told


def behind(order: Order) -> dict[str, Any] | None:
    """Return the bands of an order's own scenario; nothing where it is another economy than those that were run."""
    same = order.scenario == SCENARIO and not order.changes and order.months == MONTHS
    return _told() if same else None


@functools.cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return told


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
