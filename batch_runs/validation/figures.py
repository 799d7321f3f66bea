"""From the figures of many seeds to what is found: each beside what was observed, and how far off all are together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from batch_runs.validation.measures import MEASURES, NOT_MEASURED
from batch_runs.validation.observed import Observation, observed

CANNOT_TELL = 10.0
"""Tolerances that a figure counts as off where no run can tell it."""

BAND = (0.1, 0.9)
"""Quantiles over seeds between which a figure mostly lies."""


def simulated(series: pd.DataFrame) -> dict[str, float]:
    """Return what a run says of every observed figure, by the figure's id; NaN where it cannot tell, as a share of nothing.

    `series` has its months as dates.
    """
    by_month = series.set_index(pd.PeriodIndex(series["month"], freq="M"))
    return {fact.id: _told(fact, by_month) for fact in observed()}


def _told(fact: Observation, series: pd.DataFrame) -> float:
    try:
        return MEASURES[fact.measure].of(series, fact.when)
    except ZeroDivisionError:
        return float("nan")


def facts_table(answers: pd.DataFrame | Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Return one row a figure, in the order of MEASURES; `answers` has a row a run, and a column a figure's id.

    Whether it is inside is asked of the median over seeds; a figure without a tolerance is inside within a factor of two.
    Runs that cannot tell a figure (a share of nothing) are left out of it; one that none can tell is outside.
    """
    order = list(MEASURES)
    facts = sorted(observed(), key=lambda fact: order.index(fact.measure))
    return pd.DataFrame([_row(fact, np.asarray(answers[fact.id])) for fact in facts])


def _row(fact: Observation, values: np.ndarray) -> dict[str, Any]:
    told = values[np.isfinite(values)]
    low, middle, high = np.quantile(told, (BAND[0], 0.5, BAND[1])) if len(told) else (np.nan,) * 3
    return {
        "id": fact.id,
        "measure": fact.measure,
        "when": fact.when,
        "simulated": float(middle),
        "low": float(low),
        "high": float(high),
        "target": fact.value,
        "tolerance": np.nan if fact.tolerance is None else fact.tolerance,
        "weight": np.nan if fact.weight is None else fact.weight,
        "inside_one": fact.within(middle, 1.0),
        "inside_two": fact.within(middle, 2.0),
        "in_view": fact.in_view,
    }


def figures(facts: pd.DataFrame) -> dict[str, Any]:
    """Return what is found of all figures together: how many are inside, and of those with a weight its share and the distance.

    Distance J = sum of weight ((simulated - target) / tolerance)^2, as the facts' own definition has it.
    """
    weighed = facts[facts["weight"].notna()]
    return {
        "figures": len(facts),
        "inside": int(facts["inside_two"].sum()),
        "weighed": len(weighed),
        "not_measured": {name: {"what": what, "why": why} for name, (what, why) in NOT_MEASURED.items()},
        **_together(weighed),
        "in_view": _together(weighed[weighed["in_view"]]),
        "added": _together(weighed[~weighed["in_view"]]),
        "facts": plain_rows(facts),
    }


def _together(facts: pd.DataFrame) -> dict[str, float]:
    weight = facts["weight"]
    off = ((facts["simulated"] - facts["target"]) / facts["tolerance"]).fillna(CANNOT_TELL)
    return {
        "weight": float(weight.sum()),
        "weight_within_one": _share(weight[facts["inside_one"]], weight),
        "weight_within_two": _share(weight[facts["inside_two"]], weight),
        "distance": float((weight * off**2).sum()),
    }


def _share(part: Sequence[float] | pd.Series, whole: pd.Series) -> float:
    return float(np.sum(part) / whole.sum())


def plain_rows(facts: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a facts table as JSON has them: null where there is no tolerance or weight."""
    return [
        {name: None if isinstance(value, float) and np.isnan(value) else value for name, value in row.items()}
        for row in facts.to_dict("records")
    ]
