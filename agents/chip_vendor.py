"""Chip vendors: price by scarcity, and capacity that lags the order book."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.listed import LEVEL_OVER_GROWTH, Listed
from agents.population import Column

MARGIN_GIVEN_UP = 0.15
"""How far below its ordinary margin a vendor goes when nobody orders. Assumed."""

FASTEST_CLOSED = 0.03
"""Log points by which it lets capacity fall in a month, at most. Assumed: three tenths in a year."""


class ChipVendor(Listed):
    """A maker of accelerators for data centres; its other business is given."""

    quality = Column("1", "compute of its chips for the same cost, leader = 1")
    following = Column(
        "1", "how much buyers prefer it for what does not change, such as software written for its chips"
    )
    capacity = Column("units a month", "chips it can deliver (one unit of January 2015 compute each)")
    backlog = Column("units", "orders not yet delivered")
    taken = Column(
        "share", "part of what it had ready last month that buyers had room on the grid and money for"
    )
    orders = Column("units a month", "smoothed orders")
    orders_seen = Column("units a month", "orders of last month")
    order_growth = Column("1/year", "smoothed growth of orders")
    margin = Column("share", "gross margin of its data-centre business")
    unit_cost = Column("usd a unit", "cost of one unit of compute")
    sales = Column("usd a month", "data-centre sales of last month")
    other_sales = Column("usd a year", "sales outside data centres")

    def next_orders(self) -> Any:
        """Answer its smoothed view of orders. Returns units a month."""
        return self.orders + LEVEL_OVER_GROWTH * self.p.growth_learning * (self.orders_seen - self.orders)

    def next_order_growth(self) -> Any:
        """Answer its view of the growth of orders. Returns 1/year."""
        ahead = np.log(np.maximum(self.orders_seen, 1.0) / np.maximum(self.orders, 1.0))
        seen = 12.0 * LEVEL_OVER_GROWTH * self.p.growth_learning * ahead
        return self.order_growth + self.p.growth_learning * (np.clip(seen, -3.0, 4.0) - self.order_growth)

    def price(self) -> Any:
        """Answer the price of one unit of compute: cost over one less the margin. Returns usd a unit."""
        return self.unit_cost / (1.0 - self.margin)

    def next_margin(self) -> Any:
        """Answer the margin it asks: ordinary, plus scarcity when what buyers can take of the order book outgrows capacity.

        m* = m0 + s ln(taken (backlog + orders) / capacity), within bounds; it moves there slowly. Returns a share.
        Source: scarcity price with capacity lag; 57% before the boom, 75% at the peak (facts 5).
        """
        book = self.taken * (self.backlog + self.orders)
        pressed = np.log(np.maximum(book / self.capacity, 1e-3))
        wanted = self.p.vendor_margin + self.p.vendor_scarcity * np.maximum(pressed, -0.5)
        wanted = np.clip(wanted, self.p.vendor_margin - MARGIN_GIVEN_UP, self.p.vendor_margin_cap)
        return self.margin + self.p.vendor_price_speed * (wanted - self.margin)

    def next_capacity(self) -> Any:
        """Answer next month's capacity: towards expected orders, no faster than plants can be found.

        Expected orders extrapolate the seen growth over the lead time; it builds for the part that buyers can take.
        Returns units a month.
        """
        ahead = np.exp(np.clip(self.order_growth, -0.5, 1.5) * self.p.vendor_lead_years)
        wanted = self.taken * (self.orders * ahead + self.backlog / self.p.vendor_backlog_months)
        step = np.clip(
            np.log(np.maximum(wanted / self.capacity, 1e-3)), -FASTEST_CLOSED, self.p.vendor_growth_cap
        )
        return self.capacity * np.exp(step)

    def attraction(self) -> Any:
        """Answer how much buyers like it: its following, value for money, less where they must wait.

        A = following exp(choice (ln quality - ln markup) - aversion wait). Returns a positive number.
        Source: logit of brands with constants of their own, McFadden 1974.
        """
        wait = np.clip(self.backlog / np.maximum(self.taken * self.capacity, 1e-9), 0.0, 24.0)
        value = np.log(self.quality) - np.log(self.price() / self.unit_cost)
        return self.following * np.exp(self.p.vendor_choice * value - self.p.vendor_wait_aversion * wait)

    def deliveries(self) -> Any:
        """Answer how many units it can deliver this month: the short side of capacity and orders."""
        return np.minimum(self.capacity, self.backlog)
