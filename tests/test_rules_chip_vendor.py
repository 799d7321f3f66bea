"""The rules of chip vendors, worked by hand."""

from math import exp, log

import numpy as np
import pytest
from small_economy import one, small_economy

from agents.chip_vendor import ChipVendor
from model.history import opening
from model.markets.compute import split_orders
from model.measures import vendor_margin, vendor_pe
from model.month.build import _learn

MARGINS = {
    "vendor_margin": 0.55,
    "vendor_margin_cap": 0.75,
    "vendor_scarcity": 0.2,
    "vendor_price_speed": 0.1,
}
CAPACITY = {"vendor_lead_years": 0.5, "vendor_backlog_months": 10.0, "vendor_growth_cap": 0.08}


def test_the_view_of_orders_moves_a_part_of_the_way_to_last_months():
    assert one(
        ChipVendor, {"growth_learning": 0.1}, orders=100.0, orders_seen=200.0
    ).next_orders() == pytest.approx(130.0)


def test_growth_of_orders_is_read_from_how_far_they_run_ahead():
    known = {"growth_learning": 0.1}
    seen = one(ChipVendor, known, orders=100.0, orders_seen=110.0, order_growth=0.0)
    assert seen.next_order_growth() == pytest.approx(0.1 * 3.6 * log(1.1))
    assert one(ChipVendor, known, orders=1.0, orders_seen=1e9).next_order_growth() == pytest.approx(0.4)


def test_a_steady_growth_of_orders_is_learned_as_it_is():
    known = {"growth_learning": 0.1}
    steady = one(ChipVendor, known, orders=100.0, orders_seen=100.0 * exp(0.4 / 3.6), order_growth=0.4)
    assert steady.next_order_growth() == pytest.approx(0.4)


def test_the_price_is_cost_over_one_less_the_margin():
    assert one(ChipVendor, {}, unit_cost=40.0, margin=0.6).price() == pytest.approx(100.0)


def test_the_margin_rises_when_the_order_book_outgrows_capacity():
    # Twice as much is asked for as can be made: .2 ln 2 above ordinary, a tenth of the way there.
    vendor = one(ChipVendor, MARGINS, taken=1.0, backlog=150.0, orders=50.0, capacity=100.0, margin=0.55)
    assert vendor.next_margin() == pytest.approx(0.55 + 0.1 * 0.2 * log(2.0))


def test_the_margin_stays_when_the_book_is_what_it_can_make():
    assert one(
        ChipVendor, MARGINS, taken=1.0, backlog=60.0, orders=40.0, capacity=100.0, margin=0.55
    ).next_margin() == pytest.approx(0.55)


def test_the_margin_has_a_cap_and_a_floor():
    # A book of a thousand months would ask .55 + .2 * 1.5 = .85, cut to .75; an empty one .55 - .2 * .5 = .45.
    swamped = one(ChipVendor, MARGINS, taken=1.0, backlog=1e5, orders=0.0, capacity=100.0, margin=0.55)
    assert swamped.next_margin() == pytest.approx(0.55 + 0.1 * 0.20)
    idle = one(ChipVendor, MARGINS, taken=1.0, backlog=0.0, orders=0.0, capacity=100.0, margin=0.55)
    assert idle.next_margin() == pytest.approx(0.55 - 0.1 * 0.10)


def test_capacity_follows_orders_expected_when_it_is_ready_and_a_part_of_the_backlog():
    # Orders of 80 growing at 20% are 88.4 in half a year, and a tenth of a backlog of 150 is 15.
    vendor = one(
        ChipVendor, CAPACITY, taken=1.0, capacity=100.0, orders=80.0, order_growth=0.2, backlog=150.0
    )
    assert vendor.next_capacity() == pytest.approx(80.0 * exp(0.1) + 15.0)


def test_vendors_neither_build_nor_ask_more_for_orders_that_buyers_have_no_place_for():
    # Half of what is ready finds a place: expected orders of 80 and a tenth of 150 count for half.
    held_up = one(ChipVendor, CAPACITY, taken=0.5, capacity=48.0, orders=80.0, backlog=150.0)
    assert held_up.next_capacity() == pytest.approx(0.5 * (80.0 + 15.0))
    priced = one(ChipVendor, MARGINS, taken=0.5, backlog=150.0, orders=50.0, capacity=100.0, margin=0.55)
    assert priced.next_margin() == pytest.approx(0.55), "half of twice its capacity"


def test_capacity_grows_and_shrinks_no_faster_than_plants_do():
    assert one(
        ChipVendor, CAPACITY, taken=1.0, capacity=100.0, orders=900.0
    ).next_capacity() == pytest.approx(100.0 * exp(0.08))
    assert one(ChipVendor, CAPACITY, taken=1.0, capacity=100.0, orders=1.0).next_capacity() == pytest.approx(
        100.0 * exp(-0.03)
    )


def test_buyers_like_quality_and_dislike_price_and_waiting():
    known = {"vendor_choice": 2.0, "vendor_wait_aversion": 0.1}
    usual = {"quality": 1.0, "following": 1.0, "unit_cost": 3.0, "margin": 0.5, "capacity": 2.0, "taken": 1.0}
    plain = one(ChipVendor, known, **usual)
    assert plain.attraction() == pytest.approx(0.5**2), "twice its cost, squared"
    good = one(ChipVendor, known, **(usual | {"quality": 3.0}))
    assert good.attraction() / plain.attraction() == pytest.approx(9.0)
    slow = one(ChipVendor, known, **(usual | {"backlog": 10.0}))
    assert slow.attraction() / plain.attraction() == pytest.approx(exp(-0.5))
    held_up = one(ChipVendor, known, **(usual | {"backlog": 10.0, "taken": 0.25}))
    assert held_up.attraction() / plain.attraction() == pytest.approx(exp(-2.0)), (
        "a quarter is delivered: 20 months"
    )
    followed = one(ChipVendor, known, **(usual | {"following": 4.0}))
    assert followed.attraction() / plain.attraction() == pytest.approx(4.0)


@pytest.mark.parametrize("vendors", [2, 3, 6])
def test_the_leader_begins_with_its_part_of_the_record_however_many_agents_its_rivals_are(vendors):
    economy, world = small_economy(chip_vendor_agents=vendors), opening()
    makers = economy.chip_vendors
    lead, rest = world.vendor_leader_dc_revenue_usd, world.vendor_rivals_dc_revenue_usd
    orders = split_orders(np.ones(1), makers.ask(ChipVendor.attraction, makers.rows))[0]
    paid = orders * makers.ask(ChipVendor.price, makers.rows)
    assert paid[0] / paid.sum() == pytest.approx(lead / (lead + rest))


def test_vendors_open_at_the_cost_that_their_quality_makes_and_rents_do_not_jump():
    economy = small_economy()
    makers = economy.chip_vendors
    assert (makers.unit_cost * makers.quality).tolist() == pytest.approx(
        [economy.posted.chip_cost] * makers.size
    )
    economy.step()
    assert abs(economy.posted.compute_cost_change) < 0.05


def test_the_price_of_compute_moves_as_vendors_prices_do_by_what_they_can_sell(monkeypatch):
    economy = small_economy()
    makers = economy.chip_vendors
    makers.capacity[:] = [80.0, 10.0, 10.0]
    old = makers.ask(ChipVendor.price, makers.rows)
    now = old * np.array([0.9, 1.2, 1.2])
    with monkeypatch.context() as market:
        market.setattr(ChipVendor, "price", lambda maker: now + 0.0 * maker.margin)
        _learn(economy, old)
    weight = old * makers.capacity / np.sum(old * makers.capacity)
    by_hand = float(weight @ np.log([0.9, 1.2, 1.2]))
    assert economy.posted.compute_cost_change == pytest.approx(by_hand)


def test_the_margin_that_is_written_down_is_sales_less_what_the_chips_of_the_month_cost_to_make():
    economy, seen = small_economy(), []
    economy.onlookers.append(
        lambda e: seen.append((vendor_margin(e), e.ledger.flow("foundry") / 100.0, e.desk.vendor_sales.sum()))
    )
    economy.run(6)
    for margin, made, sold in seen:
        assert margin == pytest.approx(1.0 - made / sold)


@pytest.mark.parametrize(("earned", "multiple"), [(0.02, 50.0), (0.0005, 0.0), (0.0, 0.0), (-0.1, 0.0)])
def test_a_vendor_that_earns_next_to_nothing_has_no_multiple(earned, multiple):
    economy = small_economy()
    vendors = economy.chip_vendors
    vendors.earnings[0] = earned * vendors.share_price[0] * vendors.shares[0]
    assert vendor_pe(economy) == pytest.approx(multiple)


def test_a_vendor_delivers_the_short_side_of_capacity_and_orders():
    assert one(ChipVendor, {}, capacity=100.0, backlog=70.0).deliveries() == 70.0
    assert one(ChipVendor, {}, capacity=100.0, backlog=170.0).deliveries() == 100.0
