"""Sums that end in the same digit on every machine: products of vectors are not left to its threads and its instructions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def dot(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Return the sum of products of two vectors; `@` would add them up in another order on another machine."""
    return float(np.add.reduce(left * right))
