"""The command `busts`: many seeds of one scenario, which of them boomed and bust, and what preceded it."""

from __future__ import annotations

import argparse
import math
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_type_hints

from batch_runs.command import PROGRAM, Command, named_path, whole_number
from batch_runs.study_options import add_scenario_option, add_worker_options, check, check_page, workers_of

if TYPE_CHECKING:
    import pandas as pd

    from batch_runs.boom_and_bust import Record
    from batch_runs.many.job import Job
    from batch_runs.many.study import Study

DEFAULT_SEEDS = 200
KEPT = "kept"
"""File in a folder of runs that somebody said to keep: none of our pages takes it away then."""

FEWEST_MONTHS = 36
"""A boom and the fall after it need some years."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `busts`."""
    add = parser.add_argument
    add_scenario_option(parser)
    add(
        "--seeds",
        type=whole_number,
        default=DEFAULT_SEEDS,
        metavar="N",
        help="seeds 1 to N (default: %(default)s)",
    )
    add(
        "--months",
        type=whole_number,
        default=252,
        metavar="M",
        help="from January 2015 on (default: %(default)s)",
    )
    add_worker_options(parser)
    add(
        "--out",
        type=named_path,
        default=Path("busts.md"),
        metavar="FILE",
        help="page to write (default: %(default)s)",
    )
    add(
        "--keep",
        type=named_path,
        metavar="DIR",
        help="folder that keeps every finished run for good (default: one beside the page, until it is written)",
    )
    add("--quiet", action="store_true", help="say nothing unless something is wrong")


def perform(options: argparse.Namespace) -> int:
    """Run the seeds and write the page's part on this scenario. Returns 0, or the signal's status when interrupted."""
    from batch_runs.many.carry_out import carry_out, say_interrupted
    from model.scenarios import load_scenario

    _refuse_nonsense(options)
    scenario, workers = load_scenario(options.scenario), workers_of(options)
    folder = options.keep or options.out.with_name(f"{options.out.stem}-{scenario.name}-runs")
    with _study(options, folder) as study:
        if options.keep is not None:
            (folder / KEPT).touch()
        status = carry_out(study, f"busts, {scenario.name}", workers, options.quiet)
        if status:
            say_interrupted(study)
            return status
        records = records_of(study.table())
    own = options.scenario.endswith(".toml")  # a file of one's own may be named like a scenario that ships
    _write(options, Path(options.scenario).name if own else scenario.name, scenario.title, records)
    if not (folder / KEPT).exists():
        shutil.rmtree(folder)
    return 0


def _study(options: argparse.Namespace, folder: Path) -> Study:
    from batch_runs.many.job import Job
    from batch_runs.many.study import Study
    from batch_runs.request import DEFAULTS, Request
    from model.errors import BadInput

    asked = {name: getattr(options, name) for name in ("scenario", "seeds", "months")}
    request = Request.of({**DEFAULTS, "scenario": options.scenario, "months": options.months})
    seeds = range(1, options.seeds + 1)
    jobs = [Job.under(replace(request, seed=seed), f"{__name__}:record_of", {}) for seed in seeds]
    try:
        return Study.begin(folder, "busts", asked, jobs)
    except BadInput as refusal:  # here --out names the page
        raise BadInput(f"--keep {str(refusal).removeprefix('--out ')}") from None


def record_of(job: Job) -> dict[str, float]:
    """Run one economy and return its line of the record as numbers; NaN is never."""
    import numpy as np

    from batch_runs.boom_and_bust import record

    economy, gaps = job.economy(), []
    economy.onlookers.append(lambda economy: gaps.append(economy.posted.price_gap))
    columns = {name: np.array(values) for name, values in economy.run(job.months).columns().items()}
    line = record(job.seed, {**columns, "price_gap": np.array(gaps)})
    return {name: float("nan" if value is None else value) for name, value in line._asdict().items()}


def records_of(table: pd.DataFrame) -> list[Record]:
    """Return the lines of the record by seed, from the answers of runs."""
    return sorted(_of_row(row) for row in table.to_dict("records"))


def _of_row(row: dict[str, float]) -> Record:
    """Return the line that `record_of` gave as numbers."""
    from batch_runs.boom_and_bust import Record

    kinds = get_type_hints(Record)
    told = {name: None if math.isnan(value) else value for name, value in row.items()}
    whole = {name for name, kind in kinds.items() if kind in (int, int | None)}
    return Record(**{name: int(v) if name in whole and v is not None else v for name, v in told.items()})  # type: ignore[arg-type]


def _refuse_nonsense(options: argparse.Namespace) -> None:
    from model.history import LONGEST_RUN

    check("seeds", options.seeds, 1, 100_000)
    check("months", options.months, FEWEST_MONTHS, LONGEST_RUN)
    check_page(options.out, "--out", own_words=True)  # it would be a pity to learn of it after the last run


def _write(options: argparse.Namespace, name: str, title: str, records: list[Record]) -> None:
    """Write the page's part on this scenario."""
    from batch_runs.busts_page import HEAD, section
    from batch_runs.section import with_section, words_of
    from batch_runs.tall_table import publish_text

    page = with_section(words_of(options.out) or HEAD, name, section(title, options.months, records))
    publish_text(page, options.out)
    if not options.quiet:
        boomed, burst = (sum(getattr(one, what) is not None for one in records) for what in ("boom", "bust"))
        print(f"{options.out}: of {len(records)} runs of {name}, {boomed} boomed and {burst} bust")


BUSTS = Command(
    "busts",
    "Run many seeds and report which of them boomed and bust, when, and what preceded it.",
    f"{PROGRAM} busts --scenario base --seeds 200 --workers 2 --out busts.md",
    add_options,
    perform,
)
