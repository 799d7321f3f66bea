"""Narrators: myth, logic and sermon; what they say about AI, and how loudly."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.population import Column, Kind

ATTENTION_FOLLOWS = 0.25
"""Part of the way that a voice's memory of attention goes in a month to what the poll says. Assumed: four months."""


class Narrator(Kind):
    """A public voice: a tech leader (myth), a house of Wall Street (logic), or a medium (sermon)."""

    voice = Column("index of VOICES", "which of the three it is", dtype=np.int64)
    audience = Column("share", "share of its voice's listeners")
    temper = Column("1", "how loud it is by nature, average one")
    attention = Column("share", "how far the poll said that belief lies from what results bear out, smoothed")
    charge = Column("1", "sermon: excitement left from earlier events; below zero after bad news")
    loudness = Column("1", "how loudly it spoke last month; logic and sermon may speak against, below zero")

    def myth(self, spark: Any) -> Any:
        """Answer how loudly a tech leader tells of the ceiling: pulses that hardly read evidence.

        N = temper (base + pulse spark + pull attention). `spark` is 1 where an occasion to speak comes up,
        else 0. Returns a share. Source: stubborn sources, literature block 1.
        """
        said = self.p.myth_base + self.p.myth_pulse * spark + self.p.voice_feedback * self.attention
        return np.clip(self.temper * said, 0.0, 1.0)

    def logic(self, earnings_growth: float, price_gap: float, policy_rate: float, ceiling: float) -> Any:
        """Answer how loudly Wall Street turns the ceiling into a number; negative when it cuts the number.

        L = temper ceiling tanh(a growth of AI earnings - c price gap + m (r0 - r)): needs some evidence and
        low rates; turns against a price that ran ahead of earnings. `ceiling` is the myth it can lean on,
        a share. Returns a number in [-1, 1]. Source: literature block 1.
        """
        case = (
            self.p.logic_by_earnings * (earnings_growth - self.p.ordinary_earnings_growth)
            - self.p.logic_by_price * price_gap
        )
        case = case + self.p.logic_by_rate * (self.p.usual_policy_rate - policy_rate)
        return np.clip(self.temper * (self.p.logic_base + ceiling) * _tanh(case), -1.0, 1.0)

    def next_charge(self, event: float) -> Any:
        """Answer a medium's excitement: old events fade, each one breeds others, new ones set it off.

        h' = n h + event, with branching n below one; a fall of prices is an event below zero. Returns a
        number. Source: Hawkes process, Filimonov and Sornette 2012.
        """
        return self.p.branching * self.charge + event

    def sermon(self) -> Any:
        """Answer how loudly a medium preaches: its excitement, amplified by what drew attention; doom is below zero.

        S = sign(h) (1 - exp(-temper v |h| (1 + g attention))). Returns a number in [-1, 1].
        """
        amplified = np.abs(self.charge) * (1.0 + self.p.algorithmic_gain * self.attention)
        return np.sign(self.charge) * (1.0 - np.exp(-self.temper * self.p.sermon_volume * amplified))

    def next_attention(self, seen: float) -> Any:
        """Answer how much attention it remembers: last month's belief of listeners away from evidence. Returns a share."""
        return self.attention + ATTENTION_FOLLOWS * (seen - self.attention)


def _tanh(case: Any) -> Any:
    """Return the hyperbolic tangent by way of exponentials: NumPy's own has other digits on other processors."""
    shrunk = np.exp(-2.0 * np.abs(case))
    return np.sign(case) * (1.0 - shrunk) / (1.0 + shrunk)
