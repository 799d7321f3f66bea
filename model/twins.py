"""Base, straight and no-AI with one luck: the same world without belief, and without the technology too."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from model.economy import DEFAULT_MONTHS, Economy
from model.parameters import Parameters
from model.scenarios import Scenario, load_scenario

Series = Mapping[str, np.ndarray]


class World(NamedTuple):
    """One of the three: its series by name, shape (months,) each, and the digest of its end."""

    columns: Series
    digest: str


@dataclass(frozen=True)
class Twins:
    """Three worlds with one luck. Cost of belief: base against straight; of technology: straight against no-AI."""

    base: World
    straight: World
    no_ai: World


def straight(scenario: Scenario) -> Scenario:
    """Return the same scenario with exactly the nine belief switches off."""
    return _without(scenario, "straight")


def no_ai(scenario: Scenario) -> Scenario:
    """Return the same scenario with the nine belief switches off and no technology."""
    return _without(scenario, "no-ai")


TWINS: Mapping[str, Callable[[Scenario], Scenario]] = MappingProxyType({"straight": straight, "no-ai": no_ai})
"""The twins of a base, by name."""


def run_twins(
    parameters: Parameters | None = None,
    seed: int = 1,
    months: int = DEFAULT_MONTHS,
    scenario: str | Path | Scenario = "base",
) -> Twins:
    """Run the three worlds one after the other and return their series; the base is the one that is asked again."""
    base = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    worlds = [
        _world(Economy(parameters, seed, which, ask_masked=which is base).run(months))
        for which in (base, *(twin(base) for twin in TWINS.values()))
    ]
    return Twins(*worlds)


def _world(economy: Economy) -> World:
    columns = {name: np.array(values) for name, values in economy.columns().items()}
    return World(columns, economy.digest())


def _without(scenario: Scenario, name: str) -> Scenario:
    """Return the scenario with the switches laid over it that the shipped scenario of this name sets."""
    off = load_scenario(name)
    parameters = MappingProxyType({**scenario.parameters, **off.parameters})
    return dataclasses.replace(
        scenario, name=name, title=f"{scenario.title}: {off.title}", parameters=parameters
    )
