"""The world of January 2015: every kind at its starting position, every account opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.chip_vendor import ChipVendor
from agents.government import Government
from agents.hyperscaler import Hyperscaler
from agents.incumbent import Incumbent
from agents.investor import Investor
from agents.lab import Lab
from agents.listed import LEVEL_OVER_GROWTH
from agents.narrator import Narrator
from agents.population import Population
from agents.researcher import Researcher
from agents.startup import Startup
from agents.venture_fund import VentureFund
from agents.vocabulary import AI_ACADEMIA, AI_INDUSTRY, FIELDS, JOBS, PURSES, VOICES
from model.chance import WHOLE_RUN
from model.evidence import publish
from model.history import LONGEST_RUN, opening
from model.network import arrivals
from model.opening_firms import incumbents
from model.opening_market import FIRMS, governments, investors, list_firms, listeners, narrators
from model.opening_record import ENTRY_RATE, post
from model.stakes import stakes_by_field
from model.sums import parts

if TYPE_CHECKING:
    from model.economy import Economy
    from model.parameters import Parameters

YEARS_RAISED = 2.5
"""Money in living start-ups, in years of money raised: two rounds, the last one eighteen months long. Assumed."""

BACKERS = ("households", "outside_firms", "outside_firms")
"""Who pledges money to each purse: savers, unmodelled companies, states (kept with outside firms)."""

BEFORE_THE_FIRST = -1
"""The month that the opening balances are booked in."""

REST_OF_WORLD = ("households", "outside_firms")
"""Kinds that are never short of money: what they lack for a payment the bank lends them."""

SHARES_AT_FOUNDING = 1_000_000_000
ENTRANT_SLOTS = 12
"""Potential start-ups a month and field, for each 1,024 start-up agents at the opening."""

MAKE = {
    "funds": VentureFund,
    "startups": Startup,
    "researchers": Researcher,
    "incumbents": Incumbent,
    "hyperscalers": Hyperscaler,
    "labs": Lab,
    "chip_vendors": ChipVendor,
    "investors": Investor,
    "narrators": Narrator,
    "governments": Government,
}


def found(economy: Economy) -> None:
    """Build every kind and open every account at the position of January 2015."""
    economy.populations = {name: Population(kind, economy.parameters) for name, kind in MAKE.items()}
    for name, population in economy.populations.items():
        setattr(economy, name, population)
    _open_outside(economy)
    publish(economy)
    for make in (_researchers, _funds, _startups, _labs, _hyperscalers, _chip_vendors, incumbents):
        make(economy)
    _patient_fund(economy)
    for make in (narrators, list_firms, investors, governments, listeners):
        make(economy)
    economy.funds.book[:] = stakes_by_field(economy)
    post(economy)
    economy.ledger.close_month(BEFORE_THE_FIRST)


def _open_outside(economy: Economy) -> None:
    world, ledger = opening(), economy.ledger
    for kind in ("households", "outside_firms", "bank", "payroll"):
        ledger.open(kind, 1)
    ledger.endow(("households", 0), world.household_deposits_usd)
    ledger.endow(("outside_firms", 0), world.household_deposits_usd)


def _new(economy: Economy, name: str, count: int) -> tuple[Population, np.ndarray]:
    population = economy.populations[name]
    room = numbered(count) if name in ("startups", "researchers") else count
    population.reserve(room)
    economy.ledger.open(name, room)
    return population, np.arange(count)


def numbered(count: int) -> int:
    """Return the first number of later entrants: a round one, so that one more at the opening shifts nobody's luck."""
    return -(-count // 1024) * 1024


def _funds(economy: Economy) -> None:
    p, world, chance = economy.parameters, opening(), economy.chance
    funds, rows = _new(economy, "funds", p.fund_agents)
    purse = np.array([0, 0, 0, 1, 0, 0, 2, 0, 1, 0])[rows % 10]
    part = parts(np.exp(0.8 * chance.normal("fund size", WHOLE_RUN, len(rows))), purse)
    yearly = world.by("vc_usd_{}", PURSES)
    field_money = world.by("vc_usd_{}", FIELDS)
    shares = np.broadcast_to(field_money / field_money.sum(), (len(rows), len(FIELDS)))
    taste = p.fund_specialisation * chance.normal("fund leaning", WHOLE_RUN, len(rows), len(FIELDS))
    funds.enter(
        rows,
        purse=purse,
        rate_aversion=np.array([p.rate_aversion, p.corporate_rate_aversion, p.sovereign_rate_aversion])[
            purse
        ],
        track_appetite=p.track_appetite * np.array([1.0, 1.0, 0.4])[purse],
        usual_pledge=part * yearly[purse] / 12.0,
        marks=np.full((len(rows), len(FIELDS)), p.usual_growth_of_marks),
        seen_marks=np.full((len(rows), len(FIELDS)), p.usual_growth_of_marks),
        track=p.usual_growth_of_marks,
        recent=shares * (part * yearly[purse])[:, None],
        leaning=np.log(shares) + taste,
    )
    dry_powder = part * yearly[purse] * world.funds_uncalled_usd / world.vc_usd_funds
    backer = np.array(BACKERS)
    for name in sorted(set(BACKERS)):
        mine = rows[backer[purse] == name]
        economy.ledger.grant("commitment", ("funds", mine), (name, 0), dry_powder[mine])
    economy.co_investors = arrivals(
        chance.uniform("co-investors", WHOLE_RUN, len(rows) * p.co_investors).reshape(-1, p.co_investors),
        p.co_investors,
    )


def _patient_fund(economy: Economy) -> None:
    """A public fund that invests as the record of 2015 and listens to nobody; without money unless a parameter says so."""
    p, funds = economy.parameters, economy.funds
    row = np.array([funds.size])
    funds.reserve(funds.size + 1)
    economy.ledger.open("funds", 1)
    money = opening().by("vc_usd_{}", FIELDS)
    funds.enter(
        row,
        patient=1,
        purse=PURSES.index("sovereign"),
        usual_pledge=p.patient_capital_usd / 12.0,
        leaning=np.log(money / money.sum()),
    )
    economy.co_investors = np.concatenate((economy.co_investors, economy.co_investors[:1]))


def _hold(economy: Economy, kind: str, rows: np.ndarray, value: np.ndarray, outside_share: float) -> None:
    """Give the shares of `rows` to three funds each and the rest to households (founders and angels)."""
    funds = economy.funds
    luck = economy.chance.uniform(f"opening holders of {kind}", WHOLE_RUN, 3 * len(rows)).reshape(-1, 3)
    size = np.cumsum(funds.usual_pledge)
    holders = np.searchsorted(size, luck * size[-1])
    mine = np.floor(SHARES_AT_FOUNDING * (1.0 - outside_share) / 3.0)
    for k in range(3):
        units = np.full(len(rows), mine, dtype=np.int64)
        economy.ledger.grant(
            "share", ("funds", holders[:, k]), (kind, rows), value * mine / SHARES_AT_FOUNDING, units=units
        )
    rest = np.full(len(rows), SHARES_AT_FOUNDING - 3 * int(mine), dtype=np.int64)
    economy.ledger.grant(
        "share", ("households", 0), (kind, rows), value * rest / SHARES_AT_FOUNDING, units=rest
    )


def _startups(economy: Economy) -> None:
    p, world, chance = economy.parameters, opening(), economy.chance
    startups, rows = _new(economy, "startups", p.startup_agents)
    money = world.by("vc_usd_{}", FIELDS)
    ladder = np.cumsum(np.sqrt(money) / np.sqrt(money).sum())
    start = chance.uniform("start-up field", WHOLE_RUN, 1)[0]
    field = np.searchsorted(ladder, (rows * 0.6180339887498949 + start) % 1.0)
    age = np.floor(84.0 * chance.uniform("start-up age", WHOLE_RUN, len(rows))).astype(np.int64)
    size = parts(np.exp(0.9 * chance.normal("start-up size", WHOLE_RUN, len(rows)) + age / 36.0), field)
    weight = size * (money / money.sum())[field]
    number = np.maximum(np.bincount(field, minlength=len(FIELDS)), 1)
    economy.startup_scales = 900.0 * money / money.sum() / number
    raised = world.vc_usd * YEARS_RAISED * parts(np.sqrt(size), field) * (money / money.sum())[field]
    revenue = world.startups_revenue_usd * weight
    burn = world.startups_cash_usd * weight * 2.0 / (p.round_months + p.round_runway_months - 2.0)
    # A month less than the round leaves, so that in the first month as many are due for money as in any other.
    due = chance.uniform("runway", WHOLE_RUN, len(rows))
    runway = p.round_runway_months - 1.0 + (p.round_months - p.round_runway_months) * due
    cash = burn * runway
    startups.enter(
        rows, field=field, founded=-age, revenue=revenue, raised=raised, units=SHARES_AT_FOUNDING,
        burn=burn, spending=revenue / 12.0 + burn, scale=economy.startup_scales[field], promise=p.promise_value * raised,
    )  # fmt: skip
    value = startups.ask(Startup.pre_money, rows, pressure=np.ones(len(rows)))
    startups.price[rows] = value / SHARES_AT_FOUNDING
    economy.ledger.endow(("startups", rows), cash)
    _hold(economy, "startups", rows, value, 1.0 - world.funds_stakes_usd / world.startups_value_usd)
    economy.entrant_slots = ENTRANT_SLOTS * numbered(p.startup_agents) // 1024


def _labs(economy: Economy) -> None:
    p, world, chance = economy.parameters, opening(), economy.chance
    labs, rows = _new(economy, "labs", p.lab_agents)
    part = 1.0 / (1.0 + rows) * np.exp(0.2 * chance.normal("lab size", WHOLE_RUN, len(rows)))
    part = part / part.sum()
    value = world.labs_value_usd * part
    labs.enter(
        rows, capability=np.exp(-0.05 * rows), progress=p.technology * p.ai_growth_2015,
        spending=world.labs_cost_usd * part / 12.0, burn=world.labs_cost_usd * part / 12.0, staff=world.labs_staff * part, wage=world.pay_ai_industry_usd,
        raised=value / 2.0, promise=value, units=SHARES_AT_FOUNDING, price=value / SHARES_AT_FOUNDING,
    )  # fmt: skip
    economy.ledger.endow(("labs", rows), world.labs_cash_usd * part)
    _hold(economy, "labs", rows, value, 0.4)


def _hyperscalers(economy: Economy) -> None:
    p, world = economy.parameters, opening()
    hyperscalers, rows = _new(economy, "hyperscalers", p.hyperscaler_agents)
    firm = rows % len(FIRMS)
    each = 1.0 / np.bincount(firm, minlength=len(FIRMS))[firm]
    cash_flow, capex, cash, debt, cloud = (
        world.by("{}_" + item, FIRMS)[firm] * each
        for item in ("operating_cash_flow_usd", "capex_usd", "cash_usd", "debt_usd", "cloud_revenue_usd")
    )
    growth = p.load_growth * (1.0 - 1.0 / p.load_ceiling)
    plant = capex / (p.plant_wear + growth)
    compute = world.ai_compute_value_usd / 2.0 * cash_flow / cash_flow.sum()
    halls = 1.0 / p.chip_share_of_ai_capex - 1.0
    cost = p.chip_wear + p.plant_return + halls * (p.plant_wear + p.plant_return)
    rent = cost / (1.0 - p.cloud_cost_share) / p.target_utilisation / 12.0
    used = compute * p.target_utilisation
    hyperscalers.enter(
        rows, core_revenue=cash_flow / p.cash_margin, cash_margin=p.cash_margin, plant=plant, compute=compute,
        expected_load=plant * np.exp(-growth / 12.0), load_growth=growth, ai_demand=used * _smoothed(p), ai_seen=used, ai_growth=GROWTH_SEEN,
        utilisation=p.target_utilisation, compute_price=rent,
        operating_cash_flow=cash_flow / 12.0, returns=1.0, capex=capex / 12.0, loyalty=0.5 * cloud / cloud.sum() + 0.5 / len(rows),
    )  # fmt: skip
    economy.posted.opening_rent = float(hyperscalers.compute_price[0])
    economy.ledger.endow(("hyperscalers", rows), cash - debt)
    economy.ledger.lend(("hyperscalers", rows), debt)
    economy.ledger.endow_asset("plant", ("hyperscalers", rows), plant)
    economy.ledger.endow_asset("chips", ("hyperscalers", rows), compute)
    economy.ledger.endow_asset("halls", ("hyperscalers", rows), halls * compute)


GROWTH_SEEN = 0.5
"""Growth of the demand for AI compute and of orders for chips that owners and vendors have learned by January 2015, 1/year.
Assumed, near what the base then has."""


def _smoothed(p: Parameters) -> float:
    """Return the smoothed level over what is seen, where that grows as `GROWTH_SEEN` says."""
    return float(np.exp(-GROWTH_SEEN / (12.0 * LEVEL_OVER_GROWTH * p.growth_learning)))


def _chip_vendors(economy: Economy) -> None:
    p, world = economy.parameters, opening()
    vendors, rows = _new(economy, "chip_vendors", p.chip_vendor_agents)
    rivals = max(len(rows) - 1, 1)

    def split(leader: str, rest: str) -> np.ndarray:
        return np.where(rows == 0, world[f"vendor_leader_{leader}"], world[f"vendor_rivals_{rest}"] / rivals)

    sales = split("dc_revenue_usd", "dc_revenue_usd") / 12.0
    quality = np.where(rows == 0, 1.0, 0.75)
    units = sales * quality  # a unit costs a dollar at the leader, and more where quality is less
    usual = units * _smoothed(p)
    vendors.enter(
        rows, quality=quality, following=1.0, taken=1.0, capacity=usual * np.exp(GROWTH_SEEN * p.vendor_lead_years), order_growth=GROWTH_SEEN, orders=usual, orders_seen=units,
        margin=p.vendor_margin, unit_cost=(1.0 - p.vendor_margin) / quality, sales=sales, other_sales=split("other_revenue_usd", "other_revenue_usd"),
    )  # fmt: skip
    # Buyers chose by more than value for money: what else they saw in each vendor gives it its part of the record.
    following = units / vendors.ask(ChipVendor.attraction, rows)
    vendors.following[rows] = following / following[0]
    economy.ledger.endow(("chip_vendors", rows), split("cash_usd", "cash_usd"))


def _researchers(economy: Economy) -> None:
    p, world, chance = economy.parameters, opening(), economy.chance
    count, first = p.researcher_agents, numbered(p.researcher_agents)
    most = np.exp(world.researchers_growth * LONGEST_RUN / 12.0)
    economy.cohort_slots = int(np.ceil(most * first * ENTRY_RATE / 12.0))
    researchers, rows = _new(economy, "researchers", count)
    everyone = first + economy.cohort_slots * p.training_months
    researchers.reserve(everyone)
    ids = np.arange(everyone)
    shares = world.by("researchers_{}", JOBS) / world.researchers
    start = chance.uniform("first job", WHOLE_RUN, 1)[0]
    # The golden ratio spreads jobs evenly, so that proportions hold at any number of agents.
    job = np.searchsorted(np.cumsum(shares), (ids * 0.6180339887498949 + start) % 1.0 * (1 - 1e-12))
    researchers.table["job"][ids] = job
    researchers.table["trained"][ids] = np.where((job == AI_INDUSTRY) & (ids >= first), AI_ACADEMIA, job)
    researchers.table["skill"][ids] = np.exp(p.skill_spread * chance.normal("skill", WHOLE_RUN, everyone))
    researchers.table["taste"][ids] = p.taste_spread * chance.normal(
        "taste for jobs", WHOLE_RUN, everyone, len(JOBS)
    )
    researchers.table["due"][ids] = np.maximum(NOT_DUE, (ids - first) // economy.cohort_slots)
    people, pay = world.researchers / count, world.by("pay_{}_usd", JOBS)[job[:count]]
    skill = researchers.table["skill"][rows]
    pay = pay * np.bincount(job[rows], minlength=len(JOBS))[job[rows]] * parts(skill, job[rows])
    researchers.enter(rows, people=people, pay=pay)
    economy.ledger.endow(("researchers", rows), (p.buffer_months + 1.0) / 12.0 * pay * people)
    links = p.colleagues_per_researcher
    luck = chance.uniform("colleagues", WHOLE_RUN, everyone * links).reshape(-1, links)
    economy.colleagues = arrivals(luck, links, job)
    any_job = np.floor(luck[count:] * first).astype(np.int64)  # who trains watches people of all jobs at work
    while (far := any_job >= count).any():
        any_job = np.where(far, any_job // 2, any_job)
    economy.colleagues[count:] = any_job


NOT_DUE = -1


def enrol(economy: Economy, rows: np.ndarray) -> None:
    """Give the numbered entrants of this month their traits and whom they watch: people of all jobs at work now.

    Luck is drawn by (month, slot), so nobody else's changes.
    """
    p, researchers, chance, month = economy.parameters, economy.researchers, economy.chance, economy.month
    luck = chance.normal("taste for jobs", month, len(rows), len(JOBS))
    researchers.table["taste"][rows] = p.taste_spread * luck
    researchers.table["skill"][rows] = np.exp(p.skill_spread * chance.normal("skill", month, len(rows)))
    links, working = p.colleagues_per_researcher, researchers.rows
    place = chance.uniform("colleagues", month, len(rows) * links).reshape(-1, links) * len(working)
    luck = chance.normal("exposure of researchers", month, len(rows), len(VOICES))
    researchers.table["exposure"][rows] = np.exp(0.4 * luck - 0.08)
    watched = working[place.astype(np.int64)]
    for column in ("evidence", "excess", "fear"):
        researchers.table[column][rows] = researchers.table[column][watched].mean(axis=1)
    economy.colleagues = np.concatenate((economy.colleagues, watched))
