"""The About page: what the model is, who is in it, how to read it, its limits, and its full description."""

from __future__ import annotations

import re
import sys
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import solara

from ui import documents, shell
from ui.claims import STYLE
from ui.plain import template
from ui.texts import words
from ui.texts.about import ABOUT

SECTIONS = ("what", "who", "read", "limits", "sources", "cite", "versions", "licence")
LISTS = ("who", "limits")
PACKAGES = ("mesa", "numpy", "networkx", "solara")
ODD = "docs/odd.md"


@template("about.vue")
def AboutView(words: dict[str, str], view: dict[str, Any]) -> None:
    """The page in the browser; it asks for the address that names the document, which then is open."""


@solara.component
def About(opened: str = "") -> solara.Element:
    """Tell what the model is; the document at the end is rendered here on the server."""
    said = {name: text for name, text in words(shell.language.value).items() if name.startswith("about.")}
    sections = [
        {"name": name, "title": said[f"about.{name}"], "list": name in LISTS, "texts": told(name, said)}
        for name in SECTIONS
    ]
    view = {
        "sections": sections,
        "cite": citation(),
        "versions": versions(),
        "file": ODD,
        "odd": documents.html(ODD),
        "open": opened == ODD,
    }
    return solara.Div(
        children=[solara.Style(STYLE.read_text(encoding="utf-8")), AboutView(words=said, view=view)]
    )


def told(section: str, said: dict[str, str]) -> list[str]:
    """Return the texts of a section, in their order."""
    return [said[name] for name in ABOUT if re.fullmatch(rf"about\.{section}\.\w+", name)]


@cache
def versions() -> list[str]:
    """Return the versions that run here: the model's own, Python's, and those of what it rests on."""
    found = [f"Belief Machine {_own()}", f"Python {sys.version.split()[0]}"]
    return [*found, *(f"{package} {_installed(package)}" for package in PACKAGES)]


def citation() -> str:
    """Return a line to cite."""
    return f"The Belief Machine contributors. Belief Machine, version {_own()}. Agent-based model of the AI investment boom."


@cache
def _own() -> str:
    project = tomllib.loads((documents.PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "–"
