"""The record of many runs as text: how many boomed and bust, when, after what run-up, and what preceded them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from scipy.stats import beta

from batch_runs.boom_and_bust import Record
from batch_runs.dictionary import table
from model.history import History

HEAD = """# Booms and busts

*Boom*: AI's share of venture money at least twice its 2015 level for twelve months in a row. *Bust*: AI venture money plus
world data-centre capex, as totals of the last twelve months, down to half or less of their peak within 24 months; of several in a run the first counts. No rule
knows of either; that booms begin around 2023 follows from dated milestones that are fed in. Every seed draws its own true productivity of AI. Written by `python -m batch_runs busts`.
"""
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
TERCILES = ("low", "middle", "high")

Of = Callable[[Record], float]


def number(form: str, scale: float = 1.0) -> Callable[[float], str]:
    """Return how a number is written."""
    return lambda value: form.format(value * scale)


def date(month: float) -> str:
    """Return a month as people write it."""
    return str(History.date(round(month)))


PRECEDED: tuple[tuple[str, Of, Callable[[float], str]], ...] = (
    ("change of the policy rate in the year before, points", lambda r: r.rate_change, number("{:+.2f}", 100.0)),
    ("voice of logic in the year before", lambda r: r.logic, number("{:+.2f}")),
    ("log price of AI shares over what evidence bears, at the peak", lambda r: r.price_gap, number("{:+.2f}")),
    ("use of the grid, at the peak", lambda r: r.grid, number("{:.0%}")),
    ("change of published evidence in the year before", lambda r: r.evidence_growth, number("{:+.3f}")),
)  # fmt: skip

RUN_UPS: tuple[tuple[str, Of, Callable[[float], str]], ...] = (
    ("peak, times the lowest of the five years before", lambda r: r.run_up_times, number("{:.1f}")),
    ("lowest within 24 months, over the peak", lambda r: r.lowest, number("{:.0%}")),
)


def section(title: str, months: int, records: Sequence[Record]) -> str:
    """Return the part of the page on one scenario."""
    boomed = [one for one in records if one.boom is not None]
    burst = [one for one in records if one.bust is not None]
    parts = [f"## {title}: {len(records)} seeds, {months} months", _counts(records), _shares(records)]
    if boomed or burst:
        parts += [_dates(boomed, burst)]
    if burst:
        parts += [_runs_up(burst), _preceded(burst, [one for one in boomed if one.bust is None])]
    if boomed or burst:
        parts += [_by_productivity(records)]
    return "\n\n".join(parts)


def _counts(records: Sequence[Record]) -> str:
    kinds = (
        ("boom", [one.boom is not None for one in records]),
        ("bust", [one.bust is not None for one in records]),
        ("boom, then bust", [_in_turn(one) for one in records]),
        ("boom and no bust", [one.boom is not None and one.bust is None for one in records]),
        ("bust without a boom before it", [one.bust is not None and not _in_turn(one) for one in records]),
    )
    rows = ((name, str(sum(hit)), f"{np.mean(hit):.1%}", interval(sum(hit), len(hit))) for name, hit in kinds)
    return table(("", "runs", "share", "95% interval"), rows)


def _in_turn(one: Record) -> bool:
    return one.boom is not None and one.bust is not None and one.boom <= one.bust


def interval(hits: int, of: int) -> str:
    """Return the exact (Clopper-Pearson) 95% interval of a share, as text."""
    low = beta.ppf(0.025, hits, of - hits + 1) if hits else 0.0
    high = beta.ppf(0.975, hits + 1, of - hits) if hits < of else 1.0
    return f"{low:.1%} to {high:.1%}"


def _shares(records: Sequence[Record]) -> str:
    before, highest = (
        np.median([getattr(one, name) for one in records]) for name in ("share_2015", "highest_share")
    )
    return (
        f"AI's share of venture money: {before:.1%} in 2015; in its highest twelve months {highest:.1%} "
        "(medians over seeds)."
    )


def spread(values: Iterable[float], write: Callable[[float], str]) -> list[str]:
    """Return quantiles as text; a dash each where there are no values."""
    held = list(values)
    return [write(float(np.quantile(held, q))) if held else "-" for q in QUANTILES]


def _dates(boomed: Sequence[Record], burst: Sequence[Record]) -> str:
    rows = (
        ("the boom begins", [float(one.boom or 0) for one in boomed]),
        ("peak before a bust", [float(one.peak) for one in burst]),
        ("bust: the year's total is half the peak", [float(one.bust or 0) for one in burst]),
    )
    head = ("when", *(f"{q:.0%} of runs by" for q in QUANTILES))
    return table(head, ([name, *spread(values, date)] for name, values in rows))


def _runs_up(burst: Sequence[Record]) -> str:
    head = ("the run-up to busts, and the fall", *(f"{q:.0%}" for q in QUANTILES))
    return table(head, ([name, *spread(map(of, burst), write)] for name, of, write in RUN_UPS))


def _preceded(burst: Sequence[Record], others: Sequence[Record]) -> str:
    head = (
        "what preceded the peak, median (10% to 90%)",
        "runs that bust",
        "runs that boomed and did not (peak before their deepest fall)",
    )
    rows = (
        (name, _band(list(map(of, burst)), write), _band(list(map(of, others)), write))
        for name, of, write in PRECEDED
    )
    signs = (_negative(burst), _negative(others))
    return table(head, [*rows, ("share with logic negative in the year before", *signs)])


def _band(values: list[float], write: Callable[[float], str]) -> str:
    if not values:
        return "-"
    low, middle, high = (write(float(np.quantile(values, q))) for q in (0.1, 0.5, 0.9))
    return f"{middle} ({low} to {high})"


def _negative(records: Sequence[Record]) -> str:
    return f"{np.mean([one.logic < 0.0 for one in records]):.0%}" if records else "-"


def _by_productivity(records: Sequence[Record]) -> str:
    """Return how runs ended by tercile of the draw."""
    ordered = sorted(records, key=lambda one: one.true_productivity)
    groups = [
        ordered[part[0] : part[-1] + 1] for part in np.array_split(np.arange(len(ordered)), 3) if len(part)
    ]
    head = (
        "true productivity, points a year",
        "runs",
        "boom",
        "bust",
        "median date of the bust",
        "median lowest over peak",
    )
    return table(head, (_tercile(name, group) for name, group in zip(TERCILES, groups, strict=False)))


def _tercile(name: str, group: Sequence[Record]) -> tuple[str, ...]:
    burst = [one for one in group if one.bust is not None]
    low, high = group[0].true_productivity, group[-1].true_productivity
    return (
        f"{name}: {low:.2f} to {high:.2f}",
        str(len(group)),
        f"{np.mean([one.boom is not None for one in group]):.0%}",
        f"{len(burst) / len(group):.0%}",
        date(float(np.median([one.bust for one in burst if one.bust is not None]))) if burst else "-",
        f"{np.median([one.lowest for one in group]):.0%}",
    )
