"""What start-ups have this month, what they are counted as, and what the model opens with."""

import numpy as np
import pytest
from small_economy import small_economy

from agents.startup import Startup
from agents.vocabulary import AI
from model.history import opening
from model.ideas import opening_growth
from model.month.ending import _close, _exit
from model.month.goods import _sell_startups
from model.month.work import _plan


def test_a_start_up_that_a_round_saved_this_month_does_not_close_for_want_of_money():
    economy = small_economy(startup_closure_hazard=0.0)
    startups, rows = economy.startups, economy.startups.rows
    startups.founded[rows], economy.month = -12, 1
    startups.cash[rows] = 0.0  # what it read at the beginning of the month
    assert np.all(economy.ledger.usd("startups")[rows] > startups.burn[rows])
    _close(economy)
    assert economy.desk.closures == 0


def test_a_start_up_plans_with_the_money_that_it_has_now():
    economy = small_economy()
    startups, rows = economy.startups, economy.startups.rows
    startups.cash[rows] = 0.0
    _plan(economy)
    assert np.all(startups.spending[rows] > startups.revenue[rows] / 12.0)


def test_a_start_up_that_is_sold_serves_its_customers_once(monkeypatch):
    economy = small_economy(months=6)
    posted, before = economy.posted, economy.posted.sales + economy.posted.graduates
    with monkeypatch.context() as market:
        market.setattr(Startup, "exits", lambda firm, month, prices, draw, trend: draw < 0.2)
        _exit(economy)
    assert economy.desk.exits > 0
    assert posted.sales + posted.graduates == pytest.approx(before)


def brought(mood, monkeypatch):
    """Return what start-ups bring that are sold at this mood of the market: those of AI, and all others, usd."""
    economy = small_economy(months=6)
    economy.posted.mood = mood
    sold, close = [], economy.ledger.close

    def watched(claim, issuer, payer, usd):
        in_ai = economy.startups.field[issuer[1]] == AI
        sold.extend([float(usd[in_ai].sum()), float(usd[~in_ai].sum())])
        return close(claim, issuer, payer, usd)

    with monkeypatch.context() as market:
        market.setattr(Startup, "exits", lambda firm, month, prices, draw, trend: draw < 0.3)
        market.setattr(economy.ledger, "close", watched)
        _exit(economy)
    return np.array(sold), economy.parameters.value_by_belief * economy.posted.promise_left


def test_who_buys_an_ai_start_up_pays_for_the_hope_of_the_market_and_for_another_does_not(monkeypatch):
    (before, by_belief), (after, _) = (brought(mood, monkeypatch) for mood in (0.1, 0.6))
    assert before.min() > 0.0
    assert np.log(after / before).tolist() == pytest.approx([0.5 * by_belief, 0.0])


def test_no_start_up_sells_more_than_its_field_buys():
    economy = small_economy(months=1)
    startups, rows = economy.startups, economy.startups.rows
    startups.revenue[rows[0]] = 10.0 * economy.posted.market.sum()
    _sell_startups(economy)
    assert startups.revenue[rows[0]] <= economy.posted.market[startups.field[rows[0]]]


def test_technology_of_january_2015_has_grown_for_a_year_as_it_does_then():
    economy = small_economy(ai_growth_2015=0.2)
    assert economy.posted.advance[AI] == 0.2
    from_ai = economy.parameters.ai_spillover * 0.2 * (np.arange(len(economy.posted.advance)) != AI)
    assert economy.posted.advance.tolist() == (opening_growth(economy.parameters) + from_ai).tolist()
    assert small_economy(technology=0.0).posted.advance[AI] == 0.0


def test_start_ups_open_at_the_value_and_funds_at_the_stakes_that_are_on_record():
    economy, world = small_economy(startup_agents=900, fund_agents=60), opening()
    startups, rows = economy.startups, economy.startups.rows
    value = float(np.sum(startups.price[rows] * startups.units[rows]))
    assert value == pytest.approx(world.startups_value_usd, rel=0.05)
    stakes = float(economy.ledger.value("share", "funds").sum()) / 100.0
    assert stakes == pytest.approx(world.funds_stakes_usd, rel=0.05)
