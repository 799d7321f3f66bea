"""The Agents page: pick one, and see its state, what it saw, its decision term by term, and what it would do masked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import solara

from ui import agent_words, refusals, shell
from ui.agent_format import FIRST_YEAR, date
from ui.plain import template
from ui.texts import words
from ui.worker import Order, Question
from ui.workshop import MISHAPS, in_a_line, workshop

Facts = dict[str, Any]
NOTHING: Facts = {"refused": "", "roster": [], "agent": None}

DECISIONS = ("funds", "researchers", "programmes", "speaking", "hyperscalers")
"""What can be asked, in the order shown."""

NOT_SAVED = {"done": "agents.gone", "failed": "stage.failed"}
"""What is said where there is no month to ask about, by the state of the run; while it runs, that the month will come."""

SECONDS_UNTIL_ASKED_AGAIN = 0.3
"""How often a run is looked at that has not come as far as the month asked about."""


@dataclass(frozen=True)
class Picked:
    """What a visitor asks about, and how many times; no agent is the first of the list."""

    decision: str = DECISIONS[0]
    agent: int | None = None
    times: int = 0


@dataclass(frozen=True)
class Heard:
    """What was heard last, and to which question."""

    asked: tuple[Any, ...] = ()
    facts: Facts = field(default_factory=lambda: NOTHING)
    trouble: str = ""


@template("agents.vue")
def Agents(  # noqa: PLR0913 - a template has one event for each thing a visitor can do
    words: dict[str, str],
    view: dict[str, Any],
    roster: dict[str, Any],
    movable: bool,
    event_pick: Any = None,
    event_decide: Any = None,
    event_go: Any = None,
    event_again: Any = None,
) -> None:
    """The page as drawn; it tells which decision and which agent are picked, and acknowledges a click by itself.

    An event `x` is a method of that name in the template: no other method or property there may be called so.
    """


@solara.component
def AgentsPage(
    order: Order, month: int, go: Callable[[int], None] | None = None, state: str = ""
) -> solara.Element:
    """Ask about the agents of an order in the month at the playhead; `month` counts from zero at January 2015.

    `go(month)` moves the playhead; without it the months of the year are shown and cannot be chosen. `state` is
    how far the order is: waiting, running, done or failed.
    """
    picked, set_picked = solara.use_state(Picked())
    heard, set_heard = solara.use_state(Heard())
    question = Question(order, month, picked.decision, picked.agent)
    asked = (order.run, month, picked)

    def ask_now() -> Callable[[], None]:
        return ask(question, lambda facts, trouble: set_heard(Heard(asked, facts, trouble)))

    solara.use_effect(ask_now, [asked])
    return Agents(
        **shown(question, heard, heard.asked == asked, shell.language.value, state),
        movable=go is not None,
        event_pick=lambda number: set_picked(replace(picked, agent=int(number), times=picked.times + 1)),
        event_decide=lambda name: set_picked(Picked(name if name in DECISIONS else picked.decision)),
        event_go=lambda number: go(int(number)) if go else None,
        event_again=lambda _: set_picked(replace(picked, times=picked.times + 1)),
    )


def ask(question: Question, hear: Callable[[Facts, str], None]) -> Callable[[], None]:
    """Put a question in the background; what is heard is an answer, in parts, or a trouble. Returns the way to drop it."""
    dropped = threading.Event()

    def listen() -> None:
        facts, waits = NOTHING, True
        while waits and not dropped.is_set():
            try:
                for facts in workshop().ask(question, dropped):
                    if dropped.is_set():
                        return
                    hear(facts, "")
            except MISHAPS as mishap:
                hear(NOTHING, in_a_line(mishap))
                return
            waits = facts["refused"] == "not_saved" and not dropped.wait(SECONDS_UNTIL_ASKED_AGAIN)

    threading.Thread(target=listen, daemon=True).start()
    return dropped.set


def shown(question: Question, heard: Heard, current: bool, language: str, state: str = "") -> dict[str, Any]:
    """Return what the page shows of the last answer heard; one to an earlier question stays until the next comes."""
    said, facts = words(language), heard.facts
    fits = facts.get("run") == question.order.run and facts.get("decision") == question.decision
    answered = fits and not facts["refused"]
    return {
        "words": said,
        "view": {
            "decisions": [{"name": name, "label": said[f"agents.decision.{name}"]} for name in DECISIONS],
            "decision": question.decision,
            "agent": question.agent,
            "month": question.month,
            "date": date(max(question.month, 0), language),
            "year": said["agents.year"].format(year=FIRST_YEAR + max(question.month, 0) // 12),
            "answer": agent_words.answer(facts, language) if answered else None,
            "busy": _busy(question, heard, current, language, state),
            "trouble": _trouble(question, heard, language) if current else "",
        },
        "roster": agent_words.roster(facts, language) if answered else {"note": "", "lines": [], "year": []},
    }


def _busy(question: Question, heard: Heard, current: bool, language: str, state: str) -> str:
    """Return what is being waited for, or nothing."""
    said, when = words(language), date(max(question.month, 0), language)
    if current and heard.facts["refused"] == "not_saved":
        return said[NOT_SAVED.get(state, "agents.waiting")].format(date=when)
    if current:
        return ""
    if question.agent is None:
        return said["agents.asking.list"].format(date=when)
    name = agent_words.name_of(question.decision, question.agent, language)
    return said["agents.asking"].format(name=name, date=when)


def _trouble(question: Question, heard: Heard, language: str) -> str:
    """Return what prevented an answer, or nothing."""
    said = words(language)
    if heard.trouble:
        return said["agents.trouble"].format(message=refusals.told(heard.trouble, language))
    if heard.facts["refused"] == "no_such_month":
        return said["agents.no_such_month"].format(month=question.month + 1, months=question.order.months)
    return ""
