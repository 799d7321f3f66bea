"""What start-ups have this month, what they are counted as, and what the model opens with."""

import numpy as np
import pytest
from small_economy import small_economy

from agents.startup import Startup
from agents.vocabulary import AI
from model.history import opening
from model.ideas import opening_growth
from model.month.ending import _close, _exit
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
