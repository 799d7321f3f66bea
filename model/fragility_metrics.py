"""Measures of what the boom leans on and what can break: cover, promises, losses, and how few firms carry the index."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from model.measures import Metric, capex

if TYPE_CHECKING:
    from model.economy import Economy

USD = "usd a month"

ORDINARY_CAPEX = 0.05
"""Part of sales that listed firms outside AI invest in ordinary plant; company reports. Only measured, never paid."""

YEAR = 12
MOST = 2.0
"""A contribution is cut here: over a year in which the whole hardly moves it has no meaning."""


def index_capex(economy: Economy) -> float:
    """Return capex of all listed firms this month, usd: hyperscalers', AI programmes, and others' ordinary plant."""
    firms = economy.incumbents
    others = economy.listed_part * float(firms.budget.sum() + ORDINARY_CAPEX * firms.revenue.sum() / 12.0)
    return capex(economy) + others


def contribution(part: str, whole: str, weight: Callable[[Economy], float]) -> Callable[[Economy], float]:
    """Return how to read the part's share in the whole's change over a year, by columns of the series.

    `weight` turns the part's column into the unit of the whole. Nought in the first year.
    """

    def share(economy: Economy) -> float:
        few, all_ = economy.record[part], economy.record[whole]
        if len(all_) <= YEAR or all_[-1] == all_[-1 - YEAR]:
            return 0.0
        change = weight(economy) * (few[-1] - few[-1 - YEAR]) / (all_[-1] - all_[-1 - YEAR])
        return float(np.clip(change, -MOST, MOST))

    return share


def _weight(economy: Economy) -> float:
    return economy.opening_value["ai"] / sum(economy.opening_value.values())


def _one(_: Economy) -> float:
    return 1.0


FRAGILITY_METRICS: tuple[Metric[Economy], ...] = (
    Metric("lab_failures", "Labs bankrupt", "labs a month", "Labs that close", lambda e: float(e.desk.lab_failures)),
    Metric("written_off_usd", "Claims lost in bankruptcies", USD, "Loans, receivables and shares of labs, at book value", lambda e: e.desk.written_off),
    Metric("compute_promised_usd", "Compute promised by labs", "usd", "What compute contracts still hold; an option more than a bill", lambda e: float(e.ledger.lots("compute_contract").units.sum() / 100.0)),
    Metric("plant_coverage", "Coverage of AI plants", "1", "What AI compute sells and does for its owners over wear and the usual return, smoothed", lambda e: e.posted.coverage),
    Metric("ai_capex_usd", "Capex of listed AI firms", USD, "Hyperscalers' capex; chip vendors own no plants here", capex),
    Metric("index_capex_usd", "Capex of all listed firms", USD, "That, AI programmes of listed incumbents, and a twentieth of their sales as ordinary capex", index_capex),
    Metric("ai_contribution_to_return", "AI firms' part in the index's return", "1", "Share of the change of market value over twelve months, within -2 and 2", contribution("ai_index_level", "index_level", _weight)),
    Metric("ai_contribution_to_earnings", "AI firms' part in earnings growth", "1", "The same of listed firms' earnings", contribution("ai_earnings_usd", "index_earnings_usd", _one)),
    Metric("ai_contribution_to_capex", "AI firms' part in capex growth", "1", "The same of listed firms' capex", contribution("ai_capex_usd", "index_capex_usd", _one)),
)  # fmt: skip
"""Measured after the columns they are read from."""
