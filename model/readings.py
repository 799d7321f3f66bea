"""The three costs in three readings, item by item: decision, twin, proxy. Positive is a cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from agents.vocabulary import AI, AI_INDUSTRY, FIELDS, JOBS, PURSES, SCIENCES
from model.delays import months_behind
from model.headlines import HEADLINES, MONTHS_A_YEAR
from model.history import opening
from model.twins import Series, Twins

OPPORTUNITY, BRAIN_DRAIN, FOMO = COSTS = tuple(HEADLINES)
HEADLINE = "headline"

USD, PERSON_MONTHS, MONTHS, SHARE = "usd", "person-months", "months", "share"
OTHERS = tuple(f for k, f in enumerate(FIELDS) if k != AI)
YEAR = 12

Reader = Callable[[Series], np.ndarray]


class Item(NamedTuple):
    """One line of the account of costs, a value a month."""

    cost: str
    reading: str
    part: str
    item: str
    unit: str
    values: np.ndarray
    over: str

    @property
    def total(self) -> float:
        """What the item comes to over the run: the sum of its months, their mean, or the last one, as `over` says."""
        total = {"sum": self.values.sum(), "mean": self.values.mean(), "last": self.values[-1]}[self.over]
        return float(total) / (MONTHS_A_YEAR if self.unit == PERSON_MONTHS else 1.0)

    @property
    def unit_of_total(self) -> str:
        """Unit of the total: twelve person-months are a researcher-year."""
        return "researcher-years" if self.unit == PERSON_MONTHS else self.unit


class Compared(NamedTuple):
    """An item that compares two worlds: sign times (with - without)."""

    cost: str
    item: str
    unit: str
    sign: float
    read: Reader
    over: str = "sum"


def _column(name: str) -> Reader:
    return lambda series: series[name]


def _sum(*names: str) -> Reader:
    return lambda series: np.sum([series[name] for name in names], axis=0)


def trailing(values: np.ndarray) -> np.ndarray:
    """Return the sum of each month and the eleven before it, as many as there are, along the first axis."""
    total = np.cumsum(values, axis=0)
    total[YEAR:] = total[YEAR:] - np.cumsum(values, axis=0)[:-YEAR]
    return total


def ratio(part: Reader, whole: Reader) -> Reader:
    """Return how to read a share over the last twelve months; zero where there is nothing to share."""

    def read(series: Series) -> np.ndarray:
        above, below = trailing(part(series)), trailing(whole(series))
        return np.where(below > 0.0, above / np.where(below > 0.0, below, 1.0), 0.0)

    return read


def _pay_ratio(series: Series) -> np.ndarray:
    return series["pay_ai_frontier_usd"] / series["pay_basic_science_usd"]


def _destinations(series: Series) -> np.ndarray:
    """Return the effective number of jobs that movers of the last twelve months went to: exp(entropy)."""
    moved = trailing(np.stack([series[f"moved_to_{j}"] for j in JOBS], axis=1))
    share = moved / np.maximum(moved.sum(axis=1, keepdims=True), 1e-9)
    return np.exp(-np.sum(share * np.log(np.maximum(share, 1e-12)), axis=1))


def _log(name: str) -> Reader:
    return lambda series: np.log(series[name])


MET_RETURN = ratio(_column("projects_roi_met"), _column("projects_ended"))
MENTORS = _sum("researchers_ai_academia", "researchers_basic_science")

COMPARED: tuple[Compared, ...] = (
    Compared(OPPORTUNITY, HEADLINE, USD, -1.0, _sum(*(f"vc_usd_{f}" for f in OTHERS))),
    *(Compared(OPPORTUNITY, f"field {f}", USD, -1.0, _column(f"vc_usd_{f}")) for f in FIELDS),
    *(Compared(OPPORTUNITY, f"purse {w}", USD, -1.0, _column(f"vc_usd_non_ai_{w}")) for w in PURSES),
    Compared(OPPORTUNITY, "effective fields", "fields", -1.0, _column("effective_fields"), "last"),
    Compared(BRAIN_DRAIN, HEADLINE, PERSON_MONTHS, 1.0, _column("researchers_ai_industry")),
    *(
        Compared(BRAIN_DRAIN, f"from {j}", PERSON_MONTHS, -1.0, _column(f"researchers_{j}"))
        for k, j in enumerate(JOBS)
        if k != AI_INDUSTRY
    ),
    Compared(BRAIN_DRAIN, "mentor gap", PERSON_MONTHS, -1.0, MENTORS),
    Compared(BRAIN_DRAIN, "entrants missing", "people", -1.0, _column("new_researchers")),
    Compared(BRAIN_DRAIN, "pay ratio", "1", 1.0, _pay_ratio, "last"),
    Compared(BRAIN_DRAIN, "knowledge lost", "log", -1.0, _log("technology_basic_science"), "last"),
    Compared(BRAIN_DRAIN, "narrowness of moves", "jobs", -1.0, _destinations, "last"),
    Compared(FOMO, HEADLINE, USD, 1.0, _sum("hyperscaler_ai_capex_usd", "ai_spend_incumbents_usd")),
    Compared(FOMO, "incumbents", USD, 1.0, _column("ai_spend_incumbents_usd")),
    Compared(FOMO, "hyperscalers", USD, 1.0, _column("hyperscaler_ai_capex_usd")),
    Compared(FOMO, "never returned, incumbents", USD, 1.0, _column("ai_spend_unreturned_usd"), "last"),
    Compared(FOMO, "never returned, hyperscalers", USD, 1.0, _column("ai_capex_unreturned_usd"), "last"),
    Compared(FOMO, "programmes that met their return", SHARE, -1.0, MET_RETURN, "last"),
)
"""Twin readings: what is compared between two worlds, with the sign that makes a cost positive."""

DECIDED: tuple[tuple[str, str, str, str], ...] = (
    (OPPORTUNITY, HEADLINE, USD, "cost_opportunity_usd"),
    *((OPPORTUNITY, f"field {f}", USD, f"cost_opportunity_{f}_usd") for f in OTHERS),
    *((OPPORTUNITY, f"purse {w}", USD, f"cost_opportunity_{w}_usd") for w in PURSES),
    (BRAIN_DRAIN, HEADLINE, PERSON_MONTHS, "cost_brain_drain_person_months"),
    *(
        (BRAIN_DRAIN, f"from {j}", PERSON_MONTHS, f"cost_brain_drain_{j}_person_months")
        for k, j in enumerate(JOBS)
        if k != AI_INDUSTRY
    ),
    (FOMO, HEADLINE, USD, "cost_fomo_usd"),
    (FOMO, "incumbents", USD, "fomo_capex_incumbents_usd"),
    (FOMO, "hyperscalers", USD, "fomo_capex_hyperscalers_usd"),
)
"""Decision readings: cost, item, unit, column of the base's series."""


def _ai_share_of_2015() -> float:
    """AI's share of venture money in January 2015, from the opening record: one month's rounds are too few to tell."""
    money = opening().by("vc_usd_{}", FIELDS)
    return float(money[AI] / money.sum())


QUOTED: tuple[tuple[str, str, str, Reader], ...] = (
    (
        OPPORTUNITY,
        HEADLINE,
        "share of venture money",
        ratio(_column("vc_usd_ai"), _sum(*(f"vc_usd_{f}" for f in FIELDS))),
    ),
    (BRAIN_DRAIN, HEADLINE, "share of AI graduates", _column("new_phds_ai_to_industry_share")),
    (BRAIN_DRAIN, "pay ratio", "1", _pay_ratio),
    (
        FOMO,
        HEADLINE,
        "share of world product",
        ratio(_column("hyperscaler_ai_capex_usd"), lambda s: s["world_product_usd"] / YEAR),
    ),
    (FOMO, "programmes that met their return", SHARE, MET_RETURN),
    (FOMO, "programmes before clear value", SHARE, _column("share_programmes_before_value")),
)
"""Proxies: what the public debate quotes, read off the base alone. It does not part belief from technology."""


def readings(twins: Twins) -> list[Item]:
    """Return every item of every cost in its three readings, each with a value a month."""
    base, straight, no_ai = (world.columns for world in (twins.base, twins.straight, twins.no_ai))
    return [
        *decisions(base),
        *comparisons("belief", base, straight),
        *comparisons("technology", straight, no_ai),
        *proxies(base),
    ]


def decisions(base: Series) -> Iterator[Item]:
    """Yield what belief added to each month's decisions: chosen less masked."""
    for cost, item, unit, column in DECIDED:
        yield Item(cost, "decision", "belief", item, unit, base[column], "sum")


def comparisons(part: str, here: Series, without: Series) -> Iterator[Item]:
    """Yield what a world has beyond its twin: belief's part is base against straight, technology's straight against no-AI."""
    make = partial(Item, reading="twin", part=part)
    for cost, item, unit, sign, read, over in COMPARED:
        gap = sign * (read(here) - read(without))
        yield make(cost=cost, item=item, unit=unit, values=gap, over=over)
    for name in SCIENCES:
        behind = months_behind(here[f"technology_{name}"], without[f"technology_{name}"])
        yield make(cost=OPPORTUNITY, item=f"delay {name}", unit=MONTHS, values=behind, over="last")
    behind = months_behind(-here["clean_energy_cost"], -without["clean_energy_cost"])
    yield make(cost=OPPORTUNITY, item="delay of clean energy's cost", unit=MONTHS, values=behind, over="last")


def proxies(base: Series) -> Iterator[Item]:
    """Yield the figures of the public debate as change since January 2015; positive is a cost."""
    for cost, item, unit, read in QUOTED:
        quoted = read(base)
        if read is MET_RETURN:
            change = _fall_since_the_first_year(quoted)
        else:
            change = quoted - (_ai_share_of_2015() if (cost, item) == (OPPORTUNITY, HEADLINE) else quoted[0])
        yield Item(cost, "proxy", "belief", item, unit, change, "mean")


def _fall_since_the_first_year(share: np.ndarray) -> np.ndarray:
    """Return how far a share of the last twelve months fell from that of the first year that had one; nothing until then."""
    begins = int(np.argmax(share > 0.0))
    first = min(begins + 11, len(share) - 1)
    return np.where(np.arange(len(share)) > first, share[first] - share, 0.0)
