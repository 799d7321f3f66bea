"""AI laboratories: how much to raise, train, pay and charge."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.population import Column, Kind

SALES_MONTHS = 3.0
"""Mean age of the sales that a value is read from: that of the last half year's total."""

LARGEST_GROWTH = 0.7
"""Most growth, log a year, that buyers pay for in advance: twice the sales in a year. Assumed."""

LARGEST_WORTH = 3e14
"""Most that buyers pay for a lab, usd, so that its shares fit into the books; a dollar is the least. Assumed; base runs stay below a fifth of it."""

LARGEST_PROMISE = 1e13
"""Most that money put in makes a lab worth in ordinary times, usd. Assumed; four base runs stay below a twentieth of it."""

MOST_SHARES = 1e16
"""A lab with so many shares issues no more, so that they fit into the books. Assumed; base runs of seeds 1, 3 and 4 stay below a five-hundredth of it."""


class Lab(Kind):
    """A laboratory that trains AI models and sells their use."""

    cash = Column("usd", "money in the bank at the end of last month")
    capability = Column("1", "quality of its best model, January 2015 frontier = 1")
    revenue = Column("usd a year", "sales of last month, by the year")
    demand = Column("usd a year", "what customers would have bought of it last month, by the year")
    revenue_before = Column("usd a year", "sales of the month before")
    sales_seen = Column("usd a year", "sales as the last half year shows them: smoothed over three months")
    growth = Column("1/year", "smoothed growth of its sales")
    progress = Column("1/year", "smoothed growth of its capability")
    waiting = Column("usd", "what it asked for last month and did not find")
    burn = Column("usd a month", "cash it plans to use up a month, set at its last round")
    spending = Column("usd a month", "spending planned for this month, all kinds")
    staff = Column("people", "researchers employed")
    wage = Column("usd a year", "pay it posts for an average researcher of its own")
    raised = Column("usd", "equity raised so far, less what wore off")
    promise = Column(
        "usd", "what the money put in makes it worth in ordinary times, and what became of that since"
    )
    units = Column("shares", "shares outstanding", dtype=np.int64)
    price = Column("usd a share", "price of the last round")
    owed = Column("usd", "cloud bills not yet paid")
    fee = Column("usd a month", "what sales channels took of last month's sales")

    def next_growth(self) -> Any:
        """Answer its view of the growth of its sales after last month's. Returns 1/year."""
        seen = 12.0 * np.log(np.maximum(self.revenue, 1.0) / np.maximum(self.revenue_before, 1.0))
        return self.growth + self.p.growth_learning * (np.clip(seen, -6.0, 6.0) - self.growth)

    def next_sales_seen(self) -> Any:
        """Answer what its sales of the last half year show after last month's. Returns usd a year."""
        return self.sales_seen + (self.revenue - self.sales_seen) / SALES_MONTHS

    def planned_spending(self) -> Any:
        """Answer what to spend this month: all it earns but for its channels' part, and the cash its plan uses up (a dollar stays).

        Returns usd a month. Source: labs spend far ahead of revenue (1.69 dollars a dollar, facts 6).
        """
        return self.revenue / 12.0 - self.fee + np.clip(self.cash - 1.0, 0.0, self.burn)

    def next_burn(self, got: Any) -> Any:
        """Answer the cash it will use up a month now that a round brought `got` usd. Returns usd a month."""
        return (self.cash + got) / self.p.lab_runway_months

    def wants_round(self) -> Any:
        """Answer whether it raises money now: its runway is shorter than it dares, and it may issue shares."""
        return (self.cash < self.p.round_runway_months * self.burn) & self.may_issue()

    def may_issue(self) -> Any:
        """Answer whether it may issue shares: one worth next to nothing, diluted month after month, may not for ever. Returns bool."""
        return self.units < MOST_SHARES

    def ask(self, pressure: Any) -> Any:
        """Answer how much to raise: the plan of the next months, scaled up by own progress and sales growth.

        Cut where the round would dilute more than owners accept. Returns usd.
        Source: cost of frontier training grows 2.4 times a year (Cottier 2024).
        """
        growth = np.maximum(self.growth, 0.0)
        ambition = np.exp(
            self.p.lab_ambition * np.clip(self.progress, 0.0, 1.0) + self.p.lab_ambition_by_sales * growth
        )
        wanted = self.p.lab_runway_months * self.burn * ambition - self.cash
        share = self.p.round_dilution
        return np.clip(wanted, 0.0, share / (1.0 - share) * self.pre_money(pressure))

    def pre_money(self, pressure: Any) -> Any:
        """Answer what it says it is worth: a multiple of the sales that buyers expect, and its cash, or its promise if that is more.

        V = max(pressure m R exp(T growth) + cash - bills, pressure promise): a round at its own price moves the price of a
        share by nothing, but for what is paid in credits. Sales that fall are expected to fall. Returns usd.
        Source: 38 times the year's sales in 2025, at a growth of 250%, mood included (facts 6).
        """
        growth = np.clip(self.growth, -LARGEST_GROWTH, LARGEST_GROWTH)
        expected = self.sales_seen * np.exp(self.p.lab_growth_years * growth)
        sales = pressure * self.p.lab_multiple * expected + self.cash - self.owed
        return np.clip(np.maximum(sales, pressure * self.promise), 1.0, LARGEST_WORTH)

    def next_promise(self, usual: float, won: float) -> Any:
        """Answer what is left of its promise: it grows as the lab's models get better, and wears, faster where others win the customers.

        d ln promise = v progress - wear - u won (1 - sales / usual)+, a year. `usual` is what labs sell on average, usd a year,
        `won` the part of customers who use AI by now. Returns usd.
        Source: rounds before sales are priced by progress; staged money ends where milestones are missed, Gompers 1995.
        """
        change = self.p.lab_value_by_progress * np.clip(self.progress, 0.0, 1.0) - self.p.promise_wear
        behind = np.maximum(1.0 - self.revenue / np.maximum(usual, 1.0), 0.0)
        change = change - self.p.lab_unsold_wear * won * behind
        return np.minimum(self.promise * np.exp(change / 12.0), LARGEST_PROMISE)

    def promise_after(self, got: Any, before: Any, pressure: Any) -> Any:
        """Answer its promise after a round that brought `got` usd: more by that money; what sales are worth is no promise.

        Returns usd in ordinary times.
        """
        return self.promise + got / pressure

    def desired_staff(self) -> Any:
        """Answer how many researchers to employ out of its plan at its own wage. Returns people."""
        return 12.0 * self.p.lab_staff_share * self.spending / self.wage

    def fails(self) -> Any:
        """Answer whether it is bankrupt: its money is gone, and what it sells carries too little of its plan.

        A hedge, speculative or Ponzi borrower: it lives on the next round until sales carry it. Returns bool.
        Source: Minsky; Keen 1995 (literature block 5).
        """
        plan = self.revenue / 12.0 + self.burn
        return (self.cash < self.p.lab_last_month * self.burn) & (
            self.revenue / 12.0 < self.p.lab_least_carried * plan
        )

    def contract(self, money: Any) -> Any:
        """Answer how much compute it promises to buy over the contract's term, now that it raised `money` usd.

        So many years of spending as if the money came again and again: an option more than a bill. Returns usd.
        Source: commitments over a hundred times sales in 2025, facts 6.
        """
        return self.p.contract_stretch * self.p.lab_compute_share * money

    def next_wage(self, posted: float) -> Any:
        """Answer the pay it posts: up when money per head is plentiful, never below the industry's.

        w* = posted (money per head / ordinary money per head)^(1/2): superstar pay is convex in
        funding. Returns usd a year. Source: Rosen 1981.
        """
        head = np.maximum(self.staff, 1.0)
        plenty = 12.0 * self.spending / head / (posted / self.p.lab_staff_share)
        target = posted * np.sqrt(np.maximum(plenty, 1.0))
        moved = self.wage + self.p.wage_adjustment * (target - self.wage)
        return np.maximum(np.where(self.p.wage_bidding > 0.0, moved, posted), posted)

    def serving_need(self, saved: float) -> Any:
        """Answer what compute for all who want its models costs, `saved` of it no longer needed. Returns usd a month."""
        return self.p.lab_serving_cost * (1.0 - saved) * self.demand / 12.0

    def serving_budget(self, saved: float) -> Any:
        """Answer what to spend on compute to serve its customers: what they need, within its plan. Returns usd a month."""
        return np.minimum(self.serving_need(saved), self.p.lab_compute_share * self.spending)

    def training_budget(self, saved: float) -> Any:
        """Answer what to spend on compute for training once customers are served. Returns usd a month, not negative."""
        left = self.p.lab_compute_share * (1.0 - saved) * self.spending - self.serving_budget(saved)
        return np.maximum(left, 0.0)

    def appeal(self) -> Any:
        """Answer how much customers like its models: a logit weight in capability. Returns a positive number."""
        return np.exp(np.minimum(self.p.lab_rivalry * np.log(self.capability), 600.0))
