"""One visitor's visit: an economy is ordered, runs in a worker, and is looked at from page to page."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import solara

from ui import controls, link, pages, refusals, shell
from ui.catalogue import Catalogue
from ui.packed import Picture
from ui.plain import Plain, template
from ui.stage import Stage
from ui.texts import words
from ui.worker import BASE, STRAIGHT, Order, Report
from ui.workshop import MISHAPS, in_a_line, workshop

Form = dict[str, Any]
UNKNOWN = Catalogue()


@template("controls.vue")
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


@template("menu.vue")
def Menu(
    words: dict[str, str],
    links: list[Form],
    page: str,
    address: str,
    event_go: Any = None,
    event_turn: Any = None,
) -> None:
    """The list of pages; it tells which link was followed, and where the browser went back or forward to.

    It keeps page and document in the address, and restates the address once another economy has been ordered, or the
    month in it has changed.
    """


@solara.component
def Visit() -> solara.Element:
    """One visitor's visit: nothing in it is shared with another, and the run stays from page to page."""
    router = solara.use_router()
    arrival = solara.use_memo(lambda: link.read(router.search), [])
    way = _use_way(arrival)
    order, set_order = solara.use_state(solara.use_memo(lambda: controls.new_order(arrival.form), []))
    report, straight, picture, twin = _use_reports(order)
    stale, set_stale = solara.use_state(False)
    catalogue, set_catalogue = solara.use_state(UNKNOWN)

    def run(form: Form | None = None) -> None:
        set_order(controls.new_order(form))
        set_stale(False)

    def go(query: str) -> None:
        form = way.follow(query).form
        if form and not controls.same_economy(form, order):
            run(form)

    solara.use_effect(lambda: fetch(set_catalogue), [])
    page = pages.find(way.asked.page) or pages.PAGES[0]
    state = report.state if report.run == order.run else "waiting"
    visitor = pages.Visitor(
        order, run, picture, twin, state == "done", state, way.month, way.send, way.asked.document
    )
    language = shell.language.value
    stage = Stage.element(
        language=language,
        words=Plain(words(language)),
        status={
            **_status(order, report, straight, language),
            "differences": controls.differences(order, catalogue, language),
        },
        stale=stale,
        picture=picture,
        twin=twin,
        presets=_presets(catalogue, language),
        shows=page.shown(),
        address=link.write(order, page.name),
        wanted=-1 if way.asked.month is None else way.asked.month,
        asked=run,
        on_month=way.rest,
    )
    menu = _menu(page, order, way, go)
    main = _main(page, way.asked, [Settings(order, catalogue, run, set_stale)], _around(page, visitor, stage))
    title = solara.Title(f"{words(language)[f'menu.{page.name}']} · {words(language)['page.title']}")
    return solara.Div(children=[title, shell.Masthead(), menu, main])


@dataclass(frozen=True)
class Way:
    """Where a visitor is, and how to go elsewhere.

    `asked` is the link followed last; its month is the one that the playhead is on its way to, if any. `month` is that
    one, or the one at which the playhead rests; `named` is the same where the address names a month.
    """

    asked: link.Link
    month: int
    named: int | None
    rest: Callable[[int], None]
    send: Callable[[int], None]
    turn: Callable[[str], link.Link]
    follow: Callable[[str], link.Link]


def _use_way(arrival: link.Link) -> Way:
    """Return where a visitor is who arrived by a link: `rest` and `send` are about the playhead, the others about pages."""
    asked, set_asked = solara.use_state(arrival)
    month, set_month = solara.use_state(0)
    dated, set_dated = solara.use_state(arrival.month is not None)

    def rest(at: int) -> None:
        set_month(at)
        if asked.month is not None:  # it is where it was sent to, or the visitor took it elsewhere
            set_asked(replace(asked, month=None))

    def send(at: int) -> None:
        if at != month:
            set_asked(replace(asked, month=at))

    def turn(query: str) -> link.Link:
        wanted = link.read(query)
        set_asked(replace(wanted, month=asked.month))  # one that has not been reached yet is still gone to
        return wanted

    def follow(query: str) -> link.Link:
        wanted = turn(query)
        if wanted.month is not None:
            set_asked(wanted)
            set_dated(True)
        return wanted

    stands = month if asked.month is None else asked.month
    return Way(asked, stands, stands if dated else None, rest, send, turn, follow)


def _use_reports(order: Order) -> tuple[Report, Report, Picture, Picture]:
    """Run an order and return what was last heard of it and of its twin, and the last picture of each, also of an earlier order."""
    report, set_report = solara.use_state(Report(order.run, "waiting"))
    straight, set_straight = solara.use_state(Report(order.run, "waiting", world=STRAIGHT))
    picture, set_picture = solara.use_state(Picture())
    twin, set_twin = solara.use_state(Picture())

    def hear(news: Report) -> None:
        tell, draw = (set_straight, set_twin) if news.world == STRAIGHT else (set_report, set_picture)
        if news.picture is not None:
            draw(Picture(news.run, news.picture))
        tell(news)

    solara.use_effect(lambda: follow(order, hear), [order])
    return report, straight, picture, twin


def _presets(catalogue: Catalogue, language: str) -> list[Form]:
    return [{"name": it["name"], "label": it["label"]} for it in controls.scenarios(catalogue, language)]


def _menu(page: pages.Page, order: Order, way: Way, go: Callable[[str], None]) -> solara.Element:
    said = words(shell.language.value)
    links = [
        {"page": it.name, "title": said[f"menu.{it.name}"], "address": link.write(order, it.name)}
        for it in pages.PAGES
    ]
    return Menu(
        words=said,
        links=links,
        page=page.name,
        address=link.write(order, page.name, way.named, way.asked.document),
        event_go=go,
        event_turn=way.turn,
    )


def _around(page: pages.Page, visitor: pages.Visitor, stage: solara.Element) -> list[solara.Element]:
    """Return what a page has above the stage, the stage, and what it has below; the stage stays in its place."""
    above, below = (
        solara.Div(classes=["part"], children=[part(visitor).key(page.name)] if part else [])
        for part in (page.above, page.below)
    )
    return [above, stage, below]


def _main(
    page: pages.Page, asked: link.Link, settings: list[solara.Element], parts: list[solara.Element]
) -> solara.Element:
    said = words(shell.language.value)
    notices = [
        solara.v.Html(
            tag="p", children=[said[name].replace("{given}", given)], attributes={"data-notice": name}
        )
        for name, given in asked.notices
    ]
    beside = solara.Div(classes=["beside"] if page.settings else ["beside", "away"], children=settings)
    visit = solara.Div(
        classes=["visit"] if page.settings else ["visit", "alone"],
        children=[beside, solara.Div(classes=["parts"], children=parts)],
    )
    told = solara.v.Html(tag="div", class_="notices", children=notices, attributes={"role": "status"})
    return solara.v.Html(tag="main", children=[told, visit], attributes={"id": "main", "tabindex": "-1"})


@solara.component
def Settings(
    order: Order, catalogue: Catalogue, run: Callable[[Form], None], edit: Callable[[bool], None]
) -> solara.Element:
    """The settings, once a worker has told what the model declares."""
    language = shell.language.value
    return Controls(
        words=words(language),
        scenarios=controls.scenarios(catalogue, language),
        sliders=controls.sliders(catalogue, language),
        order={**asdict(order), "changes": dict(order.changes)},
        event_start=run,
        event_edit=edit,
    )


def follow(order: Order, hear: Callable[[Report], None]) -> Callable[[], None]:
    """Run an order, then its twin, in the background and pass reports on; the answer is the way to stop it."""
    cancelled = threading.Event()

    def listen() -> None:
        if heard(workshop().reports(order, cancelled), BASE):
            heard(workshop().twin_reports(order, cancelled), STRAIGHT)

    def heard(reports: Iterator[Report], world: str) -> bool:
        state = ""
        try:
            for report in reports:
                state = report.state
                if not cancelled.is_set():
                    hear(report)
        except MISHAPS as mishap:
            hear(Report(order.run, "failed", message=in_a_line(mishap), world=world))
            return False
        return state == "done"

    def stop() -> None:
        cancelled.set()
        workshop().leave(order)

    workshop().look(order)
    threading.Thread(target=listen, daemon=True).start()
    return stop


def fetch(tell: Callable[[Catalogue], None]) -> None:
    """Learn in the background what the model declares; a model that cannot say leaves the panel without sliders."""

    def learn() -> None:
        with contextlib.suppress(*MISHAPS):
            tell(workshop().catalogue())

    threading.Thread(target=learn, daemon=True).start()


def _status(order: Order, base: Report, straight: Report, language: str) -> Form:
    """Return how far the ordered world and its twin are; what is told of an earlier order does not count."""
    report, twin = (it if it.run == order.run else Report(order.run, "waiting") for it in (base, straight))
    return {
        "state": report.state,
        "months": report.months,
        "total": order.months,
        "run": report.run,
        "scenario": order.scenario,
        "message": refusals.told(report.message, language),
        "twin": {
            "state": twin.state,
            "months": twin.months,
            "message": refusals.told(twin.message, language),
        },
    }
