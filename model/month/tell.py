"""Tell and expect: statements and postings are read, expectations move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.chip_vendor import ChipVendor
from agents.hyperscaler import Hyperscaler
from agents.incumbent import NONE
from agents.lab import Lab
from agents.venture_fund import VentureFund
from model.evidence import count_users, publish
from model.month.listen import listen, speak
from model.network import watch_co_investors

if TYPE_CHECKING:
    from model.economy import Economy

WITH_CASH = (
    "funds",
    "startups",
    "labs",
    "hyperscalers",
    "chip_vendors",
    "incumbents",
    "researchers",
    "investors",
)


def tell(economy: Economy) -> None:
    """Everybody reads its bank statement, what is posted, and what those it watches did last month."""
    ledger = economy.ledger
    for name in WITH_CASH:
        population = economy.populations[name]
        column = population.wealth if name == "researchers" else population.cash
        money = ledger.usd(name)
        column[: len(money)] = money
    economy.funds.uncalled[:] = ledger.value("commitment", "funds") / 100.0
    economy.hyperscalers.debt[:] = ledger.owed("loan", "hyperscalers") / 100.0
    economy.labs.owed[:] = ledger.owed("receivable", "labs") / 100.0
    watch_co_investors(economy.funds, economy.co_investors)
    _watch_rivals(economy)
    watch_peers(economy)
    economy.incumbents.treated[:] = economy.posted.premium_seen
    economy.incumbents.loan[:] = ledger.owed("loan", "incumbents") / 100.0
    _hear_of_technology(economy, float(economy.history.milestone_size[economy.month]))
    _meet_events(economy)
    publish(economy)
    count_users(economy)
    speak(economy)


def watch_peers(economy: Economy) -> None:
    """Show each incumbent how many of the firms it watches use AI, and how many say so."""
    firms, watched = economy.incumbents, economy.peers
    firms.peers_using[:] = np.mean((firms.stage != NONE)[watched], axis=1)
    firms.peers_speaking[:] = np.mean(firms.speaks[watched], axis=1)


def _meet_events(economy: Economy) -> None:
    """Dated events of the scenario: a cheap rival model, silence of the voices, households that buy more of a lab."""
    economy.desk.pulse = np.zeros(economy.labs.size)
    for event in economy.scenario.events:
        if event.month == economy.history.date(economy.month):
            if event.kind == "efficiency":
                economy.posted.efficiency += event.size
            elif event.kind == "silence":
                economy.posted.silence = 1.0
            elif event.kind == "pulse":
                lab = int(np.argmax(economy.labs.revenue)) if event.lab is None else event.lab
                # Nobody sells for a lab that is bankrupt.
                economy.desk.pulse[lab] += event.size * float(economy.labs.alive[lab])


def _watch_rivals(economy: Economy) -> None:
    scalers = economy.hyperscalers
    effort = scalers.ai_capex / np.maximum(scalers.operating_cash_flow, 1.0)
    scalers.rivals_capex[:] = (effort.sum() - effort) / max(scalers.size - 1, 1)


def _hear_of_technology(economy: Economy, milestone: float) -> None:
    """A milestone lifts AI's level and, if it is the largest so far, the public's notice; firms act on it later."""
    p, posted = economy.parameters, economy.posted
    if milestone > 0.0:
        economy.desk.jump = p.milestone_jump * milestone
        posted.technology[0] *= np.exp(economy.desk.jump)
        posted.notice = max(posted.notice, float(np.exp(p.ai_notice_power * np.log(min(milestone, 1.0)))))
    posted.firms_notice += p.firms_notice_speed * (posted.notice - posted.firms_notice)


def expect(economy: Economy) -> None:
    """Expectations move towards what was seen: marks, sales, demand for compute, orders for chips."""
    listen(economy)
    for population, column, rule in (
        (economy.funds, "marks", VentureFund.next_marks),
        (economy.funds, "track", VentureFund.next_track),
        (economy.labs, "growth", Lab.next_growth),
        (economy.labs, "sales_seen", Lab.next_sales_seen),
        (economy.hyperscalers, "ai_growth", Hyperscaler.next_ai_growth),
        (economy.hyperscalers, "ai_demand", Hyperscaler.next_ai_demand),
        (economy.chip_vendors, "order_growth", ChipVendor.next_order_growth),
        (economy.chip_vendors, "orders", ChipVendor.next_orders),
    ):
        rows = population.rows
        population.table[column][rows] = population.ask(rule, rows)
    scalers, load = economy.hyperscalers, economy.opening_plant * economy.posted.general_load
    scalers.load_growth[:] = scalers.ask(Hyperscaler.next_load_growth, scalers.rows, load=load)
    scalers.expected_load[:] = load
