"""The command `twin`: base, straight and no-AI with one luck; the three costs in three readings."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any

from batch_runs.command import PROGRAM, Command, named_path, positive_number, whole_number

if TYPE_CHECKING:
    from batch_runs.interruption import Wish
    from batch_runs.request import Request
    from batch_runs.side_by_side import Job
    from batch_runs.twin_folder import TwinFolder

MOST_WORKERS = 3
"""There are three worlds. On two cores they run side by side all the same: the base takes longer than a twin."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options. None means not said, so that what is resumed takes what was said before."""
    add = parser.add_argument
    add("--out", type=named_path, required=True, metavar="DIR", help="folder for the results")
    add("--scenario", metavar="NAME|FILE.toml", help="scenario of the base (default: base)")
    add("--seed", type=whole_number, metavar="N", help="all luck of all three follows from it (default: 1)")
    add("--months", type=whole_number, metavar="M", help="from January 2015 on (default: 252)")
    add("--set", nargs="+", action="extend", metavar="name=value", help="parameters of all three; the belief switches stay off in the twins")  # fmt: skip
    add("--agents-scale", type=positive_number, metavar="X", help="X times as many agents of the many kinds (default: 1)")  # fmt: skip
    add("--workers", type=whole_number, metavar="W", help="processes; 1 runs one after the other (default: 3, or 1 on one core)")  # fmt: skip
    add("--gain-seeds", type=whole_number, metavar="N", help="also measure the loop gain over seeds 1 to N; twenty or more for a figure to quote (default: 0, none)")  # fmt: skip
    add("--resume", action="store_true", help="go on with the unfinished twins in DIR")
    add("--quiet", action="store_true", help="say nothing unless something is wrong")


def perform(options: argparse.Namespace) -> int:
    """Run the three worlds into their folder and write the costs. Returns 0, or 130 when interrupted."""
    from batch_runs.interruption import Wish

    workers = _workers(options.workers)
    with Wish() as wish:  # from here on: what is loaded first takes a second or two
        return _perform(options, workers, wish)


def _perform(options: argparse.Namespace, workers: int, wish: Wish) -> int:
    if workers > 1:
        from batch_runs.many.pool import load_ahead

        load_ahead()
    from batch_runs.loop_file import refuse_gain
    from batch_runs.twin_folder import TwinFolder

    folder = TwinFolder(options.out)
    said = _said(options)
    if options.resume and folder.is_finished:
        folder.agree(said, options.gain_seeds)
        return _say([f"{folder.path}: finished already"], options.quiet)
    refuse_gain(options.gain_seeds or 0, folder.months(said, options.resume))
    request, jobs = folder.begin(said, options.resume, options.gain_seeds)
    try:
        return _to_the_end(folder, request, jobs, workers, wish, options.quiet)
    finally:
        folder.let_go()


def _to_the_end(
    folder: TwinFolder, request: Request, jobs: list[Job], workers: int, wish: Wish, quiet: bool
) -> int:
    from batch_runs.loop_file import gain
    from batch_runs.side_by_side import Months, run_all

    title = f"{request.scenario.name} and its twins, seed {request.seed}"
    with Months(title, len(jobs), request.months, quiet) as shown:
        done = run_all(jobs, workers, wish, shown)
    if not done:
        print(_how_to_go_on(folder, shown.done, request.months), file=sys.stderr)
        return wish.status
    try:
        found = gain(request, folder.gain_seeds(), workers, wish)
    except KeyboardInterrupt:
        print(_how_to_go_on(folder, shown.done, request.months), file=sys.stderr)
        return wish.status
    return _say(folder.finish(found), quiet)


def _said(options: argparse.Namespace) -> dict[str, Any]:
    """Return what was said of the request on the command line."""
    from batch_runs.request import DEFAULTS

    told = {name: getattr(options, name, None) for name in DEFAULTS}
    return {name: value for name, value in told.items() if value is not None}


def _workers(asked: int | None) -> int:
    if asked is not None and not 1 <= asked <= MOST_WORKERS:
        from model.errors import BadInput

        raise BadInput(
            f"--workers {asked}: take a whole number from 1 to {MOST_WORKERS}, one a world at most"
        )
    alone = (os.cpu_count() or 1) == 1
    return asked or (1 if alone else MOST_WORKERS)


def _say(lines: list[str], quiet: bool) -> int:
    if not quiet:
        print("\n".join(lines))
    return 0


def _how_to_go_on(folder: TwinFolder, done: list[int], months: int) -> str:
    from batch_runs.twin_folder import WORLDS

    kept = ", ".join(f"{name} {count}" for name, count in zip(WORLDS, done, strict=True))
    return (
        f"interrupted ({kept} of {months} months), and what is done is kept in {folder.unfinished}; "
        f"go on with: {PROGRAM} twin --out {folder.path} --resume"
    )


TWIN = Command(
    "twin",
    "Run base, straight and no-AI with one luck; write the three costs in three readings.",
    f"{PROGRAM} twin --seed 1 --scenario base --out runs/twins",
    add_options,
    perform,
)
