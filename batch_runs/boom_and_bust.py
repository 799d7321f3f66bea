"""What counts as a boom and as a bust, and what was seen before it: one run's series to one line of the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from agents.vocabulary import FIELDS

YEAR = 12
TIMES_2015 = 2.0
"""Boom: AI's share of venture money at least so many times its 2015 level, for a year."""

HALF, WITHIN = 0.5, 24
"""Bust: AI venture money plus data-centre capex down to this part of their peak, within so many months."""

RUN_UP = 60
"""Months before the peak in which the trough of the run-up is looked for."""

Series = Mapping[str, np.ndarray]


class Fall(NamedTuple):
    """A fall from a peak, a bust or not; months count from January 2015, which is 0."""

    peak: int
    bust: int | None
    """First month in which the year's total is half the peak's or less; None where it never is."""

    lowest: float
    """Lowest total within 24 months after the peak, over the peak."""


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


def ai_share(series: Series) -> np.ndarray:
    """Return AI's share of venture money by month; nothing of a month without any."""
    money = np.asarray(sum(series[f"vc_usd_{name}"] for name in FIELDS))
    return np.asarray(series["vc_usd_ai"]) / np.where(money > 0.0, money, 1.0)


def year_totals(monthly: np.ndarray) -> np.ndarray:
    """Return the sum of each month and the eleven before it; the first eleven months have none (NaN).

    A single large round would make a peak of one month; a year's total makes none.
    """
    sums = np.convolve(monthly, np.ones(YEAR), "valid")
    return np.concatenate((np.full(YEAR - 1, np.nan), sums))


def boom_month(share: np.ndarray, level: float) -> int | None:
    """Return the first of the first twelve months in a row with a share at least twice `level`, or None."""
    in_a_row = np.convolve(share >= TIMES_2015 * level, np.ones(YEAR), "valid")
    found = np.flatnonzero(in_a_row > YEAR - 0.5)
    return int(found[0]) if len(found) else None


def fall(totals: np.ndarray) -> Fall:
    """Return the first bust and the peak before it; where there is none, the deepest fall and its peak."""
    months = np.arange(YEAR, len(totals))
    starts = np.maximum(YEAR - 1, months - WITHIN)
    peaks = [start + int(np.argmax(totals[start:month])) for start, month in zip(starts, months, strict=True)]
    left = totals[months] / totals[peaks]
    busts = np.flatnonzero(left <= HALF)
    at = int(busts[0]) if len(busts) else int(np.argmin(left))
    peak = int(peaks[at])
    lowest = float(np.min(totals[peak : peak + WITHIN + 1]) / totals[peak])
    return Fall(peak, int(months[at]) if len(busts) else None, lowest)


def run_up(totals: np.ndarray, peak: int) -> float:
    """Return how many times the lowest of the five years before it the peak is."""
    first = max(YEAR - 1, peak - RUN_UP)
    return float(totals[peak] / totals[first : peak + 1].min())


def record(seed: int, series: Series) -> Record:
    """Return what a run's series say; besides columns of the series, `price_gap` is needed."""
    share = ai_share(series)
    level = float(series["vc_usd_ai"][:YEAR].sum() / sum(series[f"vc_usd_{f}"][:YEAR].sum() for f in FIELDS))
    totals = year_totals(series["vc_usd_ai"] + series["world_dc_capex_usd"])
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
