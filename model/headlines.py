"""The three costs in one number each: a world with belief against its straight twin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from agents.vocabulary import AI, FIELDS

Columns = Mapping[str, Sequence[float] | np.ndarray]
"""One number a month by name, as `economy.columns()` gives them."""

UNITS = {"opportunity": "usd", "brain_drain": "researcher-years", "fomo": "usd"}
"""The three costs and their units."""

MONTHS_A_YEAR = 12.0


def headline_totals(columns: Columns) -> dict[str, float]:
    """Return what each headline compares, over all months: the more, the larger the cost. Units are in UNITS."""
    return {name: float(np.sum(headline(columns))) for name, headline in HEADLINES.items()}


def headlines(columns: Columns, straight_columns: Columns) -> dict[str, float]:
    """Return the twin reading of each headline cost over the whole run; positive is a cost of belief.

    `opportunity`: usd that fields outside AI got in the straight twin and not here. `brain_drain`:
    researcher-years in AI industry beyond the twin's. `fomo`: usd of AI capex and programmes beyond the twin's.
    Raises ValueError where the twin has another number of months.
    """
    months, straight_months = (len(one["researchers_ai_industry"]) for one in (columns, straight_columns))
    if months != straight_months:
        raise ValueError(f"a run of {months} months has no twin of {straight_months} months")
    return {
        name: float(np.sum(headline(columns) - headline(straight_columns)))
        for name, headline in HEADLINES.items()
    }


def _not_outside_ai(columns: Columns) -> np.ndarray:
    return -np.sum([columns[f"vc_usd_{f}"] for k, f in enumerate(FIELDS) if k != AI], axis=0)


def _in_ai_industry(columns: Columns) -> np.ndarray:
    return np.asarray(columns["researchers_ai_industry"]) / MONTHS_A_YEAR


def _ai_capex(columns: Columns) -> np.ndarray:
    return np.asarray(columns["hyperscaler_ai_capex_usd"]) + np.asarray(columns["ai_spend_incumbents_usd"])


HEADLINES = {"opportunity": _not_outside_ai, "brain_drain": _in_ai_industry, "fomo": _ai_capex}
"""What each headline compares, by month: the more, the larger the cost."""
