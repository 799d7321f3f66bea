"""What was found of the figures, as text: a line each, and tables for a page of one's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from batch_runs.dictionary import table
from batch_runs.validation.measures import MEASURES
from batch_runs.validation.observed import Observation, observed

HEAD = "# Validation\n\nWritten by `python -m batch_runs validate --out DIR`.\n"
MARK = "table"
FITTED_UNTIL = 2019

PARTS: tuple[tuple[str, Callable[[Observation], bool]], ...] = (
    ("2015 to 2019: calibrated by hand", lambda fact: fact.in_view and fact.years[-1] <= FITTED_UNTIL),
    ("2020 to 2025: in view while numbers were set by hand", lambda fact: fact.in_view and fact.years[-1] > FITTED_UNTIL),
    ("2015 to 2025: in no table while numbers were first set", lambda fact: not fact.in_view),
)  # fmt: skip
"""The tables: heading, and which figures stand in it."""

COLUMNS = ("measure", "when", "observed", "median", "10-90% of seeds", "allowed", "inside", "source")

Found = dict[str, Any]


def tables(found: Found) -> str:
    """Return what the page has between its markers."""
    facts = {fact.id: fact for fact in observed()}
    parts = [_together(found)]
    for heading, belongs in PARTS:
        rows = [row for row in found["facts"] if belongs(facts[row["id"]])]
        hits = sum(row["inside_two"] for row in rows)
        cells = [_cells(facts[row["id"]], row) for row in rows]
        parts.append(f"### {heading}\n\n{hits} of {len(rows)} inside.\n\n{table(COLUMNS, cells)}")
    return "\n\n".join([*parts, _not_measured(found)])


def _cells(fact: Observation, row: Found) -> tuple[str, ...]:
    write = MEASURES[fact.measure].write
    return (
        MEASURES[fact.measure].label,
        fact.when,
        write(fact.value),
        write(row["simulated"]),
        f"{write(row['low'])} to {write(row['high'])}",
        "two tolerances" if fact.tolerance else "factor of two",
        "yes" if row["inside_two"] else "**no**",
        f"{fact.source} ({fact.status}, {fact.confidence:g})",
    )


def _together(found: Found) -> str:
    return (
        f"{found['seeds']} seeds. Of {found['figures']} figures {found['inside']} are inside. "
        f"{found['weighed']} of them have a weight of our own: {_of_weight(found)}. "
        f"Of those that were in a table while numbers were first set {_of_weight(found['in_view'])}; "
        f"of those that were not {_of_weight(found['added'])}."
    )


def _of_weight(part: Found) -> str:
    return (
        f"{part['weight_within_one']:.0%} of the weight is within one tolerance, {part['weight_within_two']:.0%} within two "
        f"(distance {part['distance']:,.0f}, weight {part['weight']:g})"
    )


def _not_measured(found: Found) -> str:
    lines = [f"- {one['what']}: {one['why']}." for one in found["not_measured"].values()]
    return "\n".join(["Figures with a weight that the model has no counterpart of:\n", *lines])


MOMENT = ("id", "simulated", "low", "high", "target", "tolerance", "weight", "inside_one", "inside_two")


def moments(found: Found) -> list[Found]:
    """Return the figures that have a weight as plain values: id, moment (in words) and what MOMENT names."""
    facts = {fact.id: fact for fact in observed()}
    return [
        {"moment": f"{MEASURES[row['measure']].label}, {facts[row['id']].when}"}
        | {name: row[name] for name in MOMENT}
        for row in found["facts"]
        if row["weight"] is not None
    ]


def lines(found: Found) -> Iterator[str]:
    """Yield one line a figure: id, what, simulated, target, tolerance, inside one and two tolerances; then all together."""
    facts = {fact.id: fact for fact in observed()}
    for row in found["facts"]:
        fact = facts[row["id"]]
        measure = MEASURES[fact.measure]
        allowed = "a factor of two" if fact.tolerance is None else f"± {measure.write(fact.tolerance)}"
        if fact.tolerance is None:
            verdict = "inside" if row["inside_two"] else "outside"
        else:
            verdict = (
                "inside one" if row["inside_one"] else "inside two" if row["inside_two"] else "outside two"
            )
        yield (
            f"{row['id']}: {measure.label}, {fact.when}: simulated {measure.write(row['simulated'])}, "
            f"target {measure.write(row['target'])} ({allowed}), {verdict}"
        )
    yield _together(found)
