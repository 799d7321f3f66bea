"""The register of claims, docs/claims.toml: what each claim says, what it asks of the model, what is known besides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from model.errors import BadInput
from model.toml_file import read_toml

FILE = Path(__file__).parents[2] / "docs" / "claims.toml"

RAISES, LOWERS, ABOVE, BELOW = "raises", "lowers", "above", "below"
SOMETIMES, FOLLOWS = "sometimes", "follows"
UP = (RAISES, ABOVE, FOLLOWS)
"""Verbs whose claim is that the figure is above zero, or above its bar."""

NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Question:
    """What a claim asks of the model, as a sentence of three words at most.

    `myth raises belief` and `herding lowers diversity` compare a world with a mechanism and one without it.
    `mere-words above 0.0` and `outside-money below 0.1` compare a figure of the base with a bar. `bust sometimes`
    asks whether something happens in some seeds and not in all, `depth follows share-at-peak` whether one figure is higher in
    seeds in which another one is.
    """

    text: str
    measure: str
    verb: str
    mechanism: str | None = None
    bar: float = 0.0
    other: str | None = None

    @classmethod
    def of(cls, text: str) -> Question:
        """Return the question that these words put. Raises BadInput where they put none."""
        match text.split():
            case [mechanism, verb, measure] if verb in (RAISES, LOWERS):
                return cls(text, measure, verb, mechanism=mechanism)
            case [measure, verb, bar] if verb in (ABOVE, BELOW) and NUMBER.fullmatch(bar):
                return cls(text, measure, verb, bar=float(bar))
            case [measure, verb] if verb == SOMETIMES:
                return cls(text, measure, verb)
            case [measure, verb, other] if verb == FOLLOWS:
                return cls(text, measure, verb, other=other)
        raise BadInput(
            f"{FILE.name}: {text!r} is no question; write: mechanism raises|lowers measure, "
            "measure above|below number, measure sometimes, measure follows measure"
        )

    @property
    def sign(self) -> int:
        """1 where the claim is that the figure is above zero or its bar, else -1."""
        return 1 if self.verb in UP else -1


@dataclass(frozen=True)
class Claim:
    """One claim: its number and words, what it asks of the model, and which published figures it is about.

    `standing` says how its own number compares with independent figures ("" where it has none). What is asked `besides` is
    about something else that may be behind what is claimed: it is answered, and the verdict does not count it.
    """

    number: int
    text: str
    standing: str
    check: str
    asks: tuple[Question, ...]
    besides: tuple[Question, ...]
    figures: tuple[str, ...]
    untested: str


@cache
def register() -> dict[str, Any]:
    """Return the file as it is. Raises BadInput outside of a checkout."""
    if not FILE.exists():
        raise BadInput(f"{FILE}: the register of claims is missing; run this from a checkout of the project")
    return read_toml(FILE, str(FILE))


@cache
def claims() -> tuple[Claim, ...]:
    """Return all claims in the order of their numbers, in English."""
    return tuple(
        Claim(
            number=one["number"],
            text=one["en"],
            standing=one.get("standing", ""),
            check=one.get("check_en", ""),
            asks=tuple(map(Question.of, one.get("asks", ()))),
            besides=tuple(map(Question.of, one.get("besides", ()))),
            figures=tuple(one.get("figures", ())),
            untested=one.get("untested_en", ""),
        )
        for one in register()["claims"]
    )


def questions() -> dict[str, Question]:
    """Return every question that some claim asks, once, by its words."""
    return {question.text: question for claim in claims() for question in (*claim.asks, *claim.besides)}
