"""Claims and real assets: what each verb moves on both sides, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from small_books import ALL, BANK, HOME, OUTSIDE, as_usd, digest, small_economy, with_shares

from model.ledger import Ledger, Refused

# ---------------------------------------------------------------------- refusals

TOO_MUCH: dict[str, Callable[[Ledger], object]] = {
    "pay one by one": lambda b: b.pay("bill", ("startups", [0, 2]), HOME, [1.0, 1e6]),
    "pay all": lambda b: b.pay("bill", ("startups", ALL), HOME, [1.0, 2.0, 1e6]),
    "pay from one": lambda b: b.pay("bill", ("startups", 2), ("researchers", ALL), 250.0),
    "pay twice": lambda b: b.pay("bill", ("startups", [2, 0, 2]), HOME, [600.0, 1.0, 600.0]),
    "issue": lambda b: b.issue("share", ("startups", [0, 2]), ("funds", 0), [1.0, 1e6], units=[1, 1]),
    "issue what is new": lambda b: b.issue("bond", ("startups", [0, 2]), ("funds", 0), [1.0, 1e6]),
    "invest": lambda b: b.invest("capex", "chips", ("startups", ALL), OUTSIDE, [1.0, 1.0, 1e6]),
    "repay what is not owed": lambda b: b.repay(("startups", 2), 1.0),
    "redeem too much": lambda b: b.redeem("share", ("funds", 0), ("startups", [1, 2]), [1.0, 1.0]),
    "draw too much": lambda b: b.draw(
        "commitment", ("startups", [2]), ("startups", 2), 1.0, against="partnership"
    ),
    "exit": lambda b: b.close("share", ("startups", [0, 1]), ("startups", 2), [1.0, 1e6]),
    "sell what one lacks": lambda b: b.transfer(
        "share", ("startups", 0), ("startups", 2), ("funds", 0), 1, 5.0
    ),
    "depreciate": lambda b: b.depreciate("machines", ("startups", [0, 2]), [1.0, 51.0]),
    "wear out what is not there": lambda b: b.depreciate("chips", ("startups", 2), 1.0),
}


@pytest.mark.parametrize("posting", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_a_refused_posting_names_its_payer_and_moves_nothing(posting: Callable[[Ledger], object]):
    ledger = with_shares()
    before = digest(ledger)
    with pytest.raises(
        Refused, match=r"refused in month 1: startups 2 has [\d,.]+ usd, asked for [\d,.]+ usd"
    ) as no:
        posting(ledger)
    assert (no.value.kind, no.value.id, no.value.month) == ("startups", 2, 1)
    assert no.value.asked > no.value.has >= 0
    assert digest(ledger) == before
    assert ledger.close_month(1) == 0


def test_a_refusal_says_how_much_was_there_and_how_much_was_asked_in_all():
    ledger = small_economy()
    with pytest.raises(Refused) as no:
        ledger.pay("bill", ("startups", [1, 1]), HOME, [600.0, 600.0])
    assert (no.value.what, no.value.has, no.value.asked) == ("bill", 100000, 120000)


def test_what_is_received_in_a_batch_cannot_be_spent_in_it():
    ledger = small_economy()
    with pytest.raises(Refused):
        ledger.pay("round", ("startups", [0, 1]), ("startups", [1, 2]), [1000.0, 1500.0])


# ---------------------------------------------------------------------- the bank


def test_the_bank_pays_by_owing_more_and_is_paid_by_owing_less():
    ledger = small_economy()
    before = ledger.money
    ledger.pay("interest on deposits", BANK, ("researchers", ALL), 2.0)
    ledger.pay("fees", ("researchers", [0, 1]), BANK, [1.0, 3.0])
    assert ledger.money - before == 1000 - 400
    assert ledger.net_worth("bank").tolist() == [-600]
    assert ledger.deposits("bank").tolist() == [0]


def test_a_loan_creates_a_deposit_and_its_repayment_destroys_it():
    ledger = small_economy()
    before, worth = ledger.money, ledger.net_worth("startups").tolist()
    ledger.lend(("startups", ALL), [10.0, 20.0, 30.0])
    assert ledger.money - before == 6000
    ledger.repay(("startups", [1, 2]), [20.0, 5.0])
    assert ledger.money - before == 3500
    assert ledger.owed("loan", "startups").tolist() == [1000, 0, 2500]
    assert ledger.value("loan", "bank").tolist() == [3500]
    assert ledger.net_worth("startups").tolist() == worth


def test_there_is_one_bank():
    with pytest.raises(ValueError, match="one bank"):
        small_economy().open("bank", 1)


def test_many_small_loans_of_one_borrower_become_one_lot_and_owe_the_same():
    ledger = small_economy()
    for month in range(1, 100):
        ledger.lend(("startups", ALL), 1.0)
        ledger.repay(("startups", 1), 0.5)
        ledger.close_month(month)
    assert len(ledger.lots("loan").cents) < 150
    assert ledger.owed("loan", "startups").tolist() == [9900, 4950, 9900]


# ---------------------------------------------------------------------- claims


def test_issuing_swaps_cash_for_a_claim_and_leaves_net_worth_alone():
    ledger = with_shares()
    assert ledger.value("share", "funds").tolist() == [7000, 1000]
    assert ledger.owed("share", "startups").tolist() == [4000, 4000, 0]
    assert ledger.units("share", "startups").tolist() == [4, 2, 0]
    assert ledger.net_worth("funds").tolist() == [130000, 120000]  # 1,000 usd and the commitment
    lots = ledger.lots("share")
    assert lots.holder_kind.tolist() == [ledger.code("funds")] * 3
    assert list(zip(lots.holder_id, lots.issuer_id, lots.units, lots.cents, strict=True)) == [
        (0, 0, 3, 3000),
        (1, 0, 1, 1000),
        (0, 1, 2, 4000),
    ]


def test_a_grant_raises_the_holder_and_lowers_the_issuer_without_cash_or_income():
    ledger = small_economy()
    ledger.grant("credit", ("startups", [0, 0]), ("funds", [0, 1]), [5.0, 6.0])
    assert ledger.net_worth("startups")[0] == 105000 + 1100
    assert ledger.revaluations().of("credit", "funds") == -1100
    assert as_usd(ledger.transaction_flows()) == {"change in deposits": [0.0] * 7}
    assert ledger.close_month(1) == 0


def test_a_capital_call_turns_commitment_into_cash_and_the_saver_gets_a_partnership():
    ledger = small_economy()
    ledger.draw("commitment", ("funds", ALL), HOME, [100.0, 200.0], against="partnership")
    assert ledger.value("commitment", "funds").tolist() == [20000, 0]
    assert ledger.owed("commitment", "households").tolist() == [20000]
    assert ledger.value("partnership", "households").tolist() == [30000]
    assert ledger.owed("partnership", "funds").tolist() == [10000, 20000]
    assert ledger.deposits("funds").tolist() == [110000, 120000]
    with pytest.raises(Refused, match=r"households 0 has 0\.00 usd, asked for 1\.00"):
        ledger.draw("commitment", ("funds", 1), HOME, 1.0)


def test_redeeming_takes_the_oldest_lot_first_and_units_with_it():
    ledger = with_shares()
    ledger.issue("share", ("funds", 0), ("startups", 0), 50.0, units=5)
    ledger.redeem("share", ("funds", 0), ("startups", 0), 45.0)
    lots = ledger.lots("share")
    mine = (lots.holder_id == 0) & (lots.issuer_id == 0)
    assert (lots.units[mine].tolist(), lots.cents[mine].tolist()) == (
        [4],
        [3500],
    )  # 1.5 units round down to 1
    assert ledger.deposits("startups")[0] == 100000 + 9000 - 4500


def test_of_many_pairs_each_gives_up_its_oldest_lot_first():
    ledger = with_shares()
    ledger.issue("share", ("funds", [0, 1, 0]), ("startups", [0, 0, 1]), [8.0, 8.0, 8.0], units=[8, 8, 8])
    ledger.redeem("share", ("funds", [1, 0]), ("startups", [0, 1]), [10.0, 41.0])
    lots = ledger.lots("share")
    assert list(zip(lots.holder_id, lots.issuer_id, lots.units, lots.cents, strict=True)) == [
        (0, 0, 3, 3000),
        (0, 0, 8, 800),
        (1, 0, 8, 800),
        (0, 1, 7, 700),
    ]


def test_a_share_that_is_partly_redeemed_keeps_its_last_unit():
    ledger = with_shares()
    ledger.redeem("share", ("funds", 1), ("startups", 0), 9.99)
    assert ledger.lots("share").cents.tolist() == [3000, 1, 4000]
    assert ledger.lots("share").units.tolist() == [3, 1, 2]
    ledger.redeem("share", ("funds", 1), ("startups", 0), 0.01)
    assert ledger.units("share", "startups").tolist() == [3, 2, 0]


def test_the_last_cent_of_a_huge_claim_keeps_its_unit():
    ledger = small_economy()
    ledger.grant("note", ("funds", 0), BANK, cents=4 * 10**17, units=1)
    ledger.redeem("note", ("funds", 0), BANK, cents=4 * 10**17 - 1)
    assert ledger.close_month(1) == 0
    assert (ledger.lots("note").units.tolist(), ledger.lots("note").cents.tolist()) == ([1], [1])


def test_a_loan_of_any_size_has_as_many_units_as_cents_after_any_repayment():
    ledger = small_economy()
    ledger.lend(("startups", [0, 1]), cents=[899_999_999_999_999_999, 17])
    ledger.repay(("startups", [0, 1]), cents=[234_567_890_123_456_789, 5])
    lots = ledger.lots("loan")
    assert lots.units.tolist() == lots.cents.tolist() == [665_432_109_876_543_210, 12]


def test_a_claim_on_nothing_is_no_lot():
    ledger = small_economy()
    ledger.grant("credit", ("funds", ALL), ("startups", 0), [0.0, 3.0])
    assert ledger.lots("credit").holder_id.tolist() == [1]


def test_shares_of_different_rounds_become_one_holding_and_nothing_is_lost():
    ledger = small_economy()
    for month in range(1, 160):
        ledger.issue("share", ("funds", 0), ("startups", 0), 0.01 * month, units=3)
        ledger.close_month(month)
    lots = ledger.lots("share")
    assert len(lots.units) < 80
    assert (lots.units.sum(), lots.cents.sum()) == (3 * 159, sum(range(1, 160)))


def test_two_requests_of_one_pair_redeem_what_both_ask():
    ledger = with_shares()
    ledger.redeem("share", ("funds", [0, 1, 0]), ("startups", 0), [10.0, 10.0, 20.0])
    assert ledger.owed("share", "startups").tolist() == [0, 4000, 0]
    assert ledger.close_month(1) == 0


def test_marks_shift_net_worth_between_holder_and_issuer_and_are_never_income():
    ledger = with_shares()
    before = ledger.net_worth("funds").copy()
    ledger.revalue("share", ("startups", [0, 1]), [25.0, 0.0])
    assert (ledger.net_worth("funds") - before).tolist() == [3 * 1500 - 4000, 1500]
    assert ledger.owed("share", "startups").tolist() == [10000, 0, 0]
    assert (
        ledger.revaluations().of("share", "startups") == -ledger.revaluations().of("share", "funds") == -2000
    )
    assert "mark share" not in ledger.transaction_flows().rows
    ledger.revalue("share", ("startups", 1), 3.0)  # what was marked to nothing can come back
    assert ledger.owed("share", "startups").tolist() == [10000, 600, 0]
    assert ledger.close_month(1) == 0


def test_single_lots_can_be_marked_by_their_holder():
    ledger = with_shares()
    ledger.revalue_lots("share", np.array([2, 0]), cents=np.array([1, 5000]))
    assert ledger.lots("share").cents.tolist() == [5000, 1000, 1]
    assert ledger.close_month(1) == 0
    for lots, cents in (([0, 0], [1, 1]), ([3], [1]), ([-1], [1]), ([0], [-1]), ([0, 1], [1])):
        with pytest.raises(ValueError, match="name each live lot once"):
            ledger.revalue_lots("share", np.array(lots), cents=np.array(cents))


def test_a_trade_marks_to_the_price_first_so_that_the_trade_itself_earns_nothing():
    ledger = with_shares()
    before = ledger.net_worth("funds").copy(), ledger.net_worth("researchers").copy()
    ledger.transfer("share", ("startups", 0), ("funds", 0), ("researchers", 4), 2, 50.0)
    assert ledger.value("share", "researchers").tolist() == [0, 0, 0, 0, 5000]
    assert ledger.value("share", "funds").tolist() == [1000 + 4000, 1000]
    assert (ledger.net_worth("funds") - before[0]).tolist() == [
        3000,
        0,
    ]  # bought at 20, marked and sold at 50
    assert (ledger.net_worth("researchers") - before[1]).tolist() == [0] * 5
    assert ledger.owed("share", "startups").tolist() == [1000 + 1000 + 5000, 4000, 0]
    assert ledger.units("share", "startups").tolist() == [4, 2, 0]
    assert ledger.close_month(1) == 0


def test_many_trades_at_once_give_each_buyer_its_own_lot():
    ledger = with_shares()
    ledger.transfer(
        "share", ("startups", [0, 1, 0]), ("funds", 0), ("researchers", [0, 1, 2]), [1, 2, 2], [9.0, 8.0, 7.0]
    )
    assert ledger.value("share", "researchers").tolist() == [900, 800, 700, 0, 0]
    assert ledger.value("share", "funds").tolist() == [0, 1000]
    assert ledger.close_month(1) == 0


def test_an_exit_pays_holders_by_units_to_the_cent_and_ends_the_claim():
    ledger = with_shares()
    worth = {kind: ledger.net_worth(kind).copy() for kind in ("funds", "startups", "outside_firms")}
    ended = ledger.close("share", ("startups", [1, 0]), OUTSIDE, [90.0, 99.99])
    assert dict(zip(zip(ended.holder_id, ended.issuer_id, strict=True), ended.cents, strict=True)) == {
        (0, 0): 7499,  # three quarters of 99.99 is 74.9925, the larger remainder is the other's
        (1, 0): 2500,
        (0, 1): 9000,
    }
    assert ledger.deposits("outside_firms").tolist() == [100000 - 18999]
    assert len(ledger.lots("share").cents) == 0
    assert (ledger.net_worth("funds") - worth["funds"]).tolist() == [7499 - 3000 + 9000 - 4000, 2500 - 1000]
    assert (ledger.net_worth("startups") - worth["startups"]).tolist() == [4000, 4000, 0]
    assert (ledger.net_worth("outside_firms") - worth["outside_firms"]).tolist() == [-18999]
    assert ledger.revaluations().cents.sum() == 0
    assert ledger.close_month(1) == 0


def test_an_exit_needs_holders_and_names_each_issuer_once():
    ledger = with_shares()
    before = digest(ledger)
    with pytest.raises(ValueError, match="'exit share', month 1: nobody holds it of startups 2"):
        ledger.close("share", ("startups", 2), OUTSIDE, 1.0)
    with pytest.raises(ValueError, match="named twice"):
        ledger.close("share", ("startups", [0, 0]), OUTSIDE, 1.0)
    assert digest(ledger) == before


def test_a_bank_that_holds_shares_is_paid_by_owing_less():
    ledger = small_economy()
    ledger.issue("share", ("bank", [0, 0]), ("startups", [0, 1]), 10.0, units=1)
    before = ledger.money
    ledger.close("share", ("startups", [0, 1]), OUTSIDE, 7.0)
    assert before - ledger.money == 1400
    assert ledger.close_month(1) == 0


def test_a_write_off_takes_the_claim_from_both_sides():
    ledger = with_shares()
    lost = ledger.write_off("share", ("startups", [0, 2]))
    assert lost.cents.tolist() == [3000, 1000]
    assert ledger.value("share", "funds").tolist() == [4000, 0]
    assert ledger.owed("share", "startups").tolist() == [0, 4000, 0]
    assert ledger.revaluations().of("share", "funds") == -4000
    assert ledger.close_month(1) == 0


def test_a_sweep_pays_out_whatever_is_left():
    ledger = small_economy()
    swept = ledger.sweep("estate", ("startups", [0, 2]), HOME)
    assert swept.tolist() == [100000, 100000]
    assert ledger.deposits("startups").tolist() == [0, 100000, 0]


def test_spreading_a_total_pays_every_cent_of_it():
    ledger = small_economy()
    paid = ledger.spread("bonus", HOME, ("researchers", ALL), 100, [1.0, 1.0, 1.0, 0.0, 0.0])
    assert paid.tolist() == [34, 33, 33, 0, 0]
    assert ledger.deposits("households").tolist() == [99900]


# ---------------------------------------------------------------------- real assets


def test_buying_a_machine_earns_for_the_seller_and_costs_the_buyer_no_worth():
    ledger = small_economy()
    before = ledger.net_worth("startups").copy(), ledger.net_worth("outside_firms").copy()
    ledger.invest("purchase", "machines", ("startups", [0, 0, 1]), OUTSIDE, [1.0, 2.0, 4.0])
    assert ledger.real("machines", "startups").tolist() == [5300, 5400, 5000]
    assert (ledger.net_worth("startups") - before[0]).tolist() == [0, 0, 0]
    assert (ledger.net_worth("outside_firms") - before[1]).tolist() == [700]


def test_wear_and_scrapping_lower_the_asset_and_its_owners_worth_in_rows_of_their_own():
    ledger = small_economy()
    ledger.depreciate("machines", ("startups", ALL), [1.0, 2.0, 3.0])
    assert ledger.scrap("machines", ("startups", [1, 2])).tolist() == [4800, 4700]
    assert ledger.real("machines", "startups").tolist() == [4900, 0, 0]
    assert ledger.revaluations().of("depreciation of machines", "startups") == -600
    assert ledger.revaluations().of("machines", "startups") == -9500
    assert ledger.close_month(1) == 0


def test_openings_are_booked_before_the_first_month_closes():
    ledger = small_economy()
    for opening in (ledger.endow, lambda who, usd: ledger.endow_asset("machines", who, usd)):
        with pytest.raises(ValueError, match="before the first month closes"):
            opening(HOME, 1.0)
