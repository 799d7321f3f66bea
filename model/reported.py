"""What listed firms report of a month: earnings after tax, of profits in cash and of costs that take no cash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from model.parameters import Parameters

TAX_RATE = 0.18
"""Share of operating profit paid in tax; company reports of large technology firms, 15 to 21%."""


def ordinary_growth(p: Parameters) -> dict[str, float]:
    """Return how fast what listed firms sell outside AI grows in January 2015, by kind, 1/year."""
    return {
        "hyperscalers": p.core_growth,
        "chip_vendors": 1.5 * p.nominal_growth,
        "incumbents": p.nominal_growth,
    }


def tax_and_earnings(profit: np.ndarray, no_cash: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the tax and the earnings of a month, usd by firm.

    `profit` is before tax, in cash; `no_cash` what costs but takes no cash (wear, shares given to staff), usd.
    """
    before = profit - no_cash
    tax = TAX_RATE * np.maximum(before, 0.0)
    return tax, before - tax
