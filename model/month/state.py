"""Invest, the states' half: subsidies, export controls, and the grid that limits new plants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.government import Government
from agents.vocabulary import BLOCS
from model.abstention import playing
from model.opening_market import OUTSIDE_CLOUDS

if TYPE_CHECKING:
    from model.economy import Economy

LEADER, RIVAL = BLOCS.index("united_states"), BLOCS.index("china")


def govern(economy: Economy) -> None:
    """Blocs look at their part of compute and at rivals, set subsidies, and the leader may restrict the rival."""
    p, states, posted = economy.parameters, economy.governments, economy.posted
    rows = states.rows
    states.share[:] = posted.bloc_compute / posted.bloc_compute.sum()
    states.rivals_subsidy[:] = (states.subsidy.sum() - states.subsidy) / (len(rows) - 1)
    spent = 12.0 * (posted.ai_capex + posted.outside_ai_capex)
    importance = min(1.0, spent / (p.matter_of_state * float(states.product.sum())))
    states.subsidy[rows] = states.ask(Government.next_subsidy, rows, importance)
    leader = rows[[LEADER]]
    rival = {"other_share": states.share[[RIVAL]], "held": states.restricted[[RIVAL]]}
    states.restricted[RIVAL] = int(states.ask(Government.restricts, leader, importance, **rival)[0])
    states.product[:] *= np.exp(p.nominal_growth / 12.0)
    states.debt_pressure[:] *= np.exp(-p.nominal_growth / 12.0)  # what was paid counts over today's product
    _collect_and_spend(economy)


def _collect_and_spend(economy: Economy) -> None:
    """Each bloc taxes and spends as much, subsidies first; what is not modelled goes to households."""
    ledger, states, desk = economy.ledger, economy.governments, economy.desk
    who, taxed = ("governments", states.rows), TAXED * states.product / 12.0
    ledger.pay("other tax", ("outside_firms", 0), who, taxed)
    paid = states.subsidy * states.product / 12.0
    states.debt_pressure[:] += paid / states.product
    scalers = economy.hyperscalers
    desk.granted = paid[LEADER] * scalers.ai_demand / scalers.ai_demand.sum()
    ledger.pay("subsidies", ("governments", LEADER), ("hyperscalers", scalers.rows), desk.granted)
    others = states.rows[states.rows != LEADER]
    ledger.pay("subsidies", ("governments", others), ("outside_firms", 0), paid[others])
    ledger.pay_within("public spending", who, ("households", 0), taxed - paid)
    desk.subsidies = float(paid.sum())
    desk.subsidy = paid


TAXED = 0.05
"""Part of product that passes through the modelled budgets."""


def paid_orders(economy: Economy) -> np.ndarray:
    """Return what the leader's subsidy orders of AI compute for its hyperscalers, usd by hyperscaler, beside what they order themselves."""
    part = economy.parameters.subsidy_into_chips * playing(economy, "hyperscalers")
    return np.asarray(part * economy.desk.granted)


def other_orders(economy: Economy, ordinary: float, all_in: float) -> np.ndarray:
    """Return chips ordered by the other clouds, by bloc: as hyperscalers do, more with subsidies, less under control."""
    p, states, subsidy = economy.parameters, economy.governments, economy.desk.subsidy.copy()
    subsidy[LEADER] = 0.0
    wanted = ordinary * OUTSIDE_CLOUDS + p.subsidy_into_chips * subsidy / all_in
    let_through = 1.0 - p.industrial_policy * p.control_bite * states.restricted
    orders = wanted * np.clip(let_through, 0.0, 1.0)
    economy.desk.chips_stopped = p.chip_share_of_ai_capex * all_in * float((wanted - orders).sum())
    return orders


def grid_factor(economy: Economy) -> float:
    """Return what part of new AI halls the grid can connect this month: all of it until it is nearly full.

    The grid grows with ordinary demand by itself; beyond that it has room for AI halls that grows at
    its own pace. Power follows dollars of halls.
    """
    p, posted = economy.parameters, economy.posted
    room = p.grid_room_usd * np.exp(p.grid_growth * (economy.month + 1) / 12.0)
    posted.energy_utilisation = float(posted.halls / room)
    free = np.clip((1.0 - posted.energy_utilisation) / p.grid_margin, 0.0, 1.0)
    return float(1.0 - p.energy_limit * (1.0 - free))
