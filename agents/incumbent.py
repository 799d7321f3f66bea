"""Incumbent firms: start, scale or drop AI projects, within their cash."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from agents.believer import Believer
from agents.listed import Listed
from agents.population import Column, added
from agents.production import compute_share

NONE, PILOT, KEPT, SCALED = 0, 1, 2, 3
"""Stages of an AI project. Once its pilot met the return it runs: scaled up, or kept at the size of the pilot."""


class ProgrammeTerms(NamedTuple):
    """The parts of a firm's score for starting an AI programme."""

    base: Any
    value: Any
    peers: Any
    advance: Any
    affinity: Any
    belief: Any
    fear: Any


class SpeakingTerms(NamedTuple):
    """The parts of a firm's score for saying AI."""

    base: Any
    belief: Any
    fear: Any
    peers: Any
    treated: Any
    affinity: Any
    use: Any


class Incumbent(Believer, Listed):
    """A group of similar firms of one industry with, at most, one AI programme at a time."""

    industry = Column("index of INDUSTRIES", "its industry", dtype=np.int64)
    firms = Column("firms", "how many real firms it stands for")
    large = Column("0 or 1", "whether these are large firms", dtype=np.int64)
    revenue = Column("usd a year", "sales")
    margin = Column("share", "operating margin before AI spending")
    stage = Column("none, pilot, kept, scaled", "state of its AI programme", dtype=np.int64)
    stage_since = Column("month", "month in which the stage began", dtype=np.int64)
    budget = Column("usd a month", "spending of its AI programme")
    ai_staff = Column("people", "AI researchers employed")
    benefit = Column("usd a year", "what a running programme adds to its margin")
    spent = Column("usd", "money put into the programme so far")
    expected_value = Column("1", "expected value of a project over its cost, from own and industry's results")
    speaks = Column("0 or 1", "whether it says that it has an AI strategy", dtype=np.int64)
    peers_speaking = Column("share", "peers who say so")
    treated = Column("1/year", "how much better the market treated speakers than the silent, as it saw")
    loan = Column("usd", "loans outstanding")
    cash_months = Column("months", "cash below which it pays no dividend, in months of sales")
    peers_using = Column("share", "peers seen with a programme")
    affinity = Column("logit", "how well AI suits it")
    tries = Column("pilots", "pilots of its own that have ended", dtype=np.int64)

    def wants_project(self, advance: float, draw: Any) -> Any:
        """Answer whether it starts a programme now: expected pay-off, peers and fit in a logit.

        logit P(a month) = a0 + a1 ln(expected value) + a2 ambiguity peers + a3 advance + a4 belief + a5 fear
        + affinity, and cash must allow it. Fear raises adoption; own experience takes ambiguity, and with it the
        weight of peers, away. `advance` is how far AI has come (log level seen in published results). Returns bool.
        Source: adoption logit, Abrahamson and Rosenkopf 1993; ambiguity gives peers their weight.
        """
        return (draw < self.chance_of_programme(advance)) & self.can_afford_pilot() & (self.stage == NONE)

    def programme_terms(self, advance: float) -> ProgrammeTerms:
        """Answer the parts of the score for starting a programme. Returns logits."""
        return ProgrammeTerms(
            base=self.p.adoption_base + 0.0 * self.affinity,
            value=self.p.adoption_by_value * np.log(np.maximum(self.expected_value, 0.05)),
            peers=self.p.bandwagon * self.ambiguity() * self.peers_using,
            advance=self.p.adoption_by_advance * advance + 0.0 * self.affinity,
            affinity=self.affinity,
            belief=self.p.adoption_by_belief * self.belief(),
            fear=self.p.adoption_by_fear * self.fear,
        )

    def chance_of_programme(self, advance: float) -> Any:
        """Answer how likely it would start a programme this month if it had none and could pay. Returns a share."""
        return 1.0 / (1.0 + np.exp(-added(self.programme_terms(advance))))

    def can_afford_pilot(self) -> Any:
        """Answer whether its cash would pay for a pilot to the end. Returns bool."""
        return self.cash > self.p.pilot_months * self.pilot_budget()

    def ambiguity(self) -> Any:
        """Answer how little it knows by itself: one before its first pilot, less with each one that ended. Returns a share."""
        return 1.0 / (1.0 + self.p.lesson_of_pilot * self.tries)

    def wants_to_speak(self, draw: Any) -> Any:
        """Answer whether it says AI this month: belief, fear, peers who say it, and how the market treats them.

        logit P = s0 + s1 belief + s2 fear + s3 peers speaking + s4 treated + own use + affinity / 2. A speaker
        falls silent only at a small hazard. Returns 0 or 1. Source: decoupling, Meyer and Rowan 1977;
        announcement premium, Cooper and others 2001.
        """
        starts = draw < self.chance_of_speaking()
        stays = draw > self.chance_of_silence()
        return np.where(self.speaks == 1, stays, starts).astype(np.int64)

    def speaking_terms(self) -> SpeakingTerms:
        """Answer the parts of the score for saying AI. Returns logits."""
        return SpeakingTerms(
            base=self.p.speaking_base + 0.0 * self.affinity,
            belief=self.p.speaking_by_belief * self.belief(),
            fear=self.p.speaking_by_fear * self.fear,
            peers=self.p.bandwagon * self.peers_speaking,
            treated=self.p.speaking_by_premium * self.treated,
            affinity=0.5 * self.affinity,
            use=1.0 * (self.stage != NONE),
        )

    def chance_of_speaking(self) -> Any:
        """Answer how likely it says AI this month if it was silent. Returns a share."""
        return 1.0 / (1.0 + np.exp(-added(self.speaking_terms())))

    def chance_of_silence(self) -> Any:
        """Answer how likely it falls silent this month if it spoke. Returns a share."""
        return self.p.falling_silent * (1.0 - self.belief())

    def spread(self, norm: float) -> Any:
        """Answer the interest it pays over the policy rate: less for speakers, more for the silent once it is the norm.

        s = s0 + c norm (1 - 2 speaks). `norm` is the share of firms that speak. Returns 1/year.
        Source: AI strategy as a credit standard, claim 67.
        """
        return self.p.loan_spread + self.p.premium * self.p.credit_standard * norm * (1.0 - 2.0 * self.speaks)

    def compute_budget(self, price: float) -> Any:
        """Answer what its programme spends on AI compute: the cheapest mix of compute and services.

        `price` is that of effective compute over that of work, January 2015 = 1. Returns usd a month.
        Source: nested CES, literature block 11.
        """
        return compute_share(price, self.p.project_compute_share, self.p) * self.budget

    def next_benefit(self, cheaper: float) -> Any:
        """Answer what its programme adds to its margin now that its mix of compute and services got cheaper.

        b exp(n cheaper (1 - b / most)), `most` a part of its own sales: what there is to gain runs out. `cheaper` is
        the fall of the mix's unit cost this month, log. It survives a bust. Returns usd a year.
        Source: what analytics and AI could bring each industry, 1 to 9% of its sales, McKinsey Global Institute 2018.
        """
        most = np.maximum(self.p.benefit_ceiling * self.revenue, 1e-9)
        left = np.maximum(1.0 - self.benefit / most, 0.0)
        return np.minimum(self.benefit * np.exp(self.p.compute_nest * cheaper * left), most)

    def pilot_budget(self) -> Any:
        """Answer what a pilot costs a month: a share of revenue. Returns usd a month."""
        return self.p.pilot_cost_share * self.revenue / 12.0

    def project_value(self, advance: float, fruit: float, draw: Any) -> Any:
        """Answer what the pilot turned out to be worth, over its cost: log-normal, better as AI advances.

        ln v = mu + learning * advance + phi fruit + sigma draw. `fruit` is the part that shows by now of the log of
        AI's true productivity over the middle of its prior: nature's answer, known to nobody. `draw` is normal.
        Returns a ratio. Source: 25% met their return, 16% scaled (IBM 2025); skewed pay-offs.
        """
        mean = self.p.project_mean + self.p.project_learning * advance + self.p.project_fruit * fruit
        return np.exp(mean + self.p.project_luck * draw)

    def meets(self, value: Any) -> Any:
        """Answer whether a finished pilot met its return and goes on. Returns bool."""
        return value >= self.p.return_hurdle

    def scales(self, value: Any) -> Any:
        """Answer whether a programme of this value is scaled up: it passes the hurdle for scaling. Returns bool."""
        return value > self.p.scaling_hurdle

    def value_by_now(self) -> Any:
        """Answer what its programme brings over what it costs, now that compute got cheaper. Returns a ratio."""
        return self.benefit / np.maximum(12.0 * self.budget, 1.0)

    def drops(self, draw: Any) -> Any:
        """Answer whether a running programme is given up: a small hazard, larger when it loses and hope is gone.

        h = a (1 + patience (1/2 - belief)) where it costs more than it brings, a tenth of a elsewhere. `draw` is
        uniform. Returns bool. Source: abandonment .02 to .04 a month without return.
        """
        losing = 12.0 * self.budget > self.benefit
        hope = np.maximum(1.0 + self.p.patience_of_belief * (0.5 - self.belief()), 0.0)
        hazard = np.where(losing, self.p.abandonment * hope, self.p.abandonment / 10.0)
        return (draw < hazard) & (self.stage >= KEPT)

    def learned_value(self, own_result: Any, has_result: Any, industry_result: Any) -> Any:
        """Answer the new expected value after own result (if any) and the industry's mean result.

        Returns a ratio. Source: adaptive expectations, weight .25.
        """
        by_own = np.where(has_result, self.p.learning_own * (own_result - self.expected_value), 0.0)
        return (
            self.expected_value + by_own + self.p.learning_industry * (industry_result - self.expected_value)
        )

    def desired_ai_staff(self, wage: float) -> Any:
        """Answer how many AI researchers its programme needs. Returns people."""
        return 12.0 * self.p.project_staff_share * self.budget / wage

    def dividend(self) -> Any:
        """Answer what to pay out: cash above the buffer, a twelfth a month. Returns usd a month."""
        return np.maximum(self.cash - self.cash_months / 12.0 * self.revenue, 0.0) / 12.0
