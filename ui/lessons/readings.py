"""What a lesson may read off a run: each reading is a number a month, as the charts draw it."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ui.agent_format import FIELDS
from ui.turned import YEAR, cumulated, yearly

FEW = 0.02
"""A side of the premium with less than this share of firms is too few to compare, as in the chart."""

Values = Sequence[float]
Trace = Mapping[str, Any]
"""An unpacked trace, of which a reading looks at `series` and `headlines`."""


@dataclass(frozen=True)
class Reading:
    """One figure by month: its unit, and how it is read off a run (and its twin, where `compares`)."""

    unit: str
    read: Callable[[Trace, Trace], Values]
    columns: tuple[str, ...] = ()
    compares: bool = False


def _summed(trace: Trace, names: Sequence[str]) -> Values:
    columns = [trace["series"][name] for name in names]
    return [sum(value or 0.0 for value in month) for month in zip(*columns, strict=True)]


def _plain(unit: str, name: str) -> Reading:
    return Reading(unit, lambda run, _: [value or 0.0 for value in run["series"][name]], (name,))


def _a_year(unit: str, *names: str) -> Reading:
    return Reading(unit, lambda run, _: yearly(_summed(run, names)), names)


def _so_far(unit: str, name: str, over: float = 1.0) -> Reading:
    return Reading(unit, lambda run, _: [value / over for value in cumulated(run["series"][name])], (name,))


def _both_sides(run: Trace) -> list[bool]:
    """Return in which months enough firms say AI, and enough are silent, for their returns to be compared."""
    return [FEW <= (share or 0.0) <= 1.0 - FEW for share in run["series"]["share_firms_speaking"]]


def _premium(run: Trace, _twin: Trace) -> Values:
    """Return of speakers less that of the silent over a year, in parts; where it cannot be told, the last or first told."""
    told = _both_sides(run)
    found = [
        math.expm1(log) if at >= YEAR - 1 and all(told[at - YEAR + 1 : at + 1]) else None
        for at, log in enumerate(yearly(_summed(run, ["premium_speaking"])))
    ]
    last = next((value for value in found if value is not None), 0.0)
    return [last := last if value is None else value for value in found]


def _premium_average(run: Trace, _twin: Trace) -> Values:
    """Return the mean yearly return of speakers less that of the silent so far, in parts, of months that can tell."""
    told = _both_sides(run)
    logs = [log if tells else 0.0 for log, tells in zip(run["series"]["premium_speaking"], told, strict=True)]
    months = cumulated([float(tells) for tells in told])
    return [
        math.expm1(YEAR * total / max(count, 1.0))
        for total, count in zip(cumulated(logs), months, strict=True)
    ]


def _beyond_twin(unit: str, cost: str) -> Reading:
    def read(run: Trace, twin: Trace) -> Values:
        pairs = zip(run["headlines"][cost], twin["headlines"][cost], strict=True)
        return cumulated([(mine or 0.0) - (other or 0.0) for mine, other in pairs])

    return Reading(unit, read, (), compares=True)


def _ai_share(run: Trace, _twin: Trace) -> Values:
    ai = yearly(_summed(run, ["vc_usd_ai"]))
    total = yearly(_summed(run, [f"vc_usd_{field}" for field in FIELDS]))
    return [part / whole if whole > 0.0 else 0.0 for part, whole in zip(ai, total, strict=True)]


READINGS: dict[str, Reading] = {
    "ai_share": Reading("percent", _ai_share, tuple(f"vc_usd_{field}" for field in FIELDS)),
    "venture_ai": _a_year("usd", "vc_usd_ai"),
    "venture_other": _a_year("usd", *(f"vc_usd_{field}" for field in FIELDS[1:])),
    "ai_researchers": _plain("people", "researchers_ai_industry"),
    "ai_outlays": _a_year("usd", "hyperscaler_ai_capex_usd", "ai_spend_incumbents_usd"),
    "capex": _a_year("usd", "hyperscaler_capex_usd"),
    "belief": _plain("percent", "belief_mean"),
    "evidence": _plain("percent", "evidence"),
    "fear": _plain("percent", "fear_mean"),
    "opportunity": _beyond_twin("usd", "opportunity"),
    "brain_drain": _beyond_twin("years", "brain_drain"),
    "fomo": _beyond_twin("usd", "fomo"),
    "opportunity_decided": _so_far("usd", "cost_opportunity_usd"),
    "brain_drain_decided": _so_far("years", "cost_brain_drain_person_months", YEAR),
    "fomo_decided": _so_far("usd", "cost_fomo_usd"),
    "saying": _plain("percent", "share_firms_speaking"),
    "using": _plain("percent", "share_firms_using"),
    "large_saying": _plain("percent", "share_large_firms_speaking"),
    "large_using": _plain("percent", "share_large_firms_using"),
    "premium": Reading("percent", _premium, ("premium_speaking", "share_firms_speaking")),
    "premium_average": Reading("percent", _premium_average, ("premium_speaking", "share_firms_speaking")),
}
"""Every reading by name. Costs without `decided` are read against the twin, from January 2015 on."""


def read(names: Sequence[str], run: Trace, twin: Trace | None) -> dict[str, Values]:
    """Return the named readings of a run, kept small; those that compare it with its twin only once there is one."""
    wanted = {name: READINGS[name] for name in names}
    return {
        name: array("d", reading.read(run, twin or run))
        for name, reading in wanted.items()
        if twin is not None or not reading.compares
    }
