"""Save an economy and go on from there to the same bytes."""

from __future__ import annotations

import gzip
import os
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from model.errors import BadInput
from model.ledger import Ledger
from model.opening import REST_OF_WORLD

if TYPE_CHECKING:
    from model.economy import Economy
    from model.scenarios import Scenario

FORMAT = "belief-machine-state-6"

CARRIED = (
    "co_investors",
    "peers",
    "colleagues",
    "order_book",
    "graduates",
    "record",
    "month",
    "shadow",
    "returns",
)
"""What is carried besides populations, postings and the ledger; all else follows from parameters and seed."""


@runtime_checkable
class Remembers(Protocol):
    """An onlooker that is saved with the economy it looks at, to go on from there."""

    name: str

    def state(self) -> dict[str, Any]:
        """Return what it knows so far."""


def save_state(economy: Economy, path: Path, durable: bool = True) -> None:
    """Write the state under a temporary name and rename it, so that a torn file never has the final name.

    A state that is not `durable` need not survive a power cut, and takes a fraction of the time.
    """
    state = {
        "format": FORMAT,
        "parameters": economy.parameters,
        "scenario": economy.scenario,
        "seed": economy.seed,
        "abstain": economy.abstain,
        "populations": {name: population.state() for name, population in economy.populations.items()},
        "posted": economy.posted.state(),
        "ledger": economy.ledger.state(),
        "carried": {name: getattr(economy, name) for name in CARRIED},
        "remembered": _remembered(economy.onlookers),
    }
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        pickle.dump(state, file, protocol=5)
        file.flush()
        if durable:
            os.fsync(file.fileno())
    beside.replace(path)


def _remembered(onlookers: Iterable[Any]) -> dict[str, dict[str, Any]]:
    return {look.name: look.state() for look in onlookers if isinstance(look, Remembers)}


def load_state(kind: type[Economy], path: Path, scenario: Scenario | None = None) -> Economy:
    """Return the economy saved at `path`, ready for its next month, from here on under `scenario` if given.

    A file whose name ends in .gz is one that was compressed since.
    """
    state = _read(path)
    asks = state["carried"]["shadow"] is not None
    scenario = scenario or state["scenario"]
    economy = kind(state["parameters"], state["seed"], scenario, ask_masked=asks, abstain=state["abstain"])
    for name, columns in state["populations"].items():
        economy.populations[name].restore(columns)
    economy.posted.restore(state["posted"])
    economy.ledger = Ledger.from_state(state["ledger"], REST_OF_WORLD)
    for name, value in state["carried"].items():
        setattr(economy, name, value)
    economy.remembered = state.get("remembered", {})
    return economy


def _read(path: Path) -> dict[str, Any]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            state: dict[str, Any] = pickle.load(file)
    except OSError as error:
        raise BadInput(f"saved economy {path}: {error.strerror or error}") from error
    except Exception as error:
        raise BadInput(
            f"saved economy {path}: not a whole file of this program; start the run again"
        ) from error
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise BadInput(f"saved economy {path}: written by another version; start the run again")
    return state
