"""One run of a study: which question is asked of which economy, fully said in plain values."""

from __future__ import annotations

import functools
import hashlib
import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from batch_runs.made_with import own_version
from model import Economy, Parameters
from model.history import Event
from model.scenarios import Scenario

if TYPE_CHECKING:
    from batch_runs.request import Request

Answer = Mapping[str, float | np.ndarray]
"""What a task says about a run, the same names for all runs of a study: a number each, or arrays of one length, shape (rows,)."""


TABLES = "tables"
"""What a job is asked for when its task also keeps tables of its run; the task is handed the study's folder then."""


@dataclass(frozen=True)
class Job:
    """One run: equal jobs have equal ids and equal answers, whoever runs them and when.

    `task` names a function, "module:function", that takes the job and returns its Answer. `parameters`
    are the values that differ from the defaults, the scenario's among them; `asked` is what else the
    task wants to know, as plain values.
    """

    task: str
    seed: int
    months: int
    scenario: str = "base"
    events: tuple[Mapping[str, Any], ...] = ()
    parameters: Mapping[str, float] = field(default_factory=dict)
    asked: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def under(cls, request: Request, task: str, changes: Mapping[str, float], **asked: Any) -> Job:
        """Return a run of what a request describes, with some parameters changed on top of everything."""
        scenario = request.scenario
        values = request.parameters.replace(**{**scenario.parameters, **changes}).as_dict()
        own = {name: value for name, value in values.items() if value != defaults()[name]}
        events = tuple({**vars(event), "month": str(event.month)} for event in scenario.events)
        return cls(task, request.seed, request.months, scenario.name, events, own, asked)

    def described(self) -> dict[str, Any]:
        """Return the job as plain values, from which `Job(**...)` makes it again."""
        return {part.name: getattr(self, part.name) for part in fields(self)}

    @functools.cached_property
    def run_id(self) -> str:
        """Return sha256 of everything the answer follows from, every parameter and our version included."""
        whole = self.described() | {"version": own_version(), "parameters": {**defaults(), **self.parameters}}
        return hashlib.sha256(canonical(whole).encode()).hexdigest()

    def economy(self) -> Economy:
        """Return the economy this job is about, in January 2015."""
        events = tuple(Event(**{**event, "month": np.datetime64(event["month"])}) for event in self.events)
        scenario = Scenario(self.scenario, self.scenario, "", {}, events)
        parameters = Parameters().replace(**self.parameters)
        masked = bool(self.asked.get("ask_masked"))
        return Economy(parameters, self.seed, scenario, masked, self.asked.get("abstain"))

    def answer(self, study: Path) -> Answer:
        """Perform the task; one that keeps tables puts them into the study's folder.

        Raises whatever the task raises; TypeError where it answers something else than numbers.
        """
        task = found(self.task)
        answer = task(self, study) if TABLES in self.asked else task(self)
        odd = [name for name, value in answer.items() if type(value) is not float and not _is_column(value)]
        if odd:
            raise TypeError(f"task {self.task}: {odd[0]} is no float but {answer[odd[0]]!r}")
        return answer


def _is_column(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype == np.float64 and value.ndim == 1


@functools.cache
def defaults() -> Mapping[str, float]:
    """Return the value that every parameter has where nobody changes it."""
    return MappingProxyType(Parameters().as_dict())


def found(task: str) -> Callable[..., Answer]:
    """Return the function that "module:function" names."""
    module, _, name = task.partition(":")
    function: Callable[..., Answer] = getattr(importlib.import_module(module), name)
    return function


def canonical(values: Any) -> str:
    """Return JSON that is the same for equal values: keys in order, no spaces, no NaN."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False)
