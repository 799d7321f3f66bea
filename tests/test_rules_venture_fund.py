"""The rules of venture funds, worked by hand."""

from math import exp

import numpy as np
import pytest
from small_economy import one

from agents.venture_fund import VentureFund

PLEDGES = {"usual_growth_of_marks": 0.10, "usual_policy_rate": 0.015}


def fund(**columns):
    return one(VentureFund, PLEDGES, usual_pledge=100.0, rate_aversion=10.0, track_appetite=2.0, **columns)


def test_backers_pledge_the_usual_when_marks_and_rates_are_usual():
    assert fund(track=0.10).pledges(0.015, 1.0) == pytest.approx(100.0)
    assert fund(track=0.10).pledges(0.015, 1.5) == pytest.approx(150.0), (
        "and as much more as savers are richer"
    )


def test_backers_pledge_more_after_good_marks_and_less_when_rates_are_high():
    # 15 points of growth above the usual at an appetite of 2: exp(2 * .15) = 1.35.
    assert fund(track=0.25).pledges(0.015, 1.0) == pytest.approx(100.0 * exp(0.30))
    # Rates 4 points above the usual at an aversion of 10: exp(-10 * .04) = .67.
    assert fund(track=0.10).pledges(0.055, 1.0) == pytest.approx(100.0 * exp(-0.40))


def test_pledges_neither_explode_nor_vanish():
    assert fund(track=9.0).pledges(0.015, 1.0) == pytest.approx(100.0 * exp(1.5))
    assert fund(track=-9.0).pledges(0.015, 1.0) == pytest.approx(100.0 * exp(-2.5))


def test_dry_powder_is_deployed_over_the_deployment_period():
    # 80 not yet called and 40 in the bank over 24 months: 5 a month.
    assert one(
        VentureFund, {"deployment_months": 24.0}, uncalled=80.0, cash=40.0
    ).deployment() == pytest.approx(5.0)


def test_a_fund_without_marks_peers_or_leanings_splits_its_money_evenly():
    shares = one(VentureFund, {}, leaning=0.3).field_shares(np.full(5, 4.0))
    assert shares.tolist() == pytest.approx([0.2] * 5)


def test_money_follows_marks_peers_and_short_pay_back():
    known = {"choice_intensity": 2.0, "return_chasing": 1.0, "herding": 0.5, "payback_impatience": 0.05}
    payback = np.array([4.0, 14.0, 4.0, 4.0, 4.0])
    # Each of three reasons is worth a score of one: growth of 50% more (2 * .5), all co-investors there
    # (2 * .5 * 1), pay-back ten years longer (2 * .05 * 10). So the odds against a plain field are e.
    lucky = one(VentureFund, known, marks=[0.0, 0.0, 0.5, 0.0, 0.0], peers=[0.0, 0.0, 0.0, 1.0, 0.0])
    odds = np.array([1.0, exp(-1.0), exp(1.0), exp(1.0), 1.0])
    assert lucky.field_shares(payback).tolist() == pytest.approx((odds / odds.sum()).tolist())


def test_without_herding_a_fund_does_not_look_at_its_peers():
    alone = one(VentureFund, {"herding": 0.0}, peers=[1.0, 0.0, 0.0, 0.0, 0.0])
    assert alone.field_shares(np.full(5, 4.0)).tolist() == pytest.approx([0.2] * 5)


def test_views_of_growth_move_a_part_of_the_way_to_what_was_seen():
    # From .10 a quarter of the way to .50 is .20; nobody believes more than 300% a year.
    seen = one(VentureFund, {"marks_learning": 0.25}, marks=0.10, seen_marks=[0.50, 0.10, -0.30, 99.0, -99.0])
    assert seen.next_marks().tolist() == pytest.approx([0.20, 0.10, 0.0, 0.825, -0.675])


def test_a_track_record_is_growth_weighted_by_where_the_money_went():
    # Three quarters of its money in a field that grew 40%, a quarter in one that shrank 20%.
    mixed = one(VentureFund, {}, recent=[75.0, 25.0, 0.0, 0.0, 0.0], marks=[0.4, -0.2, 9.0, 9.0, 9.0])
    assert mixed.next_track() == pytest.approx(0.75 * 0.4 - 0.25 * 0.2)


def test_a_fund_that_bought_nothing_has_no_track_record():
    assert one(VentureFund, {}, recent=0.0, marks=0.4).next_track() == 0.0


def test_a_fund_bids_by_what_it_believes_and_a_patient_one_by_the_evidence():
    assert one(VentureFund, {}, evidence=0.2, excess=0.5).bid() == pytest.approx(0.7)
    assert one(VentureFund, {}, evidence=0.2, excess=0.5, patient=1).bid() == pytest.approx(0.2)
