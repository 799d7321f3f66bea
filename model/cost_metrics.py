"""Measures from which the three costs are read, and the decision readings of an economy that asks masked questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from agents.incumbent import NONE
from agents.vocabulary import AI, AI_INDUSTRY, FIELDS, JOBS, PURSES
from model.measures import Metric

if TYPE_CHECKING:
    from model.economy import Economy

USD = "usd a month"
PERSON_MONTHS = "person-months"


def _elsewhere(purse: int) -> Callable[[Economy], float]:
    """Return how to read money of a purse into fields other than AI this month, usd."""
    return lambda economy: float(np.delete(economy.desk.raised, AI, axis=0)[:, purse].sum())


def _moved_to(job: int) -> Callable[[Economy], float]:
    return lambda economy: float(economy.desk.moved_to[job])


def _before_value(economy: Economy) -> float:
    """Return the share of programmes, weighted by firms, that cost more this month than they bring."""
    firms = economy.incumbents
    weight = firms.firms * (firms.stage != NONE)
    return float(np.sum(weight * (12.0 * firms.budget > firms.benefit)) / max(weight.sum(), 1e-9))


def _not_got(field: int) -> Callable[[Economy], float]:
    return lambda economy: float(economy.desk.not_got[field].sum())


def _not_got_from(purse: int) -> Callable[[Economy], float]:
    return lambda economy: float(np.delete(economy.desk.not_got, AI, axis=0)[:, purse].sum())


def _drained_from(job: int) -> Callable[[Economy], float]:
    return lambda economy: float(economy.desk.drained[job])


READ_FROM: tuple[Metric, ...] = (
    *(
        Metric(
            f"vc_usd_non_ai_{w}",
            f"Venture money outside AI, {w}",
            USD,
            f"Money into start-ups outside AI from the purse {w}",
            _elsewhere(k),
        )
        for k, w in enumerate(PURSES)
    ),
    *(
        Metric(
            f"moved_to_{j}", f"Moves to {j}", "people a month", f"Researchers who moved to {j}", _moved_to(k)
        )
        for k, j in enumerate(JOBS)
    ),
    Metric(
        "new_researchers",
        "Entering researchers",
        "people a month",
        "Graduates of the month, all fields",
        lambda e: e.desk.entered,
    ),
    Metric(
        "projects_ended",
        "Pilots ended",
        "firms a month",
        "Pilots that ran their time, scaled or not",
        lambda e: e.desk.pilots_ended,
    ),
    Metric(
        "share_programmes_before_value",
        "Programmes before clear value",
        "share",
        "Programmes that cost more this month than they bring, weighted by firms",
        _before_value,
    ),
    Metric(
        "world_product_usd",
        "World product",
        "usd a year",
        "Nominal, all blocs",
        lambda e: e.world_product(),
    ),
    Metric(
        "hyperscaler_ai_capex_usd",
        "Hyperscaler AI capex",
        USD,
        "The part of hyperscaler capex for AI compute: chips and the halls around them",
        lambda e: float(e.desk.chip_capex.sum()),
    ),
    Metric(
        "ai_cloud_revenue_usd",
        "AI cloud revenue",
        USD,
        "Hyperscalers' rent of AI compute from others",
        lambda e: float(e.desk.ai_cloud.sum()),
    ),
    Metric(
        "ai_spend_unreturned_usd",
        "Programmes' money not come back",
        "usd",
        "Spent on programmes so far less what each brought, where that is less; ended ones stay",
        lambda e: e.returns.programmes_unreturned(),
    ),
    Metric(
        "ai_capex_unreturned_usd",
        "AI capex not earned back",
        "usd",
        "Chips and halls paid so far less AI cloud and own use at its rent (both less running cost), by hyperscaler",
        lambda e: e.returns.compute_unreturned(),
    ),
)
"""Measured in every economy."""

ASKED: tuple[Metric, ...] = (
    Metric(
        "cost_opportunity_usd",
        "Opportunity cost of capital, decision",
        USD,
        "Venture money that fields outside AI would have got less what they got, had funds chosen on evidence alone",
        lambda e: float(np.delete(e.desk.not_got, AI, axis=0).sum()),
    ),
    *(
        Metric(
            f"cost_opportunity_{f}_usd",
            f"Opportunity cost, {f}",
            USD,
            f"The part that {f} did not get",
            _not_got(k),
        )
        for k, f in enumerate(FIELDS)
        if k != AI
    ),
    *(
        Metric(
            f"cost_opportunity_{w}_usd",
            f"Opportunity cost, {w}",
            USD,
            f"The part that the purse {w} did not place outside AI",
            _not_got_from(k),
        )
        for k, w in enumerate(PURSES)
    ),
    Metric(
        "cost_brain_drain_person_months",
        "Brain drain, decision",
        PERSON_MONTHS,
        "People in AI industry whose evidence-only selves would be elsewhere, less those the other way round",
        lambda e: float(e.desk.drained.sum()),
    ),
    *(
        Metric(
            f"cost_brain_drain_{j}_person_months",
            f"Brain drain from {j}",
            PERSON_MONTHS,
            f"The part that would be in {j}",
            _drained_from(k),
        )
        for k, j in enumerate(JOBS)
        if k != AI_INDUSTRY
    ),
    Metric(
        "cost_fomo_usd",
        "FOMO capex, decision",
        USD,
        "Money spent on AI capex and programmes, less what evidence alone would have spent; incumbents and hyperscalers",
        lambda e: e.desk.programmes_by_belief + e.desk.capex_by_belief,
    ),
    Metric(
        "fomo_capex_incumbents_usd",
        "FOMO spending of incumbents",
        USD,
        "Spending of programmes that belief started and evidence alone would not have started by now",
        lambda e: e.desk.programmes_by_belief,
    ),
    Metric(
        "fomo_capex_hyperscalers_usd",
        "FOMO capex of hyperscalers",
        USD,
        "AI capex delivered and paid, less what would be had evidence alone ordered, cut in the same ratio",
        lambda e: e.desk.capex_by_belief,
    ),
)
"""Measured where the economy asks masked questions (`ask_masked=True`), as that of `run` and the base of `twin` do."""
