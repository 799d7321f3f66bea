"""Saying AI: when firms begin and stop, what the market and lenders make of it, and who is counted; worked by hand."""

import numpy as np
import pytest
from by_hand import answers, chance, group, logistic
from small_economy import small_economy

from agents.incumbent import PILOT, Incumbent
from model import Parameters
from model.speakers import premium, share_speaking

SAYING = Parameters(
    speaking_base=-7.0, speaking_by_belief=3.0, speaking_by_fear=2.0, bandwagon=4.0, speaking_by_premium=5.0,
    falling_silent=0.2,
)  # fmt: skip


def test_a_silent_firm_begins_to_speak_by_belief_fear_peers_premium_use_and_fit():
    score = -7.0 + 3.0 * 0.4 + 2.0 * 0.2 + 4.0 * 0.5 + 5.0 * 0.1 + 0.5 * 0.6 + 1.0
    firms = group(
        Incumbent, SAYING, evidence=0.4, fear=0.2, peers_speaking=0.5, treated=0.1, affinity=0.6, stage=PILOT
    )
    assert chance(0, firms, Incumbent.wants_to_speak) == pytest.approx(logistic(score), abs=1e-4)


def test_a_speaker_falls_silent_at_a_small_hazard_that_belief_takes_away():
    firms = group(Incumbent, SAYING, speaks=1, evidence=[0.0, 0.5, 1.0], affinity=-30.0)
    assert [1.0 - chance(row, firms, Incumbent.wants_to_speak) for row in range(3)] == pytest.approx(
        [0.2, 0.1, 0.0]
    )


def test_saying_is_not_using():
    silent, talkative = small_economy(months=6), small_economy(months=6)
    silent.incumbents.speaks[:], talkative.incumbents.speaks[:] = 0, 1
    for economy in (silent, talkative):
        economy.step()
    assert talkative.incumbents.speaks.mean() > 0.9 > silent.incumbents.speaks.mean()
    assert talkative.incumbents.stage.tolist() == silent.incumbents.stage.tolist()


def test_speakers_borrow_cheaper_and_the_silent_dearer_as_saying_becomes_the_norm():
    terms = Parameters(loan_spread=0.012, credit_standard=0.008)
    firms = group(Incumbent, terms, speaks=[1, 0])
    assert answers(firms, Incumbent.spread, 0.0) == pytest.approx([0.012, 0.012])
    assert answers(firms, Incumbent.spread, 0.5) == pytest.approx([0.008, 0.016])
    assert answers(group(Incumbent, terms.replace(premium=0.0), speaks=[1, 0]), Incumbent.spread, 0.5) == [
        0.012,
        0.012,
    ]


def test_the_premium_for_speaking_fades_as_it_becomes_the_norm_and_turns_into_a_penalty_for_silence():
    economy = small_economy(premium_size=0.02, silence_penalty=0.01)
    economy.posted.voices[:] = np.array([1.0, -1.0, 0.5])  # a cut number is no praise: mean loudness 0.5
    firms = economy.incumbents
    number = int(np.sum(firms.industry == 0))
    firms.firms[firms.industry == 0] = 1.0
    for speaking in (0, number // 2, number):
        firms.speaks[:] = 0
        firms.speaks[np.flatnonzero(firms.industry == 0)[:speaking]] = 1
        share = speaking / number
        gain, loss = 0.5 * 0.02 * (1.0 - share), -0.5 * 0.01 * share
        mine = firms.industry == 0
        assert premium(economy)[mine].tolist() == pytest.approx(
            np.where(firms.speaks[mine] == 1, gain, loss).tolist()
        )
        assert not premium(economy)[~mine].any()


def test_speakers_are_counted_by_firms_and_not_by_agents():
    economy = small_economy(premium_size=0.02)
    firms = economy.incumbents
    firms.firms[:], firms.speaks[:] = 1.0, 0
    firms.firms[0], firms.speaks[0] = 9.0 * (firms.size - 1), 1
    assert share_speaking(economy) == pytest.approx(0.9)
    economy.posted.voices[:] = 1.0
    others = np.sum(firms.industry == firms.industry[0]) - 1
    share = firms.firms[0] / (firms.firms[0] + others)
    assert premium(economy)[0] == pytest.approx(0.02 * (1.0 - share))
