"""The ledger: double entry in whole cents, three matrices that close, a state that goes on."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from small_books import ALL, HOME, OUTSIDE, as_usd, digest, small_economy, with_shares

from model.ledger import Ledger, LedgerBroken, Refused

# ---------------------------------------------------------------------- the three matrices by hand


def three_agents() -> Ledger:
    ledger = Ledger()
    for kind in ("households", "incumbents", "bank"):
        ledger.open(kind, 1)
    home, firm = ("households", 0), ("incumbents", 0)
    ledger.endow(home, 100.0)
    ledger.close_month(0)
    ledger.lend(firm, 50.0)
    ledger.pay("wages", firm, home, 30.0)
    ledger.pay("consumption", home, firm, 20.0)
    ledger.issue("share", home, firm, 10.0, units=10)
    ledger.invest("investment", "machines", firm, home, 25.0)
    ledger.depreciate("machines", firm, 5.0)
    ledger.revalue("share", firm, 1.5)
    ledger.pay("interest", firm, ("bank", 0), 1.0)
    ledger.repay(firm, 10.0)
    ledger.close_month(1)
    return ledger


def test_the_three_matrices_of_three_agents_are_those_worked_by_hand():
    ledger = three_agents()
    # Columns: households, incumbents, bank. The sum of each column, and of each row of a claim, is zero.
    assert ledger.balance_sheet(1).kinds == ("households", "incumbents", "bank")
    assert as_usd(ledger.balance_sheet(1)) == {
        "deposit": [125, 14, -139],
        "reserves": [0, 0, 100],
        "loan": [0, -40, 40],
        "share": [15, -15, 0],
        "machines": [0, 20, 0],
        "net worth": [-140, 21, -1],
    }
    assert as_usd(ledger.transaction_flows(1)) == {
        "lend": [0, 50, -50],
        "wages": [30, -30, 0],
        "consumption": [-20, 20, 0],
        "issue share": [-10, 10, 0],
        "investment": [25, -25, 0],
        "interest": [0, -1, 1],
        "repay": [0, -10, 10],
        "change in deposits": [-25, -14, 39],
    }
    assert as_usd(ledger.revaluations(1)) == {"depreciation of machines": [0, -5, 0], "share": [5, -5, 0]}


def test_the_opening_stands_in_the_revaluation_matrix_and_not_among_the_flows():
    ledger = three_agents()
    assert as_usd(ledger.revaluations(0)) == {"reserves": [0, 0, 100], "deposit": [100, 0, -100]}
    assert as_usd(ledger.transaction_flows(0)) == {"change in deposits": [0, 0, 0]}


def test_net_worth_changes_by_income_and_revaluation_and_nothing_else():
    ledger = three_agents()
    assert ledger.net_worth("households").tolist() == [14000]  # 100 + 30 - 20 + 25 earned, 5 by the mark
    assert ledger.net_worth("incumbents").tolist() == [-2100]  # -30 + 20 - 1 earned, -5 worn, -5 by the mark
    assert ledger.net_worth("bank").tolist() == [100]


def test_matrices_of_past_months_stay_as_they_were():
    ledger = three_agents()
    before = [
        as_usd(m) for m in (ledger.balance_sheet(1), ledger.transaction_flows(1), ledger.revaluations(1))
    ]
    ledger.open("funds", 3)
    ledger.pay("wages", ("incumbents", 0), ("households", 0), 3.0)
    ledger.grant("credit", ("funds", 1), ("incumbents", 0), 2.0)
    ledger.close_month(2)
    after = [
        as_usd(m) for m in (ledger.balance_sheet(1), ledger.transaction_flows(1), ledger.revaluations(1))
    ]
    rows = [{name: row[:3] for name, row in matrix.items() if any(row)} for matrix in after]
    assert rows == before


def test_a_month_that_is_not_closed_has_no_matrices():
    with pytest.raises(ValueError, match=r"month 7 is not a closed month; closed are 0 to 1"):
        three_agents().balance_sheet(7)


# ---------------------------------------------------------------------- amounts and parties


def test_dollars_are_rounded_once_to_the_nearest_cent_and_half_to_even():
    ledger = small_economy()
    paid = ledger.pay("gift", HOME, ("startups", ALL), [0.125, 0.375, 0.0049])
    assert paid.tolist() == [12, 38, 0]
    assert ledger.pay("gift", HOME, OUTSIDE, 0.375).tolist() == [38]
    assert ledger.pay("gift", HOME, OUTSIDE, 0.125).tolist() == [12]
    assert ledger.deposits("households")[0] == 100000 - 100


def test_a_hundred_trillion_dollars_are_booked_exactly():
    ledger = Ledger()
    for kind in ("households", "outside_firms", "bank"):
        ledger.open(kind, 1)
    ledger.endow(HOME, 1e14)
    ledger.pay("gift", HOME, OUTSIDE, cents=9_999_999_999_999_999)
    assert ledger.deposits("households").tolist() == [1]
    assert ledger.close_month(0) == 0


def test_all_shares_of_a_rich_world_may_lie_in_one_hand():
    ledger = Ledger()
    for kind in ("households", "outside_firms", "bank"):
        ledger.open(kind, 1)
    ledger.endow(HOME, 1e9)
    ledger.issue("listed", HOME, OUTSIDE, 1e9)
    ledger.revalue("listed", OUTSIDE, 2_500.0)
    assert ledger.value("listed", "households").tolist() == [25 * 10**15]
    assert ledger.close_month(0) == 0


def test_a_row_named_twice_pays_and_is_paid_twice():
    ledger = small_economy()
    ledger.pay("gift", ("startups", [1, 1, 2]), ("researchers", [4, 0, 4]), [1.0, 2.0, 4.0])
    assert ledger.deposits("startups").tolist() == [100000, 99700, 99600]
    assert ledger.deposits("researchers").tolist() == [100200, 100000, 100000, 100000, 100500]


def test_a_party_may_be_an_id_a_slice_ids_or_a_mask():
    for rows in (slice(1, 3), [1, 2], np.array([False, True, True])):
        ledger = small_economy()
        ledger.pay("gift", ("startups", rows), HOME, 1.0)
        assert ledger.deposits("startups").tolist() == [100000, 99900, 99900]
    ledger.pay("gift", ("startups", 0), HOME, 1.0)
    assert ledger.deposits("startups")[0] == 99900


def test_an_empty_batch_moves_nothing():
    ledger = small_economy()
    paid = ledger.pay("gift", ("startups", np.array([], dtype=int)), HOME, 5.0)
    ledger.issue("share", ("funds", 0), ("startups", np.array([], dtype=int)), 5.0)
    ledger.redeem("commitment", ("funds", []), HOME, 5.0)
    assert len(paid) == 0
    assert ledger.deposits("households").tolist() == [100000]
    assert ledger.close_month(1) == 0


@pytest.mark.parametrize("amount", [-0.01, float("nan"), float("inf"), 1.1e15])
def test_an_amount_that_is_no_amount_is_named_with_its_payer(amount: float):
    ledger = small_economy()
    before = digest(ledger)
    with pytest.raises(
        ValueError, match=r"'wages', month 1: startups 2 is to pay .* usd; .* from 0 to 1e\+15"
    ):
        ledger.pay("wages", ("startups", ALL), HOME, [1.0, 2.0, amount])
    with pytest.raises(ValueError, match="households 0"):
        ledger.pay("wages", HOME, OUTSIDE, amount)
    assert digest(ledger) == before


def test_rows_kinds_and_lengths_that_do_not_fit_are_named():
    ledger = small_economy()
    before = digest(ledger)
    with pytest.raises(ValueError, match=r"startups: rows 3 do not all exist; ids run from 0 to 2"):
        ledger.pay("wages", ("startups", 3), HOME, 1.0)
    with pytest.raises(ValueError, match="startups: rows -1"):
        ledger.pay("wages", ("startups", -1), HOME, 1.0)
    with pytest.raises(ValueError, match="nearest name is 'startups'"):
        ledger.pay("wages", ("startup", 0), HOME, 1.0)
    with pytest.raises(ValueError, match="rows of researchers, month 1: 5 given for a batch of 7"):
        ledger.pay("wages", ("researchers", ALL), HOME, np.ones(7))
    with pytest.raises(ValueError, match="a mask of 2 for 3 rows"):
        ledger.pay("wages", ("startups", np.array([True, False])), HOME, 1.0)
    with pytest.raises(TypeError, match="give an amount once"):
        ledger.pay("wages", HOME, OUTSIDE, 1.0, cents=100)
    with pytest.raises(TypeError, match="whole numbers"):
        ledger.pay("wages", HOME, OUTSIDE, cents=1.5)
    assert digest(ledger) == before


def test_units_are_whole_and_come_with_money():
    ledger = small_economy()
    for units in (1.5, -1, 0):
        with pytest.raises(ValueError, match="units must be whole"):
            ledger.issue("share", ("funds", 0), ("startups", 0), 1.0, units=units)


def test_one_name_cannot_be_a_claim_and_a_real_asset():
    ledger = small_economy()
    for attempt in (
        lambda: ledger.issue("machines", ("funds", 0), ("startups", 0), 1.0),
        lambda: ledger.grant("deposit", ("funds", 0), ("startups", 0), 1.0),
        lambda: ledger.invest("buy", "commitment", ("funds", 0), ("startups", 0), 1.0),
        lambda: ledger.value("machines", "funds"),
    ):
        before = digest(ledger)
        with pytest.raises(ValueError, match="in these books"):
            attempt()
        assert digest(ledger) == before


def test_whoever_reads_the_books_cannot_write_them():
    ledger = with_shares()
    ledger.invest("purchase", "machines", ("startups", 0), OUTSIDE, 1.0)
    ledger.lend(("startups", 0), 1.0)
    for view in (
        ledger.deposits("startups"),
        ledger.net_worth("startups"),
        ledger.value("share", "funds"),
        ledger.owed("share", "startups"),
        ledger.owed("loan", "startups"),
        ledger.real("machines", "startups"),
        ledger.lots("share").cents,
        ledger.balance_sheet().cents,
    ):
        with pytest.raises(ValueError, match="read-only"):
            view[...] = 0
    ledger.usd("startups")[:] = 0.0
    assert ledger.deposits("startups")[1] == 104000


# ---------------------------------------------------------------------- growth, saving, looking


def test_new_holders_move_nobodys_balance_lot_or_entry():
    ledger, plain = with_shares(), with_shares()
    assert ledger.open("funds", 9).tolist() == list(range(2, 11))  # the rows of start-ups move
    assert ledger.open("startups", 50).tolist() == list(range(3, 53))
    assert ledger.open("incumbents", 4).tolist() == [0, 1, 2, 3]
    assert [c.tolist() for c in ledger.lots("share")] == [c.tolist() for c in plain.lots("share")]
    for books in (ledger, plain):
        books.revalue("share", ("startups", 1), 33.0)
        books.pay("wages", ("startups", 1), ("researchers", ALL), 1.0)
    assert ledger.deposits("startups")[:3].tolist() == plain.deposits("startups").tolist()
    for column in ledger.entries():
        assert ledger.entries()[column].tolist() == plain.entries()[column].tolist()
    assert [c.tolist() for c in ledger.lots("share")] == [c.tolist() for c in plain.lots("share")]
    assert ledger.close_month(1) == 0


def test_a_saved_ledger_goes_on_with_identical_bytes():
    first = with_shares()
    first.open("startups", 2)
    first.pay("wages", ("startups", 0), ("researchers", ALL), 1.0)
    second = Ledger.from_state({name: array.copy() for name, array in first.state().items()})
    assert digest(second) == digest(first)
    for ledger in (first, second):
        ledger.open("startups", 40)
        ledger.lend(("startups", slice(1, 20)), 5.0)
        ledger.write_off("share", ("startups", 0))
        ledger.close_month(1)
        ledger.pay("wages", ("startups", 1), ("researchers", ALL), 1.0)
    assert digest(second) == digest(first)
    assert as_usd(second.transaction_flows(1)) == as_usd(first.transaction_flows(1))
    assert second.month == first.month == 2


def test_a_ledger_saved_between_two_tidyings_of_its_loans_goes_on_with_identical_bytes():
    first = small_economy()
    for month in range(1, 41):
        first.lend(("startups", ALL), 1.0)
        first.close_month(month)
    second = Ledger.from_state(first.state())
    for ledger in (first, second):
        for month in range(41, 80):
            ledger.lend(("startups", ALL), 1.0)
            ledger.close_month(month)
            assert len(ledger.lots("loan").cents) < 80
    assert digest(second) == digest(first)


def test_looking_changes_nothing():
    ledger = with_shares()
    ledger.write_off("share", ("startups", 0))
    before = digest(ledger)
    ledger.lots("share")
    ledger.lots("no such claim yet")
    ledger.entries()
    ledger.positions()
    ledger.balance_sheet()
    ledger.transaction_flows()
    ledger.revaluations()
    ledger.value("no such claim yet", "funds")
    assert digest(ledger) == before


def test_every_part_of_the_books_is_in_the_digest():
    ledger = with_shares()
    seen = {digest(ledger)}
    for change in (
        lambda: ledger.pay("gift", HOME, OUTSIDE, 1.0),
        lambda: ledger.open("labs", 1),
        lambda: ledger.revalue("share", ("startups", 0), 11.0),
        lambda: ledger.close_month(1),
    ):
        change()
        seen.add(digest(ledger))
    assert len(seen) == 5


def test_months_close_in_order():
    ledger = small_economy()
    ledger.close_month(1)
    with pytest.raises(ValueError, match="month 1 is closed; the next is 2"):
        ledger.close_month(1)


# ---------------------------------------------------------------------- tables


def test_the_months_entries_explain_every_change_of_every_deposit():
    ledger = with_shares()
    ledger.draw("commitment", ("funds", ALL), HOME, 7.0, against="partnership")
    ledger.transfer("share", ("startups", 0), ("funds", 0), ("funds", 1), 2, 50.0)
    ledger.invest("purchase", "machines", ("startups", ALL), OUTSIDE, [1.0, 0.0, 4.0])
    ledger.close("share", ("startups", 1), OUTSIDE, 12.34)
    book = ledger.entries()
    moves_money = book["class"] != "revaluation"
    for kind in ("households", "outside_firms", "funds", "startups", "researchers"):
        change = np.zeros(ledger.count(kind), dtype=np.int64)
        for side, sign in (("payee", 1), ("payer", -1)):
            mine = moves_money & (book[f"{side}_kind"] == kind)
            np.add.at(change, book[f"{side}_id"][mine], sign * book["cents"][mine])
        assert (ledger.deposits(kind) - 100000).tolist() == change.tolist()
    assert (book["cents"] != 0).all()
    assert book["what"][0] == "issue share"
    assert ledger.flow("issue share", "funds") == ledger.flow("issue share", payee="startups") == 8000


def test_entries_of_some_names_are_those_and_no_others():
    ledger = with_shares()
    ledger.invest("purchase", "machines", ("startups", ALL), OUTSIDE, [1.0, 0.0, 4.0])
    whole, some = ledger.entries(), ledger.entries({"purchase", "no such name"})
    named = whole["what"] == "purchase"
    assert 0 < named.sum() < len(named)
    for column, values in whole.items():
        assert some[column].tolist() == values[named].tolist(), column
    assert [len(column) for column in ledger.entries({"no such name"}).values()] == [0] * len(whole)


def test_positions_add_up_to_the_balance_sheet():
    ledger = with_shares()
    ledger.issue("share", ("funds", 0), ("startups", 0), 50.0, units=5)
    table, sheet = ledger.positions(), ledger.balance_sheet()
    keys = list(zip(*(table[c].tolist() for c in table if c not in ("quantity", "cents")), strict=True))
    assert len(set(keys)) == len(keys)
    for claim in ("deposit", "share", "commitment", "machines"):
        for kind in ledger.kinds:
            held = table["cents"][(table["claim"] == claim) & (table["holder_kind"] == kind)].sum()
            owed = table["cents"][(table["claim"] == claim) & (table["issuer_kind"] == kind)].sum()
            assert sheet.of(claim, kind) == held - owed
    mine = (table["claim"] == "share") & (table["holder_id"] == 0) & (table["issuer_id"] == 0)
    assert (table["quantity"][mine].tolist(), table["cents"][mine].tolist()) == ([8], [8000])


def test_balances_change_by_flows_and_revaluations_claim_by_claim():
    ledger = with_shares()
    ledger.revalue("share", ("startups", 0), 12.0)
    ledger.close_month(1)
    ledger.redeem("share", ("funds", 1), ("startups", 0), 5.0)
    ledger.revalue("share", ("startups", ALL), [10.0, 30.0, 0.0])
    change = ledger.balance_sheet().of("share", "funds") - ledger.balance_sheet(1).of("share", "funds")
    paid = -ledger.transaction_flows().of("redeem share", "funds")
    assert change == paid + ledger.revaluations().of("share", "funds")


@pytest.mark.parametrize(
    "error",
    [
        Refused("rent", ("labs", 4), 249, 100, 200),
        LedgerBroken(("labs", 4), 249, ("deposit", 1, 2), ["rent"]),
    ],
)
def test_an_error_of_the_books_travels_between_processes_as_it_is(error):
    other = pickle.loads(pickle.dumps(error))
    assert (type(other), str(other), vars(other)) == (type(error), str(error), vars(error))
