"""Masked questions: they change nothing, they mask what is declared and nothing else, and without belief they find nothing."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from small_economy import SMALL
from test_switches import EARLY, LIVELY

from agents.hyperscaler import Hyperscaler
from agents.incumbent import NONE, Incumbent
from agents.population import Population
from agents.researcher import Researcher
from agents.vocabulary import AI_INDUSTRY, JOBS
from model import Economy, Parameters, asked_again
from model.cost_metrics import ASKED
from model.masking import MASKS, mask
from model.month.state import paid_orders
from model.month.tell import watch_peers
from model.twins import no_ai, straight

MONTHS = 18
DECISIONS = [metric.name for metric in ASKED]
KIND = {
    "field_shares": "funds",
    "next_job": "researchers",
    "prefers_industry": "researchers",
    "field_of_study": "researchers",
    "wants_project": "incumbents",
    "desired_compute": "hyperscalers",
    "rivalry_capex": "hyperscalers",
    "spending_room": "hyperscalers",
}
"""The rules that are asked again, and of whom."""


RESTLESS = LIVELY | {
    "search_rate": 0.6,
    "hope_weight": 5.0,
    "training_months": 12,
    "switching_cost": 1.0,
    "researcher_agents": 800,
}
"""Many researchers look for a job, and students of the first month finish within the run."""


def lively(scenario=EARLY, ask_masked=True) -> Economy:
    """Return an economy in which every mechanism has something to do from the first month on."""
    return Economy(Parameters(**RESTLESS), 3, scenario, ask_masked=ask_masked)


@cache
def asked() -> Economy:
    return lively().run(MONTHS)


# --------------------------------------------------------------------------- asked, not obeyed


def test_an_economy_that_is_asked_masked_questions_has_the_same_history_to_the_last_byte():
    plain = lively(ask_masked=False).run(MONTHS)
    assert asked().digest() == plain.digest()
    assert {name: asked().columns()[name] for name in plain.columns()} == plain.columns()


def test_a_bare_economy_is_not_asked_and_has_no_column_of_decisions():
    bare = Economy(Parameters(**SMALL)).run(1)
    assert bare.shadow is None
    assert not set(DECISIONS) & set(bare.columns())


def test_belief_shows_in_every_decision_reading_of_a_lively_economy():
    by_job = [f"cost_brain_drain_{job}_person_months" for job in JOBS]  # small jobs have few agents
    for name in set(DECISIONS) - set(by_job):
        assert np.any(asked().columns()[name]), name


@pytest.mark.parametrize("twin", [straight, no_ai])
def test_without_belief_every_decision_reading_is_exactly_zero_in_every_month(twin):
    columns = lively(twin(EARLY)).run(MONTHS).columns()
    assert {name: set(columns[name]) for name in DECISIONS} == {key: {0.0} for key in DECISIONS}


@pytest.mark.slow
@pytest.mark.parametrize("scenario", ["straight", "no-ai"])
def test_without_belief_every_decision_reading_is_exactly_zero_over_twenty_one_years(scenario):
    columns = Economy(Parameters(**SMALL), 2, scenario, ask_masked=True).run().columns()
    assert {name: set(columns[name]) for name in DECISIONS} == {key: {0.0} for key in DECISIONS}


def test_a_saved_economy_remembers_its_evidence_only_selves(tmp_path):
    economy = lively().run(7)
    economy.save(tmp_path / "state")
    again = Economy.load(tmp_path / "state").run(MONTHS - 7)
    assert again.columns() == asked().columns()


def test_masked_questions_asked_one_agent_at_a_time_find_the_same():
    whole, each = lively().run(4), lively()
    for population in each.populations.values():
        population.asked_one_by_one = each
    each.run(4)
    assert each.columns() == whole.columns()
    assert each.digest() == whole.digest()


# ------------------------------------------------------------------- what a masked question changes


class Listener:
    """Hears every question: what was asked last without a mask, and then with one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.heard: dict[str, int] = {}
        self._plain: dict[str, tuple] = {}
        put = Population.ask_masked

        def hear(population, rule, rows, eyes, *told, **own):
            if eyes:
                self._compare(population, rule, rows, eyes, told, own)
            else:
                self._plain[rule.__name__] = (rows, population.state(), told, own)
            return put(population, rule, rows, eyes, *told, **own)

        monkeypatch.setattr(Population, "ask_masked", hear)

    def _compare(self, population, rule, rows, eyes, told, own):
        name, kind = rule.__name__, KIND[rule.__name__]
        asked_rows, state, was_told, was_own = self._plain[name]
        assert set(eyes) == set(MASKS[kind]), name
        for column, before in state.items():
            if column not in eyes:
                now = population.state()[column]
                assert np.array_equal(now[: len(before)], before), f"{name}: {column} is not as it was"
        self._compare_told(name, kind, told, was_told)
        if np.array_equal(rows, asked_rows):
            for word, values in own.items():
                assert word == "wanted" or np.array_equal(values, was_own[word]), f"{name}: {word}"
        self.heard[name] = self.heard.get(name, 0) + 1

    def _compare_told(self, name, kind, told, was_told):
        for k, (now, before) in enumerate(zip(told, was_told, strict=True)):
            same = np.equal(now, before)
            if kind == "researchers" and k == 0:
                same[AI_INDUSTRY] = True  # pay in AI industry is told without the bids of belief
            assert np.all(same), f"{name}: is told something else"


def test_a_masked_question_replaces_the_declared_columns_and_changes_nothing_else(monkeypatch):
    listener = Listener(monkeypatch)
    lively().run(MONTHS)
    assert set(listener.heard) == set(KIND)


def test_every_mask_is_a_column_of_its_kind_and_has_its_shape():
    economy = asked()
    for kind in MASKS:
        population = economy.populations[kind]
        for column, values in mask(economy, kind, population.rows).items():
            assert values.shape == getattr(population, column)[population.rows].shape, f"{kind}.{column}"


def test_a_firm_with_masked_peers_and_a_firm_without_peers_decide_alike():
    economy = lively()
    firms, rows = economy.incumbents, economy.incumbents.rows
    firms.stage[:] = NONE  # in January 2015 nobody has a programme, so that there is nothing to see of peers
    economy.run(MONTHS)
    seen, draw = mask(economy, "incumbents", rows), np.linspace(0.001, 0.3, len(rows))
    own = {column: values for column, values in seen.items() if not column.startswith("peers")}
    masked = firms.ask_masked(Incumbent.wants_project, rows, seen, 0.5, draw=draw)
    in_company = firms.ask_masked(Incumbent.wants_project, rows, own, 0.5, draw=draw)
    economy.peers[:] = np.flatnonzero(firms.stage == NONE)[0]  # nobody who does anything is watched any more
    watch_peers(economy)
    alone = firms.ask_masked(Incumbent.wants_project, rows, own, 0.5, draw=draw)
    assert masked.tolist() == alone.tolist()
    assert masked.sum() < in_company.sum()


def test_signals_of_others_are_masked_by_those_of_january_2015():
    economy = lively()
    economy.step()
    seen = {name: getattr(economy.incumbents, name).copy() for name in ("peers_using", "peers_speaking")}
    economy.run(MONTHS - 1)
    eyes = mask(economy, "incumbents", economy.incumbents.rows)
    for name, values in seen.items():
        assert eyes[name].tolist() == values.tolist()
        assert not np.array_equal(getattr(economy.incumbents, name), values)


def test_plants_that_belief_built_are_no_part_of_what_a_hyperscaler_has_when_asked_on_evidence_alone():
    economy = lively().run(MONTHS)
    scalers, rows, shadow = economy.hyperscalers, economy.hyperscalers.rows, economy.shadow
    plain = scalers.ask(Hyperscaler.desired_compute, rows)
    wish = scalers.ask_masked(Hyperscaler.desired_compute, rows, mask(economy, "hyperscalers", rows))
    for held, by_belief in ((scalers.compute, shadow.built), (scalers.on_order, shadow.ordered)):
        assert np.all(by_belief[rows] != 0.0)
        held[:] += 1e6
        by_belief[:] += 1e6
    eyes = mask(economy, "hyperscalers", rows)
    assert scalers.ask_masked(Hyperscaler.desired_compute, rows, eyes) == pytest.approx(wish)
    wishing = plain > 0.0
    assert wishing.any()
    assert np.all(scalers.ask(Hyperscaler.desired_compute, rows)[wishing] < plain[wishing])


def test_what_belief_ordered_is_on_order_or_built_or_worn(monkeypatch):
    costs = []
    ask = asked_again.ai_capex
    monkeypatch.setattr(
        asked_again, "ai_capex", lambda economy, cost, *rest: (costs.append(cost), ask(economy, cost, *rest))
    )
    economy = lively().run(1)
    wear, shadow = 1.0 - economy.parameters.chip_retirement / 12.0, economy.shadow
    for _ in range(MONTHS):
        ordered, built = shadow.ordered.copy(), shadow.built.copy()
        awaited = economy.hyperscalers.on_order.copy()
        economy.step()
        new = (economy.hyperscalers.ai_capex - economy.desk.sober_ai_capex) / costs[-1]
        bought = (economy.hyperscalers.ai_capex + paid_orders(economy)) / costs[-1]
        left = economy.hyperscalers.on_order / (awaited + bought)
        assert shadow.ordered == pytest.approx((ordered + new) * left)
        assert shadow.built == pytest.approx((built + (ordered + new) * (1.0 - left)) * wear)


def test_a_masked_question_that_ends_in_no_number_names_the_agent():
    economy = asked()
    people, rows = economy.researchers, economy.researchers.rows[:3]
    eyes = {"pay": np.array([1.0, np.nan, 1.0])}
    with pytest.raises(FloatingPointError, match=f"Researcher {rows[1]}: consumption"):
        people.ask_masked(Researcher.consumption, rows, eyes)


def test_asking_without_a_shadow_says_what_is_needed():
    bare = Economy(Parameters(**SMALL))
    with pytest.raises(ValueError, match="ask_masked=True"):
        mask(bare, "researchers", bare.researchers.rows)
