"""A difference between runs with the same luck, over seeds: its mean, its standard error, its interval."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import t

CONFIDENCE = 0.95


class Effect(NamedTuple):
    """Mean of paired differences, its standard error and 95% interval; one seed alone gives no error (NaN)."""

    mean: float
    error: float
    low: float
    high: float

    def as_dict(self) -> dict[str, float | None]:
        """Return it for JSON, which knows no NaN."""
        return {name: plain(value) for name, value in self._asdict().items()}

    def over(self, scale: float) -> Effect:
        """Return it in another unit, `scale` of the old ones (above zero)."""
        return Effect(*(value / scale for value in self))


def paired(differences: Any) -> Effect:
    """Return the effect of one difference a seed, by Student's t. Raises ValueError where one is not finite."""
    each = np.asarray(differences, dtype=float)
    if not len(each) or not np.isfinite(each).all():
        raise ValueError(f"a paired difference is missing or not finite: {each}")
    mean = float(each.mean())
    if len(each) == 1:
        return Effect(mean, math.nan, math.nan, math.nan)
    error = float(each.std(ddof=1) / math.sqrt(len(each)))
    reach = float(t.ppf(0.5 + CONFIDENCE / 2.0, len(each) - 1)) * error
    return Effect(mean, error, mean - reach, mean + reach)


def ratio(over: Any, under: Any) -> Effect:
    """Return how much more the mean of `over` is than that of `under`, in parts of it; one of each a seed.

    The interval is Fieller's (1954): the ratios under which the seeds do not surprise. It holds zero exactly where that
    of the paired differences does, and stays above -1 where `over` is above zero for sure. NaN where `under` differs so much
    between seeds that it has no end, and for one seed.
    """
    y, x = np.asarray(over, dtype=float), np.asarray(under, dtype=float)
    found = float(y.mean() / x.mean())
    nothing = Effect(found - 1.0, math.nan, math.nan, math.nan)
    if len(x) == 1:
        return nothing
    reach = float(t.ppf(0.5 + CONFIDENCE / 2.0, len(x) - 1)) ** 2 / len(x)
    (yy, yx), (_, xx) = np.cov(y, x)
    a, b, c = x.mean() ** 2 - reach * xx, x.mean() * y.mean() - reach * yx, y.mean() ** 2 - reach * yy
    if a <= 0.0:
        return nothing
    half = math.sqrt(max(b * b - a * c, 0.0)) / a
    error = float(np.std(y - found * x, ddof=1) / math.sqrt(len(x)) / abs(x.mean()))
    return Effect(found - 1.0, error, float(b / a - half - 1.0), float(b / a + half - 1.0))


def plain(value: float) -> float | None:
    """Return a number for JSON: None in place of NaN."""
    return None if math.isnan(value) else float(value)
