"""Provenance of money: what is stamped, how it travels, and what it says about the loop."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.ledger import Ledger
from model.loop_tally import MEMBERS
from model.provenance import POOL, Provenance
from model.stamps import OUTSIDE, VINTAGES

LAB, VENDOR, CLOUD = ("labs", 0), ("chip_vendors", 0), ("hyperscalers", 0)
HOME, OUTSIDERS, BANK = ("households", 0), ("outside_firms", 0), ("bank", 0)


def books(**usd):
    """Return a ledger of a few holders with these opening dollars, closed, and who follows its money."""
    ledger = Ledger()
    for kind in ("bank", "households", "outside_firms", "labs", "hyperscalers", "chip_vendors"):
        ledger.open(kind, 1)
    ledger.open("startups", 2)
    for kind, amount in usd.items():
        ledger.endow((kind, 0), amount)
    ledger.close_month(0)
    return ledger, Provenance(ledger)


def month_passes(ledger, provenance, months=1):
    """Look at the month, measure it, and close the books."""
    for _ in range(months):
        provenance.look(ledger)
        provenance.tally.close()
        ledger.close_month(ledger.month)


def origins(provenance, who):
    """Return what an account's money consists of: cents by 'outside', or (kind of member, month modulo 24)."""
    accounts = provenance.accounts
    row = provenance.origins.cents[accounts.enter(who)]
    names = {OUTSIDE: "outside"}
    for member, kind in enumerate(accounts.kinds):
        names |= {1 + VINTAGES * member + k: (kind, k) for k in range(VINTAGES)}
    return {names[tag]: int(row[tag]) for tag in np.flatnonzero(row)}


def last(provenance, name):
    return provenance.tally.record[name][-1]


# ------------------------------------------------------------------ a vendor that funds its only customer


def test_a_vendor_that_funds_its_only_customer_sells_for_its_own_money_and_gets_back_all_but_the_leaks():
    ledger, provenance = books(chip_vendors=5000.0)
    ledger.issue("share", VENDOR, LAB, cents=100_001)
    ledger.pay("rent and services", LAB, OUTSIDERS, cents=33_334)
    ledger.invest("chips", "chips", LAB, VENDOR, cents=66_667)
    month_passes(ledger, provenance)
    assert last(provenance, "circular_share_vendor") == 1.0
    assert last(provenance, "recycled_fraction_chip_vendors") == 66_667 / 100_001  # 1 - 33,334 / 100,001
    assert origins(provenance, OUTSIDERS) == {("chip_vendors", 1): 33_334}
    assert origins(provenance, VENDOR) == {"outside": 399_999, ("chip_vendors", 1): 66_667}
    assert last(provenance, "stamped_usd") == 1000.01
    assert last(provenance, "loop_turnover_usd") == 1666.68
    assert last(provenance, "outside_inflow_usd") == 0.0


def test_a_customer_with_money_of_its_own_pays_pro_rata_to_the_cent():
    ledger, provenance = books(chip_vendors=5000.0, labs=300.0)
    ledger.issue("share", VENDOR, LAB, cents=10_001)
    ledger.invest("chips", "chips", LAB, VENDOR, cents=12_345)
    month_passes(ledger, provenance)
    # 12,345 of 40,001: stamped 12,345 x 10,001 / 40,001 = 3,086.44, own 9,258.56. The odd cent is own.
    assert origins(provenance, LAB) == {"outside": 30_000 - 9_259, ("chip_vendors", 1): 10_001 - 3_086}
    assert last(provenance, "circular_share_vendor") == 3_086 / 12_345
    assert last(provenance, "recycled_fraction_chip_vendors") == 3_086 / 10_001


def test_a_leak_that_comes_back_through_others_is_recycled_too():
    ledger, provenance = books(chip_vendors=1000.0)
    ledger.issue("share", VENDOR, LAB, 100.0)
    ledger.pay("rent and services", LAB, OUTSIDERS, 100.0)
    ledger.pay("chips", OUTSIDERS, VENDOR, 60.0)
    month_passes(ledger, provenance)
    assert last(provenance, "circular_share_vendor") == 1.0
    assert last(provenance, "recycled_fraction_chip_vendors") == pytest.approx(0.6)
    assert last(provenance, "outside_inflow_usd") == 0.0  # others paid, but not with outside money


def test_money_that_goes_round_twice_is_recycled_once():
    ledger, provenance = books(chip_vendors=100.0)
    ledger.issue("share", VENDOR, LAB, 100.0)
    for _ in range(2):
        ledger.invest("chips", "chips", LAB, VENDOR, 100.0)
        ledger.pay("model service", VENDOR, LAB, 100.0)
    month_passes(ledger, provenance)
    assert last(provenance, "recycled_fraction_chip_vendors") == 1.0
    assert last(provenance, "core_revenue_gross_usd") == 400.0
    assert last(provenance, "core_revenue_consolidated_usd") == 0.0


def test_one_member_s_money_in_another_s_sales_is_circular_but_not_its_own_come_back():
    ledger, provenance = books(chip_vendors=1000.0, startups=100.0)
    ledger.issue("share", VENDOR, LAB, 300.0)
    ledger.pay("AI cloud", LAB, CLOUD, 300.0)
    ledger.pay("AI cloud", ("startups", 0), CLOUD, 100.0)
    month_passes(ledger, provenance)
    assert last(provenance, "circular_share_cloud") == 0.75
    assert last(provenance, "recycled_fraction_chip_vendors") == 0.0
    assert last(provenance, "core_revenue_gross_usd") == 400.0
    assert last(provenance, "core_revenue_consolidated_usd") == 100.0
    assert last(provenance, "outside_inflow_usd") == 100.0
    assert last(provenance, "loop_turnover_usd") == 600.0


# ----------------------------------------------------------------------------- what is stamped


def test_a_cloud_credit_is_stamped_when_it_is_used_and_not_when_it_is_given():
    ledger, provenance = books(hyperscalers=1000.0)
    ledger.grant("cloud_credit", LAB, CLOUD, 100.0)
    month_passes(ledger, provenance)
    assert last(provenance, "stamped_usd") == 0.0
    ledger.redeem("cloud_credit", LAB, CLOUD, 40.0)
    ledger.pay("AI cloud", LAB, CLOUD, 40.0)
    month_passes(ledger, provenance)
    assert last(provenance, "stamped_usd") == 40.0
    assert last(provenance, "circular_share_cloud") == 1.0
    assert origins(provenance, CLOUD) == {"outside": 96_000, ("hyperscalers", 2): 4_000}


def test_vendor_finance_is_stamped_by_the_vendor_and_its_repayment_is_not():
    ledger, provenance = books(chip_vendors=500.0, hyperscalers=100.0)
    ledger.issue("receivable", VENDOR, CLOUD, 100.0)
    month_passes(ledger, provenance)
    assert origins(provenance, CLOUD) == {"outside": 10_000, ("chip_vendors", 1): 10_000}
    ledger.redeem("receivable", VENDOR, CLOUD, 50.0)
    month_passes(ledger, provenance)
    assert last(provenance, "stamped_usd") == 0.0
    assert origins(provenance, VENDOR) == {"outside": 42_500, ("chip_vendors", 1): 2_500}
    assert last(provenance, "recycled_fraction_chip_vendors") == 0.0  # paid back, not sold


def test_what_a_member_passes_on_as_finance_has_its_own_stamp_only():
    ledger, provenance = books(chip_vendors=100.0)
    ledger.issue("receivable", VENDOR, CLOUD, 100.0)
    ledger.issue("share", CLOUD, LAB, 100.0)
    month_passes(ledger, provenance)
    assert origins(provenance, LAB) == {("hyperscalers", 1): 10_000}
    assert last(provenance, "stamped_usd") == 200.0


def test_finance_from_outside_and_payments_for_work_are_not_stamped():
    ledger, provenance = books(households=100.0, hyperscalers=100.0)
    ledger.issue("share", HOME, LAB, 100.0)
    ledger.pay("AI cloud", LAB, CLOUD, 50.0)
    ledger.pay("issue of a licence", LAB, CLOUD, 5.0)
    ledger.invest("chips", "chips", CLOUD, VENDOR, 20.0)
    month_passes(ledger, provenance)
    assert all(set(origins(provenance, who)) == {"outside"} for who in (LAB, CLOUD, VENDOR))
    assert last(provenance, "outside_inflow_usd") == 100.0


def test_a_stamp_holds_for_24_months_and_then_the_money_is_outside_money():
    ledger, provenance = books(chip_vendors=100.0)
    ledger.issue("share", VENDOR, LAB, 100.0)
    month_passes(ledger, provenance, 23)
    ledger.invest("chips", "chips", LAB, VENDOR, 10.0)
    month_passes(ledger, provenance)
    assert last(provenance, "circular_share_vendor") == 1.0
    ledger.invest("chips", "chips", LAB, VENDOR, 10.0)
    month_passes(ledger, provenance)
    assert last(provenance, "circular_share_vendor") == 0.0
    assert origins(provenance, LAB) == {"outside": 8_000}
    assert last(provenance, "recycled_fraction_chip_vendors") == 0.1  # what was recycled in time stays so
    ledger.issue("share", VENDOR, LAB, 20.0)  # the place in the ring is free again
    month_passes(ledger, provenance, 25)
    assert last(provenance, "recycled_fraction_chip_vendors") == 10 / 120


# -------------------------------------------------------------------------------- how it travels


def test_the_bank_lends_outside_money_and_what_it_is_repaid_ends_with_its_stamps():
    ledger, provenance = books(chip_vendors=100.0)
    ledger.lend(LAB, 100.0)
    ledger.issue("share", VENDOR, LAB, 100.0)
    ledger.repay(LAB, 50.0)
    month_passes(ledger, provenance)
    assert origins(provenance, LAB) == {"outside": 7_500, ("chip_vendors", 1): 7_500}
    assert provenance.origins.cents.sum() == ledger.money
    assert origins(provenance, BANK) == {}


def test_all_payers_of_a_batch_pay_before_anybody_is_paid():
    ledger, provenance = books(chip_vendors=100.0, startups=100.0)
    ledger.issue("share", VENDOR, LAB, 100.0)
    # The start-ups pay the lab and the lab pays outside firms, at once: the lab's money is still the vendor's.
    ledger.open("sellers", 1)
    ledger.close("share", LAB, ("startups", 0), 50.0)
    ledger.pay("rent and services", LAB, OUTSIDERS, 100.0)
    month_passes(ledger, provenance)
    assert origins(provenance, OUTSIDERS) == {("chip_vendors", 1): 10_000}


def test_a_pool_is_one_pot():
    # The vendor's customer pays start-up 0; what start-up 1 spends is half of it the vendor's.
    ledger, provenance = books(chip_vendors=100.0)
    ledger.issue("share", VENDOR, LAB, 100.0)
    ledger.pay("rent and services", LAB, ("startups", 0), 100.0)
    ledger.lend(("startups", 1), 100.0)
    ledger.pay("rent and services", ("startups", 1), OUTSIDERS, 100.0)
    month_passes(ledger, provenance)
    assert origins(provenance, OUTSIDERS) == {"outside": 5_000, ("chip_vendors", 1): 5_000}
    assert origins(provenance, ("startups", POOL)) == {"outside": 5_000, ("chip_vendors", 1): 5_000}


def test_what_was_booked_before_it_began_to_look_is_outside_money():
    ledger, _ = books(chip_vendors=100.0)
    ledger.issue("share", VENDOR, LAB, 60.0)
    late = Provenance(ledger)
    ledger.issue("share", VENDOR, LAB, 40.0)
    month_passes(ledger, late)
    assert origins(late, LAB) == {"outside": 6_000, ("chip_vendors", 1): 4_000}


def test_opening_money_is_outside_money():
    ledger = Ledger()
    for kind in ("bank", "labs"):
        ledger.open(kind, 1)
    provenance = Provenance(ledger)
    ledger.endow(LAB, 12.34)
    month_passes(ledger, provenance)
    assert origins(provenance, LAB) == {"outside": 1_234}


def test_members_that_enter_later_stamp_like_the_others():
    ledger, provenance = books(chip_vendors=100.0)
    ledger.issue("share", VENDOR, LAB, 100.0)
    month_passes(ledger, provenance)
    ledger.open("labs", 1)
    ledger.open("researchers", 3)
    ledger.issue("share", LAB, ("labs", 1), 30.0)
    ledger.pay("wages", LAB, ("researchers", [0, 1, 2]), 10.0)
    month_passes(ledger, provenance)
    assert origins(provenance, ("labs", 1)) == {("labs", 2): 3_000}
    assert origins(provenance, ("researchers", POOL)) == {("chip_vendors", 1): 3_000}


accounts = st.sampled_from([LAB, VENDOR, CLOUD, HOME, OUTSIDERS, ("startups", 0), ("startups", 1)])
verbs = st.sampled_from(["pay", "invest", "issue", "lend", "repay", "credit", "use", "close"])


def book(ledger, verb, one, other, part):
    """Book one posting for a part of what the payer has."""
    has = int(ledger.deposits(one[0])[one[1]] * part)
    owed = min(has, int(ledger.owed("loan", one[0])[one[1]]))
    used = min(int(ledger.owed("cloud_credit", CLOUD[0])[0]), int(ledger.deposits(CLOUD[0])[0]))
    {
        "pay": lambda: ledger.pay("AI cloud", one, other, cents=has),
        "invest": lambda: ledger.invest("chips", "chips", one, other, cents=has),
        "issue": lambda: ledger.issue("share", one, other, cents=has),
        "lend": lambda: ledger.lend(one, 1000.0 * part),
        "repay": lambda: ledger.repay(one, cents=owed),
        "credit": lambda: ledger.grant("cloud_credit", LAB, CLOUD, 100.0 * part),
        "use": lambda: ledger.redeem("cloud_credit", LAB, CLOUD, cents=used),
    }[verb]()


@settings(max_examples=40)
@given(st.lists(st.tuples(verbs, accounts, accounts, st.floats(0, 1)), max_size=40))
def test_after_any_sequence_of_payments_the_origins_of_every_account_are_its_deposits(postings):
    ledger, provenance = books(households=977.77, labs=1.01, hyperscalers=500.0, chip_vendors=333.33)
    for verb, *how in postings:
        if verb == "close":
            month_passes(ledger, provenance)
        else:
            book(ledger, verb, *how)
    month_passes(ledger, provenance)  # raises where they differ
    assert provenance.origins.cents.sum() == ledger.money
    assert provenance.origins.cents.min() >= 0
    assert 0.0 <= provenance.tally.recycled_fraction(*MEMBERS) <= 1.0
