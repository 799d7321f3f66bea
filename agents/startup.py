"""Start-ups: what they earn, spend and ask for, whom they hire, and when they exit."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.population import Column, Kind
from agents.production import compute_share


class Startup(Kind):
    """A group of similar young firms with one project in one field."""

    field = Column("index of FIELDS", "field of its project", dtype=np.int64)
    founded = Column("month", "month of entry", dtype=np.int64)
    cash = Column("usd", "money in the bank at the end of last month")
    revenue = Column("usd a year", "sales to the rest of the economy")
    raised = Column("usd", "equity raised so far, less what wore off")
    promise = Column("usd", "what its last round made it worth in ordinary times, less what wore off")
    units = Column("shares", "shares outstanding", dtype=np.int64)
    price = Column("usd a share", "price of the last round")
    waiting = Column("usd", "what it asked for last month and did not find")
    burn = Column("usd a month", "cash it plans to use up a month, set at its last round")
    spending = Column("usd a month", "spending planned for this month, all kinds")
    staff = Column("people", "researchers employed")
    scale = Column(
        "1", "money it stands for, over the mean agent's at 900 agents: the yardstick of its sizes"
    )

    def wants_round(self) -> Any:
        """Answer whether it raises money now: its runway is shorter than it dares."""
        return self.cash < self.p.round_runway_months * self.burn

    def ask(self, ease: Any, pressure: Any) -> Any:
        """Answer how much to raise: so many months of spending that grows, at a dilution it accepts.

        `ease` is last year's money over asks in its field (1 when balanced), `pressure` the price
        effect of money chasing deals there. Returns usd. Source: rounds last 18 to 24 months.
        """
        ambition = np.exp(self.p.startup_ambition * np.clip(ease, 0.0, 2.0))
        wanted = self.p.round_months * self.burn * ambition - self.cash
        share = self.p.round_dilution
        return np.clip(wanted, 0.0, share / (1.0 - share) * self.pre_money(pressure))

    def pre_money(self, pressure: Any) -> Any:
        """Answer what it says it is worth: the larger of a multiple of revenue and what its last round made it worth, times pressure.

        A round at its own price moves the price of a share by nothing. Returns usd. Source: money chasing deals,
        elasticity .10 to .28, Gompers and Lerner 2000.
        """
        return np.maximum(self.p.startup_multiple * self.revenue, self.promise) * pressure

    def promise_after(self, got: Any, before: Any, pressure: Any) -> Any:
        """Answer its promise after a round that brought `got` usd: what it is worth with them, without the pressure.

        `before` is its value before the money, usd. Returns usd in ordinary times.
        """
        return (before + got) / pressure

    def planned_spending(self) -> Any:
        """Answer what to spend this month: all it earns, and the cash its plan uses up (a dollar stays).

        A firm whose runway is shorter than it dares cuts its plan to keep that runway: burn = min(plan, cash / runway).
        Returns usd a month. Source: start-ups stretch their runway when rounds fail, as in 2001, 2008 and 2022.
        """
        burn = np.minimum(self.burn, self.cash / self.p.round_runway_months)
        return self.revenue / 12.0 + np.clip(self.cash - 1.0, 0.0, burn)

    def next_burn(self, got: Any) -> Any:
        """Answer the cash it will use up a month now that a round brought `got` usd. Returns usd a month."""
        return (self.cash + got) / self.p.round_months

    def compute_budget(self, price: float) -> Any:
        """Answer what it spends on AI compute: the cheapest mix of compute and services out of its plan.

        `price` is that of effective compute over that of work, January 2015 = 1. Returns usd a month.
        """
        return compute_share(price, self.p.startup_compute_share, self.p) * self.spending

    def desired_staff(self, wage: Any, research_share: Any) -> Any:
        """Answer how many researchers to employ at this annual wage out of its plan. Returns people."""
        return 12.0 * research_share * self.spending / wage

    def next_revenue(self, prices: float, room: Any, advance: Any, draw: Any) -> Any:
        """Answer next month's revenue: growth that fades with size of the market, plus luck.

        d ln R = [g room effort + a advance] / 12 + sigma draw / sqrt(12), no effort where room is negative, with `room` the share of
        the field's market not yet served, `advance` the growth of its technology (1/year) and effort
        the spending per unit of scale to the power one half; a unit costs `prices` times what it did in 2015. Returns usd a year.
        Source: Gibrat growth with heavy tails; exits are skewed, Pareto tail 1.8 to 2.
        """
        scale = self.revenue / 12.0 + self.scale * self.p.startup_seed_usd * prices / self.p.round_months
        effort = np.sqrt(np.clip(self.spending / scale, 0.0, 4.0))
        drift = (
            self.p.startup_growth * np.where(room > 0.0, room * effort, room)
            + self.p.startup_gain_from_technology * advance
        )
        shock = self.p.startup_luck * draw
        return self.revenue * np.exp(np.clip(drift / 12.0 + shock / np.sqrt(12.0), -0.7, 0.7))

    def window(self, trend: Any) -> Any:
        """Answer how open the market for exits is: buyers pay with shares, and listings follow rising prices.

        exp(k (trend - usual trend)), `trend` the yearly return of listed shares like it. Returns a positive number.
        Source: hot markets for listings, literature block 4.
        """
        return np.exp(self.p.exit_by_trend * np.clip(trend - self.p.usual_trend, -1.0, 0.5))

    def exits(self, month: int, prices: float, draw: Any, trend: Any) -> Any:
        """Answer whether it is sold or listed this month: a hazard that rises with age, size and an open window.

        A unit costs `prices` times what it did in 2015; `draw` is uniform. Returns bool. Source: median time to exit six to eight years; few giants stay private.
        """
        age = np.clip((month - self.founded) / 72.0, 0.0, 2.0)
        size = np.minimum(
            self.revenue / (self.scale * self.p.startup_exit_size_usd * prices), self.p.startup_exit_pull
        )
        return draw < self.p.startup_exit_hazard / 12.0 * age * size * self.window(trend)

    def fails(self, month: int, draw: Any) -> Any:
        """Answer whether it closes: the money is gone, or the project led nowhere.

        `draw` is uniform. Returns bool; nobody closes in the month of its founding.
        """
        broke = self.cash < self.p.startup_last_month * self.burn
        return (broke | (draw < self.p.startup_closure_hazard / 12.0)) & (self.founded < month)

    def exit_value(self, draw: Any, trend: Any, hope: Any) -> Any:
        """Answer what a buyer pays: a multiple of revenue with skewed luck (`draw` normal), more in a hot market.

        `hope` is what the market's belief adds to the price of growth to come, log, as in a round; zero outside AI.
        Returns usd.
        """
        luck = np.exp(self.p.exit_luck * draw - self.p.exit_luck * self.p.exit_luck / 2.0)
        return self.p.exit_multiple * self.revenue * luck * self.window(trend) * np.exp(hope)
