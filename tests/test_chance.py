"""Luck: one stream per decision and month, one draw per agent, and no other luck anywhere."""

import random
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_economy import SMALL, small_economy

import model.economy
from model import Economy, Parameters, streams
from model.chance import WHOLE_RUN, Chance
from model.errors import BadInput

MONTHS = 9


class Recorder(Chance):
    """Luck that remembers every stream it was asked for."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.drawn: dict[tuple[str, int], np.ndarray] = {}

    def uniform(self, decision, month, ids):
        return self._keep(decision, month, super().uniform(decision, month, ids))

    def normal(self, decision, month, ids, width=0):
        return self._keep(decision, month, super().normal(decision, month, ids, width))

    def _keep(self, decision, month, draws):
        before = self.drawn.setdefault((decision, month), draws)
        shared = min(len(before), len(draws))
        assert np.array_equal(before[:shared], draws[:shared]), f"{decision} drawn twice, differently"
        return draws


@pytest.fixture
def luck_of(monkeypatch):
    """Return a function that runs a small economy and gives its draws by (decision, month)."""
    monkeypatch.setattr(model.economy, "Chance", Recorder)

    def luck_of(scenario="base", **changes):
        economy = Economy(Parameters(**(SMALL | changes)), seed=5, scenario=scenario).run(MONTHS)
        return economy.chance.drawn

    return luck_of


def unlike(one, other):
    """Return the decisions with other draws for the agents that both have, and those with another number of agents."""
    other_luck, other_number = {decision for decision, _ in one.keys() ^ other.keys()}, set()
    for stream in one.keys() & other.keys():
        draws, others = one[stream], other[stream]
        shared = min(len(draws), len(others))
        if not np.array_equal(draws[:shared], others[:shared]):
            other_luck.add(stream[0])
        if len(draws) != len(others):
            other_number.add(stream[0])
    return other_luck, other_number


@given(seed=st.integers(0, 2**63 - 1), ids=st.integers(0, 40), more=st.integers(1, 40))
def test_one_more_agent_changes_nobody_elses_draw(seed, ids, more):
    chance = Chance(seed)
    assert np.array_equal(chance.uniform("exit", 3, ids), chance.uniform("exit", 3, ids + more)[:ids])
    assert np.array_equal(chance.normal("exit", 3, ids), chance.normal("exit", 3, ids + more)[:ids])
    assert np.array_equal(chance.normal("exit", 3, ids, 6), chance.normal("exit", 3, ids + more, 6)[:ids])


def test_the_same_question_asked_twice_has_the_same_answer():
    chance = Chance(7)
    first = chance.uniform("exit", 3, 50)
    chance.uniform("closure", 3, 1000)
    chance.normal("exit", 4, 10)
    assert np.array_equal(first, chance.uniform("exit", 3, 50))
    assert np.array_equal(first, Chance(7).uniform("exit", 3, 50))


def test_every_decision_every_month_and_every_seed_has_luck_of_its_own():
    streams = [
        Chance(seed).uniform(decision, month, 20)
        for seed in (1, 2)
        for decision in ("exit", "closure")
        for month in (WHOLE_RUN, 0, 1, 251)
    ]
    assert len({draws.tobytes() for draws in streams}) == len(streams)


@pytest.mark.parametrize("seed", [0, 1, 2**32, 2**63 - 1])
@pytest.mark.parametrize("month", [WHOLE_RUN, 0, 1, 251, streams.MONTHS - 2, streams.MONTHS])
def test_a_stream_is_the_one_that_numpy_seeds_with_seed_decision_and_month(seed, month):
    key = np.random.SeedSequence(seed, spawn_key=(zlib.crc32(b"exit"), month - WHOLE_RUN))
    by_numpy = np.random.Generator(np.random.PCG64(key)).standard_normal((3, 2))
    assert np.array_equal(Chance(seed).normal("exit", month, 3, 2), by_numpy)


def test_uniform_draws_lie_strictly_between_zero_and_one_and_are_spread_evenly():
    draws = Chance(1).uniform("exit", 0, 40_000)
    assert draws.min() > 0.0
    assert draws.max() < 1.0
    assert np.histogram(draws, 10, (0.0, 1.0))[0] == pytest.approx(4000, rel=0.06)


def test_normal_draws_have_mean_zero_and_spread_one():
    draws = Chance(1).normal("sales", 0, 40_000)
    assert draws.mean() == pytest.approx(0.0, abs=0.02)
    assert draws.std() == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("seed", [-1, 2**63, 1.9, 1.0, "1", None, True, np.float64(1.0)])
def test_a_seed_that_is_no_whole_number_of_the_range_is_refused_with_the_range(seed):
    with pytest.raises(BadInput) as caught:
        Chance(seed)
    assert str(caught.value) == f"seed: {seed!r} cannot be used; take a whole number from 0 to 2^63 - 1"


@pytest.mark.parametrize("seed", [np.int64(5), np.uint8(5)])
def test_a_whole_number_of_numpy_is_a_seed_and_has_the_luck_of_the_plain_one(seed):
    assert type(Chance(seed).seed) is int
    assert np.array_equal(Chance(seed).uniform("exit", 3, 50), Chance(5).uniform("exit", 3, 50))


def test_one_more_fund_leaves_every_other_agents_draws_unchanged(luck_of):
    by_fund = {"fund size", "fund leaning", "co-investors", "lottery of funds", "exposure of funds"}
    assert unlike(luck_of(), luck_of(fund_agents=21)) == (set(), by_fund)


def test_one_more_incumbent_leaves_every_other_agents_draws_unchanged(luck_of):
    by_incumbent = {
        "incumbent size", "early programmes", "incumbent affinity", "early pilots since", "early pilots", "value of early programmes", "incumbent peers",
        "start a programme", "value of a programme", "drop a programme", "exposure of incumbents", "say AI",
        "news of incumbents",
    }  # fmt: skip
    assert unlike(luck_of(), luck_of(incumbent_agents=49)) == (set(), by_incumbent)


def test_a_potential_entrants_luck_does_not_depend_on_who_else_enters(luck_of):
    many, few = luck_of(founder_response=4.0), luck_of(founder_response=0.0, startup_growth=0.2)
    assert unlike(many, few) == (set(), set())


def test_twins_have_the_same_luck_whatever_their_scenario(luck_of):
    assert unlike(luck_of("base"), luck_of("no-ai")) == (set(), set())


def test_an_entrant_is_numbered_whether_it_enters_or_not():
    many, few = small_economy(months=6, founder_response=4.0), small_economy(months=6, founder_response=0.0)
    assert many.startups.size == few.startups.size
    assert np.array_equal(many.startups.field, few.startups.field)
    assert (many.startups.alive != few.startups.alive).any()


@pytest.mark.parametrize("whose", ["random", "rng"])
def test_touching_mesas_shared_luck_raises_and_says_where_luck_comes_from(whose):
    economy = small_economy()
    with pytest.raises(RuntimeError, match=r"model/chance\.py"):
        getattr(economy, whose).random()
    with pytest.raises(RuntimeError, match=r"model/chance\.py"):
        getattr(economy.agents[0], whose).shuffle([1, 2])
    with pytest.raises(RuntimeError, match=r"model/chance\.py"):
        getattr(economy, whose).seed = 3


def test_shuffling_mesas_agents_raises():
    with pytest.raises(RuntimeError, match=r"model/chance\.py"):
        small_economy().agents.shuffle()


def test_a_run_neither_reads_nor_changes_the_luck_that_python_and_numpy_share():
    digests = set()
    for seed in (1, 2):
        random.seed(seed)
        np.random.seed(seed)
        before, numpy_before = random.getstate(), np.random.get_state()
        digests.add(small_economy(months=3).digest())
        assert random.getstate() == before
        assert all(np.array_equal(a, b) for a, b in zip(np.random.get_state(), numpy_before, strict=True))
    assert len(digests) == 1
