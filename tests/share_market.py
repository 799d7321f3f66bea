"""What tests of listed shares read: money of a kind, the price of a unit of AI shares."""

import numpy as np

from model import Economy
from model.month.listed import market_values


def usd(economy: Economy, kind: str) -> np.ndarray:
    """Return what each agent of a kind has in the bank, usd, as it is now."""
    return economy.ledger.usd(kind).copy()


def price_of(economy: Economy) -> float:
    """Return the price of one unit of the AI trust, usd."""
    return float(market_values(economy, "ai").sum()) / economy.trust_units["ai"]
