"""The rules of incumbents, worked by hand."""

from math import exp, log

import numpy as np
import pytest
from small_economy import one, small_economy

from agents.incumbent import KEPT, NONE, PILOT, SCALED, Incumbent

ADOPTION = {"adoption_base": -4.0, "adoption_by_value": 1.0, "bandwagon": 5.0, "adoption_by_advance": 0.5}
RICH = {"cash": 1e12, "revenue": 1.0}


def chance_of_a_programme(score):
    return 1.0 / (1.0 + exp(-score))


@pytest.mark.parametrize(
    ("adds", "advance", "columns"),
    [
        (0.0, 0.0, {"expected_value": 1.0}),
        (log(2.0), 0.0, {"expected_value": 2.0}),
        (5.0 * 0.4, 0.0, {"expected_value": 1.0, "peers_using": 0.4}),
        (0.5 * 2.0, 2.0, {"expected_value": 1.0}),
        (0.7, 0.0, {"expected_value": 1.0, "affinity": 0.7}),
        (log(0.05), 0.0, {"expected_value": -3.0}),
    ],
    ids=["nothing special", "value doubled", "peers", "advance of AI", "fit", "hopeless value"],
)
def test_a_programme_starts_with_the_logit_of_value_peers_advance_and_fit(adds, advance, columns):
    firm, chance = one(Incumbent, ADOPTION, **RICH, **columns), chance_of_a_programme(-4.0 + adds)
    assert firm.wants_project(advance, chance * 0.999)
    assert not firm.wants_project(advance, chance * 1.001)


def test_who_has_a_programme_starts_no_other():
    for stage, starts in ((NONE, True), (PILOT, False), (SCALED, False)):
        assert (
            one(Incumbent, ADOPTION, **RICH, expected_value=1.0, stage=stage).wants_project(0.0, 1e-9)
            == starts
        )


def test_a_programme_must_be_affordable_to_its_end():
    # A pilot of 12 months at 1% of a revenue of 2400 costs 24 in all.
    known = ADOPTION | {"pilot_months": 12, "pilot_cost_share": 0.01}
    assert one(Incumbent, known, cash=24.1, revenue=2400.0, expected_value=1.0).wants_project(0.0, 1e-9)
    assert not one(Incumbent, known, cash=23.9, revenue=2400.0, expected_value=1.0).wants_project(0.0, 1e-9)


def test_a_pilot_costs_a_share_of_revenue():
    assert one(Incumbent, {"pilot_cost_share": 0.01}, revenue=1200.0).pilot_budget() == pytest.approx(1.0)


def test_what_a_pilot_is_worth_rises_with_ais_advance_its_true_productivity_and_luck():
    known = {"project_mean": -1.0, "project_learning": 0.1, "project_fruit": 0.5, "project_luck": 1.2}
    firm = one(Incumbent, known)
    assert firm.project_value(0.0, 0.0, 0.0) == pytest.approx(exp(-1.0))
    assert firm.project_value(2.0, 0.6, 0.5) == pytest.approx(exp(-1.0 + 0.2 + 0.3 + 0.6))


def test_a_pilot_is_scaled_above_the_hurdle():
    firm = one(Incumbent, {"scaling_hurdle": 1.6})
    assert firm.scales(1.61)
    assert not firm.scales(1.59)


def test_a_programme_that_costs_more_than_it_brings_is_dropped_ten_times_as_often():
    known = {"abandonment": 0.03}
    losing = one(Incumbent, known, stage=SCALED, budget=10.0, benefit=119.0, evidence=0.5)
    gaining = one(Incumbent, known, stage=SCALED, budget=10.0, benefit=121.0, evidence=0.5)
    assert losing.drops(0.029)
    assert not losing.drops(0.031)
    assert gaining.drops(0.0029)
    assert not gaining.drops(0.0031)


def test_only_a_running_programme_is_dropped():
    assert not one(Incumbent, {}, stage=PILOT, budget=10.0).drops(1e-9)
    for running in (KEPT, SCALED):
        assert one(Incumbent, {}, stage=running, budget=10.0).drops(1e-9)


def test_expected_value_moves_towards_own_result_and_the_industrys():
    # From 1: a quarter of the way to its own 3 adds .5, a twentieth of the way to the industry's 5 adds .2.
    firm = one(Incumbent, {"learning_own": 0.25, "learning_industry": 0.05}, expected_value=1.0)
    assert firm.learned_value(3.0, True, 5.0) == pytest.approx(1.7)
    assert firm.learned_value(3.0, False, 5.0) == pytest.approx(1.2), (
        "a result that is not there teaches nothing"
    )


def test_staff_is_the_staff_part_of_the_programme_over_the_wage():
    # 1 million a month, 30% for researchers, at 200 thousand a year: 18 people.
    assert one(Incumbent, {"project_staff_share": 0.3}, budget=1e6).desired_ai_staff(2e5) == pytest.approx(
        18.0
    )


def test_cash_above_the_buffer_is_paid_out_over_a_year():
    # Two months of a revenue of 1200 are 200; of 320 in the bank 120 are spare, 10 a month.
    keeps = {"cash_months": 2.0, "revenue": 1200.0}
    assert one(Incumbent, {}, cash=320.0, **keeps).dividend() == pytest.approx(10.0)
    assert one(Incumbent, {}, cash=199.0, **keeps).dividend() == 0.0


def test_incumbents_open_with_the_cash_they_keep_and_a_years_profit_or_all_they_have_where_that_is_less():
    economy = small_economy()
    firms, months = economy.incumbents, economy.ledger.usd("incumbents") / economy.incumbents.revenue * 12.0
    kept = months - 12.0 * firms.margin
    assert firms.cash_months.tolist() == pytest.approx(np.maximum(kept, 0.0).tolist(), abs=1e-6)
    assert (kept > 0.0).any()


def test_who_believes_less_drops_a_losing_programme_sooner():
    known = {"abandonment": 0.03, "patience_of_belief": 1.2}
    sober = one(Incumbent, known, stage=SCALED, budget=10.0, benefit=0.0, evidence=0.0)
    assert sober.drops(0.0479)
    assert not sober.drops(0.0481), "1.6 times the hazard of who believes half"
    devout = one(Incumbent, known, stage=SCALED, budget=10.0, benefit=0.0, evidence=1.0)
    assert devout.drops(0.0119)
    assert not devout.drops(0.0121)


def test_own_pilots_take_the_ambiguity_away_that_gives_peers_their_weight():
    known = {"lesson_of_pilot": 0.5}
    assert one(Incumbent, known, tries=0).ambiguity() == 1.0
    assert one(Incumbent, known, tries=2).ambiguity() == pytest.approx(0.5)


CES = {"compute_nest": 0.4, "project_compute_share": 0.1, "compute_substitution": 2.0}


def test_a_quarter_of_the_mix_becomes_four_sevenths_when_effective_compute_costs_a_quarter():
    firm = one(Incumbent, CES, budget=100.0)
    assert firm.compute_budget(1.0) == pytest.approx(10.0), "the share of 2015"
    # Odds of 1 to 3 rise fourfold at a substitution of two: 4 to 3.
    assert firm.compute_budget(0.25) == pytest.approx(100.0 * 0.4 * 4.0 / 7.0)


def test_a_programme_brings_more_as_its_mix_gets_cheaper():
    known = CES | {"benefit_ceiling": 0.1}
    small = one(Incumbent, known, benefit=100.0, revenue=1e9)
    assert small.next_benefit(0.5) == pytest.approx(100.0 * exp(0.4 * 0.5), rel=1e-5)


def test_what_a_programme_can_bring_runs_out_at_a_part_of_its_firms_sales():
    # A tenth of sales of 1000 is 100. At 50 half of it is left, and the gain is half as large; beyond 100 nothing is.
    known = CES | {"benefit_ceiling": 0.1}
    half = one(Incumbent, known, benefit=50.0, revenue=1000.0)
    assert half.next_benefit(0.5) == pytest.approx(50.0 * exp(0.4 * 0.5 * 0.5))
    assert one(Incumbent, known, benefit=99.0, revenue=1000.0).next_benefit(50.0) <= 100.0
    assert one(Incumbent, known, benefit=130.0, revenue=1000.0).next_benefit(0.0) == pytest.approx(100.0)
