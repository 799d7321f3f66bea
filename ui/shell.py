"""The frame around every page: header, language and colours."""

from __future__ import annotations

from typing import Any

import solara

from ui.texts import LANGUAGES, words

language = solara.reactive("en")
"""The visitor's language; Solara keeps one value per visitor."""


@solara.component_vue("header.vue")
def Header(words: dict[str, str], language: str, languages: dict[str, str], event_switch: Any = None) -> None:
    """The page's own header; it tells which language the visitor chose."""


@solara.component
def Layout(children: list[solara.Element] = []) -> solara.Element:  # noqa: B006 - Solara passes children this way
    """Put the header above a page."""
    said = words(language.value)
    solara.Title(said["page.title"])
    header = Header(words=said, language=language.value, languages=LANGUAGES, event_switch=choose)
    return solara.Div(children=[header, *children], classes=["frame"])


def choose(name: str) -> None:
    """Switch the visitor's language; a name that the pages lack is ignored."""
    if name in LANGUAGES:
        language.set(name)
