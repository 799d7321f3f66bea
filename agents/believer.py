"""Belief and fear: what every kind that listens carries, and how both move."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.population import Column, Kind
from agents.vocabulary import VOICES


class Believer(Kind):
    """A kind that weighs evidence about AI, listens to the three voices, and watches others believe.

    Belief is evidence plus excess. Evidence is the shadow belief that only published results move;
    excess is what voices and contagion add, or take away once they speak against. With no voice heard,
    excess is zero for ever and belief is evidence, to the last bit.
    """

    evidence = Column("share", "shadow belief: how far published results bear AI's promise out")
    excess = Column(
        "-1 to 1", "belief beyond evidence, from voices and from others; below zero when they doubt"
    )
    fear = Column("share", "fear of being replaced or left behind")
    fatigue = Column("share", "how tired it is of the story; heals with time")
    exposure = Column("1", "how much it hears of each voice, average one", over=len(VOICES))
    others_excess = Column("-1 to 1", "mean excess of those it watches")
    others_fear = Column("share", "mean fear of those it watches")

    def belief(self) -> Any:
        """Answer how much of AI's promise it believes, between 0 and 1."""
        return np.clip(self.evidence + self.excess, 0.0, 1.0)

    def next_evidence(self, published: float) -> Any:
        """Answer its shadow belief after this month's published results (a share). Returns a share."""
        return self.evidence + self.p.evidence_learning * (published - self.evidence)

    def next_excess(self, voices: np.ndarray, receptivity: float) -> Any:
        """Answer its belief beyond evidence after listening, watching and forgetting.

        dx = r (1 - fatigue) sum_v k_v e_v N_v room + q (mean x of watched - x) - forgetting x, room = 1 - b where the
        voices speak for it, b where they speak against.
        `voices` is loudness of myth, logic and sermon, shape (3,), the last two may be negative; `receptivity`
        is one in ordinary times. Returns a share, -1 to 1. Source: three-source rule with SIRS forgetting,
        literature block 1; Shiller 2017.
        """
        heard = self.p.myth * self.p.myth_gain * voices[0] * self.exposure[..., 0]
        heard = heard + self.p.logic * self.p.logic_gain * voices[1] * self.exposure[..., 1]
        heard = heard + self.p.sermon * self.p.sermon_gain * voices[2] * self.exposure[..., 2]
        room = np.where(heard > 0.0, 1.0 - self.belief(), self.belief())
        step = receptivity * (1.0 - self.fatigue) * heard * room
        step = step + self.p.contagion * (self.others_excess - self.excess) - self.p.forgetting * self.excess
        return np.clip(self.excess + step, -self.evidence, 1.0 - self.evidence)

    def next_fear(self, alarm: float) -> Any:
        """Answer its fear after this month's alarm (the sermon's other half). Returns a share.

        df = k alarm e (1 - f) + q (mean f of watched - f) - forgetting f. Fear is not negative hype:
        it raises adoption. Source: literature block 1.
        """
        heard = self.p.fear * self.p.fear_gain * alarm * self.exposure[..., 2]
        step = heard * (1.0 - self.fear) + self.p.contagion * (self.others_fear - self.fear)
        return np.clip(self.fear + step - self.p.forgetting * self.fear, 0.0, 1.0)

    def next_fatigue(self) -> Any:
        """Answer how tired it is of the story: forgetting tires, time heals (re-susceptibility). Returns a share."""
        tired = self.p.forgetting * np.abs(self.excess) * (1.0 - self.fatigue)
        return np.clip(self.fatigue + tired - self.p.resusceptibility * self.fatigue, 0.0, 1.0)
