"""Bankruptcies and arrears: who fails, what ends with it, what its creditors get, and what the bank does about it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_economy import SMALL, small_economy

from agents.lab import Lab
from agents.vocabulary import AI_INDUSTRY
from model import Economy, Parameters
from model.history import Event
from model.month.default import fail_on_debt, note_arrears
from model.month.goods import _bank_pays_out
from model.scenarios import Scenario

OUTSIDE = ("outside_firms", 0)


def leave(economy: Economy, kind: str, row: int, usd: float) -> None:
    """Take an agent's money away but for so much."""
    economy.ledger.sweep("taken", (kind, row), OUTSIDE)
    economy.ledger.pay("left", OUTSIDE, (kind, row), usd)


def noticed() -> Economy:
    """Return a small economy half a year on, in which the public knows AI and some households use it."""
    economy = small_economy(months=6)
    economy.posted.notice = economy.posted.firms_notice = 1.0
    economy.posted.users = 0.05
    return economy


def broke(economy: Economy, row: int, cash: float = 0.0) -> None:
    """Leave a lab with so much money, a plan far above it, and sales of a dollar a month."""
    leave(economy, "labs", row, cash)
    economy.labs.burn[row], economy.labs.revenue[row] = 1e9, 12.0


def month_of_failure(economy: Economy, fails: Any) -> Economy:
    """Run a month at the end of which exactly the labs fail for which `fails` is true."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lab, "fails", fails)
        return economy.run(1)


# ------------------------------------------------------------------------------------ who fails


def test_labs_without_money_fail_unless_sales_carry_enough_of_their_plan():
    economy = small_economy(lab_last_month=1.0, lab_least_carried=0.5)
    for row, (cash, sales) in enumerate([(99.0, 99.0), (99.0, 101.0), (101.0, 0.0), (0.0, 0.0)]):
        leave(economy, "labs", row, cash)
        economy.labs.burn[row], economy.labs.revenue[row] = 100.0, 12.0 * sales
    fail_on_debt(economy)
    # A plan of 100 and what is sold: sales of 99 carry less than half of it, 101 more.
    assert economy.labs.alive[:6].tolist() == [False, True, True, False, True, True]
    assert economy.desk.lab_failures == 2


def test_in_a_month_without_a_bankruptcy_nothing_is_lost():
    economy = small_economy()
    fail_on_debt(economy)
    assert (economy.desk.lab_failures, economy.desk.written_off, economy.posted.bank_loss) == (0, 0.0, 0.0)


# ---------------------------------------------------------------------------- what ends with it


def with_bills(cash: float) -> Economy:
    """Return an economy whose first lab owes two clouds 600 and 400, promised compute, and holds a credit of 500."""
    economy = small_economy(loss_given_default=0.7)
    ledger, clouds = economy.ledger, ("hyperscalers", np.array([0, 1]))
    ledger.issue("receivable", clouds, ("labs", 0), [600.0, 400.0])
    ledger.grant("compute_contract", clouds, ("labs", 0), cents=[0, 0], units=[70_000, 30_000])
    ledger.grant("cloud_credit", ("labs", 0), ("hyperscalers", 2), 500.0)
    broke(economy, 0, cash)
    return economy


@pytest.mark.parametrize(
    ("cash", "got"), [(1000.0, [180.0, 120.0]), (150.0, [90.0, 60.0]), (0.0, [0.0, 0.0])]
)
def test_creditors_get_what_a_bankruptcy_leaves_as_far_as_the_labs_cash_goes(cash, got):
    economy = with_bills(cash)
    before = economy.ledger.usd("hyperscalers")[:2].copy()
    fail_on_debt(economy)
    assert (economy.ledger.usd("hyperscalers")[:2] - before).tolist() == pytest.approx(got)
    assert economy.ledger.usd("labs")[0] == 0.0
    assert economy.ledger.close_month(0) == 0


def test_with_a_lab_end_its_shares_its_bills_its_promises_and_its_credits():
    economy = with_bills(1000.0)
    ledger = economy.ledger
    assert ledger.owed("share", "labs")[0] > 0
    fail_on_debt(economy)
    for claim in ("share", "receivable", "compute_contract"):
        lots = ledger.lots(claim)
        assert not ((lots.issuer_kind == ledger.code("labs")) & (lots.issuer_id == 0)).any(), claim
    assert ledger.value("cloud_credit", "labs")[0] == 0
    assert ledger.owed("cloud_credit", "hyperscalers")[2] == 0
    assert ledger.owed("share", "labs")[1] > 0, "the others' shares stay"
    assert ledger.close_month(0) == 0


def test_what_is_written_off_is_the_rest_of_the_bills_and_all_of_the_shares():
    economy = with_bills(1000.0)
    shares = float(economy.ledger.owed("share", "labs")[0]) / 100.0
    fail_on_debt(economy)
    assert economy.desk.written_off == pytest.approx(700.0 + shares)


def test_a_bankrupt_lab_employs_nobody_and_posts_nothing_next_month():
    failed, other = small_economy(months=6), small_economy(months=6)
    broke(failed, 0)
    fail_on_debt(failed)
    assert failed.labs.staff[0] == 0.0
    for economy in (failed, other):
        economy.run(1)
    gone = other.labs.staff[0]
    assert gone > 0.0
    assert failed.labs.staff[0] == 0.0
    assert failed.posted.posts[AI_INDUSTRY] < other.posted.posts[AI_INDUSTRY] - 0.5 * gone


def test_its_customers_go_to_the_other_labs_next_month():
    failed, other = noticed(), noticed()
    broke(failed, 0)
    fail_on_debt(failed)
    for economy in (failed, other):
        economy.run(1)
    sold = failed.desk.household_ai + failed.desk.model_sales
    assert failed.labs.revenue.sum() / 12.0 == pytest.approx(sold)
    assert failed.labs.revenue[0] == 0.0
    assert sold > 0.9 * (other.desk.household_ai + other.desk.model_sales)
    assert (failed.labs.revenue[1:] > 1.1 * other.labs.revenue[1:]).all()


def test_a_lab_that_is_gone_stays_gone_and_the_books_close_every_month():
    largest = float(small_economy(months=6).labs.raised.max())
    economy = month_of_failure(small_economy(months=6), lambda lab: lab.raised >= 0.9 * largest).run(6)
    assert not economy.labs.alive[0]
    assert sum(economy.record["lab_failures"]) == 1.0
    assert max(economy.record["written_off_usd"]) > 0.0
    assert not np.any(economy.record["ledger_residual_cents"])


def test_households_cannot_buy_more_of_a_lab_that_is_bankrupt():
    pulse = Event(np.datetime64("2015-02"), "pulse", 1e9, "a billion", lab=0)
    economy = Economy(Parameters(**SMALL), 1, Scenario("pulse", "Pulse", "What if?", events=(pulse,)))
    economy.run(1)
    broke(economy, 0)
    fail_on_debt(economy)
    economy.run(1)
    assert economy.record["lab_revenue_usd"][-1] < 1e8
    assert not economy.desk.pulse.any()


# ------------------------------------------------------------------------- without a single lab


@pytest.fixture(scope="module")
def without_labs() -> Economy:
    """An economy all of whose labs go bankrupt in the eighth month, five months later."""
    return month_of_failure(noticed().run(1), lambda lab: lab.cash >= 0.0).run(5)


def test_the_months_go_on_when_all_labs_are_bankrupt(without_labs):
    assert len(without_labs.labs) == 0
    assert without_labs.record["lab_failures"][7] == 6.0
    assert not np.any(without_labs.record["ledger_residual_cents"])


def test_nobody_pays_for_models_that_nobody_sells(without_labs):
    assert without_labs.record["lab_revenue_usd"][6] > 0.0
    for name in ("lab_revenue_usd", "household_ai_spend_usd", "lead_lab_valuation_usd"):
        assert without_labs.record[name][8:] == [0.0] * 5, name


def test_no_cloud_builds_for_promises_of_labs_that_are_gone(without_labs):
    assert without_labs.record["compute_promised_usd"][6] > 0.0
    assert without_labs.record["compute_promised_usd"][7:] == [0.0] * 6
    assert not without_labs.hyperscalers.promised.any()


# -------------------------------------------------------------------------------------- arrears


def test_in_arrears_is_who_paid_less_interest_than_was_due():
    economy = small_economy()
    due, paid = np.array([10.0, 10.0, 0.0, 10.004, -1.0]), np.array([1000, 999, 0, 1000, 0])
    note_arrears(economy, "hyperscalers", due, paid)
    assert economy.desk.arrears["hyperscalers"].tolist() == [1]


@pytest.mark.parametrize(("cash", "paid"), [(1e9, 300.0), (120.0, 120.0), (0.0, 0.0)])
def test_who_is_in_arrears_settles_with_the_bank_for_what_a_default_leaves(cash, paid):
    economy = small_economy(loss_given_default=0.7)
    ledger = economy.ledger
    ledger.lend(("incumbents", 3), 1000.0)
    leave(economy, "incumbents", 3, cash)
    economy.desk.arrears["incumbents"] = np.array([3])
    fail_on_debt(economy)
    assert ledger.owed("loan", "incumbents")[3] == 0
    assert cash - ledger.usd("incumbents")[3] == pytest.approx(paid)
    assert economy.posted.bank_loss == pytest.approx(1000.0 - paid)
    assert economy.desk.written_off == pytest.approx(1000.0 - paid)
    assert ledger.close_month(0) == 0


def test_the_bank_keeps_interest_until_it_has_made_its_loss_good_and_pays_out_the_rest():
    economy = small_economy()
    economy.posted.bank_loss = 30.0
    homes = []
    for interest in (1000, 2500, 700):
        economy.ledger.pay("interest", OUTSIDE, ("bank", 0), cents=interest)
        before = int(economy.ledger.deposits("households")[0])
        _bank_pays_out(economy, interest)
        homes.append(int(economy.ledger.deposits("households")[0]) - before)
    assert homes == [0, 500, 700]
    assert economy.posted.bank_loss == pytest.approx(0.0)
    assert economy.ledger.close_month(0) == 0


def test_a_firm_that_cannot_pay_its_interest_is_out_of_debt_by_the_end_of_the_month():
    economy = small_economy(months=1)
    firms = economy.incumbents
    economy.ledger.lend(("incumbents", 5), 1e9)
    firms.margin[5] = -1e3
    leave(economy, "incumbents", 5, 0.0)
    firms.revenue[5] = 12e3  # a thousand a month, and a million of bills
    economy.run(1)
    assert economy.desk.arrears["incumbents"].tolist() == [5]
    assert economy.ledger.owed("loan", "incumbents")[5] == 0
    assert economy.posted.bank_loss > 0.9e9
    assert economy.record["written_off_usd"][-1] > 0.9e9
    assert economy.record["ledger_residual_cents"] == [0.0, 0.0]
