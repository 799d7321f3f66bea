"""A visit without a browser: what it hands to the stage, and what it asks of a worker."""

from __future__ import annotations

import errno
import re
import threading

import ipywidgets
import pytest
import solara

from ui import controls, pages, visit
from ui.catalogue import Catalogue
from ui.packed import Picture
from ui.stage import MODULES, STATIC, Stage, bundle
from ui.worker import STRAIGHT, Report


@pytest.fixture
def shown(monkeypatch):
    """A rendered page whose worker is a list of orders; `hear` lets a report in."""
    orders, ears, stopped = [], [], []

    def follow(order, hear):
        orders.append(order)
        ears.append(hear)
        return lambda: stopped.append(order)

    monkeypatch.setattr(visit, "follow", follow)
    monkeypatch.setattr(visit, "fetch", lambda tell: None)
    _, rendered = solara.render(visit.Visit(), handle_error=False)
    yield rendered, orders, ears, stopped
    rendered.close()


def stage_of(rendered) -> Stage:
    """The one stage on the page."""
    return rendered.find(Stage).widget


def test_opening_the_page_orders_the_default_economy(shown):
    rendered, orders, _, _ = shown
    assert [(order.seed, order.scenario, order.changes) for order in orders] == [(1, "base", ())]
    assert stage_of(rendered).status["state"] == "waiting"


def test_a_report_reaches_the_stage_and_the_last_picture_stays(shown):
    rendered, orders, ears, _ = shown
    ears[0](Report(orders[0].run, "running", 18, b"picture"))
    ears[0](Report(orders[0].run, "running", 25))
    stage = stage_of(rendered)
    assert (stage.status["months"], stage.picture) == (25, Picture(orders[0].run, b"picture"))


def test_the_twin_reaches_the_stage_beside_the_picture_and_counts_for_its_own_run_only(shown):
    rendered, orders, ears, _ = shown
    ears[0](Report(orders[0].run, "done", 252, b"picture"))
    ears[0](Report(orders[0].run, "done", 252, b"twin", world=STRAIGHT))
    stage = stage_of(rendered)
    assert (stage.picture.packed, stage.twin.packed) == (b"picture", b"twin")
    assert stage.picture.run == stage.twin.run == orders[0].run
    assert (stage.status["state"], stage.status["twin"]["state"]) == ("done", "done")
    stage.asked()
    assert stage_of(rendered).status["twin"]["state"] == "waiting"


def test_a_page_knows_the_order_and_the_month_at_the_playhead_and_may_order_another_economy(
    monkeypatch, request
):
    known = []

    def body(visitor):
        known.append(visitor)
        return solara.Text("a page")

    monkeypatch.setattr(pages, "PAGES", (pages.Page("watch", shows=("story", "transport"), below=body),))
    rendered, orders, ears, _ = request.getfixturevalue("shown")
    stage_of(rendered).month = 94
    assert (known[-1].month, known[-1].order, known[-1].finished) == (94, orders[0], False)
    assert stage_of(rendered).shows == ["story", "transport"]
    ears[0](Report(orders[0].run, "done", 252, b"picture"))
    assert (known[-1].finished, known[-1].picture) == (True, Picture(orders[0].run, b"picture"))
    known[-1].run({"seed": 9})
    assert (orders[-1].seed, known[-1].finished) == (9, False)
    assert stage_of(rendered).address == "?seed=9"


def test_a_page_may_send_the_playhead_to_a_month_and_send_it_there_again(monkeypatch, request):
    known = []

    def body(visitor):
        known.append(visitor)
        return solara.Text("a page")

    monkeypatch.setattr(pages, "PAGES", (pages.Page("watch", shows=("transport",), below=body),))
    rendered = request.getfixturevalue("shown")[0]
    for _ in range(3):
        known[-1].go(stage_of(rendered).month)  # where it stands already: nothing to be sent
        assert stage_of(rendered).wanted == -1
        known[-1].go(94)
        assert stage_of(rendered).wanted == 94
        stage_of(rendered).month = 94  # it has arrived
        assert stage_of(rendered).wanted == -1
        stage_of(rendered).month = 12  # the visitor goes elsewhere


def test_a_month_that_a_link_asks_for_outlives_a_turn_of_the_page_until_it_is_reached_or_left(
    monkeypatch, request
):
    menus = []
    monkeypatch.setattr(visit, "Menu", lambda **given: menus.append(given) or solara.Text("menu"))
    rendered = request.getfixturevalue("shown")[0]
    assert (stage_of(rendered).wanted, menus[-1]["address"]) == (-1, "?")
    menus[-1]["event_go"]("?page=costs&month=2022-11")
    for follow, page in (("event_go", "loop"), ("event_turn", "costs")):
        menus[-1][follow](f"?page={page}")
        assert stage_of(rendered).wanted == 94, "it has not been reached yet"
        assert menus[-1]["address"] == f"?page={page}&month=2022-11"
    stage_of(rendered).month = 12  # the visitor took the playhead elsewhere
    assert stage_of(rendered).wanted == -1
    assert menus[-1]["address"] == "?page=costs&month=2016-01"


def test_the_stage_may_ask_for_an_economy_and_nothing_else(shown):
    rendered, orders, _, _ = shown
    stage = stage_of(rendered)
    for nonsense in ("ask", {"ask": "run"}, {"ask": "run", "form": "base"}, {"ask": "quit"}, None):
        stage._heard(stage, nonsense, [])
    assert len(orders) == 1
    stage._heard(stage, {"ask": "run", "form": {"scenario": "straight", "seed": 2}}, [])
    assert (orders[-1].scenario, orders[-1].seed) == ("straight", 2)


@pytest.mark.parametrize(("end", "asked"), [("done", 1), ("failed", 0)])
def test_a_twin_is_run_after_its_base_and_only_where_there_is_one(monkeypatch, end, asked):
    asks, heard, looked_at, over = [], [], [], threading.Event()

    class Bench:
        def look(self, order):
            looked_at.append(order)

        def reports(self, order, cancelled):
            yield Report(order.run, end)
            over.set()

        def twin_reports(self, order, cancelled):
            asks.append(order)
            yield Report(order.run, "done", world=STRAIGHT)

    monkeypatch.setattr(visit, "workshop", Bench)
    threads = threading.enumerate()
    visit.follow(controls.new_order(), heard.append)
    for thread in set(threading.enumerate()) - set(threads):
        thread.join()
    assert over.is_set()
    assert (len(asks), len(heard), len(looked_at)) == (asked, 1 + asked, 1)


@pytest.mark.parametrize(
    ("mishap", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (EOFError("unexpected EOF"), "worker.ended"),
    ],
)
def test_a_machine_without_room_for_one_more_run_says_so(monkeypatch, mishap, told):
    heard = []

    class Full:
        def look(self, order):
            pass

        def reports(self, order, cancelled):
            yield Report(order.run, "waiting")
            raise mishap

        twin_reports = None

    monkeypatch.setattr(visit, "workshop", Full)
    threads = threading.enumerate()
    visit.follow(controls.new_order(), heard.append)
    for thread in set(threading.enumerate()) - set(threads):
        thread.join()
    assert [report.state for report in heard] == ["waiting", "failed"]
    assert told in heard[-1].message


@pytest.mark.parametrize("mishap", [RuntimeError("refused"), OSError(errno.EAGAIN, "no process"), EOFError()])
def test_a_model_that_cannot_say_what_it_declares_leaves_the_visit_without_sliders_and_no_thread_in_ruins(
    monkeypatch, mishap
):
    class Broken:
        def catalogue(self):
            raise mishap

    told, ruins = [], []
    monkeypatch.setattr(visit, "workshop", Broken)
    monkeypatch.setattr(threading, "excepthook", lambda ruin: ruins.append(ruin.exc_type))
    threads = threading.enumerate()
    visit.fetch(told.append)
    for thread in set(threading.enumerate()) - set(threads):
        thread.join()
    assert (told, ruins) == ([], [])


def test_running_again_stops_the_run_before(shown):
    rendered, orders, _, stopped = shown
    stage_of(rendered).asked()
    assert len(orders) == 2
    assert stopped == [orders[0]]
    assert orders[0].run != orders[1].run, "the same settings twice are two runs"


@pytest.mark.parametrize("seed", [-1, 2**31, 1.5, "seven", None])
def test_a_seed_that_is_none_gives_an_order_that_says_why(seed):
    assert "whole number" in controls.new_order({"seed": seed}).refused


def test_a_form_becomes_an_order():
    order = controls.new_order({"seed": 7, "scenario": "no-ai", "changes": {"herding": 0.5}})
    assert (order.seed, order.scenario, order.changes, order.refused) == (7, "no-ai", (("herding", 0.5),), "")


def test_a_slider_has_the_bounds_and_the_source_its_parameter_declares():
    declared = {
        "name": "herding", "value": 0.9, "unit": "1", "low": 0, "high": 3, "meaning": "m", "source": "s", "group": "g",
    }  # fmt: skip
    (slider,) = controls.sliders(Catalogue([], [declared]), "ja")
    assert (slider["low"], slider["high"], slider["value"], slider["source"]) == (0, 3, 0.9, "s")
    assert slider["label"] == "ファンドの追随"


def test_the_stage_is_one_module_of_all_its_parts():
    source = bundle()
    assert "\nimport " not in source
    assert source.count("export default") == 1
    for name in (
        "class Chart",
        "class Network",
        "class Timeline",
        "class Sankey",
        "class Twin",
        "class Stage",
        "const PANELS",
    ):
        assert name in source


def test_every_part_of_the_stage_is_in_the_module_after_the_parts_it_imports():
    parts = {path.stem: path.read_text(encoding="utf-8") for path in (STATIC / "stage").glob("*.js")}
    assert set(MODULES) == set(parts)
    for name, source in parts.items():
        imported = re.findall(r'^import .* from "./(\w+).js";$', source, flags=re.MULTILINE)
        assert all(MODULES.index(it) < MODULES.index(name) for it in imported), name


def test_the_stage_sends_no_html_of_its_own():
    assert issubclass(Stage, ipywidgets.DOMWidget)
    assert "innerHTML" not in bundle(), "words reach the page as text, never as markup"
