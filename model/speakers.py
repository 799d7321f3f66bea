"""Who says AI, and what the market and lenders make of it: shares of firms, the premium, and what everybody sees of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.vocabulary import INDUSTRIES

if TYPE_CHECKING:
    from model.economy import Economy


def share_speaking(economy: Economy) -> float:
    """Return the share of firms that say AI; an agent stands for several."""
    firms = economy.incumbents
    return float(np.sum(firms.firms * firms.speaks) / firms.firms.sum())


def premium(economy: Economy) -> np.ndarray:
    """Return what this month's market adds to each incumbent for speaking or for silence, log.

    pi0 N (1 - share speaking) for speakers, - penalty N share for the silent, by industry; N is how
    loud the voices are. Source: literature block 10.
    """
    p, firms = economy.parameters, economy.incumbents
    loud = min(float(np.maximum(economy.posted.voices, 0.0).mean()), 1.0)
    speaking = np.bincount(firms.industry, firms.firms * firms.speaks, len(INDUSTRIES))
    number = np.bincount(firms.industry, firms.firms, len(INDUSTRIES))
    share = (speaking / np.maximum(number, 1.0))[firms.industry]
    gain, loss = p.premium_size * loud * (1.0 - share), p.silence_penalty * loud * share
    return p.premium * np.where(firms.speaks == 1, gain, -loss)


def watch_speakers(economy: Economy, own: np.ndarray) -> None:
    """Everybody sees by how much the market treated speakers better than the silent of their industry.

    `own` is the log change of each incumbent's price this month; firms count, not agents.
    """
    firms, p, posted = economy.incumbents, economy.parameters, economy.posted
    side = 2 * firms.industry + (firms.speaks == 1)  # of each industry the silent, then the speakers
    sides = 2 * len(INDUSTRIES)
    number = np.bincount(side, firms.firms, sides).reshape(-1, 2)
    moved = np.bincount(side, firms.firms * own, sides).reshape(-1, 2)
    silent, speaking = (moved / np.maximum(number, 1.0)).T
    both = number.all(axis=1)
    seen = float(np.sum((speaking - silent)[both]) / max(both.sum(), 1))
    economy.desk.premium_speaking = seen
    posted.premium_seen += (12.0 * seen - posted.premium_seen) / 12.0 if p.premium > 0.0 else 0.0
