"""Economies run in processes of their own, report as they go, and end when nobody listens."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from model.scenarios import names
from ui import workshop as workshops
from ui.trace import unpack
from ui.worker import LONGEST_LINE, MOST_AGENTS, STRAIGHT, Order, _one_line, _reports, _twin_reports
from ui.workshop import SECONDS_UNTIL_LOST, Workshop


@pytest.fixture(scope="module")
def workshop():
    """A workshop for two workers, with the model loaded ahead."""
    made = Workshop(slots=2)
    made.warm()
    return made


def test_an_order_waits_runs_and_is_done_with_its_last_month_drawn(workshop):
    reports = list(workshop.reports(Order("short", seed=2, months=24), threading.Event()))
    assert [reports[0].state, reports[-1].state] == ["waiting", "done"]
    assert {report.run for report in reports} == {"short"}
    assert unpack(reports[-1].picture)["months"] == 24
    assert [report.months for report in reports] == sorted(report.months for report in reports)


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no niceness")
@pytest.mark.parametrize("run", [partial(_reports, folder=Path("unused")), _twin_reports])
def test_a_server_that_is_nice_already_can_run_economies_for_only_root_may_become_less_nice(run, monkeypatch):
    asked = []
    monkeypatch.setattr("ui.worker.os.nice", asked.append)
    monkeypatch.setattr("ui.januaries.Januaries", lambda folder: SimpleNamespace(keep=id, press=list))
    assert [report.state for report in run(Order("nice", months=2))][-1] == "done"
    assert asked
    assert min(asked) > 0


def test_the_first_months_can_be_drawn_before_the_run_is_over(workshop):
    pictures = [
        unpack(report.picture)["months"]
        for report in workshop.reports(Order("early", months=40), threading.Event())
        if report.picture
    ]
    assert pictures[0] < pictures[-1] == 40


def test_a_run_that_is_done_is_shown_at_once_and_drawn_again_when_its_money_has_been_followed(workshop):
    reports = list(workshop.reports(Order("followed", months=18), threading.Event()))
    done = [unpack(report.picture) for report in reports if report.state == "done" and report.picture]
    assert [picture["loop"] is None for picture in done] == [True, False]
    assert "circular_share_cloud" in done[1]["series"]


def test_the_twin_is_the_same_world_and_luck_without_belief(workshop):
    changes = (("fund_agents", 30.0),)
    belief_off = Order("off", scenario="straight", changes=changes, months=18)
    off = unpack(list(workshop.reports(belief_off, threading.Event()))[-1].picture)
    told = list(workshop.twin_reports(Order("x", changes=changes, months=18), threading.Event()))
    assert {report.world for report in told} == {STRAIGHT}
    twin = unpack(told[-1].picture)
    assert (told[-1].run, twin["months"]) == ("x", 18)
    assert {name: off["series"][name] for name in twin["series"]} == twin["series"]
    assert twin["headlines"] == off["headlines"]


def test_a_twin_that_runs_after_its_economy_tells_what_stays_after_a_bust_and_one_that_runs_alone_does_not(
    workshop,
):
    order = Order("x", seed=6, months=18)
    alone = unpack(list(workshop.twin_reports(replace(order, seed=7), threading.Event()))[-1].picture)
    list(workshop.reports(order, threading.Event()))
    beside = unpack(list(workshop.twin_reports(order, threading.Event()))[-1].picture)
    assert alone["after_bust"] is None
    assert beside["after_bust"] == {"bust": None, "states": []}


def test_a_world_without_belief_is_its_own_twin(workshop):
    told = list(workshop.twin_reports(Order("x", scenario="straight"), threading.Event()))
    assert unpack(told[-1].picture) == {"same": True}


@pytest.mark.parametrize(
    ("order", "named"),
    [
        (Order("x", scenario="no-such-thing"), "no-such-thing"),
        (Order("x", changes=(("herding", 99.0),)), "herding"),
        (Order("x", changes=(("hurding", 1.0),)), "herding"),
        (Order("x", changes=(("researcher_agents", 1e6),)), "the page runs 20,000 at most"),
        (Order("x", refused="seed: -3 is too small"), "seed"),
    ],
)
def test_an_order_that_cannot_be_run_fails_in_one_line_that_names_the_trouble(workshop, order, named):
    last = list(workshop.reports(order, threading.Event()))[-1]
    assert last.state == "failed"
    assert named in last.message
    assert "\n" not in last.message
    assert "Traceback" not in last.message


def test_who_asks_for_an_unknown_scenario_is_told_all_there_are(workshop):
    *_, last = workshop.reports(Order("x", scenario="nonsense", months=1), threading.Event())
    assert last.message.split("choose one of: ")[1].split(", ") == list(names())


@pytest.mark.parametrize("length", [LONGEST_LINE - 1, LONGEST_LINE, LONGEST_LINE + 1, 3 * LONGEST_LINE])
def test_a_line_too_long_to_tell_is_cut_between_names(length):
    listed = ", ".join(f"name-{k}" for k in range(length))[:length]
    told = _one_line(ValueError(listed))
    whole, cut, _ = told.partition(" …")
    assert len(whole) <= LONGEST_LINE
    assert bool(cut) == (length > LONGEST_LINE)
    assert {*whole.rstrip(", ").split(", ")} <= {*listed.rstrip(", ").split(", ")}
    assert _one_line(ValueError("x" * 2000)) == "x" * LONGEST_LINE + " …"


def test_a_visitor_can_open_no_file_of_the_server(workshop, tmp_path):
    secret = tmp_path / "secret.toml"
    secret.write_text('title = "Mine"\n[parameters]\nherding = 0.2\n', encoding="utf-8")
    for name in (str(secret), "pyproject.toml", "../secret.toml"):
        (*_, last) = workshop.reports(Order("x", scenario=name, months=1), threading.Event())
        assert last.state == "failed"
        assert last.message.startswith(f"scenario {name!r} is not known")


def test_changes_win_over_the_scenario(workshop):
    order = Order("x", scenario="no-ai", changes=(("technology", 1.0),), months=24)
    on = unpack(list(workshop.reports(order, threading.Event()))[-1].picture)
    off = unpack(
        list(workshop.reports(Order("y", scenario="no-ai", months=24), threading.Event()))[-1].picture
    )
    assert on["series"]["technology_ai"][-1] > off["series"]["technology_ai"][-1]


def test_a_cancelled_order_ends_its_process_and_gives_its_place_back():
    workshop = Workshop(slots=1)
    cancelled = threading.Event()
    reports = workshop.reports(Order("long"), cancelled)
    assert next(reports).state == "waiting"
    assert next(reports).state == "running"
    cancelled.set()
    assert list(reports) == []
    assert workshop.slots.acquire(blocking=False), "the place is free again"


def test_the_catalogue_names_scenarios_and_parameters_with_their_bounds(workshop):
    catalogue = workshop.catalogue()
    assert "base" in [scenario["name"] for scenario in catalogue.scenarios]
    herding = next(parameter for parameter in catalogue.parameters if parameter["name"] == "herding")
    assert herding["low"] <= herding["value"] <= herding["high"]
    assert herding["meaning"]
    researchers = next(it for it in catalogue.parameters if it["name"] == "researcher_agents")
    assert researchers["high"] == MOST_AGENTS * researchers["value"]


def test_an_economy_runs_although_somebody_removed_the_folder_for_its_states(workshop):
    shutil.rmtree(workshop.archive.states)
    reports = list(workshop.reports(Order("x", seed=8, months=2), threading.Event()))
    assert reports[-1].state == "done"


def test_the_next_order_need_not_wait_until_the_money_of_the_last_has_been_followed():
    workshop = Workshop(slots=1)
    reports = workshop.reports(Order("first", months=2), threading.Event())
    assert next(report.state for report in reports if report.state in ("done", "failed")) == "done"
    assert workshop.slots.acquire(blocking=False), "the place is free although the first worker goes on"
    reports.close()
    assert not workshop.slots.acquire(blocking=False), "and it is given back once"


class SlowWorker:
    """A worker as the server hears it: after each of the given silences it says a part, and then nothing more."""

    def __init__(self, *silences):
        self.now, self.parts = 0.0, [sum(silences[: count + 1]) for count in range(len(silences))]

    def monotonic(self):
        return self.now

    def poll(self, seconds):
        self.now += seconds
        return bool(self.parts) and self.now >= self.parts[0]

    def recv(self):
        return self.parts.pop(0), ""


def heard_of(worker, monkeypatch):
    """What comes of a slow worker's answer, by the worker's own clock."""
    monkeypatch.setattr(workshops, "time", worker)
    return workshops._parts(worker, threading.Event())


def test_a_long_answer_is_told_whole_while_no_part_of_it_lets_wait_too_long(monkeypatch):
    long = 0.9 * SECONDS_UNTIL_LOST
    answer = heard_of(SlowWorker(long, long, long), monkeypatch)
    assert [next(answer) for _ in range(3)] == pytest.approx([long, 2 * long, 3 * long])


def test_a_worker_that_falls_silent_after_a_part_leaves_that_part_and_one_that_never_spoke_is_trouble(
    monkeypatch,
):
    assert len(list(heard_of(SlowWorker(1.0), monkeypatch))) == 1
    with pytest.raises(RuntimeError, match=r"worker\.silent"):
        list(heard_of(SlowWorker(), monkeypatch))
