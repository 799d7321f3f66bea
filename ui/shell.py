"""The frame around every page: header, language and colours, and a server that stays offline."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import solara
import solara.server.settings
import solara.settings

from ui.plain import template
from ui.texts import LANGUAGES, words
from ui.workshop import workshop

STATIC = Path(__file__).parent / "static"
NOWHERE = "http://127.0.0.1:9/"
"""Where Solara would look for a file that its installed assets lack: a port of this machine that nobody serves."""

LOST_AFTER = "20m"
"""So long a visitor without connection is waited for, as one whose phone is locked in the middle of a lesson."""

language = solara.reactive("en")
"""The visitor's language; Solara keeps one value per visitor."""


@template("header.vue")
def Header(words: dict[str, str], language: str, languages: dict[str, str], event_switch: Any = None) -> None:
    """The page's own header; it tells which language the visitor chose."""


@solara.component
def Layout(children: list[solara.Element] = []) -> solara.Element:  # noqa: B006 - Solara passes children this way
    """Give every page the same frame."""
    return solara.Div(children=children, classes=["frame"])


@solara.component
def Masthead() -> solara.Element:
    """The name of the place, and the choice of language and colours."""
    said = words(language.value)
    return Header(words=said, language=language.value, languages=LANGUAGES, event_switch=choose)


def choose(name: str) -> None:
    """Switch the visitor's language; a name that the pages lack is ignored."""
    if name in LANGUAGES:
        language.set(name)


def prepare() -> None:
    """Have Solara send nothing out, show our style and no banner, and forget closed pages after minutes."""
    settings = solara.server.settings
    solara.settings.assets.cdn = NOWHERE
    settings.telemetry.mixpanel_enable = False
    settings.main.mode = "production"
    settings.theme.show_banner = False
    settings.theme.loader = "plain"
    settings.theme.title = "Belief Machine"
    settings.assets.fontawesome_enabled = False
    settings.assets.extra_locations = [str(STATIC)]
    settings.kernel.cull_timeout = LOST_AFTER
    warnings.filterwarnings(
        "ignore", message="Cookies with samesite=none"
    )  # said to every visitor of a loopback page
    workshop().warm()
