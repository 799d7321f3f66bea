"""Designs: which combinations of factor values a study runs, one point each."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from batch_runs.sweeps.factors import Factor
from model.errors import BadInput, among, nearest

Point = dict[str, float]
MOST_POINTS = 1_000_000


@dataclass(frozen=True)
class Design:
    """What kind of design, how large, and the seed of its own luck, which is no economy's."""

    kind: str = "grid"
    points: int = 64
    trajectories: int = 10
    levels: int = 4
    seed: int = 1

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Design:
        """Return the design that a study file describes. Raises BadInput with one line."""
        kind = told.get("kind", "grid")
        if not among(kind, KINDS):
            raise BadInput(f"design.kind: {kind!r}; {nearest(str(kind), KINDS)}")
        takes = ("kind", *KINDS[kind].takes)
        for name, value in told.items():
            if name not in takes:
                raise BadInput(
                    f"design.{name}: a design of kind {kind!r} has no such entry; {nearest(name, takes)}"
                )
            if name != "kind":
                _whole(name, value)
        return cls(**told)

    def of_points(self, factors: Sequence[Factor]) -> list[Point]:
        """Return the points in their order, the same for the same design. Raises BadInput where they cannot be."""
        return KINDS[self.kind].make(self, factors)

    def described(self) -> dict[str, Any]:
        """Return what this kind of design goes by, as plain values."""
        return {"kind": self.kind, **{name: getattr(self, name) for name in KINDS[self.kind].takes}}


LEAST = {"points": 2, "trajectories": 2, "levels": 2, "seed": 0}


def _whole(name: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not LEAST[name] <= value <= MOST_POINTS:
        raise BadInput(f"design.{name}: {value!r}; take a whole number from {LEAST[name]} to {MOST_POINTS:,}")


def grid(_: Design, factors: Sequence[Factor]) -> list[Point]:
    """Return every combination of the factors' values, the last factor fastest; one point when there is none."""
    values = [factor.grid() for factor in factors]
    if math.prod(len(each) for each in values) > MOST_POINTS:
        raise BadInput(f"design: a grid of more than {MOST_POINTS:,} points; list fewer values, or take lhs")
    names = [factor.name for factor in factors]
    return [dict(zip(names, each, strict=True)) for each in itertools.product(*values)]


def one_at_a_time(_: Design, factors: Sequence[Factor]) -> list[Point]:
    """Return the base point, in which nothing is changed, and then each value of each factor alone."""
    alone = [
        {factor.name: value} for factor in factors for value in factor.grid() if value != factor.info.value
    ]
    base = {factor.name: factor.info.value for factor in factors}
    return [base, *({**base, **one} for one in alone)]


def listed(_: Design, factors: Sequence[Factor]) -> list[Point]:
    """Return the factors' lists side by side: first values together, then second values, and so on."""
    lengths = {factor.name: len(factor.values) for factor in factors}
    if len(set(lengths.values())) != 1 or 0 in lengths.values():
        told = ", ".join(f"{name} {length}" for name, length in lengths.items()) or "no factor"
        raise BadInput(f"design: a list takes as many values of each factor; here: {told}")
    columns = [factor.values for factor in factors]
    return [dict(zip(lengths, row, strict=True)) for row in zip(*columns, strict=True)]


def latin_hypercube(design: Design, factors: Sequence[Factor]) -> list[Point]:
    """Return points of which every factor's distribution is parted evenly. Source: McKay et al. 1979, in scipy."""
    _needs_factors(factors)
    return _placed(qmc.LatinHypercube(len(factors), rng=design.seed).random(design.points), factors)


def sobol(design: Design, factors: Sequence[Factor]) -> list[Point]:
    """Return Saltelli's points for first-order and total Sobol indices: `points` x (factors + 2), in SALib's order."""
    if design.points & (design.points - 1):
        raise BadInput(f"design.points: {design.points}; Sobol's sequence takes a power of two, such as 64")
    return _placed(parts(design, factors), factors)


def morris(design: Design, factors: Sequence[Factor]) -> list[Point]:
    """Return Morris trajectories: `trajectories` x (factors + 1), one factor changed at a step."""
    if design.levels % 2:
        raise BadInput(f"design.levels: {design.levels}; Morris takes an even number of levels, such as 4")
    return _placed(parts(design, factors), factors)


def parts(design: Design, factors: Sequence[Factor]) -> NDArray[np.float64]:
    """Return where in its distribution (0 to 1) each factor is at each point, shape (points, factors); for sobol and morris."""
    from SALib.sample import morris as trajectories
    from SALib.sample import sobol as saltelli

    _needs_factors(factors)
    if design.kind == "sobol":
        unit = saltelli.sample(problem(factors), design.points, calc_second_order=False, seed=design.seed)
    else:
        unit = trajectories.sample(problem(factors), design.trajectories, design.levels, seed=design.seed)
    return np.asarray(unit, dtype=float)


def problem(factors: Sequence[Factor]) -> dict[str, Any]:
    """Return the problem in SALib's words, every factor from 0 to 1: the part of its distribution."""
    names = [factor.name for factor in factors]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _needs_factors(factors: Sequence[Factor]) -> None:
    if not factors:
        raise BadInput("factors: none; this kind of design needs at least one")


def _placed(unit: Any, factors: Sequence[Factor]) -> list[Point]:
    columns = [factor.at(np.asarray(unit)[:, k]).tolist() for k, factor in enumerate(factors)]
    names = [factor.name for factor in factors]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


@dataclass(frozen=True)
class Kind:
    """A kind of design: what of a design it takes, and how its points are made."""

    takes: tuple[str, ...]
    make: Callable[[Design, Sequence[Factor]], list[Point]]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "grid": Kind((), grid),
        "lhs": Kind(("points", "seed"), latin_hypercube),
        "sobol": Kind(("points", "seed"), sobol),
        "morris": Kind(("trajectories", "levels", "seed"), morris),
        "oat": Kind((), one_at_a_time),
        "list": Kind((), listed),
    }
)
