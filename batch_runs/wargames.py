"""The command `wargames`: what it pays to play and not to play, for four kinds."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from batch_runs.command import PROGRAM, Command
from batch_runs.study_options import (
    add_study_options,
    asked,
    check_picture,
    publish_findings,
    publish_picture,
    request_of,
    workers_of,
)

if TYPE_CHECKING:
    from batch_runs.many.job import Job
    from batch_runs.request import Request

DEFAULT_SEEDS = 20
TASK = "batch_runs.wargames:payoffs_of"
NOBODY = ""
"""In place of the kind of which one agent abstains alone."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `wargames`."""
    add_study_options(parser, DEFAULT_SEEDS)


def perform(options: argparse.Namespace) -> int:
    """Run every profile and write the pay-offs. Returns 0, or the signal's status when interrupted."""
    from batch_runs.many.carry_out import carry_out, say_interrupted
    from batch_runs.many.study import Study
    from batch_runs.tall_table import publish_frame
    from batch_runs.wargames_figures import figures, payoffs
    from batch_runs.wargames_page import page
    from batch_runs.wargames_picture import picture

    request, words, workers = request_of(options), asked(options), workers_of(options)
    check_picture(options, "wargames")
    jobs = jobs_of(request, options.seeds)
    with Study.begin(options.out, "wargames", words, list(jobs.values())) as study:
        status = carry_out(study, "wargames", workers, options.quiet)
        if status:
            say_interrupted(study)
            return status
        paid = payoffs(jobs, study.table())
        publish_frame(paid, options.out / "wargames.parquet")
    found = figures(paid) | {"asked": words, "runs": len(study.jobs)}
    publish_picture(options, "wargames", picture(found))
    where = publish_findings(options, "wargames", found, page(found))
    if not options.quiet:
        print("\n".join([*(one["sentence"] for one in found["answers"].values()), str(where)]))
    return 0


def jobs_of(request: Request, seeds: int) -> dict[tuple[int, tuple[str, ...], str], Job]:
    """Return the runs by seed, kinds that abstain as a whole, and kind of which one agent abstains alone."""
    from batch_runs.best_replies import profiles
    from batch_runs.many.job import Job
    from model.abstention import EVERYBODY, MAY_ABSTAIN

    def job(seed: int, abstain: dict[str, Any]) -> Job:
        told = {"abstain": abstain, "watched": watched(request, seed)}
        return Job.under(replace(request, seed=seed), TASK, {}, **told)

    jobs = {}
    for seed in range(1, seeds + 1):
        for profile in profiles(MAY_ABSTAIN):
            kinds = tuple(kind for kind in MAY_ABSTAIN if kind in profile)
            jobs[seed, kinds, NOBODY] = job(seed, dict.fromkeys(kinds, EVERYBODY))
        for kind, one in watched(request, seed).items():
            jobs[seed, (), kind] = job(seed, {kind: [one]})
    return jobs


def watched(request: Request, seed: int) -> dict[str, int]:
    """Return the agent of each kind that abstains alone: they take turns by seed, so that all sorts are watched.

    Where the turn comes to an investor that holds no shares anyway, short sellers among them, the next one that does is watched.
    """
    p = request.parameters.replace(**request.scenario.parameters)
    number = {
        "incumbents": p.incumbent_agents,
        "hyperscalers": p.hyperscaler_agents,
        "funds": p.fund_agents,
        "investors": p.investor_agents,
    }
    turn = {kind: (seed - 1) % count for kind, count in number.items()}
    return turn | {"investors": _holder_of_shares(turn["investors"], number["investors"])}


def _holder_of_shares(turn: int, count: int) -> int:
    """Return the first investor from `turn` on, round and round, that opens with shares."""
    import numpy as np

    from agents.vocabulary import ABSTAINER, SHORT
    from model.opening_market import styles

    rows = (turn + np.arange(count)) % count
    return int(rows[np.isin(styles(rows), (SHORT, ABSTAINER), invert=True)][0])


def payoffs_of(job: Job) -> dict[str, float]:
    """Run one economy; return pay-offs at market and at fundamental value: mean by kind, and of the watched agent."""
    from model.payoffs import FUNDAMENTAL, MARKET, Payoffs

    economy = job.economy()
    payoffs = Payoffs(economy)
    economy.run(job.months)
    answer = {}
    for kind, one in job.asked["watched"].items():
        for value in (MARKET, FUNDAMENTAL):
            paid = payoffs.of(kind, value)
            answer[f"{kind}_{value}"] = float(paid[payoffs.counted(kind)].mean())
            answer[f"{kind}_{value}_watched"] = float(paid[one])
    return answer


WARGAMES = Command(
    "wargames",
    "Pay-offs of playing and not playing the AI game, for incumbents, hyperscalers, funds and investors.",
    f"{PROGRAM} wargames --seeds 20 --out runs/wargames --page docs/wargames.md",
    add_options,
    perform,
)
