"""Each measure: a function of the economy, with label, unit and definition. Metrics only look."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from model.asked_again import close
from model.compute_metrics import COMPUTE_METRICS
from model.cost_metrics import ASKED, READ_FROM
from model.credit_metrics import CREDIT_METRICS
from model.fragility_metrics import FRAGILITY_METRICS
from model.measures import (
    Metric,
    capex,
    counted,
    effective_fields,
    frontier_pay,
    lead_sales,
    lead_value,
    median_pay,
    money,
    people,
    project,
    purse,
    share_saying,
    share_using,
    technology,
    to_industry,
    top7,
    value,
    vendor_margin,
    vendor_pe,
    voice,
    wealth,
    world_capex,
)
from model.state_metrics import STATE_METRICS

if TYPE_CHECKING:
    from model.economy import Economy


WEALTH = ((TREND, "trend"), (PASSIVE, "index_funds"), (SHORT, "short_sellers"), (ABSTAINER, "abstainers"))

USD, LEVEL = "usd a month", "January 2015 = 1"

METRICS: tuple[Metric[Economy], ...] = (
    *(
        Metric(
            f"vc_usd_{f}",
            f"Venture money, {f}",
            USD,
            f"Money into start-ups and labs in {f}, all purses",
            money(k),
        )
        for k, f in enumerate(FIELDS)
    ),
    *(
        Metric(f"vc_usd_{w}", f"Venture money, {w}", USD, f"The same money from the purse {w}", purse(k))
        for k, w in enumerate(PURSES)
    ),
    Metric(
        "effective_fields",
        "Effective number of fields",
        "fields",
        "exp(entropy) of venture money across fields, last 12 months together",
        effective_fields,
    ),
    Metric(
        "hyperscaler_capex_usd",
        "Hyperscaler capex",
        USD,
        "What hyperscalers pay for data centres, chips and the halls around them, as they are delivered",
        capex,
    ),
    Metric(
        "world_dc_capex_usd",
        "World data-centre capex",
        USD,
        "Hyperscalers, all other clouds' AI capex, and ordinary data centres of the rest",
        world_capex,
    ),
    Metric(
        "vendor_dc_revenue_usd",
        "Chip vendors' data-centre revenue",
        USD,
        "Chips delivered to hyperscalers and other clouds",
        lambda e: float(e.desk.vendor_sales.sum()),
    ),
    Metric(
        "vendor_gross_margin", "Chip vendors' gross margin", "share", "Of data-centre revenue", vendor_margin
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
        lambda e: e.desk.household_ai + e.desk.model_sales + float(e.desk.pulse.sum()),
    ),
    Metric(
        "lead_lab_valuation_usd",
        "Value of the leading lab",
        "usd",
        "Price of the last round times shares, largest lab",
        lead_value,
    ),
    Metric(
        "lead_lab_revenue_usd",
        "Revenue of the leading lab",
        USD,
        "What the most valuable lab sells; all labs together are in lab_revenue_usd",
        lead_sales,
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
        share_using(False),
    ),
    Metric(
        "share_large_firms_using",
        "Large firms using AI",
        "share",
        "The same among large firms",
        share_using(True),
    ),
    Metric("projects_started", "Programmes started", "firms a month", "At the world's scale", project(0)),
    Metric(
        "projects_roi_met",
        "Programmes that met their return",
        "firms a month",
        "Pilots ended with value over cost at the hurdle or above",
        project(1),
    ),
    Metric("projects_scaled", "Programmes scaled", "firms a month", "Scaled up, then or later", project(2)),
    Metric(
        "projects_dropped",
        "Programmes dropped",
        "firms a month",
        "Pilots that ended without a programme, and programmes given up",
        project(3),
    ),
    Metric(
        "ai_spend_incumbents_usd",
        "Incumbents' AI spending",
        USD,
        "Budgets of all programmes, less posts that nobody took",
        lambda e: e.desk.ai_spend,
    ),
    *(
        Metric(f"researchers_{j}", f"Researchers, {j}", "people", f"Researchers at work in {j}", people(k))
        for k, j in enumerate(JOBS)
    ),
    Metric(
        "new_phds_ai_to_industry_share",
        "New AI graduates to industry",
        "share",
        "Of AI graduates, over five fading years",
        to_industry,
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
        frontier_pay,
    ),
    *(
        Metric(f"pay_{JOBS[k]}_usd", f"Pay in {w}", "usd a year", "Median over researchers", median_pay(k))
        for k, w in ((AI_INDUSTRY, "AI industry"), (BASIC_SCIENCE, "basic science"))
    ),
    *(
        Metric(f"technology_{s}", f"Technology, {s}", LEVEL, f"Level of technology in {s}", technology(k))
        for k, s in enumerate(SCIENCES)
    ),
    Metric(
        "clean_energy_cost",
        "Cost of clean energy",
        LEVEL,
        "Unit cost along its learning curve",
        lambda e: e.posted.clean_cost,
    ),
    *COMPUTE_METRICS,
    Metric(
        "startups_alive", "Start-ups", "agents", "Living start-up agents", lambda e: float(len(e.startups))
    ),
    *(
        Metric(f"startup_{w}", f"Start-up {w}", "agents a month", f"Start-ups {fate}", counted(w))
        for w, fate in (("exits", "sold"), ("closures", "closed"))
    ),
    Metric(
        "startup_exit_usd", "Value of exits", USD, "Paid by buyers for start-ups", lambda e: e.desk.exit_usd
    ),
    Metric("belief_mean", "Belief", "share", "Mean over listening kinds", lambda e: e.posted.mood),
    Metric("fear_mean", "Fear", "share", "Mean over listening kinds", lambda e: e.desk.fear),
    Metric(
        "evidence",
        "Published evidence",
        "share",
        "Part of AI's promise that published results bear out",
        lambda e: e.posted.evidence,
    ),
    *(
        Metric(
            f"voice_{v}", f"Voice of {v}", "-1 to 1", "Loudness by audience, times public reached", voice(k)
        )
        for k, v in enumerate(VOICES)
    ),
    Metric(
        "ai_index_level",
        "AI shares",
        "January 2015 = 100",
        "Value of listed hyperscalers and chip vendors",
        lambda e: 100.0 * value(e, "ai") / e.opening_value["ai"],
    ),
    Metric(
        "rest_index_level",
        "Other shares",
        "January 2015 = 100",
        "Value of listed incumbents",
        lambda e: 100.0 * value(e, "rest") / e.opening_value["rest"],
    ),
    Metric(
        "index_level",
        "Share index",
        "January 2015 = 100",
        "Value of all listed firms",
        lambda e: 100.0 * (value(e, "ai") + value(e, "rest")) / sum(e.opening_value.values()),
    ),
    Metric("top7_weight", "Weight of the seven largest", "share", "Of the value of all listed firms", top7),
    Metric(
        "vendor_pe",
        "Leading vendor's price-earnings ratio",
        "years",
        "Of the leading chip vendor (number 0): market value over trailing earnings; 0 where it earns less than a thousandth of its value",
        vendor_pe,
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
        share_saying(False),
    ),
    Metric(
        "share_large_firms_speaking",
        "Large firms saying AI",
        "share",
        "The same among large firms",
        share_saying(True),
    ),
    *CREDIT_METRICS,
    *(
        Metric(f"wealth_{w}_usd", f"Wealth of {w}", "usd", "Net worth of these investors", wealth(k))
        for k, w in WEALTH
    ),
    *STATE_METRICS,
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
    *READ_FROM,
    *FRAGILITY_METRICS,
)
"""Measured in every economy."""

ALL_METRICS = (*METRICS, *ASKED)
"""Every measure there is; the last ones only where the economy asks masked questions."""

FADE = 59.0 / 60.0
"""Graduates are counted over five fading years, for there are few of them among the agents."""

METRIC_NAMES = tuple(metric.name for metric in METRICS)


def measure(economy: Economy) -> None:
    """Close the books, then write down one number per metric."""
    for look in economy.onlookers:
        look(economy)
    economy.residual_cents = economy.ledger.close_month(economy.month)
    economy.graduates = economy.graduates * FADE + economy.desk.new_ai_phds
    economy.returns.close(economy)
    close(economy)
    for metric in economy.metrics:
        economy.record[metric.name].append(metric.of(economy))
