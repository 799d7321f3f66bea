"""A study from where it stands to its end: progress shown, Ctrl-C heard, failed runs named."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor
from itertools import count
from typing import TYPE_CHECKING

from batch_runs.command import CannotGoOn
from batch_runs.interruption import Wish
from batch_runs.many import pool
from batch_runs.many.runner import Runner
from batch_runs.many.study import FAILURES, Study
from batch_runs.progress import Counter

if TYPE_CHECKING:
    from batch_runs.many.cluster import Cluster

LINE_EVERY = 10
"""Runs between plain lines."""

SEEN_SECONDS = 90.0
"""A file that another machine published is seen here by then, on any usual shared file system."""


def carry_out(
    study: Study,
    title: str,
    workers: int | Cluster,
    quiet: bool,
    bundle: int = 1,
    all_needed: bool = True,
) -> int:
    """Run what is missing, `bundle` runs to a file. Returns 0, or the signal's status when interrupted.

    `workers` is a number of processes of this machine, or a cluster. Raises CannotGoOn with one line where
    runs failed and what follows from the study needs all of them.
    """
    missing, total = study.missing(), len(study.jobs)
    bundles = [tuple(missing[first : first + bundle]) for first in range(0, len(missing), bundle)]
    counter = Counter(title, total - len(missing), total, "run", LINE_EVERY, quiet)
    with Wish() as wish, counter, pool.one_thread_each(), pool.without_main_file():
        Runner(study, *_hands(study, workers)).run(bundles, lambda: wish.status != 0, counter.advance)
    study.heard = wish.status
    if wish.status and study.missing():
        return wish.status
    _wait_for_files(study)
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


def _hands(study: Study, workers: int | Cluster) -> tuple[Callable[[], Executor], Callable[[], int]]:
    """Return how a pool is made, and how many work in it."""
    if isinstance(workers, int):
        made = count()

        def make_pool() -> Executor:
            if next(made):  # made anew, for a worker died: the new ones read the code that stands here now
                study.refuse_other_code()
            return pool.process_pool(workers)

        return make_pool, lambda: workers
    return workers.make_pool, workers.workers


def _wait_for_files(study: Study) -> None:
    """Wait until all that ended is seen here. Raises CannotGoOn where it is not."""
    end = time.monotonic() + SEEN_SECONDS
    while (missing := len(study.missing())) and time.monotonic() < end:
        time.sleep(1.0)
    if missing:
        raise CannotGoOn(
            f"{study.path}: {missing} runs ended elsewhere and are not seen here; the same command goes on"
        )


def _refuse_failures(study: Study) -> None:
    failures = study.failures()
    if failures:
        run_id, why = min(failures.items())
        raise CannotGoOn(
            f"{len(failures)} of {len(study.jobs)} runs failed, the first with {why}",
            f" ({study.path / FAILURES / run_id[:12]}...); remove the notes there to try them again",
        )
