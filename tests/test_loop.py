"""The capital loop: stakes, cloud credits, vendor finance."""

import numpy as np
import pytest
from by_hand import answers, group
from small_economy import small_economy

from agents.hyperscaler import Hyperscaler
from agents.lab import Lab
from agents.listed import Listed
from agents.vocabulary import AI
from model import Economy, Parameters
from model.month.build import _pay_rent, _wishes_of_labs
from model.month.loop import CORPORATE, finance_sales, perform_contracts, take_stakes, use_credits

# ------------------------------------------------------------------------------------- stakes

LOOP = Parameters(reinvested_gain=0.03, stake_cash_share=0.05)


def test_part_of_a_years_gain_in_market_value_goes_into_labs():
    firm = group(Listed, LOOP, shares=100, share_price=[15.0, 10.0, 9.0], value_year_ago=1000.0, cash=1e6)
    assert answers(firm, Listed.stake_money) == pytest.approx([0.03 * 500.0 / 12.0, 0.0, 0.0])


def test_no_firm_puts_more_into_labs_than_a_small_part_of_its_cash():
    firm = group(Listed, LOOP, shares=100, share_price=15.0, value_year_ago=1000.0, cash=[20.0, 0.0, -5.0])
    assert answers(firm, Listed.stake_money) == pytest.approx([1.0, 0.0, 0.0])


def test_without_the_loop_a_rise_buys_no_stake():
    firm = group(
        Listed, LOOP.replace(loop_finance=0.0), shares=100, share_price=50.0, value_year_ago=1000.0, cash=1e6
    )
    assert answers(firm, Listed.stake_money) == [0.0]


def test_stakes_at_their_marks_raise_what_a_hyperscaler_may_borrow():
    terms = Parameters(capex_cash_share=0.0, cash_buffer_months=0.0, debt_limit=0.0, collateral=0.1)
    clouds = group(Hyperscaler, terms, shares=10, share_price=120.0, stakes=[0.0, 600.0])
    assert answers(clouds, Hyperscaler.spending_room) == pytest.approx([10.0, 15.0])
    alone = group(
        Hyperscaler, terms.replace(loop_finance=0.0), shares=10, share_price=120.0, stakes=[0.0, 600.0]
    )
    assert answers(alone, Hyperscaler.spending_room) == pytest.approx([10.0, 10.0])


def risen(**changes):
    """Return a small economy whose hyperscalers and vendors doubled in value within the year."""
    economy = small_economy(**({"reinvested_gain": 0.07, "stake_stretch": 6.0} | changes))
    for name in ("hyperscalers", "chip_vendors"):
        firms = economy.populations[name]
        firms.share_price[:] *= 2.0
        firms.cash[:] = economy.ledger.usd(name)
        economy.ledger.revalue("listed", (name, firms.rows), firms.share_price)
    economy.labs.cash[:] = economy.ledger.usd("labs")
    return economy


def test_a_stake_is_paid_partly_in_money_and_partly_in_cloud_credits():
    economy = risen(credit_share=0.4)
    ledger, before = economy.ledger, economy.ledger.usd("labs").sum()
    take_stakes(economy, 1.0)
    put, lent = economy.desk.staked
    assert put > 0.0
    assert lent > 0.0
    assert ledger.usd("labs").sum() - before == pytest.approx(0.6 * put + lent, rel=1e-6)
    assert ledger.value("cloud_credit", "labs").sum() / 100.0 == pytest.approx(0.4 * put, rel=1e-6)
    assert ledger.owed("cloud_credit", "hyperscalers").sum() == ledger.value("cloud_credit", "labs").sum()
    assert ledger.close_month(0) == 0


def test_owners_of_a_lab_sell_no_more_for_stakes_than_in_a_round():
    economy = risen(round_dilution=0.25)
    labs = economy.labs
    labs.burn[:], labs.promise[:], labs.sales_seen[:], labs.cash[:] = 1e9, 3e8, 0.0, 0.0
    before = labs.units.copy()
    take_stakes(economy, 1.0)
    sold = 1.0 - before / labs.units
    assert np.all(sold <= 0.25 + 1e-9)
    assert sold.max() > 0.2


def test_a_stake_is_venture_money_of_companies_into_ai():
    economy = risen()
    take_stakes(economy, 1.0)
    assert economy.desk.raised[AI, CORPORATE] == pytest.approx(economy.desk.staked.sum())
    assert economy.desk.raised.sum() == pytest.approx(economy.desk.staked.sum())


def test_every_share_of_a_lab_that_is_sold_to_the_loop_is_held_by_it():
    economy = risen()
    before = economy.labs.units.copy()
    take_stakes(economy, 1.0)
    assert economy.labs.units.sum() > before.sum()
    assert economy.ledger.units("share", "labs").tolist() == economy.labs.units.tolist()


def stakes_by_investor(economy, kind):
    """Return what each investor of this kind has put into each lab, usd, shape (investors, labs)."""
    lots, code = economy.ledger.lots("share"), economy.ledger.code
    mine = (lots.holder_kind == code(kind)) & (lots.issuer_kind == code("labs"))
    table = np.zeros((economy.populations[kind].size, economy.labs.size))
    np.add.at(table, (lots.holder_id[mine], lots.issuer_id[mine]), lots.cents[mine] / 100.0)
    return table


def test_a_cloud_puts_its_money_where_compute_is_promised_to_it_and_a_vendor_where_money_is_taken():
    economy = risen(stake_stretch=10.0, reinvested_gain=0.0002)
    burn = economy.labs.burn.copy()
    contracts = np.zeros((economy.labs.size, economy.hyperscalers.size))
    contracts[1, 0], contracts[3, 0], contracts[4, 2] = 1e9, 3e9, 1e9
    economy.desk.contracts = contracts
    perform_contracts(economy, np.zeros(economy.labs.size))
    take_stakes(economy, 1.0)
    clouds, vendors = (stakes_by_investor(economy, kind) for kind in ("hyperscalers", "chip_vendors"))
    assert (clouds[0] / clouds[0].sum()).tolist() == pytest.approx([0.0, 0.25, 0.0, 0.75, 0.0, 0.0], abs=1e-4)
    assert (clouds[2] / clouds[2].sum()).tolist() == pytest.approx([0.0, 0.0, 0.0, 0.0, 1.0, 0.0])
    taken = vendors.sum(axis=0) / vendors.sum()
    assert taken.tolist() == pytest.approx((burn / burn.sum()).tolist(), abs=1e-3)


def test_a_lab_that_is_offered_too_much_takes_the_same_part_of_every_offer():
    economy = risen(stake_stretch=1.0)
    offers = [
        economy.populations[kind].ask(Listed.stake_money, economy.populations[kind].rows)
        for kind in ("hyperscalers", "chip_vendors")
    ]
    take_stakes(economy, 1.0)
    put = [stakes_by_investor(economy, kind).sum(axis=1) for kind in ("hyperscalers", "chip_vendors")]
    part = np.concatenate(put) / np.concatenate(offers)
    assert 0.0 < part[0] < 1.0
    assert part.tolist() == pytest.approx([part[0]] * len(part), rel=1e-4)


def test_all_who_buy_of_a_lab_in_a_month_pay_the_same_price():
    economy = risen(stake_stretch=0.1)
    worth = economy.labs.ask(Lab.pre_money, economy.labs.rows, pressure=np.full(6, 1.3))
    price = worth / economy.labs.units
    take_stakes(economy, 1.3)
    lots, code = economy.ledger.lots("share"), economy.ledger.code
    for kind in ("hyperscalers", "chip_vendors"):
        mine = (lots.holder_kind == code(kind)) & (lots.issuer_kind == code("labs"))
        paid = lots.cents[mine] / 100.0 / lots.units[mine]
        assert paid.tolist() == pytest.approx(price[lots.issuer_id[mine]].tolist(), rel=1e-3), kind


@pytest.mark.parametrize(("on_credit", "fall"), [(0.0, 0.0), (1.0, 0.03)])
def test_a_stake_in_cash_at_its_own_price_moves_the_price_of_a_share_by_nothing(on_credit, fall):
    economy = risen(stake_stretch=5.0, credit_share=on_credit)
    labs = economy.labs
    labs.promise[:3] *= 1e-6  # three are worth their sales, three their promise
    labs.sales_seen[:3] = 1e9
    before = price_a_month_later(economy)
    take_stakes(economy, 1.3)
    assert economy.desk.staked.sum() > 1e6
    after = price_a_month_later(economy)
    assert after[3:].tolist() == pytest.approx(before[3:].tolist(), rel=1e-6)
    assert after[:3].tolist() == pytest.approx(before[:3].tolist(), rel=fall + 1e-6)
    assert (after[:3] < before[:3] * (1.0 - 1e-6)).all() == (on_credit > 0.0), "credits are no cash"


def test_the_money_of_this_months_round_is_in_the_price_of_a_stake():
    economy = risen(stake_stretch=5.0, credit_share=0.0)
    labs = economy.labs
    labs.promise[:] *= 1e-6
    labs.sales_seen[:] = 1e9
    worth = labs.ask(Lab.pre_money, labs.rows, pressure=np.ones(labs.size))
    economy.ledger.pay("a round", ("households", 0), ("labs", labs.rows), 1e9)
    take_stakes(economy, 1.0)
    bought = labs.price > 0.0
    assert labs.price[bought].tolist() == pytest.approx(
        ((worth + 1e9) / before_stakes(economy))[bought].tolist()
    )


def before_stakes(economy: Economy) -> np.ndarray:
    """Return the shares of each lab that the loop does not hold."""
    lots, code = economy.ledger.lots("share"), economy.ledger.code
    loop = np.isin(lots.holder_kind, [code(kind) for kind in ("hyperscalers", "chip_vendors")])
    mine = loop & (lots.issuer_kind == code("labs"))
    return economy.labs.units - np.bincount(lots.issuer_id[mine], lots.units[mine], economy.labs.size)


def price_a_month_later(economy: Economy) -> np.ndarray:
    """Return what a share of each lab would be sold for once it knows its money, usd."""
    labs = economy.labs
    labs.cash[:] = economy.ledger.usd("labs")
    return labs.ask(Lab.pre_money, labs.rows, pressure=np.full(6, 1.3)) / labs.units


def test_a_lab_that_takes_no_stake_keeps_its_promise_whatever_its_sales():
    economy = risen(stake_stretch=5.0)
    economy.labs.revenue[:] = economy.labs.sales_seen[:] = 1e9
    economy.labs.burn[0] = 0.0  # it takes nothing
    before = economy.labs.promise.copy()
    take_stakes(economy, 1.3)
    assert economy.labs.promise[0] == before[0]
    assert (economy.labs.promise[1:] > before[1:]).all()


def test_the_compute_that_a_stake_brings_is_promised_to_the_cloud_that_took_it():
    economy = risen(contract_stretch=6.0, lab_compute_share=0.5, stake_stretch=10.0)
    take_stakes(economy, 1.0)
    put = stakes_by_investor(economy, "hyperscalers").T
    vendors = stakes_by_investor(economy, "chip_vendors").sum(axis=0)
    loyalty = economy.hyperscalers.loyalty / economy.hyperscalers.loyalty.sum()
    by_hand = 3.0 * (put + vendors[:, None] * loyalty)
    assert economy.desk.contracts.ravel().tolist() == pytest.approx(by_hand.ravel().tolist(), rel=1e-3)


def test_labs_take_no_more_strategic_money_than_they_have_use_for():
    economy = risen(stake_cash_share=0.5, reinvested_gain=0.3, stake_stretch=0.1)
    p, burn = economy.parameters, economy.labs.burn.copy()
    take_stakes(economy, 1.0)
    appetite = p.stake_stretch * burn
    assert economy.desk.staked.sum() == pytest.approx(appetite.sum(), rel=1e-9)


def test_nobody_takes_a_stake_in_a_lab_that_may_issue_no_more_shares():
    economy = risen(stake_cash_share=0.5, reinvested_gain=0.3)
    economy.labs.units[0] = 10**16
    take_stakes(economy, 1.0)
    assert economy.desk.staked.sum() > 0.0
    assert stakes_by_investor(economy, "hyperscalers")[:, 0].sum() == 0.0
    assert stakes_by_investor(economy, "chip_vendors")[:, 0].sum() == 0.0


def test_in_a_world_without_the_loop_nobody_holds_anything_of_anybody():
    economy = small_economy(loop_finance=0.0, months=60)
    ledger = economy.ledger
    for claim in ("cloud_credit", "receivable", "compute_contract"):
        assert len(ledger.lots(claim).cents) == 0
    assert not economy.hyperscalers.promised.any()
    for name in ("hyperscalers", "chip_vendors"):
        assert not ledger.value("share", name).any()
        assert not economy.populations[name].stakes.any()


# ------------------------------------------------------------------------------ cloud credits


def with_credits():
    economy = risen(credit_share=0.5, credit_months=10.0)
    take_stakes(economy, 1.0)
    return economy


def test_a_tenth_of_the_credits_is_used_and_what_is_owed_falls_by_as_much():
    economy = with_credits()
    ledger = economy.ledger
    held = ledger.value("cloud_credit", "labs").copy()
    cash = ledger.usd("labs").copy()
    used = use_credits(economy)
    assert used.sum() == pytest.approx(0.1 * held.sum() / 100.0, rel=1e-6)
    by_lab = used.sum(axis=1)
    assert (held - ledger.value("cloud_credit", "labs")).tolist() == pytest.approx((100.0 * by_lab).tolist())
    assert (ledger.usd("labs") - cash).tolist() == pytest.approx(by_lab.tolist())
    assert ledger.owed("cloud_credit", "hyperscalers").sum() == ledger.value("cloud_credit", "labs").sum()
    assert ledger.close_month(0) == 0


def test_a_credit_is_spent_with_the_cloud_that_granted_it_and_money_where_compute_is_promised():
    economy = small_economy(credit_months=1.0)
    labs, clouds = economy.labs.size, economy.hyperscalers.size
    economy.desk.credits = np.zeros((labs, clouds))
    economy.desk.credits[1, 3] = 40.0
    economy.desk.contracts = np.zeros((labs, clouds))
    economy.desk.contracts[1, 0] = 1e6
    perform_contracts(economy, np.zeros(labs))
    weight = np.array([1.0, 1.0, 2.0, 0.0, 0.0])
    wishes = _wishes_of_labs(economy, np.full(labs, 100.0), weight)
    assert wishes[1].tolist() == pytest.approx([60.0, 0.0, 0.0, 40.0, 0.0])
    assert wishes[0].tolist() == pytest.approx([25.0, 25.0, 50.0, 0.0, 0.0]), (
        "who promised nothing goes by rent"
    )


def test_at_a_full_cloud_labs_and_all_others_get_the_same_part_of_what_they_wished_for():
    economy = small_economy(loop_finance=0.0)
    ledger = economy.ledger
    counts = {"startups": 2, "labs": 2, "incumbents": 2}
    ids = {name: economy.populations[name].rows[:count] for name, count in counts.items()}
    for name in counts:
        ledger.pay("test", ("outside_firms", 0), (name, ids[name]), 1000.0)
    buyers = {name: (2 * k, 2 * k + 2, ids[name]) for k, name in enumerate(counts)}
    sold = np.array([60.0, 200.0, 0.0, 0.0, 0.0])  # of the 120 and 200 that were wished for
    wishes = np.array([[80.0, 0.0, 0.0, 0.0, 0.0], [0.0, 50.0, 0.0, 0.0, 0.0]])
    others_wish = np.array([40.0, 150.0, 0.0, 0.0, 0.0])
    bills = np.array([50.0, 20.0, 80.0, 50.0, 60.0, 40.0])
    before = {name: ledger.usd(name).copy() for name in (*counts, "hyperscalers")}
    _pay_rent(economy, buyers, bills, wishes, others_wish, sold)
    paid = {name: (before[name] - ledger.usd(name))[ids[name]] for name in counts}
    assert paid["labs"].tolist() == pytest.approx([40.0, 50.0]), (
        "half of a full cloud's, all of one with room"
    )
    assert (ledger.usd("hyperscalers") - before["hyperscalers"])[:2].tolist() == pytest.approx([60.0, 200.0])
    assert [*paid["startups"], *paid["incumbents"]] == pytest.approx([50.0, 20.0, 60.0, 40.0])


def test_credits_used_over_years_are_never_more_than_credits_granted():
    economy = with_credits()
    granted = economy.ledger.value("cloud_credit", "labs").sum() / 100.0
    used = sum(use_credits(economy).sum() for _ in range(60))
    left = economy.ledger.value("cloud_credit", "labs").sum() / 100.0
    assert used + left == pytest.approx(granted, abs=0.01)
    assert 0.0 <= left < 0.01 * granted


# ----------------------------------------------------------------------------- vendor finance


def test_the_vendor_lends_part_of_the_bill_and_the_loan_is_a_claim_on_the_buyer():
    economy = small_economy(vendor_credit=0.25)
    ledger, bill = economy.ledger, np.zeros((economy.hyperscalers.size, economy.chip_vendors.size))
    bill[0, 0] = 1e6
    buyer, seller = ledger.usd("hyperscalers")[0], ledger.usd("chip_vendors")[0]
    finance_sales(economy, bill)
    assert ledger.value("receivable", "chip_vendors").tolist() == [25_000_000, 0, 0]
    assert ledger.owed("receivable", "hyperscalers").tolist() == [25_000_000, 0, 0, 0, 0]
    assert ledger.usd("hyperscalers")[0] - buyer == pytest.approx(0.25e6)
    assert seller - ledger.usd("chip_vendors")[0] == pytest.approx(0.25e6)
    assert ledger.close_month(0) == 0


def test_what_earlier_customers_owe_is_collected_over_the_agreed_months():
    economy = small_economy(vendor_credit=0.25, receivable_months=5.0)
    bill = np.zeros((economy.hyperscalers.size, economy.chip_vendors.size))
    bill[0, 0] = 1e6
    finance_sales(economy, bill)
    owed = []
    for _ in range(3):
        finance_sales(economy, 0.0 * bill)
        owed.append(int(economy.ledger.owed("receivable", "hyperscalers")[0]))
    assert owed == [20_000_000, 16_000_000, 12_800_000]
    assert economy.ledger.value("receivable", "chip_vendors").sum() == 12_800_000
    assert economy.ledger.close_month(0) == 0


def test_without_the_loop_no_sale_is_financed():
    economy = small_economy(vendor_credit=0.25, loop_finance=0.0)
    finance_sales(economy, np.full((economy.hyperscalers.size, economy.chip_vendors.size), 1e6))
    assert len(economy.ledger.lots("receivable").cents) == 0
