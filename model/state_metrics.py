"""Measures of what states do for compute and to each other: subsidies, the grid, export controls, and whose compute it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from agents.vocabulary import BLOCS
from model.measures import Metric

if TYPE_CHECKING:
    from model.economy import Economy

USD = "usd a month"


def bloc_share(k: int) -> Callable[[Economy], float]:
    """Return how to read a bloc's part of the world's installed AI compute, share."""
    return lambda economy: float(economy.posted.bloc_compute[k] / economy.posted.bloc_compute.sum())


STATE_METRICS: tuple[Metric[Economy], ...] = (
    Metric("subsidies_usd", "Subsidies for compute", USD, "Paid by all blocs", lambda e: e.desk.subsidies),
    Metric(
        "energy_utilisation",
        "Use of the grid",
        "1",
        "AI halls over those the grid can connect; above 1 where its limit is off or weak",
        lambda e: e.posted.energy_utilisation,
    ),
    Metric(
        "chips_stopped_usd",
        "Chips stopped by export controls",
        USD,
        "Orders of the restricted bloc's clouds that the leader's controls stop, at this month's chip prices",
        lambda e: e.desk.chips_stopped,
    ),
    *(
        Metric(
            f"compute_share_{bloc}",
            f"AI compute, {bloc}",
            "share",
            "Part of the world's installed AI compute, hyperscalers' and all other clouds', that is this bloc's",
            bloc_share(k),
        )
        for k, bloc in enumerate(BLOCS)
    ),
)
"""Measured in every economy."""
