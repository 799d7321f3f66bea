"""What a study was made with, and what to do to make it again: commit, study file, the whole command line."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Iterator
from typing import Any

from batch_runs.command import PROGRAM, Parser
from batch_runs.sensitivity import options_of
from batch_runs.sweeps.study_file import text_of

STUDY_FILE = "study.toml"
NEW_FOLDER = "DIR"
KEEPS_IN = {"busts": "keep"}
"""The option that names the folder, where it is not `--out`: there that one names the page."""


def again(about: dict[str, Any]) -> str:
    """Return what to do, a step a line, from what a study's folder says of it; the last line is the command."""
    return "\n".join([_code(about), *_study_file(about), command_line(about)])


def command_line(about: dict[str, Any]) -> str:
    """Return the command with all options that say which study it is."""
    from batch_runs.command_line import COMMANDS  # not above: in that table is `report`, which needs this

    name, parser = about["command"], Parser(add_help=False)
    next(one for one in COMMANDS if one.name == name).add_options(parser)
    said = {**_options(about), KEEPS_IN.get(name, "out"): NEW_FOLDER}
    words = [word for action in parser._actions for word in _words(action, said.get(action.dest))]
    return shlex.join([*PROGRAM.split(), name, *words])


def made(about: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what a study was made with, as lines of a table: first what was asked, of a sweep as its study file."""
    swept = about["command"] == "sweep"
    asked = (
        (STUDY_FILE, text_of(about["asked"])) if swept else ("asked", json.dumps(about["asked"], indent=1))
    )
    versions = ", ".join(f"{name} {version}" for name, version in about["versions"].items())
    return [asked, ("runs", str(about["runs"])), ("commit", str(about["commit"])), ("versions", versions)]


def _code(about: dict[str, Any]) -> str:
    if about["commit"] is None:
        return f"take version {about['versions'].get('belief_machine', 'unknown')} of the program   (its commit is not known)"
    commit, _, changes = about["commit"].partition("+")
    return f"git checkout {commit}{'   (and changes that were not committed)' if changes else ''}"


def _study_file(about: dict[str, Any]) -> Iterator[str]:
    if about["command"] == "sweep":
        scenario = about["asked"].get("scenario", "")
        beside = f", beside {scenario}" if scenario.endswith(".toml") else ""
        yield f"save the study file below as {STUDY_FILE}{beside}; then"


def _options(about: dict[str, Any]) -> dict[str, Any]:
    """Return the options of the command by name; those that it does not have are its own to choose."""
    if about["command"] == "sweep":
        return {"spec": STUDY_FILE}
    asked: dict[str, Any] = about["asked"]
    return options_of(asked) if about["command"] == "sensitivity" else asked


def _words(action: argparse.Action, value: Any) -> list[str]:
    """Return an option as it is typed; nothing where it was not."""
    if value is None or value is False or value == []:
        return []
    values = value if isinstance(value, list) else [] if value is True else [value]
    return [*action.option_strings[:1], *map(str, values)]
