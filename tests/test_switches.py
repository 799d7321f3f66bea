"""Off equals absent: a mechanism that is switched off leaves no trace outside its own rows and columns."""

from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pytest

import model.economy
import model.month.build
import model.month.ending
import model.month.finance
from agents.believer import Believer
from agents.government import Government
from agents.hyperscaler import Hyperscaler
from agents.investor import Investor
from agents.narrator import Narrator
from agents.vocabulary import VOICES
from model import Economy, Parameters
from model.history import Event, History
from model.month.listen import LISTENERS
from model.scenarios import Scenario, load_scenario

BELIEF = ("myth", "logic", "sermon", "fear", "herding", "premium", "bandwagon", "rivalry", "loop_finance")
OTHERS = (
    "wage_bidding", "passive_index", "short_selling", "industrial_policy", "rate_shock", "energy_limit", "disclosure",
    "technology",
)  # fmt: skip
MONTHS = 18

LIVELY = {
    "fund_agents": 12, "startup_agents": 80, "researcher_agents": 200, "incumbent_agents": 24, "investor_agents": 40,
    "narrator_agents": 10, "pilot_months": 4, "speaking_base": -3.0, "adoption_base": -4.0, "short_threshold": 0.0,
    "share_noise": 0.12, "grid_room_usd": 1.3e9, "grid_margin": 0.9, "control_threshold": 0.05, "matter_of_state": 1e-4, "reinvested_gain": 0.2,
}  # fmt: skip
"""A small economy in which every mechanism has something to do within eighteen months."""

EARLY = Scenario(
    "early", "Early", "What if?", events=(Event(np.datetime64("2015-02"), "milestone", 1.0, "chat moment"),)
)
"""The public takes notice at once."""


@contextmanager
def as_it_is() -> Iterator[None]:
    """Change no rule."""
    yield


def instead(*places: tuple[Any, str, Any]) -> Callable[[], Any]:
    """Return a context in which (owner, name) is something else."""

    @contextmanager
    def context() -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for owner, name, other in places:
                patch.setattr(owner, name, other)
            yield

    return context


def also(tell: Callable, **columns: Any) -> Callable:
    """Return a verb `tell` that afterwards writes nonsense into columns (population__column) seen by a rule."""

    def tell_and_mislead(economy: Economy) -> None:
        tell(economy)
        for place, value in columns.items():
            population, column = place.split("__")
            economy.populations[population].table[column][:] = value

    return tell_and_mislead


def misled(**columns: Any) -> Callable[[], Any]:
    """Return a context in which what agents see in these columns is nonsense."""
    return instead((model.economy, "tell", also(model.economy.tell, **columns)))


def silent(rule_of: Any, *_: Any, **__: Any) -> Any:
    """Answer zero for everybody."""
    return 0.0 * rule_of.loudness


@dataclass(frozen=True)
class Mechanism:
    """A switch, the parameters of its mechanism alone, a world without it or with eyes deceived, and what is its own."""

    switch: str
    parameters: dict[str, float] = field(default_factory=dict)
    without: Callable[[], Any] | None = None
    misled: Callable[[], Any] | None = None
    own: Set[str] = frozenset()
    """Rows and columns that the mechanism alone writes and nobody else reads once it is off."""


def nothing(*_: Any) -> None:
    """Do nothing."""


MECHANISMS = (
    Mechanism(
        "myth",
        {"myth_gain": 0.09, "myth_base": 0.6, "myth_pulse": 0.9, "myth_occasions": 12.0, "voice_feedback": 2.0},
        without=instead((Narrator, "myth", silent)),
        own={"narrators, myth: loudness"},
    ),
    Mechanism(
        "logic",
        {
            "logic_gain": 0.09, "logic_base": 0.8, "logic_by_earnings": 10.0, "logic_by_price": 3.0, "logic_by_rate": 30.0,
            "ordinary_earnings_growth": 0.3,
        },
        without=instead((Narrator, "logic", silent)),
        own={"narrators, logic: loudness"},
    ),
    Mechanism(
        "sermon",
        {"sermon_gain": 0.09, "sermon_by_price": 9.0, "branching": 0.1, "sermon_volume": 2.0, "algorithmic_gain": 9.0},
        without=instead((Narrator, "sermon", silent)),
        own={"narrators, sermon: loudness", "narrators, sermon: charge"},
    ),
    Mechanism(
        "fear",
        {"fear_gain": 0.15, "adoption_by_fear": 5.0, "fear_weight": 4.0, "speaking_by_fear": 8.0},
        without=instead((Believer, "next_fear", lambda believer, alarm: 0.0 * believer.fear)),
    ),
    Mechanism("herding", misled=misled(funds__peers=[0.1, 0.5, 0.0, 0.3, 0.1]), own={"funds: peers"}),
    Mechanism(
        "premium",
        {"premium_size": 0.15, "silence_penalty": 0.15, "credit_standard": 0.04, "speaking_by_premium": 30.0},
    ),
    Mechanism(
        "bandwagon",
        misled=misled(incumbents__peers_using=0.9, incumbents__peers_speaking=0.8),
        own={"incumbents: peers_using", "incumbents: peers_speaking"},
    ),
    Mechanism(
        "rivalry",
        without=instead(
            (Hyperscaler, "rivalry_capex", lambda cloud, wanted: 0.0 * wanted),
            (Hyperscaler, "hurdle", lambda cloud: 1.0 + cloud.p.value_of_waiting + 0.0 * cloud.returns),
        ),
        misled=misled(hyperscalers__rivals_capex=0.9),
        own={"hyperscalers: rivals_capex"},
    ),
    Mechanism(
        "loop_finance",
        {
            "reinvested_gain": 0.02, "stake_cash_share": 0.3, "credit_share": 0.9, "credit_months": 3.0, "stake_stretch": 5.0,
            "vendor_credit": 0.4, "receivable_months": 3.0, "contract_stretch": 20.0, "contract_months": 12.0,
            "contract_trust": 0.9, "cloud_terms": 0.8,
        },
        without=instead(
            (model.month.finance, "take_stakes", nothing),
            (model.month.finance, "promise_compute", nothing),
            (model.month.build, "give_terms", nothing),
            (model.month.build, "collect_bills", nothing),
            (model.month.build, "perform_contracts", nothing),
            (model.month.build, "finance_sales", nothing),
            (model.month.build, "use_credits", lambda economy: np.zeros((economy.labs.size, economy.hyperscalers.size))),
        ),
    ),
    Mechanism("wage_bidding", {"wage_response": 2.0, "wage_adjustment": 0.6}),
    Mechanism("passive_index", {"passive_inflow": 0.25, "passive_size": 0.2}),
    Mechanism(
        "short_selling",
        {
            "short_strength": 8.0, "short_limit": 4.0, "short_carry": 0.2, "short_stop": 0.06, "margin": 0.9,
            "short_threshold": 0.1,
        },
        without=instead((Investor, "wanted_short", lambda investor, gap, left: 0.0 * investor.cash)),
    ),
    Mechanism(
        "industrial_policy",
        {
            "subsidy_by_gap": 1.5, "subsidy_by_rivals": 1.5, "subsidy_by_debt": 0.5, "matter_of_state": 0.01,
            "subsidy_limit": 0.04, "subsidy_into_chips": 0.9, "control_threshold": 0.9, "control_bite": 0.1, "control_lift": 0.9,
        },
        without=instead(
            (Government, "next_subsidy", lambda bloc, importance: 0.0 * bloc.subsidy),
            (Government, "restricts", lambda bloc, importance, other_share, held: other_share > 2.0),
        ),
    ),
    Mechanism(
        "energy_limit",
        {"grid_growth": 0.5, "grid_room_usd": 2e9, "grid_margin": 0.3},
        without=instead((model.month.build, "grid_factor", lambda economy: 1.0)),
        own={"posted: energy_utilisation", "series: energy_utilisation"},
    ),
    Mechanism("disclosure"),
    Mechanism(
        "technology",
        {
            "ai_growth_2015": 0.9, "milestone_jump": 0.6, "milestones_per_year_after": 9.0, "milestone_size_after": 2.0,
            "true_productivity_low": 1.0, "true_productivity_high": 4.0, "ai_notice_power": 1.0,
        },
        own={"series: true_productivity"},
    ),
)  # fmt: skip

WITH_PARAMETERS = [mechanism for mechanism in MECHANISMS if mechanism.parameters]
WITHOUT = [mechanism for mechanism in MECHANISMS if mechanism.without]
MISLED = [mechanism for mechanism in MECHANISMS if mechanism.misled]


def named(mechanism: Mechanism) -> str:
    return mechanism.switch


def world(economy: Economy) -> dict[str, np.ndarray]:
    """Return everything there is to know about an economy, by name; narrators by voice."""
    parts = {}
    for name, population in economy.populations.items():
        for column, values in population.state().items():
            if name == "narrators":
                for k, voice in enumerate(VOICES):
                    parts[f"narrators, {voice}: {column}"] = values[population.voice == k]
            else:
                parts[f"{name}: {column}"] = values
    parts |= {f"posted: {name}": values for name, values in economy.posted.state().items()}
    parts |= {f"holdings: {name}": values for name, values in economy.ledger.positions().items()}
    parts |= {f"net worth: {kind}": economy.ledger.net_worth(kind) for kind in economy.ledger.kinds}
    parts |= {f"series: {name}": np.array(values) for name, values in economy.record.items()}
    return parts | {"order book": economy.order_book}


def lived(changes: dict[str, float], without: Callable[[], Any] = as_it_is) -> dict[str, np.ndarray]:
    """Return the world after eighteen months with these parameters changed, perhaps without a mechanism."""
    economy, payments = Economy(Parameters(**(LIVELY | changes)), 3, EARLY), []
    economy.onlookers.append(lambda economy: payments.append(economy.ledger.entries()))
    with without():
        economy.run(MONTHS)
    return world(economy) | {
        f"payments: {name}": np.concatenate([month[name][month["cents"] > 0] for month in payments])
        for name in payments[0]
    }


@cache
def with_all_on() -> dict[str, np.ndarray]:
    return lived({})


@cache
def with_off(switch: str) -> dict[str, np.ndarray]:
    return lived({switch: 0.0})


def differences(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> set[str]:
    """Return the names of what is not the same to the last bit."""
    assert one.keys() == other.keys()
    return {name for name, values in one.items() if values.tobytes() != other[name].tobytes()}


# --------------------------------------------------------------------------- off equals absent


def test_every_switch_has_its_test_here():
    switches = {info.name for info in Parameters().describe() if info.group == "switches"}
    assert switches == set(BELIEF) | set(OTHERS)
    assert {mechanism.switch for mechanism in MECHANISMS} == switches - {"rate_shock"}


@pytest.mark.parametrize("mechanism", WITH_PARAMETERS, ids=named)
def test_the_parameters_of_a_mechanism_that_is_off_change_nothing_but_its_own(mechanism):
    changed = lived({mechanism.switch: 0.0} | mechanism.parameters)
    assert differences(with_off(mechanism.switch), changed) <= mechanism.own


@pytest.mark.parametrize("mechanism", WITH_PARAMETERS, ids=named)
def test_the_same_parameters_change_more_than_twenty_things_besides_its_own_when_it_is_on(mechanism):
    assert len(differences(with_all_on(), lived(mechanism.parameters)) - mechanism.own) > 20


@pytest.mark.parametrize("mechanism", WITHOUT, ids=named)
def test_a_world_without_the_mechanism_is_the_world_in_which_it_is_off(mechanism):
    assert differences(with_off(mechanism.switch), lived({}, mechanism.without)) <= mechanism.own


@pytest.mark.parametrize("mechanism", MISLED, ids=named)
def test_what_only_a_mechanism_that_is_off_would_look_at_may_be_nonsense(mechanism):
    absent = lived({mechanism.switch: 0.0}, mechanism.misled)
    assert differences(with_off(mechanism.switch), absent) <= mechanism.own


@pytest.mark.parametrize("switch", [s for s in BELIEF + OTHERS if s not in ("rate_shock", "disclosure")])
def test_switching_off_changes_more_than_the_mechanism_itself(switch):
    own = next(mechanism.own for mechanism in MECHANISMS if mechanism.switch == switch)
    assert differences(with_all_on(), with_off(switch)) - own


# ------------------------------------------------------------------------ the rate shock alone


def paths(**changes: float) -> np.ndarray:
    return History.of(Parameters(**changes), 252, np.full(252, 0.5)).policy_rate


def test_without_the_rate_shock_it_does_not_matter_when_it_would_have_come():
    off = [paths(rate_shock=0.0, rate_shift_months=shift) for shift in (-12, 0, 12)]
    assert off[0].tolist() == off[1].tolist() == off[2].tolist()
    on = [paths(rate_shift_months=shift) for shift in (-12, 0, 12)]
    assert not np.array_equal(on[0], on[1])
    assert not np.array_equal(on[1], on[2])


def test_without_the_rate_shock_the_rate_is_as_it_was_until_it_came_and_stays_low():
    with_shock, without = paths(), paths(rate_shock=0.0)
    assert without[:80].tolist() == with_shock[:80].tolist()
    assert without[84:].max() < 0.015 < with_shock[84:].max()


# ------------------------------------------------------------------------------- disclosure alone


def test_boasts_count_where_results_need_not_be_published_and_nowhere_else():
    def heard(disclosure: float, boast: float) -> dict[str, np.ndarray]:
        return lived({"disclosure": disclosure}, instead((model.month.ending, "BOAST", boast)))

    open_books = heard(1.0, 0.1)
    assert not differences(open_books, lived({"disclosure": 1.0}))
    # Firms that boast of nothing still keep their failures to themselves.
    without_boasts = heard(0.0, 1.0)
    assert differences(open_books, without_boasts)
    assert differences(with_all_on(), without_boasts)


# --------------------------------------------------------------------------- all nine, and straight


@dataclass
class Beliefs:
    """What was seen of belief, month by month."""

    excess: set[float] = field(default_factory=set)
    fear: set[float] = field(default_factory=set)
    astray: int = 0
    evidence: list[float] = field(default_factory=list)

    def look(self, economy: Economy) -> None:
        """Note how belief, excess and fear stand in every kind that listens."""
        for name in LISTENERS:
            people = economy.populations[name]
            rows = people.rows
            self.excess |= set(people.excess[rows].tolist())
            self.fear |= set(people.fear[rows].tolist())
            self.astray += int(np.sum(people.ask(Believer.belief, rows) != people.evidence[rows]))
            self.evidence.append(float(people.evidence[rows].max()))


def seen(**changes: float) -> Beliefs:
    beliefs = Beliefs()
    # Technology that comes fast, and results that keep every promise: evidence rises all the way.
    economy = Economy(
        Parameters(
            **(LIVELY | {"evidence_middle": 0.5, "ai_growth_2015": 0.6, "success_expected": 0.06} | changes)
        ),
        3,
        EARLY,
    )
    economy.onlookers.append(beliefs.look)
    economy.run(72)
    return beliefs


def test_with_the_nine_off_nobody_believes_beyond_evidence_or_fears_in_any_month():
    beliefs = seen(**dict.fromkeys(BELIEF, 0.0))
    assert beliefs.excess == {0.0}
    assert beliefs.fear == {0.0}
    assert beliefs.astray == 0
    assert max(beliefs.evidence) > 0.8


def test_the_same_months_with_the_voices_on_are_full_of_excess_and_fear():
    beliefs = seen()
    assert max(beliefs.excess) > 0.05
    assert max(beliefs.fear) > 0.05
    assert beliefs.astray > 1000


def test_straight_switches_off_exactly_the_nine():
    assert load_scenario("straight").parameters == dict.fromkeys(BELIEF, 0.0)
    assert load_scenario("straight").events == ()


def test_no_ai_is_straight_without_technology():
    assert load_scenario("no-ai").parameters == dict.fromkeys(BELIEF, 0.0) | {"technology": 0.0}


def test_quiet_is_a_world_with_no_technology_and_no_voice():
    assert load_scenario("quiet").parameters == dict.fromkeys(("myth", "logic", "sermon", "technology"), 0.0)
