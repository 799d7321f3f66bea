"""Measures of AI compute: how much there is, how much is used, what it rents for, and its part in firms' AI budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.measures import Metric, compute_price, programme_compute, utilisation

if TYPE_CHECKING:
    from model.economy import Economy

COMPUTE_METRICS: tuple[Metric[Economy], ...] = (
    Metric(
        "compute_stock",
        "AI compute installed",
        "units of January 2015",
        "Owned by hyperscalers",
        lambda e: float(e.hyperscalers.compute.sum()),
    ),
    Metric(
        "compute_utilisation",
        "Use of AI compute",
        "share",
        "Own use and rented, over installed",
        utilisation,
    ),
    Metric(
        "compute_price",
        "Rent of AI compute",
        "usd a unit a month",
        "Mean posted rent, weighted by compute",
        compute_price,
    ),
    Metric(
        "compute_share_programmes",
        "Compute in AI budgets",
        "share",
        "Part of a programme's budget that buys AI compute, in the cheapest mix with services",
        programme_compute,
    ),
)
"""Measured in every economy."""
