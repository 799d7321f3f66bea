"""What happened when, in words: milestones of technology, the boom, the bust, turns of the policy rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from model.history import History

YEAR = 12
RATE_STEP = 0.01
BOOM_MULTIPLE = 2.0
BUST_FALL = 0.5
BUST_WINDOW = 24

Event = dict[str, Any]


def events(columns: Mapping[str, Sequence[Any]], history: History, months: int) -> list[Event]:
    """Return the events of the months so far, in order; `month` counts from zero at January 2015."""
    found = [*_milestones(history, months), *_rate_moves(columns), *_booms(columns), *_busts(columns)]
    return sorted(found, key=lambda event: event["month"])


def _milestones(history: History, months: int) -> list[Event]:
    return [
        {
            "month": month,
            "kind": "milestone",
            "name": name,
            "size": round(float(history.milestone_size[month]), 3),
        }
        for month, names in enumerate(history.milestone_names[:months])
        for name in names
    ]


def _rate_moves(columns: Mapping[str, Sequence[Any]]) -> list[Event]:
    """Tell each full percentage point by which the policy rate has moved since it was last told."""
    found: list[Event] = []
    rates = columns.get("policy_rate", ())
    told = rates[0] if len(rates) else 0.0
    for month, rate in enumerate(rates):
        if abs(rate - told) >= RATE_STEP - 1e-9:
            found.append(
                {
                    "month": month,
                    "kind": "rate",
                    "id": "rate_up" if rate > told else "rate_down",
                    "rate": rate,
                }
            )
            told = rate
    return found


def _booms(columns: Mapping[str, Sequence[Any]]) -> list[Event]:
    """Tell when AI's share of venture money has stood at twice its 2015 level for twelve months."""
    share = _ai_share(columns)
    if len(share) < 2 * YEAR:
        return []
    high = share >= BOOM_MULTIPLE * float(np.mean(share[:YEAR]))
    run = 0
    for month, above in enumerate(high):
        run = run + 1 if above else 0
        if run == YEAR:
            return [{"month": month, "kind": "boom", "id": "boom", "share": round(float(share[month]), 3)}]
    return []


def _busts(columns: Mapping[str, Sequence[Any]]) -> list[Event]:
    """Tell when AI venture money plus data-centre capex, by the year, is half of a peak of the last 24 months."""
    money = _trailing(_column(columns, "vc_usd_ai")) + _trailing(_column(columns, "world_dc_capex_usd"))
    found: list[Event] = []
    armed = True
    for month in range(YEAR, len(money)):
        fallen = 1.0 - money[month] / np.max(money[max(YEAR - 1, month - BUST_WINDOW) : month + 1])
        if armed and fallen >= BUST_FALL:
            found.append({"month": month, "kind": "bust", "id": "bust", "fall": round(float(fallen), 3)})
        armed = fallen < BUST_FALL / 2 if not armed else fallen < BUST_FALL
    return found


def _ai_share(columns: Mapping[str, Sequence[Any]]) -> np.ndarray:
    fields = [
        _column(columns, f"vc_usd_{name}")
        for name in ("ai", "clean_energy", "biotech", "software", "hardware")
    ]
    total = np.sum(fields, axis=0)
    return np.divide(fields[0], total, out=np.zeros_like(total), where=total > 0)


def _column(columns: Mapping[str, Sequence[Any]], name: str) -> np.ndarray:
    months = len(next(iter(columns.values()), ()))
    return np.asarray(columns.get(name, np.zeros(months)), dtype=float)


def _trailing(monthly: np.ndarray) -> np.ndarray:
    sofar = np.cumsum(monthly)
    return sofar - np.concatenate([np.zeros(YEAR), sofar])[: len(sofar)]
