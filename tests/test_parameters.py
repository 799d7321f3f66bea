"""A number is declared once: with unit, bounds, meaning and source; it is read, and it moves something."""

import math
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_economy import SMALL

from model import Economy, Parameters
from model.month.default import fail_on_debt
from model.parameters import ParameterInfo

INFOS = Parameters().describe()
NAMES = [info.name for info in INFOS]
COUNTS = [info for info in INFOS if isinstance(info.value, int)]
SIZES = [info.name for info in INFOS if info.group == "how many agents"]
one_of_all = st.sampled_from(INFOS)


# ------------------------------------------------------------------------------- declarations


@pytest.mark.parametrize("info", INFOS, ids=NAMES)
def test_a_parameter_says_its_unit_its_bounds_its_meaning_its_source_and_its_group(info):
    assert info.unit
    assert info.source
    assert info.group
    assert len(info.meaning) > 8
    assert info.low < info.high
    assert info.low <= info.value <= info.high


def test_what_is_described_is_what_is_there():
    changed = Parameters(herding=1.5)
    assert {info.name: info.value for info in changed.describe()} == changed.as_dict()
    assert changed.as_dict() == {name: getattr(changed, name) for name in NAMES}
    assert changed.as_dict() == Parameters().as_dict() | {"herding": 1.5}


def test_parameters_cannot_be_edited():
    with pytest.raises(FrozenInstanceError):
        Parameters().herding = 0.0  # type: ignore[misc]


def test_parameters_are_given_by_name():
    with pytest.raises(TypeError):
        Parameters(0.5)  # type: ignore[misc]


# ----------------------------------------------------------------------------------- refusals


def test_an_unknown_name_at_construction_is_a_type_error_that_names_it():
    with pytest.raises(TypeError, match="herdin"):
        Parameters(herdin=0.5)


@pytest.mark.parametrize(
    ("mistake", "meant"),
    [("herdin", "herding"), ("fund_agent", "fund_agents"), ("ai_growth_2016", "ai_growth_2015")],
)
def test_an_unknown_name_in_a_what_if_is_answered_with_the_nearest(mistake, meant):
    with pytest.raises(ValueError, match=f"parameter {mistake}: unknown; did you mean {meant}\\?"):
        Parameters().replace(**{mistake: 0.5})


def test_a_name_like_no_other_is_simply_unknown():
    with pytest.raises(ValueError, match=r"parameter qqqq: unknown$"):
        Parameters().replace(qqqq=1.0)


@given(info=one_of_all, share=st.floats(0.0, 1.0))
def test_every_value_within_its_bounds_is_taken(info, share):
    value = info.low + share * (info.high - info.low)
    value = int(value) if isinstance(info.value, int) else min(value, float(info.high))
    assert getattr(Parameters(**{info.name: value}), info.name) == value


@given(info=one_of_all, beyond=st.floats(1e-6, 1e12), above=st.booleans())
def test_a_value_out_of_bounds_is_refused_with_its_name_its_range_and_its_unit(info, beyond, above):
    step = max(1.0, abs(info.high)) * beyond
    value = info.high + step if above else info.low - step
    value = math.ceil(value) if isinstance(info.value, int) and above else value
    value = math.floor(value) if isinstance(info.value, int) and not above else value
    with pytest.raises(ValueError, match=f"parameter {info.name}: ") as refused:
        Parameters(**{info.name: value})
    unit = "" if info.unit == "1" else f" {info.unit}"
    assert f"{info.low:g} to {info.high:g}{unit}" in str(refused.value)
    with pytest.raises(ValueError, match=f"parameter {info.name}: "):
        Parameters().replace(**{info.name: value})


@pytest.mark.parametrize(
    "no_number",
    [math.nan, math.inf, -math.inf, True, False, "0.5", None, 1j, [1.0], pytest.param(10**400, id="huge")],
)
@pytest.mark.parametrize("name", ["herding", "fund_agents", "rate_shift_months"])
def test_what_is_no_number_is_refused(name, no_number):
    with pytest.raises(ValueError, match=f"parameter {name}: .*allowed"):
        Parameters(**{name: no_number})
    with pytest.raises(ValueError, match=f"parameter {name}: .*allowed"):
        Parameters().replace(**{name: no_number})


@pytest.mark.parametrize("info", COUNTS, ids=[info.name for info in COUNTS])
def test_a_count_is_whole(info):
    with pytest.raises(ValueError, match=f"parameter {info.name}: .*no whole number"):
        Parameters(**{info.name: info.value + 0.5})
    assert isinstance(getattr(Parameters().replace(**{info.name: float(info.value)}), info.name), int)


def test_a_what_if_is_a_new_one_and_leaves_the_old_one_alone():
    before = Parameters()
    after = before.replace(herding=0.0, fund_agents=7)
    assert (after.herding, after.fund_agents) == (0.0, 7)
    assert before == Parameters()
    assert after.replace(herding=before.herding, fund_agents=before.fund_agents) == before


def test_the_scenario_is_laid_over_the_parameters_and_the_rest_is_kept():
    economy = Economy(Parameters(**SMALL, herding=1.5, choice_intensity=2.0), 1, "straight")
    assert (economy.parameters.herding, economy.parameters.choice_intensity) == (0.0, 2.0)


# ----------------------------------------------------------------------------------- all read


class Watched(Parameters):
    """Parameters that note who in the agents' or the model's code reads them."""

    read: set[str] = set()

    def __getattribute__(self, name: str):
        reader = sys._getframe(1).f_code.co_filename.replace("\\", "/")
        if ("/agents/" in reader or "/model/" in reader) and not reader.endswith("/parameters.py"):
            Watched.read.add(name)
        return super().__getattribute__(name)


def ruin_a_lab(economy: Economy) -> None:
    """Let the first lab lose its money and its customers: what only a bankruptcy reads is read."""
    economy.ledger.sweep("lost", ("labs", 0), ("outside_firms", 0))
    economy.labs.revenue[0] = 0.0
    fail_on_debt(economy)
    assert not economy.labs.alive[0]


def test_every_parameter_is_read_by_the_code():
    Watched.read.clear()
    economy = Economy(Watched(**SMALL), seed=2).run(14)
    ruin_a_lab(economy)
    assert set(NAMES) - Watched.read == set(), "declared, and read by nobody"


# --------------------------------------------------------------------------------- all moving

POOR = SMALL | {"true_productivity_low": 0.05, "true_productivity_high": 0.05}
"""A small world in which AI is worth as little as it may be: there labs go bankrupt."""

CARELESS = SMALL | {"scaling_hurdle": 0.4}
"""A small world in which firms scale up pilots that cost more than they bring; elsewhere no programme loses."""

ON_RARE_OCCASIONS = (
    "energy_limit", "hope_weight", "fear_weight", "adoption_by_fear", "speaking_by_fear", "short_stop", "margin", "collateral", "stake_cash_share", "subsidy_limit", "control_threshold", "control_bite", "control_lift", "grid_margin",  # the market, the loop, states
    "rate_shock", "rate_shift_months", "policy_rate_after", "milestones_per_year_after", "milestone_size_after",
    "pay_weight", "study_pay_weight", "graduate_leaning", "scaling_factor", "abandonment", "lesson_of_pilot",
    "learning_own", "debt_limit", "capex_cash_share", "science_spillover", "science_lag_months", "lab_serving_cost",
    "startup_last_month", "scaling_hurdle", "expected_growth_cap", "capex_punishment", "capex_limit", "disclosure",
    "market_fruit", "project_fruit", "fruit_begins", "fruit_ripe", "channel_fee", "learning_industry", "compute_substitution",
    "adoption_by_value", "lab_multiple", "lab_growth_years", "vendor_backlog_months",
)  # fmt: skip

LATE: dict[str, dict[str, float]] = {
    **{name: {} for name in ON_RARE_OCCASIONS},
    **dict.fromkeys(("lab_last_month", "lab_least_carried", "loss_given_default"), POOR),
    "patience_of_belief": CARELESS,
}
"""Parameters that act after the first two years, or only on what is rare, with the world in which they do."""


@cache
def steps(months: int, world: tuple[tuple[str, float], ...]) -> list[tuple]:
    return list(history(Parameters(**dict(world)), months))


def history(parameters: Parameters, months: int) -> Iterator[tuple]:
    """Yield after each month what was measured and what everybody has in the bank."""
    economy = Economy(parameters, seed=2)
    for _ in range(months):
        economy.step()
        measured = [values[-1] for values in economy.record.values()]
        yield measured, [economy.ledger.deposits(kind).tobytes() for kind in economy.ledger.kinds]


def other_values(info: ParameterInfo) -> Iterator[float]:
    """Yield values in bounds: nearly all of the way to either bound, which moves most, then half, then a quarter of it."""
    for way in (0.9, 0.5, 0.25):
        for bound in sorted((info.low, info.high), key=lambda bound: -abs(bound - info.value)):
            if bound == info.value:
                continue
            if info.name in SIZES:
                yield info.value + (1 if bound > info.value else -1)
            else:
                value = info.value + (1.0 if info.unit == "0 or 1" else way) * (bound - info.value)
                yield round(value) if isinstance(info.value, int) else value


def months_until_it_moves(info: ParameterInfo, months: int, world: dict[str, float]) -> float:
    """Return after how many months anything measured or paid differs from that world without a change."""
    for value in other_values(info):
        changed = Parameters(**world).replace(**{info.name: value})
        pairs = zip(steps(months, tuple(world.items())), history(changed, months), strict=True)
        moved = next((month for month, (before, after) in enumerate(pairs) if before != after), math.inf)
        if moved < math.inf:
            return moved
    return math.inf


@pytest.mark.parametrize("info", [i for i in INFOS if i.name not in LATE], ids=lambda info: info.name)
def test_a_parameter_moves_what_is_measured_or_paid(info):
    assert months_until_it_moves(info, months=24, world=SMALL) < math.inf


@pytest.mark.slow
@pytest.mark.parametrize("info", [i for i in INFOS if i.name in LATE], ids=lambda info: info.name)
def test_a_parameter_that_acts_late_moves_what_is_measured_or_paid(info):
    assert months_until_it_moves(info, months=252, world=LATE[info.name]) < math.inf


def test_every_parameter_that_is_said_to_act_late_exists():
    assert set(NAMES) >= set(LATE)


# ---------------------------------------------------------------------------- at their bounds


@pytest.mark.slow
@pytest.mark.parametrize("bound", ["low", "high"])
@pytest.mark.parametrize("info", [i for i in INFOS if i.name not in SIZES], ids=lambda info: info.name)
def test_an_economy_with_a_parameter_at_its_bound_runs_with_its_books_closed(info, bound):
    parameters = Parameters(**SMALL).replace(**{info.name: getattr(info, bound)})
    economy = Economy(parameters, seed=3).run(36)
    assert not np.any(economy.columns()["ledger_residual_cents"])


def test_the_smallest_economy_of_all_runs_two_years():
    smallest = {info.name: info.low for info in INFOS if info.name in SIZES}
    economy = Economy(Parameters(**smallest), seed=1).run(24)
    assert not np.any(economy.columns()["ledger_residual_cents"])
