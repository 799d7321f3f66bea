"""What AI spending has brought back, worked by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from by_hand import group

from agents.hyperscaler import Hyperscaler
from agents.incumbent import NONE, PILOT, SCALED, Incumbent
from model import Parameters
from model.desk import Desk
from model.returns import Returns


def opening(**firm):
    parameters = Parameters(cloud_cost_share=0.5)
    economy = SimpleNamespace(
        parameters=parameters, incumbents=group(Incumbent, parameters, **firm), month=0, desk=Desk(),
        hyperscalers=group(Hyperscaler, parameters, debt=[0.0, 0.0]),
    )  # fmt: skip
    economy.desk.chip_capex = economy.desk.ai_cloud = economy.desk.ai_own_use = np.zeros(2)
    return economy, Returns.of(economy)


def month(economy, returns, **firm):
    for name, value in firm.items():
        economy.incumbents.table[name][0] = value
    returns.close(economy)
    economy.month += 1


def test_a_programme_has_not_returned_what_it_cost_until_its_benefits_add_up_to_it():
    economy, returns = opening()
    month(economy, returns, stage=PILOT, stage_since=0, spent=100.0)
    assert returns.programmes_unreturned() == 100.0
    # Scaled at the end of the month: it brings 360 a year from the next month on.
    month(economy, returns, stage=SCALED, stage_since=1, spent=200.0, benefit=360.0)
    assert returns.programmes_unreturned() == 200.0
    month(economy, returns, spent=210.0)
    assert returns.programmes_unreturned() == 180.0
    for _ in range(6):
        month(economy, returns)
    assert returns.programmes_unreturned() == 0.0, "and never less than nothing"


def test_a_programme_that_ended_without_return_stays_lost_when_the_next_one_starts():
    economy, returns = opening()
    month(economy, returns, stage=PILOT, stage_since=0, spent=100.0)
    month(economy, returns, stage=NONE, stage_since=1)
    month(economy, returns, stage=PILOT, stage_since=2, spent=30.0)
    assert returns.programmes_unreturned() == 130.0
    assert returns.lost == 100.0


def test_compute_has_earned_its_cost_by_rent_and_own_use_less_running_cost():
    economy, returns = opening()
    economy.desk.chip_capex = np.array([100.0, 50.0])
    economy.desk.ai_cloud, economy.desk.ai_own_use = np.array([40.0, 0.0]), np.array([5.0, 120.0])
    returns.close(economy)
    # Half goes into running: 100 - (half of 45) = 77.5; the second has earned more than it cost.
    assert returns.compute_unreturned() == pytest.approx(77.5)
