"""The command `run`: one economy and its files; with --resume, the one that was interrupted."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from batch_runs.command import PROGRAM, Command, named_path, positive_number, whole_number

if TYPE_CHECKING:
    from batch_runs.one_run import OneRun


LONGEST_RUN = 360
"""That of `model.history`, said again: help does not wait for the model to be imported. A test holds them together."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options. None means not said, so that a resumed run takes what was said before."""
    add = parser.add_argument
    add("--out", type=named_path, required=True, metavar="DIR", help="folder for the results")
    add("--scenario", metavar="NAME|FILE.toml", help="one that ships, or a file of your own (default: base)")
    add("--seed", type=whole_number, metavar="N", help="all luck follows from it (default: 1)")
    add(
        "--months",
        type=whole_number,
        metavar="M",
        help=f"from January 2015 on, 1 to {LONGEST_RUN} (default: 252)",
    )
    add(
        "--set",
        nargs="+",
        action="extend",
        metavar="name=value",
        help="parameters; they win over the scenario's",
    )
    add(
        "--agents-scale",
        type=positive_number,
        metavar="X",
        help="X times as many funds, start-ups, researchers and incumbents (default: 1); numbers that --set gives stay",
    )
    add(
        "--abstain",
        nargs="+",
        action="extend",
        metavar="KIND[=ids]",
        help="who does not play: incumbents, hyperscalers, funds, investors; all of them, or ids as in funds=0,5",
    )
    add(
        "--flows",
        action="store_true",
        default=None,
        help="also keep every payment, and every month's balance sheet",
    )
    add("--agents", action="store_true", default=None, help="also keep every agent in every month")
    add("--resume", action="store_true", help="go on with the unfinished run in DIR")
    add("--quiet", action="store_true", help="say nothing unless something is wrong")


def perform(options: argparse.Namespace) -> int:
    """Run one economy into its folder. Returns 0, or 130 when interrupted."""
    from batch_runs.one_run import OneRun, agreed
    from batch_runs.request import DEFAULTS
    from batch_runs.run_folder import RunFolder

    folder = RunFolder(options.out)
    said = {name: getattr(options, name) for name in DEFAULTS if getattr(options, name) is not None}
    if options.resume and folder.is_finished:
        agreed(folder.result(), said, folder)
        folder.tidy()
        return _say(f"{folder.path}: finished already", options.quiet)
    if options.resume and folder.is_begun:
        return _advance(OneRun.resume(folder, said), options.quiet)
    run = OneRun.begin(folder, said)
    if options.resume:
        _say(f"{folder.path}: nothing to resume, so this run begins in January 2015", options.quiet)
    return _advance(run, options.quiet)


RUN = Command(
    "run",
    "Run one economy; keep its series, and if asked its payments, balance sheets and agents.",
    f"{PROGRAM} run --scenario base --seed 1 --set herding=0.5 rivalry=0.2 --out runs/first",
    add_options,
    perform,
)


def _advance(run: OneRun, quiet: bool) -> int:
    from batch_runs.interruption import Wish
    from batch_runs.progress import Progress

    request = run.request
    title = f"{request.scenario.name}, seed {request.seed}"
    with Wish() as wish, Progress(title, run.economy.month, request.months, quiet) as progress:
        done = run.advance(progress.completed, lambda: wish.status != 0)
    if done:
        return _say(_summary(run), quiet)
    print(_how_to_go_on(run), file=sys.stderr)
    return wish.status


def _say(line: str, quiet: bool) -> int:
    if not quiet:
        print(line)
    return 0


def _summary(run: OneRun) -> str:
    digest, seconds = run.notes["digest"], run.notes["wall_seconds"]
    return f"{run.folder.path}: {run.economy.month} months to {run.economy.date}, {seconds:.1f} s, digest {digest[:16]}"


def _how_to_go_on(run: OneRun) -> str:
    return (
        f"interrupted after {run.economy.month} of {run.request.months} months, which are kept in "
        f"{run.folder.unfinished}; go on with: {PROGRAM} run --out {run.folder.path} --resume"
    )
