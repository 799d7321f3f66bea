"""The Claims page: what the public debate claims, and what our documents record about each claim so far."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import solara

from ui import documents, shell, verdicts
from ui.plain import template
from ui.texts import words

FILE = documents.PROJECT / "docs" / "claims.toml"
STYLE = Path(__file__).parent / "static" / "documents.css"
KINDS = ("Q", "C", "V")
JAPANESE = (
    *((" bn usd", "億ドル"), (" usd", "ドル"), (" thousand researcher-years", "千人年")),
    *((" months", "か月"), (" to ", "〜"), (" (区間", "（95%区間"), (")", "）")),
)
"""Words that stand beside figures in the documents, a billion dollars being ten hundred-million dollars in Japanese."""
SYSTEMS = tuple(f"S{number}" for number in range(1, 16))

FILTERS = ("kind", "system", "verdict")
chosen: solara.Reactive[dict[str, str]] = solara.reactive({})
"""What the visitor filters by; Solara keeps one value per visitor, and it outlives a document and a turn of the page."""


@template("claims.vue")
def ClaimsView(words: dict[str, str], view: dict[str, Any], event_act: Any = None) -> None:
    """The list of claims in the browser, or a document; it tells which filter was set."""


@cache
def register() -> dict[str, Any]:
    """Return the data file: claims, and under `shows` what documents record."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def find_and_show(figure: str) -> tuple[str, str]:
    """Return what to find in a document, and what to show of it: `a => b` shows b."""
    find, _, show = figure.partition(" => ")
    return find, show or find


@solara.component
def Claims(opened: str = "") -> solara.Element:
    """Show the claims, by kind and by system, or the document that the address names."""
    kind, system, verdict = (chosen.value.get(name, "") for name in FILTERS)
    language = shell.language.value

    def act(wish: dict[str, str]) -> None:
        if wish["do"] in FILTERS:
            chosen.set({**chosen.value, wish["do"]: wish["value"]})

    said = {name: text for name, text in words(language).items() if name.startswith(("claims.", "system."))}
    view = {
        "kinds": list(KINDS),
        "systems": list(SYSTEMS),
        "verdicts": [[name, count] for name, count in verdicts.counted().items() if count],
        "kind": kind,
        "system": system,
        "verdict": verdict,
        "claims": listed(kind, system, language, verdict),
        "all": len(register()["claims"]),
        "at_length": verdicts.FOUND_IN,
        "code": said["claims.code"].format(code=verdicts.code()),
        "document": document(opened),
    }
    style = solara.Style(STYLE.read_text(encoding="utf-8"))
    return solara.Div(children=[style, ClaimsView(words=said, view=view, event_act=act)])


def listed(kind: str, system: str, language: str, verdict: str = "") -> list[dict[str, Any]]:
    """Return the claims of a kind, of a system and of a verdict (all where empty) in a language, with what is recorded."""
    shows, said = register()["shows"], words(language)
    chosen = [
        {
            "number": claim["number"],
            "kinds": claim["kinds"],
            "systems": claim["systems"],
            "text": claim[language],
            "shows": [
                {"file": shows[name]["file"], "text": told(shows[name], language)} for name in claim["shows"]
            ],
            **verdicts.of_claim(claim, register(), said, language),
        }
        for claim in register()["claims"]
        if kind in ("", *claim["kinds"]) and system in ("", *claim["systems"])
    ]
    return [claim for claim in chosen if verdict in ("", claim["verdict"])]


def told(shown: dict[str, Any], language: str) -> str:
    """Return what a document records, in a sentence with its figures."""
    figures = [figure(find_and_show(it)[1], language) for it in shown["figures"]]
    return re.sub(r"\{(\d)\}", lambda it: figures[int(it[1])], str(shown[language]))


def figure(found: str, language: str) -> str:
    """Return a figure as it stands in a document, without the bars of its table, in the words of a language."""
    shown = " / ".join(part.strip() for part in found.strip("| ").split("|"))
    if language != "ja":
        return shown.replace("bn usd", "billion dollars").replace(" usd", " dollars")
    shown = re.sub(r"(\d+) of (\d+) seeds \((.*)\)", r"\2シード中\1（\3）", shown).replace(
        "95% interval", "区間"
    )
    if " bn usd" in shown:
        shown = re.sub(r"\d[\d,]*(?:\.\d+)?", lambda it: _tenfold(it[0]), shown)
    for english, japanese in JAPANESE:
        shown = shown.replace(english, japanese)
    return shown


def _tenfold(digits: str) -> str:
    """Return ten times a written number, with every digit that was written."""
    return f"{Decimal(digits.replace(',', '')).scaleb(1):,f}"


def document(file: str) -> dict[str, str] | None:
    """Return an opened document, or nothing where none is."""
    try:
        return {"file": file, "html": documents.html(file)} if file else None
    except LookupError:
        return None
