"""The command `experiment`: one named experiment, from its runs to its page."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Mapping

    from batch_runs.experiments.experiment import Arm, Experiment
    from batch_runs.request import Request

DEFAULT_SEEDS = 10

INDEX, MARK = "README.md", "experiments"
"""The list beside the pages, and the name of its generated part."""


class List(argparse.Action):
    """`--list`: say which experiments there are, and leave."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print name, question and worlds of each."""
        from batch_runs.experiments.catalogue import COMMANDS, EXPERIMENTS

        for one in EXPERIMENTS:
            print(f"{one.name:<20} {one.question}\n{'':<20} {', '.join(arm.label for arm in one.arms)}")
        for name in COMMANDS:
            print(f"{name:<20} a command of its own: {PROGRAM} {name} --help")
        parser.exit()


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `experiment`; months not said are the experiment's own."""
    parser.add_argument("name", metavar="NAME", help="which experiment; --list shows them")
    parser.add_argument("--list", action=List, nargs=0, help="the experiments, their questions and worlds")
    add_study_options(parser, DEFAULT_SEEDS, of_one_scenario=False)
    parser.add_argument(
        "--months", type=whole_number, metavar="M", help="from January 2015 on (default: the experiment's)"
    )


def perform(options: argparse.Namespace) -> int:
    """Run every arm and write the page. Returns 0, or the signal's status when interrupted."""
    from batch_runs.experiments.catalogue import experiment_named
    from batch_runs.experiments.figures import figures, per_run
    from batch_runs.experiments.measuring import jobs_of
    from batch_runs.experiments.page import in_short, page
    from batch_runs.experiments.picture import picture
    from batch_runs.many.carry_out import carry_out, say_interrupted
    from batch_runs.many.study import Study
    from batch_runs.tall_table import publish_frame

    experiment = experiment_named(options.name)
    options.months = experiment.months if options.months is None else options.months
    requests, workers = requests_of(experiment, options), workers_of(options)
    check_picture(options, experiment.name)
    words = asked(options, "name")
    jobs = jobs_of(experiment, requests, options.seeds)
    with Study.begin(options.out, "experiment", words, list(jobs.values())) as study:
        status = carry_out(study, f"experiment {experiment.name}", workers, options.quiet)
        if status:
            say_interrupted(study)
            return status
        runs = per_run(jobs, study.table())
        publish_frame(runs, options.out / "experiment.parquet")
    found = figures(experiment, runs) | {"asked": words, "runs": len(study.jobs)}
    publish_picture(options, experiment.name, picture(experiment, found))
    where = publish_findings(options, "experiment", found, page(experiment, found))
    refresh_index(where.parent)
    if not options.quiet:
        print(f"{in_short(experiment, found)}\n{where}")
    return 0


def requests_of(experiment: Experiment, options: argparse.Namespace) -> Mapping[str, Request]:
    """Return by arm what its runs are, with seed 1. Raises BadInput with one line."""
    from batch_runs.experiments.measuring import fewest_months
    from model.history import LONGEST_RUN

    check("months", options.months, fewest_months(experiment), LONGEST_RUN)
    made = {}
    for arm in experiment.arms:
        _refuse_what_the_arm_sets(arm, options.set)
        options.scenario = arm.scenario
        made[arm.name] = request_of(options)
    options.scenario = experiment.reference.scenario
    return made


def _refuse_what_the_arm_sets(arm: Arm, settings: list[str]) -> None:
    """Raise BadInput where `--set` would undo what a world of the experiment is about."""
    from model.errors import BadInput
    from model.scenarios import load_scenario

    own = load_scenario(arm.scenario).parameters
    for name in (setting.partition("=")[0] for setting in settings):
        if name in own:
            raise BadInput(
                f"--set {name}: the world {arm.label!r} of this experiment sets it itself; set others, or take `sweep`"
            )


def refresh_index(folder: Path) -> None:
    """Write the list of experiments in a folder's README.md anew from the pages beside it, where it has one."""
    from batch_runs.dictionary import table
    from batch_runs.documents import between
    from batch_runs.experiments.catalogue import COMMANDS, EXPERIMENTS
    from batch_runs.experiments.page import index_rows
    from batch_runs.tall_table import publish_text

    index = folder / INDEX
    before = index.read_text(encoding="utf-8") if index.exists() else ""
    if f"<!-- {MARK}:begin -->" not in before:
        return
    files = {one.name: folder / f"{one.name}.md" for one in EXPERIMENTS}
    pages = {name: file.read_text(encoding="utf-8") for name, file in files.items() if file.exists()}
    rows: list[tuple[str, str, str]] = index_rows(EXPERIMENTS, pages)
    for name in COMMANDS:
        there = (folder.parent / f"{name}.md").exists()
        rows.append((f"[{name}](../{name}.md)" if there else f"`{name}`", OWN_PAGES[name], "see its page" if there else "-"))  # fmt: skip
    publish_text(between(before, MARK, table(("experiment", "question", "answer"), rows)), index)


OWN_PAGES = {
    "wargames": "What does it pay to play and not to play, for incumbents, hyperscalers, funds and investors?",
    "attribution": "How much of each cost is due to each of the nine belief switches?",
}
"""Questions of the commands whose pages they write themselves."""

EXPERIMENT = Command(
    "experiment",
    "One named experiment: every world with the same luck, and the page that its numbers write.",
    f"{PROGRAM} experiment rates --seeds 10 --out runs/rates --page docs/experiments/rates.md",
    add_options,
    perform,
)
