"""The search: rounds of candidates, each drawn around the best so far.

The cross-entropy method: the best quarter of all candidates say where the next round is drawn, and how widely. It takes
noise and needs no slope. Points stand in a cube, 0 to 1 in each direction. Source: Rubinstein and Kroese 2004.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.chance import Chance

Points = NDArray[np.float64]

ELITE = 0.25
"""Part of the candidates so far around which the next are drawn."""

NARROWEST = 0.02
"""Part of a range over which candidates are spread at least: below it seeds tell more than values."""


class Search:
    """Draws rounds of candidates in a cube of so many directions; the same seed draws the same."""

    def __init__(self, directions: int, candidates: int, seed: int) -> None:
        self.directions, self.candidates = directions, candidates
        self._chance = Chance(seed)

    def first(self, start: Points) -> Points:
        """Return the start and a Latin hypercube, shape (candidates, directions): each range in as many strips, each hit once."""
        others = self.candidates - 1
        luck = self._chance.uniform("strips of the first round", 0, 2 * others * self.directions)
        order, place = luck.reshape(2, others, self.directions)
        strips = (np.argsort(order, axis=0) + place) / max(others, 1)
        return np.vstack([start, strips])

    def next(self, tried: Points, distances: Points, round_number: int) -> Points:
        """Return candidates around the best quarter of those tried; `distances` are infinite where runs broke down."""
        best = np.argsort(distances, kind="stable")[: max(2, round(ELITE * len(tried)))]
        centre, spread = tried[best].mean(axis=0), np.maximum(tried[best].std(axis=0), NARROWEST)
        luck = self._chance.normal("candidates of a round", round_number, self.candidates, self.directions)
        return reflected(centre + spread * luck)


def reflected(points: Points) -> Points:
    """Fold points back into the cube at its walls."""
    folded: Points = 1.0 - np.abs(1.0 - np.mod(points, 2.0))
    return folded
