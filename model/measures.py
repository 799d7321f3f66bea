"""What a metric is, and how each is read off the economy. Measures only look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agents.incumbent import NONE
from agents.investor import Investor
from agents.production import compute_share
from agents.vocabulary import AI_INDUSTRY, FIELDS
from model.market_value import firms_of_index, market_values
from model.markets.shares import top_weight

if TYPE_CHECKING:
    from model.economy import Economy


@dataclass(frozen=True)
class Metric[Seen]:
    """One column of the series, read off what it looks at: the economy, or an onlooker's books."""

    name: str
    label: str
    unit: str
    definition: str
    of: Callable[[Seen], float]


def _median(values: np.ndarray) -> float:
    """Return the median; np.median takes ten times as long for so few."""
    ordered, half = np.sort(values), len(values) // 2
    return float(ordered[half] if len(values) % 2 else 0.5 * (ordered[half - 1] + ordered[half]))


def money(k: int) -> Callable[[Economy], float]:
    """Return how to read money raised in a field this month, usd."""
    return lambda economy: float(economy.desk.raised[k].sum())


def purse(k: int) -> Callable[[Economy], float]:
    """Return how to read money from a purse this month, usd."""
    return lambda economy: float(economy.desk.raised[:, k].sum())


def people(k: int) -> Callable[[Economy], float]:
    """Return how to read people at work in a job."""
    return lambda economy: float(economy.desk.supply[k])


def technology(k: int) -> Callable[[Economy], float]:
    """Return how to read a technology's level."""
    return lambda economy: float(economy.posted.technology[k])


def project(k: int) -> Callable[[Economy], float]:
    """Return how to read a count of programmes this month, real firms."""
    return lambda economy: float(economy.desk.projects[k])


def capex(economy: Economy) -> float:
    """Return what hyperscalers pay for plant, chips and halls, usd a month."""
    return float(economy.desk.plant_capex.sum() + economy.desk.chip_capex.sum())


def counted(what: str) -> Callable[[Economy], float]:
    """Return how to read what the desk counted this month, by name."""
    return lambda economy: float(getattr(economy.desk, what))


def world_capex(economy: Economy) -> float:
    """Return capex of all data centres, usd a month."""
    ordinary = economy.opening_other_capex * np.exp(economy.parameters.other_dc_growth * economy.month / 12.0)
    return capex(economy) + float(ordinary / 12.0) + economy.posted.outside_ai_capex


def vendor_margin(economy: Economy) -> float:
    """Return gross margin on data-centre sales, share."""
    vendors, desk = economy.chip_vendors, economy.desk
    sales = float(desk.vendor_sales.sum())
    return 1.0 - float(desk.making.sum()) / sales if sales > 0.0 else float(vendors.margin[0])


def lead_value(economy: Economy) -> float:
    """Return the value of the most valuable lab at its last round, usd."""
    return float(np.max(_lab_values(economy), initial=0.0))


def _lab_values(economy: Economy) -> np.ndarray:
    labs = economy.labs
    return np.asarray((labs.price * labs.units)[labs.rows])


def lead_sales(economy: Economy) -> float:
    """Return what the most valuable lab sold this month, usd; nothing where no lab is left."""
    labs, value = economy.labs, _lab_values(economy)
    return float(labs.revenue[labs.rows[np.argmax(value)]]) / 12.0 if len(value) else 0.0


def share_using(large_only: bool) -> Callable[[Economy], float]:
    """Return how to read the share of firms with a programme, weighted by firms."""

    def share(economy: Economy) -> float:
        firms = economy.incumbents
        weight = firms.firms * (firms.large if large_only else 1)
        return float(np.sum(weight * (firms.stage != NONE)) / weight.sum())

    return share


def to_industry(economy: Economy) -> float:
    """Five years fade, so that a month without a single AI graduate is not a gap."""
    industry, academia = economy.graduates
    return float(industry / max(industry + academia, 1e-9))


def frontier_pay(economy: Economy) -> float:
    """Return the median over labs of pay posted, usd a year."""
    labs = economy.labs
    return _median(labs.wage[labs.rows]) if len(labs) else float(economy.posted.pay[AI_INDUSTRY])


def median_pay(job: int) -> Callable[[Economy], float]:
    """Return how to read median pay in a job, usd a year."""

    def median(economy: Economy) -> float:
        rows = economy.researchers.rows
        pay = economy.researchers.pay[rows[economy.researchers.job[rows] == job]]
        return _median(pay) if len(pay) else float(economy.posted.pay[job])

    return median


def effective_fields(economy: Economy) -> float:
    """Return exp(entropy) of venture money across fields, that of the last twelve months (fewer in 2015)."""
    money = np.array([sum(economy.record[f"vc_usd_{field}"][-12:]) for field in FIELDS])
    share = money / max(money.sum(), 1.0)
    return float(np.exp(-np.sum(share * np.log(np.maximum(share, 1e-12)))))


def utilisation(economy: Economy) -> float:
    """Return the share of AI compute in use."""
    scalers = economy.hyperscalers
    return min(float(np.sum(scalers.utilisation * scalers.compute) / scalers.compute.sum()), 1.0)


def compute_price(economy: Economy) -> float:
    """Return the mean rent of AI compute, usd a unit a month."""
    scalers = economy.hyperscalers
    return float(np.sum(scalers.compute_price * scalers.compute) / scalers.compute.sum())


def programme_compute(economy: Economy) -> float:
    """Return the part of an AI programme's budget that buys compute; every firm has the same cheapest mix."""
    p = economy.parameters
    return compute_share(economy.desk.compute_for_work, p.project_compute_share, p)


def voice(k: int) -> Callable[[Economy], float]:
    """Return how to read a voice's loudness."""
    return lambda economy: float(economy.posted.voices[k])


def value(economy: Economy, group: str) -> float:
    """Return the market value of a group of listed firms, usd."""
    return float(market_values(economy, group).sum())


def vendor_pe(economy: Economy) -> float:
    """Return the leading chip vendor's price over trailing earnings, years; 0 where earnings are too small to divide by."""
    vendors = economy.chip_vendors
    value, earned = float(vendors.share_price[0] * vendors.shares[0]), float(vendors.earnings[0])
    return value / earned if earned > LEAST_EARNED * value else 0.0


LEAST_EARNED = 0.001
"""Earnings below this part of a firm's value give no multiple that means anything."""


def top7(economy: Economy) -> float:
    """Return the weight of the seven largest listed firms, share."""
    value = np.concatenate((market_values(economy, "ai"), market_values(economy, "rest")))
    return top_weight(value, firms_of_index(economy), 7)


def share_saying(large_only: bool) -> Callable[[Economy], float]:
    """Return how to read the share of firms that say AI, weighted by firms."""

    def share(economy: Economy) -> float:
        firms = economy.incumbents
        weight = firms.firms * (firms.large if large_only else 1)
        return float(np.sum(weight * firms.speaks) / weight.sum())

    return share


def wealth(style: int) -> Callable[[Economy], float]:
    """Return how to read the net worth of investors of a style, usd."""

    def wealth(economy: Economy) -> float:
        people = economy.investors
        return float(people.ask(Investor.wealth, people.rows)[people.style == style].sum())

    return wealth
