"""Decision readings of the first two costs worked by hand: one fund, one researcher, and nobody else."""

from __future__ import annotations

from math import exp, log
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from by_hand import logistic, tiny

from agents.researcher import Researcher
from agents.venture_fund import VentureFund
from agents.vocabulary import AI, AI_INDUSTRY, BASIC_SCIENCE, FIELDS, JOBS, OTHER_JOB
from model import Parameters, asked_again

ONE = np.array([0])
CLEAN, BIOTECH = FIELDS.index("clean_energy"), FIELDS.index("biotech")


# ------------------------------------------------------------------------------------ one fund

FUND = {
    "choice_intensity": 2.0,
    "return_chasing": 0.0,
    "herding": 0.5,
    "payback_impatience": 0.0,
    "promise_weight": 0.5,
}


def test_a_fund_that_believes_and_follows_peers_leaves_the_other_fields_so_many_dollars():
    fund = {"evidence": 0.2, "excess": 0.6, "peers": [1.0, 0.0, 0.0, 0.0, 0.0]}
    economy = tiny(FUND, funds=fund)
    economy.shadow.signals["funds.peers"] = np.full((1, 5), 0.2)
    # Chosen: AI scores 2 (.5 * 1 for peers + .5 * .8 for belief) = 1.8, others 0.
    # Masked: all five score 2 * .5 * .2 for peers of 2015; AI also 2 * .5 * .2 for evidence: .2 more.
    chosen, masked = 1.0 / (exp(1.8) + 4.0), 1.0 / (exp(0.2) + 4.0)
    shares = economy.funds.ask(VentureFund.field_shares, ONE, np.zeros(5))
    assert shares[0, BIOTECH] == pytest.approx(chosen)
    asked_again.where_to_invest(economy, shares, np.zeros(5))
    # It deploys 1,000 usd. In clean energy there were rounds for half of its wish only; the masked wish is halved too.
    placed = 1000.0 * shares[0] * np.where(np.arange(5) == CLEAN, 0.5, 1.0)
    asked_again.what_was_placed(economy, np.zeros(5, dtype=np.int64), np.arange(5), placed)
    not_got = economy.desk.not_got.sum(axis=1)
    assert not_got[BIOTECH] == pytest.approx(1000.0 * (masked - chosen))
    assert not_got[CLEAN] == pytest.approx(500.0 * (masked - chosen))
    headline = 1000.0 * 3.5 * (masked - chosen)
    assert np.delete(not_got, AI).sum() == pytest.approx(headline)
    assert not_got[AI] == pytest.approx(1000.0 * (exp(0.2) * masked - exp(1.8) * chosen))
    assert economy.desk.not_got[:, 0].sum() == pytest.approx(not_got.sum()), "all of it from its own purse"


def test_money_of_belief_fades_from_what_ai_got_over_a_year():
    economy = tiny({})
    economy.desk.not_got[AI, 0], economy.desk.staked = -120.0, np.array([30.0, 0.0])
    asked_again.money_of_belief(economy)
    economy.desk.not_got[AI, 0], economy.desk.staked = 0.0, np.zeros(2)
    asked_again.money_of_belief(economy)
    assert economy.shadow.money == pytest.approx(110.0)
    assert economy.shadow.stakes == pytest.approx(27.5)


def test_belief_s_part_of_the_price_a_year_ago_follows_the_price_that_stood_when_the_firm_reported():
    economy = tiny({"ai_anchor": 0.5, "multiple_by_belief": 0.0})
    economy.shadow.price_lift, economy.shadow.lift_year_ago = 1.2, 0.0
    asked_again.close(economy)
    assert economy.shadow.lift_year_ago == pytest.approx(0.1)
    assert economy.shadow.price_lift == pytest.approx(0.6)


# ------------------------------------------------------------------------------- one researcher

LABOUR = {
    "pay_weight": 1.0,
    "colleague_weight": 0.0,
    "switching_cost": 2.0,
    "hope_weight": 1.0,
    "fear_weight": 1.0,
}
SCIENTIST = {
    "job": BASIC_SCIENCE,
    "trained": BASIC_SCIENCE,
    "people": 1000.0,
    "evidence": 0.1,
    "excess": 0.4,
    "fear": 0.3,
}
ONLY_AI = np.where(np.arange(6) == AI_INDUSTRY, 1.0, 1e-30)
"""Posts of AI industry alone: the offer that comes is from there."""


def search(economy: Any, reply: float, pay: float) -> None:
    """Let the researcher get an offer from AI industry at this pay over 2015's, and move if it takes it."""
    offers = np.where(np.arange(6) == AI_INDUSTRY, pay, 1.0)
    people, draw, reply_of = economy.researchers, np.array([0.5]), np.array([reply])
    wanted = people.ask(Researcher.next_job, ONE, offers, ONLY_AI, draw=draw, reply=reply_of)
    moves = wanted != people.job
    vacancies = np.full(len(JOBS), np.inf)
    told = asked_again.Search(ONE, draw, reply_of, np.array([0.5]), wanted, moves, vacancies)
    asked_again.where_to_work(economy, offers, ONLY_AI, told)
    people.job[moves] = wanted[moves]
    asked_again.close(economy)


def test_a_researcher_drawn_by_belief_counts_each_month_until_evidence_would_have_drawn_it_too():
    economy = tiny(LABOUR, researchers=SCIENTIST)
    economy.shadow.ai_pay = 150.0
    # Pay is twice that of 2015, bid up from one and a half times. Chosen: ln 2 + (.1 + .4) + .3 - 2 = -.507;
    # masked: ln 1.5 + .1 - 2 = -1.495. So it takes the offer at 37.6%, its evidence-only self at 18.3%.
    chosen, masked = logistic(log(2.0) + 0.8 - 2.0), logistic(log(1.5) + 0.1 - 2.0)
    assert masked < 0.25 < chosen
    search(economy, reply=0.25, pay=2.0)
    assert economy.researchers.job[0] == AI_INDUSTRY
    assert economy.shadow.job[0] == BASIC_SCIENCE
    assert economy.desk.drained.tolist() == [0.0, 0.0, 1000.0, 0.0, 0.0, 0.0]
    # Still there a month later, without an offer.
    asked_again.close(economy)
    assert economy.desk.drained.sum() == 1000.0
    # Evidence has come: ln 1.5 + 1 - 2 = -.595, taken at 35.6%. The evidence-only self follows.
    economy.researchers.evidence[:] = 1.0
    search(economy, reply=0.25, pay=2.0)
    assert economy.shadow.job[0] == AI_INDUSTRY
    assert economy.desk.drained.sum() == 0.0


def test_a_researcher_laid_off_from_ai_industry_no_longer_counts():
    economy = tiny(LABOUR, researchers=SCIENTIST)
    economy.shadow.ai_pay = 150.0
    search(economy, reply=0.25, pay=2.0)
    asked_again.laid_off(economy, ONE)
    economy.researchers.job[:] = OTHER_JOB
    asked_again.close(economy)
    assert economy.desk.drained.sum() == 0.0


def test_who_was_turned_away_counts_for_nothing():
    economy = tiny(LABOUR, researchers=SCIENTIST)
    told = asked_again.Search(
        ONE, np.array([0.5]), np.array([0.01]), np.array([0.5]), np.array([AI_INDUSTRY]), np.array([False]), np.zeros(6)
    )  # fmt: skip
    asked_again.where_to_work(economy, np.ones(6), ONLY_AI, told)
    asked_again.close(economy)
    assert economy.desk.drained.sum() == 0.0
    assert economy.shadow.job[0] == BASIC_SCIENCE, "its evidence-only self was turned away at the same door"


def sober_pay(lab_sales=0.0, missing=0.0, before=100.0) -> tuple[float, float, float]:
    """Return the posts, people and pay that evidence-only pay is bid with; a quarter of AI's money is belief's."""
    economy = tiny(LABOUR, incumbents={"budget": 1.0}, researchers=SCIENTIST | {"job": AI_INDUSTRY})
    shadow = economy.shadow
    shadow.by_belief[:], shadow.money, shadow.job[:] = True, 25.0, BASIC_SCIENCE
    shadow.missing[:], shadow.ai_pay = missing, before
    economy.posted.money[AI], economy.desk.pay = 100.0, economy.posted.pay
    economy.labs = SimpleNamespace(rows=ONE, revenue=np.full(1, lab_sales), spending=np.full(1, 10.0))
    economy.startups = SimpleNamespace(rows=ONE, field=ONE * 0 + AI, revenue=np.zeros(1), spending=np.ones(1))
    heard = []
    wanted = {"labs": [400.0], "hyperscalers": [50.0], "incumbents": [70.0], "startups": [80.0]}
    asked_again.ai_pay(
        economy, {name: np.array(people) for name, people in wanted.items()},
        lambda _, posts, people, pay: heard.append((posts, people, pay)) or 99.0,
    )  # fmt: skip
    assert shadow.ai_pay == 99.0
    return heard[0]


def test_pay_without_belief_is_bid_by_the_posts_that_evidence_pays_for():
    # 300 and 60 posts are left; the programme is belief's; nobody is there.
    assert sober_pay() == (300.0 + 50.0 + 0.0 + 60.0, 0.0, 100.0)


def test_posts_that_sales_pay_for_are_not_belief_s():
    # Of 10 usd a month 4 are paid by sales of 48 a year: a quarter of the other three fifths is belief's.
    assert sober_pay(lab_sales=48.0)[0] == pytest.approx(400.0 * (1.0 - 0.25 * 0.6) + 50.0 + 60.0)


def test_the_same_money_posts_more_people_where_pay_without_belief_is_lower():
    assert sober_pay(before=80.0) == (pytest.approx(410.0 * 100.0 / 80.0), 0.0, 80.0)


def test_programmes_that_only_evidence_would_have_started_post_people_too():
    staff = Parameters(**LABOUR).project_staff_share
    assert sober_pay(missing=500.0)[0] == pytest.approx(410.0 + 12.0 * staff * 500.0 / 100.0)
