"""How many months one path lags behind another."""

from __future__ import annotations

import numpy as np


def months_behind(levels: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    """Return by how many months `levels` lags behind `ahead`, month by month, shape (months,).

    t - s, where `ahead` reached in month s the level that `levels` has in month t. Where `levels` is the
    higher of the two it is the lead, negative. Paths that have reached a level keep it.
    """
    here, there = np.maximum.accumulate(levels), np.maximum.accumulate(ahead)
    month = np.arange(len(here), dtype=float)
    lag, lead = month - first_reached(there, here), month - first_reached(here, there)
    return np.where(here == there, 0.0, np.where(here < there, lag, -lead))


def first_reached(path: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Return the month, with its fraction, in which a path that never falls first reached each level.

    The last month where it never does, the first where it began above. Same shape as `levels`.
    """
    after = np.clip(np.searchsorted(path, levels, side="left"), 0, len(path) - 1)
    before = np.maximum(after - 1, 0)
    step = path[after] - path[before]
    left = np.where(step > 0.0, (path[after] - levels) / np.where(step > 0.0, step, 1.0), 0.0)
    return after - np.clip(left, 0.0, 1.0)
