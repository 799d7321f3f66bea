"""The Watch page: set up an economy, run it in a worker, and watch it month by month."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import solara

from ui import controls, shell
from ui.stage import Stage
from ui.texts import words
from ui.worker import STRAIGHT, Order, Report, workshop

Form = dict[str, Any]
UNKNOWN: Form = {"scenarios": [], "parameters": []}


@solara.component_vue("controls.vue")
def Controls(
    words: dict[str, str],
    scenarios: list[Form],
    sliders: list[Form],
    order: Form,
    event_start: Any = None,
    event_edit: Any = None,
) -> None:
    """The panel of settings; it tells when a setting is edited and when Run is pressed.

    An event `x` is a method of that name in the template: no other method or property there may be called so.
    """


@solara.component
def Watch() -> solara.Element:
    """One visitor's page: nothing in it is shared with another visitor."""
    order, set_order = solara.use_state(solara.use_memo(controls.new_order, []))
    report, set_report = solara.use_state(Report(order.run, "waiting"))
    twin, set_twin = solara.use_state(Report(order.run, "waiting", world=STRAIGHT))
    picture, set_picture = solara.use_state(b"")
    stale, set_stale = solara.use_state(False)

    def hear(news: Report) -> None:
        if news.world == STRAIGHT:
            set_twin(news)
            return
        if news.picture is not None:
            set_picture(news.picture)
        set_report(news)

    def run(form: Form | None = None) -> None:
        set_order(controls.new_order(form))
        set_stale(False)

    solara.use_effect(lambda: follow(order, hear), [order])
    language = shell.language.value
    stage = Stage.element(
        language=language,
        words=words(language),
        status=_status(order, report, twin),
        stale=stale,
        picture=picture,
        twin=twin.picture or b"",
        asked=run,
    )
    return solara.Div(classes=["watch"], children=[Settings(order, run, set_stale), stage])


@solara.component
def Settings(order: Order, run: Callable[[Form], None], edit: Callable[[bool], None]) -> solara.Element:
    """The settings, once a worker has told what the model declares."""
    catalogue, set_catalogue = solara.use_state(UNKNOWN)
    solara.use_effect(lambda: fetch(set_catalogue), [])
    language = shell.language.value
    return Controls(
        words=words(language),
        scenarios=controls.scenarios(catalogue["scenarios"], language),
        sliders=controls.sliders(catalogue["parameters"], language),
        order={**asdict(order), "changes": dict(order.changes)},
        event_start=run,
        event_edit=edit,
    )


def follow(order: Order, hear: Callable[[Report], None]) -> Callable[[], None]:
    """Run an order, then its twin, in the background and pass reports on; the answer is the way to stop it."""
    cancelled = threading.Event()

    def listen() -> None:
        state = ""
        for reports in (workshop().reports, workshop().twin_reports):
            for report in reports(order, cancelled):
                state = report.state
                if not cancelled.is_set():
                    hear(report)
            if state != "done":
                return

    def stop() -> None:
        cancelled.set()
        workshop().forget(order)

    threading.Thread(target=listen, daemon=True).start()
    return stop


def fetch(tell: Callable[[Form], None]) -> None:
    """Learn in the background what the model declares; a model that cannot say leaves the panel without sliders."""

    def learn() -> None:
        with contextlib.suppress(RuntimeError):
            tell(workshop().catalogue())

    threading.Thread(target=learn, daemon=True).start()


def _status(order: Order, base: Report, straight: Report) -> Form:
    """Return how far the ordered world and its twin are; what is told of an earlier order does not count."""
    report, twin = (it if it.run == order.run else Report(order.run, "waiting") for it in (base, straight))
    return {
        "state": report.state,
        "months": report.months,
        "total": order.months,
        "run": report.run,
        "scenario": order.scenario,
        "message": report.message,
        "twin": {"state": twin.state, "months": twin.months, "message": twin.message},
    }
