"""The headline of each of the three costs, twin reading: a run against its straight twin with the same luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from agents.vocabulary import AI, FIELDS

Columns = Mapping[str, Sequence[float] | np.ndarray]
"""One number a month by name, as `economy.columns()` gives them."""

UNITS = {"opportunity": "usd", "brain_drain": "researcher-years", "fomo": "usd"}
"""The three costs and their units."""

ELSEWHERE = tuple(f"vc_usd_{name}" for k, name in enumerate(FIELDS) if k != AI)
AI_SPENDING = ("ai_spend_incumbents_usd", "hyperscaler_ai_capex_usd")
MONTHS_A_YEAR = 12.0


def headline_totals(columns: Columns) -> dict[str, float]:
    """Return what each headline compares, over all months, signed so that more is costlier.

    opportunity: less the venture money of the four other fields, usd; brain_drain: researchers in AI
    industry, researcher-years; fomo: AI spending of incumbents and AI capex of hyperscalers, usd.
    """
    return {
        "opportunity": -sum(_total(columns, name) for name in ELSEWHERE),
        "brain_drain": _total(columns, "researchers_ai_industry") / MONTHS_A_YEAR,
        "fomo": sum(_total(columns, name) for name in AI_SPENDING),
    }


def headlines(columns: Columns, straight_columns: Columns) -> dict[str, float]:
    """Return the three headline costs of a run against its straight twin; positive is a cost of belief.

    Units are in UNITS. Both must have the same months, else ValueError.
    """
    months, straight_months = (len(one["researchers_ai_industry"]) for one in (columns, straight_columns))
    if months != straight_months:
        raise ValueError(f"a run of {months} months has no twin of {straight_months} months")
    run, straight = headline_totals(columns), headline_totals(straight_columns)
    return {name: run[name] - straight[name] for name in UNITS}


def _total(columns: Columns, name: str) -> float:
    return float(np.sum(np.asarray(columns[name], dtype=np.float64)))
