"""The share market and the voices of January 2015: listed firms, trusts, investors, narrators, listeners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agents.hyperscaler import Hyperscaler
from agents.vocabulary import (
    ABSTAINER,
    BLOCS,
    FUNDAMENTAL,
    LOGIC,
    MYTH,
    PASSIVE,
    SERMON,
    SHORT,
    TREND,
    VOICES,
)
from model.chance import WHOLE_RUN
from model.history import opening
from model.market_value import GROUPS, firms_of_index, market_values, sober_multiples
from model.markets.shares import lead
from model.network import arrivals
from model.reported import TAX_RATE, ordinary_growth, tax_and_earnings
from model.sums import dot, parts

if TYPE_CHECKING:
    from model.economy import Economy

SHARES_LISTED = 1_000_000_000
TRUST_UNITS = 1_000_000_000_000

FIRMS = ("amazon", "microsoft", "alphabet", "meta", "oracle")
"""Whose figures hyperscalers open with, by row, over and over."""

STYLE_PATTERN = (
    FUNDAMENTAL, TREND, PASSIVE, FUNDAMENTAL, PASSIVE, TREND, FUNDAMENTAL, SHORT, PASSIVE, TREND,
    FUNDAMENTAL, PASSIVE, FUNDAMENTAL, TREND, PASSIVE, ABSTAINER, FUNDAMENTAL, TREND, FUNDAMENTAL, PASSIVE,
)  # fmt: skip
VOICE_PATTERN = (MYTH, LOGIC, SERMON, SERMON, MYTH, LOGIC, SERMON, MYTH, LOGIC, SERMON)


def narrators(economy: Economy) -> None:
    """Narrators of the three voices, with audiences of unequal size."""
    p, chance = economy.parameters, economy.chance
    tellers, rows = economy.enlist("narrators", p.narrator_agents, accounts=False)
    voice = np.array(VOICE_PATTERN)[rows % len(VOICE_PATTERN)]
    size = np.exp(0.8 * chance.normal("audience", WHOLE_RUN, len(rows)))
    temper = np.exp(0.3 * chance.normal("temper", WHOLE_RUN, len(rows)) - 0.045)
    tellers.enter(rows, voice=voice, audience=parts(size, voice), temper=temper)


def list_firms(economy: Economy) -> None:
    """List hyperscalers, chip vendors and incumbents; two trusts hold their shares and issue units.

    All earn what makes the record's values fair by evidence, at the rate of the month, or what their accounts give if it is less: prices follow.
    Hyperscalers share the value of the firms they are by what accounts give.
    """
    world, ledger = opening(), economy.ledger
    scalers, vendors, firms = economy.hyperscalers, economy.chip_vendors, economy.incumbents
    profit = _profit_of_hyperscalers(economy)
    recorded = sum(world[f"{firm}_market_value_usd"] for firm in FIRMS[: scalers.size])
    value = {
        "hyperscalers": recorded * profit / profit.sum(),
        "chip_vendors": np.where(
            vendors.row_numbers == 0,
            world.vendor_leader_market_value_usd,
            world.vendor_rivals_market_value_usd / max(vendors.size - 1, 1),
        ),
    }
    listed = world.index_market_value_usd - sum(part.sum() for part in value.values())
    sold = firms.revenue * firms.margin
    value["incumbents"] = listed * sold / sold.sum()
    for kind in ("ai_trust", "rest_trust"):
        ledger.open(kind, 1)
    for name, worth in value.items():
        people, trust = economy.populations[name], "rest_trust" if name == "incumbents" else "ai_trust"
        people.shares[:] = SHARES_LISTED
        people.share_price[:] = worth / SHARES_LISTED
        people.value_year_ago[:] = worth
        units = np.full(people.size, SHARES_LISTED, dtype=np.int64)
        ledger.grant("listed", (trust, 0), (name, people.rows), worth, units=units)
    both = np.concatenate([market_values(economy, group) for group in GROUPS])
    economy.opening_lead = lead(both, firms_of_index(economy))
    _earn_what_makes_values_fair(economy, profit, sold)


def _earn_what_makes_values_fair(economy: Economy, profit: np.ndarray, sold: np.ndarray) -> None:
    """Set trailing earnings, their growth, and what accounts of this month must leave out for them to be true.

    `profit` is what hyperscalers earn before tax, `sold` what incumbents do, usd a year. Earnings that grow run ahead of the trailing year.
    """
    p, posted, fair = economy.parameters, economy.posted, sober_multiples(economy, 0)
    scalers, vendors, firms = economy.hyperscalers, economy.chip_vendors, economy.incumbents
    growth = ordinary_growth(p)
    ahead = {name: 1.0 + 12.0 * float(np.expm1(rate / 12.0)) for name, rate in growth.items()}
    for name, run in ahead.items():
        economy.populations[name].earnings_growth[:] = np.log(run)
    worth = market_values(economy, "ai")
    due = np.exp(-p.multiple_by_growth * np.concatenate([scalers.earnings_growth, vendors.earnings_growth]))
    earnings = worth.sum() / fair["ai"] * np.exp(-p.multiple_by_belief * posted.evidence)
    each = np.split(earnings * worth * due / dot(worth, due), [scalers.size])
    for issuers, name, trailing, before, sales in (
        (scalers, "hyperscalers", each[0], profit, scalers.core_revenue),
        (vendors, "chip_vendors", each[1], _profit_of_vendors(economy), vendors.other_sales),
    ):
        _, most = tax_and_earnings(before, np.zeros(issuers.size))
        issuers.earnings[:] = np.minimum(trailing, most / ahead[name])
        issuers.without_cash[:] = (most - ahead[name] * issuers.earnings) / (1.0 - TAX_RATE) / sales
    of_firms = float(market_values(economy, "rest").sum()) / fair["rest"]
    firms.earnings[:] = of_firms * sold / sold.sum()
    economy.listed_part = min(ahead["incumbents"] * of_firms / float(sold.sum()), 1.0)
    posted.ai_earnings = float(scalers.earnings.sum() + vendors.earnings.sum())
    grown = growth["hyperscalers"] * scalers.earnings.sum() + growth["chip_vendors"] * vendors.earnings.sum()
    posted.ai_earnings_growth = float(grown) / posted.ai_earnings
    posted.sober_gap = float(np.log(fair["ai"] * posted.ai_earnings / worth.sum()))


def _profit_of_hyperscalers(economy: Economy) -> np.ndarray:
    """Return what each earns in a year at the rate of this month, before tax, of all but AI compute, whose plants are small yet, usd."""
    p, scalers, ledger = economy.parameters, economy.hyperscalers, economy.ledger
    profit = scalers.cash_margin * scalers.core_revenue
    profit = profit + (1.0 - p.cloud_cost_share) * scalers.ask(Hyperscaler.ordinary_cloud, scalers.rows)
    rate = float(economy.history.policy_rate[0]) + p.loan_spread
    profit = profit - rate * ledger.owed("loan", "hyperscalers") / 100.0 - p.plant_wear * scalers.plant
    return np.maximum(profit, 0.01 * scalers.core_revenue)


def _profit_of_vendors(economy: Economy) -> np.ndarray:
    """Return what each earns in a year before tax, usd."""
    p, vendors = economy.parameters, economy.chip_vendors
    of_chips = (p.vendor_margin - p.vendor_research_share) * 12.0 * vendors.sales
    return of_chips + (p.vendor_margin - p.vendor_other_cost) * vendors.other_sales


def styles(rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the style with which each investor opens, by id."""
    return np.array(STYLE_PATTERN)[rows % len(STYLE_PATTERN)]


def investors(economy: Economy) -> None:
    """Investors of five styles hold part of both trusts; households hold the rest."""
    p, chance, ledger = economy.parameters, economy.chance, economy.ledger
    people, rows = economy.enlist("investors", p.investor_agents)
    style = styles(rows)
    size = np.exp(1.0 * chance.normal("investor wealth", WHOLE_RUN, len(rows)))
    part = size / size.sum()
    plays = (style != SHORT) & (style != ABSTAINER)
    shares = p.investors_share_of_market * np.where(plays, part, 0.0)
    economy.trust_units = {"ai": TRUST_UNITS, "rest": TRUST_UNITS}
    total = 0.0
    economy.opening_value = {}
    for group in ("ai", "rest"):
        names = ("hyperscalers", "chip_vendors") if group == "ai" else ("incumbents",)
        value = sum(
            float((economy.populations[n].share_price * economy.populations[n].shares).sum()) for n in names
        )
        units = np.floor(shares * TRUST_UNITS).astype(np.int64)
        claim, trust, price = f"{group}_unit", (f"{group}_trust", 0), value / TRUST_UNITS
        ledger.grant(claim, ("investors", rows[plays]), trust, units[plays] * price, units=units[plays])
        rest = TRUST_UNITS - int(units[plays].sum())
        ledger.grant(claim, ("households", 0), trust, rest * price, units=np.array([rest]))
        total += value
        economy.opening_value[group] = value
    wealth = p.investors_share_of_market * total / p.equity_share * part
    cash = np.where(plays, (1.0 - p.equity_share) * wealth, wealth)
    ledger.endow(("investors", rows), cash)
    opinion = p.opinion_spread * chance.normal("opinion of investors", WHOLE_RUN, len(rows))
    people.enter(rows, style=style, cash=cash, peak=wealth, opinion=opinion)
    people.ai_held[:] = ledger.value("ai_unit", "investors") / 100.0
    people.rest_held[:] = ledger.value("rest_unit", "investors") / 100.0
    links = chance.uniform("crowd of investors", WHOLE_RUN, len(rows) * 6).reshape(-1, 6)
    economy.crowd = arrivals(links, 6)


OUTSIDE_CLOUDS = np.array([0.35, 0.30, 0.15, 0.12, 0.08])
"""Where the other clouds' orders come from before any policy, by bloc. Assumed."""

PRODUCT_SHARES = np.array([0.24, 0.15, 0.22, 0.11, 0.28])
"""Parts of world product in 2015 by BLOCS; World Bank."""


def governments(economy: Economy) -> None:
    """One government per bloc, with no subsidy yet."""
    states, rows = economy.enlist("governments", len(BLOCS))
    product = PRODUCT_SHARES * opening().world_gdp_usd
    states.enter(rows, product=product, target=PRODUCT_SHARES)
    world = economy.hyperscalers.compute.sum()
    economy.posted.bloc_compute = 2.0 * world * (0.5 * np.eye(len(BLOCS))[0] + 0.5 * OUTSIDE_CLOUDS)


def listeners(economy: Economy) -> None:
    """Everybody who listens starts with the evidence of 2015 and an exposure of its own to each voice."""
    for name in ("funds", "researchers", "incumbents", "hyperscalers", "investors"):
        people = economy.populations[name]
        people.evidence[:] = economy.posted.mood = economy.posted.evidence
        luck = economy.chance.normal(f"exposure of {name}", WHOLE_RUN, people.size, len(VOICES))
        people.exposure[:] = np.exp(0.4 * luck - 0.08)
