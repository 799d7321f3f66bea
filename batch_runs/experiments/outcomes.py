"""What is measured of a run: one number each, from its series and those of its straight twin."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from agents.vocabulary import FIELDS
from batch_runs.loop_file import residuals
from model.boom_and_bust import (
    YEAR,
    Fall,
    ai_share,
    boom_month,
    boom_totals,
    fall,
    share_of_2015,
)
from model.delays import months_behind
from model.headlines import headlines
from model.hysteresis import STATES

Series = Mapping[str, np.ndarray]

FIRST_YEAR = 2015
NEARLY_FULL = 0.9
"""Use of the grid above which connections slow down where the grid's margin is what it usually is."""

PUBLIC_MONEY, CONTROLLED, RIVALS_PART = "public_money_placed_usd", "export_control", "rivals_compute_share"
"""Columns that the onlooker of an experiment adds: what the public fund put into firms in the month, usd; whether
an export control holds, 0 or 1; the rival bloc's share of AI compute."""

NEVER = math.nan
BILLION, PER_CENT = 1e9, 0.01


class Outcome(NamedTuple):
    """One measure of a run. `event` marks what happens or not, 1 or 0; NaN is: this run cannot tell.

    `paired` marks what is a difference to the straight twin by itself, so that its level has a sign to tell.
    """

    title: str
    unit: str
    scale: float
    read: Callable[[Series, Series], float]
    event: bool = False
    paired: bool = False


def year(values: np.ndarray, which: int) -> np.ndarray:
    """Return the twelve months of a year; empty where the run ends before its end."""
    first = (which - FIRST_YEAR) * YEAR
    return values[first : first + YEAR] if first + YEAR <= len(values) else values[:0]


def in_year(column: str, which: int) -> Callable[[Series, Series], float]:
    """Return how to read a flow's sum over a year."""
    return lambda run, _: float(year(run[column], which).sum()) if len(year(run[column], which)) else NEVER


def end_of(column: str, which: int) -> Callable[[Series, Series], float]:
    """Return how to read a level in December of a year."""
    return lambda run, _: float(year(run[column], which)[-1]) if len(year(run[column], which)) else NEVER


def whole(column: str) -> Callable[[Series, Series], float]:
    """Return how to read a flow's sum over the run."""
    return lambda run, _: float(run[column].sum())


def share_in(which: int) -> Callable[[Series, Series], float]:
    """Return how to read AI's share of the venture money of a year."""

    def read(run: Series, _: Series) -> float:
        money = [float(year(run[f"vc_usd_{name}"], which).sum()) for name in FIELDS]
        return money[0] / sum(money) if sum(money) else NEVER

    return read


def cost(name: str) -> Callable[[Series, Series], float]:
    """Return how to read a headline cost against the straight twin."""
    return lambda run, twin: headlines(run, twin)[name]


def delay(field: str) -> Callable[[Series, Series], float]:
    """Return how to read by how many months a technology is behind the twin's at the end."""
    column = f"technology_{field}"
    return lambda run, twin: float(months_behind(run[column], twin[column])[-1])


def fell(run: Series) -> Fall:
    """Return the fall that counts: the first bust, or the deepest one where there is none."""
    return fall(boom_totals(run))


def boomed(run: Series, _: Series) -> float:
    """Return 1 where AI's share of venture money was at least twice that of 2015 for a year, else 0."""
    return float(boom_month(ai_share(run), share_of_2015(run)) is not None)


def at_half(run: Series, _: Series) -> float:
    """Return the months after the peak in which the year's total is half of it or less."""
    totals, peak = boom_totals(run), fell(run).peak
    return float(np.sum(totals[peak:] <= 0.5 * totals[peak]))


def back_after(run: Series, _: Series) -> float:
    """Return the months from the peak until the year's total is as high again; NaN where it is not by the end."""
    totals, peak = boom_totals(run), fell(run).peak
    later = np.flatnonzero(totals[peak + 1 :] >= totals[peak])
    bust = fell(run).bust
    after_bust = later[later + 1 > (bust or peak) - peak]
    return float(after_bust[0] + 1) if len(after_bust) and bust is not None else NEVER


def stays(state: str) -> Callable[[Series, Series], float]:
    """Return how to read what of a state stays sixty months after the trough; NaN where there was no bust."""

    def read(run: Series, twin: Series) -> float:
        found = residuals(run, twin)
        left = found["residual"][state] if found else None
        return NEVER if left is None else float(left)

    return read


BN = "bn usd"

# fmt: off
OUTCOMES: dict[str, Outcome] = {
    "ai_share_2025": Outcome("AI's share of venture money in 2025", "%", PER_CENT, share_in(2025)),
    "ai_share_2030": Outcome("AI's share of venture money in 2030", "%", PER_CENT, share_in(2030)),
    "opportunity": Outcome("opportunity cost of capital", BN, BILLION, cost("opportunity"), paired=True),
    "brain_drain": Outcome("brain drain", "thousand researcher-years", 1e3, cost("brain_drain"), paired=True),
    "fomo": Outcome("FOMO capex", BN, BILLION, cost("fomo"), paired=True),
    "boom": Outcome("a boom", "", 1.0, boomed, event=True),
    "bust": Outcome("a bust", "", 1.0, lambda run, _: float(fell(run).bust is not None), event=True),
    "depth": Outcome("deepest fall within 24 months", "% of the peak", PER_CENT, lambda run, _: 1.0 - fell(run).lowest),
    "at_half": Outcome("time at half of the peak or less", "months", 1.0, at_half),
    "back_after": Outcome("time from the peak of a bust until it is reached again", "months", 1.0, back_after),
    "fields_2025": Outcome("effective number of fields, end of 2025", "fields", 1.0, end_of("effective_fields", 2025)),
    "fields_2030": Outcome("effective number of fields, end of 2030", "fields", 1.0, end_of("effective_fields", 2030)),
    "ai_capex_2025": Outcome("hyperscalers' AI capex in 2025", BN, BILLION, in_year("hyperscaler_ai_capex_usd", 2025)),
    "ai_capex_2027": Outcome("hyperscalers' AI capex in 2027", BN, BILLION, in_year("hyperscaler_ai_capex_usd", 2027)),
    "ai_capex_2030": Outcome("hyperscalers' AI capex in 2030", BN, BILLION, in_year("hyperscaler_ai_capex_usd", 2030)),
    "ai_capex": Outcome("hyperscalers' AI capex over the run", BN, BILLION, whole("hyperscaler_ai_capex_usd")),
    "programmes": Outcome("incumbents' AI spending over the run", BN, BILLION, whole("ai_spend_incumbents_usd")),
    "other_money": Outcome("venture money outside AI over the run", BN, BILLION, lambda run, _: float(sum(run[f"vc_usd_{name}"].sum() for name in FIELDS[1:]))),
    "ai_money": Outcome("venture money into AI over the run", BN, BILLION, whole("vc_usd_ai")),
    "lead_lab_2030": Outcome("value of the leading lab, end of 2030", BN, BILLION, end_of("lead_lab_valuation_usd", 2030)),
    "firms_using_2030": Outcome("firms using AI, end of 2030", "%", PER_CENT, end_of("share_firms_using", 2030)),
    "firms_speaking_2030": Outcome("firms saying AI, end of 2030", "%", PER_CENT, end_of("share_firms_speaking", 2030)),
    "belief_2027": Outcome("belief, end of 2027", "points", PER_CENT, end_of("belief_mean", 2027)),
    "users_2030": Outcome("households' AI spending in 2030", BN, BILLION, in_year("household_ai_spend_usd", 2030)),
    "compute_2030": Outcome("AI compute installed, end of 2030", "trillion units", 1e12, end_of("compute_stock", 2030)),
    "compute_price_2030": Outcome("rent of AI compute, end of 2030", "usd a million units a month", 1e-6, end_of("compute_price", 2030)),
    "grid_full": Outcome("time with a grid nine tenths full or more", "months", 1.0, lambda run, _: float(np.sum(run["energy_utilisation"] >= NEARLY_FULL))),
    "subsidies": Outcome("subsidies over the run", BN, BILLION, whole("subsidies_usd")),
    "controlled": Outcome("time under export control", "months", 1.0, whole(CONTROLLED)),
    "rivals_part_2030": Outcome("the rival's part of AI compute, end of 2030", "%", PER_CENT, end_of(RIVALS_PART, 2030)),
    "public_money": Outcome("public fund's money put into firms", BN, BILLION, whole(PUBLIC_MONEY)),
    "delay_clean_energy": Outcome("delay of clean energy", "months", 1.0, delay("clean_energy"), paired=True),
    "delay_biotech": Outcome("delay of biotech", "months", 1.0, delay("biotech"), paired=True),
    "delay_basic_science": Outcome("delay of basic science", "months", 1.0, delay("basic_science"), paired=True),
    "technology_ai": Outcome("AI technology at the end", "times 2015", 1.0, lambda run, _: float(run["technology_ai"][-1])),
    **{f"stays_{state.replace(' ', '_')}": Outcome(f"what stays of {state}", "%", PER_CENT, stays(state)) for state in STATES},
}
# fmt: on
"""Every measure of an experiment, by name."""


class Line(NamedTuple):
    """One quantity that is drawn by year."""

    title: str
    scale: float
    read: Callable[[Series, int], float]


def _sum(*columns: str) -> Callable[[Series, int], float]:
    return lambda run, which: float(sum(year(run[name], which).sum() for name in columns))


def _end(column: str) -> Callable[[Series, int], float]:
    return lambda run, which: float(year(run[column], which)[-1])


# fmt: off
LINES: dict[str, Line] = {
    "ai_share": Line("AI's share of venture money, %", PER_CENT, lambda run, which: share_in(which)(run, run)),
    "ai_capex": Line("Hyperscalers' AI capex, bn usd a year", BILLION, _sum("hyperscaler_ai_capex_usd")),
    "boom": Line("AI venture money and data-centre capex, bn usd a year", BILLION, _sum("vc_usd_ai", "world_dc_capex_usd")),
    "other_money": Line("Venture money outside AI, bn usd a year", BILLION, _sum(*(f"vc_usd_{name}" for name in FIELDS[1:]))),
    "researchers": Line("Researchers in AI industry, thousands", 1e3, _end("researchers_ai_industry")),
    "belief": Line("Belief, %", PER_CENT, _end("belief_mean")),
    "programmes": Line("Incumbents' AI spending, bn usd a year", BILLION, _sum("ai_spend_incumbents_usd")),
    "subsidies": Line("Subsidies, bn usd a year", BILLION, _sum("subsidies_usd")),
    "grid": Line("Use of the grid, %", PER_CENT, _end("energy_utilisation")),
}
# fmt: on
"""Every quantity that a picture may show, by name."""


def years(months: int) -> range:
    """Return the whole years that a run of so many months has."""
    return range(FIRST_YEAR, FIRST_YEAR + months // YEAR)
