"""Listed firms: what every kind with a share price carries."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.population import Column, Kind

LEVEL_OVER_GROWTH = 3.0
"""How much faster an owner of compute or a vendor learns the level of its orders than their growth. Assumed."""

EARNINGS_GROWTH_LEARNED = 0.1
"""Part of what last month shows of the growth of earnings that enters the smoothed one. Assumed: ten months."""


class Listed(Kind):
    """A kind whose shares are traded."""

    shares = Column("shares", "shares outstanding", dtype=np.int64)
    share_price = Column("usd a share", "price at the end of last month")
    earned = Column("usd a month", "earnings of last month")
    without_cash = Column(
        "share", "costs that take no cash, such as shares given to staff, of its sales outside AI"
    )
    earnings = Column("usd a year", "smoothed earnings, by the year")
    earnings_growth = Column("1/year", "smoothed growth of earnings")
    value_year_ago = Column("usd", "its market value, trailing")
    stakes = Column("usd", "stakes in labs at the last round's price")
    cash = Column("usd", "money in the bank at the end of last month")

    def market_value(self) -> Any:
        """Answer its market value. Returns usd."""
        return self.share_price * self.shares

    def stake_money(self) -> Any:
        """Answer how much to put into labs this month: part of last year's gain in its own market value.

        s = omega max(gain, 0) / 12, within a share of its cash. Returns usd a month.
        Source: loop gain, literature block 5: omega .01 to .07 of the year's wealth gain goes back into labs.
        """
        gain = self.market_value() - self.value_year_ago
        by_gain = self.p.reinvested_gain * np.maximum(gain, 0.0) / 12.0
        return np.minimum(self.p.loop_finance * by_gain, self.p.stake_cash_share * np.maximum(self.cash, 0.0))

    def next_value_year_ago(self) -> Any:
        """Answer its market value of about a year ago: a value that follows at a twelfth a month. Returns usd."""
        return self.value_year_ago + (self.market_value() - self.value_year_ago) / 12.0

    def next_earnings_growth(self) -> Any:
        """Answer the smoothed growth of its earnings: how far last month's run ahead of the trailing year. Returns 1/year."""
        ahead = np.log(np.maximum(12.0 * self.earned, 1.0) / np.maximum(self.earnings, 1.0))
        return self.earnings_growth + EARNINGS_GROWTH_LEARNED * (
            np.clip(ahead, -1.0, 1.5) - self.earnings_growth
        )

    def next_earnings(self) -> Any:
        """Answer trailing earnings after last month's. Returns usd a year."""
        return self.earnings + (12.0 * self.earned - self.earnings) / 12.0
