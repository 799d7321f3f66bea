"""Evidence as everybody can read it: capability, programmes and plants; who is left to win; what shows of the truth."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from small_economy import small_economy

from agents.incumbent import NONE, PILOT
from agents.vocabulary import AI
from model import Economy
from model.economy import MIDDLE_PRODUCTIVITY
from model.evidence import count_users, publish
from model.month.listen import LISTENERS, listen


@pytest.fixture
def economy() -> Economy:
    """An economy whose plants cover their cost, whose programmes do as promised, half-way to full capability."""
    economy = small_economy(evidence_middle=2.0, evidence_spread=0.5, success_expected=0.4)
    economy.posted.technology[AI] = exp(2.0)
    economy.posted.project_success, economy.posted.coverage = 0.4, 1.0
    return economy


def published(economy: Economy) -> float:
    publish(economy)
    return economy.posted.evidence


# ------------------------------------------------------------------------------------- evidence


def test_half_of_the_promise_is_borne_out_at_the_middle_level_when_results_are_as_promised(economy):
    assert published(economy) == pytest.approx(0.5)
    economy.posted.technology[AI] = exp(2.5)
    assert published(economy) == pytest.approx(1.0 / (1.0 + exp(-1.0)))


@pytest.mark.parametrize(
    ("success", "counts"), [(0.2, 0.5), (0.4, 1.0), (0.44, 1.1), (0.9, 1.2), (0.04, 0.3), (0.0, 0.3)]
)
def test_programmes_count_for_what_they_did_over_what_was_promised_within_bounds(economy, success, counts):
    economy.posted.project_success = success
    assert published(economy) == pytest.approx(0.5 * counts)


@pytest.mark.parametrize(("coverage", "counts"), [(1.0, 1.0), (0.6, 0.6), (3.0, 1.0), (0.1, 0.3), (0.0, 0.3)])
def test_plants_count_for_what_they_sell_over_their_cost_and_for_no_more_than_that(economy, coverage, counts):
    economy.posted.coverage = coverage
    assert published(economy) == pytest.approx(0.5 * counts)


def test_all_three_must_be_there_and_no_more_than_everything_is_borne_out(economy):
    economy.posted.project_success, economy.posted.coverage = 0.2, 0.6
    assert published(economy) == pytest.approx(0.5 * 0.5 * 0.6)
    economy.posted.project_success, economy.posted.coverage = 0.9, 5.0
    economy.posted.technology[AI] = exp(20.0)
    assert published(economy) == 1.0


# ------------------------------------------------------------------------------- customers to win


def test_what_is_left_of_the_promise_falls_with_the_households_and_the_firms_that_use_ai():
    economy = small_economy()
    firms, posted = economy.incumbents, economy.posted
    firms.firms[:] = 1.0
    firms.firms[0] = float(firms.size - 1)  # as many as all the others
    firms.stage[:] = NONE
    left = []
    for users, using in ((0.0, []), (0.4, []), (0.4, [0]), (1.0, firms.rows)):
        posted.users, firms.stage[using] = users, PILOT
        count_users(economy)
        left.append(posted.promise_left)
    assert left == pytest.approx([1.0, 0.8, 0.55, 0.0])


# -------------------------------------------------------------------------- what shows of the truth


def shows(economy: Economy, level: float) -> float:
    economy.posted.technology[AI] = exp(level)
    return economy.fruit()


def test_nothing_shows_of_true_productivity_before_it_begins_to_and_all_of_it_once_it_is_ripe():
    economy = small_economy(fruit_begins=1.0, fruit_ripe=3.0)
    economy.true_productivity = MIDDLE_PRODUCTIVITY * exp(0.8)
    seen = [shows(economy, level) for level in (0.0, 1.0, 1.5, 2.0, 3.0, 9.0)]
    assert seen == pytest.approx([0.0, 0.0, 0.2, 0.4, 0.8, 0.8])


def test_a_technology_worth_less_than_the_middle_disappoints_and_the_middle_one_does_neither():
    economy = small_economy(fruit_begins=1.0, fruit_ripe=3.0)
    economy.true_productivity = 0.5 * MIDDLE_PRODUCTIVITY
    assert shows(economy, 4.0) == pytest.approx(-log(2.0))
    economy.true_productivity = MIDDLE_PRODUCTIVITY
    assert shows(economy, 4.0) == 0.0


@pytest.mark.parametrize("ripe", [3.0, 2.0])
def test_a_ramp_that_would_end_before_it_begins_is_a_step_where_it_begins(ripe):
    economy = small_economy(fruit_begins=3.0, fruit_ripe=ripe)
    economy.true_productivity = MIDDLE_PRODUCTIVITY * exp(0.8)
    assert [shows(economy, level) for level in (0.0, 2.9, 3.1)] == pytest.approx([0.0, 0.0, 0.8])


def test_two_worlds_are_the_same_until_their_technology_ripens():
    poor, rich = (
        small_economy(months=24, true_productivity_low=worth, true_productivity_high=worth, fruit_begins=2.0)
        for worth in (0.05, 1.5)
    )
    assert np.log(rich.posted.technology[AI]) < 2.0
    differ = {name for name, values in poor.columns().items() if values != rich.columns()[name]}
    assert differ == {"true_productivity"}


def test_belief_is_a_share_however_fast_evidence_moves_past_what_excess_left_room_for():
    economy = small_economy(evidence_learning=0.5)
    for name in LISTENERS:
        people = economy.populations[name]
        people.evidence[:], people.excess[:] = 0.2, 0.8
    economy.posted.evidence = 1.0
    listen(economy)
    assert 0.99 < economy.posted.mood <= 1.0
