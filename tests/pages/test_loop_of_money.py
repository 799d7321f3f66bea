"""The loop as the page shows it: money followed after the run, by payer and use, with the circular part."""

from __future__ import annotations

import numpy as np
import pytest

from model import Economy, Parameters
from model.loop_tally import MEMBERS
from model.provenance import Carried, Provenance
from ui.flows import Flows
from ui.loop import PAID_TO_MEMBERS, USES, Loop

MONTHS = 18


def looked_on(economy, *onlookers):
    """Run an economy for some months with somebody looking on; return it."""
    economy.onlookers += onlookers
    return economy.run(MONTHS)


@pytest.fixture(scope="module")
def followed():
    """A year and a half whose books were kept and followed later, and followed along the way too."""
    economy = Economy(seed=3)
    loop, flows, booked = Loop(economy), Flows(economy), set()
    along = Provenance.attend(economy)
    looked_on(
        economy,
        loop.record,
        flows.record,
        lambda economy: booked.update(b.what for b in economy.ledger.batches()),
    )
    assert loop.summary() is None, "nothing is known of the loop before the money is followed"
    assert len(list(loop.follow())) == MONTHS
    return loop, along, booked, flows


def links(loop):
    """Millions of dollars by payer and payee: all of it and the circular part, months each."""
    return {
        (link["from"], link["to"]): (np.array(link["usd"]), np.array(link["circular"]))
        for link in loop.summary()["links"]
    }


def test_books_followed_afterwards_say_what_books_followed_along_the_way_say(followed):
    loop, along, *_ = followed
    told, kept = loop.series(), along.tally.record
    assert told.keys() == kept.keys()
    for name, values in kept.items():
        assert np.nan_to_num(told[name]).tolist() == values


def test_every_payment_the_loop_shows_is_one_the_ledger_books(followed):
    _, _, booked, _ = followed
    seldom = {"pulse", "lend", "subsidies"}
    assert {*PAID_TO_MEMBERS, *USES} - booked - seldom == set()


def test_no_link_has_more_circular_money_than_money_and_what_a_member_lends_a_member_is_circular(followed):
    loop, *_ = followed
    found = links(loop)
    assert all((circular <= usd + 0.1).all() for usd, circular in found.values())
    usd, circular = found["hyperscalers", "labs"]
    assert usd.sum() > 0.0
    assert circular == pytest.approx(usd), "hyperscalers pay labs for nothing: they finance them"


def test_without_loop_finance_no_money_is_circular():
    economy = Economy(Parameters(loop_finance=0.0), seed=3)
    loop = Loop(economy)
    looked_on(economy, loop.record)
    assert len(list(loop.follow())) == MONTHS
    assert sum(circular.sum() for _, circular in links(loop).values()) == 0.0
    for kind in MEMBERS:
        assert np.isnan(loop.series()[f"recycled_fraction_{kind}"]).all(), "of nothing no part comes home"


def test_what_has_come_home_is_a_number_from_the_month_on_in_which_something_is_put_up(followed):
    loop, *_ = followed
    usd, _ = links(loop)["hyperscalers", "labs"]
    told = np.isfinite(loop.series()["recycled_fraction_hyperscalers"])
    assert told[np.flatnonzero(usd)[0] :].all()
    assert (np.diff(told.astype(int)) >= 0).all(), "what was put up once stays put up"


def heard(*payments):
    """What the loop makes of payments (what, payer, payee, millions, circular millions)."""
    loop = Loop(Economy(seed=3))
    loop.months.append({})
    what, payer, payee, usd, circular = map(list, zip(*payments, strict=True))
    loop.hear(
        Carried(what, payer, payee, *(np.array(side, dtype=np.int64) * 10**8 for side in (usd, circular)))
    )
    return links(loop)


def test_payments_are_added_up_by_payer_and_use_and_other_business_is_left_out():
    found = heard(
        ("AI cloud", "labs", "hyperscalers", 30, 10),
        ("AI cloud", "startups", "hyperscalers", 5, 0),
        ("AI cloud", "incumbents", "hyperscalers", 7, 1),
        ("sales", "outside_firms", "hyperscalers", 900, 0),
        ("tax", "hyperscalers", "outside_firms", 90, 0),
        ("tax", "chip_vendors", "outside_firms", 4, 0),
        ("wages", "outside_firms", "payroll", 800, 0),
    )
    assert {link: (float(usd[0]), float(part[0])) for link, (usd, part) in found.items()} == {
        ("labs", "hyperscalers"): (30.0, 10.0),
        ("firms", "hyperscalers"): (12.0, 1.0),
        ("chip_vendors", "tax"): (4.0, 0.0),
    }


def test_of_what_chip_vendors_pay_out_only_the_part_of_ai_is_shown(followed):
    loop, *_ = followed
    found = links(loop)
    sold = sum(usd.sum() for (_, payee), (usd, _) in found.items() if payee == "chip_vendors")
    paid = {to: usd.sum() for (payer, to), (usd, _) in found.items() if payer == "chip_vendors"}
    paid = {use: usd for use, usd in paid.items() if use not in MEMBERS}
    assert set(paid) == {"foundry", "running", "tax", "owners"}
    assert 0.0 < sum(paid.values()) < 1.2 * sold, "games cost and pay far more than AI brings in so early"


def test_of_hyperscalers_running_costs_only_those_of_ai_compute_are_shown(followed):
    loop, *_ = followed
    usd, _ = links(loop)["hyperscalers", "running"]
    sold = sum(usd for (_, payee), (usd, _) in links(loop).items() if payee == "hyperscalers")
    assert 0.0 < usd.sum() < sold.sum(), "search and shops cost far more to run than AI brings in so early"
    assert set(MEMBERS) <= {payer for payer, _ in links(loop)}


def test_what_sellers_put_into_labs_is_one_sum_in_the_network_and_the_loop_and_all_of_it_is_counted(followed):
    loop, _, _, flows = followed
    raised, found = flows.summary()["raised"], links(loop)
    in_the_loop = sum(found[payer, "labs"][0][-12:].sum() for payer in ("hyperscalers", "chip_vendors"))
    assert raised["from_sellers"][-1] > 0.0
    assert raised["from_sellers"][-1] + raised["on_terms"][-1] == pytest.approx(in_the_loop, rel=0.02)
