"""Investors in listed shares: fundamental, trend, passive, short seller, abstainer."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.believer import Believer
from agents.population import Column
from agents.vocabulary import ABSTAINER, FUNDAMENTAL, SHORT, TREND


class Investor(Believer):
    """An investor who holds AI shares, other shares, and money; one may sell AI shares short."""

    style = Column("index of STYLES", "its rule; fundamental and trend may switch", dtype=np.int64)
    opinion = Column(
        "log", "its own lasting judgement: what it holds AI shares worth over what others with its belief do"
    )
    cash = Column("usd", "money in the bank at the end of last month")
    ai_held = Column("usd", "AI shares held, at last month's price")
    rest_held = Column("usd", "other shares held, at last month's price")
    owed = Column("usd", "AI shares borrowed and sold, at last month's price")
    peak = Column("usd", "highest wealth so far, which fades by 1% a month and by what clients draw")
    value_score = Column("1", "smoothed success of the fundamental rule")
    trend_score = Column("1", "smoothed success of the trend rule")

    def wealth(self) -> Any:
        """Answer its net worth: money and shares less what it owes in shares. Returns usd."""
        return self.cash + self.ai_held + self.rest_held - self.owed

    def value_gap(self, sober_gap: float, promise_left: float) -> Any:
        """Answer how far its own value of AI shares lies above the price, in logs.

        ln(V_i / P) = sober gap + opinion + kappa belief promise_left: a multiple that depends on belief in
        growth to come, and on a judgement in which investors differ for good.
        `sober_gap` is the log of value without any belief over price, `promise_left` the part of customers
        still to be won. Returns a log. Source: narrative multiple, literature 2; lasting difference of opinion,
        Miller 1977.
        """
        return sober_gap + self.opinion + self.p.multiple_by_belief * promise_left * self.belief()

    def ai_weight(self, market_weight: float, worth: tuple[float, float], trend: float) -> Any:
        """Answer the share of its wealth that it wants in AI shares.

        Market weight times exp(phi gap) for fundamental, exp(chi trend) for trend, one for passive; nothing
        for abstainers and short sellers. `worth` is sober gap and promise left. Returns a share.
        Source: Franke and Westerhoff 2012.
        """
        by_value = np.exp(np.clip(self.p.value_strength * self.value_gap(*worth), -2.0, 1.5))
        by_trend = np.exp(np.clip(self.p.trend_strength * trend, -2.0, 1.5))
        tilt = np.where(self.style == FUNDAMENTAL, by_value, np.where(self.style == TREND, by_trend, 1.0))
        plays = (self.style != ABSTAINER) & (self.style != SHORT)
        return np.where(plays, np.clip(market_weight * tilt, 0.0, 0.9), 0.0)

    def rest_weight(self, ai_weight: Any) -> Any:
        """Answer the share of its wealth that it wants in other shares: what its AI shares leave of its share-holding."""
        plays = (self.style != ABSTAINER) & (self.style != SHORT)
        return np.where(plays, np.maximum(self.p.equity_share - ai_weight, 0.0), 0.0)

    def wanted_short(self, sober_gap: float, promise_left: float) -> Any:
        """Answer how many dollars of AI shares it wants to be short.

        s = wealth * strength * (overpricing - threshold)+ for short sellers who value by evidence only,
        cut by a stop once it has lost much from its peak. Returns usd. Source: limits to arbitrage,
        Shleifer and Vishny 1997; literature block 3.
        """
        borne = self.p.multiple_by_belief * promise_left * self.evidence
        over = -(sober_gap + self.opinion + borne) - self.p.short_threshold
        wealth = np.maximum(self.wealth(), 0.0)
        wanted = wealth * np.clip(self.p.short_strength * np.maximum(over, 0.0), 0.0, self.p.short_limit)
        lost = 1.0 - wealth / np.maximum(self.peak, 1.0)
        redeemed = np.where(lost > self.p.short_stop, 0.0, wanted)
        return np.where(self.style == SHORT, self.p.short_selling * redeemed, 0.0)

    def margin_call(self) -> Any:
        """Answer how many dollars of the short it must buy back: equity fell below the margin. Returns usd."""
        equity = np.maximum(self.wealth(), 0.0)
        allowed = equity / self.p.margin
        return np.where(self.style == SHORT, np.maximum(self.owed - allowed, 0.0), 0.0)

    def next_scores(self, ai_return: float, worth: tuple[float, float], trend: float) -> Any:
        """Answer how well each rule's direction paid: fundamental first, trend second, last axis two."""
        by_value = np.sign(self.value_gap(*worth)) * ai_return
        by_trend = np.sign(trend) * ai_return + 0.0 * by_value
        now = np.stack([by_value, by_trend], axis=-1)
        before = np.stack([self.value_score, self.trend_score], axis=-1)
        return self.p.score_memory * before + now

    def next_style(self, draw: Any) -> Any:
        """Answer its rule next month: those who reconsider choose by performance, the others stay.

        n = softmax(beta U); a share (1 - delta) reconsiders. `draw` is uniform. Returns an index of STYLES.
        Source: heuristic switching, Anufriev and Hommes 2012.
        """
        gap = self.p.switching_intensity * (self.value_score - self.trend_score)
        chance = 1.0 / (1.0 + np.exp(-gap))
        considers = draw < self.p.reconsider
        chosen = np.where(draw / self.p.reconsider < chance, FUNDAMENTAL, TREND)
        may = (self.style == FUNDAMENTAL) | (self.style == TREND)
        return np.where(considers & may, chosen, self.style)
