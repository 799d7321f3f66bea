"""A kind declares its columns once; it is read as one Mesa agent or as a whole population."""

import hashlib

import mesa
import numpy as np
import pytest
from small_economy import small_economy

from agents.population import ROOM, Column, Kind, Population
from model import Parameters


class Sheep(Kind):
    """A kind that exists in these tests only."""

    wool = Column("kg", "wool on its back")
    flock = Column("index", "whose it is", dtype=np.int64)
    spots = Column("share", "colour of its coat", over=3)

    def shorn(self, share):
        return self.wool * (1.0 - share)

    def spotted(self):
        return np.sum(self.spots, axis=-1)

    def root(self):
        return np.sqrt(self.wool - 2.0)

    def fleece_and_flock(self, price):
        return self.wool * price, self.flock

    def grabs_wool(self):
        self.wool = 1000.0

    def paints_itself(self):
        self.spots[...] = 1.0
        return self.wool

    def keeps_a_secret(self):
        self.mood = "cross"
        return self.wool


class Ram(Sheep):
    """A kind that inherits the columns of another."""

    horns = Column("cm", "length of its horns")


@pytest.fixture
def sheep():
    sheep = Population(Sheep, Parameters())
    sheep.reserve(4)
    sheep.enter(np.array([0, 2, 3]), wool=np.array([1.0, 3.0, 4.0]), flock=7, spots=[0.1, 0.2, 0.3])
    return sheep


def test_a_column_has_one_number_for_each_id_and_a_vector_where_it_is_declared_so(sheep):
    assert sheep.wool.tolist() == [1.0, 0.0, 3.0, 4.0]
    assert sheep.flock.dtype == np.int64
    assert sheep.spots.shape == (4, 3)
    assert Sheep.columns["wool"].unit == "kg"


def test_a_name_that_is_no_column_is_refused_with_the_columns_there_are(sheep):
    with pytest.raises(AttributeError, match=r"'mood' is no column .*flock.*spots.*wool"):
        _ = sheep.mood


def test_a_kind_inherits_the_columns_of_its_parent():
    assert list(Ram.columns) == ["wool", "flock", "spots", "horns"]
    assert "horns" not in Sheep.columns


def test_only_the_living_are_counted_and_listed(sheep):
    assert len(sheep) == 3
    assert sheep.size == 4
    assert sheep.rows.tolist() == [0, 2, 3]


def test_the_dead_leave_their_number_to_nobody(sheep):
    sheep.leave(np.array([2]))
    sheep.reserve(6)
    assert sheep.rows.tolist() == [0, 3]
    assert sheep.wool[2] == 3.0, "what the dead were stays on record"
    with pytest.raises(ValueError, match="Sheep 2 .*never reused"):
        sheep.enter(np.array([2, 5]), wool=9.0)
    assert sheep.rows.tolist() == [0, 3], "a refused entry brings nobody to life"
    assert sheep.wool[5] == 0.0


def test_nobody_enters_twice(sheep):
    with pytest.raises(ValueError, match="Sheep 3 is .*alive"):
        sheep.enter(np.array([1, 3]))


def test_a_population_grows_past_its_room_and_keeps_what_it_held(sheep):
    before = sheep.state()
    sheep.reserve(5 * ROOM + 1)
    assert sheep.size == 5 * ROOM + 1
    assert len(sheep) == 3
    for name, grown in sheep.state().items():
        assert np.array_equal(grown[:4], before[name])
        assert not grown[4:].any()


def test_reserving_less_than_there_is_takes_nothing_away(sheep):
    sheep.reserve(2)
    assert sheep.size == 4


def test_a_rule_reads_the_whole_population_or_one_mesa_agent(sheep):
    rows = sheep.rows
    assert sheep.ask(Sheep.shorn, rows, 0.5).tolist() == [0.5, 1.5, 2.0]
    assert sheep.ask(Sheep.shorn, rows, share=np.array([0.0, 1.0, 0.5])).tolist() == [1.0, 0.0, 2.0]
    assert sheep.agent(3, mesa.Model(rng=0)).shorn(0.5) == 2.0


def test_asked_one_by_one_the_answers_have_the_same_shape(sheep):
    rows = sheep.rows
    whole = sheep.ask(Sheep.fleece_and_flock, rows, 2.0)
    sheep.asked_one_by_one = mesa.Model(rng=0)
    each = sheep.ask(Sheep.fleece_and_flock, rows, 2.0)
    assert (
        [part.tolist() for part in whole] == [part.tolist() for part in each] == [[2.0, 6.0, 8.0], [7, 7, 7]]
    )
    assert len(sheep.ask(Sheep.shorn, rows[:0], 0.5)) == 0


def test_a_question_with_another_world_in_mind_is_not_obeyed(sheep):
    rows = sheep.rows
    assert sheep.of(rows, wool=np.array([10.0, 20.0, 30.0])).shorn(0.5).tolist() == [5.0, 10.0, 15.0]
    assert sheep.wool[rows].tolist() == [1.0, 3.0, 4.0]
    assert sheep.of(rows).shorn(0.0).tolist() == [1.0, 3.0, 4.0]


def test_a_rule_that_writes_to_its_column_is_stopped(sheep):
    with pytest.raises(AttributeError, match=r"Sheep\.wool: a rule answers, it does not write"):
        sheep.ask(Sheep.grabs_wool, sheep.rows)
    with pytest.raises(AttributeError, match=r"Sheep\.wool: a rule answers, it does not write"):
        sheep.agent(0, mesa.Model(rng=0)).grabs_wool()


def test_a_rule_that_writes_into_a_vector_of_its_own_is_stopped(sheep):
    before = sheep.spots.copy()
    with pytest.raises(ValueError, match="read-only"):
        sheep.agent(0, mesa.Model(rng=0)).paints_itself()
    assert np.array_equal(sheep.spots, before)


def test_a_rule_without_a_finite_answer_raises_and_names_agent_and_rule(sheep):
    with np.errstate(invalid="ignore"), pytest.raises(FloatingPointError, match="Sheep 0: root"):
        sheep.ask(Sheep.root, sheep.rows)
    assert sheep.ask(Sheep.root, np.array([2, 3])).tolist() == [1.0, np.sqrt(2.0)]


def test_the_first_agent_without_a_finite_answer_is_the_one_that_is_named(sheep):
    sheep.table["spots"][2:, 1] = np.nan
    with pytest.raises(FloatingPointError, match="Sheep 2: spotted"):
        sheep.ask(Sheep.spotted, sheep.rows)
    assert len(sheep.ask(Sheep.spotted, np.array([0]))) == 1


def test_state_comes_back_as_it_was_and_is_a_copy(sheep):
    state = sheep.state()
    sheep.table["wool"][:] = 99.0
    sheep.leave(np.array([3]))
    assert state["wool"].tolist() == [1.0, 0.0, 3.0, 4.0]
    twin = Population(Sheep, Parameters())
    twin.restore(state)
    sheep.restore(state)
    for population in (twin, sheep):
        assert population.rows.tolist() == [0, 2, 3]
        assert all(np.array_equal(population.state()[name], array) for name, array in state.items())


def test_a_larger_population_comes_back_into_a_blank_one():
    large = Population(Sheep, Parameters())
    large.reserve(3 * ROOM)
    large.enter(np.arange(3 * ROOM), wool=np.arange(3.0 * ROOM))
    twin = Population(Sheep, Parameters())
    twin.restore(large.state())
    assert twin.size == len(twin) == 3 * ROOM
    assert np.array_equal(twin.wool, large.wool)


def digest(population):
    hasher = hashlib.sha256()
    population.digest_into(hasher)
    return hasher.hexdigest()


def test_the_hash_sees_columns_and_who_is_alive_but_not_spare_room(sheep):
    before = digest(sheep)
    twin = Population(Sheep, Parameters())
    twin.reserve(2)
    twin.restore(sheep.state())
    assert digest(twin) == before
    twin.leave(np.array([0]))
    assert digest(twin) != before
    sheep.table["spots"][2, 2] += 1e-12
    assert digest(sheep) != before


def test_an_agent_is_made_when_looked_at_and_stays_the_same_object(sheep):
    model = mesa.Model(rng=0)
    assert len(model.agents) == 0
    agent = sheep.agent(2, model)
    assert sheep.agent(2, model) is agent
    assert (
        model.agents.to_list() == [agent]
        if hasattr(model.agents, "to_list")
        else list(model.agents) == [agent]
    )
    assert (agent.row, agent.wool, agent.flock) == (2, 3.0, 7)


def test_an_agent_shows_the_population_as_it_is_now(sheep):
    agent = sheep.agent(2, mesa.Model(rng=0))
    sheep.wool[2] = 8.0
    assert agent.wool == 8.0


def test_registering_lists_the_living_and_takes_the_dead_off(sheep):
    model = mesa.Model(rng=0)
    sheep.register(model)
    assert sorted(agent.row for agent in model.agents) == [0, 2, 3]
    sheep.leave(np.array([0]))
    sheep.register(model)
    assert sorted(agent.row for agent in model.agents) == [2, 3]


def test_a_number_that_is_not_finite_stops_the_month_and_names_whose_it_is_and_when():
    economy = small_economy(months=2)
    economy.funds.leaning[3, 1] = np.nan
    with pytest.raises(FloatingPointError, match="VentureFund 3: field_shares") as stopped:
        economy.step()
    told = str(stopped.value) + " ".join(getattr(stopped.value, "__notes__", []))
    assert "month 2" in told
