"""What is measured of a world for the claims: one number a run, by the name that questions have for it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from agents.vocabulary import FIELDS, INDUSTRIES
from batch_runs.experiments.outcomes import BILLION, PER_CENT, Series, boomed, fell
from batch_runs.validation.measures import VENTURE, Of, ai_share, capex, chips, during, flow, level, over
from model.boom_and_bust import YEAR

CANNOT_TELL = math.nan

Read = Callable[[pd.DataFrame], float]
"""The series of a run, by month, to a number; NaN where the run cannot tell, as it ends before or has no bust."""


class Measure(NamedTuple):
    """One measure: how it is read, in which unit it is written, and whether it is something that happens or not (1 or 0).

    Of what is `in_logs` differences mean something and levels do not.
    """

    read: Read
    scale: float = 1.0
    event: bool = False
    in_logs: bool = False


THOUSAND = 1e3
USING, WORTH = "using_{}", "worth_{}"
"""Columns that the onlooker adds: of an industry's firms the part that uses AI, and the market value of its listed firms."""

PAYOFF_ONE_INVESTOR, PAYOFF_INVESTORS = "payoff_one_investor", "payoff_investors"
GAIN_SHORT, GAIN_INDEX = "gain_short_sellers", "gain_index_funds"
"""Columns with what pay-offs say at the end of the run, the same in every month."""


def at(of: Of, when: str, scale: float = 1.0) -> Measure:
    """Return a measure: a figure at a time, as validation reads it ("2025", "2023 to 2025")."""
    last = pd.Period(when.rpartition(" to ")[2] or when, "Y").asfreq("M", "end")
    return Measure(lambda series: of(series, when) if series.index[-1] >= last else CANNOT_TELL, scale)


def log(of: Of, when: str) -> Measure:
    """Return a measure: the logarithm of a figure at a time, in hundredths."""
    return in_logs(lambda series, when: float(np.log(of(series, when))), when)


def in_logs(of: Of, when: str) -> Measure:
    """Return a measure: a figure that is a logarithm, in hundredths."""
    return at(of, when, PER_CENT)._replace(in_logs=True)


def less(one: Of, other: Of) -> Of:
    """Return a figure: one less the other at the same time."""
    return lambda series, when: one(series, when) - other(series, when)


def mean_of(*columns: str) -> Of:
    """Return a figure: the mean of these columns' means."""
    return lambda series, when: float(during(series, when)[list(columns)].to_numpy().mean())


def sum_of(*columns: str) -> Of:
    """Return a figure: the mean over the time of these columns added up."""
    return lambda series, when: float(during(series, when)[list(columns)].sum(axis=1).mean())


def ahead(industry: str) -> Of:
    """Return a figure: by how much more of an industry's firms use AI than of the others' on average."""
    others = [USING.format(name) for name in INDUSTRIES if name != industry]
    return less(level(USING.format(industry)), mean_of(*others))


def least_using(series: pd.DataFrame, when: str) -> float:
    """Return the part of firms that use AI in the industry in which the fewest do."""
    return float(during(series, when)[[USING.format(name) for name in INDUSTRIES]].mean().min())


def payments_worth(series: pd.DataFrame, when: str) -> float:
    """Return what payment firms are worth over all other incumbents, log."""
    others = [WORTH.format(name) for name in INDUSTRIES if name != "payments"]
    return float(np.log(level(WORTH.format("payments"))(series, when) / sum_of(*others)(series, when)))


def risen(column: str, first: str, last: str) -> Of:
    """Return a figure: by how much a column has risen from one year to another."""
    return lambda series, _: level(column)(series, last) - level(column)(series, first)


def _columns(series: pd.DataFrame) -> Series:
    return {name: series[name].to_numpy() for name in series}


def whole_run(series: pd.DataFrame) -> bool:
    """Return whether a run goes to December 2035, long enough for a boom to end."""
    return bool(series.index[-1] >= pd.Period("2035-12", "M"))


def boom(series: pd.DataFrame) -> float:
    """Return 1 where AI's share of venture money was at least twice that of 2015 for a year, else 0."""
    columns = _columns(series)
    return boomed(columns, columns) if whole_run(series) else CANNOT_TELL


def bust(series: pd.DataFrame) -> float:
    """Return 1 where AI money and data-centre capex fell to half of their peak or less within 24 months, else 0."""
    return float(fell(_columns(series)).bust is not None) if whole_run(series) else CANNOT_TELL


def depth(series: pd.DataFrame) -> float:
    """Return the deepest fall of AI money and data-centre capex within 24 months, over the peak."""
    return 1.0 - fell(_columns(series)).lowest if whole_run(series) else CANNOT_TELL


def share_at_peak(series: pd.DataFrame) -> float:
    """Return AI's share of the venture money of the year that ends at the peak."""
    if not whole_run(series):
        return CANNOT_TELL
    last = series.index[fell(_columns(series)).peak]
    return ai_share(series, f"{last - YEAR + 1} to {last}")


def left(column: str) -> Read:
    """Return a measure: after a bust, what is left at the end of the run of what a column was at the peak."""

    def read(series: pd.DataFrame) -> float:
        found = fell(_columns(series))
        if not whole_run(series) or found.bust is None or len(series) - found.bust < 2 * YEAR:
            return CANNOT_TELL
        return float(series[column].iloc[-1] / series[column].iloc[found.peak])

    return read


def ahead_of_index(series: pd.DataFrame) -> float:
    """Return 1 where who sold short from the start gained more than index funds, for each dollar of January 2015."""
    short, index = (series.get(name) for name in (GAIN_SHORT, GAIN_INDEX))
    if short is None or index is None:
        return CANNOT_TELL
    return float(short.iloc[-1] > index.iloc[-1])


GREEN = ("vc_usd_clean_energy", "vc_usd_biotech")
RUN = "2015 to 2035"


def technology_log(*fields: str) -> Measure:
    """Return a measure: the mean log level of these technologies in 2035."""
    return in_logs(lambda s, when: float(np.mean([np.log(level(f"technology_{f}")(s, when)) for f in fields])), "2035")  # fmt: skip


def payoff(column: str) -> Measure:
    """Return a measure: a pay-off at the end of the run, usd of January 2015."""
    return Measure(lambda series: float(series[column].iloc[-1]) if column in series else CANNOT_TELL, BILLION)  # fmt: skip


MEASURES: dict[str, Measure] = {
    "belief": at(level("belief_mean"), "2023 to 2025", PER_CENT),
    "early-belief": at(level("belief_mean"), "2016 to 2021", PER_CENT),
    "fear": at(level("fear_mean"), "2023 to 2025", PER_CENT),
    "ai-share": at(ai_share, "2023 to 2025", PER_CENT),
    "other-money": at(flow(*VENTURE[1:]), RUN, BILLION),
    "other-money-to-2025": at(flow(*VENTURE[1:]), "2022 to 2025", BILLION),
    "green-money": at(flow(*GREEN), RUN, BILLION),
    "diversity": at(level("effective_fields"), "2023 to 2025"),
    "ai-shares": log(level("ai_index_level"), "2023 to 2025"),
    "top-seven": at(level("top7_weight"), "2023 to 2025", PER_CENT),
    "top-seven-rise": at(risen("top7_weight", "2015", "2025"), "2025", PER_CENT),
    "lab-value": at(level("lead_lab_valuation_usd"), "2025", BILLION),
    "installed": log(level("compute_stock"), "2025"),
    "capex": at(capex, "2024 to 2025", BILLION),
    "ai-capex": at(flow("hyperscaler_ai_capex_usd"), RUN, BILLION),
    "programme-money": at(flow("ai_spend_incumbents_usd"), RUN, BILLION),
    "vendor-part": at(over(chips, flow("world_dc_capex_usd")), "2025", PER_CENT),
    "circular-chips": at(level("circular_share_vendor"), "2024 to 2025", PER_CENT),
    "circular-cloud": at(level("circular_share_cloud"), "2024 to 2025", PER_CENT),
    "outside-money": at(
        over(flow("core_revenue_consolidated_usd"), flow("core_revenue_gross_usd")), "2024 to 2025", PER_CENT
    ),
    "using": at(level("share_firms_using"), "2024 to 2025", PER_CENT),
    "saying": at(level("share_firms_speaking"), "2024 to 2025", PER_CENT),
    "saying-later": at(level("share_firms_speaking"), "2026 to 2030", PER_CENT),
    "mere-words": at(
        less(level("share_large_firms_speaking"), level("share_large_firms_using")), "2025", PER_CENT
    ),
    "reward-of-saying": at(level("premium_speaking"), "2021 to 2025", PER_CENT),
    "before-value": at(level("share_programmes_before_value"), "2025", PER_CENT),
    "payments-ahead": at(ahead("payments"), "2025", PER_CENT),
    "manufacturing-ahead": at(ahead("manufacturing"), "2025", PER_CENT),
    "least-industry": at(least_using, "2035", PER_CENT),
    "payments-worth": in_logs(payments_worth, "2025"),
    "ai-people": at(level("researchers_ai_industry"), RUN, THOUSAND),
    "ai-people-2025": at(level("researchers_ai_industry"), "2025", THOUSAND),
    "science-people": at(level("researchers_basic_science"), RUN, THOUSAND),
    "green-people": at(sum_of("researchers_clean_energy", "researchers_biotech"), RUN, THOUSAND),
    "pay-ratio": at(over(level("pay_ai_frontier_usd"), level("pay_basic_science_usd")), "2025"),
    "other-technology": technology_log("clean_energy", "biotech"),
    "science": technology_log("basic_science"),
    "all-technology": technology_log(*FIELDS[1:]),
    "boom": Measure(boom, PER_CENT, event=True),
    "bust": Measure(bust, PER_CENT, event=True),
    "depth": Measure(depth, PER_CENT),
    "share-at-peak": Measure(share_at_peak, PER_CENT),
    "people-left": Measure(left("researchers_ai_industry"), PER_CENT),
    "compute-left": Measure(left("compute_stock"), PER_CENT),
    "saying-left": Measure(left("share_firms_speaking"), PER_CENT),
    "subsidies": at(flow("subsidies_usd"), RUN, BILLION),
    "pay-off-of-one-investor": payoff(PAYOFF_ONE_INVESTOR),
    "pay-off-of-investors": payoff(PAYOFF_INVESTORS),
    "shorts-ahead": Measure(ahead_of_index, PER_CENT, event=True),
}
"""By the name that questions in docs/claims.toml have for it; what each is in words stands there too."""
