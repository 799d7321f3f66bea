"""January 2015 is at rest where the rules say so, and accounts count every dollar once."""

import numpy as np
import pytest
from small_economy import one, small_economy

from agents.chip_vendor import ChipVendor
from agents.hyperscaler import Hyperscaler
from agents.incumbent import KEPT, NONE, PILOT, Incumbent
from agents.vocabulary import AI_INDUSTRY, BLOCS, OTHER_JOB
from model import Economy, Parameters
from model.history import LONGEST_RUN, opening
from model.market_value import market_values, sober_multiples
from model.month.build import _install, invest
from model.month.goods import _open_channel, _sold_without_cash
from model.month.loop import give_terms
from model.month.state import LEADER, paid_orders
from model.month.work import _lay_off, _population
from model.opening_firms import EARLY_PILOTS, _dealt
from model.reported import tax_and_earnings


def test_plants_cover_chips_halls_and_running_cost_at_the_opening_rent_and_target_use():
    economy = small_economy()
    p, scalers, ledger = economy.parameters, economy.hyperscalers, economy.ledger
    brought = (1.0 - p.cloud_cost_share) * scalers.compute_price * p.target_utilisation * scalers.compute
    chips, halls = (ledger.real(asset, "hyperscalers") / 1200.0 for asset in ("chips", "halls"))
    cost = chips * (p.chip_wear + p.plant_return) + halls * (p.plant_wear + p.plant_return)
    assert brought.tolist() == pytest.approx(cost.tolist(), rel=1e-6)
    assert halls.sum() / (chips + halls).sum() == pytest.approx(1.0 - p.chip_share_of_ai_capex)


def test_other_shares_open_at_the_multiple_that_the_rate_asks_for():
    economy = small_economy()
    worth = sober_multiples(economy, 0)["rest"] * float(economy.incumbents.earnings.sum())
    assert worth == pytest.approx(float(market_values(economy, "rest").sum()))


def test_basic_science_grew_before_2015_as_it_does_then_and_old_science_lifts_growth_from_then_on():
    levels = []
    for spillover in (0.0, 2.0):
        economy = small_economy(science_spillover=spillover)
        past = economy.posted.science_past
        economy.step()
        science = 12.0 * np.log(economy.posted.technology[-1])
        assert (12.0 * -np.diff(past)).tolist() == pytest.approx([science] * (len(past) - 1), rel=0.1)
        levels.append(np.log(economy.posted.technology))
    assert past[0] == 0.0
    assert levels[1].tolist() == pytest.approx(levels[0].tolist(), rel=1e-12)
    later = [
        np.log(small_economy(months=24, science_spillover=part).posted.technology) for part in (0.0, 2.0)
    ]
    assert np.all(later[1] > 1.001 * later[0])


def test_start_ups_feel_the_growth_that_technology_has_in_january_2015():
    economy = small_economy()
    before = economy.posted.advance.copy()
    economy.step()
    assert economy.posted.advance.tolist() == pytest.approx(before.tolist(), rel=0.02)


@pytest.fixture(scope="module")
def januaries():
    """Six default economies after their first month."""
    return [Economy(Parameters(), seed).run(1) for seed in range(1, 7)]


def test_hyperscalers_are_asked_for_as_much_compute_in_january_2015_as_they_aim_at(januaries):
    used = [float(e.hyperscalers.ai_seen.sum() / e.hyperscalers.compute.sum()) for e in januaries]
    assert np.mean(used) == pytest.approx(Parameters().target_utilisation, rel=0.05)


def test_chip_vendors_sell_in_january_2015_what_they_sold_on_average_in_that_year(januaries):
    world = opening()
    recorded = (world.vendor_leader_dc_revenue_usd + world.vendor_rivals_dc_revenue_usd) / 12.0
    sold = [float(e.chip_vendors.sales.sum()) for e in januaries]
    assert np.mean(sold) == pytest.approx(recorded, rel=0.1)


def test_learned_growth_of_demand_and_of_orders_is_what_is_seen_over_what_is_smoothed():
    economy = small_economy()
    for firms, now, rule in (
        (economy.hyperscalers, "ai_growth", Hyperscaler.next_ai_growth),
        (economy.chip_vendors, "order_growth", ChipVendor.next_order_growth),
    ):
        assert firms.ask(rule, firms.rows).tolist() == pytest.approx(firms.table[now][firms.rows].tolist())


def test_as_many_firms_use_ai_in_january_2015_as_are_on_record_in_every_world():
    world = opening()
    for seed in (1, 2, 3):
        firms = Economy(Parameters(), seed).incumbents
        for large, share in (
            (0, world.incumbents_share_using_ai),
            (1, world.incumbents_large_share_using_ai),
        ):
            group = firms.large == large
            using = float(firms.firms[group & (firms.stage != NONE)].sum() / firms.firms[group].sum())
            assert share - 0.01 < using <= share + 1e-12


def test_most_programmes_of_january_2015_are_past_their_pilot_and_met_their_return():
    parts = []
    for seed in range(1, 9):
        economy = Economy(Parameters(), seed)
        firms, p = economy.incumbents, economy.parameters
        runs, past = firms.stage != NONE, firms.rows[firms.stage >= KEPT]
        worth = firms.ask(Incumbent.value_by_now, past)
        assert worth.min() >= p.return_hurdle
        scaled = worth > p.scaling_hurdle
        assert np.array_equal(firms.stage[past] > KEPT, scaled)
        spent = 12.0 * firms.budget[past] / firms.revenue[past]
        assert spent.tolist() == pytest.approx(
            (p.pilot_cost_share * np.where(scaled, p.scaling_factor, 1.0)).tolist()
        )
        assert not firms.benefit[firms.stage == PILOT].any()
        parts.append(past.size / runs.sum())
    assert np.mean(parts) == pytest.approx(1.0 - EARLY_PILOTS, abs=0.1)


@pytest.mark.slow
def test_without_ai_as_many_large_firms_use_it_three_years_later_as_in_january_2015():
    later = [
        float(
            Economy(Parameters(), seed, "no-ai").run(36).series()["share_large_firms_using"].iloc[-12:].mean()
        )
        for seed in range(1, 7)
    ]
    assert np.mean(later) == pytest.approx(opening().incumbents_large_share_using_ai, abs=0.02)


@pytest.mark.slow
def test_without_ai_pay_in_ai_industry_stays_near_its_trend_for_three_years():
    pay = [Economy(Parameters(), seed, "no-ai").run(36).posted.relative_pay() for seed in range(1, 7)]
    over_others = np.array([now[AI_INDUSTRY] / now[OTHER_JOB] for now in pay])
    assert over_others.mean() == pytest.approx(1.0, abs=0.12)


def test_programmes_are_dealt_in_turn_to_whom_they_fit():
    order, weight = np.array([0.3, 0.1, 0.2, 0.4]), np.array([2.0, 5.0, 4.0, 1.0])
    assert _dealt(order, weight, 7.0).tolist() == [True, True, False, False]
    assert not _dealt(order, np.zeros(4), 7.0).any()


def test_labs_open_without_customers_and_with_the_costs_of_the_record():
    labs = small_economy().labs
    assert not labs.revenue.any()
    assert 12.0 * float(labs.burn.sum()) == pytest.approx(opening().labs_cost_usd)


def test_chip_vendors_have_the_capacity_that_they_want():
    vendors = small_economy().chip_vendors
    assert vendors.ask(ChipVendor.next_capacity, vendors.rows).tolist() == pytest.approx(
        vendors.capacity.tolist()
    )


def test_researchers_open_with_the_money_that_they_keep():
    economy = small_economy()
    kept = [float(economy.ledger.usd("researchers").sum())]
    for _ in range(3):
        economy.step()
        kept.append(float(economy.ledger.usd("researchers").sum()))
    assert kept[1:] == pytest.approx([kept[0]] * 3, rel=0.03)


def test_halls_that_stand_fill_the_grid_from_the_first_month():
    economy = small_economy()
    owned = float(economy.ledger.real("halls", "hyperscalers").sum()) / 100.0
    assert economy.posted.halls == pytest.approx(2.0 * owned)


def test_numbered_entrants_are_enough_for_the_longest_run():
    economy = small_economy(researcher_agents=1024)
    entering = economy.parameters.researcher_agents * 0.063 / 12.0 * _population(LONGEST_RUN)
    assert entering <= economy.cohort_slots


@pytest.mark.parametrize("vendors", [1, 3])
def test_rivals_of_january_2015_buy_ai_compute(vendors):
    economy = small_economy(chip_vendor_agents=vendors)
    world = opening()
    half = (
        0.5 * (world.vendor_leader_dc_revenue_usd + (vendors > 1) * world.vendor_rivals_dc_revenue_usd) / 12.0
    )
    paid = economy.parameters.chip_share_of_ai_capex * economy.hyperscalers.ai_capex.sum()
    assert paid == pytest.approx(half)


def test_two_hyperscalers_are_worth_what_the_two_firms_of_the_record_are():
    scalers, world = small_economy(hyperscaler_agents=2).hyperscalers, opening()
    both = world.amazon_market_value_usd + world.microsoft_market_value_usd
    assert float((scalers.share_price * scalers.shares).sum()) == pytest.approx(both, rel=1e-6)


def test_what_a_subsidy_orders_is_taken_from_the_room_for_capex():
    economy = small_economy(
        months=1, capex_cash_share=0.1, debt_limit=0.0, collateral=0.0, cash_buffer_months=36.0
    )
    economy.governments.subsidy[LEADER] = 0.01
    room = economy.hyperscalers.ask(Hyperscaler.spending_room, economy.hyperscalers.rows)
    invest(economy)
    paid = paid_orders(economy)
    assert np.all(paid > 0.0)
    assert (economy.hyperscalers.capex + np.minimum(paid, room)).tolist() == pytest.approx(room.tolist())


def test_a_subsidy_is_earned_and_a_grant_of_a_dollar_brings_a_dollar_less_tax():
    plain, granted = small_economy(), small_economy()
    for economy, part in ((plain, 0.0), (granted, 0.002)):
        economy.governments.subsidy[LEADER] = part
        economy.parameters = economy.parameters.replace(subsidy_into_chips=0.0, industrial_policy=1.0)
    plain.step()
    granted.step()
    more = float((granted.hyperscalers.earned - plain.hyperscalers.earned).sum())
    paid = float(granted.desk.granted.sum() - plain.desk.granted.sum())
    assert more == pytest.approx(0.82 * paid, rel=1e-3)


def test_what_is_sold_on_terms_and_against_credits_brings_no_cash_and_bills_collected_do():
    economy = small_economy()
    economy.desk.credits = np.ones((economy.labs.size, 5))
    economy.desk.on_terms, economy.desk.collected = np.full(5, 10.0), np.full(5, 4.0)
    assert _sold_without_cash(economy).tolist() == [economy.labs.size + 6.0] * 5


def test_terms_are_noted_by_cloud():
    economy = small_economy(months=1)
    before = economy.ledger.owed("receivable", "labs").sum()
    give_terms(economy, np.array([0, 1]), np.array([0, 0]), np.array([1e4, 2e4]))
    lent = economy.ledger.owed("receivable", "labs").sum() - before
    assert economy.desk.on_terms.sum() == pytest.approx(lent / 100.0)
    assert economy.desk.on_terms[1] == pytest.approx(2.0 * economy.desk.on_terms[0])


def test_a_lab_plans_without_what_its_channels_take():
    economy = small_economy()
    firms, labs = economy.incumbents, economy.labs
    firms.stage[:] = 2
    plan = labs.ask(type(labs.of(0)).planned_spending, labs.rows)
    _open_channel(economy, np.full(len(labs.rows), 1e5))
    fee = economy.parameters.channel_fee * 1e5
    assert labs.fee[labs.rows].tolist() == pytest.approx([fee] * len(labs.rows))
    now = labs.ask(type(labs.of(0)).planned_spending, labs.rows)
    assert (plan - now).tolist() == pytest.approx([fee] * len(labs.rows), rel=1e-4)


def test_other_clouds_are_served_by_what_each_bloc_awaits():
    economy = small_economy()
    posted = economy.posted
    posted.bloc_orders, posted.bloc_compute = np.array([60.0, 40.0, 0, 0, 0]), np.zeros(len(BLOCS))
    economy.desk.other_orders = np.array([0.0, 0.0, 100.0, 0, 0])
    _install(economy, np.array([[0.0], [100.0]]))
    assert posted.bloc_compute.tolist() == pytest.approx([30.0, 20.0, 50.0, 0.0, 0.0])
    assert posted.bloc_orders.tolist() == pytest.approx([30.0, 20.0, 50.0, 0.0, 0.0])


def test_who_is_laid_off_moves_to_other_jobs():
    economy = small_economy(months=1)
    people, before = economy.researchers, economy.desk.moved_to[OTHER_JOB]
    economy.posted.posts[0] = 0.0
    there = people.people[people.rows[people.job[people.rows] == OTHER_JOB]].sum()
    _lay_off(economy)
    now = people.people[people.rows[people.job[people.rows] == OTHER_JOB]].sum()
    assert now > there
    assert economy.desk.moved_to[OTHER_JOB] - before == pytest.approx(now - there)


def test_ai_shares_open_at_the_multiple_that_rate_and_evidence_ask_for_and_at_the_value_of_the_record():
    economy = small_economy()
    p, world = economy.parameters, opening()
    fair = sober_multiples(economy, 0)["ai"] * np.exp(p.multiple_by_belief * economy.posted.evidence)
    both = world.hyperscalers_market_value_usd + world.vendor_leader_market_value_usd
    both += world.vendor_rivals_market_value_usd
    worth = market_values(economy, "ai")
    assert float(worth.sum()) == pytest.approx(both, rel=1e-6)
    scalers, vendors = economy.hyperscalers, economy.chip_vendors
    earnings = np.concatenate([scalers.earnings, vendors.earnings])
    growth = np.concatenate([scalers.earnings_growth, vendors.earnings_growth])
    assert fair * earnings.sum() == pytest.approx(both, rel=1e-6)
    place = earnings * np.exp(p.multiple_by_growth * growth)
    assert (place / place.sum()).tolist() == pytest.approx((worth / worth.sum()).tolist(), rel=1e-6)


def test_nothing_lies_between_price_and_what_evidence_bears_in_january_2015():
    economy = small_economy()
    p, posted = economy.parameters, economy.posted
    assert posted.sober_gap == pytest.approx(-p.multiple_by_belief * posted.evidence)


def test_no_more_than_all_of_incumbents_profit_is_listed():
    economy = small_economy(
        rest_multiple=10.0, nominal_growth=0.2, usual_policy_rate=0.0, multiple_by_rate=20.0
    )
    assert economy.listed_part == 1.0
    economy.step()


def test_growth_of_ai_earnings_is_posted_as_it_is():
    economy = small_economy()
    before = economy.posted.ai_earnings_growth
    economy.step()
    assert economy.posted.ai_earnings_growth == pytest.approx(before, rel=0.01)


def test_earnings_of_january_2015_grow_as_they_are_said_to():
    economy = small_economy()
    listed = ("hyperscalers", "chip_vendors", "incumbents")
    said = {name: economy.populations[name].earnings_growth[0] for name in listed}
    economy.step()
    for name, rel in zip(listed, (0.03, 0.15, 0.05), strict=True):
        firms = economy.populations[name]
        assert np.median(firms.earnings_growth) == pytest.approx(said[name], rel=rel), name


@pytest.mark.parametrize("odd", [{"sober_multiple": 10.0}, {"hyperscaler_agents": 2}, {"vendor_margin": 0.1}])
def test_no_firm_has_costs_below_nothing_that_take_no_cash(odd):
    economy = small_economy(**odd)
    for name in ("hyperscalers", "chip_vendors"):
        assert np.all(economy.populations[name].without_cash >= 0.0), name


def test_what_ai_firms_are_said_to_earn_in_january_2015_is_what_their_accounts_of_that_month_give():
    economy = small_economy(months=1)
    said = small_economy()
    for name in ("hyperscalers", "chip_vendors"):
        earned, firms = 12.0 * economy.populations[name].earned, said.populations[name]
        due = firms.earnings * np.exp(firms.earnings_growth)
        assert earned.tolist() == pytest.approx(due.tolist(), rel=0.05), name


def test_costs_that_take_no_cash_lower_earnings_and_tax_and_no_tax_is_due_on_a_loss():
    tax, earned = tax_and_earnings(np.array([100.0, 10.0]), np.array([50.0, 30.0]))
    assert tax.tolist() == pytest.approx([9.0, 0.0])
    assert earned.tolist() == pytest.approx([41.0, -20.0])


@pytest.mark.parametrize(("plant", "rented"), [(100.0, 16.0), (60.0, 12.0)])
def test_ordinary_data_centres_are_rented_out_as_far_as_they_are_there_and_asked_for(plant, rented):
    known = {"paid_load_share": 0.5, "plant_yield": 0.4}
    cloud = one(Hyperscaler, known, plant=plant, expected_load=80.0)
    assert float(cloud.ordinary_cloud()) == pytest.approx(rented)
