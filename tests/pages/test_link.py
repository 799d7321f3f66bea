"""A link holds an economy: what is written is read back, and what makes no sense is refused in one line."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.parameters import Parameters
from ui import controls, link, pages
from ui.worker import MONTHS, Order

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
PARAMETERS = st.sampled_from([parameter.name for parameter in Parameters().describe()])
ORDERS = st.builds(
    Order,
    run=st.just("x"),
    seed=st.integers(0, controls.HIGHEST_SEED),
    scenario=st.sampled_from(["base", "bust", "no-ai"]),
    changes=st.dictionaries(PARAMETERS, NUMBERS, max_size=5).map(lambda changes: tuple(changes.items())),
)


PLACES = [(page.name, "") for page in pages.PAGES]
DOCUMENTS = [
    ("claims", "docs/validation.md"),
    ("claims", "docs/experiments/base.md"),
    ("about", "docs/odd.md"),
]


@given(ORDERS, st.sampled_from(PLACES + DOCUMENTS), st.none() | st.integers(0, MONTHS - 1))
def test_a_link_restores_the_economy_the_page_with_its_document_and_the_month(order, place, month):
    page, document = place
    read = link.read(link.write(order, page, month, document))
    restored = controls.new_order(read.form)
    assert (read.page, read.document, read.month, read.notices) == (page, document, month, ())
    assert (restored.scenario, restored.seed, restored.refused) == (order.scenario, order.seed, "")
    assert sorted(restored.changes) == sorted(order.changes)


def test_the_usual_economy_needs_no_words():
    assert link.write(Order("x")) == "?"
    assert link.read("").form is None
    assert link.write(Order("x", seed=7, changes=(("herding", 0.5),)), "costs", 94) == (
        "?page=costs&seed=7&herding=0.5&month=2022-11"
    )


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?seed=seven", "seed: 'seven' is not a whole number"),
        ("?seed=-1", "seed"),
        ("?seed=99999999999", "seed"),
        ("?seed=\u0663", "seed"),
        ("?herding=lots", "herding: 'lots' is not a number"),
        ("?herding=nan", "herding"),
        ("?herding=1e999", "herding"),
        ("?herding=", "herding: '' is not a number"),
        ("?herding=1&herding=2", "herding: given twice"),
        ("?" + "x" * 5000 + "=y", "xxx…"),
    ],
)
def test_a_bad_value_refuses_the_order_in_one_short_line(query, named):
    refused = controls.new_order(link.read(query).form).refused
    assert named in refused
    assert "\n" not in refused
    assert len(refused) < 300


@pytest.mark.parametrize(
    "month", ["2014-12", "2036-01", "2022-13", "2022-00", "now", "", "2022-1", "-2022-01"]
)
def test_a_month_outside_the_run_is_said_and_the_economy_runs(month):
    read = link.read(f"?month={month}")
    assert (read.month, read.form) == (None, None)
    assert read.notices == (("link.month", month),)


@pytest.mark.parametrize(
    ("page", "document"),
    [
        ("claims", "docs/nothing.md"),
        ("claims", "../secret.md"),
        ("claims", "x" * 5000),
        ("claims", "docs/\0.md"),
        ("about", "docs/validation.md"),
        ("watch", "docs/odd.md"),
    ],
)
def test_a_document_that_a_page_does_not_have_is_said_and_the_page_comes(page, document):
    read = link.read(f"?page={page}&document={document}")
    assert (read.page, read.document, read.form) == (page, "", None)
    ((name, given),) = read.notices
    assert (name, given[:60]) == ("link.document", document[:60])


@given(st.text())
def test_no_address_whatever_raises(query):
    read = link.read(query)
    order = controls.new_order(read.form)
    assert pages.find(read.page)
    assert all(math.isfinite(value) for _, value in order.changes)


def test_following_a_link_to_the_economy_at_hand_asks_for_nothing_new():
    order = Order("x", seed=7, changes=(("rivalry", 0.1), ("herding", 0.5)))
    assert controls.same_economy(link.read(link.write(order)).form, order)
    assert not controls.same_economy(link.read("?seed=8").form, order)
    assert not controls.same_economy(link.read("?seed=7&herding=x&rivalry=0.1").form, order)
