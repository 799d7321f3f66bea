"""Measures of AI strategy as a credit standard: what lenders ask of firms that say AI and of the silent, and whom they turn away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from agents.incumbent import Incumbent
from model.measures import Metric
from model.speakers import share_speaking

if TYPE_CHECKING:
    from model.economy import Economy

USD = "usd a month"
SAYING = ((1, "speaking", "that says AI"), (0, "silent", "that does not say AI"))


def terms(speaks: int) -> Callable[[Economy], float]:
    """Return how to read what lenders ask over the policy rate of a firm that says AI (1) or does not (0), 1/year.

    The rule is read for a firm that would do so: there are terms in a month in which nobody borrows, too.
    """

    def spread(economy: Economy) -> float:
        firms = economy.incumbents
        firm = firms.of(firms.rows[:1], speaks=np.array([speaks]))
        return float(Incumbent.spread(firm, share_speaking(economy))[0])

    return spread


def loans(k: int) -> Callable[[Economy], float]:
    """Return how to read what was asked for new programmes this month, usd: lent to speakers, to the silent, or refused."""
    return lambda economy: float(economy.desk.programme_loans[k])


CREDIT_METRICS: tuple[Metric[Economy], ...] = (
    *(
        Metric(
            f"loan_spread_{name}",
            f"Interest over the policy rate, {name}",
            "1/year",
            f"What lenders ask over the policy rate of a firm {who}, on old loans and new; the same for all such firms",
            terms(speaks),
        )
        for speaks, name, who in SAYING
    ),
    *(
        Metric(
            f"programme_loans_{name}_usd",
            f"Loans for programmes, {name}",
            USD,
            f"{what}; 0 in a month in which nobody asks",
            loans(k),
        )
        for k, (name, what) in enumerate(
            (
                ("speaking", "Lent for new programmes to firms that say AI"),
                ("silent", "Lent for new programmes to firms that do not say AI"),
                ("refused", "Asked for new programmes by firms that do not say AI, and turned away"),
            )
        )
    ),
)
"""Measured in every economy."""
