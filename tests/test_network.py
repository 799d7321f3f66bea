"""Who watches whom: links come from each agent's own luck and are counted by arrays."""

import numpy as np
import pytest
from small_economy import small_economy

from model.chance import Chance
from model.network import arrivals, graph, means_of, seen_share
from model.opening import enrol


def luck(agents: int, links: int = 4, seed: int = 1) -> np.ndarray:
    return Chance(seed).uniform("links", 0, agents * links).reshape(agents, links)


def test_nobody_watches_itself_and_all_links_lead_to_somebody():
    for agents in (2, 3, 5, 200):
        watched = arrivals(luck(agents), 4)
        assert watched.shape == (agents, 4)
        assert (watched != np.arange(agents)[:, None]).all()
        assert watched.min() >= 0
        assert watched.max() < agents


def test_an_agent_watches_those_who_came_before_it():
    watched = arrivals(luck(300), 4)
    assert (watched[5:] < np.arange(5, 300)[:, None]).all()


def test_the_first_few_close_the_ring_among_themselves():
    assert arrivals(luck(300), 4)[:5].max() < 5


def test_one_more_agent_changes_nobody_elses_links():
    before, after = arrivals(luck(60), 4), arrivals(luck(61), 4)
    assert np.array_equal(before, after[:60])


def test_one_more_agent_of_a_group_changes_nobody_elses_links():
    groups = np.arange(121) % 6
    before = arrivals(luck(120), 4, groups[:120], 0.2)
    after = arrivals(luck(121), 4, groups, 0.2)
    assert np.array_equal(before, after[:120])


def test_old_agents_are_watched_by_more_than_young_ones():
    audience = np.bincount(arrivals(luck(2000), 4).ravel(), minlength=2000)
    assert audience[:200].mean() > 2.0 * audience[1000:].mean()
    assert audience[1000:1500].mean() > 1.0, "and the young are not forgotten"


def test_links_worked_by_hand():
    # Agent 3 has three before it: 0.5 * 3 = 1.5 and 0.9 * 3 = 2.7, so it watches agents 1 and 2.
    # With two links the first three draw among agents 0, 1, 2; who draws itself takes the next.
    given = np.array([[0.1, 0.9], [0.4, 0.1], [0.9, 0.5], [0.5, 0.9]])
    assert arrivals(given, 2).tolist() == [[1, 2], [2, 0], [0, 1], [1, 2]]


def test_peers_of_a_group_are_of_that_group_and_a_share_of_them_of_any():
    groups = np.arange(600) % 6
    for across, strangers in ((0.0, 0.0), (0.2, 0.2 * 5 / 6), (1.0, 5 / 6)):
        watched = arrivals(luck(600), 4, groups, across)[100:]
        other = groups[watched] != groups[100:, None]
        assert other.mean() == pytest.approx(strangers, abs=0.03)


def test_what_the_watched_chose_is_counted_by_hand():
    watched = np.array([[1, 2], [0, 2], [0, 1]])
    choice = np.array([0, 2, 2])
    everybody = np.full(3, True)
    seen = seen_share(watched, choice, 3, everybody)
    assert seen.tolist() == [[0.0, 0.0, 1.0], [0.5, 0.0, 0.5], [0.5, 0.0, 0.5]]


def test_who_has_left_or_never_came_is_not_seen():
    watched, there = np.array([[1, 2], [0, 2], [0, 2]]), np.array([False, True, True])
    seen = seen_share(watched, np.array([0, 2, 2]), 3, there)
    assert seen.tolist() == [[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0]]
    assert seen_share(watched, np.array([0, 2, 2]), 3, np.full(3, False)).tolist() == [[0.0] * 3] * 3


def test_the_mean_of_those_who_are_there_and_ones_own_where_nobody_is():
    rows, watched = np.arange(3), np.array([[1, 2], [0, 2], [0, 0]])
    column, other = np.array([0.2, 0.4, 0.8]), np.array([1.0, 0.0, 3.0])
    mean, means = means_of((column, other), watched, np.full(3, True), rows)
    assert mean.tolist() == pytest.approx([0.6, 0.5, 0.2])
    assert means.tolist() == pytest.approx([1.5, 2.0, 1.0])
    there = np.array([False, True, True])
    assert means_of((column,), watched, there, rows)[0].tolist() == pytest.approx([0.6, 0.8, 0.8])
    assert means_of((column,), watched[1:], there, rows[1:])[0].tolist() == pytest.approx([0.8, 0.8])


def test_the_graph_has_an_edge_from_each_agent_to_those_it_watches():
    watched = np.array([[1, 2], [0, 2], [0, 0], [2, 1]])
    assert sorted(graph(watched).edges) == [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (3, 1), (3, 2)]
    assert len(graph(watched)) == 4


def test_the_same_seed_gives_every_kind_the_same_network():
    one, twin, other = small_economy(seed=1), small_economy(seed=1, herding=0.1), small_economy(seed=2)
    for network in ("co_investors", "peers", "colleagues"):
        assert np.array_equal(getattr(one, network), getattr(twin, network))
        assert not np.array_equal(getattr(one, network), getattr(other, network))


def test_a_fund_sees_where_its_co_investors_put_their_money_last_year():
    economy = small_economy()
    recent = economy.funds.recent.copy()
    economy.step()
    seen = recent[economy.co_investors[4]].sum(axis=0)
    assert economy.funds.peers[4] == pytest.approx(seen / seen.sum())


def test_an_incumbent_sees_how_many_of_its_peers_had_a_programme_last_month():
    economy = small_economy(months=6, adoption_base=-4.0)
    stage = economy.incumbents.stage.copy()
    assert 0.1 < np.mean(stage != 0) < 0.9
    economy.step()
    seen = [np.mean([stage[peer] != 0 for peer in peers]) for peers in economy.peers]
    assert economy.incumbents.peers_using.tolist() == pytest.approx(seen)


def test_a_newcomer_watches_people_at_work_and_takes_its_first_belief_from_them():
    economy = small_economy(months=30)
    people, first = economy.researchers, economy.researchers.size
    working = people.rows.copy()
    for column in ("evidence", "excess", "fear"):
        people.table[column][working] = luck(len(working), 1)[:, 0]
    people.reserve(first + 400)
    newcomers = np.arange(first, first + 400)
    enrol(economy, newcomers)
    watched = economy.colleagues[newcomers]
    assert np.isin(watched, working).all()
    jobs = people.job[working]
    assert set(people.job[watched].ravel()) == set(jobs), "people of every job at work are watched"
    for column in ("evidence", "excess", "fear"):
        told = people.table[column]
        taken = [np.mean([told[who] for who in whom]) for whom in watched]
        assert told[newcomers].tolist() == pytest.approx(taken)


def test_one_more_fund_leaves_the_links_of_all_others_as_they_were():
    before, after = small_economy(), small_economy(fund_agents=21)
    assert np.array_equal(before.co_investors[:20], after.co_investors[:20])
