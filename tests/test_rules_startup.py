"""The rules of start-ups, worked by hand."""

from math import exp, sqrt

import pytest
from small_economy import one

from agents.startup import Startup
from model import Parameters

USUAL = Parameters().usual_trend
"""The trend of listed shares at which the window for exits is neither wide nor narrow."""


def test_a_firm_raises_money_when_its_runway_gets_short():
    known = {"round_runway_months": 9.0}
    assert one(Startup, known, cash=89.0, burn=10.0).wants_round()
    assert not one(Startup, known, cash=91.0, burn=10.0).wants_round()


def test_a_firm_says_it_is_worth_its_sales_or_what_its_last_round_made_it_worth_whichever_is_more():
    known = {"startup_multiple": 10.0}
    assert one(Startup, known, revenue=30.0, promise=150.0).pre_money(1.0) == pytest.approx(300.0)
    assert one(Startup, known, revenue=3.0, promise=150.0).pre_money(1.0) == pytest.approx(150.0)


def test_money_chasing_deals_lifts_what_a_firm_says_it_is_worth():
    assert one(Startup, {}, promise=150.0).pre_money(1.2) == pytest.approx(180.0)


def test_a_firm_asks_for_the_months_that_a_round_pays_for_less_what_it_has():
    # 20 months at 10 a month make 200, of which 60 are in the bank.
    known = {"round_months": 20.0, "startup_ambition": 0.0}
    assert one(Startup, known, cash=60.0, burn=10.0, promise=5000.0).ask(1.0, 1.0) == pytest.approx(140.0)


def test_easy_money_makes_plans_larger_up_to_a_limit():
    # Balanced money (1) with an ambition of .5 multiplies the plan of 200 by exp(.5), very easy money by e at most.
    known = {"round_months": 20.0, "startup_ambition": 0.5}
    firm = one(Startup, known, cash=60.0, burn=10.0, promise=5000.0)
    assert firm.ask(1.0, 1.0) == pytest.approx(200.0 * exp(0.5) - 60.0)
    assert firm.ask(9.0, 1.0) == pytest.approx(200.0 * exp(1.0) - 60.0)


def test_owners_sell_no_more_than_the_dilution_they_accept():
    # Worth 150 before the money: to sell a quarter is to raise a third of that, 50.
    known = {"round_dilution": 0.25}
    assert one(Startup, known, burn=100.0, promise=150.0).ask(1.0, 1.0) == pytest.approx(50.0)


def test_a_rich_firm_asks_for_nothing():
    assert one(Startup, {}, cash=1e9, burn=10.0, raised=100.0).ask(1.0, 1.0) == 0.0


def test_a_firm_spends_what_it_earns_and_what_its_plan_uses_up():
    plenty = one(Startup, {"round_runway_months": 9.0}, revenue=120.0, cash=1000.0, burn=30.0)
    assert plenty.planned_spending() == pytest.approx(10.0 + 30.0)
    assert one(Startup, {}, revenue=120.0, cash=0.0, burn=30.0).planned_spending() == pytest.approx(10.0)


def test_a_firm_short_of_money_cuts_its_plan_to_keep_the_runway_it_dares():
    short = one(Startup, {"round_runway_months": 9.0}, revenue=120.0, cash=90.0, burn=30.0)
    assert short.planned_spending() == pytest.approx(10.0 + 90.0 / 9.0)
    at_once = one(Startup, {"round_runway_months": 1.0}, revenue=120.0, cash=21.0, burn=30.0)
    assert at_once.planned_spending() == pytest.approx(10.0 + 20.0), "a dollar stays"


def test_after_a_round_the_money_is_spread_over_the_months_it_pays_for():
    assert one(Startup, {"round_months": 20.0}, cash=60.0).next_burn(140.0) == pytest.approx(10.0)


def test_staff_is_the_research_part_of_the_plan_over_the_wage():
    # 1 million a month, 30% for research, at 100 thousand a year each: 36 people.
    assert one(Startup, {}, spending=1e6).desired_staff(1e5, 0.30) == pytest.approx(36.0)


GROWTH = {
    "startup_seed_usd": 2e5, "round_months": 20.0, "startup_growth": 0.6, "startup_gain_from_technology": 0.5
}  # fmt: skip


def test_sales_grow_with_room_effort_and_technology():
    # A scale of 10 + 200 / 20 = 20 thousand a month; spending of 45 is 2.25 times that, an effort of 1.5.
    firm = one(Startup, GROWTH, revenue=120e3, spending=45e3, scale=1.0)
    drift = 0.6 * 0.4 * 1.5 + 0.5 * 0.2
    assert firm.next_revenue(1.0, 0.4, 0.2, 0.0) == pytest.approx(120e3 * exp(drift / 12.0))


def test_a_firm_must_spend_more_for_the_same_growth_where_prices_are_higher():
    # At twice the prices of 2015 the scale is 10 + 2 x 10 = 30 thousand a month, of which 45 is 1.5 times.
    firm = one(Startup, GROWTH, revenue=120e3, spending=45e3, scale=1.0)
    assert firm.next_revenue(2.0, 0.4, 0.0, 0.0) == pytest.approx(120e3 * exp(0.6 * 0.4 * sqrt(1.5) / 12.0))


def test_an_agent_that_stands_for_less_money_has_a_smaller_yardstick_of_spending_and_of_size():
    # A scale of 10 + 100 / 20 = 15 thousand a month; spending of 45 is three times that.
    small = one(Startup, GROWTH, revenue=120e3, spending=45e3, scale=0.5)
    assert small.next_revenue(1.0, 0.4, 0.0, 0.0) == pytest.approx(120e3 * exp(0.6 * 0.4 * sqrt(3.0) / 12.0))
    known = {"startup_exit_hazard": 0.12, "startup_exit_size_usd": 1e6}
    assert one(Startup, known, revenue=5e5, founded=0, scale=0.5).exits(72, 1.0, 0.0099, USUAL)


def test_in_a_crowded_market_sales_shrink_however_much_is_spent():
    rich, poor = (
        one(Startup, GROWTH, revenue=120e3, spending=spending, scale=1.0) for spending in (90e3, 10e3)
    )
    expected = pytest.approx(120e3 * exp(0.6 * -0.3 / 12.0))
    assert rich.next_revenue(1.0, -0.3, 0.0, 0.0) == expected
    assert poor.next_revenue(1.0, -0.3, 0.0, 0.0) == expected


def test_spending_more_than_four_times_its_scale_brings_no_more_growth():
    firm = one(Startup, GROWTH, revenue=120e3, spending=1e9, scale=1.0)
    assert firm.next_revenue(1.0, 0.4, 0.0, 0.0) == pytest.approx(120e3 * exp(0.6 * 0.4 * 2.0 / 12.0))


def test_luck_moves_sales_by_its_yearly_spread_over_the_root_of_twelve():
    known = {"startup_luck": 0.45, "startup_growth": 0.0, "startup_gain_from_technology": 0.0}
    firm = one(Startup, known, revenue=100.0, spending=1.0)
    assert firm.next_revenue(1.0, 0.0, 0.0, -2.0) == pytest.approx(100.0 * exp(-0.9 / sqrt(12.0)))


def test_sales_at_most_double_or_halve_in_a_month():
    firm = one(Startup, {"startup_luck": 2.0}, revenue=100.0, spending=1.0)
    assert firm.next_revenue(1.0, 1.0, 1.0, 50.0) == pytest.approx(100.0 * exp(0.7))
    assert firm.next_revenue(1.0, 1.0, 1.0, -50.0) == pytest.approx(100.0 * exp(-0.7))


def test_a_large_firm_six_years_old_is_sold_at_the_hazard_and_others_in_proportion():
    known = {"startup_exit_hazard": 0.12, "startup_exit_size_usd": 1e6}
    ripe = one(Startup, known, revenue=1e6, founded=0, scale=1.0)
    assert ripe.exits(72, 1.0, 0.0099, USUAL), "1% a month"
    assert not ripe.exits(72, 1.0, 0.0101, USUAL)
    assert not ripe.exits(36, 1.0, 0.0051, USUAL), "half that at three years"
    assert ripe.exits(36, 1.0, 0.0049, USUAL)
    assert not one(Startup, known, revenue=5e5, founded=0, scale=1.0).exits(72, 1.0, 0.0051, USUAL), (
        "half that at half the size"
    )
    assert not ripe.exits(0, 1.0, 1e-9, USUAL), "nobody is sold in the month of its founding"
    assert one(Startup, known, revenue=1e6, founded=-72, scale=1.0).exits(0, 1.0, 0.0099, USUAL), (
        "firms older than the economy count so"
    )


def test_a_firm_is_as_large_as_its_sales_are_at_the_prices_of_2015():
    known = {"startup_exit_hazard": 0.12, "startup_exit_size_usd": 1e6}
    ripe = one(Startup, known, revenue=1e6, founded=0, scale=1.0)
    assert ripe.exits(72, 2.0, 0.0049, USUAL), "half of 1% a month at twice the prices"
    assert not ripe.exits(72, 2.0, 0.0051, USUAL)


def test_giants_are_sold_or_listed_sooner_up_to_the_greatest_pull_and_twice_that_age():
    known = {"startup_exit_hazard": 0.12, "startup_exit_size_usd": 1e6, "startup_exit_pull": 10.0}
    large = one(Startup, known, revenue=4e6, founded=0, scale=1.0)
    assert large.exits(72, 1.0, 0.0399, USUAL), "1% a month times four"
    assert not large.exits(72, 1.0, 0.0401, USUAL)
    giant = one(Startup, known, revenue=90e6, founded=0, scale=1.0)
    assert giant.exits(999, 1.0, 0.1999, USUAL), "1% times ten times two"
    assert not giant.exits(999, 1.0, 0.2001, USUAL)


def test_a_firm_closes_when_its_money_is_gone_or_its_project_led_nowhere():
    known = {"startup_last_month": 1.0, "startup_closure_hazard": 0.06}
    assert one(Startup, known, cash=9.0, burn=10.0).fails(5, 0.9)
    assert not one(Startup, known, cash=11.0, burn=10.0).fails(5, 0.0051), "half a percent a month"
    assert one(Startup, known, cash=11.0, burn=10.0).fails(5, 0.0049)


def test_nobody_closes_in_the_month_of_its_founding():
    assert not one(Startup, {}, cash=0.0, burn=10.0, founded=5).fails(5, 0.0)


def test_buyers_pay_a_multiple_of_sales_with_luck_that_is_one_on_average():
    # With a spread of .8: no luck pays exp(-.32) of the multiple, one spread more exp(.48).
    firm = one(Startup, {"exit_multiple": 9.0, "exit_luck": 0.8}, revenue=100.0)
    assert firm.exit_value(0.0, USUAL, 0.0) == pytest.approx(900.0 * exp(-0.32))
    assert firm.exit_value(1.0, USUAL, 0.0) == pytest.approx(900.0 * exp(0.48))


def test_buyers_pay_for_what_the_market_hopes_as_rounds_do():
    firm = one(Startup, {"exit_multiple": 9.0, "exit_luck": 0.0}, revenue=100.0)
    assert firm.exit_value(0.0, USUAL, 0.5) == pytest.approx(900.0 * exp(0.5))


def test_rising_shares_open_the_window_and_falling_shares_close_it():
    known = {"exit_by_trend": 1.0, "usual_trend": 0.1, "exit_multiple": 10.0, "exit_luck": 0.0}
    firm = one(Startup, known, revenue=100.0)
    assert firm.exit_value(0.0, 0.1, 0.0) == pytest.approx(1000.0)
    assert firm.exit_value(0.0, 0.4, 0.0) == pytest.approx(1000.0 * exp(0.3))
    assert firm.exit_value(0.0, -0.9, 0.0) == pytest.approx(1000.0 * exp(-1.0))
