"""Venture funds: how much they deploy, into which fields, and what their backers pledge."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from agents.believer import Believer
from agents.population import Column, added
from agents.vocabulary import AI, FIELDS


class Appeal(NamedTuple):
    """What speaks for each field besides a fund's leaning: growth of own marks, peers, pay-back time, belief in AI."""

    marks: Any
    peers: Any
    payback: Any
    promise: Any


class FieldTerms(NamedTuple):
    """The parts of a field's score."""

    leaning: Any
    marks: Any
    peers: Any
    payback: Any
    promise: Any


class VentureFund(Believer):
    """A venture investor of one of three purses: savers' funds, companies, sovereigns."""

    patient = Column("0 or 1", "whether it ignores marks, peers and voices", dtype=np.int64)
    purse = Column("index of PURSES", "whose money it is", dtype=np.int64)
    rate_aversion = Column("1", "how much its backers' pledges fall when the policy rate rises by one (log)")
    track_appetite = Column("1", "how much its backers' pledges rise with its own growth of marks (log)")
    usual_pledge = Column("usd a month", "pledges at opening conditions")
    leaning = Column("logit", "reasons for each field that do not change", over=len(FIELDS))
    cash = Column("usd", "money in the bank at the end of last month")
    uncalled = Column("usd", "pledges not yet called, end of last month")
    marks = Column("1/year", "smoothed growth of its own marks and exits, by field", over=len(FIELDS))
    seen_marks = Column("1/year", "growth of its marks and exits seen last month, by field", over=len(FIELDS))
    track = Column("1/year", "smoothed growth of its whole book")
    recent = Column("usd", "own money into each field, fading over a year", over=len(FIELDS))
    book = Column(
        "usd",
        "value of its stakes by field, at last month's marks plus what it bought since",
        over=len(FIELDS),
    )
    sold = Column("usd", "what stakes that ended since then brought, by field", over=len(FIELDS))
    peers = Column("share", "where its co-investors' recent money went", over=len(FIELDS))

    def bid(self) -> Any:
        """Answer, in bidding for a round, how much of AI's promise it pays for: what it believes of it. Returns a share.

        A patient fund hears no voices and bids by the evidence.
        """
        return np.where(self.patient == 1, self.evidence, self.belief())

    def pledges(self, policy_rate: float, wealth: float) -> Any:
        """Answer what its backers pledge this month: more after good marks, less when rates are high.

        pledge = usual * wealth * exp(a (track - usual track) - b (rate - usual rate)).
        `wealth` is savers' wealth relative to January 2015. Returns usd, one per row.
        Source: Gompers and Lerner 2000; performance-based flows, Shleifer and Vishny 1997.
        """
        by_track = self.track_appetite * (self.track - self.p.usual_growth_of_marks)
        by_rate = self.rate_aversion * (policy_rate - self.p.usual_policy_rate)
        return self.usual_pledge * wealth * np.exp(np.clip(by_track - by_rate, -2.5, 1.5))

    def deployment(self) -> Any:
        """Answer how much to deploy this month: pledges and cash run down over the deployment period.

        A part of the stock each month: half of it is gone in ten months at fifteen. Returns usd, one per row. Source: dry powder over yearly
        deployment (`deployment_months`).
        """
        return (self.uncalled + self.cash) / self.p.deployment_months

    def field_shares(self, payback: np.ndarray) -> Any:
        """Answer how to split the money between fields: a logit of own marks, peers, pay-back time and belief.

        share_k = softmax(leaning_k + B [c marks_k + h peers_k - tau payback_k + n belief (k AI)]).
        `payback` is years by field, shape (5,). Returns shares, last axis fields, adding up to one.
        Source: logit with herding, Scharfstein and Stein 1990; pay-back impatience, claim 46.
        """
        score = self.field_scores(payback)
        weight = np.exp(score - np.max(score, axis=-1, keepdims=True))
        return weight / np.sum(weight, axis=-1, keepdims=True)

    def field_scores(self, payback: np.ndarray) -> Any:
        """Answer the score of each field: its leaning and, unless it is patient, B times the field's appeal.

        Returns logits, last axis fields.
        """
        return self.leaning + self.p.choice_intensity * added(self.appeal(payback)) * self._restless()

    def appeal(self, payback: np.ndarray) -> Appeal:
        """Answer what speaks for each field: own marks, peers, pay-back time, belief in AI. Returns logits over B."""
        promise = self.p.promise_weight * self.belief()[..., None]
        return Appeal(
            marks=self.p.return_chasing * self.marks,
            peers=self.p.herding * self.peers,
            payback=-self.p.payback_impatience * payback + 0.0 * self.leaning,
            promise=promise * (np.arange(len(FIELDS)) == AI),
        )

    def field_terms(self, payback: np.ndarray) -> FieldTerms:
        """Answer the parts of each field's score; they add up to it. Returns logits, last axis fields."""
        weight = self.p.choice_intensity * self._restless()
        return FieldTerms(self.leaning, *(weight * part for part in self.appeal(payback)))

    def _restless(self) -> Any:
        return (1 - np.asarray(self.patient))[..., None]

    def next_marks(self) -> Any:
        """Answer the view of growth by field after last month's marks and exits. Returns 1/year, by field.

        Source: adaptive expectations; smoothed paper mark-ups, literature block 4.
        """
        return self.marks + self.p.marks_learning * (np.clip(self.seen_marks, -3.0, 3.0) - self.marks)

    def next_track(self) -> Any:
        """Answer its growth of marks over all fields, weighted by its recent money. Returns 1/year."""
        weight = self.recent / np.maximum(np.sum(self.recent, axis=-1, keepdims=True), 1.0)
        return np.sum(weight * self.marks, axis=-1)
