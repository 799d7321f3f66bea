"""Listed shares: prices, rules of investors, trades, shorts, margin calls and ruin, worked by hand."""

import numpy as np
import pytest
from by_hand import answers, group
from small_economy import small_economy

from agents.investor import Investor
from agents.listed import Listed
from agents.vocabulary import ABSTAINER, FUNDAMENTAL, PASSIVE, SHORT, TREND
from model import Parameters
from model.ledger import Refused
from model.markets.shares import impact, places, top_weight
from model.month.listed import (
    HOUSEHOLDS,
    LEAST_WORTH,
    _carry,
    _report,
    _settle_trades,
    _short,
    market_values,
    pay_dividends,
)

ALL_STYLES = np.array([FUNDAMENTAL, TREND, PASSIVE, SHORT, ABSTAINER])

# ---------------------------------------------------------------------------------- the market


def test_a_flow_of_one_per_cent_moves_the_price_by_the_multiplier():
    assert impact(1e10, 1e12, 2.0) == pytest.approx(0.02)
    assert impact(-1e10, 1e12, 5.0) == pytest.approx(-0.05)


def test_no_flow_moves_the_price_by_more_than_a_fifth_in_a_month():
    assert impact(1e12, 1e12, 2.0) == 0.2
    assert impact(-1e12, 1e12, 2.0) == -0.2


def test_prices_move_towards_the_part_of_earnings_and_leave_the_total():
    # Worth 3 to 1 but priced 1 to 1: logs of 3/4 over 1/2 and of 1/4 over 1/2, less their mean.
    change = places(np.array([100.0, 100.0]), np.array([3.0, 1.0]), 0.1)
    assert change.tolist() == pytest.approx([0.05 * np.log(3.0), -0.05 * np.log(3.0)])
    assert np.sum(change * [100.0, 100.0]) == pytest.approx(0.0)


def test_a_group_priced_by_its_earnings_stays_as_it_is():
    assert places(np.array([30.0, 20.0, 50.0]), np.array([3.0, 2.0, 5.0]), 0.3).tolist() == pytest.approx(
        [0.0] * 3
    )


def test_the_weight_of_the_largest_counts_firms_and_not_agents():
    # Two single firms of 40 and 20, and an agent of ten firms of 4 each: the largest three are 40, 20 and one of 4.
    value, firms = np.array([40.0, 20.0, 40.0]), np.array([1.0, 1.0, 10.0])
    assert top_weight(value, firms, 3) == pytest.approx(0.64)
    assert top_weight(value, firms, 1) == pytest.approx(0.40)
    assert top_weight(value, firms, 12) == pytest.approx(1.0)


# ------------------------------------------------------------------------------ the investors

TASTES = Parameters(multiple_by_belief=1.0, value_strength=0.8, trend_strength=1.2, equity_share=0.8)


def test_value_is_a_multiple_that_rises_with_belief():
    people = group(Investor, TASTES, evidence=[0.0, 0.3], excess=[0.0, 0.2])
    assert answers(people, Investor.value_gap, -0.4, 1.0) == pytest.approx([-0.4, 0.1])
    assert answers(people, Investor.value_gap, -0.4, 0.5) == pytest.approx([-0.4, -0.15]), (
        "half of the customers are won: half of the growth is over"
    )


def test_each_style_wants_ai_shares_in_its_own_way():
    people = group(Investor, TASTES, style=ALL_STYLES, evidence=0.5)
    wanted = answers(people, Investor.ai_weight, 0.2, (-0.25, 1.0), 0.5)
    assert wanted == pytest.approx([0.2 * np.exp(0.8 * 0.25), 0.2 * np.exp(1.2 * 0.5), 0.2, 0.0, 0.0])


def test_only_those_who_play_want_other_shares():
    people = group(Investor, TASTES, style=ALL_STYLES)
    assert answers(people, Investor.rest_weight, 0.25) == pytest.approx([0.6, 0.6, 0.6, 0.0, 0.0])


def test_wealth_is_money_and_shares_less_shares_owed():
    people = group(Investor, cash=10.0, ai_held=5.0, rest_held=7.0, owed=4.0)
    assert answers(people, Investor.wealth) == [18.0]


SHORTS = Parameters(
    multiple_by_belief=1.0,
    short_threshold=0.3,
    short_strength=0.5,
    short_limit=0.4,
    short_stop=0.4,
    margin=0.25,
)


def test_a_short_seller_sells_what_evidence_does_not_bear_and_disregards_the_story():
    # 80 of wealth; price above what evidence of 0.1 bears by 0.8 - 0.1 - 0.3 = 0.4.
    bear = group(Investor, SHORTS, style=SHORT, cash=80.0, peak=80.0, evidence=0.1, excess=[0.0, 0.6])
    assert answers(bear, Investor.wanted_short, -0.8, 1.0) == pytest.approx([80.0 * 0.5 * 0.4] * 2)
    assert answers(bear, Investor.wanted_short, -0.39, 1.0) == [0.0, 0.0]
    assert answers(bear, Investor.wanted_short, -5.0, 1.0) == pytest.approx([80.0 * 0.4] * 2)


def test_backers_stop_a_short_seller_who_lost_much_from_the_peak():
    bear = group(Investor, SHORTS, style=SHORT, cash=[59.0, 61.0], peak=100.0)
    assert answers(bear, Investor.wanted_short, -0.7, 1.0) == pytest.approx([0.0, 61.0 * 0.5 * 0.4])


def test_nobody_else_sells_short_and_nobody_at_all_where_it_is_forbidden():
    crowd = group(Investor, SHORTS, style=ALL_STYLES, cash=100.0, peak=100.0)
    assert np.flatnonzero(answers(crowd, Investor.wanted_short, -2.0, 1.0)).tolist() == [3]
    crowd = group(Investor, SHORTS.replace(short_selling=0.0), style=ALL_STYLES, cash=100.0, peak=100.0)
    assert answers(crowd, Investor.wanted_short, -2.0, 1.0) == [0.0] * 5


def test_a_margin_call_comes_once_equity_is_below_the_margin():
    # Equity 10 carries a short of 10 / .25 = 40; the second owes 60 with equity 60 - 60 + 10 = 10: 20 too much.
    bear = group(Investor, SHORTS, style=SHORT, cash=[50.0, 70.0, 60.0], owed=[40.0, 60.0, 60.0])
    assert answers(bear, Investor.margin_call) == pytest.approx([0.0, 20.0, 60.0])


def test_a_rule_is_judged_by_whether_its_direction_paid():
    people = group(
        Investor, Parameters(score_memory=0.7, multiple_by_belief=1.0), value_score=1.0, trend_score=-1.0
    )
    # Shares fell by .1: value said overpriced and was right, the trend said up and was wrong.
    scores = people.ask(Investor.next_scores, people.rows, -0.1, (-0.5, 1.0), 0.2)
    assert scores.tolist() == [pytest.approx([0.7 + 0.1, -0.7 - 0.1])]


def test_those_who_reconsider_go_where_success_was_and_the_others_stay():
    choice = Parameters(switching_intensity=2.0, reconsider=0.1)
    people = group(Investor, choice, style=TREND, value_score=0.5, trend_score=0.0)
    luck = (np.arange(50_000) + 0.5) / 50_000
    now = Investor.next_style(people.of(np.zeros(len(luck), dtype=int)), luck)
    to_value = 1.0 / (1.0 + np.exp(-2.0 * 0.5))
    assert np.mean(now == FUNDAMENTAL) == pytest.approx(0.1 * to_value, abs=1e-4)


def test_index_funds_short_sellers_and_abstainers_never_change_their_rule():
    people = group(Investor, style=ALL_STYLES[2:], value_score=5.0)
    for luck in (0.0, 0.01, 0.05, 0.5, 0.999):
        assert answers(people, Investor.next_style, draw=np.full(3, luck)) == ALL_STYLES[2:].tolist()


# ------------------------------------------------------------------------------- listed firms


def test_trailing_earnings_follow_by_a_twelfth_and_growth_by_how_far_the_month_ran_ahead():
    firm = group(Listed, earned=2.0, earnings=12.0, earnings_growth=0.2)
    assert answers(firm, Listed.next_earnings) == pytest.approx([13.0])
    assert answers(firm, Listed.next_earnings_growth) == pytest.approx([0.2 + 0.1 * (np.log(2.0) - 0.2)])


def test_the_value_of_a_year_ago_follows_by_a_twelfth():
    firm = group(Listed, shares=10, share_price=20.0, value_year_ago=80.0)
    assert answers(firm, Listed.next_value_year_ago) == pytest.approx([90.0])


# ------------------------------------------------------------- trades, settled in the ledger


@pytest.fixture
def economy():
    """A small economy with 20 investors: one of them sells short, one abstains."""
    economy = small_economy(investor_agents=20)
    economy.desk.orders = {"ai": np.zeros(20), "rest": np.zeros(20)}
    return economy


def usd(economy, kind):
    return economy.ledger.usd(kind).copy()


def price_of(economy):
    return float(market_values(economy, "ai").sum()) / economy.trust_units["ai"]


def test_a_purchase_moves_units_and_money_between_investor_and_households_alone(economy):
    buyer, order = int(np.flatnonzero(economy.investors.style == FUNDAMENTAL)[0]), 1e9
    economy.desk.orders["ai"][buyer] = order
    before, held = usd(economy, "investors"), economy.investors.ai_held.copy()
    homes = usd(economy, "households")[0]
    _settle_trades(economy)
    paid = before - usd(economy, "investors")
    assert paid[buyer] == pytest.approx(order, rel=1e-6)
    assert np.delete(paid, buyer).tolist() == [0.0] * 19
    assert usd(economy, "households")[0] - homes == pytest.approx(paid[buyer])
    assert economy.investors.ai_held[buyer] - held[buyer] == pytest.approx(order, rel=1e-6)
    assert economy.ledger.close_month(0) == 0


def test_shares_are_conserved_whoever_buys_and_sells(economy):
    luck = np.random.default_rng(4)
    for group_name in economy.desk.orders:
        economy.desk.orders[group_name] = 3e10 * luck.standard_normal(20)
    before = {claim: int(economy.ledger.lots(claim).units.sum()) for claim in ("ai_unit", "rest_unit")}
    _settle_trades(economy)
    after = {claim: int(economy.ledger.lots(claim).units.sum()) for claim in ("ai_unit", "rest_unit")}
    assert after == before == {"ai_unit": economy.trust_units["ai"], "rest_unit": economy.trust_units["rest"]}
    assert economy.ledger.close_month(0) == 0


def test_nobody_spends_or_sells_what_it_lacks(economy):
    people = economy.investors
    economy.desk.orders = {"ai": np.where(people.row_numbers % 2 == 0, 1e15, -1e15), "rest": np.zeros(20)}
    _settle_trades(economy)
    assert economy.ledger.usd("investors").min() >= 0.0
    assert people.ai_held.min() >= 0.0
    assert economy.ledger.close_month(0) == 0


# ------------------------------------------------------------- shorts, margin calls and ruin


def bear_of(economy):
    return int(np.flatnonzero(economy.investors.style == SHORT)[0])


def go_short(economy, dollars, gap):
    """Let the short seller owe so many dollars of AI shares, with a price that lies `gap` above sober value."""
    bear, price = bear_of(economy), price_of(economy)
    units = np.floor(np.array([dollars]) / price).astype(np.int64)
    economy.ledger.issue("short", HOUSEHOLDS, ("investors", np.array([bear])), units * price, units=units)
    economy.posted.sober_gap = -gap
    people = economy.investors
    people.cash[:], people.owed[:] = (
        economy.ledger.usd("investors"),
        economy.ledger.owed("short", "investors") / 100.0,
    )
    people.peak[:] = people.ask(Investor.wealth, people.rows)
    return bear


def rise(economy, factor):
    for name in ("hyperscalers", "chip_vendors"):
        economy.populations[name].share_price[:] *= factor


def test_who_opens_a_short_gets_the_money_and_owes_the_shares(economy):
    bear = bear_of(economy)
    economy.posted.sober_gap = -2.0
    cash = usd(economy, "investors")[bear]
    _short(economy)
    owed = economy.ledger.owed("short", "investors") / 100.0
    assert owed[bear] > 0.0
    assert np.delete(owed, bear).tolist() == [0.0] * 19
    assert usd(economy, "investors")[bear] - cash == pytest.approx(owed[bear], rel=1e-6)
    assert economy.ledger.close_month(0) == 0


def test_a_short_grows_with_the_price_and_so_does_the_loss(economy):
    bear = go_short(economy, 1e9, gap=2.0)
    wealth = economy.investors.ask(Investor.wealth, economy.investors.rows)[bear]
    rise(economy, 1.1)
    economy.ledger.revalue("short", ("investors", economy.investors.rows), price_of(economy))
    economy.investors.owed[:] = economy.ledger.owed("short", "investors") / 100.0
    assert economy.investors.owed[bear] == pytest.approx(1.1e9, rel=1e-5)
    assert wealth - economy.investors.ask(Investor.wealth, economy.investors.rows)[bear] == pytest.approx(
        1e8, rel=1e-4
    )


def test_a_margin_call_is_bought_back_at_the_new_price(economy):
    # Cash of its own K and a short of 2K: after a rise of a quarter it has 3K, owes 2.5K, equity .5K, and with
    # a margin of .3 may owe 1.67K; it buys back .83K at once, paid by its money.
    own = float(usd(economy, "investors")[bear_of(economy)])
    bear = go_short(economy, 2.0 * own, gap=2.0)
    rise(economy, 1.25)
    _short(economy)
    margin = economy.parameters.margin
    call = 2.5 * own - 0.5 * own / margin
    assert economy.desk.margin_calls == pytest.approx(call, rel=1e-4)
    assert economy.ledger.owed("short", "investors")[bear] / 100.0 == pytest.approx(
        2.5 * own - call, rel=1e-4
    )
    assert usd(economy, "investors")[bear] == pytest.approx(3.0 * own - call, rel=1e-4)
    assert economy.ledger.close_month(0) == 0


def test_a_ruined_short_seller_gives_all_it_has_and_the_lender_bears_the_rest(economy):
    own = float(usd(economy, "investors")[bear_of(economy)])
    homes = float(usd(economy, "households")[0])
    bear = go_short(economy, 2.0 * own, gap=2.0)
    rise(economy, 1.6)  # has 3K, owes 3.2K
    _short(economy)
    assert usd(economy, "investors")[bear] == 0.0
    assert economy.ledger.owed("short", "investors")[bear] == 0
    assert economy.investors.ask(Investor.wealth, economy.investors.rows)[bear] == 0.0
    # Households lent 2K, and got back the 3K that were there.
    assert usd(economy, "households")[0] - homes == pytest.approx(own, rel=1e-6)
    assert economy.ledger.close_month(0) == 0


def test_a_ruined_short_seller_can_short_no_more(economy):
    own = float(usd(economy, "investors")[bear_of(economy)])
    bear = go_short(economy, 2.0 * own, gap=2.0)
    rise(economy, 1.6)
    _short(economy)
    assert answers(economy.investors, Investor.wanted_short, -3.0, 1.0)[bear] == 0.0


def test_carrying_a_short_costs_money_and_money_earns_the_policy_rate(economy):
    bear = go_short(economy, 1e9, gap=2.0)
    before = usd(economy, "investors")
    _carry(economy)
    earned = usd(economy, "investors") - before
    interest = before * float(economy.history.policy_rate[0]) / 12.0
    fee = np.where(
        economy.investors.row_numbers == bear,
        economy.investors.owed * economy.parameters.short_carry / 12.0,
        0.0,
    )
    assert earned.tolist() == pytest.approx((interest - fee).tolist(), abs=0.02)
    assert fee[bear] > 1e6


# ------------------------------------------------------------------------------------ dividends


def test_dividends_reach_the_holders_by_what_they_hold_to_the_last_cent(economy):
    rows = economy.hyperscalers.rows
    people, homes = usd(economy, "investors"), usd(economy, "households")[0]
    held = economy.investors.ai_held / float(market_values(economy, "ai").sum())
    pay_dividends(economy, "hyperscalers", rows, np.full(len(rows), 1e8))
    got = usd(economy, "investors") - people
    assert got.tolist() == pytest.approx((held * 1e8 * len(rows)).tolist(), abs=0.02)
    assert got.sum() + usd(economy, "households")[0] - homes == pytest.approx(1e8 * len(rows), abs=1e-6)
    assert economy.ledger.deposits("ai_trust")[0] == 0
    assert economy.ledger.close_month(0) == 0


def test_no_firm_pays_out_more_than_it_has(economy):
    rows = economy.hyperscalers.rows
    pay_dividends(economy, "hyperscalers", rows, np.full(len(rows), 1e13))
    assert economy.ledger.usd("hyperscalers").min() >= 0.0


# ------------------------------------------------------------------------------ whole months


def test_a_year_of_rising_prices_ruins_short_sellers_and_the_books_close():
    economy = small_economy(
        investor_agents=40, short_threshold=0.0, short_strength=10.0, short_limit=5.0, short_stop=1.0, margin=0.05,
        sober_multiple=5.0, ai_anchor=0.0, market_multiplier=0.5, share_noise=0.0,
    )  # fmt: skip
    calls = 0.0
    for _ in range(12):
        rise(economy, 1.15)
        economy.step()
        calls += economy.desk.margin_calls
    bears = economy.investors.style == SHORT
    assert calls > 0.0
    assert economy.columns()["ledger_residual_cents"] == [0.0] * 12
    assert economy.ledger.usd("investors").min() >= 0.0
    assert (economy.investors.cash[bears] < 1.0).any()


def test_every_listed_share_and_every_unit_is_held_after_two_years():
    economy = small_economy(months=24)
    ledger = economy.ledger
    for name in ("hyperscalers", "chip_vendors", "incumbents"):
        assert ledger.units("listed", name).tolist() == economy.populations[name].shares.tolist()
    for claim, name in (("ai_unit", "ai"), ("rest_unit", "rest")):
        assert int(ledger.lots(claim).units.sum()) == economy.trust_units[name]


def test_a_trust_is_worth_what_its_shares_are_worth():
    economy = small_economy(months=6)
    for name in ("ai", "rest"):
        units, shares = (
            economy.ledger.owed(f"{name}_unit", f"{name}_trust")[0],
            economy.ledger.value("listed", f"{name}_trust")[0],
        )
        assert units == pytest.approx(shares, rel=1e-6)


def test_an_abstainer_never_holds_a_share():
    economy = small_economy(months=24)
    out = economy.investors.style == ABSTAINER
    assert out.any()
    assert not economy.investors.ai_held[out].any()
    assert not economy.investors.rest_held[out].any()


def test_an_investor_cannot_sell_units_that_it_does_not_hold(economy):
    out = np.flatnonzero(economy.investors.style == ABSTAINER)
    with pytest.raises(Refused, match="investors"):
        economy.ledger.transfer(
            "ai_unit", ("ai_trust", 0), ("investors", out), HOUSEHOLDS, np.array([10]), 1.0
        )


def test_firms_that_lose_money_together_keep_a_price():
    economy = small_economy()
    for name in ("hyperscalers", "chip_vendors", "incumbents"):
        economy.populations[name].earnings[:] = -1e9
    _report(economy)
    assert economy.posted.sober_gap == pytest.approx(np.log(LEAST_WORTH))
    assert economy.posted.rest_gap == pytest.approx(np.log(LEAST_WORTH))
