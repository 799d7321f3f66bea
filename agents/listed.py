"""Listed firms: what every kind with a share price carries."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.population import Column, Kind


class Listed(Kind):
    """A kind whose shares are traded."""

    shares = Column("shares", "shares outstanding", dtype=np.int64)
    share_price = Column("usd a share", "price at the end of last month")
    earned = Column("usd a month", "earnings of last month")
    earnings = Column("usd a year", "smoothed earnings, by the year")

    def market_value(self) -> Any:
        """Answer its market value. Returns usd."""
        return self.share_price * self.shares

    def next_earnings(self) -> Any:
        """Answer trailing earnings after last month's. Returns usd a year."""
        return self.earnings + (12.0 * self.earned - self.earnings) / 12.0
