"""The end of pilots: what is scaled up, kept or ended, what it pays, and what the industry hears of it."""

import numpy as np
import pytest
from small_economy import small_economy

from agents.incumbent import KEPT, NONE, PILOT, SCALED, Incumbent
from model.month.ending import _end_pilots, _scale_up, _told

FIRMS = np.array([0, 1, 2])


def after_pilots(monkeypatch, values, **changes):
    """Return a small economy in which three firms of one industry end pilots that turned out worth `values`."""
    told = {"return_hurdle": 1.0, "scaling_hurdle": 1.6, "scaling_factor": 2.0, "pilot_months": 6}
    economy = small_economy(months=7, **(told | {"learning_own": 0.0, "learning_industry": 0.5} | changes))
    firms = economy.incumbents
    firms.stage[:], firms.budget[:], firms.benefit[:], firms.tries[:] = NONE, 0.0, 0.0, 0
    firms.industry[:], firms.expected_value[:], firms.firms[FIRMS] = 0, 1.0, (1.0, 2.0, 3.0)
    firms.stage[FIRMS], firms.stage_since[FIRMS], firms.budget[FIRMS] = PILOT, 0, 100.0
    values = np.array(values)
    with monkeypatch.context() as nature:
        nature.setattr(Incumbent, "project_value", lambda firm, advance, fruit, draw: values + 0.0 * draw)
        _end_pilots(economy)
    return economy


def test_a_programme_that_is_scaled_up_after_its_pilot_is_counted_as_scaled(monkeypatch):
    economy = after_pilots(monkeypatch, [1.2, 1.2, 0.9])
    firms = economy.incumbents
    firms.benefit[1] *= 2.0
    _scale_up(economy)
    assert firms.stage[FIRMS].tolist() == [KEPT, SCALED, NONE]
    assert economy.desk.projects[2] == firms.firms[1]


def test_a_pilot_far_above_its_return_is_scaled_up_one_that_met_it_is_kept_and_the_rest_end(monkeypatch):
    firms = after_pilots(monkeypatch, [2.0, 1.2, 0.9]).incumbents
    assert firms.stage[FIRMS].tolist() == [SCALED, KEPT, NONE]
    assert firms.budget[FIRMS].tolist() == [200.0, 100.0, 0.0]
    assert firms.tries[FIRMS].tolist() == [1, 1, 1]


def test_a_programme_brings_its_value_on_what_it_spends(monkeypatch):
    firms = after_pilots(monkeypatch, [2.0, 1.2, 0.9]).incumbents
    assert firms.benefit[FIRMS].tolist() == pytest.approx([12.0 * 2.0 * 200.0, 12.0 * 1.2 * 100.0, 0.0])


def test_a_pilot_is_paid_for_as_many_months_as_it_lasts():
    economy = small_economy(pilot_months=4, abandonment=0.0, adoption_base=-4.0)
    firms, paid = economy.incumbents, np.zeros(economy.incumbents.size)
    waits = firms.stage == NONE
    for _ in range(12):
        before = firms.stage.copy()
        economy.step()
        piloted = waits & ((firms.stage == PILOT) | (firms.tries > 0) & (before == PILOT))
        paid += piloted & (firms.tries <= 1)
    ended = waits & (firms.tries == 1) & (firms.stage != PILOT)
    assert ended.sum() > 5
    assert set(paid[ended].tolist()) == {4.0}


def test_programmes_that_met_their_return_were_scaled_and_ended_are_counted_in_real_firms(monkeypatch):
    economy = after_pilots(monkeypatch, [2.0, 1.2, 0.9])
    one, two, three = economy.incumbents.firms[FIRMS].tolist()
    assert economy.desk.projects[1:].tolist() == pytest.approx([one + two, one, three])


@pytest.mark.parametrize(
    ("disclosure", "heard"),
    [(1.0, (2.0 + 2.0 * 0.9 + 3.0 * 0.3) / 6.0), (0.0, (2.0 + 2.0 * 0.9) / 3.0)],
    ids=["all results are published", "failures are kept quiet"],
)
def test_the_industry_hears_the_mean_over_firms_of_the_results_that_are_told(monkeypatch, disclosure, heard):
    # Without disclosure .9 of the return still passes for a success, and .3 is not spoken of.
    firms = after_pilots(monkeypatch, [2.0, 0.9, 0.3], disclosure=disclosure).incumbents
    assert firms.expected_value.tolist() == pytest.approx(
        [1.0 + 0.5 * (heard - 1.0)] * len(firms.expected_value)
    )


def test_where_nobody_tells_of_a_success_nobody_learns(monkeypatch):
    firms = after_pilots(monkeypatch, [0.5, 0.4, 0.3], disclosure=0.0).incumbents
    assert firms.expected_value.tolist() == [1.0] * len(firms.expected_value)


@pytest.mark.parametrize(("disclosure", "success"), [(1.0, 1.0 / 6.0), (0.0, 3.0 / 6.0)])
def test_success_is_posted_as_firms_tell_it_and_weighs_as_many_results_as_there_are(disclosure, success):
    economy = small_economy(return_hurdle=1.0, disclosure=disclosure)
    economy.posted.project_success = 0.5
    economy.incumbents.firms[:] = 2.0
    _told(economy, np.array([2.0, 0.9, 0.3]), np.array([1.0, 2.0, 3.0]))
    results_a_year = 12.0 * 6.0 / 96.0  # results of six firms of 96 in a month
    assert economy.posted.project_success == pytest.approx(0.5 + 0.1 * results_a_year * (success - 0.5))


def test_in_a_month_without_results_what_is_known_of_success_stays():
    economy = small_economy()
    economy.posted.project_success = 0.4
    _told(economy, np.zeros(0), np.zeros(0))
    assert economy.posted.project_success == 0.4


def test_a_programme_kept_at_the_size_of_its_pilot_is_scaled_up_once_cheaper_compute_makes_it_worth_it(
    monkeypatch,
):
    economy = after_pilots(monkeypatch, [2.0, 1.2, 0.9])
    firms = economy.incumbents
    firms.benefit[1] *= 1.3  # 1.56 of what it costs: not yet
    _scale_up(economy)
    assert firms.stage[FIRMS].tolist() == [SCALED, KEPT, NONE]
    firms.benefit[1] *= 1.1
    brings = firms.benefit[1]
    _scale_up(economy)
    assert firms.stage[FIRMS].tolist() == [SCALED, SCALED, NONE]
    assert (firms.budget[1], firms.benefit[1]) == pytest.approx((200.0, 2.0 * brings))
    assert firms.budget[0] == 200.0, "nobody is scaled up twice"
