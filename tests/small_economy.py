"""A small economy that tests build in a few milliseconds, and what tests need to know of its kinds."""

import inspect
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from agents.population import Kind, Population
from model import Economy, Parameters
from model.opening import MAKE

SMALL = {"fund_agents": 20, "startup_agents": 200, "researcher_agents": 300, "incumbent_agents": 48}
"""Sizes of a small economy; hyperscalers, labs and chip vendors are few anyway."""


def small_economy(seed: int = 1, months: int = 0, **changes: float) -> Economy:
    """Return a small economy with these parameters changed, after so many months."""
    return Economy(Parameters(**(SMALL | changes)), seed).run(months)


STATES = TemporaryDirectory(prefix="belief-machine-tests-")
"""Where economies that many tests begin from are saved, until the tests end."""


@cache
def _saved(make: Callable[[], Economy], months: int) -> Path:
    state = Path(STATES.name) / f"{make.__module__}-{make.__name__}-{months}.state"
    make().run(months).save(state)
    return state


def copy_of(make: Callable[[], Economy], months: int) -> Economy:
    """Return a copy of an economy after so many months, which is run and saved only the first time."""
    return Economy.load(_saved(make, months))


def one(kind: type[Kind], known: dict[str, float], **columns: Any) -> Any:
    """Return one agent of a kind, with these parameters and columns, to ask its rules."""
    population = Population(kind, Parameters(**known))
    population.reserve(1)
    population.enter(np.array([0]), **columns)
    return population.of(0)


def rules_of(kind: type[Kind]) -> Iterator[Callable]:
    """Yield every public rule of a kind, as its methods are written."""
    for owner in kind.__mro__[: kind.__mro__.index(Kind)]:
        for name, part in vars(owner).items():
            if inspect.isfunction(part) and not name.startswith("_"):
                yield part


RULES = [(population, rule) for population, kind in MAKE.items() for rule in rules_of(kind)]
"""Every rule of every kind, with the name of its population."""
