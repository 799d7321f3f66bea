"""One month as whole columns beside the same month asked one Mesa agent at a time, turn by turn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from benchmarks.measurement import Measurement
from benchmarks.through_mesa import ask_through_mesa
from model import Economy, Parameters

WARM_UP = 12
"""Months that both economies run before they are timed."""


def months(size: str, researchers: int, pairs: int) -> Iterator[Measurement]:
    """Yield months per second and the ratio over Mesa, from `pairs` months of each, by turns.

    Raises RuntimeError where the two economies do not end in the same state: then the ratio means nothing.
    """
    columns, mesa = (
        Economy(Parameters(researcher_agents=researchers)).run(WARM_UP) for _ in ("columns", "mesa")
    )
    ask_through_mesa(mesa).step()
    columns.step()
    fast, slow = _by_turns(columns, mesa, pairs)
    if columns.digest() != mesa.digest():
        raise RuntimeError(f"{researchers} researchers: the two ways of asking ended in different states")
    yield Measurement(
        f"months_per_second_{size}",
        1.0 / median(fast),
        "1/s",
        f"whole columns, {researchers:,} researchers, median of {pairs} months from the second year on",
    )
    yield Measurement(
        f"ratio_full_month_over_mesa_{size}",
        median(slow) / median(fast),
        "1",
        f"{researchers:,} researchers: month with every rule asked one agent at a time through Mesa's AgentSet "
        f"({1e3 * median(slow):.0f} ms) over month as whole columns ({1e3 * median(fast):.1f} ms); medians of {pairs} "
        "months each, by turns; same digest at the end; markets and ledger are the same code on both sides",
    )


def _by_turns(columns: Economy, mesa: Economy, pairs: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each month of both economies."""
    fast, slow = [], []
    for _ in range(pairs):
        fast.append(_seconds(columns))
        slow.append(_seconds(mesa))
    return fast, slow


def _seconds(economy: Economy) -> float:
    begin = time.perf_counter()
    economy.step()
    return time.perf_counter() - begin
