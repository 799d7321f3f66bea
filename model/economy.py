"""The economy: build it, then the month in order."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from agents.population import Population
from model.abstention import MAY_ABSTAIN, Abstain, abstainers, playing
from model.chance import WHOLE_RUN, Chance, NoOtherLuck
from model.desk import Desk
from model.errors import whole
from model.history import LONGEST_RUN, History, true_productivity
from model.ideas import invent
from model.ledger import Ledger
from model.masking import Shadow
from model.metrics import ALL_METRICS, METRICS, measure
from model.month.build import compute, invest
from model.month.ending import fail, trade
from model.month.finance import allocate, raise_money
from model.month.goods import sell, settle
from model.month.tell import expect, tell
from model.month.work import hire
from model.opening import REST_OF_WORLD, found
from model.parameters import Parameters
from model.posted import Posted
from model.returns import Returns
from model.saving import load_state, save_state
from model.scenarios import Scenario, load_scenario

if TYPE_CHECKING:
    import pandas as pd
    from mesa.agent import AgentSet

DEFAULT_MONTHS = 252
"""January 2015 to December 2035."""

MIDDLE_PRODUCTIVITY = 0.27
"""Middle of the log-uniform prior of AI's true productivity, points a year."""

AT_ONCE = 1e-9
"""Width of a ramp that is a step, log AI level."""


def says_when(step: Callable[[Economy], None]) -> Callable[[Economy], None]:
    """Make an error inside a month say which month it was."""

    @functools.wraps(step)
    def step_and_say(economy: Economy) -> None:
        try:
            step(economy)
        except (ArithmeticError, ValueError) as error:
            error.add_note(f"in month {economy.month}, {History.date(economy.month)}")
            raise

    return step_and_say


class Economy(mesa.Model):
    """One economy of the AI investment boom, from January 2015, a month a step.

    The scenario's overlay is laid over `parameters`; to override a scenario, give a `Scenario` without
    that entry. `seed` fixes all luck. Same seed, same bytes. `onlookers` are called once a month, when
    the books of the month are complete and still open (`ledger.entries()`); they may look, not touch.
    What onlookers with a `name` and a `state()` knew when an economy was saved is in `remembered`, by name.
    With `ask_masked` each deciding kind is also asked what it would do on evidence alone, which adds
    the decision readings of the three costs to the series and changes nothing else. `abstain` names who
    does not play (kind to ids, or to "all"; model/abstention.py).
    """

    funds: Population
    startups: Population
    researchers: Population
    incumbents: Population
    hyperscalers: Population
    labs: Population
    investors: Population
    narrators: Population
    governments: Population
    crowd: np.ndarray
    trust_units: dict[str, int]
    opening_lead: np.ndarray
    listed_part: float
    chip_vendors: Population
    populations: dict[str, Population]
    co_investors: np.ndarray
    peers: np.ndarray
    colleagues: np.ndarray
    order_book: np.ndarray
    graduates: np.ndarray
    usual_entry: np.ndarray
    usual_talent: np.ndarray
    usual_posts: np.ndarray
    usual_mentors: tuple[float, float]
    opening_market: np.ndarray
    opening_plant: np.ndarray
    opening_chips: float
    opening_other_capex: float
    people_per_researcher: float
    startup_scales: np.ndarray
    entrant_slots: int
    cohort_slots: int
    residual_cents: int
    month: int
    desk: Desk
    posted: Posted
    ledger: Ledger
    history: History
    true_productivity: float

    def __init__(
        self,
        parameters: Parameters | None = None,
        seed: int = 1,
        scenario: str | Path | Scenario = "base",
        ask_masked: bool = False,
        abstain: Abstain | None = None,
    ) -> None:
        super().__init__(rng=0)
        self._forbid_other_luck()
        self._scenario = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        self.parameters = (parameters or Parameters()).replace(**self._scenario.parameters)
        self.chance, self.month = Chance(seed), 0
        self.seed = self.chance.seed
        self.abstain = abstainers(abstain)
        self.ledger, self.posted, self.desk = Ledger(REST_OF_WORLD), Posted(), Desk()
        self.onlookers: list[Callable[[Economy], None]] = []
        self.remembered: dict[str, Any] = {}
        self.metrics = ALL_METRICS if ask_masked else METRICS
        self.record: dict[str, list[float]] = {metric.name: [] for metric in self.metrics}
        self._look_up_history()
        found(self)
        for kind in MAY_ABSTAIN:
            playing(self, kind)  # ids that nobody has are refused now, not in some month
        self.shadow = Shadow.of(self) if ask_masked else None
        self.returns = Returns.of(self)

    @says_when
    def step(self) -> None:
        """Run one month: the README's month in words, verb by verb."""
        self.desk = Desk()
        tell(self)
        expect(self)
        raise_money(self)
        allocate(self)
        hire(self)
        invest(self)
        compute(self)
        sell(self)
        invent(self)
        settle(self)
        trade(self)
        fail(self)
        measure(self)
        self.month += 1

    def enlist(self, name: str, count: int, accounts: bool = True) -> tuple[Population, np.ndarray]:
        """Make room for `count` agents of a kind, with accounts in the ledger; return the population and the ids."""
        population = self.populations[name]
        population.reserve(count)
        if accounts:
            self.ledger.open(name, count)
        return population, np.arange(count)

    def world_product(self) -> float:
        """Return what the world produces, usd a year: all blocs together."""
        return float(self.governments.product.sum())

    def prices(self) -> float:
        """Return what a dollar's worth of January 2015 costs this month, usd."""
        return float(np.exp(self.parameters.nominal_growth * self.month / 12.0))

    def fruit(self) -> float:
        """Return what shows by now of AI's true productivity: log of it over the middle of its prior, times a ramp.

        At first every draw looks alike; it takes years and a capable technology until its worth shows.
        Source: the productivity J-curve, Brynjolfsson, Rock and Syverson 2021.
        """
        p = self.parameters
        # A ramp that would end before it begins is a step where it begins.
        width = max(p.fruit_ripe - p.fruit_begins, AT_ONCE)
        ripe = (float(np.log(self.posted.technology[0])) - p.fruit_begins) / width
        return float(np.log(self.true_productivity / MIDDLE_PRODUCTIVITY)) * float(np.clip(ripe, 0.0, 1.0))

    def run(self, months: int = DEFAULT_MONTHS) -> Economy:
        """Run so many months and return the economy itself; raises BadInput for more than history has left."""
        left = LONGEST_RUN - self.month
        known = f"run: {months!r} months cannot be run; take a whole number from 0 to {left}, what history has left"
        for _ in range(whole(months, left, known)):
            self.step()
        return self

    @property
    def scenario(self) -> Scenario:
        """The overlay this economy runs under."""
        return self._scenario

    @scenario.setter
    def scenario(self, given: Any) -> None:
        """Ignore the blank scenario that Mesa sets at construction; ours is fixed when it is built."""

    @property
    def date(self) -> np.datetime64:
        """First day of the last completed month (of the first month, before any)."""
        return History.date(max(self.month - 1, 0))

    @property
    def agents(self) -> AgentSet:
        """All living agents as real Mesa agents, made now that someone looks."""
        for population in self.populations.values():
            population.register(self)
        return self._all_agents

    @property
    def agents_by_type(self) -> dict[type, AgentSet]:
        """The same by kind."""
        assert len(self.agents) > 0
        return self._agents_by_type

    def columns(self) -> dict[str, list[float]]:
        """Return the series so far: a list per metric, one entry per completed month."""
        return {name: list(values) for name, values in self.record.items()}

    def series(self) -> pd.DataFrame:
        """Return the series so far as a data frame with `month` as dates first."""
        import pandas as pd

        months = pd.date_range("2015-01-01", periods=self.month, freq="MS")
        return pd.DataFrame({"month": months, **self.record})

    @property
    def datacollector(self) -> mesa.DataCollector:
        """The series so far as Mesa's own tools read them: `mesa.batch_run` takes them from here."""
        collector = mesa.DataCollector(model_reporters={name: name for name in self.record})
        collector.model_vars = self.columns()
        collector._collection_steps = list(range(1, self.month + 1))
        return collector

    def digest(self) -> str:
        """Return sha256 over the state of every kind, what is posted, and the ledger."""
        hasher = hashlib.sha256()
        for name, population in sorted(self.populations.items()):
            hasher.update(name.encode())
            population.digest_into(hasher)
        self.posted.digest_into(hasher)
        hasher.update(self.order_book.tobytes())
        self.ledger.digest_into(hasher)
        return hasher.hexdigest()

    def save(self, path: str | Path) -> None:
        """Save everything the future depends on; `load` goes on from there to the same bytes."""
        save_state(self, Path(path))

    @classmethod
    def load(cls, path: str | Path, scenario: Scenario | None = None) -> Economy:
        """Return the economy saved at `path`; under another scenario from here on if one is given.

        Raises BadInput for a file that is no saved economy.
        """
        return load_state(cls, Path(path), scenario)

    def _forbid_other_luck(self) -> None:
        self.random = self.rng = NoOtherLuck()
        self._all_agents.random = NoOtherLuck()

    def _look_up_history(self) -> None:
        p = self.parameters
        self._scenario.check_labs(p.lab_agents)
        luck = self.chance.uniform("later milestones", WHOLE_RUN, LONGEST_RUN)
        self.history = History.of(p, LONGEST_RUN, luck, self._scenario.events)
        draw = self.chance.uniform("true productivity", WHOLE_RUN, 1)[0]
        self.true_productivity = float(
            true_productivity(draw, p.true_productivity_low, p.true_productivity_high)
        )
