"""What playing paid: net worth from the ledger, at market and without belief, in dollars of January 2015."""

import numpy as np
import pytest
from small_study import TINY

from model import Economy, Parameters
from model.market_value import GROUPS, market_values, sober_multiples
from model.payoffs import FUNDAMENTAL, MARKET, PAID_OUT, Payoffs

MONTHS = 10


@pytest.fixture(scope="module")
def watched():
    """An economy after ten months, its pay-offs, and all that was paid out, by month."""
    economy = Economy(Parameters(**TINY), seed=4)
    payoffs, paid = Payoffs(economy), []
    economy.onlookers.append(
        lambda e: paid.append(
            {kind: e.ledger.flow(what, payer=kind) / 100.0 for kind, what in PAID_OUT.items()}
            | {"saved": e.ledger.flow("saving", payee="investors") / 100.0}
        )
    )
    economy.run(MONTHS)
    return economy, payoffs, paid


def real(economy, month=MONTHS):
    return np.exp(-economy.parameters.nominal_growth * month / 12.0)


def test_investors_have_at_market_what_the_ledger_says_and_clients_drew_less_what_these_put_in(watched):
    economy, payoffs, paid = watched
    worth = economy.ledger.net_worth("investors").sum() / 100.0 * real(economy)
    drawn = sum(month["investors"] * real(economy, m) for m, month in enumerate(paid))
    saved = sum(month["saved"] * real(economy, m) for m, month in enumerate(paid))
    assert drawn > 0.0
    assert saved > 0.0
    assert payoffs.of("investors", MARKET).sum() == pytest.approx(worth + drawn - saved)


def test_pledges_that_are_not_called_are_no_gain_of_a_fund(watched):
    economy, payoffs, paid = watched
    ledger = economy.ledger
    stakes, cash, owed = (
        ledger.value("share", "funds"),
        ledger.deposits("funds"),
        ledger.owed("partnership", "funds"),
    )
    passed_on = sum(month["funds"] * real(economy, m) for m, month in enumerate(paid))
    worth = float((stakes + cash - owed).sum()) / 100.0 * real(economy) + passed_on
    assert payoffs.of("funds", MARKET).sum() == pytest.approx(worth)
    assert ledger.value("commitment", "funds").sum() > 0


@pytest.mark.parametrize(("kind", "listed"), [("hyperscalers", False), ("incumbents", True)])
def test_a_firm_is_worth_its_shares_and_what_it_paid_out_each_month_in_dollars_of_2015(kind, listed, watched):
    economy, payoffs, paid = watched
    firms = economy.populations[kind]
    value = float((firms.share_price * firms.shares).sum()) / (economy.listed_part if listed else 1.0)
    paid_out = sum(month[kind] * real(economy, m) for m, month in enumerate(paid))
    assert paid_out > 0.0
    assert payoffs.of(kind, MARKET).sum() == pytest.approx(value * real(economy) + paid_out)


def test_a_cloud_is_worth_less_without_belief_by_the_credits_that_it_owes():
    economy = Economy(Parameters(**TINY), seed=4)
    payoffs = Payoffs(economy)
    before = payoffs.of("hyperscalers", FUNDAMENTAL)
    economy.ledger.grant("cloud_credit", ("labs", 0), ("hyperscalers", 1), 2e9)
    fell = before - payoffs.of("hyperscalers", FUNDAMENTAL)
    assert fell == pytest.approx([0.0, 2e9 * real(economy, 0), 0.0, 0.0, 0.0][: len(fell)])


def test_shares_priced_at_what_firms_earn_and_own_without_belief_are_worth_the_same_at_both_values():
    economy = Economy(Parameters(**TINY), seed=4)
    payoffs, vendors = Payoffs(economy), economy.chip_vendors
    sold = (
        sober_multiples(economy, 0)["ai"] * vendors.earnings.sum() + economy.ledger.usd("chip_vendors").sum()
    )
    worth = {
        "ai": payoffs.of("hyperscalers", FUNDAMENTAL).sum() + sold,
        "rest": payoffs.of("incumbents", FUNDAMENTAL).sum() * economy.listed_part,
    }
    for group, kinds in GROUPS.items():
        factor = worth[group] / market_values(economy, group).sum()
        for kind in kinds:
            economy.populations[kind].share_price[:] *= factor
    assert payoffs.of("investors", FUNDAMENTAL).tolist() == pytest.approx(
        payoffs.of("investors", MARKET).tolist()
    )
    economy.hyperscalers.share_price[:] *= 2.0
    economy.chip_vendors.share_price[:] *= 2.0
    holders = economy.investors.ai_held > 0.0
    assert (payoffs.of("investors", FUNDAMENTAL) < payoffs.of("investors", MARKET))[holders].all()


def test_the_fundamental_value_of_a_firm_does_not_move_with_its_share_price(watched):
    economy, payoffs, _ = watched
    for kind in ("hyperscalers", "incumbents"):
        before, firms = payoffs.of(kind, FUNDAMENTAL), economy.populations[kind]
        at_market, kept = payoffs.of(kind, MARKET), firms.share_price.copy()
        firms.share_price[:] *= 3.0
        assert payoffs.of(kind, FUNDAMENTAL).tolist() == before.tolist()
        assert (payoffs.of(kind, MARKET) > at_market).all()
        firms.share_price[:] = kept


def test_higher_rates_make_earnings_worth_less():
    economy = Economy(Parameters(**TINY), seed=4)
    rate = economy.history.policy_rate
    low, high = int(np.argmin(rate)), int(np.argmax(rate))
    assert sober_multiples(economy, high)["ai"] < sober_multiples(economy, low)["ai"]


def test_stakes_are_taken_without_the_pressure_of_money_and_belief(watched):
    economy, payoffs, _ = watched
    sober = payoffs._sober_stakes("funds") + payoffs._sober_stakes("hyperscalers").sum() / economy.funds.size
    assert (sober > 0.0).any()
    startups = economy.startups
    value = startups.ask(startups.kind.pre_money, startups.rows, pressure=np.ones(len(startups.rows))).sum()
    labs = economy.labs
    value += labs.ask(labs.kind.pre_money, labs.rows, pressure=np.ones(len(labs.rows))).sum()
    assert 0.0 < payoffs._sober_stakes("funds").sum() < value


def test_watching_changes_nothing(watched):
    economy, _, _ = watched
    assert economy.digest() == Economy(Parameters(**TINY), seed=4).run(MONTHS).digest()


def test_the_public_fund_without_money_is_no_player(watched):
    economy, payoffs, _ = watched
    assert len(payoffs.counted("funds")) == TINY["fund_agents"] == economy.funds.size - 1
    assert len(payoffs.counted("investors")) == TINY["investor_agents"]
