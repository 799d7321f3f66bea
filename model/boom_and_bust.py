"""What counts as a boom and as a bust: read off a run's series, and known to no rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from agents.vocabulary import AI, FIELDS

YEAR = 12
TIMES_2015 = 2.0
"""Boom: AI's share of venture money at least so many times its 2015 level, for a year."""

HALF, WITHIN = 0.5, 24
"""Bust: AI venture money plus data-centre capex down to this part of their peak, within so many months."""

Series = Mapping[str, np.ndarray]


class Fall(NamedTuple):
    """A fall from a peak, a bust or not; months count from January 2015, which is 0."""

    peak: int
    bust: int | None
    """First month in which the year's total is half the peak's or less; None where it never is."""

    lowest: float
    """Lowest total within 24 months after the peak, over the peak."""


def ai_share(series: Series) -> np.ndarray:
    """Return AI's share of venture money by month; nothing of a month without any."""
    money = np.asarray(sum(series[f"vc_usd_{name}"] for name in FIELDS))
    return np.asarray(series["vc_usd_ai"]) / np.where(money > 0.0, money, 1.0)


def share_of_2015(series: Series) -> float:
    """Return AI's share of the venture money of 2015, against which a boom is told; nothing where there was none."""
    money = [float(series[f"vc_usd_{name}"][:YEAR].sum()) for name in FIELDS]
    return money[AI] / sum(money) if sum(money) > 0.0 else 0.0


def boom_totals(series: Series) -> np.ndarray:
    """Return AI venture money plus data-centre capex, usd of the last twelve months."""
    return year_totals(series["vc_usd_ai"] + series["world_dc_capex_usd"])


def year_totals(monthly: np.ndarray) -> np.ndarray:
    """Return the sum of each month and the eleven before it; the first eleven months have none (NaN).

    A single large round would make a peak of one month; a year's total makes none.
    """
    totals = np.full(len(monthly), np.nan)
    totals[YEAR - 1 :] = _years(monthly).sum(axis=1)
    return totals


def boom_month(share: np.ndarray, level: float) -> int | None:
    """Return the first of the first twelve months in a row with a share at least twice `level`, or None."""
    found = np.flatnonzero(_years(share >= TIMES_2015 * level).all(axis=1))
    return int(found[0]) if len(found) else None


def _years(monthly: np.ndarray) -> np.ndarray:
    """Return every twelve months in a row, one row each; none where there are fewer."""
    return sliding_window_view(monthly, YEAR) if len(monthly) >= YEAR else np.empty((0, YEAR), monthly.dtype)


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
