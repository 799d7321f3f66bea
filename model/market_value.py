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


def firms_of_index(economy: Economy) -> np.ndarray:
    """Return how many firms each listed agent stands for, in the order of GROUPS, shape (agents,)."""
    single = economy.hyperscalers.size + economy.chip_vendors.size
    return np.concatenate((np.ones(single), economy.incumbents.firms))


def sober_multiples(economy: Economy, month: int) -> dict[str, float]:
    """Return what a dollar of yearly earnings is worth without any belief, by group: less when rates are high.

    m = m0 exp(-a (rate - usual rate)). Returns years. Source: literature block 2.
    """
    p = economy.parameters
    rate = float(economy.history.policy_rate[month])
    by_rate = float(np.exp(-p.multiple_by_rate * (rate - p.usual_policy_rate)))
    return {"ai": p.sober_multiple * by_rate, "rest": p.rest_multiple * by_rate}
