"""The commands `parameters`, `scenarios` and `metrics`: what there is, for people and with --json for machines."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from typing import Any

from batch_runs.command import PROGRAM, Command

Rows = list[dict[str, Any]]


def parameters() -> Rows:
    """Return every parameter: name, value, unit, low, high, meaning, source, group."""
    from model import Parameters

    return [info._asdict() for info in Parameters().describe()]


def metrics() -> Rows:
    """Return every measure: name, label, unit, definition."""
    from model.metrics import ALL_METRICS

    parts = ("name", "label", "unit", "definition")
    return [{part: getattr(m, part) for part in parts} for m in ALL_METRICS]


def scenarios() -> Rows:
    """Return every scenario that ships: name, title, question, parameters it sets, events it adds."""
    from model.scenarios import load_scenario, names

    return [_scenario(load_scenario(name)) for name in names()]


def _scenario(scenario: Any) -> dict[str, Any]:
    from model import Parameters

    units = {info.name: info.unit for info in Parameters().describe()}
    return {
        "name": scenario.name,
        "title": scenario.title,
        "question": scenario.question,
        "parameters": [
            {"name": name, "value": value, "unit": units.get(name, "")}
            for name, value in scenario.parameters.items()
        ],
        "events": [{**vars(event), "month": str(event.month)} for event in scenario.events],
    }


def parameter_lines(rows: Rows) -> Iterable[str]:
    """Yield the parameters group by group, one a line."""
    group = None
    for row in rows:
        if row["group"] != group:
            group = row["group"]
            yield f"\n{group}"
        bounds = f"{plain(row['low'])} to {plain(row['high'])} {_unit(row)}"
        yield f"  {row['name']:<30} {plain(row['value']):>10}  {bounds:<34} {row['meaning']} [{row['source']}]"


def metric_lines(rows: Rows) -> Iterable[str]:
    """Yield the measures, one a line."""
    return (f"{row['name']:<34} {row['unit']:<22} {row['label']}: {row['definition']}" for row in rows)


def scenario_lines(rows: Rows) -> Iterable[str]:
    """Yield the scenarios: name, question, and below what each changes."""
    for row in rows:
        yield f"{row['name']:<16} {row['title']}. {row['question']}"
        for change in row["parameters"]:
            yield f"{'':<16} {change['name']} = {plain(change['value'])} {_unit(change)}".rstrip()
        for event in row["events"]:
            yield f"{'':<16} {event['month']}: {event['name']} ({event['kind']} {plain(event['size'])})"


def _unit(row: dict[str, Any]) -> str:
    """Return the unit as it is read after a number: a pure number has none, a switch says so by its bounds."""
    return "" if row["unit"] in ("1", "0 or 1") else str(row["unit"])


def plain(value: float) -> str:
    """Return a number as people write it: whole ones with separators, others short."""
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for machines: a list of objects")


def _show(rows: Callable[[], Rows], lines: Callable[[Rows], Iterable[str]]) -> Callable[[Any], int]:
    def perform(options: argparse.Namespace) -> int:
        found = rows()
        print(json.dumps(found, indent=1) if options.json else "\n".join(lines(found)).strip())
        return 0

    return perform


def _table(
    name: str, sentence: str, rows: Callable[[], Rows], lines: Callable[[Rows], Iterable[str]]
) -> Command:
    return Command(name, sentence, f"{PROGRAM} {name} --json", _add_options, _show(rows, lines))


TABLES = (
    _table(
        "parameters",
        "Every number one may change: value, bounds, unit, meaning, source.",
        parameters,
        parameter_lines,
    ),
    _table("scenarios", "Every what-if that ships, and what it changes.", scenarios, scenario_lines),
    _table("metrics", "Every column of the series: unit and definition.", metrics, metric_lines),
)
