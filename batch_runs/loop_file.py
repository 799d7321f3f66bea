"""loop.json: how far the loop's revenue is its own money, what a billion more does, and what stays after a bust."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

import numpy as np

from agents.vocabulary import AI, FIELDS
from batch_runs.command import CannotGoOn
from batch_runs.many.pool import process_pool
from batch_runs.one_run import BREAKDOWNS
from batch_runs.request import Request
from batch_runs.study_options import MOST_SEEDS, check
from model.boom_and_bust import boom_totals, fall
from model.errors import BadInput
from model.history import LONGEST_RUN
from model.loop_gain import LoopGain, loop_gain

if TYPE_CHECKING:
    from batch_runs.interruption import Wish

Series = Mapping[str, np.ndarray]
Gains = tuple[float, float, float]

STAYS_AFTER = 60
"""Months after the trough at which what stays is measured."""

WITHIN = 24
"""Months after the peak in which the trough is looked for."""

STATES = {
    "compute": "compute_stock",
    "users": "household_ai_spend_usd",
    "talent": "researchers_ai_industry",
    "norm": "share_firms_speaking",
    "prices": "ai_index_level",
    **{f"technology {f}": f"technology_{f}" for k, f in enumerate(FIELDS) if k != AI},
}
"""What may stay: the name in the file, and the column it is read from."""

SHARES = ("norm",)
"""Those of STATES that are shares: their distance is counted in points, all others' against the twin's size, for they grow."""

LEAST_TOLD = 0.01
"""Below a hundredth base and twin hardly differ at the peak: the ratio of two such distances says nothing."""

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
    """Return what stays after a bust; None where there was none, or it came too late to tell.

    residual = distance to the twin 60 months after the trough / distance at the peak, by state: 1 where all of it
    stays, 0 where nothing does, below 0 where it has turned. The distance is state / twin's - 1, of a share state less
    twin's. None where it is below LEAST_TOLD at the peak.
    """
    totals = boom_totals(base)
    if len(totals) <= STAYS_AFTER:
        return None
    fell = fall(totals)
    after = totals[fell.peak : fell.peak + WITHIN + 1]
    trough = fell.peak + int(np.argmin(after))
    later = trough + STAYS_AFTER
    if fell.bust is None or later >= len(totals):
        return None
    left = {name: _residual(name, base, straight, [fell.peak, later]) for name in STATES}
    return {"peak_month": fell.peak, "trough_month": trough, "measured_month": later, "residual": left}


def _residual(name: str, base: Series, straight: Series, months: list[int]) -> float | None:
    state, twin = base[STATES[name]][months], straight[STATES[name]][months]
    size = np.ones(2) if name in SHARES else twin
    # What the twin has nothing of has no size to measure by.
    at_peak, later = (state - twin) / np.where(size > 0.0, size, np.nan)
    return float(later / at_peak) if abs(at_peak) >= LEAST_TOLD and np.isfinite(later) else None
