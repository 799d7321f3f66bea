"""loop.json: how far the loop's revenue is its own money, what a billion more does, and what stays after a bust."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from batch_runs.command import CannotGoOn
from batch_runs.many.pool import process_pool
from batch_runs.one_run import BREAKDOWNS
from batch_runs.request import Request
from batch_runs.study_options import MOST_SEEDS, check
from model.boom_and_bust import Series
from model.errors import BadInput
from model.history import LONGEST_RUN
from model.hysteresis import bust_of, stays
from model.loop_gain import LoopGain, loop_gain

if TYPE_CHECKING:
    from batch_runs.interruption import Wish

Gains = tuple[float, float, float]

PULSE_MONTH = 120
"""January 2025: the month in which households pay a lab a billion dollars more."""

HORIZON = 36
"""Months over which the extra revenue is counted."""

FEWEST_MONTHS = PULSE_MONTH + HORIZON
"""Months that a base must have for its loop gain to show."""


def refuse_gain(seeds: int, months: int) -> None:
    """Raise BadInput where there cannot be so many seeds, or the gain is asked of a base that ends before it shows."""
    check("gain-seeds", seeds, 0, MOST_SEEDS)
    if seeds and months < FEWEST_MONTHS:
        raise BadInput(
            f"--gain-seeds {seeds}: the base has {months} months, and the loop gain needs {FEWEST_MONTHS} to "
            f"{LONGEST_RUN}; take more --months, or leave --gain-seeds out"
        )


def gain(request: Request, seeds: int, workers: int, wish: Wish) -> LoopGain | None:
    """Return the loop gain of a base over seeds 1 to `seeds`; None for no seeds or a base that ends before it shows.

    A wish to stop raises KeyboardInterrupt once the seeds in work are done; CannotGoOn is raised where an economy breaks down or
    a worker dies.
    """
    if not seeds or request.months < FEWEST_MONTHS:
        return None
    known = (request.parameters, request.scenario, range(1, seeds + 1), PULSE_MONTH, HORIZON)
    with process_pool(workers) as pool:

        def each(of: Callable[..., Gains], seeds: Iterable[int]) -> Iterator[Gains]:
            for found in pool.map(of, seeds):
                if wish.status:
                    pool.shutdown(wait=False, cancel_futures=True)
                    raise KeyboardInterrupt
                yield found

        try:
            return loop_gain(*known, each=each)
        except (*BREAKDOWNS, BrokenProcessPool) as mishap:
            raise CannotGoOn(
                f"the loop gain was not measured, for {_why(mishap)}; the three worlds are kept: try again with --resume, or "
                f"finish them without it with --resume --gain-seeds 0"
            ) from None


def _why(mishap: Exception) -> str:
    """Return what ended the measuring, in words."""
    if isinstance(mishap, BrokenProcessPool):
        return "a process was killed"
    return f"an economy broke down ({type(mishap).__name__}: {mishap})"


def residuals(base: Series, straight: Series) -> dict[str, Any] | None:
    """Return what stays after a bust, by state (model/hysteresis.py); None where there was none, or it came too late to tell."""
    bust = bust_of(base)
    if bust is None or bust.measured >= len(base["vc_usd_ai"]):
        return None
    left = {name: found.part for name, found in stays(base, straight, bust).items()}
    return {
        "peak_month": bust.peak,
        "trough_month": bust.trough,
        "measured_month": bust.measured,
        "residual": left,
    }
