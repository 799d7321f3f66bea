"""Sell and settle: customers pay, then wages, bills, interest, tax, dividends and wear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.hyperscaler import Hyperscaler
from agents.incumbent import KEPT, NONE, Incumbent
from agents.lab import Lab
from agents.production import compute_share, unit_cost
from agents.researcher import Researcher
from agents.startup import Startup
from agents.vocabulary import AI, AI_INDUSTRY, CLEAN_ENERGY, FIELDS, INDUSTRIES, JOBS
from model import asked_again
from model.claims import split_groups
from model.history import opening
from model.markets.venture import meet
from model.month.build import AFFORDABLE, useful, wanted
from model.month.default import note_arrears
from model.month.listed import pay_dividends
from model.month.work import JOB_OF_FIELD
from model.reported import ordinary_growth, tax_and_earnings
from model.speakers import share_speaking

if TYPE_CHECKING:
    from model.economy import Economy

PAYMENTS = INDUSTRIES.index("payments")

HOUSEHOLDS, OUTSIDE, PAYROLL = ("households", 0), ("outside_firms", 0), ("payroll", 0)


def sell(economy: Economy) -> None:
    """Customers pay: households and firms for AI models, the world for everything else."""
    _sell_startups(economy)
    _sell_models(economy)
    _produce(economy)
    _sell_ordinary(economy)


def _sell_models(economy: Economy) -> None:
    p, labs, ledger, desk = economy.parameters, economy.labs, economy.ledger, economy.desk
    rows = labs.rows
    appeal = labs.ask(Lab.appeal, rows)
    demand = _household_demand(economy)
    wish = appeal / max(appeal.sum(), 1e-9)
    share = desk.can_serve * wish  # who finds no compute is not served
    desk.household_ai = demand * float(share.sum())
    ledger.pay("AI subscriptions", HOUSEHOLDS, ("labs", rows), demand * share)
    _open_channel(economy, demand * share)
    startups, firms = economy.startups, economy.incumbents
    young = startups.rows[startups.field[startups.rows] == AI]
    using = firms.rows[firms.budget[firms.rows] > 0.0]
    good = wanted(economy)
    budget = np.concatenate(
        (
            np.minimum(
                p.startup_model_share * good * startups.spending[young],
                AFFORDABLE * ledger.usd("startups")[young],
            ),
            np.minimum(
                p.project_model_share * good * firms.budget[using],
                AFFORDABLE * ledger.usd("incumbents")[using],
            ),
        )
    )
    desk.model_sales = float(budget.sum()) * float(share.sum())
    buyer, lab, usd = meet(budget * share.sum(), budget.sum() * share)
    first = buyer < len(young)
    ledger.pay("model service", ("startups", young[buyer[first]]), ("labs", rows[lab[first]]), usd[first])
    ledger.pay(
        "model service",
        ("incumbents", using[buyer[~first] - len(young)]),
        ("labs", rows[lab[~first]]),
        usd[~first],
    )
    if desk.pulse.any():
        ledger.pay("pulse", HOUSEHOLDS, ("labs", rows), desk.pulse[rows])
    labs.demand[rows] = 12.0 * (demand + budget.sum()) * wish
    labs.revenue_before[rows] = labs.revenue[rows]
    labs.revenue[rows] = 12.0 * (demand + budget.sum()) * share + 12.0 * desk.pulse[rows]


def _open_channel(economy: Economy, sales: np.ndarray) -> None:
    """Payment firms that use AI gain a channel: a part of what labs sell to households goes through them."""
    p, labs, firms = economy.parameters, economy.labs, economy.incumbents
    mine = firms.rows[(firms.industry == PAYMENTS) & (firms.stage != NONE)]
    fees = p.channel_fee * sales * float(len(mine) > 0)
    labs.fee[labs.rows] = fees
    if fees.sum() > 0.0:
        payer, payee, usd = meet(fees, fees.sum() * firms.revenue[mine] / firms.revenue[mine].sum())
        economy.ledger.pay("sales channel", ("labs", labs.rows[payer]), ("incumbents", mine[payee]), usd)
        economy.desk.channel = np.bincount(mine[payee], usd, firms.size)


def _produce(economy: Economy) -> None:
    """Programmes bring more as their mix of compute and services gets cheaper, whatever shares and voices do.

    What it brings grows with the world's nominal income, as the firm does; what it costs so too, but for its people, whose pay
    is that of AI industry: a programme that pays today may lose money once pay has run ahead of prices. Households pay
    for it, and no programme brings its firm more than a part of the firm's own sales.
    """
    p, firms, posted, desk = economy.parameters, economy.incumbents, economy.posted, economy.desk
    cost = unit_cost(economy.desk.compute_for_work, p.project_compute_share, p)
    cheaper = float(np.log(posted.mix_cost / cost))
    posted.mix_cost = cost
    kept, prices = firms.stage[firms.rows] >= KEPT, np.exp(p.nominal_growth / 12.0)
    raises = float(np.log(posted.pay[AI_INDUSTRY] / desk.pay[AI_INDUSTRY]))
    desk.dearer = p.project_staff_share * raises + (1.0 - p.project_staff_share) * p.nominal_growth / 12.0
    firms.budget[firms.rows[kept]] *= np.exp(desk.dearer)
    firms.benefit[firms.rows[kept]] *= prices
    firms.benefit[firms.rows] = firms.ask(Incumbent.next_benefit, firms.rows, cheaper)


def _household_demand(economy: Economy) -> float:
    """Return what households spend on AI this month: Bass adoption among those whom it can serve.

    dF = (p + q F) (potential - F), potential = notice * logistic(ln level); the rest of the world's
    stated rule. They never spend more than the ceiling of a market. Returns usd. Source: Bass with mass media,
    literature block 1.
    """
    p, posted = economy.parameters, economy.posted
    level = np.log(posted.technology[AI])
    potential = posted.notice * useful(economy)
    step = (p.ai_first_users + p.ai_word_of_mouth * posted.users) * (potential - posted.users) / 12.0
    posted.users = float(np.clip(posted.users + step, 0.0, 1.0))
    spend = p.ai_spend_per_user_usd * np.exp(p.ai_spend_elasticity * (level - p.ai_use_threshold))
    spend = spend * np.exp(p.market_fruit * economy.fruit() - 0.5 * posted.efficiency)
    spend = spend * economy.prices()
    most = p.market_ceiling * economy.world_product()
    return float(min(p.households_bn * 1e9 * posted.users * spend, most) / 12.0)


def _sell_startups(economy: Economy) -> None:
    p, startups, posted, month = economy.parameters, economy.startups, economy.posted, economy.month
    rows = startups.rows
    field = startups.field[rows]
    economy.ledger.pay("start-up sales", OUTSIDE, ("startups", rows), startups.revenue[rows] / 12.0)
    luck = economy.chance.normal("sales of start-ups", month, startups.size)[rows]
    sales = startups.ask(
        Startup.next_revenue,
        rows,
        economy.prices(),
        room=posted.room()[field],
        advance=posted.advance[field],
        draw=luck,
    )
    startups.revenue[rows] = np.minimum(sales, posted.market[field])  # nobody sells more than its field buys
    grown = p.market_by_technology * np.log(posted.technology[: len(FIELDS)])
    grown = grown + p.market_growth * (month + 1) / 12.0
    grown[AI] += p.market_fruit * economy.fruit()
    grown[CLEAN_ENERGY] += _customers_won(economy)
    posted.market = _market(economy, np.exp(grown))
    posted.graduates *= 1.0 - p.graduate_wear / 12.0
    posted.sales = np.bincount(field, startups.revenue[rows], len(FIELDS))
    posted.invested = np.bincount(field, startups.raised[rows], len(FIELDS))


def _customers_won(economy: Economy) -> float:
    """Return by how much clean energy's market grew because it got cheaper than what it replaces, log.

    The share of buyers is a logit in log cost: 1 / (1 + (cost / parity)^gamma). Source: share logits of energy models.
    """
    p, cost = economy.parameters, np.array([economy.posted.clean_cost, 1.0])
    now, before = -np.log1p((cost / p.clean_parity) ** p.clean_market_response)
    return float(now - before)


def _market(economy: Economy, grown: np.ndarray) -> np.ndarray:
    """Return what the world would buy of each field, usd a year: no field grows beyond its part of the world's product.

    M = O g / (1 + O (g - 1) / C), g what the market O of January 2015 grew by without a ceiling C.
    """
    opening = economy.opening_market
    ceiling = np.maximum(economy.parameters.market_ceiling * economy.world_product(), opening)
    return opening * grown / (1.0 + opening * (grown - 1.0) / ceiling)


def _sell_ordinary(economy: Economy) -> None:
    """Pay for what the unmodelled world buys, less what it costs to make."""
    p, ledger, posted = economy.parameters, economy.ledger, economy.posted
    firms, scalers, vendors = economy.incumbents, economy.hyperscalers, economy.chip_vendors
    sales = firms.revenue / 12.0
    ledger.pay("sales", HOUSEHOLDS, ("incumbents", firms.rows), sales + firms.benefit / 12.0)
    ledger.pay_within(
        "wages and inputs", ("incumbents", firms.rows), HOUSEHOLDS, sales * (1.0 - firms.margin)
    )
    core = scalers.core_revenue / 12.0
    ledger.pay("sales", OUTSIDE, ("hyperscalers", scalers.rows), core)
    ceiling = p.load_ceiling * economy.prices()
    posted.general_load *= float(np.exp(p.load_growth * (1.0 - posted.general_load / ceiling) / 12.0))
    cloud = scalers.ask(Hyperscaler.ordinary_cloud, scalers.rows) / 12.0
    ledger.pay("cloud", OUTSIDE, ("hyperscalers", scalers.rows), cloud)
    scalers.cloud_sales[:] += cloud
    ledger.pay("sales", OUTSIDE, ("chip_vendors", vendors.rows), vendors.other_sales / 12.0)


def settle(economy: Economy) -> None:
    """Wages, bills, interest, tax, dividends, wear; researchers spend what exceeds their buffer."""
    _wages(economy)
    _bills(economy)
    _hyperscaler_accounts(economy)
    _vendor_accounts(economy)
    firms = economy.incumbents
    profit = firms.revenue / 12.0 * firms.margin + firms.benefit / 12.0 - economy.desk.on_programmes
    if len(economy.desk.channel):
        profit = profit + economy.desk.channel
    rate = float(economy.history.policy_rate[economy.month])
    interest = firms.loan * (rate + firms.ask(Incumbent.spread, firms.rows, share_speaking(economy))) / 12.0
    ledger = economy.ledger
    paid = ledger.pay_within("interest", ("incumbents", firms.rows), ("bank", 0), np.maximum(interest, 0.0))
    _bank_pays_out(economy, int(paid.sum()))
    note_arrears(economy, "incumbents", interest, paid)
    ledger.repay(("incumbents", firms.rows), np.minimum(firms.loan / LOAN_MONTHS, ledger.usd("incumbents")))
    firms.earned[:] = economy.listed_part * (profit - interest)
    pay_dividends(economy, "incumbents", firms.rows, firms.ask(Incumbent.dividend, firms.rows))
    researchers, rows = economy.researchers, economy.researchers.rows
    economy.ledger.pay(
        "consumption", ("researchers", rows), OUTSIDE, researchers.ask(Researcher.consumption, rows)
    )
    _circulate(economy)
    _grow(economy)


def _grow(economy: Economy) -> None:
    """What the unmodelled world buys grows, once this month's sales stand in the accounts."""
    p, scalers = economy.parameters, economy.hyperscalers
    ordinary = ordinary_growth(p)
    fade = np.exp(-p.core_growth_fade * economy.month / 12.0)
    growth = p.nominal_growth + (ordinary["hyperscalers"] - p.nominal_growth) * fade
    if float(scalers.core_revenue.sum()) > LARGEST_CORE * economy.world_product():
        growth = min(growth, p.nominal_growth)
    scalers.core_revenue[:] *= np.exp(growth / 12.0)
    economy.incumbents.revenue[:] *= np.exp(ordinary["incumbents"] / 12.0)
    economy.chip_vendors.other_sales[:] *= np.exp(ordinary["chip_vendors"] / 12.0)


LOAN_MONTHS, SPARE_MONTHS, CASH_MONTHS, FLOW_MONTHS = 36.0, 36.0, 6.0, 6.0
"""An incumbent's loan runs down over the first, a vendor pays out cash that it can spare over the second and keeps the third of sales,
and a hyperscaler's view of its cash flow follows over the fourth. Assumed."""

LARGEST_CORE = 0.1
"""Part of the world's product beyond which the hyperscalers' other business grows no faster than it; 2% in the base."""


def _circulate(economy: Economy) -> None:
    """The rest of the world's stated rule: money grows with income, and households keep their part of it.

    Outside firms borrow from the bank so that the money of both grows at the nominal rate. Households
    spend a quarter of what they hold above their part on other goods; where they hold less, outside
    firms pay it to them as wages for everything that is not modelled.
    """
    ledger, growth = economy.ledger, economy.parameters.nominal_growth
    usual = opening().household_deposits_usd * np.exp(growth * economy.month / 12.0)
    ledger.lend(OUTSIDE, np.maximum(2.0 * usual * growth / 12.0, 0.0))
    above = float(ledger.usd("households")[0]) - usual
    ledger.pay("other goods", HOUSEHOLDS, OUTSIDE, max(above, 0.0) / 4.0)
    ledger.pay("other wages", OUTSIDE, HOUSEHOLDS, max(-above, 0.0) / 4.0)


def _wages(economy: Economy) -> None:
    """Employers pay into the payroll of each job; the payroll pays researchers by skill, to the last cent."""
    ledger, desk = economy.ledger, economy.desk
    pay, startups, rows = desk.pay, economy.startups, economy.startups.rows
    job = JOB_OF_FIELD[startups.field[rows]]
    cents = np.zeros(len(JOBS), dtype=np.int64)
    paid = ledger.pay_within("wages", ("startups", rows), PAYROLL, startups.staff[rows] * pay[job] / 12.0)
    np.add.at(cents, job, paid)
    for name, people, wage in (
        ("labs", economy.labs.staff, economy.labs.wage),
        ("hyperscalers", economy.hyperscalers.ai_staff, pay[AI_INDUSTRY]),
        ("incumbents", economy.incumbents.ai_staff, pay[AI_INDUSTRY]),
    ):
        ids = economy.populations[name].rows
        due = people[ids] * np.broadcast_to(wage, people.shape)[ids] / 12.0
        cents[AI_INDUSTRY] += ledger.pay_within("wages", (name, ids), PAYROLL, due).sum()
    young = np.bincount(job, startups.staff[rows], len(JOBS))
    outside = np.maximum(desk.supply - young, 0.0) * pay / 12.0
    outside[AI_INDUSTRY] = 0.0
    cents += ledger.pay("wages", OUTSIDE, ("payroll", np.zeros(len(JOBS), dtype=np.int64)), outside)
    _pay_out(economy, cents)


def _pay_out(economy: Economy, cents: np.ndarray) -> None:
    researchers, rows = economy.researchers, economy.researchers.rows
    job = researchers.job[rows]
    nobody = np.bincount(job, minlength=len(JOBS)) == 0
    economy.ledger.pay("wages", PAYROLL, OUTSIDE, cents=int(cents[nobody].sum()))
    got = split_groups(np.where(nobody, 0, cents), job, researchers.skill[rows])
    economy.ledger.pay("wages", PAYROLL, ("researchers", rows), cents=got)
    researchers.pay[rows] = 0.12 * got / researchers.people[rows]


def _bills(economy: Economy) -> None:
    """Start-ups, labs and incumbents pay for the rest of their plans, and for living."""
    p, ledger, startups, labs, firms = (
        economy.parameters,
        economy.ledger,
        economy.startups,
        economy.labs,
        economy.incumbents,
    )
    rows = startups.rows
    field = startups.field[rows]
    good = wanted(economy)
    price = economy.desk.compute_for_work
    bought = np.where(
        field == AI, compute_share(price, p.startup_compute_share, p) + good * p.startup_model_share, 0.0
    )
    rest = np.maximum(1.0 - bought - p.startup_research_share, 0.0) * startups.spending[rows]
    ledger.pay_within("rent and services", ("startups", rows), OUTSIDE, rest)
    rows = labs.rows
    rest = np.maximum(1.0 - p.lab_compute_share - p.lab_staff_share, 0.0) * labs.spending[rows]
    ledger.pay_within("rent and services", ("labs", rows), OUTSIDE, rest)
    used = (
        compute_share(price, p.project_compute_share, p)
        + good * p.project_model_share
        + p.project_staff_share
    )
    rest = max(1.0 - used, 0.0) * firms.budget
    ledger.pay_within("consultants", ("incumbents", firms.rows), OUTSIDE, rest)
    unfilled = p.project_staff_share * firms.budget - firms.ai_staff * economy.desk.pay[AI_INDUSTRY] / 12.0
    economy.desk.on_programmes = firms.budget - np.maximum(unfilled, 0.0)
    firms.spent[:] += economy.desk.on_programmes
    economy.desk.ai_spend = float(economy.desk.on_programmes.sum())
    asked_again.spent_on_programmes(economy)


def _hyperscaler_accounts(economy: Economy) -> None:
    p, scalers, ledger = economy.parameters, economy.hyperscalers, economy.ledger
    who, core = ("hyperscalers", scalers.rows), scalers.core_revenue / 12.0
    wages = scalers.ai_staff * economy.desk.pay[AI_INDUSTRY] / 12.0
    costs = (
        np.maximum((1.0 - scalers.cash_margin) * core - wages, 0.0) + p.cloud_cost_share * scalers.cloud_sales
    )
    ledger.pay_within("running costs", who, OUTSIDE, costs)
    rate = float(economy.history.policy_rate[economy.month]) + p.loan_spread
    interest = scalers.debt * rate / 12.0
    paid = ledger.pay_within("interest", who, ("bank", 0), interest)
    note_arrears(economy, "hyperscalers", interest, paid)
    wear = {"plant": p.plant_wear, "chips": p.chip_wear, "halls": p.plant_wear}
    worn = np.zeros(scalers.size)
    for asset, speed in wear.items():
        worn += ledger.depreciate(asset, who, ledger.real(asset, "hyperscalers") * (speed / 1200.0)) / 100.0
    scalers.plant[:] *= 1.0 - p.plant_wear / 12.0
    scalers.compute[:] *= 1.0 - p.chip_retirement / 12.0
    profit = core + scalers.cloud_sales + economy.desk.granted - costs - wages - interest
    tax, scalers.earned[:] = tax_and_earnings(profit, worn + scalers.without_cash * core)
    ledger.pay_within("tax", who, OUTSIDE, tax)
    flow = profit - tax - _sold_without_cash(economy)
    scalers.operating_cash_flow[:] += (flow - scalers.operating_cash_flow) / FLOW_MONTHS
    _borrow_and_pay_out(economy, flow)
    _bank_pays_out(economy, int(paid.sum()))


def _sold_without_cash(economy: Economy) -> np.ndarray:
    """Return AI cloud sold against its own credits and on terms, less earlier bills collected, usd by hyperscaler."""
    desk = economy.desk
    return np.asarray(desk.credits.sum(axis=0) + desk.on_terms - desk.collected)


def _bank_pays_out(economy: Economy, cents: int) -> None:
    """The bank keeps interest until it has made good the loans it lost, and pays the rest to households."""
    kept = min(cents, round(100.0 * economy.posted.bank_loss))
    economy.posted.bank_loss -= kept / 100.0
    economy.ledger.pay("bank dividends", ("bank", 0), HOUSEHOLDS, cents=cents - kept)


def _borrow_and_pay_out(economy: Economy, flow: np.ndarray) -> None:
    """Capex beyond cash flow and spare cash is borrowed; loans run down; part of what is spare is paid out."""
    p, scalers, ledger, desk = economy.parameters, economy.hyperscalers, economy.ledger, economy.desk
    who = ("hyperscalers", scalers.rows)
    capex = desk.plant_capex + desk.chip_capex
    buffer = p.cash_buffer_months * scalers.core_revenue / 12.0
    spare = (ledger.usd("hyperscalers") - buffer) / 12.0
    ledger.lend(who, np.maximum(capex - flow - np.maximum(spare, 0.0), 0.0))
    cash = ledger.usd("hyperscalers")
    ledger.repay(who, np.minimum(scalers.debt / (12.0 * p.loan_years), cash))
    left = np.maximum(flow - capex, 0.0) + np.maximum(spare, 0.0)
    pay_dividends(economy, "hyperscalers", scalers.rows, p.payout_share * left)


def _vendor_accounts(economy: Economy) -> None:
    p, vendors, ledger, desk = economy.parameters, economy.chip_vendors, economy.ledger, economy.desk
    who = ("chip_vendors", vendors.rows)
    sales = vendors.sales + vendors.other_sales / 12.0
    running = p.vendor_research_share * vendors.sales + p.vendor_other_cost * vendors.other_sales / 12.0
    making = (1.0 - p.vendor_margin) * vendors.other_sales / 12.0
    ledger.pay_within("running costs", who, OUTSIDE, running + making)
    profit = sales - desk.making - running - making
    tax, vendors.earned[:] = tax_and_earnings(profit, vendors.without_cash * vendors.other_sales / 12.0)
    ledger.pay_within("tax", who, OUTSIDE, tax)
    spare = np.maximum(ledger.usd("chip_vendors") - CASH_MONTHS * sales, 0.0)
    paid = np.minimum(spare, p.payout_share * np.maximum(profit - tax, 0.0) + spare / SPARE_MONTHS)
    pay_dividends(economy, "chip_vendors", vendors.rows, paid)
