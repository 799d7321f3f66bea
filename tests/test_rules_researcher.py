"""The rules of researchers, worked by hand."""

from math import exp, log

import numpy as np
import pytest
from small_economy import one

from agents.researcher import Researcher
from agents.vocabulary import (
    AI_ACADEMIA,
    AI_INDUSTRY,
    BASIC_SCIENCE,
    BIOTECH_JOB,
    CLEAN_ENERGY_JOB,
    OTHER_JOB,
)

AS_IN_2015 = np.ones(6)
EVEN_POSTS = np.full(6, 1 / 6)
KNOWN = {
    "pay_weight": 1.5,
    "colleague_weight": 2.0,
    "switching_cost": 3.0,
    "study_pay_weight": 0.5,
    "graduate_leaning": 0.0,
}


def at(job, value):
    return [value if k == job else 0.0 for k in range(6)]


def test_a_move_costs_something_even_when_nothing_else_speaks_against_it():
    gains = one(Researcher, KNOWN, job=BIOTECH_JOB).gains(AS_IN_2015)
    assert gains.tolist() == pytest.approx([-3.0] * 6)


def test_pay_taste_and_colleagues_make_a_job_worth_a_move():
    # Pay doubled: 1.5 ln 2. Liked by one more than its own: 1. Half its colleagues there: 2 * .5.
    offers = np.array([2.0, 1.0, 1.0, 1.0, 1.0, 1.0])
    taste, colleagues = at(AI_ACADEMIA, 1.0), at(CLEAN_ENERGY_JOB, 0.5)
    gains = one(Researcher, KNOWN, job=BASIC_SCIENCE, taste=taste, colleagues=colleagues).gains(offers)
    assert gains[AI_INDUSTRY] == pytest.approx(1.5 * log(2.0) - 3.0)
    assert gains[AI_ACADEMIA] == pytest.approx(1.0 - 3.0)
    assert gains[CLEAN_ENERGY_JOB] == pytest.approx(1.0 - 3.0)
    assert gains[OTHER_JOB] == pytest.approx(-3.0)


def test_what_it_likes_about_its_own_job_keeps_it_there():
    attached = one(
        Researcher, KNOWN, job=BASIC_SCIENCE, taste=at(BASIC_SCIENCE, 1.0), colleagues=at(BASIC_SCIENCE, 0.5)
    )
    assert attached.gains(AS_IN_2015)[OTHER_JOB] == pytest.approx(-1.0 - 1.0 - 3.0)


def test_an_offer_comes_from_a_job_as_often_as_it_has_posts():
    # Without cost every offer is taken with chance one half; posts .5 and .5 split the draw at one half.
    posts = np.array([0.5, 1e-12, 1e-12, 1e-12, 1e-12, 0.5])
    eager = one(Researcher, KNOWN | {"switching_cost": 0.0}, job=BASIC_SCIENCE)
    assert eager.next_job(AS_IN_2015, posts, 0.49, 0.4) == AI_INDUSTRY
    assert eager.next_job(AS_IN_2015, posts, 0.51, 0.4) == OTHER_JOB


def test_an_offer_is_taken_with_the_logistic_of_its_gain():
    # A gain of 1.5 ln 4 - 3 = -.92 is taken with chance 1 / (1 + e^.92) = .285.
    offers = np.array([4.0, 1.0, 1.0, 1.0, 1.0, 1.0])
    chance = 1.0 / (1.0 + exp(3.0 - 1.5 * log(4.0)))
    researcher = one(Researcher, KNOWN, job=BASIC_SCIENCE)
    assert chance == pytest.approx(0.285, abs=0.001)
    assert researcher.next_job(offers, EVEN_POSTS, 0.1, chance - 0.001) == AI_INDUSTRY
    assert researcher.next_job(offers, EVEN_POSTS, 0.1, chance + 0.001) == BASIC_SCIENCE


def test_a_student_chooses_by_posts_pay_and_taste_in_a_logit():
    # Two jobs of equal posts; pay of the first is four times that of 2015: weight 4^.5 = 2 against 1.
    posts = np.array([0.5, 1e-15, 1e-15, 1e-15, 1e-15, 0.5])
    offers = np.array([4.0, 1.0, 1.0, 1.0, 1.0, 1.0])
    student = one(Researcher, KNOWN)
    assert student.field_of_study(offers, posts, 2 / 3 - 0.001) == AI_INDUSTRY
    assert student.field_of_study(offers, posts, 2 / 3 + 0.001) == OTHER_JOB
    # A liking of ln 2 for the other job evens it out, and so do mentors who are there at a pull of 2 ln 2.
    fond = one(Researcher, KNOWN, taste=at(OTHER_JOB, log(2.0)))
    taught = one(Researcher, KNOWN | {"colleague_weight": 2.0 * log(2.0)}, colleagues=at(OTHER_JOB, 0.5))
    for evened in (fond, taught):
        assert evened.field_of_study(offers, posts, 0.5 - 0.001) == AI_INDUSTRY
        assert evened.field_of_study(offers, posts, 0.5 + 0.001) == OTHER_JOB


def test_an_ai_graduate_weighs_industry_against_academia_without_a_cost_of_moving():
    graduate = one(Researcher, KNOWN, job=AI_ACADEMIA)
    assert graduate.prefers_industry(AS_IN_2015, 0.49)
    assert not graduate.prefers_industry(AS_IN_2015, 0.51)
    # Pay in industry up four times: odds 4^1.5 = 8 to 1. A leaning of -ln 8 evens it out.
    offers = np.array([4.0, 1.0, 1.0, 1.0, 1.0, 1.0])
    assert graduate.prefers_industry(offers, 8 / 9 - 0.001)
    assert not graduate.prefers_industry(offers, 8 / 9 + 0.001)
    reluctant = one(Researcher, KNOWN | {"graduate_leaning": -log(8.0)}, job=AI_ACADEMIA)
    assert not reluctant.prefers_industry(offers, 0.501)


def test_academics_in_ai_and_in_basic_science_teach_and_nobody_else():
    teachers = [bool(one(Researcher, {}, job=job).mentors()) for job in range(6)]
    assert teachers == [False, True, True, False, False, False]


def test_a_researcher_spends_what_exceeds_a_buffer_of_months_of_pay():
    # 10 people at 120,000 a year keep four months of pay, 400,000.
    known = {"buffer_months": 4.0}
    assert one(
        Researcher, known, wealth=450_000.0, pay=120_000.0, people=10.0
    ).consumption() == pytest.approx(50_000.0)
    assert one(Researcher, known, wealth=390_000.0, pay=120_000.0, people=10.0).consumption() == 0.0
