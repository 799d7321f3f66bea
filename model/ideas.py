"""Invent: money and talent become technology; learning curves of clean energy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.vocabulary import (
    AI,
    AI_ACADEMIA,
    AI_INDUSTRY,
    BASIC_SCIENCE,
    BIOTECH_JOB,
    CLEAN_ENERGY_JOB,
    FIELDS,
    OTHER_JOB,
    SCIENCES,
)

if TYPE_CHECKING:
    from model.economy import Economy
    from model.parameters import Parameters

TALENT = (
    (AI_INDUSTRY, AI_ACADEMIA),
    (CLEAN_ENERGY_JOB,),
    (BIOTECH_JOB,),
    (OTHER_JOB,),
    (OTHER_JOB,),
    (BASIC_SCIENCE,),
)
"""Whose work moves each of SCIENCES."""

OPENING_GROWTH = np.array([np.nan, 0.05, 0.04, 0.05, 0.05, 0.015])
"""Growth of technology in 2015 by SCIENCES, 1/year; AI's is a parameter. Assumed."""

FASTEST_BUILT = 1.0
"""Largest growth of clean energy installed, log points a year: 2.7 times as much. Assumed; the base begins with .21."""


EVER_HARDER_TO_BUILD = 0.25
"""Elasticity by which the growth of clean energy installed falls with what stands already. Assumed."""

CLEAN_COST_BY_TECHNOLOGY = 0.3
"""Elasticity by which clean energy's cost falls with its technology, besides what building it teaches. Assumed."""


def invent(economy: Economy) -> None:
    """Technology grows with talent and money, ever harder; AI and old basic science spill over.

    d ln T_k = a_k (S_k/S_k0)^lambda (F_k/F_k0)^eta T_k^-beta + spillovers. Source: Bloom and others
    2020; Jones and Williams 2000; literature block 8.
    """
    p, posted = economy.parameters, economy.posted
    talent = np.array([economy.desk.supply[list(jobs)].sum() for jobs in TALENT]) / economy.usual_talent
    growth = opening_growth(p)
    growth = growth * np.exp(p.talent_exponent * np.log(np.maximum(talent, 0.01)))
    growth = growth * np.exp(p.funding_exponent * np.log(np.maximum(_funding(economy), 0.01)))
    growth = growth * np.exp(-p.ideas_get_harder * np.log(posted.technology))
    old_science = p.science_spillover * (posted.science_past[p.science_lag_months - 1] - posted.science_then)
    step = growth * (1.0 + old_science) / 12.0
    step = step + p.ai_spillover * (step[AI] + economy.desk.jump) * (np.arange(len(SCIENCES)) != AI)
    posted.technology = posted.technology * np.exp(step)
    step[AI] += economy.desk.jump
    posted.advance = posted.advance + step - posted.advance / 12.0
    posted.science_past = np.append(np.log(posted.technology[-1]), posted.science_past[:-1])
    _train(economy)
    _deploy_clean_energy(economy)


def opening_growth(p: Parameters) -> np.ndarray:
    """Return the growth of technology in 2015 by SCIENCES, before AI's spills over, 1/year."""
    return np.append([p.technology * p.ai_growth_2015], OPENING_GROWTH[1:])


def opening_advance(p: Parameters) -> np.ndarray:
    """Return the growth of technology in 2015 by SCIENCES, with what spills over from AI, 1/year."""
    growth = opening_growth(p)
    return growth + p.ai_spillover * growth[AI] * (np.arange(len(SCIENCES)) != AI)


def _funding(economy: Economy) -> np.ndarray:
    """Return real money by SCIENCES relative to the opening; basic science is paid by posts, not by funds."""
    p, posted = economy.parameters, economy.posted
    ordinary = np.exp(p.nominal_growth * (economy.month + 1) / 12.0)
    return np.append(posted.money / posted.usual_money, 1.0 * ordinary) / ordinary


def _train(economy: Economy) -> None:
    """Labs keep up with AI's level, ahead or behind by how much they train against each other."""
    p, labs, posted = economy.parameters, economy.labs, economy.posted
    rows, trained = labs.rows, economy.desk.training
    if not len(rows):
        return
    goal = np.log(posted.technology[AI]) + p.lab_scaling * np.log((trained + 1.0) / (trained.mean() + 1.0))
    before = np.log(labs.capability[rows])
    now = before + p.lab_catch_up * np.maximum(goal - before, 0.0)
    labs.capability[rows] = np.exp(now)
    labs.progress[rows] += p.growth_learning * (12.0 * (now - before) - labs.progress[rows])


def _deploy_clean_energy(economy: Economy) -> None:
    """Clean energy is installed faster as it gets cheaper, and gets cheaper by being installed (Wright).

    It is never built faster than FASTEST_BUILT, or else a steep curve and a strong pull would build infinitely much in
    finite time. Source: Way and others 2022; learning rate .20 to .24.
    """
    p, posted = economy.parameters, economy.posted
    slope = -np.log2(1.0 - p.learning_rate_clean)
    pull = np.exp(-p.clean_price_response * np.log(posted.clean_cost))
    harder = np.exp(-EVER_HARDER_TO_BUILD * np.log(posted.clean_installed))
    posted.clean_installed *= float(np.exp(min(p.clean_deployment * pull * harder, FASTEST_BUILT) / 12.0))
    learned = -slope * np.log(posted.clean_installed)
    invented = CLEAN_COST_BY_TECHNOLOGY * np.log(posted.technology[FIELDS.index("clean_energy")])
    posted.clean_cost = float(np.exp(learned - invented))
