"""From the figures of many seeds to what is found: each beside what was observed, and how far off all are together."""

from __future__ import annotations

from collections.abc import Mapping
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
    bands = _bands(np.column_stack([answers[fact.id] for fact in facts]))
    return pd.DataFrame([_row(fact, *band) for fact, band in zip(facts, bands.T.tolist(), strict=True)])


def _bands(told: np.ndarray) -> np.ndarray:
    """Return low, middle and high of what runs tell, shape (3, figures); `told` has shape (runs, figures)."""
    quantiles = (BAND[0], 0.5, BAND[1])
    bands = np.full((3, told.shape[1]), np.nan)
    can = np.isfinite(told)
    by_all = can.all(axis=0) & can.any(axis=0)
    bands[:, by_all] = np.quantile(told[:, by_all], quantiles, axis=0)
    for figure in np.flatnonzero(can.any(axis=0) & ~by_all):
        bands[:, figure] = np.quantile(told[can[:, figure], figure], quantiles)
    return bands


def _row(fact: Observation, low: float, middle: float, high: float) -> dict[str, Any]:
    return {
        "id": fact.id,
        "measure": fact.measure,
        "when": fact.when,
        "simulated": middle,
        "low": low,
        "high": high,
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
    return {
        "figures": len(facts),
        "inside": int(facts["inside_two"].sum()),
        "weighed": int(facts["weight"].notna().sum()),
        "not_measured": {name: {"what": what, "why": why} for name, (what, why) in NOT_MEASURED.items()},
        **together(facts),
        "in_view": together(facts[facts["in_view"]]),
        "added": together(facts[~facts["in_view"]]),
        "facts": plain_rows(facts),
    }


def together(facts: pd.DataFrame) -> dict[str, float]:
    """Return how far off the figures that have a weight are together, and the share of weight that is inside."""
    weighed = facts[facts["weight"].notna()]
    weight, told, target, tolerance, one, two = (
        weighed[name].to_numpy()
        for name in ("weight", "simulated", "target", "tolerance", "inside_one", "inside_two")
    )
    off = np.where(np.isnan(told), CANNOT_TELL, (told - target) / tolerance)
    return {
        "weight": float(weight.sum()),
        "weight_within_one": float(weight[one].sum() / weight.sum()),
        "weight_within_two": float(weight[two].sum() / weight.sum()),
        "distance": float((weight * off**2).sum()),
    }


def plain_rows(facts: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a facts table as JSON has them: null where there is no tolerance or weight."""
    return [
        {name: None if isinstance(value, float) and np.isnan(value) else value for name, value in row.items()}
        for row in facts.to_dict("records")
    ]
