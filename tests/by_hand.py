"""Small groups of one kind, for tests that work a rule by hand."""

from typing import Any

import numpy as np

from agents.population import Kind, Population
from model import Parameters


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
