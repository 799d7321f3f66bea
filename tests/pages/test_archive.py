"""Who asks for an economy that was run before gets that run, whole and under a name of his own."""

from __future__ import annotations

import threading

import pytest

from ui.archive import Archive
from ui.packed import pack
from ui.worker import BASE, STRAIGHT, Order, Workshop

FEW = (("fund_agents", 30.0), ("researcher_agents", 300.0))


@pytest.fixture(scope="module")
def workshop():
    return Workshop()


def told(workshop, order):
    """Return all reports of an order and of its twin."""
    return [list(ask(order, threading.Event())) for ask in (workshop.reports, workshop.twin_reports)]


def test_an_order_like_one_before_is_there_at_once_with_the_same_history(workshop, monkeypatch):
    first = told(workshop, Order("first", changes=FEW, months=13))
    monkeypatch.setattr(workshop, "_start", lambda *given: pytest.fail("a worker was started"))
    again = told(workshop, Order("again", changes=FEW[::-1], months=13))
    for before, now in zip(first, again, strict=True):
        assert [report.state for report in now] == ["waiting", "done"]
        assert (before[-1].run, now[-1].run) == ("first", "again")
        assert now[-1].picture is before[-1].picture, "thirty visitors hold one picture, not thirty"


def test_another_seed_or_setting_is_run(workshop):
    told(workshop, Order("one", changes=FEW, months=13))
    for other in (Order("a", seed=2, changes=FEW, months=13), Order("b", changes=FEW[:1], months=13)):
        assert workshop.archive.find(other, BASE) is None


def test_saved_states_stay_for_others_when_the_one_who_ran_it_leaves(workshop):
    mine, yours = (Order(name, seed=3, changes=FEW, months=13) for name in ("mine", "yours"))
    told(workshop, mine)
    workshop.forget(mine)
    assert sorted(path.name for path in workshop.folder(yours).iterdir()) == [
        "month-000.state.gz",
        "month-012.state.gz",
    ]
    workshop.forget(yours)
    assert workshop.folder(yours).exists()


def test_what_nobody_asked_for_longest_goes_with_its_states(tmp_path):
    archive, orders = Archive(tmp_path, room=2), [Order(f"run {seed}", seed=seed) for seed in range(3)]
    for order in orders:
        archive.own_folder(order).mkdir()
    archive.keep(orders[0], BASE, pack({"seed": 0}))
    archive.keep(orders[1], BASE, pack({"seed": 1}))
    assert archive.find(orders[0], BASE) == pack({"seed": 0})
    archive.keep(orders[2], BASE, pack({"seed": 2}))
    assert [archive.find(order, BASE) is not None for order in orders] == [True, False, True]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run 0", "run 2"]
    assert archive.find(orders[0], STRAIGHT) is None
