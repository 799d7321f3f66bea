"""The rules of AI laboratories, worked by hand."""

from math import exp, log

import pytest
from small_economy import one

from agents.lab import Lab

ASKS = {
    "lab_runway_months": 20.0,
    "lab_ambition": 1.0,
    "lab_ambition_by_sales": 0.5,
}


def test_the_view_of_sales_growth_moves_a_part_of_the_way_to_last_months():
    # Sales up by a twelfth of ln 2 is a rate of ln 2 a year; a tenth of the way from 0 is .069.
    known = {"growth_learning": 0.1}
    grown = one(Lab, known, revenue=100.0 * 2.0 ** (1 / 12), revenue_before=100.0)
    assert grown.next_growth() == pytest.approx(0.1 * log(2.0))
    level = one(Lab, known, revenue=100.0, revenue_before=100.0, growth=0.5)
    assert level.next_growth() == pytest.approx(0.45)
    assert one(Lab, known, revenue=1e9, revenue_before=100.0).next_growth() == pytest.approx(0.6), (
        "600% at most"
    )
    assert one(Lab, known, revenue=1.0, revenue_before=100.0).next_growth() == pytest.approx(-0.6), (
        "-600% at least: a month of high sales and the fall after it leave little"
    )


def test_a_lab_spends_what_it_earns_and_what_its_plan_uses_up():
    assert one(Lab, {}, revenue=120.0, cash=1000.0, burn=30.0).planned_spending() == pytest.approx(40.0)
    assert one(Lab, {}, revenue=0.0, cash=21.0, burn=30.0).planned_spending() == pytest.approx(20.0), (
        "a dollar stays"
    )


def test_a_round_is_spread_over_the_months_it_pays_for():
    assert one(Lab, {"lab_runway_months": 20.0}, cash=60.0).next_burn(140.0) == pytest.approx(10.0)


def test_a_lab_raises_money_when_its_runway_gets_short():
    assert one(Lab, {"round_runway_months": 9.0}, cash=89.0, burn=10.0).wants_round()
    assert not one(Lab, {"round_runway_months": 9.0}, cash=91.0, burn=10.0).wants_round()


def test_a_lab_that_is_diluted_for_ever_issues_no_more_shares_than_the_books_can_count():
    thin = {"cash": 0.0, "burn": 10.0}
    assert one(Lab, {}, units=10**15, **thin).wants_round()
    assert not one(Lab, {}, units=10**16, **thin).wants_round()


def test_a_lab_asks_for_its_plan_scaled_up_by_progress_and_growth_of_sales():
    # Twenty months at 10 make 200; progress of .3 and growth of .4 at half weight scale it by exp(.5); 60 are there.
    lab = one(Lab, ASKS, cash=60.0, burn=10.0, progress=0.3, growth=0.4, promise=10000.0)
    assert lab.ask(1.0) == pytest.approx(200.0 * exp(0.5) - 60.0)


def test_no_lab_plans_for_more_progress_than_one_a_year():
    lab = one(Lab, ASKS, burn=10.0, progress=7.0, promise=1e9)
    assert lab.ask(1.0) == pytest.approx(200.0 * exp(1.0))


def test_a_lab_that_shrinks_asks_for_no_more_than_its_plan():
    lab = one(Lab, ASKS, cash=60.0, burn=10.0, progress=-0.3, growth=-0.4, promise=10000.0)
    assert lab.ask(1.0) == pytest.approx(140.0)


def test_owners_of_a_lab_sell_no_more_than_the_dilution_they_accept():
    # Worth 300 before the money: a quarter sold is 100 raised.
    lab = one(Lab, ASKS | {"round_dilution": 0.25}, burn=100.0, promise=300.0)
    assert lab.ask(1.0) == pytest.approx(100.0)


def test_a_lab_is_worth_the_sales_that_buyers_expect_or_its_promise():
    # 11 times 5 of sales, twice grown by half: 11 * 5 * 1.5^2 = 123.75, twice that where money chases deals, and 7
    # in cash. The promise is 80, or 160. Without growth sales and cash carry 62, less 2 of bills; halved twice they carry 20.75.
    known = {"lab_multiple": 11.0, "lab_growth_years": 2.0}
    growing = one(Lab, known, sales_seen=5.0, growth=log(1.5), promise=80.0, cash=7.0)
    assert growing.pre_money(1.0) == pytest.approx(130.75)
    assert growing.pre_money(2.0) == pytest.approx(254.5)
    level = one(Lab, known, sales_seen=5.0, growth=0.0, promise=40.0, cash=7.0, owed=2.0)
    assert level.pre_money(1.0) == pytest.approx(60.0)
    falling = one(Lab, known, sales_seen=5.0, growth=-log(2.0), promise=20.0, cash=7.0)
    assert falling.pre_money(1.0) == pytest.approx(20.75)
    assert one(Lab, known, sales_seen=5.0, promise=80.0, cash=7.0).pre_money(2.0) == pytest.approx(160.0)


def test_buyers_pay_for_a_doubling_a_year_at_most():
    known = {"lab_multiple": 11.0, "lab_growth_years": 2.0}
    fast, faster = (one(Lab, known, sales_seen=5.0, growth=growth) for growth in (0.7, 3.0))
    assert fast.pre_money(1.0) == pytest.approx(faster.pre_money(1.0))
    assert fast.pre_money(1.0) == pytest.approx(11.0 * 5.0 * exp(1.4))


def test_sales_that_a_value_is_read_from_forget_a_peak():
    lab = one(Lab, {}, sales_seen=30.0, revenue=60.0)
    assert lab.next_sales_seen() == pytest.approx(40.0), "a third of the way"
    sold = 130.0
    for _ in range(12):
        sold = one(Lab, {}, sales_seen=sold, revenue=30.0).next_sales_seen()
    assert sold == pytest.approx(30.0 + 100.0 * (2.0 / 3.0) ** 12)


def test_a_promise_has_an_upper_end():
    known = {"lab_value_by_progress": 1.5, "promise_wear": 0.15}
    assert one(Lab, known, promise=0.999e13, progress=0.9).next_promise(0.0, 0.0) == pytest.approx(1e13)
    assert one(Lab, known, promise=0.9e13, progress=0.0).next_promise(0.0, 0.0) == pytest.approx(
        0.9e13 * exp(-0.15 / 12.0)
    )


def test_a_round_adds_its_money_to_the_promise_whatever_sales_made_the_lab_worth():
    # At a pressure of 2 the 50 of the round are worth 25 in ordinary times; a value of 900 by sales is no promise.
    lab = one(Lab, {"lab_multiple": 11.0}, promise=80.0)
    assert lab.promise_after(50.0, 160.0, 2.0) == pytest.approx(105.0)
    assert lab.promise_after(50.0, 900.0, 2.0) == pytest.approx(105.0)


def test_a_round_at_its_own_price_moves_the_price_of_a_share_by_nothing():
    before = one(Lab, {}, promise=80.0)
    worth = before.pre_money(2.0)
    after = one(Lab, {}, promise=float(before.promise_after(40.0, worth, 2.0)))
    assert after.pre_money(2.0) == pytest.approx(worth + 40.0), "priced by its promise"
    known = {"lab_multiple": 11.0}
    before, after = one(Lab, known, sales_seen=5.0, cash=7.0), one(Lab, known, sales_seen=5.0, cash=47.0)
    assert after.pre_money(2.0) == pytest.approx(before.pre_money(2.0) + 40.0), "priced by its sales"


def test_a_promise_wears_and_grows_as_models_get_better():
    known = {"lab_value_by_progress": 1.5, "promise_wear": 0.15}
    for progress, change in ((0.5, 0.75 - 0.15), (-0.4, -0.15), (3.0, 1.5 - 0.15)):
        lab = one(Lab, known, promise=100.0, progress=progress)
        assert lab.next_promise(0.0, 0.0) == pytest.approx(100.0 * exp(change / 12.0))


@pytest.mark.parametrize(
    ("sales", "won", "lost"),
    [(0.0, 0.5, 1.0), (15.0, 0.5, 0.5), (30.0, 0.5, 0.0), (90.0, 0.5, 0.0), (0.0, 0.0, 0.0), (0.0, 1.0, 2.0)],
)
def test_a_lab_that_others_outsell_loses_its_promise_as_customers_are_won(sales, won, lost):
    # Labs sell 30 a year on average; one without sales loses 2 a year of its promise once all customers are won.
    known = {"lab_unsold_wear": 2.0, "promise_wear": 0.15}
    lab = one(Lab, known, promise=100.0, progress=0.0, revenue=sales)
    assert lab.next_promise(30.0, won) == pytest.approx(100.0 * exp(-(0.15 + lost) / 12.0))


def test_staff_is_the_research_part_of_the_plan_over_its_own_wage():
    # 1 million a month, 30% for researchers, at 200 thousand a year: 18 people.
    assert one(Lab, {"lab_staff_share": 0.3}, spending=1e6, wage=2e5).desired_staff() == pytest.approx(18.0)


def test_pay_rises_with_the_root_of_money_per_head():
    # 10 people and 4 times the money that pays them ordinarily: the target is twice the industry's pay,
    # and a fifth of the way from 100 to 200 thousand is 120.
    known = {"lab_staff_share": 0.3, "wage_adjustment": 0.2}
    rich = one(Lab, known, staff=10.0, wage=1e5, spending=4.0 * 10.0 * 1e5 / 0.3 / 12.0)
    assert rich.next_wage(1e5) == pytest.approx(1.2e5)


def test_pay_above_the_industrys_comes_down_when_money_is_short():
    # The target is the industry's 100 thousand; a fifth of the way there from 200 is 180.
    poor = one(Lab, {"wage_adjustment": 0.2}, staff=1000.0, wage=2e5, spending=1.0)
    assert poor.next_wage(1e5) == pytest.approx(1.8e5)


def test_no_lab_pays_less_than_the_industry():
    poor = one(Lab, {"wage_adjustment": 0.2}, staff=1000.0, wage=1e5, spending=1.0)
    assert poor.next_wage(1.5e5) == pytest.approx(1.5e5)


def test_without_bidding_labs_pay_what_the_industry_pays():
    rich = one(Lab, {"wage_bidding": 0.0}, staff=1.0, wage=9e5, spending=1e9)
    assert rich.next_wage(1e5) == pytest.approx(1e5)


def test_customers_are_served_first_and_training_gets_the_rest_of_the_compute_budget():
    # Sales of 10 a month at a serving cost of .5 take 5 of the 12 that 60% of a budget of 20 allow.
    lab = one(Lab, {"lab_serving_cost": 0.5, "lab_compute_share": 0.6}, demand=120.0, spending=20.0)
    assert lab.serving_budget(0.0) == pytest.approx(5.0)
    assert lab.training_budget(0.0) == pytest.approx(7.0)


def test_serving_never_takes_more_than_the_compute_budget():
    lab = one(Lab, {"lab_serving_cost": 1.5, "lab_compute_share": 0.6}, demand=240.0, spending=20.0)
    assert lab.serving_need(0.0) == pytest.approx(30.0)
    assert lab.serving_budget(0.0) == pytest.approx(12.0)
    assert lab.training_budget(0.0) == pytest.approx(0.0)


def test_customers_prefer_the_more_capable_model():
    # Twice the capability at a response of 3: eight times the appeal.
    known = {"lab_rivalry": 3.0}
    assert one(Lab, known, capability=2.0).appeal() / one(
        Lab, known, capability=1.0
    ).appeal() == pytest.approx(8.0)


def test_a_lab_is_bankrupt_when_its_money_is_gone_and_sales_carry_too_little_of_its_plan():
    # A plan of 100 a month and sales of 100 a month: half of 200 is carried.
    known = {"lab_last_month": 1.0, "lab_least_carried": 0.5}
    assert one(Lab, known, cash=99.0, burn=100.0, revenue=12 * 99.0).fails()
    assert not one(Lab, known, cash=99.0, burn=100.0, revenue=12 * 101.0).fails(), "sales carry it"
    assert not one(Lab, known, cash=101.0, burn=100.0, revenue=0.0).fails(), "a month's money is left"


def test_a_lab_that_uses_up_no_cash_cannot_fail():
    assert not one(Lab, {}, cash=0.0, burn=0.0, revenue=0.0).fails()


def test_who_raised_money_promises_compute_as_if_the_money_came_again_and_again():
    # 60% of 50 would be 30 of compute; six times that is promised.
    lab = one(Lab, {"contract_stretch": 6.0, "lab_compute_share": 0.6})
    assert lab.contract(50.0) == pytest.approx(180.0)
    assert lab.contract(0.0) == 0.0
