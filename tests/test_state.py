"""The states and the grid: subsidies, export controls, whose compute it is, and what the grid connects."""

import numpy as np
import pytest
from by_hand import answers, group
from small_economy import SMALL, small_economy

from agents.government import Government
from agents.vocabulary import BLOCS
from model import Economy, Parameters
from model.month.build import _cost_of_a_unit, _deliver, _install, invest
from model.month.state import (
    LEADER,
    OUTSIDE_CLOUDS,
    RIVAL,
    TAXED,
    govern,
    grid_factor,
    other_orders,
    paid_orders,
)
from model.state_metrics import STATE_METRICS

BY_NAME = {metric.name: metric for metric in STATE_METRICS}

# ---------------------------------------------------------------------------------- governments

RACE = Parameters(subsidy_by_gap=0.24, subsidy_by_rivals=0.12, subsidy_by_debt=0.06, subsidy_limit=0.004)


def test_a_bloc_subsidises_what_it_lags_behind_its_target_and_its_rivals_less_what_it_has_paid():
    bloc = group(
        Government, RACE, target=0.25, share=0.05, subsidy=0.001, rivals_subsidy=0.003, debt_pressure=0.002
    )
    step = 0.5 * (0.24 * 0.20 / 100.0 + 0.12 * 0.002) / 12.0 - 0.06 * 0.002 / 12.0
    assert answers(bloc, Government.next_subsidy, 0.5) == pytest.approx([0.001 + step])


def test_a_bloc_ahead_of_its_target_and_of_its_rivals_lets_the_subsidy_run_down():
    bloc = group(
        Government, RACE, target=0.2, share=0.5, subsidy=0.001, rivals_subsidy=0.0, debt_pressure=0.1
    )
    assert answers(bloc, Government.next_subsidy, 1.0) == pytest.approx([0.001 - 0.06 * 0.1 / 12.0])


def test_an_export_control_makes_the_other_bloc_try_twice_as_hard():
    blocs = group(Government, RACE, target=0.3, share=0.1, restricted=[0, 1])
    free, held_back = answers(blocs, Government.next_subsidy, 1.0)
    assert held_back == pytest.approx(2.0 * free)


def test_no_subsidy_is_negative_or_above_the_limit():
    blocs = group(Government, RACE, subsidy=[0.0, 0.004], target=[0.0, 1.0], debt_pressure=[1.0, 0.0])
    assert answers(blocs, Government.next_subsidy, 1.0) == [0.0, 0.004]


def test_without_industrial_policy_nobody_subsidises_and_nobody_restricts():
    blocs = group(Government, RACE.replace(industrial_policy=0.0), target=1.0, rivals_subsidy=0.003)
    assert answers(blocs, Government.next_subsidy, 1.0) == [0.0]
    assert answers(blocs, Government.restricts, 1.0, other_share=np.array([0.9]), held=np.array([0])) == [
        False
    ]


def test_what_a_bloc_has_paid_counts_over_the_product_of_today():
    economy = small_economy(nominal_growth=0.06, industrial_policy=0.0)
    states = economy.governments
    states.debt_pressure[:] = 0.02
    for _ in range(12):
        govern(economy)
    assert states.subsidy.max() == 0.0
    assert states.debt_pressure.tolist() == pytest.approx([0.02 * np.exp(-0.06)] * len(BLOCS))


CONTROLS = Parameters(control_threshold=0.17, control_lift=0.5)


def test_the_leader_restricts_a_rival_that_comes_near_once_compute_is_a_matter_of_state():
    leader, near = group(Government, CONTROLS, share=[0.5, 0.5]), np.array([0.16, 0.18])
    free = np.array([0, 0])
    assert answers(leader, Government.restricts, 1.0, other_share=near, held=free) == [False, True]
    assert answers(leader, Government.restricts, 0.9, other_share=near, held=free) == [False, False]


def test_a_control_that_holds_goes_on_until_the_rival_is_far_behind():
    leader, behind = group(Government, CONTROLS, share=[0.5, 0.5]), np.array([0.08, 0.09])
    assert answers(leader, Government.restricts, 1.0, other_share=behind, held=np.array([1, 1])) == [
        False,
        True,
    ]


def test_a_subsidy_is_paid_from_tax_and_what_is_left_goes_to_households():
    economy = small_economy()
    states, ledger = economy.governments, economy.ledger
    states.subsidy[:] = 0.001
    product = states.product.copy()
    clouds = ledger.usd("hyperscalers").sum()
    govern(economy)
    got = float(ledger.usd("hyperscalers").sum() - clouds)
    assert got == pytest.approx(float(states.subsidy[LEADER] * states.product[LEADER] / 12.0), rel=1e-6)
    assert economy.desk.subsidies == pytest.approx(float(np.sum(states.subsidy * states.product) / 12.0))
    assert ledger.usd("governments").tolist() == pytest.approx([0.0] * len(BLOCS), abs=0.02)
    assert economy.desk.subsidies < TAXED * product.sum() / 12.0
    assert ledger.close_month(0) == 0


def test_other_clouds_order_as_hyperscalers_do_more_with_subsidies_and_less_under_control():
    economy = small_economy(subsidy_into_chips=0.5, control_bite=0.6)
    economy.desk.subsidy = np.array([100.0, 20.0, 0.0, 0.0, 0.0])
    usual = 1000.0 * OUTSIDE_CLOUDS
    # The leader's subsidy orders for its hyperscalers.
    by_hand = usual + np.array([0.0, 0.5 * 20.0 / 2.0, 0.0, 0.0, 0.0])
    assert other_orders(economy, 1000.0, 2.0).tolist() == pytest.approx(by_hand.tolist())
    economy.governments.restricted[RIVAL] = 1
    by_hand[RIVAL] *= 0.4
    assert other_orders(economy, 1000.0, 2.0).tolist() == pytest.approx(by_hand.tolist())


def test_what_export_controls_stop_is_told_in_dollars_of_chips_without_the_halls_around_them():
    economy = small_economy(control_bite=0.6, chip_share_of_ai_capex=0.7)
    states = economy.governments
    other_orders(economy, 1000.0, 2.0)
    assert BY_NAME["chips_stopped_usd"].of(economy) == 0.0
    states.restricted[RIVAL] = 1
    other_orders(economy, 1000.0, 2.0)
    usual = 1000.0 * OUTSIDE_CLOUDS[RIVAL]
    assert BY_NAME["chips_stopped_usd"].of(economy) == pytest.approx(0.6 * usual * 2.0 * 0.7)


def test_the_blocs_share_all_installed_compute_and_next_month_they_see_the_share_that_is_told():
    economy = small_economy(months=12)
    told = [BY_NAME[f"compute_share_{bloc}"].of(economy) for bloc in BLOCS]
    assert sum(told) == pytest.approx(1.0)
    assert [economy.record[f"compute_share_{bloc}"][-1] for bloc in BLOCS] == told
    govern(economy)
    assert economy.governments.share.tolist() == told


def test_the_leader_s_subsidy_orders_compute_for_its_hyperscalers_by_what_is_asked_of_them():
    economy = small_economy(subsidy_into_chips=0.5)
    scalers = economy.hyperscalers
    economy.governments.subsidy[LEADER] = 0.001
    govern(economy)
    paid = economy.desk.subsidy[LEADER]
    by_hand = 0.5 * paid * scalers.ai_demand / scalers.ai_demand.sum()
    assert paid > 0.0
    assert paid_orders(economy).tolist() == pytest.approx(by_hand.tolist())


def test_hyperscalers_await_what_the_leader_s_subsidy_orders_beside_what_they_order_themselves():
    plain, subsidised = (small_economy(subsidy_into_chips=part) for part in (0.0, 0.5))
    for economy in (plain, subsidised):
        economy.governments.subsidy[LEADER] = 0.002
        invest(economy)
    assert subsidised.hyperscalers.ai_capex.tolist() == plain.hyperscalers.ai_capex.tolist()
    more = (subsidised.hyperscalers.on_order - plain.hyperscalers.on_order) * _cost_of_a_unit(plain)
    assert more.tolist() == pytest.approx(paid_orders(subsidised).tolist())
    assert more.min() > 0.0


def test_a_hyperscaler_that_abstains_orders_nothing_with_a_subsidy_either():
    economy = Economy(Parameters(**SMALL), abstain={"hyperscalers": [0]})
    economy.desk.granted = np.full(5, 20.0)
    assert (paid_orders(economy) > 0.0).tolist() == [False, True, True, True, True]


def test_installed_compute_belongs_to_a_bloc_each_and_to_no_one_twice():
    economy = small_economy(months=24)
    states = economy.governments
    assert states.share.sum() == pytest.approx(1.0)
    assert (states.share > 0.0).all()


# ------------------------------------------------------------------------------------- the grid


def test_the_grid_connects_all_new_halls_until_it_is_nearly_full_and_none_when_full():
    economy = small_economy(grid_room_usd=1e11, grid_growth=0.0, grid_margin=0.2)
    connected = []
    for use in (0.0, 0.7, 0.85, 0.95, 1.0, 1.2):
        economy.posted.halls = use * 1e11
        connected.append(grid_factor(economy))
        assert economy.posted.energy_utilisation == pytest.approx(use)
    assert connected == pytest.approx([1.0, 1.0, 0.75, 0.25, 0.0, 0.0])


def test_vendors_see_what_part_of_what_they_had_ready_found_room_on_the_grid():
    economy = small_economy(months=2, grid_room_usd=1e11, grid_growth=0.0, grid_margin=0.2)
    assert economy.chip_vendors.taken == pytest.approx(1.0)
    economy.posted.halls = 0.95e11
    economy.order_book += economy.chip_vendors.capacity
    economy.chip_vendors.backlog[:] = economy.order_book.sum(axis=0)
    _deliver(economy)
    assert economy.chip_vendors.taken == pytest.approx(0.25)


def test_halls_of_other_clouds_fill_the_grid_too():
    economy = small_economy(months=12)
    halls = float(economy.ledger.real("halls", "hyperscalers").sum()) / 100.0
    assert economy.posted.outside_halls > 0.0
    assert economy.posted.halls == pytest.approx(
        halls + economy.posted.outside_halls, rel=0.02
    )  # less a month's wear


def test_the_grids_room_grows_at_its_own_pace():
    economy = small_economy(grid_room_usd=1e11, grid_growth=0.12)
    economy.posted.halls, economy.month = 1e11, 119
    grid_factor(economy)
    assert economy.posted.energy_utilisation == pytest.approx(np.exp(-1.2))


def test_without_the_energy_limit_every_hall_is_connected():
    economy = small_economy(grid_room_usd=1e11, energy_limit=0.0)
    economy.posted.halls = 5e11
    assert grid_factor(economy) == 1.0


def test_compute_of_every_bloc_goes_out_of_service_as_chips_do():
    economy = small_economy(months=1, chip_retirement=0.24, chip_wear=0.6)
    before = economy.posted.bloc_compute.copy()
    _install(economy, np.zeros_like(economy.order_book))
    assert economy.posted.bloc_compute.tolist() == pytest.approx((0.98 * before).tolist())
