"""How far a student is in a lesson: what was predicted, which economies were run, and what was read off them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ui.controls import HIGHEST_SEED, same_economy
from ui.lessons.lesson_file import Lesson, Prediction, Step
from ui.lessons.readings import READINGS, Trace, Values, read
from ui.lessons.sentences import TWIN, Worlds
from ui.worker import Order

OWN = "run"
YEARS = 21
Kept = Mapping[str, Mapping[str, Values]]
"""Readings of one step's economy and of its twin, once there is one."""


@dataclass(frozen=True)
class Asked:
    """What stood there when a student pressed Run: the order of then, and its picture."""

    run: str
    picture: int


@dataclass(frozen=True)
class Progress:
    """One student's way through one lesson; predictions, presses of Run, orders and readings go by step."""

    lesson: str
    seed: int
    at: int = 0
    predictions: Mapping[str, Any] = field(default_factory=dict)
    asked: Mapping[str, Asked] = field(default_factory=dict)
    ordered: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, Kept] = field(default_factory=dict)
    aside: Mapping[str, Progress] = field(default_factory=dict)
    """The other lessons, by name, as this student left them."""


def form_of(step: Step, seed: int) -> dict[str, Any]:
    """Return the form that orders the economy of a step."""
    run = step.run or {}
    return {"scenario": run["scenario"], "seed": seed, "changes": dict(run["changes"]), "refused": ""}


def locked(step: Step, progress: Progress) -> bool:
    """Tell whether a step still waits for a prediction: until then it runs nothing and tells nothing."""
    return step.predict is not None and step.id not in progress.predictions


def may_enter(lesson: Lesson, progress: Progress, at: int) -> bool:
    """Tell whether a step may be turned to: all economies before it have been run, and its forerunners predicted."""
    before = lesson.steps[:at]
    return all(
        not locked(step, progress) and (step.run is None or step.id in progress.kept) for step in before
    )


def matches(step: Step, progress: Progress, order: Order) -> bool:
    """Tell whether an order is the economy that a step asks for."""
    return same_economy(form_of(step, progress.seed), order)


def recognised(lesson: Lesson, progress: Progress, order: Order) -> Progress:
    """Note that a new order is the one for which a student pressed Run."""
    for step in lesson.steps:
        pressed = progress.asked.get(step.id)
        if (
            pressed
            and pressed.run != order.run != progress.ordered.get(step.id)
            and matches(step, progress, order)
        ):
            return replace(progress, ordered={**progress.ordered, step.id: order.run})
    return progress


def with_readings(progress: Progress, run: Trace, twin: Trace | None) -> Progress:
    """Keep what can be read off a finished run and, where it is there, off its twin."""
    step = next((name for name, ordered in progress.ordered.items() if ordered == run["run"]), None)
    if step is None:
        return progress
    beside = None if twin is None or twin["run"] != run["run"] else run if twin.get("same") else twin
    found = {OWN: read(tuple(READINGS), run, beside)}
    if beside is not None:
        there = [
            name
            for name, it in READINGS.items()
            if not it.compares and set(it.columns) <= set(beside["series"])
        ]
        found[TWIN] = read(there, beside, None)
    return replace(progress, kept={**progress.kept, step: found})


def worlds(lesson: Lesson, progress: Progress, at: int) -> Worlds:
    """Return what a step's sentences may speak of: its economy, the twin, and the economies of steps before it."""
    known: dict[str, Mapping[str, Values]] = {}
    for number in range(at + 1):
        kept = progress.kept.get(lesson.steps[lesson.runs(number)].id, {})
        if OWN in kept:
            known[lesson.steps[number].id] = kept[OWN]
        if number == at:
            known |= {"" if name == OWN else name: readings for name, readings in kept.items()}
    return known


# ---- what a student does


def begun(lesson: Lesson) -> Progress:
    """Return the beginning of a lesson."""
    return Progress(lesson.id, lesson.seed)


def acted(
    lessons: tuple[Lesson, ...], now: Progress, order: str, picture: int, wish: Mapping[str, Any]
) -> Progress:
    """Return where a student stands after choose, turn, predict, run, reseed or resume; what is not open does nothing.

    `order` and `picture` are what stands there at that moment.
    """
    lesson = next(it for it in lessons if it.id == now.lesson)
    given = wish.get("value")
    after = now
    match wish.get("do"):
        case "choose":
            after = next((_taken_up(it, now) for it in lessons if it.id == given), now)
        case "turn":
            after = _turned(lesson, now, given)
        case "predict":
            after = _predicted(lesson, now, given)
        case "run":
            after = _pressed(lesson, now, Asked(order, picture))
        case "reseed":
            after = _reseeded(now, given)
        case "resume":
            after = _resumed(lessons, now, given)
    return after


def _taken_up(lesson: Lesson, now: Progress) -> Progress:
    """Return another lesson where it was left, and keep this one for later; this one itself begins anew."""
    if lesson.id == now.lesson:
        return replace(begun(lesson), aside=now.aside)
    aside = {**now.aside, now.lesson: replace(now, aside={})}
    return replace(aside.pop(lesson.id, begun(lesson)), aside=aside)


def left(now: Progress) -> dict[str, Any]:
    """Return what a browser keeps: lesson, seed and made (predictions by step), and the same of each lesson aside."""
    kept = {"lesson": now.lesson, "seed": now.seed, "made": dict(now.predictions)}
    return {**kept, "aside": [left(it) for it in now.aside.values()]}


def _resumed(lessons: tuple[Lesson, ...], now: Progress, kept: Any) -> Progress:
    """Return the lessons as a page that was loaded anew had left them: luck and predictions; economies are run again.

    `kept` is what `left` gave the browser. Who has begun already, and what no lesson asks for, stay as they are.
    """
    begun_already = any(it.predictions or it.asked for it in (now, *now.aside.values()))
    first = None if begun_already else _come_back(lessons, kept)
    if first is None:
        return now
    aside = kept.get("aside")
    others = [_come_back(lessons, it) for it in (aside if isinstance(aside, list) else ())]
    return replace(first, aside={it.lesson: it for it in others if it and it.lesson != first.lesson})


def _come_back(lessons: tuple[Lesson, ...], kept: Any) -> Progress | None:
    """Return one lesson as it was left, or nothing where that is none."""
    if not isinstance(kept, dict) or not isinstance(made := kept.get("made"), dict):
        return None
    lesson = next((it for it in lessons if it.id == kept.get("lesson")), None)
    if lesson is None:
        return None
    asked = {step.id: step.predict for step in lesson.steps if step.predict}
    sound = {name: said for name, said in made.items() if name in asked and _sound(asked[name], said)}
    return replace(_reseeded(begun(lesson), kept.get("seed")), predictions=sound)


def _reseeded(now: Progress, seed: Any) -> Progress:
    """Return the lesson with another luck; once an economy has been asked for, luck stays."""
    sound = type(seed) is int and 0 <= int(seed) <= HIGHEST_SEED and not now.asked
    return replace(now, seed=int(seed)) if sound else now


def _turned(lesson: Lesson, now: Progress, at: Any) -> Progress:
    open_ = type(at) is int and 0 <= at < len(lesson.steps) and may_enter(lesson, now, at)
    return replace(now, at=at) if open_ else now


def _predicted(lesson: Lesson, now: Progress, said: Any) -> Progress:
    step = lesson.steps[now.at]
    if step.predict is None or not locked(step, now) or not _sound(step.predict, said):
        return now
    return replace(now, predictions={**now.predictions, step.id: said})


def _sound(predict: Prediction, said: Any) -> bool:
    """Tell whether a prediction is one that the step asks for."""
    if predict.draw:
        return (
            isinstance(said, list)
            and len(said) == YEARS
            and all(isinstance(value, (int, float)) and 0.0 <= value <= 1.0 for value in said)
        )
    return type(said) is int and 0 <= said < len(predict.options)


def _pressed(lesson: Lesson, now: Progress, asked: Asked) -> Progress:
    if locked(lesson.steps[now.at], now):
        return now
    return replace(now, asked={**now.asked, lesson.steps[lesson.runs(now.at)].id: asked})
