"""What `docs/claims.json` found on each claim of the debate, in sentences of the reader's language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from ui.documents import PROJECT

FILE = PROJECT / "docs" / "claims.json"
FOUND_IN = "docs/claims.md"
"""The page that says the same at length."""

VERDICTS = ("holds", "in part", "open", "fails", "met", "partly met", "missed", "untested")
STANDINGS = (
    *("right", "plausible", "dated", "too low", "overstated", "misleading", "wrong"),
    *("disputed", "weak source", "not found"),
)
"""How a claim's own number compares with independent figures."""

ELSEWHERE = ("turns", "lost", "told")

Words = Mapping[str, str]


@cache
def found() -> dict[str, Any]:
    """Return what is on record."""
    told: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return told


def code() -> str:
    """Return the commit of the code that the record was made with, as short as git says it."""
    return str(found()["code"] or "?")[:8]


def of_claim(
    claim: Mapping[str, Any], register: Mapping[str, Any], words: Words, language: str
) -> dict[str, Any]:
    """Return a claim's verdict, how its own number stands, and a sentence for each question it asks, and for what may be behind it."""
    judged = found()["claims"][str(claim["number"])]
    return {
        "verdict": judged["verdict"],
        "standing": claim.get("standing", ""),
        "check": claim.get(f"check_{language}", ""),
        "untested": claim.get(f"untested_{language}", ""),
        "same": _same(judged, words),
        "found": _sentences(claim.get("asks", ()), register, words, language),
        "behind": _sentences(claim.get("besides", ()), register, words, language),
    }


def _sentences(
    asked: Iterable[str], register: Mapping[str, Any], words: Words, language: str
) -> list[dict[str, str]]:
    return [_sentence(found()["questions"][text], register, words, language) for text in asked]


def _same(judged: Mapping[str, Any], words: Words) -> str:
    """Return under how many other sets of numbers the verdict is the same; nothing where none was tried, or it is not clear."""
    same = judged["same"]
    return "" if same is None else words["claims.under"].format(same=same, all=len(judged["under"]))


def counted() -> dict[str, int]:
    """Return how many claims have each verdict."""
    count: dict[str, int] = found()["count"]
    return count


def _sentence(
    answer: Mapping[str, Any], register: Mapping[str, Any], words: Words, language: str
) -> dict[str, str]:
    """Return what was asked, what was found, its verdict, and under which other numbers it is another one."""
    measures, mechanisms = register["measures"], register["mechanisms"]
    names = {
        "measure": measures[answer["measure"]][language],
        "mechanism": mechanisms[answer["mechanism"]][language] if answer["mechanism"] else "",
        "other": measures[answer["other"]][language] if answer["other"] else "",
        "unit": measures[answer["measure"]][f"unit_{language}"],
        "bar": answer["bar"],
    }
    asked = words[f"claims.asks.{answer['verb']}"].format(**names)
    return {
        "asked": asked[:1].upper() + asked[1:],
        "amount": _amount(answer, names["unit"], words),
        "verdict": answer["verdict"],
        "elsewhere": " ".join(_elsewhere(answer, register, words, language)),
    }


def _amount(answer: Mapping[str, Any], unit: str, words: Words) -> str:
    if not answer["amounts"]:
        return words["claims.few"]
    if answer.get("same"):
        return words["claims.same"].format(
            seeds=answer["seeds"], unit=unit, level=answer["amounts"].get("on", answer["amounts"]["mean"])
        )
    unit = words["claims.correlation"] if answer["verb"] == "follows" else unit
    return words["claims.amount"].format(unit=unit, seeds=answer["seeds"], **answer["amounts"])


def _elsewhere(
    answer: Mapping[str, Any], register: Mapping[str, Any], words: Words, language: str
) -> Iterator[str]:
    for what in ELSEWHERE:
        if answer[what]:
            where = _listed(answer[what], register, words, language)
            told = f"claims.{what}.{answer['verdict']}" if what == "turns" else f"claims.{what}"
            yield words[told].format(where=where)


def _listed(names: list[str], register: Mapping[str, Any], words: Words, language: str) -> str:
    return words["claims.and"].join(register["conditions"][name][language] for name in names)
