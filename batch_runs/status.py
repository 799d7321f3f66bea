"""The command `status`: how far a study is, read from its folder without disturbing it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from batch_runs.command import PROGRAM, Command, named_path

AT_WORK = {
    True: "a process is at work on it",
    False: "nobody is at work on it",
    None: "whether somebody is at work on it cannot be seen from here, where it cannot be written",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `status`."""
    parser.add_argument("folder", type=named_path, metavar="DIR", help="folder given to --out")
    parser.add_argument("--json", action="store_true", help="for machines: one object")


def perform(options: argparse.Namespace) -> int:
    """Say how many runs are planned, finished and failed. Returns 0; BadInput where the folder holds no study."""
    found = how_far(options.folder)
    print(json.dumps(found, indent=1) if options.json else "\n".join(_lines(found)))
    return 0


def how_far(folder: Path) -> dict[str, Any]:
    """Return what a study's folder says: command, asked, runs planned, finished and failed (with why), at_work (None: not known)."""
    from batch_runs.many.lock import is_locked
    from batch_runs.many.study import LOCK, description, standing

    about = description(folder)
    done, failures = standing(folder)
    return {
        "folder": str(folder),
        "command": about["command"],
        "asked": about["asked"],
        "runs": about["runs"],
        "finished": len(done),
        "failed": failures,
        "at_work": is_locked(folder / LOCK),
    }


def _lines(found: dict[str, Any]) -> list[str]:
    left = max(found["runs"] - found["finished"] - len(found["failed"]), 0)
    state = AT_WORK[found["at_work"]]
    go_on = "" if found["at_work"] or not left else "; the same command again goes on"
    asked = ", ".join(f"{name} {value}" for name, value in found["asked"].items() if value not in (None, []))
    return [
        f"{found['folder']}: {found['command']} ({asked})",
        f"{found['finished']} of {found['runs']} runs finished, {len(found['failed'])} failed, {left} to do",
        *(f"failed: {run_id[:12]} {why}" for run_id, why in found["failed"].items()),
        f"{state}{go_on}",
    ]


STATUS = Command(
    "status", "Say how far a study is.", f"{PROGRAM} status runs/attribution", add_options, perform
)
