"""Refusals in the visitor's language: the model and the page write one English line, which is told anew here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ui.texts import words
from ui.texts.refusals import REFUSALS

QUOTED = "refused.quoted"
JOINT = "; "
"""What stands between several refusals of one link."""


def told(line: str, language: str) -> str:
    """Return a line in a language: a text that it names, what is known to be refused so, or the line quoted."""
    said = words(language)
    if line in said:
        return said[line]
    if language == "en" or not line:
        return line
    parts = [_anew(part, said) for part in line.split(JOINT)]
    found = "。".join(parts) if all(parts) else _anew(line, said)
    return f"{found}。" if found else said[QUOTED].format(line=line)


def _anew(line: str, said: Mapping[str, str]) -> str:
    """Return one refusal in the words of a language, or nothing where it is none of those known."""
    for name, form in _forms().items():
        if it := form.fullmatch(line):
            given = {place: _said(place, value, said) for place, value in it.groupdict().items()}
            return said[name].format(**given)
    return ""


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """Return how to know each refusal, by the name of its text; any words may stand at its places."""
    return {
        name: re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(by_language["en"])))
        for name, by_language in REFUSALS.items()
        if name != QUOTED
    }


def _said(place: str, value: str, said: Mapping[str, str]) -> str:
    """Return what stands at a place: a unit in words, a parameter with its label, a value without its quotes."""
    if place == "unit":
        return said.get(f"measured.{value}", f" {value}")
    if place in ("name", "near") and (label := said.get(f"slider.{value}")):
        return f"{value}（{label}）"
    return re.sub(r"^(['\"])(.*)\1$", r"\2", value)
