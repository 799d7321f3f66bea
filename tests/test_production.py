"""Compute in production: its price against work, its part of budgets, what programmes gain, what plants cover."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from small_economy import small_economy

from agents.incumbent import KEPT, NONE, PILOT, SCALED, Incumbent
from agents.production import compute_share, unit_cost
from agents.vocabulary import AI, AI_INDUSTRY, INDUSTRIES
from model import Parameters
from model.month.build import _report_returns, useful, wanted, work_for_compute
from model.month.goods import (
    PAYMENTS,
    _bills,
    _household_demand,
    _hyperscaler_accounts,
    _open_channel,
    _produce,
)
from model.month.tell import _hear_of_technology

CES = Parameters(compute_nest=0.4, compute_substitution=2.0)
"""Compute and services make up 40% of a budget; of that a quarter is compute where 10% of the budget was in 2015."""

# --------------------------------------------------------------------------- the cheapest mix, by hand


def test_at_the_prices_of_2015_compute_has_its_share_of_2015_and_the_mix_costs_one():
    assert compute_share(1.0, 0.1, CES) == pytest.approx(0.1)
    assert unit_cost(1.0, 0.1, CES) == pytest.approx(1.0)


def test_compute_at_half_the_price_doubles_its_odds_against_services_and_makes_the_mix_cheaper():
    # Odds of 1 to 3 become 2 to 3: two fifths of the mix. Cost: (.25 * 2 + .75)^-1 = .8.
    assert compute_share(0.5, 0.1, CES) == pytest.approx(0.4 * 2.0 / 5.0)
    assert unit_cost(0.5, 0.1, CES) == pytest.approx(0.8)


def test_the_part_of_ai_budgets_that_is_told_is_the_part_that_every_firm_with_a_programme_pays_for_compute():
    economy = small_economy(months=12)
    firms = economy.incumbents
    using = firms.rows[firms.budget[firms.rows] > 0.0]
    budgets = firms.ask(Incumbent.compute_budget, using, economy.desk.compute_for_work)
    assert len(using) > 1
    told = economy.record["compute_share_programmes"][-1]
    assert (budgets / firms.budget[using]).tolist() == pytest.approx([told] * len(using))


def test_dear_compute_is_replaced_by_services():
    # At three times the price the odds are 1 to 9, and the mix costs (.25 / 3 + .75)^-1 = 1.2.
    assert compute_share(3.0, 0.1, CES) == pytest.approx(0.04)
    assert unit_cost(3.0, 0.1, CES) == pytest.approx(1.2)


def test_free_compute_takes_the_whole_mix_and_no_more():
    assert compute_share(1e-12, 0.1, CES) == pytest.approx(0.4)


def test_who_used_no_compute_in_2015_never_does_and_its_mix_costs_what_it_cost():
    assert compute_share(1e-6, 0.0, CES) == 0.0
    assert unit_cost(1e-6, 0.0, CES) == pytest.approx(1.0)


def test_a_mix_holds_no_more_compute_than_itself():
    small = Parameters(compute_nest=0.05, compute_substitution=2.0)
    assert compute_share(0.5, 0.3, small) == pytest.approx(0.05)
    assert unit_cost(0.5, 0.3, small) == pytest.approx(0.5), "all compute: as cheap as compute"


@pytest.mark.parametrize("price", [0.1, 0.7, 2.0])
def test_the_share_of_compute_in_the_mix_is_the_elasticity_of_its_cost(price):
    # Shephard's lemma: d ln cost / d ln price is the share.
    step = 1e-6
    slope = log(unit_cost(price * exp(step), 0.1, CES) / unit_cost(price * exp(-step), 0.1, CES)) / (2 * step)
    assert slope == pytest.approx(compute_share(price, 0.1, CES) / 0.4, rel=1e-6)


# ------------------------------------------------------------------------------ compute against work


def test_effective_compute_gets_cheap_by_rent_by_better_models_by_wages_and_by_a_cheap_rival():
    economy = small_economy(wage_trend=0.03)
    economy.posted.technology[AI] = 1.0
    assert work_for_compute(economy) == pytest.approx(1.0), "January 2015"
    economy.hyperscalers.compute_price[:] *= 0.5
    assert work_for_compute(economy) == pytest.approx(0.5)
    economy.posted.technology[AI] = 4.0
    assert work_for_compute(economy) == pytest.approx(0.125)
    economy.month = 120
    assert work_for_compute(economy) == pytest.approx(0.125 * exp(-0.3))
    economy.posted.efficiency = log(2.0)
    assert work_for_compute(economy) == pytest.approx(0.0625 * exp(-0.3))


def test_a_programme_brings_more_as_its_mix_gets_cheaper_and_less_as_it_gets_dearer():
    economy = small_economy(compute_nest=0.4, compute_substitution=2.0, project_compute_share=0.1)
    firms, desk = economy.incumbents, economy.desk
    desk.pay = economy.posted.pay.copy()
    firms.benefit[:2] = 100.0, 0.0
    for price in (0.5, 1.0):
        desk.compute_for_work = price
        firms.stage[:2] = PILOT
        _produce(economy)
        assert economy.posted.mix_cost == pytest.approx(unit_cost(price, 0.1, CES))
        assert firms.benefit[:2].tolist() == pytest.approx(
            [100.0 * exp(-0.4 * log(economy.posted.mix_cost)), 0.0]
        )


@pytest.mark.parametrize("raises", [0.005, 0.03])
def test_what_a_kept_programme_brings_grows_as_the_firm_does_and_what_it_costs_with_the_pay_of_its_people(
    raises,
):
    # At 6% a year prices rise by .005 a month; four tenths of a programme's cost are people.
    economy = small_economy(nominal_growth=0.06, project_staff_share=0.4)
    firms, desk, posted = economy.incumbents, economy.desk, economy.posted
    desk.compute_for_work, desk.pay = 1.0, posted.pay.copy()
    posted.pay[AI_INDUSTRY] *= exp(raises)
    firms.stage[:3], firms.budget[:3], firms.benefit[:3] = (PILOT, KEPT, SCALED), 10.0, 240.0
    _produce(economy)
    dearer = exp(0.4 * raises + 0.6 * 0.005)
    assert firms.budget[:3].tolist() == pytest.approx([10.0, 10.0 * dearer, 10.0 * dearer])
    assert firms.benefit[:3].tolist() == pytest.approx([240.0, 240.0 * exp(0.005), 240.0 * exp(0.005)])


def test_posts_that_nobody_took_are_not_paid_for():
    economy = small_economy(project_staff_share=0.4)
    firms, desk = economy.incumbents, economy.desk
    firms.budget[:2], desk.pay, desk.compute_for_work = 1000.0, np.full(6, 120.0), 1.0
    firms.ai_staff[:2] = 30.0, 40.0  # 300 and 400 a month, of 400 that were planned
    _bills(economy)
    assert desk.on_programmes[:2].tolist() == pytest.approx([900.0, 1000.0])
    assert firms.spent[:2].tolist() == pytest.approx([900.0, 1000.0])


def test_households_spend_on_ai_what_prices_make_of_it():
    spent = []
    for month in (0, 120):
        economy = small_economy(nominal_growth=0.06)
        economy.month, economy.posted.users = month, 0.1
        spent.append(_household_demand(economy))
    assert spent[1] == pytest.approx(spent[0] * exp(0.6))


# ------------------------------------------------------------------------------- what plants cover


def without_halls(**known: float):
    """Return a small economy of January 2015 whose chips stand in no halls, and what the chips cost, usd by hyperscaler."""
    economy = small_economy(**known)
    ledger, owners = economy.ledger, ("hyperscalers", economy.hyperscalers.rows)
    ledger.depreciate("halls", owners, ledger.real("halls", "hyperscalers") / 100.0)
    return economy, ledger.real("chips", "hyperscalers") / 100.0


def beyond_the_usual(economy):
    """Return the policy rate of the month less the usual one, 1/year."""
    return economy.history.policy_rate[economy.month] - economy.parameters.usual_policy_rate


def test_capital_asks_more_of_plants_when_the_policy_rate_is_high():
    economy, chips = without_halls(
        chip_wear=0.3, plant_return=0.1, cloud_cost_share=0.0, usual_policy_rate=0.0
    )
    rates = np.full_like(economy.history.policy_rate, 0.1)
    economy.history = replace(economy.history, policy_rate=rates)
    _report_returns(economy, chips * 0.4 / 12.0)
    # .3 of wear, .1 of return and .1 of rate: what brings .4 covers four fifths.
    assert economy.hyperscalers.returns.tolist() == pytest.approx([1.0 - 0.2 / 12.0] * 5)
    assert economy.posted.coverage == pytest.approx(1.0), "what is published is at the usual return"


def test_capital_never_asks_less_than_nothing():
    economy, chips = without_halls(
        chip_wear=0.3, plant_return=0.0, cloud_cost_share=0.0, usual_policy_rate=0.1
    )
    _report_returns(economy, chips * 0.3 / 12.0)
    assert economy.hyperscalers.returns.tolist() == pytest.approx([1.0] * 5)


def test_what_running_costs_take_of_sales_covers_nothing():
    economy, chips = without_halls(chip_wear=0.3, plant_return=0.1, cloud_cost_share=0.25)
    _report_returns(economy, chips * (0.4 + beyond_the_usual(economy)) / 12.0)
    assert economy.hyperscalers.returns.tolist() == pytest.approx([1.0 - 0.25 / 12.0] * 5)


def test_coverage_is_what_compute_brought_over_wear_and_the_return_asked_a_twelfth_at_a_time():
    economy, chips = without_halls(chip_wear=0.3, plant_return=0.1, cloud_cost_share=0.0)
    cost = chips * (0.4 + beyond_the_usual(economy)) / 12.0
    _report_returns(economy, np.array([3.0, 1.0, 1.0, 1.0, 1.0]) * cost)
    assert economy.hyperscalers.returns.tolist() == pytest.approx([1.0 + 2.0 / 12.0, 1.0, 1.0, 1.0, 1.0])
    usual = chips * 0.4 / 12.0
    seen = (cost.sum() + 2.0 * cost[0]) / usual.sum()
    assert economy.posted.coverage == pytest.approx(1.0 + (seen - 1.0) / 12.0)


def test_halls_wear_and_ask_a_return_too():
    economy, chips = without_halls(chip_wear=0.3, plant_wear=0.1, plant_return=0.1, cloud_cost_share=0.0)
    ledger, rows = economy.ledger, economy.hyperscalers.rows
    ledger.invest("AI halls", "halls", ("hyperscalers", rows), ("outside_firms", 0), 2.0 * chips)
    # At the usual rate 1 of chips costs .4 a year, and 2 of halls as much again: half of it is covered.
    more = beyond_the_usual(economy)
    _report_returns(economy, chips * (0.8 + 3.0 * more) / 2.0 / 12.0)
    assert economy.hyperscalers.returns.tolist() == pytest.approx([1.0 - 0.5 / 12.0] * 5)
    covered = (0.8 + 3.0 * more) / 2.0 / 0.8
    assert economy.posted.coverage == pytest.approx(1.0 + (covered - 1.0) / 12.0)


def test_plants_without_a_customer_cover_next_to_nothing_and_a_windfall_counts_five_times_at_most():
    for brought, seen in ((0.0, 0.05), (1e15, 5.0)):
        economy = small_economy()
        _report_returns(economy, np.full(5, brought))
        assert economy.posted.coverage == pytest.approx(1.0 + (seen - 1.0) / 12.0)


# ------------------------------------------------------------------------------------ firms that buy


def test_firms_act_on_what_the_public_noticed_a_part_of_the_way_each_month():
    economy = small_economy(firms_notice_speed=0.1, ai_notice_power=1.0)
    for milestone in (1.0, 0.0, 0.0):
        _hear_of_technology(economy, milestone)
    assert economy.posted.notice == 1.0
    assert economy.posted.firms_notice == pytest.approx(0.1 + 0.09 + 0.081)


def test_firms_want_models_for_tasks_that_models_are_good_at_and_that_firms_know_of():
    economy = small_economy(ai_use_threshold=1.0, ai_use_spread=0.5)
    economy.posted.technology[AI], economy.posted.firms_notice = exp(1.5), 0.5
    assert useful(economy) == pytest.approx(1.0 / (1.0 + exp(-1.0)))
    assert wanted(economy) == pytest.approx(0.5 * useful(economy))
    economy.posted.notice = 1.0
    assert wanted(economy) == pytest.approx(0.5 * useful(economy)), "what the public knows is not enough"
    economy.posted.firms_notice = 0.0
    assert wanted(economy) == 0.0


# ------------------------------------------------------------------------------------- a sales channel


def channel(using: tuple[int, ...]) -> tuple:
    """Return an economy in which labs sold 5,000 to households, with these firms using AI, and what each firm got."""
    economy = small_economy(channel_fee=0.02)
    firms = economy.incumbents
    firms.stage[:] = NONE
    firms.stage[list(using)] = SCALED
    before = economy.ledger.usd("incumbents").copy()
    _open_channel(economy, np.array([3000.0, 2000.0, 0.0, 0.0, 0.0, 0.0]))
    return economy, economy.ledger.usd("incumbents") - before


def test_payment_firms_that_use_ai_share_the_fee_by_revenue_and_labs_pay_it():
    economy = small_economy()
    firms = economy.incumbents
    mine = np.flatnonzero(firms.industry == PAYMENTS)[:2]
    before = economy.ledger.usd("labs").copy()
    economy, got = channel(tuple(mine))
    by_hand = np.zeros(firms.size)
    by_hand[mine] = 100.0 * firms.revenue[mine] / firms.revenue[mine].sum()
    assert got == pytest.approx(by_hand, abs=0.02)
    assert economy.desk.channel == pytest.approx(by_hand, abs=0.02)
    assert (before - economy.ledger.usd("labs")).tolist() == pytest.approx([60.0, 40.0, 0, 0, 0, 0], abs=0.02)
    assert economy.ledger.close_month(0) == 0


def test_payment_firms_without_ai_and_firms_of_other_industries_get_no_fee():
    firms = small_economy().incumbents
    others = tuple(np.flatnonzero(firms.industry != PAYMENTS))
    assert INDUSTRIES[PAYMENTS] == "payments"
    economy, got = channel(others)
    assert not got.any()
    assert not economy.desk.channel.any()


def test_of_chips_so_many_go_out_of_service_and_so_much_of_their_worth_is_lost():
    economy = small_economy(months=1, chip_retirement=0.12, chip_wear=0.36)
    clouds, ledger = economy.hyperscalers, economy.ledger
    units, worth = clouds.compute.copy(), ledger.real("chips", "hyperscalers").copy()
    _hyperscaler_accounts(economy)
    assert clouds.compute.tolist() == pytest.approx((0.99 * units).tolist())
    assert ledger.real("chips", "hyperscalers").tolist() == pytest.approx((0.97 * worth).tolist(), rel=1e-6)
