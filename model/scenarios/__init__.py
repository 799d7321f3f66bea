"""Named overlays on parameters and history, kept as TOML files in this folder."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from model.errors import BadInput, nearest
from model.history import EVENT_KINDS, LONGEST_RUN, Event, History
from model.toml_file import month_of, read_toml

HERE = Path(__file__).parent
KEYS = ("title", "question", "based_on", "parameters", "events")
EVENT_KEYS = ("month", "kind", "size", "name")
LAB = "lab"
"""Key of an event that only a pulse may have: which lab households buy from."""


@dataclass(frozen=True)
class Scenario:
    """A what-if: parameters that differ from their defaults, and dated events added to history.

    Whether a parameter exists and is within bounds is checked where it is used, by `Parameters`. Raises
    BadInput for an event of an unknown kind, or whose size or month is out of range.
    """

    name: str
    title: str
    question: str
    parameters: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        for event in self.events:
            _check(event, self.name)

    def check_labs(self, labs: int) -> None:
        """Raise BadInput where a pulse names a lab that is not among so many."""
        for event in self.events:
            if event.lab is not None and not 0 <= event.lab < labs:
                raise BadInput(
                    f"scenario {self.name}: event {event.name!r} names lab {event.lab}; "
                    f"there are {labs}, numbered from 0 to {labs - 1}"
                )

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as plain values: a read-only mapping cannot be pickled."""
        return Scenario, (self.name, self.title, self.question, dict(self.parameters), self.events)


def names() -> list[str]:
    """Return the names of the scenarios that ship, in alphabetical order."""
    return sorted(path.stem for path in HERE.glob("*.toml"))


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Return a scenario by name, or from a TOML file; raises BadInput with one line that says what to fix."""
    return _load(_path(name_or_path), ())


def _path(name_or_path: str | Path) -> Path:
    """Return the file of a scenario: a name that ships, or a path that ends in .toml."""
    name = str(name_or_path)
    if name.endswith(".toml") or isinstance(name_or_path, Path):
        return Path(name_or_path)
    if name not in names():
        raise BadInput(f"scenario {name!r} is not known; {nearest(name, names())}")
    return HERE / f"{name}.toml"


def _below(name: str, folder: Path) -> Path:
    """Return the file that `based_on` names: one that ships, or one beside the file that says it."""
    return folder / name if name.endswith(".toml") else _path(name)


def _load(path: Path, below: tuple[Path, ...]) -> Scenario:
    """Return the scenario of a file on top of the one it is based on; `below` are the files being read."""
    where = str(path)
    text = read_toml(path, f"scenario {where}")
    path = path.resolve()
    if path in below:
        raise BadInput(f"scenario {where}: based_on leads back to itself; remove one of the links")
    _check_keys(text, KEYS, f"scenario {where}")
    based_on = text.get("based_on")
    base = Scenario("", "", "")
    if based_on is not None:
        base = _load(_below(_text(based_on, "based_on", where), Path(where).parent), (*below, path))
    events = tuple(_event(entry, where) for entry in _tables(text, "events", where))
    return Scenario(
        path.stem,
        _text(text.get("title", path.stem), "title", where),
        _text(text.get("question", ""), "question", where),
        MappingProxyType({**base.parameters, **_parameters(text.get("parameters", {}), where)}),
        (*base.events, *events),
    )


def _parameters(table: Any, where: str) -> dict[str, float]:
    """Return the parameters of a scenario; switches may be written true and false."""
    if not isinstance(table, dict):
        raise BadInput(f"scenario {where}: parameters must be a table; write [parameters], then name = value")
    return {name: _number(value, f"parameter {name}", where) for name, value in table.items()}


def _event(entry: dict[str, Any], where: str) -> Event:
    """Return one dated event."""
    place = f"scenario {where}: event"
    _check_keys(entry, (*EVENT_KEYS, LAB), place)
    missing = [key for key in EVENT_KEYS if key not in entry]
    if missing:
        raise BadInput(f"{place} lacks {', '.join(missing)}; each [[events]] has {', '.join(EVENT_KEYS)}")
    kind = _text(entry["kind"], "kind of event", where)
    size, name = _number(entry["size"], "size of event", where), _text(entry["name"], "name of event", where)
    event = Event(_month(entry["month"], where), kind, size, name, _lab(entry, place))
    _check(event, where)
    return event


def _check(event: Event, where: str) -> None:
    """Raise BadInput in one line where an event's kind is not known, or its size or month is out of range."""
    if event.kind not in EVENT_KINDS:
        raise BadInput(
            f"scenario {where}: event of kind {event.kind!r} is not known; {nearest(event.kind, EVENT_KINDS)}"
        )
    place, allowed = f"scenario {where}: event {event.name!r}", EVENT_KINDS[event.kind]
    if not allowed.low <= event.size <= allowed.high:
        raise BadInput(
            f"{place}: size {event.size:.15g} is out of range; allowed for {event.kind}: {allowed}"
        )
    first, last = History.date(0), History.date(LONGEST_RUN - 1)
    if not first <= event.month <= last:
        raise BadInput(f"{place}: month {event.month} is out of range; allowed: {first} to {last}")


def _lab(entry: dict[str, Any], place: str) -> int | None:
    """Return the lab that a pulse names, None for the largest."""
    lab = entry.get(LAB)
    if lab is None:
        return None
    if entry["kind"] != "pulse":
        raise BadInput(f"{place} of kind {entry['kind']!r} has no lab; only a pulse names one")
    if type(lab) is not int or lab < 0:
        raise BadInput(f"{place}: lab must be the number of a lab, from 0 on, not {lab!r}")
    return lab


def _month(value: Any, where: str) -> np.datetime64:
    try:
        return month_of(value)
    except ValueError:
        raise BadInput(
            f"scenario {where}: month {value!r} is not a month; write month = 2026-03-01"
        ) from None


def _tables(text: dict[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    tables = text.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadInput(f"scenario {where}: {key} must be tables; write [[{key}]] above each")
    return tables


def _check_keys(table: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    for key in table:
        if key not in known:
            raise BadInput(f"{place} has an unknown key {key!r}; {nearest(key, known)}")


def _text(value: Any, what: str, where: str) -> str:
    if not isinstance(value, str):
        raise BadInput(f"scenario {where}: {what} must be text in quotes, not {value!r}")
    return value


def _number(value: Any, what: str, where: str) -> float:
    if not isinstance(value, int | float) or not math.isfinite(value):
        raise BadInput(f"scenario {where}: {what} must be a number, not {value!r}")
    return float(value)
