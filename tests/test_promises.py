"""Promises and terms: compute that labs promise to buy, bills that they pay later, and what falls due within a purse."""

from __future__ import annotations

import numpy as np
import pytest
from small_economy import small_economy

from agents.lab import Lab
from model import Economy
from model.desk import Desk
from model.month.loop import (
    CREDIT_PURSE,
    LABS_PURSE,
    collect_bills,
    give_terms,
    perform_contracts,
    promise_compute,
    use_credits,
)

OUTSIDE = ("outside_firms", 0)
NOTHING_BOUGHT = np.zeros(6)
NOBODY = np.zeros(0, dtype=np.int64)


def promised(economy: Economy) -> np.ndarray:
    """Return what each lab has promised each cloud, usd, shape (labs, clouds)."""
    lots = economy.ledger.lots("compute_contract")
    table = np.zeros((economy.labs.size, economy.hyperscalers.size))
    np.add.at(table, (lots.issuer_id, lots.holder_id), lots.units / 100.0)
    return table


def to_all_clouds(economy: Economy, usd: list[float]) -> np.ndarray:
    """Return promises of each lab to all clouds by their loyalty, usd, shape (labs, clouds)."""
    loyalty = economy.hyperscalers.loyalty
    return np.outer(usd, loyalty / loyalty.sum())


def with_promises(usd: float = 1200.0) -> Economy:
    """Return an economy whose third lab has promised so much compute over ten months."""
    economy = small_economy(contract_months=10.0)
    economy.desk.contracts = to_all_clouds(economy, [0.0, 0.0, usd, 0.0, 0.0, 0.0])
    perform_contracts(economy, NOTHING_BOUGHT)
    economy.desk = Desk()
    return economy


# ------------------------------------------------------------------------------------- promises


def test_a_lab_that_raised_money_promises_a_multiple_of_the_compute_that_it_pays_for():
    economy = small_economy(contract_stretch=6.0, lab_compute_share=0.5)
    promise_compute(economy, np.array([1, 4, 1]), np.array([100.0, 30.0, 20.0]))
    assert economy.desk.contracts.sum(axis=1).tolist() == pytest.approx([0.0, 360.0, 0.0, 0.0, 90.0, 0.0])
    promise_compute(economy, np.array([4]), np.array([10.0]))
    assert economy.desk.contracts[4].sum() == pytest.approx(120.0), "promises of a month add up"


def test_a_lab_promises_compute_to_the_cloud_whose_money_it_took():
    economy = small_economy(contract_stretch=6.0, lab_compute_share=0.5)
    promise_compute(economy, np.array([1, 4, 1]), np.array([100.0, 30.0, 20.0]), np.array([2, 0, 2]))
    by_hand = np.zeros((6, 5))
    by_hand[1, 2], by_hand[4, 0] = 360.0, 90.0
    assert economy.desk.contracts == pytest.approx(by_hand)


def test_a_promise_is_held_by_clouds_in_proportion_to_loyalty_and_owed_by_the_lab():
    economy = with_promises()
    loyalty = economy.hyperscalers.loyalty / economy.hyperscalers.loyalty.sum()
    by_hand = np.zeros((6, 5))
    by_hand[2] = 1200.0 * loyalty
    assert promised(economy) == pytest.approx(by_hand, abs=0.01)


def test_a_promise_has_no_book_value_and_changes_nobodys_wealth():
    economy = small_economy(contract_months=10.0)
    before = economy.ledger.usd("labs").tolist(), economy.ledger.usd("hyperscalers").tolist()
    economy.desk.contracts = to_all_clouds(economy, [1e9] * 6)
    perform_contracts(economy, NOTHING_BOUGHT)
    assert promised(economy).sum() == pytest.approx(6e9)
    assert economy.ledger.value("compute_contract", "hyperscalers").tolist() == [0] * 5
    assert economy.ledger.owed("compute_contract", "labs").tolist() == [0] * 6
    assert before == (economy.ledger.usd("labs").tolist(), economy.ledger.usd("hyperscalers").tolist())
    assert economy.ledger.close_month(0) == 0


def test_a_promise_runs_down_over_its_term_and_new_ones_are_added():
    economy = with_promises(1000.0)
    left = []
    for new in (0.0, 0.0, 50.0):
        economy.desk.contracts = to_all_clouds(economy, [0.0, 0.0, new, 0.0, 0.0, 0.0])
        perform_contracts(economy, NOTHING_BOUGHT)
        left.append(promised(economy)[2].sum())
    assert left == pytest.approx([900.0, 810.0, 779.0], abs=0.2)
    assert economy.ledger.close_month(0) == 0


def test_what_is_due_beyond_what_the_lab_buys_is_what_clouds_see_promised():
    economy = with_promises(1200.0)
    bought = np.array([500.0, 0.0, 45.0, 0.0, 0.0, 0.0])
    perform_contracts(economy, bought)
    # A tenth of 1200 is due; 45 of it is bought. What another lab buys makes no difference.
    loyalty = economy.hyperscalers.loyalty / economy.hyperscalers.loyalty.sum()
    assert economy.hyperscalers.promised.tolist() == pytest.approx((75.0 * loyalty).tolist(), rel=1e-3)


def test_a_lab_that_buys_all_that_is_due_leaves_nothing_to_build_for():
    economy = with_promises(1200.0)
    perform_contracts(economy, np.full(6, 121.0))
    assert not economy.hyperscalers.promised.any()


def test_promises_follow_the_rounds_of_a_whole_month():
    economy = small_economy(months=12)
    p, labs = economy.parameters, economy.labs
    assert economy.desk.contracts.sum() > 0.0
    raised = economy.desk.contracts.sum(axis=1) / (p.contract_stretch * p.lab_compute_share)
    assert (raised <= labs.raised + 1.0).all()
    assert promised(economy).sum() == pytest.approx(economy.record["compute_promised_usd"][-1])


# ---------------------------------------------------------------------------------------- terms


def test_part_of_a_labs_cloud_bill_is_a_receivable_of_the_cloud_on_the_lab():
    economy = small_economy(cloud_terms=0.25)
    ledger = economy.ledger
    before = ledger.usd("labs")[1], ledger.usd("hyperscalers")[0]
    give_terms(economy, np.array([0]), np.array([1]), np.array([8000.0]))
    assert ledger.value("receivable", "hyperscalers").tolist() == [200_000, 0, 0, 0, 0]
    assert ledger.owed("receivable", "labs").tolist() == [0, 200_000, 0, 0, 0, 0]
    assert ledger.usd("labs")[1] - before[0] == pytest.approx(2000.0), "the bill itself is paid in full"
    assert before[1] - ledger.usd("hyperscalers")[0] == pytest.approx(2000.0)
    assert ledger.close_month(0) == 0


def test_bills_on_terms_fall_due_over_their_term():
    economy = small_economy(cloud_terms=0.25, receivable_months=5.0)
    give_terms(economy, np.array([0]), np.array([1]), np.array([8000.0]))
    owed = []
    for _ in range(3):
        collect_bills(economy)
        owed.append(int(economy.ledger.owed("receivable", "labs")[1]))
    assert owed == [160_000, 128_000, 102_400]
    assert economy.ledger.close_month(0) == 0


def test_a_lab_reads_what_it_owes_for_cloud_in_its_statement():
    economy = small_economy(months=3)
    owed = economy.ledger.owed("receivable", "labs") / 100.0
    assert owed.sum() > 0.0
    economy.run(1)
    assert economy.labs.owed.tolist() == pytest.approx(owed.tolist())


def test_without_the_loop_nothing_is_promised_and_no_bill_waits():
    economy = small_economy(loop_finance=0.0, cloud_terms=0.9, contract_stretch=20.0)
    promise_compute(economy, np.array([1]), np.array([1e9]))
    give_terms(economy, np.array([0]), np.array([1]), np.array([8000.0]))
    perform_contracts(economy, NOTHING_BOUGHT)
    assert len(economy.desk.contracts) == 0
    assert len(economy.ledger.lots("receivable").cents) == 0
    assert len(economy.ledger.lots("compute_contract").units) == 0
    assert not economy.hyperscalers.promised.any()


# -------------------------------------------------------------------------------------- purses


def with_many_bills(cash: float) -> Economy:
    """Return an economy whose first lab owes each of five clouds eight bills of 120 usd, and has so much money."""
    economy = small_economy(receivable_months=12.0)
    clouds = np.repeat(np.arange(5), 8)
    economy.ledger.issue("receivable", ("hyperscalers", clouds), ("labs", 0), np.full(40, 120.0))
    economy.ledger.sweep("taken", ("labs", 0), OUTSIDE)
    economy.ledger.pay("left", OUTSIDE, ("labs", 0), cash)
    return economy


@pytest.mark.parametrize(("cash", "paid"), [(10_000.0, 400.0), (1000.0, LABS_PURSE * 1000.0), (0.0, 0.0)])
def test_a_lab_parts_with_no_more_than_a_part_of_its_cash_for_all_its_bills_together(cash, paid):
    # A twelfth of forty bills of 120 is 400.
    economy = with_many_bills(cash)
    collect_bills(economy)
    assert cash - economy.ledger.usd("labs")[0] == pytest.approx(paid, abs=0.4)
    assert economy.ledger.close_month(0) == 0


def test_a_cloud_that_has_little_money_gives_little_of_what_its_many_credits_promise():
    economy = small_economy(credit_months=10.0)
    ledger = economy.ledger
    labs = np.tile(np.arange(6), 8)
    ledger.grant("cloud_credit", ("labs", labs), ("hyperscalers", 0), np.full(48, 1000.0))
    ledger.sweep("taken", ("hyperscalers", 0), OUTSIDE)
    ledger.pay("left", OUTSIDE, ("hyperscalers", 0), 100.0)
    used = use_credits(economy)
    assert used.sum() == pytest.approx(CREDIT_PURSE * 100.0, abs=0.5)
    assert ledger.close_month(0) == 0


def test_a_contract_is_a_multiple_of_the_compute_that_a_round_pays_for():
    economy = small_economy(contract_stretch=6.0, lab_compute_share=0.5)
    labs = economy.labs
    assert labs.ask(Lab.contract, labs.rows, money=np.full(6, 10.0)).tolist() == pytest.approx([30.0] * 6)


def test_a_lab_that_spends_all_it_has_on_compute_pays_its_old_bills_first_and_buys_with_the_rest():
    economy = small_economy(
        lab_compute_share=0.9, lab_staff_share=0.05, cloud_terms=0.0, receivable_months=1.0, months=3
    )
    economy.labs.revenue[:] = 1e13
    economy.hyperscalers.compute[:] *= 1e6  # there is enough for all
    owed = np.full(len(economy.labs), 0.002 * economy.ledger.usd("hyperscalers")[0])
    economy.ledger.issue("receivable", ("hyperscalers", 0), ("labs", economy.labs.rows), owed)
    economy.run(1)
    assert economy.record["ledger_residual_cents"][-1] == 0
