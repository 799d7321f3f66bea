"""The audit: a cent changed behind the ledger's back is found and named."""

from __future__ import annotations

import numpy as np
import pytest
from small_books import ALL, OUTSIDE, digest, small_economy, with_shares

from model.ledger import Ledger, LedgerBroken

# ---------------------------------------------------------------------- the audit


def row_of(ledger: Ledger, kind: str, number: int) -> int:
    return ledger._books.region(kind).start + number


def corrupt_deposit(ledger: Ledger) -> None:
    ledger._deposits[row_of(ledger, "startups", 1)] += 7


def corrupt_net_worth(ledger: Ledger) -> None:
    ledger._books.owed[1][row_of(ledger, "startups", 1)] -= 7


def corrupt_claim(ledger: Ledger) -> None:
    ledger._books.owed[ledger._books.line("share")][row_of(ledger, "startups", 1)] += 7


def corrupt_lot(ledger: Ledger) -> None:
    ledger._claims["share"].data[3, 2] += 7


def corrupt_issuer_of_lot(ledger: Ledger) -> None:
    ledger._claims["share"].data[1, 2] = row_of(ledger, "startups", 2)


def corrupt_machine(ledger: Ledger) -> None:
    ledger._books.held[ledger._books.line("machines")][row_of(ledger, "startups", 1)] += 7


def corrupt_entry(ledger: Ledger) -> None:
    ledger._journal.pages[0].data[2, 1] += 7


def corrupt_payer(ledger: Ledger) -> None:
    ledger._journal.pages[0].data[0, 1] = row_of(ledger, "startups", 2)


def lose_an_entry(ledger: Ledger) -> None:
    ledger._journal.pages[0].size -= 2


@pytest.mark.parametrize(
    ("corrupt", "account", "entry"),
    [
        (corrupt_deposit, "deposit", "rent"),
        (corrupt_net_worth, "net worth", "rent"),
        (corrupt_claim, "share owed", "issue share"),
        (corrupt_lot, "share held", "issue share"),
        (corrupt_issuer_of_lot, "share owed", "issue share"),
        (corrupt_machine, "balance sheet", "rent"),
        (corrupt_entry, "deposit", "rent"),
        (corrupt_payer, "deposit", "rent"),
        (lose_an_entry, "deposit", "rent"),
    ],
)
def test_a_cent_changed_behind_the_ledgers_back_is_found_and_named(corrupt, account: str, entry: str):
    ledger = with_shares()
    ledger.pay("rent", ("startups", ALL), OUTSIDE, [1.0, 2.0, 3.0])
    corrupt(ledger)
    before = digest(ledger)
    with pytest.raises(LedgerBroken) as broken:
        ledger.close_month(1)
    fault = broken.value
    assert fault.account.startswith(account)
    assert fault.month == 1
    assert entry in fault.entries
    assert fault.cents != 0
    assert fault.residual >= abs(fault.cents)
    assert f"month 1: {fault.kind} {fault.id} is out by" in str(fault)
    expected = {
        corrupt_lot: ("funds", 0),
        corrupt_entry: ("outside_firms", 0),
        lose_an_entry: ("outside_firms", 0),
    }
    assert (fault.kind, fault.id) == expected.get(corrupt, ("startups", 1))
    assert digest(ledger) == before


def test_an_entry_whose_amount_was_changed_is_named_alone():
    ledger = with_shares()
    ledger.pay("rent", ("startups", ALL), OUTSIDE, [1.0, 2.0, 3.0])
    ledger.pay("tax", ("startups", ALL), OUTSIDE, 1.0)
    corrupt_entry(ledger)
    with pytest.raises(LedgerBroken, match=r"entries to look at: 'rent'$"):
        ledger.close_month(1)


def test_two_errors_that_cancel_in_the_sum_are_both_found():
    ledger = small_economy()
    ledger._deposits[row_of(ledger, "startups", 0)] += 5
    ledger._deposits[row_of(ledger, "researchers", 0)] -= 5
    with pytest.raises(LedgerBroken, match="startups 0 is out by 5 cents") as broken:
        ledger.close_month(1)
    assert broken.value.residual == 20  # each is out by 5 in its deposit and by 5 in its balance sheet


def test_a_total_that_the_matrices_would_show_wrongly_is_found():
    ledger = small_economy()
    ledger.pay("rent", ("startups", ALL), OUTSIDE, 1.0)
    key = next(iter(ledger._journal.flows))
    ledger._journal.flows[key] += 1
    with pytest.raises(LedgerBroken, match="all outside_firms is out by 1 cents in transaction flows"):
        ledger.close_month(1)


def test_a_revaluation_that_the_matrix_would_show_wrongly_is_found():
    ledger = with_shares()
    ledger.revalue("share", ("startups", 0), 11.0)
    key = next(iter(ledger._journal.changes))
    ledger._journal.changes[key] += 1
    with pytest.raises(LedgerBroken, match=r"all \w+ is out by 1 cents in income and revaluations"):
        ledger.close_month(1)


def test_an_overdraft_that_was_let_through_is_found():
    ledger = small_economy()
    ledger._take = lambda account, entry: np.subtract.at(
        account, [entry.payer.at], entry.cents
    )  # asks nobody
    ledger.pay("rent", ("startups", 1), OUTSIDE, 1000.01)
    with pytest.raises(LedgerBroken, match=r"startups 1 is out by -1 cents in deposit \(overdrawn.*'rent'"):
        ledger.close_month(1)


def test_a_deposit_that_the_bank_does_not_owe_is_found_however_well_it_is_hidden():
    ledger = small_economy()
    row = row_of(ledger, "startups", 1)
    for account in (
        ledger._deposits,
        ledger._books.opening[0],
        ledger._books.opening[1],
        ledger._books.owed[1],
    ):
        account[row] += 5
    with pytest.raises(LedgerBroken, match=r"all holders is out by 5 cents in deposit \(all that is held"):
        ledger.close_month(1)


def test_the_bank_that_creates_a_deposit_without_owing_it_is_found():
    ledger = small_economy()
    ledger._books.owed[0][row_of(ledger, "bank", 0)] -= 3
    with pytest.raises(LedgerBroken, match="bank 0 is out by 3 cents in deposit"):
        ledger.close_month(1)


def test_payroll_must_be_empty_when_the_month_closes():
    ledger = small_economy()
    ledger.pay("wages", ("startups", 0), ("payroll", 0), 5.0)
    with pytest.raises(LedgerBroken, match="payroll 0 is out by 500 cents in deposit"):
        ledger.close_month(1)
    ledger.spread("wages", ("payroll", 0), ("researchers", ALL), 500, np.ones(5))
    assert ledger.close_month(1) == 0
