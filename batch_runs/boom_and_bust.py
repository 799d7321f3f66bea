"""A run's boom and bust, and what was seen before them: its series to one line of the record."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.boom_and_bust import (
    YEAR,
    Series,
    ai_share,
    boom_month,
    boom_totals,
    fall,
    share_of_2015,
    year_totals,
)

RUN_UP = 60
"""Months before the peak in which the trough of the run-up is looked for."""


class Record(NamedTuple):
    """One run: whether it boomed and bust, when, after what run-up, and what was seen in the year before the peak."""

    seed: int
    true_productivity: float
    boom: int | None
    peak: int
    bust: int | None
    lowest: float
    run_up_times: float
    rate_change: float
    logic: float
    price_gap: float
    grid: float
    evidence_growth: float
    share_2015: float
    highest_share: float


def run_up(totals: np.ndarray, peak: int) -> float:
    """Return how many times the lowest of the five years before it the peak is."""
    first = max(YEAR - 1, peak - RUN_UP)
    return float(totals[peak] / totals[first : peak + 1].min())


def record(seed: int, series: Series) -> Record:
    """Return what a run's series say; besides columns of the series, `price_gap` is needed."""
    share = ai_share(series)
    level = share_of_2015(series)
    totals = boom_totals(series)
    fell = fall(totals)
    before, now = max(fell.peak - YEAR, 0), fell.peak
    return Record(
        seed=seed,
        true_productivity=float(series["true_productivity"][0]),
        boom=boom_month(share, level),
        peak=now,
        bust=fell.bust,
        lowest=fell.lowest,
        run_up_times=run_up(totals, fell.peak),
        rate_change=float(series["policy_rate"][now] - series["policy_rate"][before]),
        logic=float(np.mean(series["voice_logic"][before + 1 : now + 1])),
        price_gap=float(series["price_gap"][now]),
        grid=float(series["energy_utilisation"][now]),
        evidence_growth=float(series["evidence"][now] - series["evidence"][before]),
        share_2015=level,
        highest_share=float(np.max(year_totals(share)[YEAR - 1 :]) / YEAR),
    )
