"""The command `attribution`: how much of each cost is due to each of the nine belief switches."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from batch_runs.command import PROGRAM, Command, whole_number
from batch_runs.study_options import (
    add_study_options,
    asked,
    check,
    check_picture,
    publish_findings,
    publish_picture,
    request_of,
    workers_of,
)

if TYPE_CHECKING:
    from batch_runs.attribution_figures import Design
    from batch_runs.many.job import Job
    from batch_runs.request import Request

SWITCHES = ("myth", "logic", "sermon", "fear", "herding", "premium", "bandwagon", "rivalry", "loop_finance")
"""The belief switches; with all nine off a run is straight."""

NEEDS = {"fear": "sermon"}
"""Fear is the sermon's other half: where no sermon is heard nobody is afraid, and a run with fear on is the one without it."""

DEFAULT_SEEDS = 4
DEFAULT_PERMUTATIONS, MOST_PERMUTATIONS = 3, 1000
TASK = "batch_runs.attribution:totals_of"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `attribution`."""
    add_study_options(parser, DEFAULT_SEEDS)
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--full",
        action="store_true",
        help="all 512 sets of switches for each seed: 384 different runs",
    )
    how.add_argument(
        "--permutations",
        type=whole_number,
        metavar="K",
        help=f"for each seed K random orders of the switches, each with its reverse (default: {DEFAULT_PERMUTATIONS})",
    )


def perform(options: argparse.Namespace) -> int:
    """Run the sets of switches and write the shares. Returns 0, or the signal's status when interrupted."""
    from batch_runs.attribution_figures import figures, per_seed
    from batch_runs.attribution_page import lines, page
    from batch_runs.attribution_picture import picture
    from batch_runs.many.carry_out import carry_out, say_interrupted
    from batch_runs.many.study import Study
    from batch_runs.tall_table import publish_frame

    # No default on the parser: it could not tell a default that was said from one that was not.
    if options.permutations is None:
        options.permutations = DEFAULT_PERMUTATIONS
    request, workers = request_of(options), workers_of(options)
    check("permutations", options.permutations, 1, MOST_PERMUTATIONS)
    check_picture(options, "attribution")
    design = design_of(options)
    jobs = jobs_of(request, design)
    words = asked(options, "full") | {"permutations": None if options.full else options.permutations}
    with Study.begin(options.out, "attribution", words, list(jobs.values())) as study:
        status = carry_out(study, "attribution", workers, options.quiet)
        if status:
            say_interrupted(study)
            return status
        shares = per_seed(design, jobs, study.table())
        publish_frame(shares, options.out / "attribution.parquet")
    found = figures(design, shares) | {"asked": words, "runs": len(study.jobs)}
    publish_picture(options, "attribution", picture(found))
    where = publish_findings(options, "attribution", found, page(found))
    if not options.quiet:
        print("\n".join([*lines(found), str(where)]))
    return 0


def design_of(options: argparse.Namespace) -> Design:
    """Return which sets of switches are run with which seed."""
    from batch_runs.attribution_figures import Design

    pairs = 0 if options.full else options.permutations
    return Design(SWITCHES, tuple(range(1, options.seeds + 1)), pairs)


def jobs_of(request: Request, design: Design) -> dict[tuple[int, int], Job]:
    """Return the run of each seed and set; a switch that is not in the set is off, one in it as it would be.

    Where a switch can do nothing, because the one it needs is off, the set is answered by the run without it.
    """
    from batch_runs.many.job import Job

    def job(seed: int, members: int) -> Job:
        on = {name for i, name in enumerate(design.switches) if members >> i & 1}
        idle = {name for name in on if NEEDS.get(name, name) not in on}
        off = {name: 0.0 for name in design.switches if name not in on - idle}
        return Job.under(replace(request, seed=seed), TASK, off)

    return {(seed, members): job(seed, members) for seed in design.seeds for members in design.sets(seed)}


def totals_of(job: Job) -> dict[str, float]:
    """Run one economy and return what the headline costs compare."""
    from model.headlines import headline_totals

    return headline_totals(job.economy().run(job.months).columns())


ATTRIBUTION = Command(
    "attribution",
    "Shapley shares of each cost of belief among the nine belief switches.",
    f"{PROGRAM} attribution --seeds 4 --permutations 3 --out runs/attribution --page docs/attribution.md",
    add_options,
    perform,
)
