"""Sums that end in the same digit whatever the machine: products of long vectors are not left to its threads."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ON_ONE_THREAD = 10_000
"""Longer vectors are multiplied by several threads where there are some, and each way to cut them ends in other digits."""


def dot(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Return the sum of products of two vectors, piece by piece where they are long."""
    pieces = range(0, len(left), ON_ONE_THREAD)
    parts = (left[first : first + ON_ONE_THREAD] @ right[first : first + ON_ONE_THREAD] for first in pieces)
    return float(sum(parts, 0.0))
