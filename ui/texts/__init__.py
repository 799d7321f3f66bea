"""Every word of the pages, in English and Japanese, by id; one module for each part of the page."""

from __future__ import annotations

from functools import cache

from ui.texts.about import ABOUT
from ui.texts.agent_parts import COLUMNS, TERMS
from ui.texts.agents import AGENTS
from ui.texts.claims import CLAIMS
from ui.texts.compare import COMPARE
from ui.texts.costs import COSTS
from ui.texts.events import EVENTS
from ui.texts.frame import FRAME
from ui.texts.keep import KEEP
from ui.texts.lessons import LESSONS
from ui.texts.lines import LINES
from ui.texts.menu import MENU
from ui.texts.network import NETWORK
from ui.texts.panels import PANELS
from ui.texts.refusals import REFUSALS, UNITS
from ui.texts.settings import SETTINGS
from ui.texts.what_ifs import WHAT_IFS

LANGUAGES = {"en": "English", "ja": "日本語"}

PARTS = (
    *(FRAME, MENU, KEEP, COMPARE, SETTINGS, REFUSALS, UNITS, PANELS, COSTS, LINES, NETWORK, EVENTS, WHAT_IFS),
    *(LESSONS, CLAIMS, ABOUT),
    *(AGENTS, COLUMNS, TERMS),
)
TEXTS: dict[str, dict[str, str]] = {name: said for part in PARTS for name, said in part.items()}


@cache
def words(language: str) -> dict[str, str]:
    """Return every text of a language by id; a language the pages lack is a KeyError that names those there are."""
    if language not in LANGUAGES:
        raise KeyError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    return {name: by_language[language] for name, by_language in TEXTS.items()}
