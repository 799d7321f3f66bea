"""What stays after a bust: how far each state still is from the straight twin's, five years after the trough."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from agents.vocabulary import AI, FIELDS
from model.boom_and_bust import WITHIN, YEAR, Series, boom_totals, fall

STAYS_AFTER = 60
"""Months after the trough at which what stays is measured."""

STATES = {
    "compute": "compute_stock",
    "users": "household_ai_spend_usd",
    "talent": "researchers_ai_industry",
    "norm": "share_firms_speaking",
    "prices": "ai_index_level",
    **{f"technology {f}": f"technology_{f}" for k, f in enumerate(FIELDS) if k != AI},
}
"""What may stay, and the column it is read from."""

SHARES = ("norm",)
"""Those of STATES that are shares: their distance is counted in points, all others' against the twin's size, for they grow."""

LEAST_TOLD = 0.01
"""Below a hundredth base and twin hardly differ at the peak: the ratio of two such distances says nothing."""


class Bust(NamedTuple):
    """A bust's peak and trough, and the month in which what stays is measured; months count from January 2015, which is 0."""

    peak: int
    trough: int
    measured: int


class Stays(NamedTuple):
    """A state's distance to its twin's at the peak and 60 months after the trough, and the second over the first.

    1 where all of it stays, 0 where nothing does, below 0 where it has turned. None where it cannot be told: the
    twin has nothing, or the distance at the peak is below LEAST_TOLD.
    """

    at_peak: float | None
    later: float | None
    part: float | None


def bust_of(base: Series) -> Bust | None:
    """Return the first bust of a run and when what stays of it is measured, be it after the run's end; None without a bust."""
    totals = boom_totals(base)
    if len(totals) <= YEAR:
        return None
    fell = fall(totals)
    if fell.bust is None:
        return None
    trough = fell.peak + int(np.argmin(totals[fell.peak : fell.peak + WITHIN + 1]))
    return Bust(fell.peak, trough, trough + STAYS_AFTER)


def stays(base: Series, straight: Series, bust: Bust) -> dict[str, Stays]:
    """Return by state what stays of a bust that can be measured: `bust.measured` is a month of the run.

    The distance is state / twin's - 1, of a share state less twin's.
    """
    months = [bust.peak, bust.measured]
    return {
        name: _stays(base[column][months], straight[column][months], name in SHARES)
        for name, column in STATES.items()
    }


def _stays(state: np.ndarray, twin: np.ndarray, is_share: bool) -> Stays:
    size = np.ones(2) if is_share else twin
    # What the twin has nothing of has no size to measure by.
    distance = (state - twin) / np.where(size > 0.0, size, np.nan)
    at_peak, later = (float(far) if np.isfinite(far) else None for far in distance)
    told = at_peak is not None and later is not None and abs(at_peak) >= LEAST_TOLD
    return Stays(at_peak, later, float(distance[1] / distance[0]) if told else None)
