"""A study from where it stands to its end: progress shown, Ctrl-C heard, failed runs named."""

from __future__ import annotations

import sys

from batch_runs.command import CannotGoOn
from batch_runs.interruption import Wish
from batch_runs.many import pool
from batch_runs.many.runner import Runner
from batch_runs.many.study import FAILURES, Study
from batch_runs.progress import Counter

LINE_EVERY = 10
"""Runs between plain lines."""


def carry_out(
    study: Study, title: str, workers: int, quiet: bool, bundle: int = 1, all_needed: bool = True
) -> int:
    """Run what is missing, `bundle` runs to a file. Returns 0, or the signal's status when interrupted.

    Raises CannotGoOn with one line where runs failed and what follows from the study needs all of them.
    """
    missing, total = study.missing(), len(study.jobs)
    bundles = [tuple(missing[first : first + bundle]) for first in range(0, len(missing), bundle)]
    counter = Counter(title, total - len(missing), total, "run", LINE_EVERY, quiet)
    with Wish() as wish, counter, pool.one_thread_each():
        Runner(study, lambda: pool.process_pool(workers), workers).run(
            bundles, lambda: wish.status != 0, counter.advance
        )
    if wish.status and study.missing():
        return wish.status
    if all_needed:
        _refuse_failures(study)
    return 0


def say_interrupted(study: Study) -> None:
    """Say how far an interrupted study came, and how to go on."""
    total = len(study.jobs)
    done = total - len(study.missing())
    print(
        f"interrupted after {done} of {total} runs, which are kept in {study.path}; the same command goes on",
        file=sys.stderr,
    )


def _refuse_failures(study: Study) -> None:
    failures = study.failures()
    if failures:
        run_id, why = min(failures.items())
        raise CannotGoOn(
            f"{len(failures)} of {len(study.jobs)} runs failed, the first with {why} "
            f"({study.path / FAILURES / run_id[:12]}...); remove the notes there to try them again"
        )
