"""Where a random stream starts: NumPy's seeding of PCG64, worked out for all months of a decision at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

MONTHS = 264
"""Months that are worked out at once; later ones are seeded by NumPy itself, to the same stream."""

WORD, STATE = 2**32, 2**128
FIRST_MIX, NEXT_MIX, FIRST_OUT, NEXT_OUT = 0x43B0D7E5, 0x931E8875, 0x8B51F9DD, 0x58F38DED
TO_POOL, FROM_WORD = np.uint32(0xCA01F9DD), np.uint32(0x4973F715)
PCG_MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645
MIXED_BEFORE = 20
"""Words that SeedSequence has mixed before the last one: seed and decision fill and stir its pool of four."""


def starts(pool: NDArray[np.uint32]) -> list[list[int]]:
    """Return what seeds PCG64 for SeedSequence(seed, spawn_key=(decision, k)), k below MONTHS: four numbers each.

    `pool` is SeedSequence(seed, spawn_key=(decision,)).pool: the last word of the key is mixed in last, so
    that all before is done once. To seed a stream costs as much as to draw from it for a thousand agents.
    Source: numpy/random/bit_generator.pyx, whose streams NumPy keeps as they are (NEP 19).
    """
    last, factor = np.arange(MONTHS, dtype=np.uint32), FIRST_MIX * pow(NEXT_MIX, MIXED_BEFORE, WORD) % WORD
    mixed = []
    for part in pool.reshape(-1, 1):
        word, factor = _hashed(last, factor, NEXT_MIX)
        mixed.append(_folded(TO_POOL * part - FROM_WORD * word))
    out, factor = np.empty((8, MONTHS), dtype=np.uint64), FIRST_OUT
    for k in range(8):
        out[k], factor = _hashed(mixed[k % 4], factor, NEXT_OUT)
    numbers: list[list[int]] = (out[::2] | out[1::2] << np.uint64(32)).T.tolist()
    return numbers


def state_of(numbers: list[int]) -> dict[str, Any]:
    """Return the state of a PCG64 that these four numbers seed, to be set on a generator."""
    start, sequence = numbers[0] << 64 | numbers[1], numbers[2] << 64 | numbers[3]
    step = (sequence << 1 | 1) % STATE
    state = ((step + start) * PCG_MULTIPLIER + step) % STATE
    return {"bit_generator": "PCG64", "state": {"state": state, "inc": step}, "has_uint32": 0, "uinteger": 0}


def _hashed(word: NDArray[np.uint32], factor: int, growth: int) -> tuple[NDArray[np.uint32], int]:
    grown = factor * growth % WORD
    return _folded((word ^ np.uint32(factor)) * np.uint32(grown)), grown


def _folded(word: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return word ^ word >> np.uint32(16)
