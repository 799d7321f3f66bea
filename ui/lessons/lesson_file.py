"""A lesson is a file: read here and checked, so that a mistake is one line that names the file and the key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ui.controls import SECTIONS
from ui.lessons import rule_text, sentences
from ui.lessons.readings import READINGS
from ui.texts import LANGUAGES, TEXTS
from ui.worker import MONTHS

FOLDER = Path(__file__).resolve().parents[2] / "lessons"

Said = Mapping[str, str]
"""One text in every language."""


class BadLesson(ValueError):  # noqa: N818 - read as a sentence: raise BadLesson("...")
    """A lesson that cannot be played; the message is one line that names the file and the key."""


@dataclass(frozen=True)
class Option:
    """One answer to choose, and the condition under which it is what happened; without one, it is the rest."""

    says: Said
    happened: str = ""


@dataclass(frozen=True)
class Prediction:
    """What a student says before Run unlocks: one of some options, or a curve of a reading by year."""

    question: Said
    options: tuple[Option, ...] = ()
    draw: str = ""


@dataclass(frozen=True)
class Notice:
    """A sentence about the run, and what is said instead where its condition does not hold."""

    text: Said
    holds: str = ""
    otherwise: Said = field(default_factory=dict)


@dataclass(frozen=True)
class Look:
    """A chart to look at, and the month to look at it."""

    panel: str
    month: str


@dataclass(frozen=True)
class Rule:
    """Where a rule is written: a file of the model and a name in it."""

    file: str
    name: str


@dataclass(frozen=True)
class Step:
    """One step: what to read, what to predict, which economy to run, where to look and what to notice."""

    id: str
    title: Said
    words: Said
    run: Mapping[str, Any] | None = None
    predict: Prediction | None = None
    look: tuple[Look, ...] = ()
    notice: tuple[Notice, ...] = ()
    rule: Rule | None = None


@dataclass(frozen=True)
class Exercise:
    """A task to do alone, and its solution, hidden until asked for."""

    task: Said
    solution: Said


@dataclass(frozen=True)
class Stretch:
    """Some minutes of the teacher's plan."""

    minutes: int
    words: Said


@dataclass(frozen=True)
class Mistake:
    """What students get wrong, and what helps."""

    belief: Said
    reply: Said


@dataclass(frozen=True)
class Lesson:
    """A whole lesson, with the teacher's plan."""

    id: str
    order: int
    title: Said
    question: Said
    aim: Said
    seed: int
    steps: tuple[Step, ...]
    exercises: tuple[Exercise, ...]
    plan: tuple[Stretch, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def minutes(self) -> int:
        """How long the plan takes."""
        return sum(stretch.minutes for stretch in self.plan)

    def runs(self, at: int) -> int:
        """Return which step's economy the step `at` speaks of: its own, or the last one before it."""
        return max(number for number in range(at + 1) if self.steps[number].run is not None)


def load_lessons(folder: Path = FOLDER) -> tuple[Lesson, ...]:
    """Return every lesson of a folder, in the order they name."""
    return tuple(
        sorted((load_lesson(path) for path in folder.glob("*.toml")), key=lambda lesson: lesson.order)
    )


def load_lesson(path: Path) -> Lesson:
    """Return the lesson of a file; raises BadLesson in one line where it cannot be played."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors may put a mark in front
    except (ValueError, OSError) as error:
        raise BadLesson(f"lesson {path}: cannot be read: {' '.join(str(error).split())}") from None
    return _Reader(path).lesson(told)


class _Reader:
    """Reads the tables of one file; `where` names the place that a mistake is in."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def lesson(self, told: dict[str, Any]) -> Lesson:
        known = ("order", "title", "question", "aim", "seed", "steps", "exercises", "plan", "mistakes")
        self._keys(told, known, known, "")
        steps: list[Step] = []
        for place, table in self._tables(told, "steps"):
            steps.append(self._step(table, place, steps))
        return Lesson(
            id=self.path.stem,
            order=self._whole(told, "order", ""),
            title=self._said(told, "title", ""),
            question=self._said(told, "question", ""),
            aim=self._said(told, "aim", ""),
            seed=self._whole(told, "seed", ""),
            steps=tuple(steps),
            exercises=tuple(
                Exercise(*self._pair(table, ("task", "solution"), place))
                for place, table in self._tables(told, "exercises")
            ),
            plan=tuple(self._stretch(table, place) for place, table in self._tables(told, "plan")),
            mistakes=tuple(
                Mistake(*self._pair(table, ("belief", "reply"), place))
                for place, table in self._tables(told, "mistakes")
            ),
        )

    def _step(self, table: dict[str, Any], place: str, before: Sequence[Step]) -> Step:
        known = ("id", "title", "words", "run", "predict", "look", "notice", "rule")
        self._keys(table, known, known[:3], place)
        run = self._run(table["run"], f"{place}.run") if "run" in table else None
        if run is None and not before:
            self._wrong(f"{place}.run", "the first step must run an economy")
        name = self._text(table, "id", place)
        if not name or name in {sentences.TWIN, *(step.id for step in before)}:
            self._wrong(f"{place}.id", f"{name!r} is taken or empty; each step has a name of its own")
        worlds = ("", sentences.TWIN, *(step.id for step in before))
        return Step(
            id=name,
            title=self._said(table, "title", place),
            words=self._said(table, "words", place),
            run=run,
            predict=self._predict(table["predict"], f"{place}.predict", worlds)
            if "predict" in table
            else None,
            look=tuple(self._look(each, at) for at, each in self._tables(table, "look", place)),
            notice=tuple(self._notice(each, at, worlds) for at, each in self._tables(table, "notice", place)),
            rule=self._rule(table["rule"], f"{place}.rule") if "rule" in table else None,
        )

    def _run(self, table: Any, place: str) -> dict[str, Any]:
        self._keys(table, ("scenario", "changes"), ("scenario",), place)
        scenarios = [name.removeprefix("scenario.") for name in TEXTS if name.startswith("scenario.")]
        self._among(table["scenario"], scenarios, f"{place}.scenario")
        changes = table.get("changes", {})
        for name, value in changes.items():
            self._among(name, SECTIONS, f"{place}.changes")
            if type(value) not in (int, float):
                self._wrong(f"{place}.changes.{name}", f"{value!r} is not a number")
        return {"scenario": table["scenario"], "changes": {name: float(it) for name, it in changes.items()}}

    def _predict(self, table: Any, place: str, worlds: Sequence[str]) -> Prediction:
        self._keys(table, ("question", "options", "draw"), ("question",), place)
        question = self._said(table, "question", place)
        if "draw" in table:
            self._among(table["draw"], READINGS, f"{place}.draw")
            return Prediction(question, draw=table["draw"])
        options = tuple(self._option(each, at, worlds) for at, each in self._tables(table, "options", place))
        if len(options) < 2 or [bool(option.happened) for option in options] != [True] * (
            len(options) - 1
        ) + [False]:
            self._wrong(f"{place}.options", "give two or more; all but the last have a condition `happened`")
        return Prediction(question, options)

    def _option(self, table: dict[str, Any], place: str, worlds: Sequence[str]) -> Option:
        self._keys(table, ("says", "happened"), ("says",), place)
        return Option(self._said(table, "says", place), self._condition(table, "happened", place, worlds))

    def _notice(self, table: dict[str, Any], place: str, worlds: Sequence[str]) -> Notice:
        self._keys(table, ("text", "holds", "otherwise"), ("text",), place)
        if ("holds" in table) != ("otherwise" in table):
            self._wrong(place, "holds and otherwise belong together")
        otherwise = self._said(table, "otherwise", place, worlds) if "otherwise" in table else {}
        text = self._said(table, "text", place, worlds)
        return Notice(text, self._condition(table, "holds", place, worlds), otherwise)

    def _look(self, table: dict[str, Any], place: str) -> Look:
        self._keys(table, ("panel", "month"), ("panel", "month"), place)
        panels = [
            name.split(".")[1] for name in TEXTS if name.startswith("panel.") and name.endswith(".note")
        ]
        self._among(table["panel"], panels, f"{place}.panel")
        month = self._text(table, "month", place)
        if not 0 <= sentences.month_of(month) < MONTHS:
            self._wrong(f"{place}.month", f"{month!r} is not a month of a run")
        return Look(table["panel"], month)

    def _rule(self, table: Any, place: str) -> Rule:
        self._keys(table, ("file", "name"), ("file", "name"), place)
        rule = Rule(self._text(table, "file", place), self._text(table, "name", place))
        try:
            rule_text.source(rule.file, rule.name)
        except LookupError as error:
            self._wrong(place, str(error.args[0]))
        return rule

    def _stretch(self, table: dict[str, Any], place: str) -> Stretch:
        self._keys(table, ("minutes", "words"), ("minutes", "words"), place)
        return Stretch(self._whole(table, "minutes", place), self._said(table, "words", place))

    def _pair(self, table: dict[str, Any], keys: tuple[str, str], place: str) -> tuple[Said, Said]:
        self._keys(table, keys, keys, place)
        return self._said(table, keys[0], place), self._said(table, keys[1], place)

    # ---- single values

    def _said(self, table: dict[str, Any], key: str, place: str, worlds: Sequence[str] = ()) -> Said:
        said: dict[str, str] = table.get(key, {})
        at = f"{place}.{key}".lstrip(".")
        if not isinstance(said, dict) or set(said) != set(LANGUAGES) or not all(said.values()):
            self._wrong(at, f"write a text in each of {', '.join(LANGUAGES)}")
        for language, text in said.items():
            self._check(f"{at}.{language}", sentences.check, text)
            self._known(f"{at}.{language}", [it for it, _ in sentences.places(text)], worlds)
        if len({tuple(sorted(sentences.places(text))) for text in said.values()}) > 1:
            self._wrong(at, "the languages do not ask for the same numbers")
        return dict(said)

    def _condition(self, table: dict[str, Any], key: str, place: str, worlds: Sequence[str]) -> str:
        if key not in table:
            return ""
        text = self._text(table, key, place)
        self._check(f"{place}.{key}", sentences.parse_condition, text)
        self._known(f"{place}.{key}", [text], worlds)
        return text

    def _known(self, place: str, texts: Sequence[str], worlds: Sequence[str]) -> None:
        for term in (term for text in texts for term in sentences.terms(text)):
            if term.world not in worlds:
                self._wrong(place, f"{term.world or 'this run'} is no world that is known here")

    def _check(self, place: str, check: Any, text: str) -> None:
        try:
            check(text)
        except ValueError as error:
            self._wrong(place, str(error))

    def _whole(self, table: dict[str, Any], key: str, place: str) -> int:
        if type(table[key]) is not int or table[key] < 0:
            self._wrong(f"{place}.{key}".lstrip("."), f"{table[key]!r} is not a whole number")
        return int(table[key])

    def _text(self, table: dict[str, Any], key: str, place: str) -> str:
        if not isinstance(table[key], str):
            self._wrong(f"{place}.{key}", f"{table[key]!r} is not a text in quotes")
        return str(table[key])

    def _tables(self, table: dict[str, Any], key: str, place: str = "") -> list[tuple[str, dict[str, Any]]]:
        at, found = f"{place}.{key}".lstrip("."), table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self._wrong(at, f"write [[{key}]] above each")
        return [(f"{at}[{number + 1}]", each) for number, each in enumerate(found)]

    def _keys(self, table: Any, known: Sequence[str], needed: Sequence[str], place: str) -> None:
        if not isinstance(table, dict):
            self._wrong(place, "must be a table of keys and values")
        for key in table:
            self._among(key, known, f"{place}.{key}".lstrip("."))
        for key in needed:
            if key not in table:
                self._wrong(f"{place}.{key}".lstrip("."), "is missing")

    def _among(self, name: Any, known: Sequence[str] | Mapping[str, Any], place: str) -> None:
        if name in known:
            return
        close = get_close_matches(str(name), list(known), n=1)
        hint = f"the nearest is {close[0]!r}" if close else f"choose one of {', '.join(known)}"
        self._wrong(place, f"{name!r} is not known; {hint}")

    def _wrong(self, place: str, what: str) -> None:
        raise BadLesson(f"lesson {self.path}: {place or 'the file'}: {what}")
