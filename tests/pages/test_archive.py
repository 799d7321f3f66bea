"""Who asks for an economy that was run before gets that run, whole and under a name of his own."""

from __future__ import annotations

import threading

import pytest

from ui.archive import ROOM, Archive
from ui.packed import pack
from ui.worker import BASE, STRAIGHT, Order
from ui.workshop import Workshop

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
    workshop.look(mine)
    workshop.look(yours)
    told(workshop, mine)
    workshop.leave(mine)
    assert sorted(path.name for path in workshop.folder(yours).iterdir()) == [
        "month-000.state.gz",
        "month-012.state.gz",
    ]
    workshop.leave(yours)
    assert workshop.folder(yours).exists()


def test_a_class_of_thirty_with_thirty_seeds_keeps_what_each_of_them_looks_at(tmp_path):
    archive, orders = Archive(tmp_path), [Order(f"run {seed}", seed=seed) for seed in range(30)]
    for order in orders:
        archive.look(order)
        archive.own_folder(order).mkdir()
        archive.keep(order, BASE, pack({"seed": order.seed}))
        archive.keep(order, STRAIGHT, pack({"seed": order.seed}))
    assert all(archive.folder(order, BASE).exists() for order in orders)
    assert archive.find(orders[-1], STRAIGHT), "and there is room beside them"
    for order in orders:
        archive.leave(order)
    assert len(list(tmp_path.iterdir())) <= ROOM, "what nobody looks at makes room"


def test_a_second_visitor_of_the_same_economy_keeps_it_when_the_first_has_left(tmp_path):
    archive = Archive(tmp_path, room=1)
    first, second, other = Order("first"), Order("second"), Order("other", seed=2)
    for order in (first, second):
        archive.look(order)
    archive.own_folder(first).mkdir()
    archive.keep(first, BASE, pack({}))
    archive.leave(first)
    archive.keep(other, BASE, pack({}))
    assert archive.folder(second, BASE) == archive.own_folder(first)
    assert archive.folder(second, BASE).exists()


def test_an_order_that_is_refused_has_nothing_of_the_economy_that_is_left_of_it(tmp_path):
    archive, order = Archive(tmp_path), Order("run")
    archive.own_folder(order).mkdir()
    archive.keep(order, BASE, pack({}))
    refused = Order("odd", refused="seed: 'abc' is no number")
    assert archive.find(refused, BASE) is None
    assert archive.folder(refused, BASE) != archive.own_folder(order)


def test_what_has_lost_its_saved_states_is_run_again(tmp_path):
    archive, order = Archive(tmp_path), Order("run")
    archive.own_folder(order).mkdir()
    archive.keep(order, BASE, pack({}))
    assert not archive.take_up(order, BASE)
    archive.own_folder(order).rmdir()
    assert archive.find(order, BASE) is None
    assert archive.take_up(order, BASE)


def test_a_run_that_others_wait_for_goes_on_when_who_began_it_leaves(monkeypatch):
    workshop, gone = Workshop(slots=1), threading.Event()
    first, second = (Order(name, seed=6, changes=FEW, months=24) for name in ("first", "second"))
    for order in (first, second):
        workshop.look(order)
    leading, following = workshop.reports(first, gone), workshop.reports(second, threading.Event())
    assert [next(leading).state, next(following).state, next(leading).run] == ["waiting", "waiting", "first"]
    monkeypatch.setattr(workshop, "_start", lambda *given: pytest.fail("it was run twice"))
    gone.set()
    workshop.leave(first)
    assert list(leading)[-1].state == "done"
    assert list(following)[-1].state == "done"
    assert workshop.folder(second).exists()
    workshop.leave(second)


def test_who_asks_for_what_somebody_runs_hears_of_that_run_and_starts_no_worker(monkeypatch):
    workshop = Workshop(slots=2)
    first, second = (
        Order("first", seed=4, changes=FEW, months=24),
        Order("second", seed=4, changes=FEW, months=24),
    )
    leading, following = (
        workshop.reports(first, threading.Event()),
        workshop.reports(second, threading.Event()),
    )
    assert [next(leading).state, next(following).state] == ["waiting", "waiting"]
    started = next(leading)
    assert started.state in ("running", "done")
    monkeypatch.setattr(workshop, "_start", lambda *given: pytest.fail("a second worker was started"))
    heard = next(following)
    assert (heard.run, heard.state) == ("second", started.state)
    assert workshop.folder(second) == workshop.folder(first)
    last = list(leading)[-1]
    told = list(following)
    assert {report.run for report in told} == {"second"}
    assert (told[-1].state, told[-1].picture) == ("done", last.picture)


def test_what_somebody_gave_up_is_run_by_who_waits_for_it():
    workshop, gone = Workshop(slots=1), threading.Event()
    first, second = (
        Order("first", seed=5, changes=FEW, months=24),
        Order("second", seed=5, changes=FEW, months=24),
    )
    leading, following = workshop.reports(first, gone), workshop.reports(second, threading.Event())
    assert [next(leading).state, next(following).state, next(leading).run] == ["waiting", "waiting", "first"]
    gone.set()
    assert list(leading) == []
    told = list(following)
    assert told[-1].state == "done"
    assert told[-1].run == "second"


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
