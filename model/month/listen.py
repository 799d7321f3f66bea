"""Tell, the second half: the voices speak. Expect, the first half: belief and fear travel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.believer import Believer
from agents.narrator import Narrator
from agents.vocabulary import LOGIC, MYTH, SERMON, VOICES
from model.network import means_of

if TYPE_CHECKING:
    from model.economy import Economy

LISTENERS = ("funds", "researchers", "incumbents", "hyperscalers", "investors")
"""Kinds that carry belief and fear."""


def speak(economy: Economy) -> None:
    """Narrators speak: myth by occasion, logic by earnings, prices and rates, sermon by events."""
    p, posted, tellers, month = economy.parameters, economy.posted, economy.narrators, economy.month
    rate = float(economy.history.policy_rate[month])
    spark = economy.chance.uniform("occasion to speak", month, tellers.size) < p.myth_occasions / 12.0
    event = float(economy.history.milestone_size[month]) + p.sermon_by_price * posted.ai_return
    by_voice = [tellers.rows[tellers.voice[tellers.rows] == voice] for voice in range(len(VOICES))]
    myth, logic, sermon = by_voice
    tellers.attention[:] = tellers.ask(Narrator.next_attention, tellers.rows, abs(posted.attention))
    tellers.charge[sermon] = tellers.ask(Narrator.next_charge, sermon, event)
    tellers.loudness[myth] = tellers.ask(Narrator.myth, myth, spark=spark[myth].astype(float))
    ceiling = float(np.sum(tellers.audience[myth] * tellers.loudness[myth]))
    case = (posted.ai_earnings_growth, posted.price_gap, rate, p.myth * ceiling)
    tellers.loudness[logic] = tellers.ask(Narrator.logic, logic, *case)
    tellers.loudness[sermon] = tellers.ask(Narrator.sermon, sermon)
    for voice, rows in enumerate(by_voice):
        posted.voices[voice] = np.sum(tellers.audience[rows] * tellers.loudness[rows])
    # Before the public takes notice, the voices reach few.
    reach = p.reach_unnoticed + (1.0 - p.reach_unnoticed) * posted.notice
    heard = np.array([p.myth > 0.0, p.logic > 0.0, p.sermon > 0.0]) & (posted.silence == 0.0)
    posted.voices[:] = np.where(heard, posted.voices * reach, 0.0)
    assert (MYTH, LOGIC, SERMON) == (0, 1, 2)


def listen(economy: Economy) -> None:
    """Belief and fear move: voices, those one watches, forgetting, and evidence with them; a poll publishes the mean.

    The poll asks all who live and work what they believe of AI's promise, and how much of it results bear out.
    """
    p, posted = economy.parameters, economy.posted
    receptivity = float(np.clip(1.0 - p.receptivity * (posted.rest_growth - p.nominal_growth), 0.5, 2.0))
    alarm = abs(posted.voices[SERMON])
    _watch(economy)
    total, heads = np.zeros(2), 0
    for name in LISTENERS:
        people = economy.populations[name]
        rows = hearers(economy, name)
        excess = people.ask(Believer.next_excess, rows, posted.voices, receptivity)
        fear = people.ask(Believer.next_fear, rows, alarm)
        fatigue = people.ask(Believer.next_fatigue, rows)
        people.evidence[rows] = people.ask(Believer.next_evidence, rows, posted.evidence)
        people.excess[rows], people.fear[rows], people.fatigue[rows] = excess, fear, fatigue
        asked = people.rows
        beyond = people.excess[asked]
        held = np.clip(
            people.evidence[asked] + beyond, 0.0, 1.0
        )  # evidence may have moved past what excess left room for
        economy.desk.belief[name] = float(held.sum() / len(asked))
        total += beyond.sum() / len(asked), people.fear[asked].sum() / len(asked)
        heads += 1
    posted.attention, economy.desk.fear = float(total[0] / heads), float(total[1] / heads)
    posted.mood = sum(economy.desk.belief.values()) / heads


def hearers(economy: Economy, name: str) -> np.ndarray:
    """Return who listens, ids ascending: the living, and of researchers those in training too."""
    people = economy.populations[name]
    if name != "researchers":
        return people.rows
    return np.flatnonzero(people.alive | (people.due >= economy.month))


def _watch(economy: Economy) -> None:
    """Show everybody the mean excess and fear of those it watches."""
    for name, watched in (
        ("funds", economy.co_investors),
        ("researchers", economy.colleagues),
        ("incumbents", economy.peers),
        ("investors", economy.crowd),
    ):
        people, rows = economy.populations[name], hearers(economy, name)
        own = people.excess, people.fear
        people.others_excess[rows], people.others_fear[rows] = means_of(
            own, watched[rows], people.alive, rows
        )
    scalers = economy.hyperscalers
    scalers.others_excess[:], scalers.others_fear[:] = scalers.excess.mean(), scalers.fear.mean()
