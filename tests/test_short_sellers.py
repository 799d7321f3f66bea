"""Short sellers: what they sell, what it costs them, and how lenders, backers and ruin end it."""

import numpy as np
import pytest
from by_hand import answers, group
from share_market import price_of, share_market, usd
from small_economy import small_economy

from agents.investor import Investor
from agents.vocabulary import ABSTAINER, FUNDAMENTAL, PASSIVE, SHORT, TREND
from model import Parameters
from model.month.listed import HOUSEHOLDS, MOST_UNITS, _carry, _ruin, _short

ALL_STYLES = np.array([FUNDAMENTAL, TREND, PASSIVE, SHORT, ABSTAINER])

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


def test_one_short_seller_finds_dear_what_another_finds_cheap():
    # Price above what evidence bears by 0.4 less 0.3: who holds shares worth 0.2 less sells more, who holds them worth more, none.
    bears = group(Investor, SHORTS, style=SHORT, cash=80.0, peak=80.0, opinion=[-0.2, 0.0, 0.2])
    assert answers(bears, Investor.wanted_short, -0.4, 1.0) == pytest.approx(
        [80.0 * 0.5 * 0.3, 80.0 * 0.5 * 0.1, 0.0]
    )


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


# ------------------------------------------------------------- shorts, margin calls and ruin


@pytest.fixture
def economy():
    return share_market()


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


def test_a_short_of_shares_worth_next_to_nothing_can_be_counted(economy):
    bear = bear_of(economy)
    economy.posted.sober_gap = -2.0
    rise(economy, 1e-22 / price_of(economy))
    _short(economy)
    assert int(economy.ledger.lots("short").units.sum()) == MOST_UNITS
    assert economy.ledger.owed("short", "investors")[bear] >= 0


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


def test_carrying_a_short_costs_money_money_earns_the_policy_rate_and_clients_draw(economy):
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
    wealth = np.array(answers(economy.investors, Investor.wealth))
    drawn = np.where(economy.investors.style == PASSIVE, 0.0, economy.parameters.payout_rate / 12.0 * wealth)
    assert earned.tolist() == pytest.approx((interest - fee - drawn).tolist(), abs=0.02)
    assert fee[bear] > 1e6


def test_what_clients_draw_is_no_loss_that_stops_a_short_seller():
    economy = small_economy(investor_agents=20, payout_rate=0.3, short_stop=0.05)
    bear, before = bear_of(economy), answers(economy.investors, Investor.wealth)
    for _ in range(12):
        _carry(economy)
        _ruin(economy)
    assert answers(economy.investors, Investor.wealth)[bear] < 0.75 * before[bear]
    assert answers(economy.investors, Investor.wanted_short, -3.0, 1.0)[bear] > 0.0


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
