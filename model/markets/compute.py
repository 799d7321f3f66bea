"""The markets for chips and for AI compute: orders and budgets meet capacity."""

from __future__ import annotations

import numpy as np


def share_out(wanted: np.ndarray, available: float) -> np.ndarray:
    """Return what each buyer gets: all it wants, or its part of what there is. Same shape as `wanted`."""
    total = wanted.sum()
    return wanted * (min(1.0, available / total) if total > 0.0 else 0.0)


def rent(demand: float, loyalty: np.ndarray, capacity: np.ndarray) -> np.ndarray:
    """Return units rented from each owner: customers come by loyalty, the overflow goes where room is left.

    `demand` units in all, `loyalty` and `capacity` by owner. Returns units by owner, none above capacity.
    """
    first = np.minimum(demand * loyalty / max(loyalty.sum(), 1e-12), capacity)
    spare = capacity - first
    overflow = max(demand - first.sum(), 0.0)
    return first + share_out(spare, overflow)


def keep_to_one(wishes: np.ndarray, room: np.ndarray) -> np.ndarray:
    """Return purchases by buyer and owner where owners have `room`: each buys where it wishes while there is room.

    Buyers of a full owner get the same part of their wish there and the rest where room is left. `wishes` has
    shape (buyers, owners); rows keep their sums while `room` is at least all wishes. Same unit throughout.
    """
    first = wishes * np.minimum(1.0, room / np.maximum(wishes.sum(axis=0), 1e-12))
    spare = np.maximum(room - first.sum(axis=0), 0.0)
    left = wishes.sum(axis=1) - first.sum(axis=1)
    return first + left[:, None] * spare / max(spare.sum(), 1e-12)


def split_orders(units: np.ndarray, attraction: np.ndarray) -> np.ndarray:
    """Return orders by buyer and vendor: each buyer splits by how attractive vendors are, shape (buyers, vendors)."""
    return units[:, None] * (attraction / attraction.sum())[None, :]
