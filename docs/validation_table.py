"""Write the tables of docs/validation.md: ten seeds beside what was observed. `python -m docs.validation_table`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from docs.observed import Observation, observed
from model import Economy

PAGE = Path(__file__).with_name("validation.md")
BEGIN, END = "<!-- table:begin -->", "<!-- table:end -->"
SEEDS = range(1, 11)
MONTHS = 132
"""January 2015 to December 2025: there is nothing to compare with after that."""

FITTED_UNTIL = 2019
FIELDS = ("ai", "clean_energy", "biotech", "software", "hardware")
VENTURE = [f"vc_usd_{field}" for field in FIELDS]


Of = Callable[[pd.DataFrame, str], float]
"""What a measure does: the series of a run and a time ("2019", "2023-09" or "2022 to 2025") to a number."""


@dataclass(frozen=True)
class Measure:
    """A figure that the series of a run gives for a time, and how it is written."""

    label: str
    of: Of
    form: str = "{:.2f}"
    scale: float = 1.0

    def write(self, value: float) -> str:
        """Return the value as the table has it; amounts from ten on without decimals."""
        scaled = value / self.scale
        return f"{scaled:,.0f}" if self.scale > 1.0 and scaled >= 10.0 else self.form.format(scaled)


def during(series: pd.DataFrame, when: str) -> pd.DataFrame:
    """Return the rows of a year or a month."""
    return series.loc[when:when]


def flow(*columns: str) -> Of:
    """Return a measure: the sum of these columns over a year."""
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


ai_share = over(flow("vc_usd_ai"), flow(*VENTURE))
capex, chips = flow("hyperscaler_capex_usd"), flow("vendor_dc_revenue_usd")
frontier_pay = level("pay_ai_frontier_usd")


def money(label: str, of: Of) -> Measure:
    """Return a measure in billions of dollars a year."""
    return Measure(f"{label}, bn usd", of, scale=1e9)


MEASURES = {
    "venture_usd": money("Venture money, all fields", flow(*VENTURE)),
    "venture_ai_oecd_usd": money("Venture money, AI (OECD)", flow("vc_usd_ai")),
    "venture_ai_index_usd": money("Venture money, AI (AI Index)", flow("vc_usd_ai")),
    "ai_share": Measure("AI's share of venture money", ai_share),
    "ai_share_slope": Measure("Logit slope of that share, a year", between(slope_of_log_odds, ai_share)),
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
    "vendor_margin": Measure("Chip vendors' gross margin", level("vendor_gross_margin")),
    "lab_revenue_usd": money("Labs' revenue (observed: the leading one)", flow("lab_revenue_usd")),
    "lab_value_usd": money("Value of the leading lab", level("lead_lab_valuation_usd")),
    "graduates_to_industry": Measure("AI graduates who go to industry", level("new_phds_ai_to_industry_share")),
    "frontier_pay_usd": Measure("Pay at frontier labs, thousand usd", frontier_pay, scale=1e3),
    "pay_ratio": Measure("Pay, frontier over basic science", over(frontier_pay, level("pay_basic_science_usd")), "{:.1f}"),
    "firms_using": Measure("Firms using AI (observed: United States)", level("share_firms_using"), "{:.3f}"),
}  # fmt: skip


def runs() -> Iterator[pd.DataFrame]:
    """Yield the series of each seed, by month."""
    for seed in SEEDS:
        series = Economy(seed=seed).run(MONTHS).series()
        yield series.set_index(pd.PeriodIndex(series["month"], freq="M"))


def row(fact: Observation, series: list[pd.DataFrame]) -> str:
    """Return one line of the table."""
    measure = MEASURES[fact.measure]
    simulated = np.array([measure.of(one, fact.when) for one in series])
    low, middle, high = np.quantile(simulated, (0.1, 0.5, 0.9))
    cells = (
        measure.label,
        fact.when,
        measure.write(fact.value),
        measure.write(middle),
        f"{measure.write(low)} to {measure.write(high)}",
        "two tolerances" if fact.tolerance else "factor of two",
        "yes" if fact.agrees(middle) else "**no**",
        f"{fact.source} ({fact.status}, {fact.confidence:g})",
    )
    return f"| {' | '.join(cells)} |"


def table(facts: list[Observation], series: list[pd.DataFrame]) -> str:
    """Return a Markdown table of facts, in the order of MEASURES."""
    head = ("measure", "when", "observed", "median", "10-90% of seeds", "allowed", "inside", "source")
    order = list(MEASURES)
    lines = [row(fact, series) for fact in sorted(facts, key=lambda fact: order.index(fact.measure))]
    hits = sum("| yes |" in line for line in lines)
    bars = f"| {' | '.join(head)} |\n|{'---|' * len(head)}"
    return "\n".join((f"{hits} of {len(lines)} inside.\n", bars, *lines))


def page(text: str, series: list[pd.DataFrame]) -> str:
    """Return docs/validation.md with its tables written anew."""
    early = [fact for fact in observed() if fact.years[-1] <= FITTED_UNTIL]
    late = [fact for fact in observed() if fact.years[-1] > FITTED_UNTIL]
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return (
        f"{before}{BEGIN}\n### 2015 to 2019: calibrated by hand\n\n{table(early, series)}\n\n"
        f"### 2020 to 2025: in view while numbers were set by hand\n\n{table(late, series)}\n{END}{after}"
    )


def main() -> None:
    """Run the seeds and write the page."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), list(runs())), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
