"""The task of a world: run it, with an onlooker for what no column says, and answer every measure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from agents.incumbent import NONE
from agents.vocabulary import INDUSTRIES, PASSIVE, SHORT
from batch_runs.debate.measures import (
    GAIN_INDEX,
    GAIN_SHORT,
    MEASURES,
    PAYOFF_INVESTORS,
    PAYOFF_ONE_INVESTOR,
    USING,
    WORTH,
)
from batch_runs.debate.worlds import WHOLE
from batch_runs.validation.figures import simulated
from batch_runs.validation.observed import observed
from model.payoffs import MARKET, Payoffs
from model.provenance import Provenance

if TYPE_CHECKING:
    from batch_runs.many.job import Job
    from model import Economy

TASK = f"{__name__}:measured"
FOLLOWED, WATCHED = "followed", "watched"
"""What a job is asked besides: whether money is followed, and which agents stay out where one of them does, by kind."""

FIGURE = "figure {}"
"""Name of the answer on a published figure, by the figure's id; a number where money is followed, else NaN."""


class Industries:
    """Onlooker that notes by industry how many firms use AI and what its listed firms are worth."""

    def __init__(self) -> None:
        self.columns: dict[str, list[float]] = {
            column.format(name): [] for name in INDUSTRIES for column in (USING, WORTH)
        }

    def __call__(self, economy: Economy) -> None:
        """Note the month."""
        firms, number = economy.incumbents, len(INDUSTRIES)
        count = np.bincount(firms.industry, firms.firms, number)
        users = np.bincount(firms.industry, firms.firms * (firms.stage != NONE), number)
        worth = np.bincount(firms.industry, firms.share_price * firms.shares, number)
        for k, name in enumerate(INDUSTRIES):
            self.columns[USING.format(name)].append(float(users[k] / count[k]))
            self.columns[WORTH.format(name)].append(float(worth[k]))


def measured(job: Job) -> dict[str, float]:
    """Run one economy; return every measure of it, and where its money is followed what it says of published figures."""
    economy = job.economy()
    industries = Industries()
    economy.onlookers.append(industries)
    record = Provenance.attend(economy).tally.record if job.asked[FOLLOWED] else {}
    gains = Gains(economy, job.asked[WATCHED]) if job.months == WHOLE else None
    columns = economy.run(job.months).columns() | industries.columns | record
    if gains is not None:
        columns |= {name: [value] * economy.month for name, value in gains.made().items()}
    series = pd.DataFrame(columns, index=pd.period_range("2015-01", periods=economy.month, freq="M"))
    with np.errstate(invalid="ignore"):  # a month without venture money has no shares
        told = {name: _told(measure.read, series) for name, measure in MEASURES.items()}
    figures = _figures(series) if job.asked[FOLLOWED] else {}
    return told | {FIGURE.format(fact.id): figures.get(fact.id, math.nan) for fact in observed()}


class Gains:
    """What investors make of a run at market value: by who they were in January 2015, and by id."""

    def __init__(self, economy: Economy, watched: Mapping[str, int]) -> None:
        self._payoffs, self._watched = Payoffs(economy), watched["investors"]
        self._style = np.array(economy.investors.style)
        self._wealth = economy.ledger.net_worth("investors") / 100.0

    def made(self) -> dict[str, float]:
        """Return pay-offs at the end of the run, usd of January 2015, and those of two rules over their wealth then."""
        paid = self._payoffs.of("investors", MARKET)
        return {
            PAYOFF_ONE_INVESTOR: float(paid[self._watched]),
            PAYOFF_INVESTORS: float(paid.mean()),
            GAIN_SHORT: self._gain(paid, SHORT),
            GAIN_INDEX: self._gain(paid, PASSIVE),
        }

    def _gain(self, paid: np.ndarray, rule: int) -> float:
        mine = self._style == rule
        return float(paid[mine].sum() / self._wealth[mine].sum())


def _told(read: Any, series: pd.DataFrame) -> float:
    """Read a measure; NaN where money is not followed, so that a column is missing, or of nothing a share is asked."""
    try:
        return float(read(series))
    except (KeyError, ZeroDivisionError):
        return math.nan


def _figures(series: pd.DataFrame) -> dict[str, float]:
    named = series.reset_index(names="month")
    return simulated(named.assign(month=named["month"].dt.to_timestamp()))
