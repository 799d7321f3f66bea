"""What is settled at the end of a month: firms' interest and repayment, and what funds pass on of their exits."""

import numpy as np
import pytest
from small_economy import small_economy
from small_study import TINY

from agents.incumbent import Incumbent
from model import Economy, Parameters
from model.month import ending
from model.month.build import _borrow
from model.month.goods import settle
from model.speakers import share_speaking

LOAN = 36e6


def test_a_firm_pays_a_month_of_interest_at_the_rate_and_its_spread_and_a_thirty_sixth_of_its_loan():
    economy = small_economy()
    economy.step()
    firms, ledger = economy.incumbents, economy.ledger
    ledger.lend(("incumbents", 3), LOAN)
    firms.loan[3] = LOAN
    rate = float(economy.history.policy_rate[economy.month])
    rate += float(firms.ask(Incumbent.spread, firms.rows, share_speaking(economy))[3])
    settle(economy)
    assert ledger.flow("interest", payer="incumbents") / 100.0 == pytest.approx(LOAN * rate / 12.0)
    assert ledger.flow("repay", payer="incumbents") / 100.0 == pytest.approx(LOAN / 36.0)


def test_of_what_exits_bring_funds_keep_what_they_recycle_and_pay_back_capital_before_gains(monkeypatch):
    exits = []

    def watched(economy):
        funds, ledger = economy.funds, economy.ledger
        brought = funds.sold.sum(axis=1)[funds.rows]
        owed = ledger.owed("partnership", "funds")[funds.rows] / 100.0
        distribute(economy)
        back, gains = (
            ledger.flow(what, payer="funds") / 100.0 for what in ("redeem partnership", "distribution")
        )
        exits.append((brought, owed, back, gains))

    distribute = ending._distribute
    monkeypatch.setattr(ending, "_distribute", watched)
    Economy(Parameters(**TINY, recycling=0.2), seed=4).run(18)
    assert max(gains for *_, gains in exits) > 0.0, "some exit brings more than was paid in"
    for brought, owed, back, gains in exits:
        assert back + gains == pytest.approx(0.8 * brought.sum(), abs=1.0)
        assert back == pytest.approx((0.8 * brought).clip(max=owed).sum(), abs=1.0)


def test_what_goes_through_a_firms_channel_is_earned_by_it():
    def earned(channel):
        economy = small_economy()
        economy.step()
        economy.desk.channel = np.zeros(economy.incumbents.size)
        economy.desk.channel[5] = channel
        settle(economy)
        return economy.incumbents.earned / economy.listed_part

    more = earned(4e6) - earned(0.0)
    assert np.flatnonzero(more).tolist() == [5]
    assert more[5] == pytest.approx(4e6)


@pytest.mark.parametrize(("others_speak", "lent"), [(False, [True, True]), (True, [True, False])])
def test_lenders_turn_the_silent_away_once_saying_ai_is_the_norm(others_speak, lent):
    economy = small_economy()
    firms = economy.incumbents
    firms.speaks[:] = others_speak
    firms.speaks[:2], firms.budget[:2] = (1, 0), 1e6
    _borrow(economy, np.array([0, 1]))
    assert (economy.ledger.owed("loan", "incumbents")[:2] > 0).tolist() == lent
