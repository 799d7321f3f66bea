"""What somebody asks of one run: parameters, scenario, seed, months, and which tables."""

from __future__ import annotations

import dataclasses
import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from model import Economy, Parameters
from model.abstention import EVERYBODY, Abstainers, abstainers
from model.economy import DEFAULT_MONTHS
from model.errors import BadInput
from model.history import LONGEST_RUN
from model.scenarios import Scenario, load_scenario
from model.twins import TWINS

DEFAULTS: dict[str, Any] = {
    "scenario": "base",
    "seed": 1,
    "months": DEFAULT_MONTHS,
    "set": [],
    "agents_scale": 1.0,
    "abstain": [],
    "flows": False,
    "agents": False,
}
"""What is taken where the command line says nothing."""

MANY_AGENT_KINDS = ("fund_agents", "startup_agents", "researcher_agents", "incumbent_agents")
"""The parameters that `--agents-scale` multiplies; the few large firms stay as many as they are."""

LARGEST_SEED = 2**63 - 1


@dataclass(frozen=True)
class Request:
    """One run, fully said: equal requests give equal results, byte for byte."""

    parameters: Parameters
    scenario: Scenario
    seed: int
    months: int
    flows: bool
    agents: bool
    abstain: Abstainers
    is_base: bool = True
    """A base has its masked questions and the provenance of its money; a twin is there to be compared with."""

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Request:
        """Return the request for these options: the keys of DEFAULTS, and `twin` for a twin of that base.

        Raises BadInput with one line.
        """
        _within("seed", asked["seed"], 0, LARGEST_SEED)
        _within("months", asked["months"], 1, LONGEST_RUN)
        scenario = load_scenario(asked["scenario"])
        under = _under(scenario)
        wanted = _wanted(asked["set"], under)
        scaled = _scaled(under, asked["agents_scale"], wanted)
        set_by_name = _changed(under, wanted, "--set")
        return cls(
            _changed(set_by_name, scaled, f"--agents-scale {asked['agents_scale']:g}"),
            _twin(_without(scenario, wanted | scaled), asked.get("twin")),
            asked["seed"],
            asked["months"],
            asked["flows"],
            asked["agents"],
            abstainers(_abstain(asked["abstain"])),
            asked.get("twin") is None,
        )

    def economy(self) -> Economy:
        """Return the economy asked for, in January 2015."""
        return Economy(
            self.parameters, self.seed, self.scenario, ask_masked=self.is_base, abstain=self.abstain
        )

    def described(self) -> dict[str, Any]:
        """Return the request as plain values: what is written down, and what two requests are compared by."""
        scenario = self.scenario
        return {
            "scenario": scenario.name,
            "overlay": {
                "title": scenario.title,
                "question": scenario.question,
                "parameters": dict(scenario.parameters),
                "events": [{k: _plain(v) for k, v in event.described().items()} for event in scenario.events],
            },
            "parameters": self.parameters.as_dict(),
            "seed": self.seed,
            "months": self.months,
            "flows": self.flows,
            "agents": self.agents,
            "abstain": {kind: who if who == EVERYBODY else list(who) for kind, who in self.abstain.items()},
        }


NOTHING = "nothing"
"""What is said of a name that only one of two has."""


def differences(one: Mapping[str, Any], other: Mapping[str, Any], within: str = "") -> list[str]:
    """Return what differs between two described requests, as 'name: this, not that'; the other may say more of other things."""
    found = []
    for name in {**one, **other} if within else one:
        here, there = one.get(name, NOTHING), other.get(name, NOTHING)
        if isinstance(here, dict) and isinstance(there, dict):
            found += differences(here, there, f"{name} ")
        elif here != there:
            found.append(f"{within}{name} {here}, not {there}")
    return found


def _within(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise BadInput(f"--{name} {value}: out of range; take a whole number from {low} to {high}")


def _under(scenario: Scenario) -> Parameters:
    """Return the parameters of a scenario; a name or value it cannot have is the scenario's mistake."""
    return _changed(Parameters(), scenario.parameters, f"scenario {scenario.name}")


def _wanted(settings: Iterable[str], parameters: Parameters) -> dict[str, float]:
    """Return the values given by `--set name=value`, each name once."""
    wanted: dict[str, float] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise BadInput(f"--set {setting}: write name=value, as in --set herding=0.5")
        if name in wanted:
            raise BadInput(f"--set {name}: given twice; keep one")
        wanted[name] = _value(name, text, parameters)
    return wanted


def _value(name: str, text: str, parameters: Parameters) -> float:
    known = {info.name: info for info in parameters.describe()}
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, 0.0)[0]
        raise BadInput(f"--set {name}: no such parameter; the nearest name is {near!r}")
    switches = {"true": 1.0, "false": 0.0}
    try:
        value = switches[text] if text in switches else float(text)
    except ValueError:
        value = math.nan
    if math.isnan(value):
        info = known[name]
        unit = "" if info.unit == "1" else f" {info.unit}"
        raise BadInput(f"--set {name}={text}: no number; allowed: {info.low:g} to {info.high:g}{unit}")
    return value


def _abstain(settings: Iterable[str]) -> dict[str, str | list[int]]:
    """Return the kinds and ids given by `--abstain kind` and `--abstain kind=0,5`."""
    told: dict[str, str | list[int]] = {}
    for setting in settings:
        kind, equals, ids = setting.partition("=")
        if kind in told:
            raise BadInput(
                f"--abstain {kind}: given twice; write all ids at once, as in --abstain {kind}=0,5"
            )
        try:
            everybody = not equals or ids == EVERYBODY
            told[kind] = EVERYBODY if everybody else [int(one) for one in ids.split(",")]
        except ValueError:
            raise BadInput(f"--abstain {setting}: ids are whole numbers, as in --abstain funds=0,5") from None
    return told


def _scaled(parameters: Parameters, scale: float, wanted: Mapping[str, float]) -> dict[str, float]:
    """Return the numbers of agents at this scale; a number that is set by name stays as it is set."""
    if scale == 1.0:
        return {}
    unset = set(MANY_AGENT_KINDS) - wanted.keys()
    many = [info for info in parameters.describe() if info.name in unset]
    for info in many:  # before it is rounded: what is beyond all bounds cannot be, or has hundreds of digits
        if not info.low - 0.5 <= info.value * scale <= info.high + 0.5:
            least, most = max(i.low / i.value for i in many), min(i.high / i.value for i in many)
            raise BadInput(
                f"--agents-scale {scale:g}: parameter {info.name}: {info.value * scale:g} is out of bounds; "
                f"allowed: {info.low:g} to {info.high:g} agents; take a scale from {least:.3g} to {most:.3g}"
            )
    return {info.name: float(round(info.value * scale)) for info in many}


def _changed(parameters: Parameters, changes: Mapping[str, float], whose: str) -> Parameters:
    try:
        return parameters.replace(**changes)
    except ValueError as error:
        raise BadInput(f"{whose}: {error}") from error


def _without(scenario: Scenario, names: Iterable[str]) -> Scenario:
    """Return the scenario less what the user has set: the user wins over the overlay."""
    kept = {name: value for name, value in scenario.parameters.items() if name not in set(names)}
    return dataclasses.replace(scenario, parameters=MappingProxyType(kept))


def _twin(scenario: Scenario, name: str | None) -> Scenario:
    """Return the scenario, or its twin: the switches of a twin win over what the user has set."""
    return TWINS[name](scenario) if name else scenario


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | str) else str(value)
