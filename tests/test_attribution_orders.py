"""The error that comes from drawing orders, on a game where it is not zero: three switches that work only together."""

import math
from dataclasses import dataclass

import pandas as pd
import pytest

from batch_runs.attribution_figures import Design, figures, per_seed
from batch_runs.many.job import Job
from model.headlines import UNITS

MYTH, SERMON, HERDING = 0, 1, 2
THREE = ("myth", "sermon", "herding")
TOGETHER = 6.0
"""What the three are worth together; any two of them are worth nothing.

Whoever comes last has all of it, whoever comes first has it in the reverse: in a pair of orders the switch in the middle
has nothing, and each of the others half.
"""


@dataclass(frozen=True)
class Chosen(Design):
    """A design whose orders are chosen and not drawn: `middles` has by seed who is in the middle of each."""

    middles: tuple[tuple[int, ...], ...] = ()

    def orders(self, seed):
        """Return the orders of a seed, seeds counted from 1."""
        return [[(middle + 1) % 3, middle, (middle + 2) % 3] for middle in self.middles[seed - 1]]


def shares_of(design):
    """Return the shares by seed of the game."""
    jobs = {
        (seed, s): Job("made:up", seed, 1, asked={"set": s})
        for seed in design.seeds
        for s in design.sets(seed)
    }
    worth = {job.run_id: TOGETHER * (s == 0b111) for (_, s), job in jobs.items()}
    return per_seed(design, jobs, pd.DataFrame(dict.fromkeys(UNITS, worth)))


def herding_of(design):
    """Return the figures of herding."""
    return figures(design, shares_of(design))["costs"]["fomo"]["switches"]["herding"]


ONCE = (MYTH, SERMON, MYTH, HERDING)
"""Of herding this says 3, 3, 3 and 0: 2.25 on average, with a variance of 6.75 / 3."""
THRICE = (HERDING, HERDING, SERMON, HERDING)
"""Of herding this says 0, 0, 3 and 0: 0.75 on average, with the same variance."""


def test_the_share_of_a_seed_is_as_sure_as_the_mean_over_its_orders():
    shares = shares_of(Chosen(THREE, (1, 2), 4, (ONCE, THRICE)))
    herding = shares[(shares["switch"] == "herding") & (shares["cost"] == "fomo")]
    assert herding["share"].tolist() == pytest.approx([2.25, 0.75])
    assert herding["share_variance"].tolist() == pytest.approx([6.75 / 3.0 / 4.0] * 2)


def test_orders_of_four_seeds_are_half_as_wrong_as_those_of_one():
    one = herding_of(Chosen(THREE, (1,), 4, (ONCE,)))
    four = herding_of(Chosen(THREE, (1, 2, 3, 4), 4, (ONCE, THRICE, THRICE, ONCE)))
    assert one["error_orders"] == pytest.approx(0.75)
    assert four["error_orders"] == pytest.approx(0.375)
    assert four["share"]["mean"] == pytest.approx(1.5)


def test_where_seeds_differ_by_their_orders_alone_the_error_over_seeds_is_that_of_the_orders():
    herding = herding_of(Design(THREE, tuple(range(1, 201)), 3))
    assert herding["share"]["mean"] == pytest.approx(TOGETHER / 3.0, abs=3.0 * herding["share"]["error"])
    assert herding["error_orders"] == pytest.approx(herding["share"]["error"], rel=0.15)
    assert herding["error_orders"] == pytest.approx(math.sqrt(2.0 / 3.0 / 200.0), rel=0.15)
