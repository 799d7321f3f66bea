"""Each measure: a function of the economy, with label, unit and definition. Metrics only look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agents.chip_vendor import ChipVendor
from agents.incumbent import NONE
from agents.investor import Investor
from agents.vocabulary import (
    ABSTAINER,
    AI_INDUSTRY,
    BASIC_SCIENCE,
    FIELDS,
    JOBS,
    PASSIVE,
    PURSES,
    SCIENCES,
    SHORT,
    TREND,
    VOICES,
)
from model.markets.shares import top_weight
from model.month.listed import market_values

if TYPE_CHECKING:
    from model.economy import Economy


@dataclass(frozen=True)
class Metric:
    """One column of the series."""

    name: str
    label: str
    unit: str
    definition: str
    of: Callable[[Economy], float]


def _money(k: int) -> Callable[[Economy], float]:
    return lambda economy: float(economy.desk.raised[k].sum())


def _purse(k: int) -> Callable[[Economy], float]:
    return lambda economy: float(economy.desk.raised[:, k].sum())


def _people(k: int) -> Callable[[Economy], float]:
    return lambda economy: float(economy.desk.supply[k])


def _technology(k: int) -> Callable[[Economy], float]:
    return lambda economy: float(economy.posted.technology[k])


def _project(k: int) -> Callable[[Economy], float]:
    return lambda economy: float(economy.desk.projects[k])


def _capex(economy: Economy) -> float:
    return float(economy.hyperscalers.capex.sum())


def _world_capex(economy: Economy) -> float:
    ordinary = economy.opening_other_capex * np.exp(economy.parameters.nominal_growth * economy.month / 12.0)
    return _capex(economy) + float(ordinary / 12.0) + economy.posted.outside_ai_capex


def _vendor_margin(economy: Economy) -> float:
    vendors, sales = economy.chip_vendors, economy.desk.vendor_sales
    cost = np.sum(sales * vendors.unit_cost / vendors.ask(ChipVendor.price, vendors.rows))
    return float(1.0 - cost / sales.sum()) if sales.sum() > 0.0 else float(vendors.margin[0])


def _lead_value(economy: Economy) -> float:
    return float(np.max(economy.labs.price * economy.labs.units))


def _share_using(large_only: bool) -> Callable[[Economy], float]:
    def share(economy: Economy) -> float:
        firms = economy.incumbents
        weight = firms.firms * (firms.large if large_only else 1)
        return float(np.sum(weight * (firms.stage != NONE)) / weight.sum())

    return share


def _to_industry(economy: Economy) -> float:
    """Five years fade, so that a month without a single AI graduate is not a gap."""
    industry, academia = economy.graduates
    return float(industry / max(industry + academia, 1e-9))


def _frontier_pay(economy: Economy) -> float:
    return float(np.median(economy.labs.wage))


def _median_pay(job: int) -> Callable[[Economy], float]:
    def median(economy: Economy) -> float:
        rows = economy.researchers.rows
        pay = economy.researchers.pay[rows[economy.researchers.job[rows] == job]]
        return float(np.median(pay)) if len(pay) else float(economy.posted.pay[job])

    return median


def _effective_fields(economy: Economy) -> float:
    share = economy.posted.money / economy.posted.money.sum()
    return float(np.exp(-np.sum(share * np.log(np.maximum(share, 1e-12)))))


def _utilisation(economy: Economy) -> float:
    scalers = economy.hyperscalers
    return float(np.sum(scalers.utilisation * scalers.compute) / scalers.compute.sum())


def _compute_price(economy: Economy) -> float:
    scalers = economy.hyperscalers
    return float(np.sum(scalers.compute_price * scalers.compute) / scalers.compute.sum())


def _voice(k: int) -> Callable[[Economy], float]:
    return lambda economy: float(economy.posted.voices[k])


def _value(economy: Economy, group: str) -> float:
    return float(market_values(economy, group).sum())


def _top7(economy: Economy) -> float:
    value = np.concatenate((market_values(economy, "ai"), market_values(economy, "rest")))
    count = economy.hyperscalers.size + economy.chip_vendors.size
    firms = np.concatenate((np.ones(count), economy.incumbents.firms))
    return top_weight(value, firms, 7)


def _share_saying(large_only: bool) -> Callable[[Economy], float]:
    def share(economy: Economy) -> float:
        firms = economy.incumbents
        weight = firms.firms * (firms.large if large_only else 1)
        return float(np.sum(weight * firms.speaks) / weight.sum())

    return share


def _wealth(style: int) -> Callable[[Economy], float]:
    def wealth(economy: Economy) -> float:
        people = economy.investors
        return float(people.ask(Investor.wealth, people.rows)[people.style == style].sum())

    return wealth


WEALTH = ((TREND, "trend"), (PASSIVE, "index_funds"), (SHORT, "short_sellers"), (ABSTAINER, "abstainers"))

USD, LEVEL = "usd a month", "January 2015 = 1"

METRICS: tuple[Metric, ...] = (
    *(
        Metric(
            f"vc_usd_{f}",
            f"Venture money, {f}",
            USD,
            f"Money into start-ups and labs in {f}, all purses",
            _money(k),
        )
        for k, f in enumerate(FIELDS)
    ),
    *(
        Metric(f"vc_usd_{w}", f"Venture money, {w}", USD, f"The same money from the purse {w}", _purse(k))
        for k, w in enumerate(PURSES)
    ),
    Metric(
        "effective_fields",
        "Effective number of fields",
        "fields",
        "exp(entropy) of money across fields, fading over 12 months",
        _effective_fields,
    ),
    Metric("hyperscaler_capex_usd", "Hyperscaler capex", USD, "Capex announced by the hyperscalers", _capex),
    Metric(
        "world_dc_capex_usd",
        "World data-centre capex",
        USD,
        "Hyperscalers, all other clouds' AI capex, and ordinary data centres of the rest",
        _world_capex,
    ),
    Metric(
        "vendor_dc_revenue_usd",
        "Chip vendors' data-centre revenue",
        USD,
        "Chips delivered to hyperscalers and other clouds",
        lambda e: float(e.desk.vendor_sales.sum()),
    ),
    Metric(
        "vendor_gross_margin", "Chip vendors' gross margin", "share", "Of data-centre revenue", _vendor_margin
    ),
    Metric(
        "cloud_revenue_usd",
        "Cloud revenue",
        USD,
        "Hyperscalers' sales of ordinary and AI cloud",
        lambda e: float(e.hyperscalers.cloud_sales.sum()),
    ),
    Metric(
        "lab_revenue_usd",
        "Labs' revenue",
        USD,
        "Sales of AI models to households and firms",
        lambda e: e.desk.household_ai + e.desk.model_sales,
    ),
    Metric(
        "lead_lab_valuation_usd",
        "Value of the leading lab",
        "usd",
        "Price of the last round times shares, largest lab",
        _lead_value,
    ),
    Metric(
        "household_ai_spend_usd",
        "Households' AI spending",
        USD,
        "Subscriptions",
        lambda e: e.desk.household_ai,
    ),
    Metric(
        "share_firms_using",
        "Firms using AI",
        "share",
        "Incumbents with a programme, weighted by firms",
        _share_using(False),
    ),
    Metric(
        "share_large_firms_using",
        "Large firms using AI",
        "share",
        "The same among large firms",
        _share_using(True),
    ),
    Metric("projects_started", "Programmes started", "firms a month", "At the world's scale", _project(0)),
    Metric(
        "projects_roi_met",
        "Programmes that met their return",
        "firms a month",
        "Pilots ended with value over cost at the hurdle or above",
        _project(1),
    ),
    Metric("projects_scaled", "Programmes scaled", "firms a month", "Pilots scaled up", _project(2)),
    Metric(
        "projects_dropped",
        "Programmes dropped",
        "firms a month",
        "Pilots not scaled, and programmes given up",
        _project(3),
    ),
    Metric(
        "ai_spend_incumbents_usd",
        "Incumbents' AI spending",
        USD,
        "Budgets of all programmes",
        lambda e: e.desk.ai_spend,
    ),
    *(
        Metric(f"researchers_{j}", f"Researchers, {j}", "people", f"Researchers at work in {j}", _people(k))
        for k, j in enumerate(JOBS)
    ),
    Metric(
        "new_phds_ai_to_industry_share",
        "New AI graduates to industry",
        "share",
        "Of AI graduates, over five fading years",
        _to_industry,
    ),
    Metric(
        "academic_exits",
        "Exits from academia",
        "people a month",
        "From AI academia and basic science to other jobs",
        lambda e: e.desk.academic_exits,
    ),
    Metric(
        "pay_ai_frontier_usd",
        "Pay at frontier labs",
        "usd a year",
        "Median over labs of the pay posted",
        _frontier_pay,
    ),
    Metric(
        "pay_ai_industry_usd",
        "Pay in AI industry",
        "usd a year",
        "Median over researchers",
        _median_pay(AI_INDUSTRY),
    ),
    Metric(
        "pay_basic_science_usd",
        "Pay in basic science",
        "usd a year",
        "Median over researchers",
        _median_pay(BASIC_SCIENCE),
    ),
    *(
        Metric(f"technology_{s}", f"Technology, {s}", LEVEL, f"Level of technology in {s}", _technology(k))
        for k, s in enumerate(SCIENCES)
    ),
    Metric(
        "clean_energy_cost",
        "Cost of clean energy",
        LEVEL,
        "Unit cost along its learning curve",
        lambda e: e.posted.clean_cost,
    ),
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
        _utilisation,
    ),
    Metric(
        "compute_price",
        "Rent of AI compute",
        "usd a unit a month",
        "Mean posted rent, weighted by compute",
        _compute_price,
    ),
    Metric(
        "startups_alive", "Start-ups", "agents", "Living start-up agents", lambda e: float(len(e.startups))
    ),
    Metric(
        "startup_exits", "Start-up exits", "agents a month", "Start-ups sold", lambda e: float(e.desk.exits)
    ),
    Metric(
        "startup_closures",
        "Start-up closures",
        "agents a month",
        "Start-ups closed",
        lambda e: float(e.desk.closures),
    ),
    Metric(
        "startup_exit_usd", "Value of exits", USD, "Paid by buyers for start-ups", lambda e: e.desk.exit_usd
    ),
    Metric("belief_mean", "Belief", "share", "Mean over listening kinds", lambda e: e.mood()),
    Metric("fear_mean", "Fear", "share", "Mean over listening kinds", lambda e: e.desk.fear),
    Metric(
        "evidence",
        "Published evidence",
        "share",
        "Part of AI's promise that published results bear out",
        lambda e: e.posted.evidence,
    ),
    *(
        Metric(f"voice_{v}", f"Voice of {v}", "-1 to 1", "Loudness weighted by audience", _voice(k))
        for k, v in enumerate(VOICES)
    ),
    Metric(
        "ai_index_level",
        "AI shares",
        "January 2015 = 100",
        "Value of listed hyperscalers and chip vendors",
        lambda e: 100.0 * _value(e, "ai") / e.opening_value["ai"],
    ),
    Metric(
        "rest_index_level",
        "Other shares",
        "January 2015 = 100",
        "Value of listed incumbents",
        lambda e: 100.0 * _value(e, "rest") / e.opening_value["rest"],
    ),
    Metric(
        "index_level",
        "Share index",
        "January 2015 = 100",
        "Value of all listed firms",
        lambda e: 100.0 * (_value(e, "ai") + _value(e, "rest")) / sum(e.opening_value.values()),
    ),
    Metric("top7_weight", "Weight of the seven largest", "share", "Of the value of all listed firms", _top7),
    Metric(
        "vendor_pe",
        "Leading vendor's price-earnings ratio",
        "years",
        "Market value over trailing earnings",
        lambda e: float(
            e.chip_vendors.share_price[0] * e.chip_vendors.shares[0] / max(e.chip_vendors.earnings[0], 1.0)
        ),
    ),
    Metric(
        "ai_earnings_usd",
        "AI firms' earnings",
        USD,
        "Hyperscalers and chip vendors, last month",
        lambda e: float(e.hyperscalers.earned.sum() + e.chip_vendors.earned.sum()),
    ),
    Metric(
        "index_earnings_usd",
        "All listed earnings",
        USD,
        "Last month",
        lambda e: float(
            e.hyperscalers.earned.sum() + e.chip_vendors.earned.sum() + e.incumbents.earned.sum()
        ),
    ),
    Metric(
        "premium_speaking",
        "Premium for saying AI",
        "log a month",
        "Return of speakers less that of the silent, same industry",
        lambda e: e.desk.premium_speaking,
    ),
    Metric(
        "share_firms_speaking",
        "Firms saying AI",
        "share",
        "Incumbents that say so, weighted by firms",
        _share_saying(False),
    ),
    Metric(
        "share_large_firms_speaking",
        "Large firms saying AI",
        "share",
        "The same among large firms",
        _share_saying(True),
    ),
    *(
        Metric(f"wealth_{w}_usd", f"Wealth of {w}", "usd", "Net worth of these investors", _wealth(k))
        for k, w in WEALTH
    ),
    Metric("subsidies_usd", "Subsidies for compute", USD, "Paid by all blocs", lambda e: e.desk.subsidies),
    Metric(
        "energy_utilisation",
        "Use of the grid",
        "share",
        "AI halls over those the grid can connect",
        lambda e: e.posted.energy_utilisation,
    ),
    Metric(
        "stakes_hyperscalers_usd",
        "Hyperscalers' money into labs",
        USD,
        "Cash and cloud credits for shares of labs",
        lambda e: float(e.desk.staked[0]),
    ),
    Metric(
        "stakes_vendors_usd",
        "Chip vendors' money into labs",
        USD,
        "Cash for shares of labs",
        lambda e: float(e.desk.staked[1]),
    ),
    Metric(
        "policy_rate",
        "Policy rate",
        "1/year",
        "US policy rate; history to December 2025, then the scenario",
        lambda e: float(e.history.policy_rate[e.month]),
    ),
    Metric(
        "true_productivity",
        "True productivity of AI",
        "points a year",
        "Nature's draw, the same in every month; no agent sees it",
        lambda e: e.true_productivity,
    ),
    Metric(
        "ledger_residual_cents",
        "Ledger residual",
        "cents",
        "Sum over agents of absolute imbalance; always 0",
        lambda e: float(e.residual_cents),
    ),
)

FADE = 59.0 / 60.0
"""Graduates are counted over five fading years, for there are few of them among the agents."""

METRIC_NAMES = tuple(metric.name for metric in METRICS)


def measure(economy: Economy) -> None:
    """Close the books, then write down one number per metric."""
    for look in economy.onlookers:
        look(economy)
    economy.residual_cents = economy.ledger.close_month(economy.month)
    economy.graduates = economy.graduates * FADE + economy.desk.new_ai_phds
    for metric in METRICS:
        economy.record[metric.name].append(metric.of(economy))
