"""A search for values, as sections of a report: what was searched, how far it came, round by round, and the best."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from batch_runs.reports.reading import found_of, reading, text_of
from batch_runs.reports.sections import Section, number
from batch_runs.reports.tables import rounds

Found = dict[str, Any]

BEST = "calibrated.toml"
DISTANCE = """The distance is the weighted sum of squared tolerances over published figures: the smaller, the nearer. The best of many
candidates is nearer by luck, too, on the seeds that chose it; the seeds that chose nothing judge it."""


def sections(folder: Path, asked: dict[str, Any]) -> Iterator[Section]:
    """Yield the sections. Raises BadInput where the search is not finished."""
    found = found_of(folder, "calibrate", asked)
    with reading(folder / "calibrate.json"):
        yield from (_searched(found), _came(found))
    yield _rounds(folder)
    best = text_of(folder / BEST)
    yield Section(
        f"The best as a scenario, {BEST}",
        "validate --scenario shows what it does to every figure.",
        body=f"<pre>{escape(best)}</pre>",
    )


def _searched(found: Found) -> Section:
    from model.parameters import Parameters

    units = {info.name: info.unit for info in Parameters().describe() if info.unit != "1"}
    rows = [
        (name, units.get(name, ""), *(number(one[part]) for part in ("low", "high", "start", "best")))
        for name, one in found["free"].items()
    ]
    text = f"{found['trials']} candidates, the first with the values at the start."
    columns = ("parameter", "unit", "from", "to", "at the start", "at the best")
    return Section("What was searched", text, columns=columns, rows=rows, words=2)


def _came(found: Found) -> Section:
    first, last = found["fresh_seeds"]
    rows = [
        _ends(f"1 to {first - 1}, which chose the best", found),
        _ends(f"{first} to {last}, which chose nothing", found["fresh"]),
    ]
    columns = ("seeds", "distance at the start", "at the best", "weight within two tolerances at the start", "at the best")  # fmt: skip
    return Section(
        "Distance to the published figures",
        f"{DISTANCE} {_verdict(found['fresh'])}",
        columns=columns,
        rows=rows,
    )


def _ends(seeds: str, found: Found) -> tuple[str, ...]:
    ends = found["start"], found["best"]
    return (
        seeds,
        *(_distance(end["distance"]) for end in ends),
        *(f"{end['weight_within_two']:.0%}" for end in ends),
    )


def _verdict(fresh: Found) -> str:
    start, best = fresh["start"]["distance"], fresh["best"]["distance"]
    if start is None or best is None:
        return "They broke down, and judge nothing."
    return f"On them the best is {'nearer than' if best < start else 'no nearer than'} the start."


def _distance(value: float | None) -> str:
    return "broke down" if value is None else number(value)


def _rounds(folder: Path) -> Section:
    rows = [
        (str(one.number), str(one.candidates), str(one.broken), _distance(one.nearest))
        for one in rounds(folder)
    ]
    columns = ("round", "candidates", "broke down", "smallest distance of the round")
    return Section("Round by round", columns=columns, rows=rows)
