"""What a worker process does: run an ordered economy or its straight twin, or answer a question, and send what the page may show."""

from __future__ import annotations

import math
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.catalogue import Catalogue

if TYPE_CHECKING:
    from model.scenarios import Scenario

MONTHS = 252
FIRST_PICTURE_MONTHS = 18
MONTHS_BY_PICTURE = 1.5
SECONDS_BETWEEN_PICTURES = 0.4
SECONDS_BETWEEN_REPORTS = 0.2
LONGEST_LINE = 800
"""The most characters told of a mishap: room for the names of all scenarios."""

GIVES_WAY, WAITS = 2, 3
"""How much nicer an economy is than the server, which answers clicks, and what nobody looks at yet than an economy."""

OF_A_KIND, MOST_AGENTS = "_agents", 10
"""Numbers of agents, and how many times the usual number a visitor may ask for: all share one machine's memory and disk."""

BASE, STRAIGHT = "base", "straight"
"""The world that was ordered, and its twin: the same world and luck without belief."""


@dataclass(frozen=True)
class Order:
    """What a visitor asked for: one economy, with a name of its own for each time it is asked for.

    `refused` says why no economy can be built from what was asked; it is empty when one can.
    """

    run: str
    seed: int = 1
    scenario: str = "base"
    changes: tuple[tuple[str, float], ...] = ()
    months: int = MONTHS
    refused: str = ""


@dataclass(frozen=True)
class Report:
    """How far a world of an order is; `state` is waiting, running, done or failed; `picture` is a packed trace.

    A world that is done may be drawn once more, with what was measured of it afterwards.
    """

    run: str
    state: str
    months: int = 0
    picture: bytes | None = None
    message: str = ""
    world: str = BASE


@dataclass(frozen=True)
class Question:
    """What a visitor asks about an order: who decided what in a month, and why one of them did.

    Without an agent it is the one whose decision belief changed most.
    """

    order: Order
    month: int
    decision: str
    agent: int | None = None


def run_world(order: Order, world: str, folder: Path, base: bytes | None, sender: Any) -> None:
    """Run the ordered economy or its twin and send a report now and then; the last one says done or failed.

    `base` is the last picture of the ordered economy, where its twin is run.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for report in _reports(order, folder) if world == BASE else _twin_reports(order, base):
            sender.send(replace(report, world=world))
    except BrokenPipeError:
        return
    except (ValueError, TypeError, KeyError) as refusal:
        sender.send(Report(order.run, "failed", message=_one_line(refusal), world=world))
    except Exception as mishap:
        traceback.print_exc()
        message = f"{type(mishap).__name__}: {_one_line(mishap)}"
        sender.send(Report(order.run, "failed", message=message, world=world))
    finally:
        sender.close()


def declared() -> Catalogue:
    """Return the scenarios and parameters that the model declares."""
    from model.scenarios import load_scenario, names

    scenarios = [
        {"name": it.name, "title": it.title, "question": it.question, "parameters": dict(it.parameters)}
        for it in map(load_scenario, names())
    ]
    return Catalogue(scenarios, _parameters())


def _parameters() -> list[dict[str, Any]]:
    """Return what the model declares of its parameters, with the numbers of agents that a visitor may ask for."""
    from model.parameters import Parameters

    parameters = [parameter._asdict() for parameter in Parameters().describe()]
    for it in parameters:
        if it["name"].endswith(OF_A_KIND):
            it["high"] = min(it["high"], MOST_AGENTS * it["value"])
    return parameters


def answer(question: Callable[[], Any], sender: Any) -> None:
    """Send the answer to a question, or the mishap that prevented it."""
    answer_in_parts(lambda: iter((question(),)), sender)


def answer_in_parts(question: Callable[[], Iterator[Any]], sender: Any) -> None:
    """Send the parts of an answer as they come, or the mishap that prevented one; nobody may listen any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for part in question():
            sender.send((part, ""))
    except BrokenPipeError:
        return
    except Exception as mishap:
        traceback.print_exc()
        sender.send((None, _one_line(mishap)))
    finally:
        sender.close()


def _reports(order: Order, folder: Path) -> Iterator[Report]:
    from model.economy import Economy
    from ui.januaries import Januaries
    from ui.trace import Recorder, pack

    _be_nicer(GIVES_WAY)
    economy = Economy(seed=order.seed, scenario=_scenario(order), ask_masked=True)
    recorder, januaries = Recorder(economy, order), Januaries(folder)
    reported = pictured = time.monotonic()
    next_picture = FIRST_PICTURE_MONTHS
    for month in range(1, order.months + 1):
        januaries.keep(economy)
        economy.step()
        now = time.monotonic()
        if month == FIRST_PICTURE_MONTHS or (
            month >= next_picture and now - pictured > SECONDS_BETWEEN_PICTURES
        ):
            yield Report(order.run, "running", month, pack(recorder.trace(economy)))
            reported = pictured = time.monotonic()
            next_picture = int(month * MONTHS_BY_PICTURE)
        elif now - reported > SECONDS_BETWEEN_REPORTS:
            yield Report(order.run, "running", month)
            reported = now
    yield Report(order.run, "done", order.months, pack(recorder.trace(economy)))
    _be_nicer(WAITS)
    for _ in recorder.loop.follow():
        if time.monotonic() - reported > SECONDS_BETWEEN_REPORTS:
            yield Report(order.run, "done", order.months)
            reported = time.monotonic()
    yield Report(order.run, "done", order.months, pack(recorder.trace(economy, whole=True)))
    januaries.press()


def _twin_reports(order: Order, picture: bytes | None = None) -> Iterator[Report]:
    """Run the same world with the same luck and the belief switches off; where they are off already, it is the same.

    With the picture of the ordered economy the last report also says what stays after a bust.
    """
    from model.economy import Economy
    from model.parameters import Parameters
    from model.twins import straight
    from ui.trace import pack, twin_trace, unpack

    _be_nicer(GIVES_WAY + WAITS)
    base = _scenario(order)
    twin = straight(base)
    if Parameters().replace(**twin.parameters) == Parameters().replace(**base.parameters):
        yield Report(order.run, "done", order.months, pack({"same": True}))
        return
    economy = Economy(seed=order.seed, scenario=twin)
    reported = time.monotonic()
    for month in range(1, order.months + 1):
        economy.step()
        if time.monotonic() - reported > SECONDS_BETWEEN_REPORTS:
            yield Report(order.run, "running", month)
            reported = time.monotonic()
    beside = unpack(picture) if picture else None
    yield Report(order.run, "done", order.months, pack(twin_trace(economy, beside)))


def _scenario(order: Order) -> Scenario:
    from model.errors import BadInput, nearest
    from model.scenarios import load_scenario, names

    if order.scenario not in names():  # a visitor may name no file of the server
        raise BadInput(f"scenario {order.scenario!r} is not known; {nearest(order.scenario, names())}")
    _refuse_too_many(order)
    scenario = load_scenario(order.scenario)
    return replace(scenario, parameters={**scenario.parameters, **dict(order.changes)})


def _refuse_too_many(order: Order) -> None:
    from model.errors import BadInput

    most = {it["name"]: it["high"] for it in _parameters() if it["name"].endswith(OF_A_KIND)}
    for name, value in order.changes:
        if value > most.get(name, math.inf):
            raise BadInput(
                f"{name} {value:,.0f}: the page runs {most[name]:,.0f} at most; the command line may take more"
            )


def _be_nicer(by: int) -> None:
    if hasattr(os, "nice"):
        os.nice(by)


def _one_line(mishap: BaseException) -> str:
    words = mishap.args[0] if isinstance(mishap, KeyError) and mishap.args else mishap
    told = " ".join(" ".join([str(words), *getattr(mishap, "__notes__", ())]).split())
    if (
        len(told) > LONGEST_LINE
    ):  # cut between words, where there are any, for half a name is no name to choose
        told = told[: LONGEST_LINE + 1].rpartition(" ")[0] or told[:LONGEST_LINE]
        told += " …"
    return told or type(mishap).__name__
