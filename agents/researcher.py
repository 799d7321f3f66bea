"""Researchers: stay or move, and where; which field to train in."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from agents.believer import Believer
from agents.population import Column
from agents.vocabulary import AI_ACADEMIA, AI_INDUSTRY, BASIC_SCIENCE, JOBS


class Worth(NamedTuple):
    """What a job is worth: its pay, liking it, colleagues there, and what hope and fear add to AI industry."""

    pay: Any
    taste: Any
    colleagues: Any
    hope: Any
    fear: Any


class GainTerms(NamedTuple):
    """The parts of what a move to a job would give over staying."""

    pay: Any
    taste: Any
    colleagues: Any
    hope: Any
    fear: Any
    moving: Any


class Researcher(Believer):
    """A group of similar researchers who choose a job together."""

    job = Column("index of JOBS", "where it works", dtype=np.int64)
    trained = Column("index of JOBS", "the job it was trained for", dtype=np.int64)
    people = Column("people", "how many researchers it stands for")
    skill = Column("1", "productivity relative to the average")
    taste = Column("logit", "liking of each job at the pay of January 2015", over=len(JOBS))
    colleagues = Column("share", "where its colleagues work", over=len(JOBS))
    pay = Column("usd a year", "pay of last month, by the year, per person")
    wealth = Column("usd", "money in the bank at the end of last month")
    due = Column("month", "month in which its training ends", dtype=np.int64)

    def gains(self, offers: np.ndarray) -> Any:
        """Answer what each job would give it over its own: pay, taste, colleagues, less the cost of moving.

        gain_k = theta ln(w_k / w_own) + taste_k - taste_own + c (colleagues_k - colleagues_own) - cost, with
        hope (belief) and fear both pulling towards AI industry.
        `offers` is pay posted by job over that of January 2015, shape (6,). Returns logits, last axis jobs.
        Source: occupational logit with switching cost, literature block 9; taste for science, Stern 2004.
        """
        pay, taste, colleagues, hope, fear = self.worth(offers)
        worth = pay + taste + colleagues + (hope + fear)
        return worth - self._in_own_job(worth) + self.moving()

    def worth(self, offers: np.ndarray) -> Worth:
        """Answer what each job is worth to it, part by part. Returns logits, last axis jobs."""
        ai = np.arange(len(JOBS)) == AI_INDUSTRY
        return Worth(
            pay=self.p.pay_weight * np.log(offers) + 0.0 * self.taste,
            taste=self.taste,
            colleagues=self.p.colleague_weight * self.colleagues,
            hope=np.asarray(self.p.hope_weight * self.belief())[..., None] * ai,
            fear=np.asarray(self.p.fear_weight * self.fear)[..., None] * ai,
        )

    def gain_terms(self, offers: np.ndarray) -> GainTerms:
        """Answer the parts of the gains; they add up to them. Returns logits, last axis jobs."""
        worth = self.worth(offers)
        pay, taste, colleagues, hope, fear = (part - self._in_own_job(part) for part in worth)
        return GainTerms(pay, taste, colleagues, hope, fear, self.moving())

    def moving(self) -> Any:
        """Answer what moving takes from the gain, whatever the job. Returns logits, last axis jobs."""
        return 0.0 * self.taste - self.p.switching_cost

    def _in_own_job(self, worth: Any) -> Any:
        return np.take_along_axis(worth, np.asarray(self.job)[..., None], axis=-1)

    def next_job(self, offers: np.ndarray, posts: np.ndarray, draw: Any, reply: Any) -> Any:
        """Answer where it wants to work: one offer arrives as posts are many, and is taken or not.

        P(own to k) = posts_k * logistic(gain_k). `posts` is each job's share of all posts, shape (6,);
        `draw` and `reply` are uniform. Returns an index of JOBS.
        """
        offer = self.offer(posts, draw)
        taken = np.take_along_axis(self.acceptance(offers), np.asarray(offer)[..., None], axis=-1)[..., 0]
        return np.where(reply < taken, offer, self.job)

    def offer(self, posts: np.ndarray, draw: Any) -> Any:
        """Answer from where an offer reaches it: from each job as often as its posts are many. Returns an index of JOBS."""
        return _choose(np.log(posts) + 0.0 * self.taste, draw)

    def acceptance(self, offers: np.ndarray) -> Any:
        """Answer how likely it takes an offer from each job: logistic(gain). Returns shares, last axis jobs."""
        return 1.0 / (1.0 + np.exp(-self.gains(offers)))

    def field_of_study(self, offers: np.ndarray, posts: np.ndarray, draw: Any) -> Any:
        """Answer which job to train for: pay and posts seen today decide about a job years ahead.

        A logit with a weaker weight of pay than a move has. Returns an index of JOBS.
        Source: cobweb in training, Freeman 1976; elasticities, Beffy and others 2012.
        """
        told = np.log(posts) + self.p.study_pay_weight * np.log(offers)
        pull = self.p.hope_weight * self.belief() + self.p.fear_weight * self.fear
        told = told + pull[..., None] * (np.arange(len(JOBS)) == AI_INDUSTRY)
        return _choose(told + self.taste + self.p.colleague_weight * self.colleagues, draw)

    def prefers_industry(self, offers: np.ndarray, draw: Any) -> Any:
        """Answer whether an AI graduate takes a first job in industry rather than academia.

        The gains of a move from academia to industry, without the cost of moving. `draw` is uniform.
        Returns bool. Source: 41% in 2011, 48% in 2019, 71% in 2022 (facts 7).
        """
        gain = self.gains(offers)
        lead = gain[..., AI_INDUSTRY] - gain[..., AI_ACADEMIA] + self.p.graduate_leaning
        return draw < 1.0 / (1.0 + np.exp(-lead))

    def mentors(self) -> Any:
        """Answer whether it teaches: academic AI and basic science do. Returns bool."""
        return (self.job == AI_ACADEMIA) | (self.job == BASIC_SCIENCE)

    def consumption(self) -> Any:
        """Answer what to spend this month: whatever exceeds its buffer of months of pay. Returns usd."""
        return np.maximum(self.wealth - self.p.buffer_months / 12.0 * self.pay * self.people, 0.0)


def _choose(score: Any, draw: Any) -> Any:
    """Return the index drawn by inverse CDF of the softmax of `score` (last axis)."""
    weight = np.exp(score - np.max(score, axis=-1, keepdims=True))
    ladder = np.cumsum(weight, axis=-1)
    passed = np.asarray(draw)[..., None] * ladder[..., -1:] > ladder
    return np.sum(passed, axis=-1)
