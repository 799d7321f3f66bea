"""A study as somebody describes it: one small TOML file, or the same as a dictionary."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from batch_runs.request import DEFAULTS, LARGEST_SEED, Request
from batch_runs.sweeps.designs import MOST_POINTS, Design, Point
from batch_runs.sweeps.factors import Factor
from model.errors import BadInput, among, nearest
from model.history import LONGEST_RUN, START
from model.metrics import ALL_METRICS, METRIC_NAMES
from model.parameters import Parameters
from model.toml_file import month_of, read_toml, tamed

ENTRIES = (
    "scenario", "months", "seeds", "replications", "paired", "agents_scale", "measures", "keep", "tables", "set", "factors", "design",
)  # fmt: skip
MOST_REPLICATIONS = 100_000
LARGEST_LISTED = LARGEST_SEED // MOST_POINTS - 1
"""The largest seed that may be listed: there is room above it where every point has seeds of its own."""

KEEPS = {"last": None, "years": 12, "all": 1}
"""Which months a study keeps: the last, each December (and the last), or all."""

TABLES = ("flows", "agents")
"""What else a study may keep of every run: who paid whom and who holds what; what every agent is like."""

MEASURES = {metric.name: metric for metric in ALL_METRICS}


@dataclass(frozen=True)
class StudyFile:
    """A study, checked: nothing in it can be refused later."""

    request: Request
    factors: tuple[Factor, ...]
    design: Design
    points: tuple[Point, ...]
    seeds: tuple[int, ...]
    paired: bool
    measures: tuple[str, ...]
    months_kept: tuple[int, ...]
    tables: tuple[str, ...]
    told: Mapping[str, Any]

    @property
    def words(self) -> dict[str, Any]:
        """What the study is, as it is written down and compared; how it is carried out is not part of it."""
        told: dict[str, Any] = json.loads(json.dumps(self.told, default=str))
        return {**told, "design": self.design.described()}

    @classmethod
    def read(cls, path: Path) -> StudyFile:
        """Return the study in a TOML file. Raises BadInput with one line."""
        told = read_toml(path, str(path))
        try:
            _refuse_quoted(_table(told, "set"))
            return cls.of(told, path.parent)
        except BadInput as error:
            raise BadInput(f"{path}: {error}") from error

    @classmethod
    def of(cls, told: Mapping[str, Any], beside: Path = Path()) -> StudyFile:
        """Return the study that a dictionary describes; files it names lie in `beside`. Raises BadInput."""
        told = tamed(told)
        for name in told:
            if name not in ENTRIES:
                raise BadInput(f"{name}: a study has no such entry; {nearest(name, ENTRIES)}")
        request = _request(told, beside)
        factors = tuple(_factors(_table(told, "factors"), _under(request), _table(told, "set")))
        design = Design.of(_table(told, "design"))
        points = tuple(design.of_points(factors))
        seeds = _seeds(told)
        paired = told.get("paired", True)
        if not isinstance(paired, bool):
            raise BadInput(f"paired: {paired!r}; write true (every point has the same luck) or false")
        return cls(
            request, factors, design, points, seeds, paired,
            _measures(told), tuple(_months_kept(told.get("keep", "last"), request.months)), _tables(told), dict(told),
        )  # fmt: skip

    def seed_of(self, point: int, replicate: int) -> int:
        """Return the seed of a run: the same at every point, or one of its own where luck is not paired."""
        return self.seeds[replicate] + (0 if self.paired else point * (max(self.seeds) + 1))

    @property
    def asks_masked(self) -> bool:
        """Whether a measure needs the masked questions."""
        return not set(self.measures) <= set(METRIC_NAMES)


def _table(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = told.get(name, {})
    if not isinstance(table, dict):
        raise BadInput(f"{name}: {table!r}; write a table, [{name}]")
    return table


def _refuse_quoted(settings: Mapping[str, Any]) -> None:
    """Raise BadInput for a value in quotes: who wrote it into a file meant something else, or a number."""
    for name, value in settings.items():
        if isinstance(value, str):
            raise BadInput(f"set.{name}: {value!r} in quotes; write a number, or true or false")


def _request(told: Mapping[str, Any], beside: Path) -> Request:
    """Return what every run has in common. Raises BadInput."""
    scenario = told.get("scenario", "base")
    if not isinstance(scenario, str):
        raise BadInput(f"scenario: {scenario!r}; write a name or a file in quotes")
    if scenario.endswith(".toml"):
        scenario = str(beside / scenario)
    months, scale = told.get("months", DEFAULTS["months"]), told.get("agents_scale", 1.0)
    if isinstance(months, bool) or not isinstance(months, int):
        raise BadInput(f"months: {months!r}; take a whole number from 1 to {LONGEST_RUN}")
    if isinstance(scale, bool) or not isinstance(scale, int | float) or not scale > 0:
        raise BadInput(f"agents_scale: {scale!r}; take a number above 0")
    settings = [f"{name}={str(value).lower()}" for name, value in _table(told, "set").items()]
    asked = {
        **DEFAULTS,
        "scenario": scenario,
        "months": months,
        "set": settings,
        "agents_scale": float(scale),
    }
    try:
        return Request.of(asked)
    except BadInput as error:
        told_here = str(error).replace("--set ", "set.").replace("--agents-scale ", "agents_scale: ")
        raise BadInput(told_here.removeprefix("--")) from error


def _under(request: Request) -> Parameters:
    return request.parameters.replace(**request.scenario.parameters)


def _factors(told: Mapping[str, Any], under: Parameters, fixed: Mapping[str, Any]) -> Iterator[Factor]:
    known = {info.name: info for info in under.describe()}
    for name, values in told.items():
        if name not in known:
            raise BadInput(f"factors.{name}: no such parameter; {nearest(name, known)}")
        if name in fixed:
            raise BadInput(f"factors.{name}: also under [set]; keep one")
        yield Factor.of(known[name], values, f"factors.{name}")


def _seeds(told: Mapping[str, Any]) -> tuple[int, ...]:
    if "seeds" in told and "replications" in told:
        raise BadInput("seeds and replications: both given; keep one")
    if "replications" in told:
        number = told["replications"]
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST_REPLICATIONS:
            raise BadInput(f"replications: {number!r}; take a whole number from 1 to {MOST_REPLICATIONS:,}")
        return tuple(range(1, number + 1))
    seeds = told.get("seeds", [1])
    whole = isinstance(seeds, list) and all(type(s) is int and 0 <= s <= LARGEST_LISTED for s in seeds)
    if not whole or not seeds or len(set(seeds)) < len(seeds):
        raise BadInput(f"seeds: {seeds!r}; list whole numbers from 0 to {LARGEST_LISTED:,}, each once")
    return tuple(seeds)


def _measures(told: Mapping[str, Any]) -> tuple[str, ...]:
    names = told.get("measures", list(MEASURES))
    if not isinstance(names, list) or not names:
        raise BadInput(f"measures: {names!r}; list names; `metrics` shows all of them")
    for name in names:
        if not among(name, MEASURES):
            raise BadInput(f"measures: {name!r} is no measure; {nearest(str(name), MEASURES)}")
    return tuple(dict.fromkeys(names))


def _tables(told: Mapping[str, Any]) -> tuple[str, ...]:
    names = told.get("tables", [])
    if not isinstance(names, list) or not all(among(name, TABLES) for name in names):
        raise BadInput(f"tables: {names!r}; list what to keep of every run, out of {', '.join(TABLES)}")
    return tuple(name for name in TABLES if name in names)


def _months_kept(keep: Any, months: int) -> Iterator[int]:
    """Yield the months to keep, 0 is January 2015."""
    if isinstance(keep, str) and keep in KEEPS:
        every = KEEPS[keep]
        kept = range((every or months) - 1, months, every or months)
        yield from sorted({*kept, months - 1})
        return
    if not isinstance(keep, list) or not keep:
        raise BadInput(
            f"keep: {keep!r}; write {', '.join(map(repr, KEEPS))}, or list months such as '2025-12'"
        )
    yield from sorted({_month(text, months) for text in keep})


def _month(text: Any, months: int) -> int:
    last = START + np.timedelta64(months - 1, "M")
    try:
        month = int((month_of(text) - START).astype(int))
    except ValueError:
        month = -1
    if not 0 <= month < months:
        raise BadInput(f"keep: {text!r} is no month of the runs; they go from '{START}' to '{last}'")
    return month


def text_of(words: Mapping[str, Any]) -> str:
    """Return the TOML of a study file that says these words, `StudyFile.words`."""
    entries = [f"{name} = {_toml(value)}\n" for name, value in words.items() if not isinstance(value, dict)]
    tables = [_toml_table(name, value) for name, value in words.items() if isinstance(value, dict)]
    return "".join([*entries, *tables])


def _toml_table(name: str, table: Mapping[str, Any]) -> str:
    return "".join([f"\n[{name}]\n", *(f"{entry} = {_toml(value)}\n" for entry, value in table.items())])


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)  # words, numbers, true and false are the same in both
