"""What a worker answers about agents: it runs a month again from a saved January and tells who decided what, and why."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ui.januaries import YEAR, Januaries

if TYPE_CHECKING:
    from model import Economy
    from model.decisions import Decision, Month, View
    from ui.worker import Question

Facts = dict[str, Any]

WHO = {
    "funds": ("purse",),
    "researchers": ("job",),
    "programmes": ("industry", "stage"),
    "speaking": ("industry", "stage"),
    "hyperscalers": (),
}
"""Columns that tell the agents of a list apart, by decision."""

TRIES = 2
"""A saved state may be compressed while somebody looks for it."""


def replies(question: Question, folder: Path) -> Iterator[Facts]:
    """Yield who decided what in the month asked about, and everything about the agent asked about; then all of the year.

    Where none was asked about it is the first of the list: who decided most otherwise than it would have masked.
    The same is yielded twice: as soon as the month has been run again, and once more when it is known how many
    decided otherwise in the months after it. What cannot be answered is told as `refused`: the name of a reason.
    """
    told: Facts = {"run": question.order.run, "month": question.month, "decision": question.decision}
    if refused := refusal(question, folder):
        yield {**told, "refused": refused}
        return
    otherwise: list[int | None] = [None] * min(YEAR, question.order.months - _january(question))
    for place, month in enumerate(_year(question, folder)):
        otherwise[place] = int(month.otherwise().sum())
        if month.month == question.month:  # now: the economy goes on, and takes its agents along
            told |= {"refused": "", **_told(question, month)}
            yield {**told, "year": list(otherwise)}
    yield {**told, "year": otherwise}


def _january(question: Question) -> int:
    return question.month - question.month % YEAR


def _told(question: Question, month: Month) -> Facts:
    """Return the list of a month, one agent in full, and the rule."""
    roster = _roster(month)
    one = roster[0]["id"] if question.agent is None and roster else question.agent
    return {
        "roster": roster,
        "agent": None if one is None else _about(month, one),
        "rule": _text(month.decision),
    }


def refusal(question: Question, folder: Path) -> str:
    """Return the name of a reason why a question cannot be answered now, or nothing where it can."""
    if not 0 <= question.month < question.order.months:
        return "no_such_month"
    try:
        Januaries(folder).before(question.month)
    except LookupError as reason:
        return str(reason.args[0])
    return ""


def _year(question: Question, folder: Path) -> Iterator[Month]:
    """Run the year asked about again, as far as the order goes, and yield each month's decisions."""
    from model.decisions import decided

    january = _january(question)
    economy = before(january, folder)
    for _ in range(january, min(january + YEAR, question.order.months)):
        yield decided(economy, question.decision)


def before(month: int, folder: Path) -> Economy:
    """Return the economy as it was before a month: from the January before, with the same luck."""
    from model import Economy
    from model.errors import BadInput

    for last in range(TRIES):
        try:
            economy = Economy.load(Januaries(folder).before(month))
            return economy.run(month - economy.month)
        except BadInput:
            if last + 1 == TRIES:
                raise
    raise AssertionError("the last try answers or raises")


def _roster(month: Month) -> list[Facts]:
    """Return everybody who was asked, in a line each; who decided otherwise than masked comes first."""
    changed, otherwise = month.changed(), month.otherwise()
    order = np.lexsort((month.rows, -_chance_moved(month), -np.abs(changed)))
    chosen, masked = _chosen(month, month.plain), _chosen(month, month.masked)
    return [
        {
            "id": int(month.rows[k]),
            "who": {name: _plain(month.plain.seen[name][k]) for name in WHO[month.name]},
            "chosen": _plain(chosen[k]),
            "masked": _plain(masked[k]),
            "otherwise": bool(otherwise[k]),
            **_besides(month, k),
        }
        for k in order.tolist()
    ]


def _chance_moved(month: Month) -> np.ndarray:
    """Return by how much belief moved the chance of each one's choice; nothing where no chance is in it."""
    plain, masked = month.plain.chance, month.masked.chance
    if plain is None or masked is None or not len(month.rows):
        return np.zeros(len(month.rows))
    moved: np.ndarray = np.abs(plain - masked).max(axis=1)
    return np.where(_is_open(month), moved, 0.0)


def _is_open(month: Month) -> np.ndarray:
    """Return who could decide for it at all: who has a programme starts no other, who speaks need not begin to."""
    done = {"programmes": "stage", "speaking": "speaks"}.get(month.name)
    if done is None:
        return np.ones(len(month.rows), dtype=bool)
    still: np.ndarray = month.plain.seen[done] == 0
    return still


def _besides(month: Month, place: int) -> Facts:
    """Return what else a list needs of one: the job its evidence-only self holds, or the chance of doing it."""
    plain, masked = month.plain, month.masked
    if month.name == "researchers":
        return {"held": int(masked.seen["job"][place])}
    if plain.chance is None or masked.chance is None or not _is_open(month)[place]:
        return {}
    return {"chance": {"chosen": float(plain.chance[place, 0]), "masked": float(masked.chance[place, 0])}}


def _chosen(month: Month, view: View) -> Any:
    """Return what a list shows of each answer: of a fund's shares the one in AI."""
    return view.answer[:, 0] if month.name == "funds" else view.answer


def _about(month: Month, agent: int) -> Facts:
    """Return everything that is known of an agent's decision; of one that was not asked, why not."""
    try:
        place = month.place(agent)
    except LookupError as reason:
        return {"id": agent, "silence": str(reason.args[0]), "after": _after(month, agent)}
    return {
        "id": agent,
        "silence": "",
        "after": _after(month, agent),
        "options": list(month.decision.options),
        "otherwise": bool(month.otherwise()[place]),
        "masked_columns": _masked_columns(month),
        "plain": _side(month.plain, place),
        "masked": _side(month.masked, place),
    }


def _masked_columns(month: Month) -> list[str]:
    from model.masking import MASKS

    return list(MASKS[month.decision.kind])


def _after(month: Month, agent: int) -> Facts:
    """Return an agent's columns at the end of the month."""
    people = month.population
    if not (0 <= agent < people.size and people.alive[agent]):
        return {}
    return {name: _plain(column[agent]) for name, column in people.table.items()}


def _side(view: View, place: int) -> Facts:
    """Return one agent's part of a view."""
    return {
        "terms": {name: _plain(part[place]) for name, part in view.terms.items()},
        "score": _plain(view.score[place]),
        "chance": None if view.chance is None else _plain(view.chance[place]),
        "also": {name: _plain(values[place]) for name, values in view.also.items()},
        "seen": {name: _plain(values[place]) for name, values in view.seen.items()},
        "told": {name: _plain(value) for name, value in view.told.items()},
        "own": {name: _plain(values[place]) for name, values in view.own.items()},
        "answer": _plain(view.answer[place]),
    }


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def _text(decision: Decision) -> Facts:
    """Return where a decision's rule stands and how it reads, its parts included."""
    rules = decision.rules
    return {
        "file": decision.rule.__module__.replace(".", "/") + ".py",
        "line": inspect.getsourcelines(decision.rule)[1],
        "texts": [
            {"name": rule.__name__, "source": textwrap.dedent(inspect.getsource(rule))} for rule in rules
        ],
    }
