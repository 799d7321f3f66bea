"""Where booms and busts come from: from inside, and not from nothing."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from small_economy import SMALL

from model import Economy, Parameters
from model.boom_and_bust import YEAR, ai_share, boom_month

TEN_YEARS, WHOLE = 120, 252
LATE = slice(WHOLE - 60, WHOLE)
"""The last five years."""


def highest_share(scenario: str, seed: int) -> tuple[float, int | None]:
    """Return the highest share of AI in a year's venture money over that of the first year, and the month of a boom."""
    columns = Economy(seed=seed, scenario=scenario).run(TEN_YEARS).columns()
    share = ai_share({name: np.array(values) for name, values in columns.items()})
    level = float(share[:YEAR].mean())
    return float(np.convolve(share, np.ones(YEAR) / YEAR, "valid").max() / level), boom_month(share, level)


@pytest.mark.slow
def test_a_boom_that_starts_with_no_voice_and_no_technology_is_a_bug():
    times, booms = zip(*(highest_share("quiet", seed) for seed in range(1, 5)), strict=True)
    assert set(booms) == {None}
    assert np.mean(times) < 1.35, "AI's share of money wanders; it does not rise"


@cache
def coverage_late(productivity: float, seed: int) -> float:
    known = SMALL | {"true_productivity_low": productivity, "true_productivity_high": productivity}
    columns = Economy(Parameters(**known), seed).run(WHOLE).columns()
    return float(np.mean(columns["plant_coverage"][LATE]))


def poor_and_rich(seed: int) -> tuple[float, float]:
    p = Parameters()
    return coverage_late(p.true_productivity_low, seed), coverage_late(p.true_productivity_high, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_plants_cover_less_of_their_cost_late_where_true_productivity_is_lowest(seed):
    poor, rich = poor_and_rich(seed)
    assert poor < rich
    assert poor < 1.0, "less than they cost"


MISSED = pytest.mark.xfail(
    strict=True, reason="missed since November 2026: .59 and .55, for hyperscalers build less there"
)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [pytest.param(1, marks=MISSED), pytest.param(2, marks=MISSED), 3])
def test_plants_cover_less_than_half_of_that_late_where_true_productivity_is_lowest(seed):
    poor, rich = poor_and_rich(seed)
    assert poor < 0.5 * rich
