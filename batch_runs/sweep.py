"""The command `sweep`: a study described in one small file, run to tidy tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from batch_runs.command import PROGRAM, CannotGoOn, Command, named_path
from batch_runs.study_options import DEFAULT_WORKERS, add_worker_options, workers_of

if TYPE_CHECKING:
    import pandas as pd

    from batch_runs.many.cluster import Cluster
    from batch_runs.sweeps.plan import Planned
    from batch_runs.sweeps.study_file import StudyFile

CHUNK_SECONDS = 20.0
"""Work to a file, about: few files for a large study, little lost when a worker is killed."""

MOST_IN_CHUNK = 16


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `sweep`."""
    add = parser.add_argument
    add(
        "spec",
        type=named_path,
        metavar="SPEC.toml",
        help="the study: scenario, seeds, factors, design; see docs/studies.md",
    )
    add(
        "--out",
        type=named_path,
        required=True,
        metavar="DIR",
        help="folder of the study; the same command goes on with it",
    )
    add_worker_options(parser)
    add(
        "--resume",
        action="store_true",
        help="go on with the study in DIR; the command does so without it, too",
    )
    add("--dry-run", action="store_true", help="check the file, say what it would take, and run nothing")
    add("--quiet", action="store_true", help="say nothing unless something is wrong")


def perform(options: argparse.Namespace) -> int:
    """Run the study and write its tables. Returns 0, 1 where runs failed, or the signal's status when interrupted."""
    from batch_runs.sweeps.plan import estimated, planned, said
    from batch_runs.sweeps.study_file import StudyFile

    workers = workers_of(options)
    described = StudyFile.read(options.spec)
    plan = planned(described)
    if not options.quiet or options.dry_run:
        print(said(described, estimated(described, plan, options.workers), options.workers), file=sys.stderr)
    if options.dry_run:
        return 0
    return _run(described, plan, options.out, workers, options.quiet, _bundle(plan, options.workers))


def study(
    spec: Path | str | Mapping[str, Any], out: Path | str, workers: int = DEFAULT_WORKERS
) -> pd.DataFrame:
    """Run a study, or go on with it, and return its tidy table; `attrs["units"]` has each measure's unit.

    `spec` is a study file or the same as a dictionary. Raises BadInput with one line, CannotGoOn where runs
    failed, KeyboardInterrupt when interrupted; what is finished is kept in `out`.
    """
    import pandas as pd

    from batch_runs.sweeps.plan import planned
    from batch_runs.sweeps.results import TIDY
    from batch_runs.sweeps.study_file import MEASURES, StudyFile

    described = StudyFile.of(spec) if isinstance(spec, Mapping) else StudyFile.read(Path(spec))
    plan = planned(described)
    status = _run(described, plan, Path(out), workers, True, _bundle(plan, workers))
    if status:
        raise KeyboardInterrupt
    table = pd.read_parquet(Path(out) / TIDY)
    table.attrs["units"] = {name: MEASURES[name].unit for name in described.measures}
    return table


def _run(
    described: StudyFile, plan: list[Planned], out: Path, workers: int | Cluster, quiet: bool, bundle: int
) -> int:
    from batch_runs.many.carry_out import carry_out, say_interrupted
    from batch_runs.many.study import Study
    from batch_runs.sweeps.results import RUNS, TIDY, write_tables

    with Study.begin(out, "sweep", described.words, [run.job for run in plan]) as begun:
        status = carry_out(begun, "sweep", workers, quiet, bundle, all_needed=False)
        if status:
            say_interrupted(begun)
            return status
        failures = write_tables(begun, described, plan)
    if failures:
        whole = failures < len(begun.jobs)
        kept = f"finished ones are in {out / TIDY}" if whole else f"none finished, so there is no {TIDY}"
        raise CannotGoOn(
            f"{failures} of {len(begun.jobs)} runs failed, and {out / RUNS} says which and of what; {kept}; "
            "remove failures/*.json to try the others again"
        )
    if not quiet:
        print(
            f"{out / TIDY}: {len(begun.jobs)} runs, a row for each run and kept month; runs are in {out / RUNS}"
        )
    return 0


def _bundle(plan: list[Planned], workers: int) -> int:
    """Return how many runs go to a file: some seconds of work, and enough files to share among the workers."""
    each = 0.02 * plan[0].job.months
    fair = len(plan) // (4 * workers)
    return max(1, min(int(CHUNK_SECONDS / each), MOST_IN_CHUNK, fair))


SWEEP = Command(
    "sweep",
    "Run a study described in a TOML file: factors, design, seeds; write tidy tables.",
    f"{PROGRAM} sweep study.toml --out runs/study",
    add_options,
    perform,
)
"""A study file, run to tidy tables."""
