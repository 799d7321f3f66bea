"""Hyperscalers: data-centre capex by accelerator and rivalry, cash and debt limits, price of compute."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.believer import Believer
from agents.listed import Listed
from agents.population import Column


class Hyperscaler(Believer, Listed):
    """An owner of data centres who uses them and rents them out."""

    debt = Column("usd", "loans outstanding")
    core_revenue = Column("usd a year", "sales of its core business (search, shop, software)")
    cash_margin = Column("share", "operating cash flow over core revenue")
    plant = Column("usd", "ordinary data centres and buildings, at cost less wear")
    compute = Column("units", "AI compute installed (January 2015 units)")
    expected_load = Column("usd", "ordinary data centres that its own demand asks for")
    load_growth = Column("1/year", "smoothed growth of ordinary demand")
    ai_demand = Column("units", "smoothed demand for its AI compute, own use included")
    ai_seen = Column("units", "AI compute asked of it last month, own use included")
    ai_growth = Column("1/year", "smoothed growth of that demand")
    on_order = Column("units", "AI compute ordered and not delivered")
    utilisation = Column("share", "share of its AI compute in use")
    compute_price = Column("usd a unit a month", "rent it posts for one unit of AI compute")
    cloud_sales = Column("usd a month", "cloud sales of last month")
    operating_cash_flow = Column("usd a month", "smoothed cash from operations")
    capex = Column("usd a month", "capex announced last month")
    ai_capex = Column("usd a month", "part of it for AI compute")
    rivals_capex = Column("1", "mean of its rivals' AI capex over their cash flow")
    loyalty = Column("share", "customers who come to it first")
    ai_staff = Column("people", "AI researchers employed")

    def next_ai_demand(self) -> Any:
        """Answer its smoothed view of the demand for its AI compute. Returns units."""
        return self.ai_demand + 3.0 * self.p.growth_learning * (self.ai_seen - self.ai_demand)

    def next_ai_growth(self) -> Any:
        """Answer its view of the growth of that demand: how far last month's is above the smoothed one.

        A smoothed level trails a steady growth g by g / (12 * speed). Returns 1/year.
        """
        ahead = np.log(np.maximum(self.ai_seen, 1.0) / np.maximum(self.ai_demand, 1.0))
        seen = 12.0 * 3.0 * self.p.growth_learning * ahead
        return self.ai_growth + self.p.growth_learning * (np.clip(seen, -3.0, 4.0) - self.ai_growth)

    def desired_plant_capex(self) -> Any:
        """Answer ordinary capex: replace wear and close part of the gap to the plant that demand asks for.

        I = delta K + lambda (K* - K), K* = expected load grown over the lead time. Returns usd a month.
        Source: flexible accelerator.
        """
        target = self.expected_load * np.exp(np.clip(self.load_growth, -0.2, 0.6) * self.p.plant_lead_years)
        wear = self.p.plant_wear / 12.0 * self.plant
        return np.maximum(wear + self.p.capex_adjustment / 3.0 * (target - self.plant), 0.25 * wear)

    def desired_compute(self) -> Any:
        """Answer how many units of AI compute to order: expected demand over target use, less what is coming.

        E[D] = D exp(growth * horizon) (1 + m belief). Returns units a month, not negative.
        Source: accelerator with extrapolated demand; adjustment .1 to .3 a quarter.
        """
        growth = np.clip(self.ai_growth, -0.5, self.p.expected_growth_cap)
        target = self.ai_demand * np.exp(growth * self.p.capex_horizon_years) / self.p.target_utilisation
        target = target * (1.0 + self.p.capex_by_belief * self.belief())
        wear = self.p.chip_wear / 12.0 * self.compute
        gap = target - self.compute - self.on_order
        return np.maximum(wear + self.p.capex_adjustment / 3.0 * gap, 0.0)

    def rivalry_capex(self, wanted: Any) -> Any:
        """Answer the extra AI capex from watching rivals: part of the shortfall behind their effort.

        phi (mean rivals' AI capex / cash flow * own cash flow - wanted)+. Returns usd a month.
        Source: strategic complements in capex, literature block 6.
        """
        matched = self.rivals_capex * self.operating_cash_flow
        return self.p.rivalry * np.maximum(matched - wanted, 0.0)

    def spending_room(self) -> Any:
        """Answer the most it can spend on capex: a share of cash flow, spare cash, and debt headroom.

        Lenders look at the market value of its shares too.

        Returns usd a month. Source: capex over operating cash flow near .65 in 2025 (literature 6).
        """
        spare = np.maximum(self.cash - self.p.cash_buffer_months * self.core_revenue / 12.0, 0.0) / 12.0
        limit = self.p.debt_limit * 12.0 * self.operating_cash_flow + self.p.collateral * (
            self.market_value() + self.p.loop_finance * self.stakes
        )
        headroom = np.maximum(limit - self.debt, 0.0) / 12.0
        return np.maximum(self.p.capex_cash_share * self.operating_cash_flow + spare + headroom, 0.0)

    def next_price(self, pass_through: float) -> Any:
        """Answer the rent it posts: up when nearly full, down when idle, with the cost of new compute.

        `pass_through` is the monthly log change of the cost of a unit. Returns usd a unit a month.
        Source: negative feedback in a rental market.
        """
        tight = np.clip(self.utilisation - self.p.target_utilisation, -0.3, 0.3)
        return self.compute_price * np.exp(
            self.p.rent_response * tight + self.p.rent_pass_through * pass_through
        )

    def desired_ai_staff(self, wage: float) -> Any:
        """Answer how many AI researchers to employ: a share of core revenue, more when AI demand grows.

        Returns people.
        """
        share = self.p.hyperscaler_ai_research * (
            1.0 + self.p.staff_follows_demand * np.clip(self.ai_growth, 0.0, 2.0)
        )
        return share * self.core_revenue / wage

    def own_use(self, technology: float) -> Any:
        """Answer how much AI compute its own products use, in usd a month at the posted rent.

        A share of core revenue that grows with what the technology can do.
        """
        useful = np.exp(self.p.own_use_elasticity * np.log(technology))
        return self.p.own_use_share * useful * self.core_revenue / 12.0
