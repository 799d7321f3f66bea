"""The figures that are compared with what was observed, each read off the series of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from model.fragility_metrics import MOST

MONTHS = 132
"""January 2015 to December 2025: there is nothing to compare with after that."""

FIELDS = ("ai", "clean_energy", "biotech", "software", "hardware")
VENTURE = [f"vc_usd_{field}" for field in FIELDS]

Of = Callable[[pd.DataFrame, str], float]
"""What a measure does: the series of a run, by month, and a time ("2019", "2023-09" or "2022 to 2025") to a number."""


@dataclass(frozen=True)
class Measure:
    """A figure that the series of a run gives for a time, and how it is written."""

    label: str
    of: Of
    form: str = "{:.2f}"
    scale: float = 1.0

    def write(self, value: float | None) -> str:
        """Return the value as the table has it, amounts from ten on without decimals; a dash where no seed tells it."""
        if value is None:
            return "-"
        scaled = value / self.scale
        return f"{scaled:,.0f}" if self.scale > 1.0 and scaled >= 10.0 else self.form.format(scaled)


def during(series: pd.DataFrame, when: str) -> pd.DataFrame:
    """Return the rows of a year, of a month, or from one to another."""
    first, _, last = when.partition(" to ")
    return series.loc[first : last or first]


def flow(*columns: str) -> Of:
    """Return a measure: the sum of these columns over the time."""
    return lambda series, when: float(during(series, when)[list(columns)].to_numpy().sum())


def level(column: str) -> Of:
    """Return a measure: the mean of a column over the time."""
    return lambda series, when: float(during(series, when)[column].mean())


def over(one: Of, other: Of) -> Of:
    """Return a measure: one over the other at the same time."""
    return lambda series, when: one(series, when) / other(series, when)


def since_last_year(flow_of: Of) -> Of:
    """Return a measure: a year's flow over that of the year before."""
    return lambda series, when: flow_of(series, when) / flow_of(series, str(int(when) - 1))


def between(of: Callable[[float, float, int], float], value: Of) -> Of:
    """Return a measure of the change from one year to another: `of`(first value, last value, years)."""

    def change(series: pd.DataFrame, when: str) -> float:
        first, last = when.split(" to ")
        return of(value(series, first), value(series, last), int(last) - int(first))

    return change


def slope_of_log_odds(first: float, last: float, years: int) -> float:
    """Return by how much the log odds of a share rise a year."""
    return float(np.log(last / (1.0 - last)) - np.log(first / (1.0 - first))) / years


def doubling_years(first: float, last: float, years: int) -> float:
    """Return the years in which a dollar buys twice as much, from two prices."""
    return float(years * np.log(2.0) / np.log(first / last))


def yearly_factor(first: float, last: float, years: int) -> float:
    """Return by what a figure is multiplied in a year."""
    return float((last / first) ** (1.0 / years))


def part_of_change(part: str, whole: str) -> Of:
    """Return a measure: of the change of the last twelve months' sums from one month to another, the part's share."""

    def share(series: pd.DataFrame, when: str) -> float:
        year = series[[part, whole]].rolling(12).sum()
        first, last = (year.loc[month] for month in when.split(" to "))
        return cut((last[part] - first[part]) / (last[whole] - first[whole]))

    return share


def ai_part_of_return(series: pd.DataFrame, when: str) -> float:
    """Return what AI shares add to the rise of the index, over that rise.

    Their weight w at the start is what makes the index of the two others: I = w A + (1 - w) R.
    """
    first, last = (series.loc[month] for month in when.split(" to "))
    ai, rest, index = (
        last[name] / first[name] for name in ("ai_index_level", "rest_index_level", "index_level")
    )
    weight = (index - rest) / (ai - rest)
    return cut(weight * (ai - 1.0) / (index - 1.0))


def cut(contribution: float) -> float:
    """Return a contribution, cut at twice the whole: where the whole hardly moves it has no meaning, and one seed must not count for all."""
    return float(np.clip(contribution, -MOST, MOST))


ai_share = over(flow("vc_usd_ai"), flow(*VENTURE))
capex, chips = flow("hyperscaler_capex_usd"), flow("vendor_dc_revenue_usd")
frontier_pay = level("pay_ai_frontier_usd")


def money(label: str, of: Of) -> Measure:
    """Return a measure in billions of dollars a year."""
    return Measure(f"{label}, bn usd", of, scale=1e9)


MEASURES: dict[str, Measure] = {
    "venture_usd": money("Venture money, all fields", flow(*VENTURE)),
    "venture_ai_oecd_usd": money("Venture money, AI (OECD)", flow("vc_usd_ai")),
    "venture_ai_index_usd": money("Venture money, AI (AI Index)", flow("vc_usd_ai")),
    "ai_share": Measure("AI's share of venture money", ai_share),
    "ai_share_slope": Measure("Logit slope of that share, a year", between(slope_of_log_odds, ai_share)),
    "ai_share_us": Measure("AI's share of venture money (observed: United States)", ai_share),
    "venture_clean_usd": money("Venture money, clean energy", flow("vc_usd_clean_energy")),
    "clean_over_ai": Measure("Clean energy over AI, venture money", over(flow("vc_usd_clean_energy"), flow("vc_usd_ai"))),
    "other_fields_change": Measure("Change of venture money outside AI", between(lambda a, b, _: b / a - 1.0, flow(*VENTURE[1:]))),
    "capex_usd": money("Hyperscaler capex", capex),
    "capex_growth": Measure("Growth of hyperscaler capex", lambda s, when: since_last_year(capex)(s, when) - 1.0),
    "world_dc_capex_usd": money("World data-centre capex", flow("world_dc_capex_usd")),
    "cloud_usd": money("Cloud revenue of hyperscalers", flow("cloud_revenue_usd")),
    "compute_doubling_years": Measure("Years in which AI compute per dollar doubles", between(doubling_years, level("compute_price")), "{:.1f}"),
    "vendor_revenue_usd": money("Chip vendors' data-centre revenue (observed: the leader)", chips),
    "vendor_growth": Measure("Chip vendors' revenue over last year's", since_last_year(chips)),
    "vendor_part_of_capex": Measure("Chip vendors' revenue over world data-centre capex", over(chips, flow("world_dc_capex_usd"))),
    "vendor_margin": Measure("Chip vendors' gross margin", level("vendor_gross_margin")),
    "vendor_pe": Measure("Price over earnings of the leading chip vendor", level("vendor_pe"), "{:.0f}"),
    "lab_revenue_usd": money("Revenue of the leading lab", flow("lead_lab_revenue_usd")),
    "lab_value_usd": money("Value of the leading lab", level("lead_lab_valuation_usd")),
    "lab_value_growth": Measure("Factor by which that value grows a year", between(yearly_factor, level("lead_lab_valuation_usd"))),
    "lab_value_over_sales": Measure("That value over its yearly sales", lambda s, when: level("lead_lab_valuation_usd")(s, when) / (12.0 * level("lead_lab_revenue_usd")(s, when)), "{:.0f}"),
    "recycled": Measure("Hyperscalers' money into labs that came back as sales", level("recycled_fraction_hyperscalers")),
    "top7_weight": Measure("Weight of the seven largest in the index", level("top7_weight"), "{:.3f}"),
    "ai_part_of_return": Measure("AI's part of the rise of the index", ai_part_of_return),
    "ai_part_of_earnings": Measure("AI's part of the rise of listed earnings", part_of_change("ai_earnings_usd", "index_earnings_usd")),
    "ai_part_of_capex": Measure("AI's part of the rise of listed capex", part_of_change("ai_capex_usd", "index_capex_usd")),
    "graduates_to_industry": Measure("AI graduates who go to industry", level("new_phds_ai_to_industry_share")),
    "frontier_pay_usd": Measure("Pay at frontier labs, thousand usd", frontier_pay, scale=1e3),
    "pay_ratio": Measure("Pay, frontier over basic science", over(frontier_pay, level("pay_basic_science_usd")), "{:.1f}"),
    "firms_using": Measure("Firms using AI (observed: United States)", level("share_firms_using"), "{:.3f}"),
    "large_firms_speaking": Measure("Large firms that say AI", level("share_large_firms_speaking")),
    "programmes_met": Measure("Programmes that met their return", over(flow("projects_roi_met"), flow("projects_ended"))),
    "programmes_scaled": Measure("Programmes that were scaled up", over(flow("projects_scaled"), flow("projects_ended"))),
    "before_value": Measure("Programmes that have brought nothing yet (ours: pilots)", level("share_programmes_before_value")),
}  # fmt: skip
"""By the name that docs/observed.csv has for it, in the order of the tables."""

NOT_MEASURED = {
    "A2a": ("logit slope of AI's share of venture money, 2012 to 2020", "the model begins in 2015; 2016 to 2020 is in the table"),
    "A14c": ("custom projects that transform a firm", "a programme meets its return or not; nothing says transforms"),
    "A16a": ("AI graduates who go to industry, 2011", "the model begins in 2015"),
    "A20a": ("the leading lab's part of a cloud's backlog", "hyperscalers' other orders have no backlog"),
}  # fmt: skip
"""Facts that have no counterpart in the model: what they are about, and why."""
