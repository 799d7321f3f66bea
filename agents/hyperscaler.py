"""Hyperscalers: data-centre capex by accelerator and rivalry, cash and debt limits, price of compute."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from agents.believer import Believer
from agents.listed import LEVEL_OVER_GROWTH, Listed
from agents.population import Column, added

LEAST_REPLACED = 0.25
"""Part of what wears out of ordinary data centres that is replaced even where there are too many. Assumed."""


class Gap(NamedTuple):
    """What a hyperscaler's AI compute lacks: expected demand and promises over target use, less what it has and awaits."""

    demand: Any
    promised: Any
    installed: Any
    on_order: Any


class ComputeTerms(NamedTuple):
    """The parts of an order for AI compute."""

    wear: Any
    demand: Any
    promised: Any
    installed: Any
    on_order: Any
    floor: Any


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
    returns = Column("1", "what its AI compute sells and does for itself over what it costs, smoothed")
    promised = Column(
        "usd a month", "compute that labs have promised to buy from it beyond what they buy now"
    )
    capex = Column("usd a month", "capex announced last month")
    ai_capex = Column("usd a month", "part of it for AI compute")
    rivals_capex = Column("1", "mean of its rivals' AI capex over their cash flow")
    loyalty = Column("share", "customers who come to it first")
    ai_staff = Column("people", "AI researchers employed")

    def next_ai_demand(self) -> Any:
        """Answer its smoothed view of the demand for its AI compute. Returns units."""
        return self.ai_demand + LEVEL_OVER_GROWTH * self.p.growth_learning * (self.ai_seen - self.ai_demand)

    def next_ai_growth(self) -> Any:
        """Answer its view of the growth of that demand: how far last month's is above the smoothed one.

        A smoothed level trails a steady growth g by g / (12 * speed). Returns 1/year.
        """
        ahead = np.log(np.maximum(self.ai_seen, 1.0) / np.maximum(self.ai_demand, 1.0))
        seen = 12.0 * LEVEL_OVER_GROWTH * self.p.growth_learning * ahead
        return self.ai_growth + self.p.growth_learning * (np.clip(seen, -3.0, 4.0) - self.ai_growth)

    def next_load_growth(self, load: Any) -> Any:
        """Answer its view of the growth of ordinary demand, now that it is `load` usd of plant. Returns 1/year."""
        seen = 12.0 * np.log(load / self.expected_load)
        return self.load_growth + self.p.growth_learning * (seen - self.load_growth)

    def ordinary_cloud(self) -> Any:
        """Answer what it rents out of its ordinary data centres, as far as they are there. Returns usd a year."""
        return self.p.paid_load_share * self.p.plant_yield * np.minimum(self.plant, self.expected_load)

    def desired_plant_capex(self, rate: float, opening_rate: float) -> Any:
        """Answer ordinary capex: replace wear and close part of the gap to the plant that demand asks for.

        I = delta K + lambda (K* - K), K* = expected load grown over the lead time, less where money is dear: (c / c of January
        2015)^-eta, c = `rate` of the last year + spread + wear. Returns usd a month.
        Source: flexible accelerator; elasticity to the cost of capital .25 to 1, Chirinko, Fazzari and Meyer 1999.
        """
        target = self.expected_load * np.exp(np.clip(self.load_growth, -0.2, 0.6) * self.p.plant_lead_years)
        besides = self.p.loan_spread + self.p.plant_wear
        target = target * ((rate + besides) / (opening_rate + besides)) ** -self.p.capex_by_rate
        wear = self.p.plant_wear / 12.0 * self.plant
        return np.maximum(wear + self.p.capex_adjustment / 3.0 * (target - self.plant), LEAST_REPLACED * wear)

    def desired_compute(self) -> Any:
        """Answer how many units of AI compute to order: expected demand over target use, less what is coming.

        I = wear min(2 boldness, 1) + lambda gap (boldness where gap is positive), gap = (E[D] + promised) / u - K - on order,
        E[D] = D exp((growth + g belief) horizon), promised by labs and not yet bought times trust, over the rent.
        What is worn is replaced in full at the hurdle and above.
        Returns units a month, not negative.
        Source: accelerator with extrapolated demand; adjustment .1 to .3 a quarter.
        """
        gap = self._lacking()
        return np.maximum(self.worn() + self._speed(gap) * gap, 0.0)

    def gap(self) -> Gap:
        """Answer what its AI compute lacks, part by part. Returns units of demand, the first two at full use."""
        growth = np.clip(self.hoped_growth(), -0.5, self.p.expected_growth_cap)
        return Gap(
            demand=self.ai_demand * np.exp(growth * self.p.capex_horizon_years),
            promised=self.p.loop_finance * self.p.contract_trust * self.promised / self.compute_price,
            installed=-self.compute,
            on_order=-self.on_order,
        )

    def hoped_growth(self) -> Any:
        """Answer how fast it expects demand for its AI compute to grow: as it did, and belief on top. Returns 1/year."""
        return self.ai_growth + self.p.growth_by_belief * self.belief()

    def worn(self) -> Any:
        """Answer what it replaces of worn compute: all of it at the hurdle and above. Returns units a month."""
        return self.p.chip_retirement / 12.0 * self.compute * np.minimum(2.0 * self.boldness(), 1.0)

    def compute_terms(self) -> ComputeTerms:
        """Answer the parts of its order of AI compute; the floor keeps it from being negative. Returns units a month."""
        demand, promised, installed, on_order = self.gap()
        used, speed = self.p.target_utilisation, self._speed(self._lacking())
        parts = (
            *(self.worn(), speed * demand / used, speed * promised / used),
            *(speed * installed, speed * on_order),
        )
        return ComputeTerms(*parts, floor=np.maximum(-added(parts), 0.0))

    def _lacking(self) -> Any:
        demand, promised, installed, on_order = self.gap()
        return (demand + promised) / self.p.target_utilisation + installed + on_order

    def _speed(self, gap: Any) -> Any:
        return np.where(gap > 0.0, self.boldness(), 1.0) * self.p.capex_adjustment / 3.0

    def boldness(self) -> Any:
        """Answer what part of a gap it dares to close, between 0 and 1: believed returns against the hurdle.

        1 / (1 + (H / V)^c), V = returns (1 + m belief) (price / price a year ago)^q. The hurdle holds the value
        of waiting. Returns a share. Sources: Dixit and Pindyck 1994;
        Grenadier 2002; Tobin's q, literature block 6.
        """
        risen = np.log(np.maximum(self.market_value(), 1.0) / np.maximum(self.value_year_ago, 1.0))
        worth = np.log(self.returns * (1.0 + self.p.capex_by_belief * self.belief()))
        worth = worth + self.p.capex_by_price * np.clip(risen, -1.0, 1.0)
        return 1.0 / (1.0 + np.exp(self.p.hurdle_sharpness * (np.log(self.hurdle()) - worth)))

    def hurdle(self) -> Any:
        """Answer what a plant must return over its cost: rivals eat the value of waiting, H = 1 + w (1 - rivalry).

        Returns a ratio. Source: Grenadier 2002, literature block 6.
        """
        return 1.0 + self.p.value_of_waiting * (1.0 - self.p.rivalry) + 0.0 * self.returns

    def punishment(self, mood: float) -> Any:
        """Answer what its share loses this month for capex that outruns its cash flow; believers forgive.

        - c max(capex / cash flow - limit, 0) (1 - mood) / 12. `mood` is the market's belief. Returns a log.
        Source: punishment when capex over cash flow exceeds .6 to .8, literature block 6.
        """
        effort = self.capex / np.maximum(self.operating_cash_flow, 1.0)
        over = np.clip(effort - self.p.capex_limit, 0.0, 2.0)
        return -self.p.capex_punishment / 12.0 * over * (1.0 - mood)

    def next_returns(self, brought: Any, cost: Any) -> Any:
        """Answer its view of what AI compute returns after this month: `brought` over `cost`, usd. Returns a ratio."""
        seen = np.clip(brought / np.maximum(cost, 1.0), 0.05, 5.0)
        return self.returns + (seen - self.returns) / 12.0

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
