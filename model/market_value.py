"""What listed firms are worth: market values by group, read from prices and shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from model.economy import Economy

GROUPS = {"ai": ("hyperscalers", "chip_vendors"), "rest": ("incumbents",)}
"""Listed firms: those whose business is AI's plant, and the others."""


def market_values(economy: Economy, group: str) -> np.ndarray:
    """Return market values of the group's firms, usd."""
    return np.concatenate(
        [economy.populations[name].share_price * economy.populations[name].shares for name in GROUPS[group]]
    )
