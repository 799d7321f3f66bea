"""What an experiment is: a question, arms that differ in one thing each, outcomes, and what to say about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Arm(NamedTuple):
    """One world of an experiment: a scenario that ships, perhaps with voices that fall silent at the base's own peak."""

    name: str
    label: str
    scenario: str
    silent_at_peak: bool = False


class Ratio(NamedTuple):
    """What an arm takes off one outcome for each unit that it adds to another: - change / change, seed by seed."""

    name: str
    title: str
    unit: str
    outcome: str
    per: str
    scale: float
    """Changes of `outcome` are divided by this, and the ratio is so in `unit`."""


@dataclass(frozen=True)
class Experiment:
    """A question asked of several worlds with the same luck; the first arm is what the others are compared with.

    `outcomes` and `lines` are names of what is measured and drawn; `headlines` (arm, outcome) make the answer
    in short. With `own_twin` costs are counted against the straight twin of each arm, else against that of
    the first arm: what a policy does to the costs of the world it is added to.
    """

    name: str
    title: str
    question: str
    arms: tuple[Arm, ...]
    outcomes: tuple[str, ...]
    headlines: tuple[tuple[str, str], ...]
    lines: tuple[str, str]
    tests: str
    would_change: str
    own_twin: bool = True
    months: int = 252
    ratios: tuple[Ratio, ...] = field(default=())

    @property
    def reference(self) -> Arm:
        """The arm that others are compared with."""
        return self.arms[0]
