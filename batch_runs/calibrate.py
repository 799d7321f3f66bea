"""The command `calibrate`: values of a few parameters with which the model comes nearer to published figures."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from batch_runs.command import PROGRAM, CannotGoOn, Command, positive_number, whole_number
from batch_runs.study_options import add_study_options, asked, check, request_of, workers_of

if TYPE_CHECKING:
    import pandas as pd

    from batch_runs.calibration.trials import Trial
    from batch_runs.many.job import Job
    from batch_runs.request import Request
    from batch_runs.sweeps.factors import Factor

DEFAULT_SEEDS, DEFAULT_ROUNDS, DEFAULT_CANDIDATES = 8, 6, 16
"""Three seeds are too few: what was best with them was worse than the start with others; see docs/studies.md."""

DEFAULT_WITHIN = 0.5
MOST_FREE = 12
"""About fourteen of the figures are independent: more parameters than this would fit anything."""

FRESH = 10
"""Seeds that chose nothing, on which the best and the start are judged in the end."""

SEARCH_SEED = 1

WORDS = ("rounds", "candidates", "within", "free")
"""Options of a search besides those that every study has."""

FILES_EACH = 4
"""Files that a worker makes in a round: every round reads all of those before it."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `calibrate`: it is about the base, to the end of the figures."""
    add_study_options(parser, DEFAULT_SEEDS, of_one_scenario=False, with_page=False)
    add = parser.add_argument
    # fmt: off
    add("--free", nargs="+", action="extend", required=True, metavar="name[=low:high]", help=f"parameters that are searched, {MOST_FREE} at most")
    add("--within", type=positive_number, default=DEFAULT_WITHIN, metavar="PART", help="range of those without one: this part of the value to both sides, within bounds (default: %(default)s)")
    add("--rounds", type=whole_number, default=DEFAULT_ROUNDS, metavar="R", help="rounds of candidates (default: %(default)s)")
    add("--candidates", type=whole_number, default=DEFAULT_CANDIDATES, metavar="N", help="candidates a round (default: %(default)s)")
    # fmt: on


def perform(options: argparse.Namespace) -> int:
    """Search round by round, judge the best on fresh seeds, write what was found. Returns 0, or the signal's status."""
    from batch_runs.validation.measures import MONTHS

    options.scenario, options.months = "base", MONTHS
    request, workers = request_of(options), workers_of(options)
    check("rounds", options.rounds, 1, 1000)
    check("candidates", options.candidates, 4, 1000)
    found = _search(options, request, _free(options, request), workers)
    if isinstance(found, int):
        return found
    if not options.quiet:
        print("\n".join(_lines(found, options.out)))
    return 0


def _free(options: argparse.Namespace, request: Request) -> list[Factor]:
    """Return what is searched. Raises BadInput with one line."""
    from batch_runs.ranges import around, counts_agents, named, once
    from batch_runs.sweeps.factors import Factor
    from model.errors import BadInput, nearest

    spans = once("--free", [named("--free", text) for text in options.free])
    infos = {info.name: info for info in request.parameters.describe() if not counts_agents(info)}
    if len(spans) > MOST_FREE:
        raise BadInput(
            f"--free: {len(spans)} parameters; name {MOST_FREE} at most, or the figures are fitted by chance"
        )
    free = []
    for name, said in spans.items():
        if name not in infos:
            sizes = "numbers of agents are not; say them with --set"
            near = sizes if name.endswith("_agents") else nearest(name, list(infos))
            raise BadInput(f"--free {name}: no parameter that can be searched; {near}")
        info = infos[name]
        if info.unit == "0 or 1":
            raise BadInput(f"--free {name}: a switch; search intensities, and set switches with --set")
        one = Factor.of(info, said or around(info, options.within), f"--free {name}")
        if not one.low <= info.value <= one.high:
            raise BadInput(
                f"--free {name}={one.low:g}:{one.high:g}: the search starts from {info.value:g}; take a range that holds it, or --set another"
            )
        free.append(one)
    return free


def _search(
    options: argparse.Namespace, request: Request, free: list[Factor], workers: Any
) -> dict[str, Any] | int:
    """Go through the rounds, judge the best on fresh seeds, and write what was found. Or return the signal's status."""
    from batch_runs.calibration.trials import jobs_of, score
    from batch_runs.many.job import Job

    rounds = _rounds(options, request, free, workers)
    if isinstance(rounds, int):
        return rounds
    trials, scores = rounds
    best = min(range(len(trials)), key=lambda k: (scores[k]["distance"], k))
    if not math.isfinite(scores[best]["distance"]):
        raise CannotGoOn(
            f"every candidate broke down; {options.out / 'failures'} says of what: choose other ranges"
        )
    fresh = range(options.seeds + 1, options.seeds + FRESH + 1)
    ends = {"start": jobs_of(request, {}, fresh), "best": jobs_of(request, trials[best].setting, fresh)}
    jobs = [job for trial in trials for job in trial.jobs] + [job for runs in ends.values() for job in runs]
    jobs += _judged_before(options)
    answers = _answers(options, jobs, "calibrate, fresh seeds", workers, more_follows=False)
    if isinstance(answers, int):
        return answers
    found = {
        "asked": asked(options, *WORDS),
        "free": {
            one.name: {
                "low": one.low,
                "high": one.high,
                "start": one.info.value,
                "best": trials[best].setting[one.name],
            }
            for one in free
        },
        "trials": len(trials),
        "start": scores[0],
        "best": scores[best],
        "fresh_seeds": [fresh.start, fresh.stop - 1],
        "fresh": {name: score(runs, answers) for name, runs in ends.items()},
    }
    _publish(options.out, found, Job.under(request, "", {}).parameters, trials, scores)
    return found


def _rounds(
    options: argparse.Namespace, request: Request, free: list[Factor], workers: Any
) -> tuple[list[Trial], list[dict[str, Any]]] | int:
    """Return all candidates and how far each came, the start first. Or return the signal's status."""
    import numpy as np

    from batch_runs.calibration.search import Search
    from batch_runs.calibration.trials import score, trials_of

    _refuse_another_search(options)
    judged = _judged_before(options)
    seeds = range(1, options.seeds + 1)
    search = Search(len(free), options.candidates, SEARCH_SEED)
    points = search.first(np.array([(one.info.value - one.low) / (one.high - one.low) for one in free]))
    trials: list[Trial] = []
    scores: list[dict[str, Any]] = []
    for number in range(options.rounds):
        trials += trials_of(points, number, free, request, seeds)
        jobs = [job for trial in trials for job in trial.jobs] + judged
        title = f"calibrate, round {number + 1} of {options.rounds}"
        answers = _answers(options, jobs, title, workers, more_follows=True)
        if isinstance(answers, int):
            return answers
        scores += [score(trial.jobs, answers) for trial in trials[len(scores) :]]
        tried = np.array([trial.point for trial in trials])
        points = search.next(tried, np.array([one["distance"] for one in scores]), number + 1)
    return trials, scores


def _refuse_another_search(options: argparse.Namespace) -> None:
    """Raise BadInput where the folder holds a search by other code or of more rounds: what stands there is read, not run."""
    from batch_runs import made_with
    from batch_runs.many.study import DESCRIPTION, description
    from model.errors import BadInput

    if not (options.out / DESCRIPTION).exists():
        return
    before = description(options.out)
    made_with.refuse_other_versions(before, options.out)
    rounds = before["asked"].get("rounds", 0)
    if rounds > options.rounds:
        raise BadInput(
            f"--rounds {options.rounds}: {options.out} holds a search of {rounds}; ask for as many or more, or take another folder"
        )


def _judged_before(options: argparse.Namespace) -> list[Job]:
    """Return the runs on fresh seeds with which a search of fewer rounds ended here: a study grows, and drops nothing."""
    from batch_runs.many.study import planned_jobs

    return [job for job in planned_jobs(options.out) if job.seed > options.seeds]


def _answers(
    options: argparse.Namespace, jobs: Sequence[Any], title: str, workers: Any, more_follows: bool
) -> pd.DataFrame | int:
    """Return what these runs answer; those that stand in the folder are read, the others are run. Or the signal's status.

    A signal in the last of these runs is heard, too, where `more_follows`.
    """
    from batch_runs.many.carry_out import carry_out, say_interrupted
    from batch_runs.many.study import Study, answers, failed, finished

    ids = {job.run_id for job in jobs}
    if options.out.is_dir() and ids <= finished(options.out) | failed(options.out).keys():
        return answers(options.out, ids)
    with Study.begin(options.out, "calibrate", asked(options, *WORDS), list(jobs)) as study:
        bundle = max(1, options.candidates * options.seeds // (FILES_EACH * options.workers))
        status = carry_out(study, title, workers, options.quiet, bundle, all_needed=False)
        status = status or (study.heard if more_follows else 0)
        if status:
            say_interrupted(study)
            return status
        return study.table()


def _publish(
    folder: Path,
    found: dict[str, Any],
    stay: Mapping[str, float],
    trials: Sequence[Trial],
    scores: Sequence[dict[str, Any]],
) -> None:
    """Write the candidates, what was found, and the best with all that was set beside it as a scenario's file."""
    import pandas as pd

    from batch_runs.tall_table import publish_frame, publish_text

    rows = [
        {"round": trial.round, **trial.setting, **told} for trial, told in zip(trials, scores, strict=True)
    ]
    publish_frame(pd.DataFrame(rows), folder / "calibrate.parquet")
    best = {**stay} | {name: one["best"] for name, one in found["free"].items()}
    values = "\n".join(f"{name} = {value!r}" for name, value in best.items())
    scenario = (
        'title = "Calibrated"\nquestion = "What does the boom look like with values that a search found?"\n\n'
        f"[parameters]\n{values}\n"
    )
    publish_text(scenario, folder / "calibrated.toml")
    publish_text(json.dumps(_plain(found), indent=1, allow_nan=False) + "\n", folder / "calibrate.json")


def _plain(found: Any) -> Any:
    """Return what was found as JSON has it: null where runs broke down, and the distance is infinite."""
    if isinstance(found, dict):
        return {name: _plain(one) for name, one in found.items()}
    return None if isinstance(found, float) and not math.isfinite(found) else found


def _lines(found: dict[str, Any], folder: Path) -> Iterator[str]:
    for name, one in found["free"].items():
        yield f"{name}: {one['start']:.4g} at the start, {one['best']:.4g} at the best ({one['low']:.4g} to {one['high']:.4g})"
    start, best, fresh = found["start"], found["best"], found["fresh"]
    yield f"distance {start['distance']:,.1f} at the start, {best['distance']:,.1f} at the best of {found['trials']} candidates"
    first, last = found["fresh_seeds"]
    yield (
        f"on seeds {first} to {last}, which chose nothing: {fresh['start']['distance']:,.1f} and {fresh['best']['distance']:,.1f}; "
        f"weight within two tolerances {fresh['start']['weight_within_two']:.0%} and {fresh['best']['weight_within_two']:.0%}"
    )
    yield f"{folder / 'calibrated.toml'}: a scenario with the best values; validate --scenario shows what they do"


CALIBRATE = Command(
    "calibrate",
    "Search a few parameters for values with which the model comes nearer to published figures.",
    f"{PROGRAM} calibrate --free herding contagion=0.1:0.6 --rounds 8 --out runs/calibrate",
    add_options,
    perform,
)
