"""One text, two readings: a rule reads as one agent and runs on a whole population."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable
from math import isfinite
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import mesa
import numpy as np

if TYPE_CHECKING:
    from hashlib import _Hash

    from model.parameters import Parameters

ROOM = 64
"""Rows a population starts with; it doubles when full."""


class Column:
    """A declared column of a kind: what it holds, in which unit, and how wide it is.

    On one agent the attribute is a number (or a vector of length `over`); on a population it
    is the array of all rows, shape (rows,) or (rows, over).
    """

    def __init__(self, unit: str, meaning: str, over: int = 0, dtype: type = np.float64) -> None:
        self.unit, self.meaning, self.over, self.dtype = unit, meaning, over, dtype
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, reader: Any, owner: type | None = None) -> Any:
        if reader is None:
            return self
        rows = reader._rows
        if not isinstance(rows, np.ndarray):
            part = reader._population.table[self.name][rows]
            if self.over:
                # A vector of one row is a view of the table: a rule must not write through it.
                part.flags.writeable = False
            return part
        part = reader._population.table[self.name].take(rows, axis=0)
        part.flags.writeable = False
        # Kept with the reader, where Python looks first: a rule that reads it twice gathers it once.
        vars(reader)[self.name] = part
        return part

    def blank(self, rows: int) -> np.ndarray:
        """Return zeros for `rows` rows, shape (rows,) or (rows, over)."""
        return np.zeros((rows, self.over) if self.over else rows, dtype=self.dtype)


def added(parts: tuple) -> Any:
    """Return the sum of the named parts of a score, from the first to the last."""
    return functools.reduce(operator.add, parts)


class Asked(NamedTuple):
    """A question that was put to a population and answered: who was asked what, seeing what, told what."""

    population: Population
    rule: Callable[..., Any]
    rows: np.ndarray
    mask: dict[str, np.ndarray]
    told: tuple
    own: dict[str, Any]
    answer: Any


class Kind(mesa.Agent):
    """Base of every kind of agent: declared columns, rules as methods.

    A registered instance (made by `Population.agent`) is a real Mesa agent that reads one row.
    An unregistered one (made by `Population.of`) reads many rows at once with the same text.
    """

    columns: ClassVar[dict[str, Column]] = {}
    p: Parameters
    """The parameters of the economy this agent lives in."""
    _population: Population
    _rows: Any

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.columns = {
            name: part
            for base in reversed(cls.__mro__)
            for name, part in vars(base).items()
            if isinstance(part, Column)
        }

    def __init__(self, model: mesa.Model, population: Population, row: int) -> None:
        super().__init__(model)
        self._population, self._rows, self.p = population, row, population.parameters

    def __setattr__(self, name: str, value: Any) -> None:
        if name in self.columns:
            raise AttributeError(f"{type(self).__name__}.{name}: a rule answers, it does not write")
        super().__setattr__(name, value)

    @property
    def row(self) -> Any:
        """The agent's id in its population: one number, or one per row."""
        return self._rows


class Population:
    """All agents of one kind: columns by name, rows equal to ids, ids never reused."""

    def __init__(self, kind: type[Kind], parameters: Parameters) -> None:
        self.kind, self.parameters = kind, parameters
        self.size = 0
        self._alive = np.zeros(ROOM, dtype=bool)
        self._lived = np.zeros(ROOM, dtype=bool)
        self.rows = np.zeros(0, dtype=np.intp)
        """Ids of the living, ascending, read-only."""
        self._views: dict[int, Kind] = {}
        self._everybody: Kind | None = None
        self.asked_one_by_one: mesa.Model | None = None
        self.onlookers: list[Callable[[Asked], None]] = []
        """Who hears every question once it is answered; they may look, not touch."""
        self.table = {name: column.blank(ROOM) for name, column in kind.columns.items()}

    @property
    def table(self) -> dict[str, np.ndarray]:
        """The columns by name, with room to grow: length at least `size`."""
        return self._table

    @table.setter
    def table(self, columns: dict[str, np.ndarray]) -> None:
        self._table = columns
        self._show()

    def _show(self) -> None:
        """Put the part of each column that is in use where Python looks first: to read it costs next to nothing."""
        self._everybody = None
        for name, array in self._table.items():
            vars(self)[name] = array[: self.size]

    def __getattr__(self, name: str) -> np.ndarray:
        known = sorted(self.__dict__.get("_table", ()))
        raise AttributeError(f"{name!r} is no column of {self.__dict__.get('kind')}; it has {known}")

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy needs; how the columns are shown is made anew from the table."""
        held = {name: value for name, value in vars(self).items() if name not in self._table}
        return held | {"_everybody": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what `__getstate__` gave."""
        vars(self).update(state)
        self._show()

    def __len__(self) -> int:
        """Return how many agents are alive."""
        return len(self.rows)

    @property
    def alive(self) -> np.ndarray:
        """Whether each id is in the economy now, shape (size,), bool."""
        return self._alive[: self.size]

    @property
    def lived(self) -> np.ndarray:
        """Whether each id is or was in the economy, shape (size,), bool."""
        return self._lived[: self.size]

    def _count(self) -> None:
        """List the living anew, in an array of its own, which nobody can change."""
        self.rows = np.flatnonzero(self.alive).copy()
        self.rows.flags.writeable = False
        self._everybody = None

    @property
    def reach(self) -> int:
        """One more than the highest living id: as many draws as the living can need."""
        return int(self.rows[-1]) + 1 if len(self.rows) else 0

    @property
    def row_numbers(self) -> np.ndarray:
        """All ids ever reserved, living or not."""
        return np.arange(self.size)

    def reserve(self, size: int) -> None:
        """Make ids up to `size` exist (not yet alive), so that potential entrants have numbers."""
        room = len(self._alive)
        if size > room:
            room = max(size, 2 * room)
            self._table = {name: _longer(array, room) for name, array in self._table.items()}
            self._alive, self._lived = _longer(self._alive, room), _longer(self._lived, room)
        if size > self.size:
            self.size = size
            self._show()

    def enter(self, rows: np.ndarray, **values: Any) -> None:
        """Bring the potential agents `rows` to life with these column values."""
        if self._lived[rows].any():
            raise ValueError(
                f"{self.kind.__name__} {rows[self._lived[rows]][0]} is or was alive; ids are never reused"
            )
        for name, value in values.items():
            self.table[name][rows] = value
        self._alive[rows] = self._lived[rows] = True
        self._count()

    def leave(self, rows: np.ndarray) -> None:
        """Take `rows` out of the economy for good."""
        self._alive[rows] = False
        self._count()

    def of(self, rows: Any, **instead: Any) -> Any:
        """Read many rows at once, each column once; `instead` replaces what they see, for a question not obeyed."""
        everybody = rows is self.rows and len(rows) == self.size and not instead
        if everybody and self._everybody is not None:
            return self._everybody
        view = object.__new__(self.kind)
        view.__dict__.update(instead, _population=self, _rows=rows, p=self.parameters)
        if everybody:
            # All rows of a column are the column itself: no copy, and always as it is now.
            for name in self._table:
                view.__dict__[name] = seen = vars(self)[name].view()
                seen.flags.writeable = False
            self._everybody = view
        return view

    def agent(self, row: int, model: mesa.Model) -> Kind:
        """Return the Mesa agent that reads this row; made when first looked at."""
        if row not in self._views:
            self._views[row] = self.kind(model, self, row)
        return self._views[row]

    def register(self, model: mesa.Model) -> None:
        """Make every living row a Mesa agent of `model`, and take the dead off its list."""
        for row in self.rows.tolist():
            self.agent(row, model)
        for row in [row for row in self._views if not self._alive[row]]:
            self._views.pop(row).remove()

    def ask(self, rule: Callable[..., Any], rows: np.ndarray, *told: Any, **own: Any) -> Any:
        """Ask a rule of these rows: what is told to all by position, what is each one's own by name.

        Returns the rule's answer, first axis = rows. A NaN or infinity raises, naming the agent.
        """
        return self.ask_masked(rule, rows, {}, *told, **own)

    def ask_masked(
        self, rule: Callable[..., Any], rows: np.ndarray, mask: dict[str, np.ndarray], *told: Any, **own: Any
    ) -> Any:
        """Ask as `ask` does, but let each see `mask` (values by row) in place of these columns of its own.

        A question, not an order: nothing of the population changes. Returns what `ask` returns.
        """
        if self.asked_one_by_one is None:
            answer = rule(self.of(rows, **mask), *told, **own)
        else:
            answer = self._ask_each(rule, rows, mask, told, own)
        if isinstance(answer, tuple):
            answer = _named_as(answer, (self._checked(part, rule, rows) for part in answer))
        else:
            answer = self._checked(answer, rule, rows)
        for look in self.onlookers:
            look(Asked(self, rule, rows, mask, told, own, answer))
        return answer

    def _checked(self, part: np.ndarray, rule: Callable[..., Any], rows: np.ndarray) -> np.ndarray:
        """Return an answer that is finite and nobody else's; a column answered as it is becomes a copy."""
        # The sum is finite only if every part is: one pass, and the search for whose it is comes after.
        if part.dtype.kind == "f" and not isfinite(np.add.reduce(part, axis=None)):
            bad = rows[np.flatnonzero(~np.isfinite(part.reshape(len(rows), -1)).all(axis=1))[0]]
            raise FloatingPointError(
                f"{self.kind.__name__} {bad}: {rule.__name__} answered with no finite number"
            )
        return part if part.flags.writeable else part.copy()

    def _ask_each(
        self, rule: Callable[..., Any], rows: np.ndarray, mask: dict[str, np.ndarray], told: tuple, own: dict
    ) -> Any:
        if len(rows) == 0:
            return rule(self.of(rows, **mask), *told, **own)
        answers = [
            rule(self._one(row, _at(mask, i)), *told, **_at(own, i)) for i, row in enumerate(rows.tolist())
        ]
        if isinstance(answers[0], tuple):
            return _named_as(answers[0], (np.stack(parts) for parts in zip(*answers, strict=True)))
        return np.stack(answers)

    def _one(self, row: int, mask: dict[str, Any]) -> Any:
        """Return the Mesa agent of this row; with a mask, a reading of it that nobody else gets."""
        assert self.asked_one_by_one is not None
        return self.of(row, **mask) if mask else self.agent(row, self.asked_one_by_one)

    def state(self) -> dict[str, np.ndarray]:
        """Return copies of everything that the future depends on."""
        return {
            "alive": self.alive.copy(),
            "lived": self._lived[: self.size].copy(),
            **{name: array[: self.size].copy() for name, array in self.table.items()},
        }

    def restore(self, state: dict[str, np.ndarray]) -> None:
        """Take back what `state` gave."""
        self.reserve(len(state["alive"]))
        self._alive[: self.size], self._lived[: self.size] = state["alive"], state["lived"]
        for name, array in self.table.items():
            array[: self.size] = state[name]
        self._count()

    def digest_into(self, hasher: _Hash) -> None:
        """Feed every column into a hash, names in order."""
        for name, array in sorted(self.state().items()):
            hasher.update(name.encode())
            hasher.update(np.ascontiguousarray(array).tobytes())


def _named_as(answer: tuple, parts: Iterable[Any]) -> tuple:
    """Return parts under the names that an answer's have, if they have names."""
    make: Callable[[Iterable[Any]], tuple] = getattr(answer, "_make", tuple)
    return make(parts)


def _at(values: dict[str, Any], i: int) -> dict[str, Any]:
    return {name: value[i] for name, value in values.items()}


def _longer(array: np.ndarray, room: int) -> np.ndarray:
    longer = np.zeros((room, *array.shape[1:]), dtype=array.dtype)
    longer[: len(array)] = array
    return longer
