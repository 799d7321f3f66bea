"""Decisions taken apart: the parts make the score, the choice follows from it, and the masked one is what the month found."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from by_hand import logistic
from small_economy import copy_of
from test_masking import lively

from agents.population import Population, added
from agents.vocabulary import AI
from model import Economy
from model.decisions import DECISIONS, Month, decided

BEFORE = 12
NAMES = sorted(DECISIONS)


@cache
def heard(name: str) -> tuple[Economy, Month]:
    """Return a lively economy after a month in which one decision was heard, and that month."""
    economy = copy_of(lively, BEFORE)
    return economy, decided(economy, name)


@cache
def unheard() -> Economy:
    return lively().run(BEFORE + 1)  # never saved: what is heard after a saved state is compared with it


def views(name: str):
    month = heard(name)[1]
    return month, (month.plain, month.masked)


@pytest.mark.parametrize("name", NAMES)
def test_an_economy_whose_decisions_are_heard_has_the_same_history_to_the_last_byte(name):
    economy, month = heard(name)
    assert month.month == BEFORE
    assert economy.digest() == unheard().digest()
    assert economy.columns() == unheard().columns()


@pytest.mark.parametrize("name", NAMES)
def test_nobody_listens_any_more_afterwards(name):
    economy, _ = heard(name)
    assert not any(population.onlookers for population in economy.populations.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_named_parts_add_up_to_the_score_of_every_option(name):
    month, both = views(name)
    assert len(month.rows) > 0
    for view in both:
        assert view.score.shape == (len(month.rows), len(month.decision.options))
        assert np.allclose(added(tuple(view.terms.values())), view.score)


def test_a_funds_shares_follow_from_its_scores():
    for view in views("funds")[1]:
        odds = np.exp(view.score)
        assert np.allclose(odds / odds.sum(axis=1, keepdims=True), view.answer)


def test_a_researcher_takes_its_offer_where_its_reply_is_below_the_chance_that_follows_from_the_gain():
    for view in views("researchers")[1]:
        chance = logistic(view.score)
        assert np.allclose(chance, view.chance)
        taken = view.own["reply"] < np.take_along_axis(chance, view.also["offer"][:, None], axis=1)[:, 0]
        assert np.array_equal(np.where(taken, view.also["offer"], view.seen["job"]), view.answer)


def test_a_firm_starts_a_programme_where_its_luck_is_below_the_chance_and_nothing_stands_in_the_way():
    for view in views("programmes")[1]:
        assert np.allclose(logistic(view.score), view.chance)
        free = (view.seen["stage"] == 0) & view.also["can_afford"]
        assert np.array_equal((view.own["draw"] < logistic(view.score)[:, 0]) & free, view.answer)


def test_a_firm_says_ai_where_its_luck_is_below_the_chance_and_goes_on_unless_it_is_below_that_of_silence():
    for view in views("speaking")[1]:
        starts, stays = (
            view.own["draw"] < logistic(view.score)[:, 0],
            view.own["draw"] > view.also["chance_of_silence"],
        )
        assert np.array_equal(np.where(view.seen["speaks"] == 1, stays, starts), view.answer == 1)


def test_a_hyperscaler_spends_what_the_parts_add_up_to_within_its_room():
    _, (plain, masked) = views("hyperscalers")
    assert np.all(plain.answer <= plain.score[:, 0] + 0.01)
    roomy = plain.also["room"] > 3.0 * plain.score[:, 0] + 1e10
    assert np.allclose(plain.answer[roomy], plain.score[roomy, 0])
    assert np.all(masked.answer <= masked.score[:, 0] + 0.01)


# ------------------------------------------------------------- masked: what the month itself found


def test_funds_masked_shares_are_those_the_month_weighed():
    economy, month = heard("funds")
    ratio = month.masked.answer / month.plain.answer
    assert np.array_equal(ratio, economy.desk.sober_ratio)
    assert month.changed().tolist() == (month.plain.answer - month.masked.answer)[:, AI].tolist()


def test_researchers_masked_answers_move_their_evidence_only_selves_as_the_month_did():
    economy, month = heard("researchers")
    assert economy.shadow is not None
    moved = economy.shadow.job[month.rows] != month.masked.seen["job"]
    assert moved.any()
    laid_off = 5  # who loses its job ends in other jobs
    now = economy.shadow.job[month.rows]
    assert np.all((now == month.masked.answer) | ~moved | (now == laid_off))


def test_hyperscalers_masked_capex_is_what_the_month_found_that_evidence_alone_would_have_ordered():
    economy, month = heard("hyperscalers")
    scalers = economy.hyperscalers
    assert month.masked.answer.tolist() == economy.desk.sober_ai_capex.tolist()
    assert month.plain.answer.tolist() == scalers.ai_capex[scalers.rows].tolist()
    assert np.any(month.plain.answer != month.masked.answer)


def test_masked_programmes_are_those_the_month_asked_for(monkeypatch):
    answers = []
    put = Population.ask_masked

    def hear(population, rule, rows, eyes, *told, **own):
        answer = put(population, rule, rows, eyes, *told, **own)
        if eyes and rule.__name__ == "wants_project":
            answers.append(answer)
        return answer

    monkeypatch.setattr(Population, "ask_masked", hear)
    month = decided(copy_of(lively, BEFORE), "programmes")
    assert np.array_equal(answers[-1], month.masked.answer)


# --------------------------------------------------------------------------- who was not asked


def test_who_was_not_asked_is_told_apart_from_who_left_is_in_training_or_never_was():
    month = heard("researchers")[1]
    people = month.population
    assert month.place(int(month.rows[3])) == 3
    idle = np.setdiff1d(people.rows, month.rows)[0]
    gone = np.flatnonzero(people.lived & ~people.alive)
    student = np.flatnonzero(~people.lived)[0]
    for agent, why in (
        (idle, "not_asked"),
        (student, "unborn"),
        (people.size, "unknown"),
        (-1, "unknown"),
        *((who, "gone") for who in gone[:1]),
    ):
        with pytest.raises(LookupError, match=why):
            month.place(int(agent))
