"""Small studies for the tests of many runs: jobs of a moment, and an executor without processes."""

import gc
import os
import signal
import sys
import time
import weakref
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from batch_runs.command_line import main
from batch_runs.many.carry_out import carry_out
from batch_runs.many.job import Job
from batch_runs.many.study import Study

TINY = {
    "fund_agents": 6, "startup_agents": 50, "researcher_agents": 200, "incumbent_agents": 24, "investor_agents": 20,
    "hyperscaler_agents": 3, "lab_agents": 3, "narrator_agents": 3,
}  # fmt: skip
"""The smallest economy with every kind in it."""

TINY_OPTIONS = f"--quiet --set {' '.join(f'{name}={value}' for name, value in TINY.items())}"


posix_only = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")


class Inline(Executor):
    """Runs everything at once, here; what is patched in this process is patched for it."""

    def submit(self, fn: Callable, /, *told: Any, **named: Any) -> Future:
        """Run a call and return its future, done."""
        gc.freeze()  # as a worker does: the collection after each run need not look through what was there before
        future: Future = Future()
        try:
            future.set_result(fn(*told, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def cut_off(runs: int, task: Callable[[Job], Any]) -> Callable[[Job], Any]:
    """Return a task that answers so many runs and hears Ctrl-C at the next."""
    answered: list[Job] = []

    def answer(job: Job) -> Any:
        if len(answered) == runs:
            raise KeyboardInterrupt
        answered.append(job)
        return task(job)

    return answer


def refusal(words: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the one line with which the command line refuses these words, status 2."""
    try:
        status = main(words.split())
    except SystemExit as left:
        status = int(left.code or 0)
    said = capsys.readouterr().err
    assert status == 2
    assert said.count("\n") == 1
    return said


def study_of(path: Path, jobs: list[Job], workers: int = 2, bundle: int = 1) -> Any:
    """Run a study to its end and return its table."""
    with Study.begin(path, "cubes", {}, jobs) as study:
        assert carry_out(study, "cubes", workers, True, bundle) == 0
        return study.table()


def cubes(number: int, task: str = "cube", **asked: Any) -> list[Job]:
    """Return jobs that take no time: the cube of their seed, in their own words."""
    return [Job(f"small_study:{task}", seed, 1, asked=asked) for seed in range(1, number + 1)]


def cube(job: Job) -> dict[str, float]:
    """Answer the cube of the seed."""
    return {"seed": float(job.seed), "cube": float(job.seed**3)}


def slow_cube(job: Job) -> dict[str, float]:
    """Answer it a little later, so that there is time to kill somebody."""
    time.sleep(0.1)
    return cube(job)


def endless(job: Job) -> dict[str, float]:
    """Answer the first three at once, and the others in an hour."""
    time.sleep(3600.0 * (job.seed > 3))
    return cube(job)


def cube_once_alive(job: Job) -> dict[str, float]:
    """Answer it; the first worker that gets seed 5 is killed, as by somebody who needs the memory."""
    mark = Path(job.asked["mark"])
    if job.seed == 5 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return cube(job)


def poison(job: Job) -> dict[str, float]:
    """Answer it, but whoever works on seed 5 dies."""
    if job.seed == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return cube(job)


def breaks_down(job: Job) -> dict[str, float]:
    """Answer it, but seed 5 breaks down."""
    if job.seed == 5:
        raise ArithmeticError("a bribe was refused")
    return cube(job)


def leaves_a_circle(job: Job) -> dict[str, float]:
    """Answer it, and leave behind what only a collector of circles finds."""
    circle = Circle()
    circle.itself = circle
    ALIVE.add(circle)
    return cube(job)


class Circle:
    """Something that holds itself, as an economy does."""

    itself: Any = None


ALIVE: weakref.WeakSet[Circle] = weakref.WeakSet()


def answers_words(job: Job) -> dict[str, Any]:
    """Answer something that is no number."""
    return {"cube": "many"}
