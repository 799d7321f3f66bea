"""The command `validate`: what the model hits and misses of the published figures to December 2025."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from batch_runs.command import PROGRAM, CannotGoOn, Command
from batch_runs.study_options import (
    add_scenario_option,
    add_study_options,
    asked,
    publish_findings,
    request_of,
    workers_of,
)

if TYPE_CHECKING:
    from batch_runs.many.job import Job
    from batch_runs.request import Request

DEFAULT_SEEDS = 30
TASK = "batch_runs.validate:figures_of"
TO_KEEP = "name a folder with --out, and finished runs are kept there"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `validate`: it always goes to the end of the figures."""
    add_study_options(parser, DEFAULT_SEEDS, of_one_scenario=False, must_keep=False)
    add_scenario_option(parser)
    parser.add_argument("--json", action="store_true", help="print the figures that have a weight, as JSON")


def perform(options: argparse.Namespace) -> int:
    """Run the seeds and write the figures beside what was observed. Returns 0, or the signal's status when interrupted."""
    if options.out is not None:
        return _in_folder(options, kept=True)
    with TemporaryDirectory() as folder:  # what is only to be read needs no folder of its own
        options.out = Path(folder)
        try:
            return _in_folder(options, kept=False)
        except CannotGoOn as error:
            raise CannotGoOn(f"{error.what.removeprefix(f'{folder}: ')}; {TO_KEEP}") from error


def _in_folder(options: argparse.Namespace, kept: bool) -> int:
    from batch_runs.many.carry_out import carry_out, say_interrupted
    from batch_runs.many.study import Study
    from batch_runs.section import with_section, words_of
    from batch_runs.tall_table import publish_frame
    from batch_runs.validation.figures import facts_table, figures
    from batch_runs.validation.measures import MONTHS
    from batch_runs.validation.page import HEAD, MARK, lines, moments, tables

    options.months = MONTHS
    request, words, workers = request_of(options, own_words=True), asked(options), workers_of(options)
    page: Path = options.page or options.out / "validate.md"
    words_of(page)  # it would be a pity to learn of it after the last run
    with Study.begin(options.out, "validate", words, jobs_of(request, options.seeds)) as study:
        status = carry_out(study, "validate", workers, options.quiet)
        if status:
            if kept:
                say_interrupted(study)
            else:
                print(f"interrupted; {TO_KEEP}", file=sys.stderr)
            return status
        facts = facts_table(study.table())
        publish_frame(facts, options.out / "validate.parquet")
    found = {**figures(facts), "seeds": options.seeds, "asked": words}
    own_words = words_of(page) or HEAD
    where = publish_findings(options, "validate", found, with_section(own_words, MARK, tables(found)))
    if options.json:
        print(json.dumps({"moments": moments(found)}, indent=1, allow_nan=False))
    elif not options.quiet:
        print("\n".join([*lines(found), *([str(where)] if kept or options.page else [])]))
    return 0


def jobs_of(request: Request, seeds: int) -> list[Job]:
    """Return the run of each seed."""
    from batch_runs.many.job import Job

    return [Job.under(replace(request, seed=seed), TASK, {}) for seed in range(1, seeds + 1)]


def figures_of(job: Job) -> dict[str, float]:
    """Run one economy, its money followed, and return what it says of every observed figure."""
    from batch_runs.validation.figures import simulated
    from model.provenance import Provenance

    economy = job.economy()
    record = Provenance.attend(economy).tally.record
    return simulated(economy.run(job.months).series().assign(**record))


VALIDATE = Command(
    "validate",
    "What the model hits and misses of the published figures to December 2025.",
    f"{PROGRAM} validate --seeds 30 --out runs/validate --page docs/validation.md",
    add_options,
    perform,
)
