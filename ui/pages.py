"""The pages a visitor can turn to, in the order of the menu. A new page is one import and one entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import solara

from ui import documents, lessons
from ui.about import ODD, About
from ui.agents_page import AgentsPage
from ui.claims import Claims
from ui.packed import Picture
from ui.worker import Order


@dataclass(frozen=True)
class Visitor:
    """What a page may know of its visitor: the order, what is drawn of it, and the month at the playhead.

    `run(form)` orders an economy as the panel of settings does. `finished` says that the ordered economy has
    run to its last month, `state` how far it is. `month` counts from zero at January 2015 and follows the playhead at rest;
    `go(month)` sends it elsewhere, and `month` is where it was sent to while it is on its way. `document` is the one opened.
    """

    order: Order
    run: Callable[[dict[str, Any] | None], None]
    picture: Picture
    twin: Picture
    finished: bool
    state: str
    month: int
    go: Callable[[int], None]
    document: str = ""


@dataclass(frozen=True)
class Page:
    """One page: what of the stage it shows, what stands above or below that, whether settings stand beside, what it opens.

    `shows` names groups of charts, single charts (a group's name wins; "chart money" is the chart alone), "events", or
    just "transport", or is a function that does; a page that shows nothing of the stage hides it. The run and the
    playhead stay as they are from page to page. `opens(file)` tells whether the page can open a document; the address
    names the one that is open.
    """

    name: str
    shows: tuple[str, ...] | Callable[[], tuple[str, ...]] = ()
    above: Callable[[Visitor], solara.Element] | None = None
    below: Callable[[Visitor], solara.Element] | None = None
    settings: bool = True
    opens: Callable[[str], bool] = lambda file: False

    def shown(self) -> list[str]:
        """Return what of the stage is shown now."""
        return list(self.shows() if callable(self.shows) else self.shows)


def _lessons(visitor: Visitor) -> solara.Element:
    return lessons.LessonsPage(visitor.order, visitor.run, visitor.picture, visitor.twin, visitor.finished)


PAGES = (
    Page("watch", shows=("story", "money", "firms", "ideas", "states", "players", "events")),
    Page("costs", shows=("costs", "events")),
    Page("loop", shows=("loop", "events")),
    Page(
        "agents",
        shows=("transport",),
        below=lambda it: AgentsPage(it.order, it.month, it.go, it.state),
        settings=False,
    ),
    Page("compare", shows=("compare",)),
    Page("claims", above=lambda it: Claims(it.document), settings=False, opens=documents.is_there),
    Page("lessons", shows=lessons.shows, above=_lessons, settings=False),
    Page("about", above=lambda it: About(it.document), settings=False, opens=ODD.__eq__),
)
"""Every page, by the order of the menu; the first one is where a visitor arrives."""

FIRST = PAGES[0].name


def find(name: str) -> Page | None:
    """Return the page of a name, or nothing where there is none."""
    return next((page for page in PAGES if page.name == name), None)
