"""What tests of listed shares share: a small market, money of a kind, the price of a unit of AI shares."""

import numpy as np
from small_economy import small_economy

from model import Economy
from model.month.listed import market_values


def share_market() -> Economy:
    """A small economy with 20 investors: one of them sells short, one abstains."""
    economy = small_economy(investor_agents=20)
    economy.desk.orders = {"ai": np.zeros(20), "rest": np.zeros(20)}
    return economy


def usd(economy: Economy, kind: str) -> np.ndarray:
    """Return what each agent of a kind has in the bank, usd, as it is now."""
    return economy.ledger.usd(kind).copy()


def price_of(economy: Economy) -> float:
    """Return the price of one unit of the AI trust, usd."""
    return float(market_values(economy, "ai").sum()) / economy.trust_units["ai"]
