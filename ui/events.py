"""What happened when, in words: milestones of technology, the boom, the bust, turns of the policy rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from agents.vocabulary import FIELDS
from model.boom_and_bust import HALF, WITHIN, YEAR, ai_share, boom_month, boom_totals, share_of_2015

if TYPE_CHECKING:
    from model.economy import Economy
    from model.history import History

RATE_STEP = 0.01

Event = dict[str, Any]


def events(columns: Mapping[str, Sequence[Any]], history: History, months: int) -> list[Event]:
    """Return the events of the months so far, in order; `month` counts from zero at January 2015."""
    found = [*_milestones(history, months), *_rate_moves(columns), *_booms(columns), *_busts(columns)]
    return sorted(found, key=lambda event: event["month"])


def truth(economy: Economy) -> Event:
    """Tell, for after the run, how much AI was really worth in this economy, of what was possible, points a year."""
    p = economy.parameters
    return {
        "month": economy.month - 1,
        "kind": "truth",
        "id": "truth",
        "points": round(economy.true_productivity, 2),
        "low": p.true_productivity_low,
        "high": p.true_productivity_high,
    }


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
    money = {f"vc_usd_{name}": _column(columns, f"vc_usd_{name}") for name in FIELDS}
    share, level = ai_share(money), share_of_2015(money)
    first = boom_month(share, level) if level and len(share) >= 2 * YEAR else None
    if first is None:
        return []
    month = first + YEAR - 1
    return [{"month": month, "kind": "boom", "id": "boom", "share": round(float(share[month]), 3)}]


def _busts(columns: Mapping[str, Sequence[Any]]) -> list[Event]:
    """Tell when AI venture money plus data-centre capex, by the year, is half of a peak of the last 24 months."""
    names = ("vc_usd_ai", "world_dc_capex_usd")
    if not set(names) <= columns.keys() or len(columns[names[0]]) < YEAR:
        return []
    money = boom_totals({name: _column(columns, name) for name in names})
    found: list[Event] = []
    armed = True
    for month in range(YEAR, len(money)):
        left = money[month] / np.max(money[max(YEAR - 1, month - WITHIN) : month + 1])
        if armed and left <= HALF:
            found.append({"month": month, "kind": "bust", "id": "bust", "fall": round(float(1.0 - left), 3)})
        armed = left > 1.0 - (1.0 - HALF) / 2 if not armed else left > HALF
    return found


def _column(columns: Mapping[str, Sequence[Any]], name: str) -> np.ndarray:
    months = len(next(iter(columns.values()), ()))
    return np.asarray(columns.get(name, np.zeros(months)), dtype=float)
