"""Who contributed what to something done together: Shapley's shares, exact or from orders of arrival.

Players are numbered from 0, a set of them is a whole number whose bit i says whether i is in it.
Source: Shapley 1953; orders and their reverses as antithetic pairs, Mitchell and others 2022.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

Value = Mapping[int, float]
"""What each set is worth."""

Order = Sequence[int]
"""Players in the order in which they arrive."""


def everybody(players: int) -> int:
    """Return the set of all players."""
    return (1 << players) - 1


def shapley(players: int, value: Value) -> list[float]:
    """Return each player's share, from the values of all sets.

    phi_i = sum over sets S without i of |S|! (n - |S| - 1)! / n! [v(S + i) - v(S)]. Sums are exactly
    rounded, so a player who adds nothing gets exactly zero, and equal players get equal shares.
    """
    ways = [math.factorial(size) * math.factorial(players - size - 1) for size in range(players)]
    return [_share(player, players, ways, value) for player in range(players)]


def _share(player: int, players: int, ways: list[int], value: Value) -> float:
    without = (s for s in range(1 << players) if not s >> player & 1)
    parts = (ways[s.bit_count()] * (value[s | 1 << player] - value[s]) for s in without)
    return math.fsum(parts) / math.factorial(players)


def path(order: Order) -> list[int]:
    """Return the sets that grow as players arrive: from nobody to everybody."""
    sets = [0]
    for player in order:
        sets.append(sets[-1] | 1 << player)
    return sets


def marginals(order: Order, value: Value) -> list[float]:
    """Return what each player adds when it arrives, by player; they add up to the total."""
    sets = path(order)
    added = {
        player: value[after] - value[before]
        for player, before, after in zip(order, sets[:-1], sets[1:], strict=True)
    }
    return [added[player] for player in range(len(order))]


def antithetic(order: Order, value: Value) -> list[float]:
    """Return the mean of what each player adds in an order and in its reverse: early once, late once."""
    there, back = marginals(order, value), marginals(order[::-1], value)
    return [0.5 * (one + other) for one, other in zip(there, back, strict=True)]


def sets_of(players: int, orders: Iterable[Order]) -> set[int]:
    """Return the sets that orders and their reverses need, with every player alone and every player left out."""
    whole = everybody(players)
    ends = {0, whole} | {1 << i for i in range(players)} | {whole ^ 1 << i for i in range(players)}
    return ends.union(*(path(way) for order in orders for way in (order, order[::-1])))
