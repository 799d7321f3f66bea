"""Listed shares: prices, rules of investors, trades, shorts, margin calls and ruin, worked by hand."""

import numpy as np
import pytest
from by_hand import answers, group
from share_market import share_market, usd
from small_economy import small_economy

from agents.investor import Investor
from agents.listed import Listed
from agents.vocabulary import ABSTAINER, FUNDAMENTAL, PASSIVE, SHORT, TREND
from model import Parameters
from model.ledger import Refused
from model.market_value import GROUPS
from model.markets.shares import impact, lead, places, top_weight
from model.month.listed import (
    HOUSEHOLDS,
    LEAST_WORTH,
    MOST_LIFTED,
    OFFERED,
    _favoured,
    _fillable,
    _reconsider,
    _report,
    _reprice,
    _settle_trades,
    _wishes,
    market_values,
    pay_dividends,
    trade_shares,
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


def test_a_firms_lead_is_what_its_weight_is_favoured_above_the_mean_by_value():
    # Weights .6, .3, .1 are favoured by .6 / 7, .3 / 4 and .1 / 2 = .086, .075 and .05; the mean by value is .0789.
    value = np.array([60.0, 30.0, 10.0])
    ahead = lead(value, np.ones(3))
    mean = 0.6 * 0.6 / 7.0 + 0.3 * 0.075 + 0.1 * 0.05
    assert ahead.tolist() == pytest.approx([0.6 / 7.0 - mean, 0.075 - mean, 0.05 - mean])
    assert np.sum(ahead * value) == pytest.approx(0.0)


def test_a_lead_is_one_of_firms_and_not_of_agents():
    # A single firm of 50, and an agent of ten firms of 5 each: weights .5 and .05, favoured by .5 / 6 and .05 / 1.5.
    ahead = lead(np.array([50.0, 50.0]), np.array([1.0, 10.0]))
    half = (0.5 / 6.0 - 0.05 / 1.5) / 2.0
    assert ahead.tolist() == pytest.approx([half, -half])


@pytest.mark.parametrize("risen", [1.0, 3.0])
def test_savings_in_index_funds_favour_firms_that_have_grown_large_since_2015(risen):
    economy = small_economy()
    economy.hyperscalers.share_price[0] *= risen
    value = np.concatenate([market_values(economy, shares) for shares in ("ai", "rest")])
    economy.desk.passive_saving = 0.001 * value.sum()
    favoured = _favoured(economy, value)
    assert np.sum(favoured * value) == pytest.approx(0.0, abs=1e-6 * value.sum())
    if risen == 1.0:
        assert favoured == pytest.approx(np.zeros(len(value)), abs=1e-12), "prices of 2015 hold it already"
    else:
        assert favoured[0] > 0.1
        assert np.all(favoured[1:] < favoured[0])


def test_without_savings_in_index_funds_size_favours_nobody(economy):
    economy.hyperscalers.share_price[0] *= 3.0
    _wishes(economy, 0.0)
    saved = economy.desk.passive_saving
    economy.parameters = economy.parameters.replace(passive_inflow=0.0)
    _wishes(economy, 0.0)
    value = np.concatenate([market_values(economy, shares) for shares in ("ai", "rest")])
    assert saved > 0.0
    assert not _favoured(economy, value).any()


def test_less_is_saved_in_index_funds_the_more_of_investors_wealth_is_in_them():
    saved = []
    for ceiling in (1.0, 0.4, 0.35):
        economy = small_economy(passive_ceiling=ceiling, passive_inflow=0.06)
        people = economy.investors
        wealth = people.ask(Investor.wealth, people.rows)
        part = float(wealth[people.style == PASSIVE].sum() / wealth.sum())
        _wishes(economy, 0.0)
        due = 0.06 / 12.0 * max(1.0 - part / ceiling, 0.0) * part * wealth.sum()
        assert economy.desk.passive_saving == pytest.approx(due, rel=1e-9)
        saved.append(economy.desk.passive_saving)
    assert saved[0] > saved[1] > saved[2]


def test_however_much_is_saved_index_funds_lift_a_price_to_a_multiple_and_no_further():
    economy = small_economy()
    economy.hyperscalers.share_price[0] *= 3.0
    value = np.concatenate([market_values(economy, shares) for shares in GROUPS])
    economy.desk.passive_saving = value.sum()
    assert np.abs(_favoured(economy, value)).max() == pytest.approx(MOST_LIFTED)


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
    # What AI shares leave of the 80% in shares, and never less than nothing.
    ai = np.array([0.2, 0.5, 0.9, 0.0, 0.0])
    assert people.ask(Investor.rest_weight, people.rows, ai_weight=ai) == pytest.approx(
        [0.6, 0.3, 0.0, 0.0, 0.0]
    )


def test_wealth_is_money_and_shares_less_shares_owed():
    people = group(Investor, cash=10.0, ai_held=5.0, rest_held=7.0, owed=4.0)
    assert answers(people, Investor.wealth) == [18.0]


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
    return share_market()


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


def test_what_unlisted_firms_pay_out_is_not_income_of_listed_shares(economy):
    ledger, firms = economy.ledger, economy.incumbents
    pay_dividends(economy, "incumbents", firms.rows, np.full(len(firms.rows), 1e6))
    paid, listed = 1e8 * len(firms.rows), economy.listed_part
    assert 0.3 < listed < 0.7
    assert ledger.flow("dividends and buybacks", "incumbents", "rest_trust") == pytest.approx(listed * paid)
    to_owners = ledger.flow("dividends and buybacks", "incumbents", "households")
    assert to_owners == pytest.approx((1.0 - listed) * paid)
    assert ledger.deposits("rest_trust")[0] == 0


def test_no_firm_pays_out_more_than_it_has(economy):
    rows = economy.hyperscalers.rows
    pay_dividends(economy, "hyperscalers", rows, np.full(len(rows), 1e13))
    assert economy.ledger.usd("hyperscalers").min() >= 0.0


# ------------------------------------------------------------------------------ whole months


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


def test_wishes_for_shares_are_cut_in_one_ratio_to_what_is_offered():
    economy = share_market()
    offered = OFFERED * economy.ledger.value("ai_unit", "households")[0] / 100.0
    wishes = np.zeros(20)
    wishes[:3] = [2.0 * offered, 6.0 * offered, -5e9]
    orders = _fillable(economy, "ai", wishes)
    assert orders[:3] == pytest.approx([0.25 * offered, 0.75 * offered, -5e9])
    few = np.array([0.5 * offered] + [0.0] * 19)
    assert _fillable(economy, "ai", few) == pytest.approx(few), "what is offered is filled"


def test_a_market_without_sellers_rises_less_than_one_that_fills_the_same_wishes(monkeypatch):
    moves = {}
    for offered in (0.0, 0.1):
        monkeypatch.setattr("model.month.listed.OFFERED", offered)
        economy = share_market()
        economy.investors.evidence[:] = 1.0  # everybody wants more AI shares
        _report(economy)
        flow = _wishes(economy, 0.0)
        assert (flow["ai"].max() > 0.0) == (offered > 0.0)
        _reprice(economy, flow)
        moves[offered] = economy.posted.ai_return
    assert moves[0.0] < moves[0.1]


def test_the_return_that_is_posted_is_the_one_that_holders_had():
    economy = small_economy(investor_agents=20, premium_size=0.05)
    economy.incumbents.speaks[::2] = 1
    economy.posted.voices[:] = 0.8
    _report(economy)
    before = {shares: market_values(economy, shares).sum() for shares in ("ai", "rest")}
    _reprice(economy, _wishes(economy, 0.0))
    for shares, seen in (("ai", economy.posted.ai_return), ("rest", economy.posted.rest_return)):
        assert seen == pytest.approx(np.log(market_values(economy, shares).sum() / before[shares]))


def test_a_rule_is_judged_by_the_view_it_had_before_the_return_and_not_after_it():
    economy = share_market()
    people = economy.investors
    people.trend_score[:] = people.value_score[:] = 0.0
    economy.posted.ai_return, economy.posted.ai_trend, economy.posted.rest_trend = 0.1, 0.9, 0.0
    _reconsider(economy, -0.2)  # AI shares had lagged before they rose
    assert (people.trend_score[people.rows] == -0.1).all()


def test_the_view_of_a_month_is_the_one_that_its_wishes_came_from(monkeypatch):
    economy = share_market()
    economy.posted.ai_trend, economy.posted.rest_trend = 0.5, 0.2
    judged = []
    monkeypatch.setattr("model.month.listed._reconsider", lambda economy, trend: judged.append(trend))
    trade_shares(economy)
    assert judged == pytest.approx([0.3])
    assert economy.posted.ai_trend - economy.posted.rest_trend != pytest.approx(0.3)


def test_firms_that_lose_money_together_keep_a_price():
    economy = small_economy()
    for name in ("hyperscalers", "chip_vendors", "incumbents"):
        economy.populations[name].earnings[:] = -1e9
    _report(economy)
    assert economy.posted.sober_gap == pytest.approx(np.log(LEAST_WORTH))
    assert economy.posted.rest_gap == pytest.approx(np.log(LEAST_WORTH))


def test_the_first_months_earnings_are_no_growth_from_nothing():
    economy = small_economy()
    opening = economy.posted.ai_earnings
    firms = (economy.hyperscalers, economy.chip_vendors)
    assert opening == pytest.approx(sum(kind.earnings.sum() for kind in firms))
    economy.run(3)
    assert abs(economy.posted.ai_earnings_growth) < 0.3
