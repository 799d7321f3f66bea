"""The mix of compute and bought services: what the cheapest one costs, and how much of it is compute."""

from __future__ import annotations

from typing import Any

import numpy as np


def compute_share(price: float, share_2015: float, p: Any) -> float:
    """Return the part of an AI budget that buys compute, in the cheapest mix of compute and services (CES).

    s = n / (1 + (1 - w) / w price^(sigma - 1)), w = share_2015 / n; compute and services make up a part n of the
    budget. `price` is that of effective compute over that of work, January 2015 = 1. Source: nested CES, literature 11.
    """
    weight = _weight(share_2015, p)
    if weight <= 0.0:
        return 0.0
    return float(p.compute_nest / (1.0 + (1.0 - weight) / weight * _power(price, p)))


def unit_cost(price: float, share_2015: float, p: Any) -> float:
    """Return what a unit of that mix costs, January 2015 = 1: it falls as compute gets cheap against work.

    c = [w price^(1 - sigma) + 1 - w]^(1 / (1 - sigma)).
    """
    weight = _weight(share_2015, p)
    return float(np.exp(np.log(weight / _power(price, p) + 1.0 - weight) / (1.0 - p.compute_substitution)))


def _weight(share_2015: float, p: Any) -> float:
    """Return the part of the mix that is compute at the prices of 2015; a mix holds no more than itself."""
    return float(min(share_2015 / p.compute_nest, 1.0))


def _power(price: float, p: Any) -> float:
    return float(np.exp((p.compute_substitution - 1.0) * np.log(price)))
