"""Luck: one random stream per decision and month, one draw per agent id."""

from __future__ import annotations

import zlib
from typing import Any, NoReturn

import numpy as np

from model import streams
from model.errors import whole

WHOLE_RUN = -1
"""The month number of luck that is drawn once for the whole run."""


class Chance:
    """All the luck of one economy, reproducible from its seed.

    Luck is stateless: the draw of an id depends on (seed, decision, month, id) and on nothing
    else. One more agent, one more decision, or a month asked twice changes nobody's luck. Raises
    BadInput for a seed that is no whole number from 0 to 2^63 - 1.
    """

    def __init__(self, seed: int) -> None:
        self.seed = whole(
            seed, 2**63 - 1, f"seed: {seed!r} cannot be used; take a whole number from 0 to 2^63 - 1"
        )
        self._generator = np.random.Generator(np.random.PCG64(0))
        self._starts: dict[str, list[list[int]]] = {}

    def uniform(self, decision: str, month: int, ids: int) -> np.ndarray:
        """Return one uniform number in (0, 1) for each id below `ids`, shape (ids,)."""
        return np.maximum(self._stream(decision, month).random(ids), 1e-12)

    def normal(self, decision: str, month: int, ids: int, width: int = 0) -> np.ndarray:
        """Return one standard normal number for each id, shape (ids,) or (ids, width)."""
        return self._stream(decision, month).standard_normal((ids, width) if width else ids)

    def _stream(self, decision: str, month: int) -> np.random.Generator:
        """Return a generator at the start of the stream of a decision and month, whatever was drawn before."""
        # crc32, not hash(): the same in every process and under every PYTHONHASHSEED.
        name, place = zlib.crc32(decision.encode()), month - WHOLE_RUN
        if month == WHOLE_RUN or place >= streams.MONTHS:
            key = np.random.SeedSequence(self.seed, spawn_key=(name, place))
            return np.random.Generator(np.random.PCG64(key))
        if decision not in self._starts:
            pool = np.random.SeedSequence(self.seed, spawn_key=(name,)).pool
            self._starts[decision] = streams.starts(pool)
        self._generator.bit_generator.state = streams.state_of(self._starts[decision][place])
        return self._generator


class NoOtherLuck:
    """Stands where Mesa keeps its shared random stream; touching it raises."""

    def __getattr__(self, name: str) -> NoReturn:
        raise RuntimeError(
            f"random.{name}: luck comes from model/chance.py only, one stream per decision and month"
        )

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise RuntimeError(f"random.{name}: luck comes from model/chance.py only")
