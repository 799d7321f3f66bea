"""A factor of a study: a parameter, and the values or the distribution that it takes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from model.declaring import ParameterInfo, as_counted, check
from model.errors import BadInput, among, nearest

DISTRIBUTIONS: Mapping[str, tuple[str, ...]] = {
    "uniform": (),
    "log-uniform": (),
    "triangular": ("mode",),
    "normal": ("mean", "sd"),
}
"""What a range can be drawn from, and what each needs beside `low` and `high`; a normal is cut off at both."""

DEFAULT_LEVELS = 3


@dataclass(frozen=True)
class Factor:
    """One parameter that varies: by a list of values, or over a range. Values are in the parameter's unit."""

    info: ParameterInfo
    values: tuple[float, ...] = ()
    low: float = math.nan
    high: float = math.nan
    distribution: str = "uniform"
    shape: Mapping[str, float] | None = None
    levels: int = DEFAULT_LEVELS

    @classmethod
    def of(cls, info: ParameterInfo, told: Any, where: str) -> Factor:
        """Return the factor that a study file describes: a list, or a table with low, high and more.

        A range that is not said is the parameter's own. Raises BadInput with one line that begins with `where`.
        """
        if isinstance(told, list):
            return cls(info, tuple(_values(info, told, where)))
        if isinstance(told, dict):
            return cls._over_a_range(info, told, where)
        raise BadInput(
            f"{where}: {told!r} is neither a list of values nor a range; write [0.0, 1.0] or {{low = 0.0, high = 1.0}}"
        )

    @classmethod
    def _over_a_range(cls, info: ParameterInfo, told: Mapping[str, Any], where: str) -> Factor:
        distribution = told.get("distribution", "uniform")
        if not among(distribution, DISTRIBUTIONS):
            raise BadInput(
                f"{where}.distribution: {distribution!r}; {nearest(str(distribution), DISTRIBUTIONS)}"
            )
        needs = DISTRIBUTIONS[distribution]
        known = ("low", "high", "distribution", "levels", *needs)
        for name in told:
            if name not in known:
                raise BadInput(
                    f"{where}.{name}: a {distribution} range has no such entry; {nearest(name, known)}"
                )
        low, high = (
            _number(info, told.get(side, getattr(info, side)), f"{where}.{side}") for side in ("low", "high")
        )
        if not low < high:
            raise BadInput(f"{where}: low {low:g} is not below high {high:g}")
        if distribution == "log-uniform" and low <= 0.0:
            raise BadInput(f"{where}.low: {low:g}; a log-uniform range begins above 0")
        shape = {name: _shape(told, name, low, high, where) for name in needs}
        found = cls(info, (), low, high, distribution, shape, _levels(told, where))
        if not np.isfinite(found.at(np.linspace(0.0, 1.0, 101))).all():
            raise BadInput(
                f"{where}: the normal is nowhere between low {low:g} and high {high:g}; take a mean nearer, or a larger sd"
            )
        return found

    @property
    def name(self) -> str:
        """The parameter's name."""
        return self.info.name

    def grid(self) -> tuple[float, ...]:
        """Return the values of a grid: those listed, or `levels` evenly spaced in probability, ends included."""
        if self.values:
            return self.values
        even = self.at(np.linspace(0.0, 1.0, self.levels))
        return tuple(dict.fromkeys(even.tolist()))

    def at(self, part: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values at these parts (0 to 1) of the distribution; a list is parted evenly."""
        if self.values:
            return np.array(self.values, dtype=float)[self._listed(part)]
        value = np.clip(self._quantile(part), self.low, self.high)
        return np.rint(value) if isinstance(self.info.value, int) else value

    def place(self, part: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far from one end to the other these parts take it, 0 to 1: a list and whole numbers go in jumps."""
        if self.values:
            return self._listed(part) / max(len(self.values) - 1, 1)
        if isinstance(self.info.value, int):
            return (self.at(part) - self.low) / (self.high - self.low)
        return part

    def _listed(self, part: NDArray[np.float64]) -> NDArray[np.int64]:
        return np.minimum((part * len(self.values)).astype(int), len(self.values) - 1)

    def _quantile(self, part: NDArray[np.float64]) -> NDArray[np.float64]:
        low, width, shape = self.low, self.high - self.low, self.shape or {}
        if self.distribution == "log-uniform":
            return np.asarray(low * np.exp(part * math.log(self.high / low)))
        if self.distribution == "triangular":
            return np.asarray(stats.triang.ppf(part, (shape["mode"] - low) / width, low, width))
        if self.distribution == "normal":
            mean, sd = shape["mean"], shape["sd"]
            ends = (low - mean) / sd, (self.high - mean) / sd
            return np.asarray(stats.truncnorm.ppf(part, *ends, loc=mean, scale=sd))
        return low + part * width

    def described(self) -> dict[str, Any]:
        """Return it as plain values."""
        if self.values:
            return {"values": list(self.values)}
        return {"low": self.low, "high": self.high, "distribution": self.distribution, **(self.shape or {})}


def _values(info: ParameterInfo, told: list[Any], where: str) -> list[float]:
    if not told:
        raise BadInput(f"{where}: an empty list; give at least one value")
    values = [_number(info, value, where) for value in told]
    if len(set(values)) < len(values):
        raise BadInput(f"{where}: a value is listed twice; keep one")
    return values


def _number(info: ParameterInfo, value: Any, where: str) -> float:
    """Return a value that the parameter can have, or say in its unit which it can."""
    value = float(value) if isinstance(value, bool) else value
    value = float(value) if isinstance(value, int) and not isinstance(info.value, int) else value
    value = as_counted(info, value)
    try:
        check(info, value)
    except ValueError as error:
        raise BadInput(f"{where}: {str(error).removeprefix('parameter ')}") from error
    return value


def _shape(told: Mapping[str, Any], name: str, low: float, high: float, where: str) -> float:
    value = told.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadInput(f"{where}.{name}: give a finite number; a {told['distribution']} range needs {name}")
    if name == "sd" and not value > 0.0:
        raise BadInput(f"{where}.sd: {value:g}; a standard deviation is above 0")
    if name == "mode" and not low <= value <= high:
        raise BadInput(f"{where}.mode: {value:g} is not between low {low:g} and high {high:g}")
    return float(value)


def _levels(told: Mapping[str, Any], where: str) -> int:
    levels = told.get("levels", DEFAULT_LEVELS)
    if isinstance(levels, bool) or not isinstance(levels, int) or not 2 <= levels <= 1000:
        raise BadInput(f"{where}.levels: {levels!r}; take a whole number from 2 to 1000")
    return levels
