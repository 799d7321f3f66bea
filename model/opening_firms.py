"""Incumbents of January 2015: their sizes, margins, money, and the AI programmes that they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from agents.incumbent import KEPT, NONE, PILOT, SCALED, Incumbent
from agents.vocabulary import INDUSTRIES
from model.abstention import playing
from model.chance import WHOLE_RUN
from model.history import opening
from model.network import arrivals
from model.sums import dot, parts

if TYPE_CHECKING:
    from model.economy import Economy

INDUSTRY_FIT = (0.6, -0.2, -0.1, -0.3, 0.5, 0.3)
"""How well AI suits each industry (logit): finance and professional services lead in official surveys."""


def incumbents(economy: Economy) -> None:
    """Incumbents of every industry at their size, margin and money; as many have a programme as are on record."""
    p, world, chance = economy.parameters, opening(), economy.chance
    people, rows = economy.enlist("incumbents", p.incumbent_agents)
    industry = rows % len(INDUSTRIES)
    luck = chance.normal("incumbent size", WHOLE_RUN, len(rows))
    large = (luck > 0.84).astype(np.int64)
    part = parts(np.exp(1.0 * luck), industry)
    firms = parts(np.where(large == 1, 0.2, 1.0), industry) * world.by("incumbents_{}", INDUSTRIES)[industry]
    using = np.where(large == 1, world.incumbents_large_share_using_ai, world.incumbents_share_using_ai)
    order = chance.uniform("early programmes", WHOLE_RUN, len(rows))
    runs = np.zeros(len(rows), dtype=bool)
    for group in (large == 0, large == 1):
        runs |= _dealt(order, np.where(group, firms, 0.0), dot(using, group * firms))
    runs = runs & playing(economy, "incumbents")
    revenue = part * world.by("incumbents_{}_revenue_usd", INDUSTRIES)[industry]
    margin, cash = (
        world.by(f"incumbents_{{}}_{item}", INDUSTRIES)[industry] for item in ("margin", "cash_usd")
    )
    cash = part * cash
    spread = p.adoption_spread * chance.normal("incumbent affinity", WHOLE_RUN, len(rows))
    since = -np.floor(p.pilot_months * chance.uniform("early pilots since", WHOLE_RUN, len(rows)))
    people.enter(
        rows, industry=industry, firms=firms, large=large, revenue=revenue,
        margin=margin, cash_months=np.maximum(12.0 * cash / revenue - 12.0 * margin, 0.0), stage=np.where(runs, PILOT, NONE),
        stage_since=np.where(runs, since, 0).astype(np.int64), budget=np.where(runs, p.pilot_cost_share * revenue / 12.0, 0.0),
        expected_value=np.exp(p.project_mean + p.project_luck * p.project_luck / 2.0),
        affinity=spread + 1.2 * large + np.array(INDUSTRY_FIT)[industry],
    )  # fmt: skip
    _early_programmes(economy, rows[runs])
    economy.ledger.endow(("incumbents", rows), cash)
    luck = chance.uniform("incumbent peers", WHOLE_RUN, len(rows) * p.peers_per_incumbent)
    economy.peers = arrivals(luck.reshape(len(rows), -1), p.peers_per_incumbent, industry, p.peers_across)


def _early_programmes(economy: Economy, runs: np.ndarray) -> None:
    """Most programmes of January 2015 are past their pilot and met their return, as those do that the rules keep alive."""
    p, firms, chance = economy.parameters, economy.incumbents, economy.chance
    kept = runs[chance.uniform("early pilots", WHOLE_RUN, firms.size)[runs] >= EARLY_PILOTS]
    luck = chance.uniform("value of early programmes", WHOLE_RUN, firms.size)[kept]
    failed = ndtr((np.log(p.return_hurdle) - p.project_mean) / p.project_luck)
    draw = ndtri(np.minimum(failed + (1.0 - failed) * luck, SURELY))
    value = np.maximum(firms.ask(Incumbent.project_value, kept, 0.0, 0.0, draw=draw), p.return_hurdle)
    scaled = firms.ask(Incumbent.scales, kept, value=value)
    firms.stage[kept] = np.where(scaled, SCALED, KEPT)
    firms.budget[kept] *= np.where(scaled, p.scaling_factor, 1.0)
    firms.benefit[kept] = 12.0 * value * firms.budget[kept]


EARLY_PILOTS = 0.3
"""Part of the programmes of January 2015 that are still pilots. Assumed: with it the use of AI is near rest."""


SURELY = 1.0 - 1e-12
"""Largest chance of which a normal number is taken: where hardly any programme can meet its return, those that did just met it."""


def _dealt(order: np.ndarray, weight: np.ndarray, wanted: float) -> np.ndarray:
    """Return who is dealt something, in `order`, as long as their weights together stay within `wanted`, bool."""
    dealt, left = np.zeros(len(order), dtype=bool), wanted
    for row in np.argsort(order, kind="stable"):
        if 0.0 < weight[row] <= left:
            dealt[row], left = True, left - weight[row]
    return dealt
