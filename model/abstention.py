"""Who does not play: agents that buy nothing of AI, take no stake in it and say nothing about it.

The gate stands in the engine, after the rule has answered, and in one place for each kind. Incumbents start
no AI programme (the few of January 2015 included) and never say AI. Hyperscalers order no AI chips (none are on
order in January 2015, and the AI capex of the month before it is none) and take no stakes in labs; their ordinary plant goes on, and so do the chips and researchers they have. Funds put
nothing into the field AI; their other fields share the money. Investors buy no AI shares and sell none
short; what they held in January 2015 they sell at their usual speed, and its part of their wealth goes to
other shares. Everybody's luck stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from model.errors import BadInput, nearest

if TYPE_CHECKING:
    from model.economy import Economy

MAY_ABSTAIN = ("incumbents", "hyperscalers", "funds", "investors")
"""Kinds that can be kept from playing."""

EVERYBODY = "all"
"""Said in place of ids."""

Abstain = Mapping[str, str | Iterable[int]]
Abstainers = dict[str, str | tuple[int, ...]]


def abstainers(abstain: Abstain | None) -> Abstainers:
    """Return who abstains as plain values, kinds in order, nobody left out. Raises BadInput for unknown kinds."""
    given = dict(abstain or {})
    for kind in given:
        if kind not in MAY_ABSTAIN:
            raise BadInput(f"abstain: {kind!r} cannot abstain; {nearest(kind, MAY_ABSTAIN)}")
    named = {kind: _named(kind, given[kind]) for kind in MAY_ABSTAIN if kind in given}
    return {kind: who for kind, who in named.items() if who}


def _named(kind: str, who: str | Iterable[int]) -> str | tuple[int, ...]:
    if isinstance(who, str):
        if who != EVERYBODY:
            raise BadInput(f"abstain: {kind} {who!r}; give ids, or {EVERYBODY!r} for everybody")
        return who
    return tuple(sorted({int(row) for row in who}))


def playing(economy: Economy, kind: str) -> np.ndarray:
    """Return whether each agent of a kind plays, by id, bool. Raises BadInput for ids that nobody has."""
    size, who = economy.populations[kind].size, economy.abstain.get(kind, ())
    plays = np.full(size, who != EVERYBODY)
    if not isinstance(who, str) and who:
        if not 0 <= who[0] <= who[-1] < size:
            raise BadInput(f"abstain: {kind} {who[0]} to {who[-1]}: ids are 0 to {size - 1}")
        plays[list(who)] = False
    return plays


def shares_without(field: int, shares: np.ndarray, plays: np.ndarray) -> np.ndarray:
    """Return shares of money by fund and field, those who do not play with nothing in `field` and as much in all."""
    other = np.where(np.arange(shares.shape[1]) == field, 0.0, shares)
    other = other / np.maximum(other.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    return np.where(plays[:, None], shares, other)
