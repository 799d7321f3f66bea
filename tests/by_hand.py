"""Small groups of one kind, and an economy of a few, for tests that work a rule or a reading by hand."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from agents.hyperscaler import Hyperscaler
from agents.incumbent import Incumbent
from agents.population import Kind, Population
from agents.researcher import Researcher
from agents.venture_fund import VentureFund
from model import Parameters
from model.chance import Chance
from model.desk import Desk
from model.masking import Shadow
from model.posted import Posted


def group(kind: type[Kind], parameters: Parameters | None = None, **columns: Any) -> Population:
    """Return a population with these columns; as many agents as the longest column has entries."""
    size = max(
        [1, *(len(np.atleast_1d(values)) for name, values in columns.items() if not kind.columns[name].over)]
    )
    population = Population(kind, parameters or Parameters())
    population.reserve(size)
    population.enter(np.arange(size), **columns)
    return population


def answers(population: Population, rule: Any, *told: Any, **own: Any) -> Any:
    """Return what everybody of the population answers, as plain lists."""
    return population.ask(rule, population.rows, *told, **own).tolist()


def chance(of, population, rule, *told):
    """Return the probability that a rule says yes, by asking it with evenly spread luck."""
    luck = (np.arange(20_000) + 0.5) / 20_000
    rows = np.full(len(luck), of)
    return float(np.mean(rule(population.of(rows), *told, draw=luck)))


def logistic(score):
    """Return the probability that a logit score stands for."""
    return 1.0 / (1.0 + np.exp(-score))


def tiny(known: dict[str, float], **people: Any) -> Any:
    """Return an economy of the named agents only, with a shadow that stands where they stand."""
    parameters = Parameters(**known)
    kinds = {
        "funds": VentureFund,
        "researchers": Researcher,
        "incumbents": Incumbent,
        "hyperscalers": Hyperscaler,
    }
    populations = {name: group(kind, parameters, **people.get(name, {})) for name, kind in kinds.items()}
    posted = Posted()
    posted.usual_pay[:] = posted.pay[:] = 100.0
    economy = SimpleNamespace(
        parameters=parameters, populations=populations, posted=posted, desk=Desk(), month=7, abstain={},
        people_per_researcher=1000.0, colleagues=np.zeros((1, 1), dtype=np.int64), chance=Chance(1), fruit=lambda: 0.0, **populations,
    )  # fmt: skip
    economy.shadow = Shadow.of(economy)
    return economy
