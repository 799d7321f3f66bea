"""Published evidence: how far results bear AI's promise out, as everybody can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.vocabulary import AI

if TYPE_CHECKING:
    from model.economy import Economy


def publish(economy: Economy) -> None:
    """Results are published: how far AI's level and firms' results bear the promise out, between 0 and 1."""
    p, posted = economy.parameters, economy.posted
    level = np.log(posted.technology[AI])
    capability = 1.0 / (1.0 + np.exp(-(level - p.evidence_middle) / p.evidence_spread))
    borne = float(np.clip(posted.project_success / p.success_expected, 0.3, 1.2))
    posted.evidence = min(1.0, float(capability) * borne)
