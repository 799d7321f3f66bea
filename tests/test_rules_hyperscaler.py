"""The rules of hyperscalers, worked by hand."""

from math import exp, log

import pytest
from small_economy import one, small_economy

from agents.hyperscaler import Hyperscaler
from model.month.build import invest

CAPEX = {"plant_wear": 0.12, "plant_lead_years": 0.5, "capex_adjustment": 0.3}
CHIPS = {
    "chip_retirement": 0.24,
    "capex_adjustment": 0.3,
    "capex_horizon_years": 1.0,
    "target_utilisation": 0.8,
}
BOLD = {"returns": 1e30, "compute_price": 1.0}
"""Returns so high that nobody waits."""


def test_the_view_of_demand_moves_a_part_of_the_way_to_what_was_asked():
    # Three times a learning speed of .1: 30% of the way from 100 to 200.
    assert one(
        Hyperscaler, {"growth_learning": 0.1}, ai_demand=100.0, ai_seen=200.0
    ).next_ai_demand() == pytest.approx(130.0)


def test_growth_is_read_from_how_far_demand_runs_ahead_of_the_smoothed_level():
    # Ahead by ln 1.1 at a speed of .3 a month is 12 * .3 * ln 1.1 = .343 a year; a tenth of the way there.
    known = {"growth_learning": 0.1}
    seen = one(Hyperscaler, known, ai_demand=100.0, ai_seen=110.0, ai_growth=0.0)
    assert seen.next_ai_growth() == pytest.approx(0.1 * 3.6 * log(1.1))
    assert one(
        Hyperscaler, known, ai_demand=1.0, ai_seen=1e9, ai_growth=0.0
    ).next_ai_growth() == pytest.approx(0.4)


def test_a_steady_growth_is_learned_as_it_is():
    # A smoothed level trails growth of 40% a year by about .4 / 3.6.
    known = {"growth_learning": 0.1}
    steady = one(Hyperscaler, known, ai_demand=100.0, ai_seen=100.0 * exp(0.4 / 3.6), ai_growth=0.4)
    assert steady.next_ai_growth() == pytest.approx(0.4)


def test_plant_is_replaced_and_part_of_the_gap_to_expected_load_is_closed():
    # Wear of 1% a month on 100; load of 150 grown over half a year at 20% makes 165.8; a tenth of the gap a month.
    firm = one(Hyperscaler, CAPEX, plant=100.0, expected_load=150.0, load_growth=0.2)
    assert firm.desired_plant_capex(0.01, 0.01) == pytest.approx(1.0 + 0.1 * (150.0 * exp(0.1) - 100.0))


def test_less_plant_is_wanted_where_money_is_dearer_than_in_january_2015():
    # Capital cost .01 + .02 + .12 = .15 a year in 2015 and costs .20 now: a third more, to the power -.5.
    known = CAPEX | {"loan_spread": 0.02, "capex_by_rate": 0.5}
    firm = one(Hyperscaler, known, plant=100.0, expected_load=150.0, load_growth=0.0)
    wanted = 150.0 * (0.20 / 0.15) ** -0.5
    assert firm.desired_plant_capex(0.06, 0.01) == pytest.approx(1.0 + 0.1 * (wanted - 100.0))


def test_how_dear_money_is_they_judge_by_the_rates_of_the_last_twelve_months():
    economy, heard = small_economy(), []
    economy.hyperscalers.onlookers.append(heard.append)
    economy.month = 100
    invest(economy)
    (told,) = {asked.told for asked in heard if asked.rule is Hyperscaler.desired_plant_capex}
    rates = economy.history.policy_rate
    assert told == pytest.approx((sum(rates[89:101]) / 12.0, rates[0]))


def test_the_growth_of_ordinary_demand_is_learned_from_what_was_seen():
    # Demand rose by 2% in a month, 24% a year; a tenth of the surprise over 14% is believed.
    firm = one(Hyperscaler, {"growth_learning": 0.1}, expected_load=100.0, load_growth=0.14)
    assert firm.next_load_growth(100.0 * exp(0.02)) == pytest.approx(0.14 + 0.1 * (0.24 - 0.14))


def test_with_too_much_plant_a_quarter_of_wear_is_still_replaced():
    assert one(Hyperscaler, CAPEX, plant=200.0, expected_load=10.0).desired_plant_capex(
        0.01, 0.01
    ) == pytest.approx(0.5)


def test_chips_are_ordered_for_expected_demand_at_target_use_less_what_is_coming():
    # Demand of 80 grown by half in log, over .8 use: 164.9; 100 are there, 20 on order, 2 wear out a month.
    firm = one(Hyperscaler, CHIPS, ai_demand=80.0, ai_growth=0.5, compute=100.0, on_order=20.0, **BOLD)
    assert firm.desired_compute() == pytest.approx(2.0 + 0.1 * (80.0 * exp(0.5) / 0.8 - 120.0))


def test_who_believes_expects_more_growth_than_the_figures_show():
    # Evidence of .3 and excess of .2 are a belief of .5; at .4 a year that is growth of .2 in the year ahead.
    known = CHIPS | {"growth_by_belief": 0.4}
    believer = one(Hyperscaler, known, ai_demand=80.0, compute=100.0, evidence=0.3, excess=0.2, **BOLD)
    assert believer.desired_compute() == pytest.approx(2.0 + 0.1 * (100.0 * exp(0.2) - 100.0))


def test_growth_is_extrapolated_over_the_horizon():
    known = CHIPS | {"capex_horizon_years": 2.0}
    firm = one(Hyperscaler, known, ai_demand=80.0, ai_growth=0.25, compute=100.0, **BOLD)
    assert firm.desired_compute() == pytest.approx(2.0 + 0.1 * (100.0 * exp(0.5) - 100.0))


def test_growth_is_extrapolated_up_to_a_cap():
    known = CHIPS | {"expected_growth_cap": 1.0}
    wild, capped = (
        one(Hyperscaler, known, ai_demand=80.0, ai_growth=growth, compute=100.0, **BOLD)
        for growth in (3.0, 1.0)
    )
    assert wild.desired_compute() == pytest.approx(capped.desired_compute())


def test_part_of_what_labs_promised_to_buy_is_built_for():
    # 60 usd a month promised at a rent of 1, a third of it trusted: 20 units more, 25 at a use of .8.
    known = CHIPS | {"contract_trust": 1.0 / 3.0}
    firm = one(Hyperscaler, known, ai_demand=80.0, compute=100.0, promised=60.0, **BOLD)
    assert firm.desired_compute() == pytest.approx(2.0 + 0.1 * 25.0)
    alone = one(
        Hyperscaler, known | {"loop_finance": 0.0}, ai_demand=80.0, compute=100.0, promised=60.0, **BOLD
    )
    assert alone.desired_compute() == pytest.approx(2.0)


def test_who_has_too_many_chips_orders_none():
    firm = one(Hyperscaler, CHIPS, ai_demand=8.0, compute=100.0, on_order=900.0, **BOLD)
    assert firm.desired_compute() == 0.0


WAIT = {"value_of_waiting": 1.0, "hurdle_sharpness": 2.0, "capex_by_belief": 1.0, "capex_by_price": 1.0}


def test_half_a_gap_is_closed_where_believed_returns_just_meet_the_hurdle():
    # A hurdle of 1 + 1 (1 - .5) = 1.5; returns of 1 and a belief of .5 are believed to be 1.5.
    firm = one(Hyperscaler, WAIT | {"rivalry": 0.5}, returns=1.0, evidence=0.5)
    assert firm.boldness() == pytest.approx(0.5)


def test_rivals_eat_the_value_of_waiting():
    alone = one(Hyperscaler, WAIT | {"rivalry": 0.0}, returns=1.0, evidence=0.5)
    # (2 / 1.5) squared is 16 / 9: 9 of 25.
    assert alone.boldness() == pytest.approx(9.0 / 25.0)


def test_a_risen_share_makes_bold():
    known = WAIT | {"rivalry": 0.5}
    risen = one(
        Hyperscaler, known, returns=1.0, evidence=0.5, shares=10, share_price=20.0, value_year_ago=100.0
    )
    # Twice the price of a year ago: (1 / 2) squared is a quarter, so four fifths.
    assert risen.boldness() == pytest.approx(0.8)


def test_worn_chips_are_not_all_replaced_where_returns_stay_below_the_hurdle():
    known = CHIPS | WAIT | {"rivalry": 0.5}
    firm = one(Hyperscaler, known, ai_demand=80.0, compute=100.0, returns=0.5, compute_price=1.0)
    # Believed returns of .5 against 1.5: 1 of 10; twice that of the wear of 2.
    assert firm.desired_compute() == pytest.approx(0.2 * 2.0)


def test_capex_beyond_its_limit_costs_the_share_and_believers_forgive():
    known = {"capex_limit": 0.6, "capex_punishment": 1.2}
    firm = one(Hyperscaler, known, capex=80.0, operating_cash_flow=100.0)
    assert firm.punishment(0.25) == pytest.approx(-1.2 / 12.0 * 0.2 * 0.75)
    assert firm.punishment(1.0) == pytest.approx(0.0)
    assert one(Hyperscaler, known, capex=50.0, operating_cash_flow=100.0).punishment(0.0) == 0.0


def test_returns_are_seen_a_twelfth_at_a_time():
    assert one(Hyperscaler, {}, returns=1.0).next_returns(30.0, 20.0) == pytest.approx(1.0 + 0.5 / 12.0)


def test_rivals_who_invest_more_of_their_cash_flow_are_matched_in_part():
    # Rivals spend 60% of cash flow: 60 of its own 100; it wants 40, so half of the missing 20 is added.
    firm = one(Hyperscaler, {"rivalry": 0.5}, rivals_capex=0.6, operating_cash_flow=100.0)
    assert firm.rivalry_capex(40.0) == pytest.approx(10.0)
    assert firm.rivalry_capex(70.0) == 0.0, "nobody invests less because rivals do"


def test_without_rivalry_nobody_is_matched():
    assert (
        one(Hyperscaler, {"rivalry": 0.0}, rivals_capex=0.9, operating_cash_flow=100.0).rivalry_capex(1.0)
        == 0.0
    )


def test_capex_is_limited_by_cash_flow_spare_cash_and_room_for_debt():
    known = {"capex_cash_share": 0.7, "cash_buffer_months": 4.0, "debt_limit": 1.5}
    # 70 of the month's 100; cash of 520 above a buffer of 400 is 10 a month; 1.5 years of cash flow are
    # 1800, of which 1680 are borrowed: 120 over a year, 10 a month.
    firm = one(Hyperscaler, known, operating_cash_flow=100.0, cash=520.0, core_revenue=1200.0, debt=1680.0)
    assert firm.spending_room() == pytest.approx(70.0 + 10.0 + 10.0)
    deep = one(Hyperscaler, known, operating_cash_flow=100.0, cash=0.0, core_revenue=1200.0, debt=9999.0)
    assert deep.spending_room() == pytest.approx(70.0)
    assert one(Hyperscaler, known, operating_cash_flow=-100.0).spending_room() == 0.0


def test_lenders_look_at_the_market_value_of_shares_and_stakes_too():
    # Shares worth 1000 and stakes of 200 at a collateral of a tenth: room for 120 more, 10 a month.
    known = {"capex_cash_share": 0.0, "debt_limit": 0.0, "collateral": 0.1, "loop_finance": 1.0}
    firm = one(Hyperscaler, known, shares=100, share_price=10.0, stakes=200.0)
    assert firm.spending_room() == pytest.approx(10.0)


def test_rent_rises_when_compute_is_nearly_full_and_falls_with_the_cost_of_new_compute():
    known = {"target_utilisation": 0.8, "rent_response": 0.5, "rent_pass_through": 0.9}
    full = one(Hyperscaler, known, compute_price=10.0, utilisation=1.0)
    assert full.next_price(0.0) == pytest.approx(10.0 * exp(0.1))
    assert one(Hyperscaler, known, compute_price=10.0, utilisation=0.8).next_price(-0.02) == pytest.approx(
        10.0 * exp(-0.018)
    )
    assert one(Hyperscaler, known, compute_price=10.0, utilisation=0.0).next_price(0.0) == pytest.approx(
        10.0 * exp(-0.15)
    )


def test_research_staff_is_a_share_of_sales_that_grows_with_ai_demand():
    # 1% of 100 million at 100 thousand each is 10 people; growth of 50% at full response makes it 15.
    known = {"hyperscaler_ai_research": 0.01, "staff_follows_demand": 1.0}
    assert one(Hyperscaler, known, core_revenue=1e8).desired_ai_staff(1e5) == pytest.approx(10.0)
    assert one(Hyperscaler, known, core_revenue=1e8, ai_growth=0.5).desired_ai_staff(1e5) == pytest.approx(
        15.0
    )
    assert one(Hyperscaler, known, core_revenue=1e8, ai_growth=-0.5).desired_ai_staff(1e5) == pytest.approx(
        10.0
    )


def test_own_use_of_compute_grows_with_what_the_technology_can_do():
    # .1% of 1.2bn a year is 100 thousand a month; a level of 4 at an elasticity of one half doubles it.
    known = {"own_use_share": 0.001, "own_use_elasticity": 0.5}
    assert one(Hyperscaler, known, core_revenue=1.2e9).own_use(1.0) == pytest.approx(1e5)
    assert one(Hyperscaler, known, core_revenue=1.2e9).own_use(4.0) == pytest.approx(2e5)
