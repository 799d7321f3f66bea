"""Sentences with places for numbers: `{saying@2025-12}` is read off the run, and nothing is typed by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ui.lessons.numbers import FORMATS, written
from ui.lessons.readings import READINGS, YEAR, Values
from ui.worker import MONTHS

FIRST_YEAR = 2015
TWIN = "twin"
TERM = re.compile(
    r"(?:(?P<world>[a-z][a-z0-9-]*)\.)?(?P<name>[a-z_]+)@(?P<when>\d{4}-\d{2}|end|highest|lowest)"
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
PLACE = re.compile(r"\{([^{}]*)\}")
SIGNS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b}
COMPARED = {"<": lambda a, b: a < b, ">": lambda a, b: a > b}

Worlds = Mapping[str, Mapping[str, Values]]
"""Readings by world: "" is the run of the step, "twin" its twin, and an earlier step goes by its name."""


class NotYet(LookupError):  # noqa: N818 - read as a sentence: raise NotYet("...")
    """A world that a sentence speaks of has not been run."""


@dataclass(frozen=True)
class Term:
    """One reading of one world at one month, or a number."""

    world: str = ""
    name: str = ""
    when: str = ""
    number: float = 0.0

    def value(self, worlds: Worlds) -> float:
        """Return the number; a world that has not been run raises NotYet."""
        if not self.name:
            return self.number
        values = self.values(worlds)
        return values[self.month(worlds)]

    def values(self, worlds: Worlds) -> Values:
        """Return the reading by month."""
        try:
            return worlds[self.world][self.name]
        except KeyError:
            raise NotYet(f"{self.world or 'this run'}: {self.name}") from None

    def month(self, worlds: Worlds) -> int:
        """Return the month that is meant; the first year counts for no extreme, for it is not yet a year's sum."""
        values = self.values(worlds)
        if self.when in ("highest", "lowest"):
            months = range(min(YEAR, len(values) - 1), len(values))
            return (max if self.when == "highest" else min)(months, key=lambda at: values[at])
        return len(values) - 1 if self.when == "end" else month_of(self.when)


Expression = tuple[tuple[str, Term], ...]
"""Terms from left to right, each with the sign before it; the first one has "+"."""


def month_of(text: str) -> int:
    """Return the month of `2025-12`, counted from zero at January 2015."""
    year, month = (int(part) for part in text.split("-"))
    return (year - FIRST_YEAR) * YEAR + month - 1


def parse(text: str) -> Expression:
    """Return the expression that a text writes; raises ValueError with one line that says what is wrong."""
    parts = text.split()
    if len(parts) % 2 == 0:
        raise ValueError(f"{text.strip()!r}: write readings and numbers with a sign between each two")
    terms = [_term(part) for part in parts[::2]]
    signs = ["+", *parts[1::2]]
    if wrong := [sign for sign in signs if sign not in SIGNS]:
        raise ValueError(f"{text.strip()!r}: {wrong[0]!r} is not one of {' '.join(SIGNS)}")
    return tuple(zip(signs, terms, strict=True))


def _term(text: str) -> Term:
    if NUMBER.fullmatch(text):
        return Term(number=float(text))
    match = TERM.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a reading; write one like saying@2025-12 or twin.ai_share@highest")
    world, name, when = match["world"] or "", match["name"], match["when"]
    if name not in READINGS:
        raise ValueError(f"{text!r}: there is no reading {name!r}")
    if when[0].isdigit() and not (0 <= month_of(when) < MONTHS and 1 <= int(when[5:]) <= YEAR):
        raise ValueError(f"{text!r}: {when} is not a month of a run")
    return Term(world, name, when)


def evaluate(expression: Expression, worlds: Worlds) -> float:
    """Return what an expression comes to, from left to right; a division by nothing is nothing."""
    total = 0.0
    for sign, term in expression:
        value = term.value(worlds)
        total = 0.0 if sign == "/" and value == 0.0 else SIGNS[sign](total, value)
    return total


def parse_condition(text: str) -> list[tuple[Expression, str, Expression]]:
    """Return the comparisons of a condition, all of which must hold; raises ValueError in one line."""
    return [_comparison(part) for part in text.split(" and ")]


def _comparison(text: str) -> tuple[Expression, str, Expression]:
    sides = re.split(r"\s([<>])\s", text)
    if len(sides) != 3:
        raise ValueError(f"{text!r}: a condition has one < or > between two readings")
    return parse(sides[0]), sides[1], parse(sides[2])


def holds(condition: str, worlds: Worlds) -> bool:
    """Tell whether a condition holds."""
    return all(
        COMPARED[sign](evaluate(left, worlds), evaluate(right, worlds))
        for left, sign, right in parse_condition(condition)
    )


def places(sentence: str) -> list[tuple[str, str]]:
    """Return what a sentence has places for: expression and format, the latter empty where it is the reading's own."""
    return [
        (text.strip(), form.strip())
        for text, _, form in (it.partition(":") for it in PLACE.findall(sentence))
    ]


def check(sentence: str) -> None:
    """Raise ValueError with one line where a place of a sentence cannot be filled."""
    for text, form in places(sentence):
        expression = parse(text)
        if form and form not in FORMATS:
            raise ValueError(
                f"{text!r}: {form!r} is not a way to write a number; choose {', '.join(FORMATS)}"
            )
        if form == "month" and len(expression) > 1:
            raise ValueError(f"{text!r}: only a single reading has a month")


def fill(sentence: str, worlds: Worlds, language: str) -> str:
    """Return the sentence with its numbers; raises NotYet where one is not known yet."""

    def number(match: re.Match[str]) -> str:
        ((text, form),) = places(match[0])
        expression = parse(text)
        first = expression[0][1]
        if form == "month":
            return written(first.month(worlds), form, language)
        return written(evaluate(expression, worlds), form or READINGS[first.name].unit, language)

    return PLACE.sub(number, sentence)


def terms(text: str) -> list[Term]:
    """Return every reading that an expression or a condition asks for."""
    compares = re.search(r"\s[<>]\s", text)
    sides = (
        [it for left, _, right in parse_condition(text) for it in (left, right)]
        if compares
        else [parse(text)]
    )
    return [term for side in sides for _, term in side if term.name]
