"""What firms ask for and what is posted of it, and what is posted of the growth of technology."""

import numpy as np
import pytest
from small_economy import small_economy

from agents.vocabulary import AI, FIELDS
from model.ideas import invent
from model.month.finance import Asks, _count_asks, _knock
from model.month.tell import _hear_of_technology

FIELD = 2


def asks(*usd: float) -> Asks:
    """Return what the first start-ups ask for, all in one field."""
    amounts, count = np.array(usd), len(usd)
    return Asks(
        np.zeros(count, dtype=bool), np.arange(count), np.full(count, FIELD),
        amounts, amounts, np.ones(count), np.ones(count), np.ones(count),
    )  # fmt: skip


def posted_after(economy, wanted: Asks, *got: float) -> float:
    """Return how much is added to what is posted as asked for, usd."""
    before = economy.posted.asked[FIELD]
    _count_asks(economy, wanted, np.array(got))
    return economy.posted.asked[FIELD] - 11.0 / 12.0 * before


def test_a_firm_that_asks_on_for_what_it_did_not_find_is_counted_once():
    economy = small_economy()
    assert posted_after(economy, asks(6e6, 4e6), 0.0, 4e6) == pytest.approx(10e6)
    assert posted_after(economy, asks(6e6, 5e6), 1e6, 0.0) == pytest.approx(5e6), "only the second asks anew"
    assert posted_after(economy, asks(7e6, 5e6), 0.0, 0.0) == pytest.approx(2e6), (
        "five of seven were asked for before"
    )


def test_a_firm_that_asked_for_nothing_in_between_asks_anew():
    economy = small_economy()
    posted_after(economy, asks(6e6), 0.0)
    assert posted_after(economy, asks()) == pytest.approx(0.0, abs=1.0)
    assert posted_after(economy, asks(6e6), 0.0) == pytest.approx(6e6)


def test_where_money_is_short_for_years_asks_are_those_of_firms_and_not_of_months():
    economy = small_economy(months=120)
    waiting = economy.startups.waiting[economy.startups.rows].sum()
    assert 0.0 < waiting < economy.posted.asked.sum()


def test_money_that_grew_with_the_worlds_income_alone_draws_no_more_founders(monkeypatch):
    founders = []
    for month, growth in ((0, 0.0), (120, 0.06), (120, 0.0)):
        economy = small_economy(nominal_growth=growth)
        economy.month, posted = month, economy.posted
        posted.money[:] = posted.asked[:] = posted.usual_money * np.exp(0.06 * month / 12.0)
        monkeypatch.setattr(
            economy.chance, "uniform", lambda *_: np.tile(np.linspace(0.0, 1.0, 200), 100)[: _[2]]
        )
        _knock(economy)
        founders.append(len(economy.desk.founders))
    assert founders[0] > 0
    assert founders[1] == founders[0]
    assert founders[2] > founders[0], "had prices stood still, it would be more money"


@pytest.mark.parametrize("milestone", [0.0, 0.5])
def test_growth_of_ai_that_start_ups_feel_holds_the_jump_of_a_milestone(milestone):
    economy = small_economy(milestone_jump=0.6)
    economy.posted.advance[:] = 0.0
    economy.desk.training = np.ones(economy.labs.size)
    before = economy.posted.technology.copy()
    _hear_of_technology(economy, milestone)
    invent(economy)
    grown = np.log(economy.posted.technology / before)
    assert grown[AI] > 0.3 * (milestone > 0.0)
    assert economy.posted.advance.tolist() == pytest.approx(grown.tolist())
    assert len(grown) > len(FIELDS)


def test_other_fields_gain_from_a_milestone_as_they_do_from_ais_own_growth():
    grown = []
    for milestone in (0.0, 0.5):
        economy = small_economy(milestone_jump=0.6, ai_spillover=0.1)
        economy.desk.training = np.ones(economy.labs.size)
        before = economy.posted.technology.copy()
        _hear_of_technology(economy, milestone)
        invent(economy)
        grown.append(np.log(economy.posted.technology / before))
    more = grown[1] - grown[0]
    assert more[AI] > 0.2
    assert np.delete(more, AI) == pytest.approx(0.1 * more[AI])
