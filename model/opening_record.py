"""What is posted in January 2015, and what later months compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.venture_fund import VentureFund
from agents.vocabulary import FIELDS, JOBS
from model.abstention import playing
from model.history import opening
from model.ideas import opening_advance
from model.network import watch_co_investors

if TYPE_CHECKING:
    from model.economy import Economy


ENTRY_RATE = 0.063
"""New researchers a year over all researchers: growth of 3.3% and careers of thirty-three years."""


def post(economy: Economy) -> None:
    """Post the conditions of January 2015, set funds' leanings to its record, note what later months compare with."""
    p, world, posted = economy.parameters, opening(), economy.posted
    startups = economy.startups
    posted.money = world.by("vc_usd_{}", FIELDS)
    posted.asked = posted.money.copy()
    posted.usual_money = posted.money.copy()
    posted.sales = np.bincount(startups.field, startups.revenue, len(FIELDS))
    posted.invested = np.bincount(startups.field, startups.raised, len(FIELDS))
    posted.graduates = GRADUATES * posted.sales
    posted.market = (posted.sales + posted.graduates) / (1.0 - p.market_room)
    posted.usual_pay = world.by("pay_{}_usd", JOBS)
    posted.pay = posted.usual_pay.copy()
    posted.posts = world.by("researchers_{}", JOBS)
    posted.advance = opening_advance(p)
    posted.science_past = -posted.advance[-1] / 12.0 * np.arange(len(posted.science_past))
    posted.science_then = float(posted.science_past[p.science_lag_months - 1])
    posted.chip_cost = 1.0 - p.vendor_margin
    posted.chips_made = 1.2 * world.ai_compute_value_usd
    _lean(economy, posted.money / posted.money.sum())
    _note(economy)


def _lean(economy: Economy, record: np.ndarray) -> None:
    """Shift all funds' leanings by one number per field so that together they choose the record of 2015.

    Funds lean towards fields for reasons that do not change (they specialise). What they see at the
    opening is taken out once; a few rounds of iterative proportional fitting find the shift.
    """
    funds, posted = economy.funds, economy.posted
    rows = np.flatnonzero(funds.patient == 0)
    weight = funds.usual_pledge[rows] / funds.usual_pledge[rows].sum()
    for _ in range(60):
        shares = funds.ask(VentureFund.field_shares, rows, posted.payback())
        funds.leaning[rows] += np.log(record / (weight[:, None] * shares).sum(axis=0))
        funds.recent[rows] = shares * funds.usual_pledge[rows, None] * 12.0
        watch_co_investors(funds, economy.co_investors)


def _note(economy: Economy) -> None:
    """Keep what later months compare with."""
    p, world, posted = economy.parameters, opening(), economy.posted
    scalers, vendors = economy.hyperscalers, economy.chip_vendors
    economy.opening_evidence = posted.evidence
    economy.opening_market = posted.market.copy()
    economy.opening_plant = economy.hyperscalers.plant.copy()
    economy.opening_chips = posted.chips_made
    economy.opening_other_capex = world.other_dc_capex_usd
    economy.order_book = np.zeros((scalers.size + 1, vendors.size))
    half = 0.5 * float(vendors.sales.sum()) / p.chip_share_of_ai_capex
    scalers.ai_capex[:] = half * scalers.compute / scalers.compute.sum() * playing(economy, "hyperscalers")
    posted.ai_capex, posted.outside_ai_capex = float(scalers.ai_capex.sum()), half
    posted.outside_halls = float(economy.ledger.real("halls", "hyperscalers").sum()) / 100.0
    posted.halls = 2.0 * posted.outside_halls
    graduates = 5.0 * ENTRY_RATE * (world.researchers_ai_industry + world.researchers_ai_academia)
    share = world.new_ai_phds_to_industry_share
    economy.graduates = graduates * np.array([share, 1.0 - share])
    economy.usual_posts = posted.posts.copy()
    economy.people_per_researcher = world.researchers / p.researcher_agents
    number = np.bincount(economy.startups.field[economy.startups.rows], minlength=len(FIELDS))
    economy.usual_entry = number * TURNOVER / 12.0
    economy.usual_mentors = (
        world.researchers_ai_academia,
        world.researchers_ai_academia + world.researchers_basic_science,
    )
    of_science = (
        ("ai_industry", "ai_academia"), ("clean_energy",), ("biotech",), ("other",), ("other",), ("basic_science",)
    )  # fmt: skip
    economy.usual_talent = np.array([sum(world[f"researchers_{job}"] for job in jobs) for jobs in of_science])


GRADUATES = 2.0
"""Sales of start-ups sold before 2015 over sales of living ones: what buyers go on selling."""

TURNOVER = 0.17
"""Share of start-ups that exit or close in an ordinary year, and are replaced."""
