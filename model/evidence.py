"""Published evidence: how far results bear AI's promise out, as everybody can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.incumbent import NONE
from agents.vocabulary import AI

if TYPE_CHECKING:
    from model.economy import Economy


def publish(economy: Economy) -> None:
    """Results are published: how far AI's level, firms' results and plants' sales bear the promise out, from 0 to 1.

    e = capability(level) * programmes * plants: programmes that met their return over what was promised, and
    what AI plants sell and use over what they cost, both within bounds. Sales paid with lent money count:
    nobody can tell from outside.
    """
    p, posted = economy.parameters, economy.posted
    level = np.log(posted.technology[AI])
    capability = 1.0 / (1.0 + np.exp(-(level - p.evidence_middle) / p.evidence_spread))
    programmes = float(np.clip(posted.project_success / p.success_expected, LEAST_BORNE, MOST_BORNE))
    plants = float(np.clip(posted.coverage, LEAST_BORNE, 1.0))
    posted.evidence = min(1.0, float(capability) * programmes * plants)


LEAST_BORNE, MOST_BORNE = 0.3, 1.2
"""Results count for no less and no more than this times what was promised."""


def count_users(economy: Economy) -> None:
    """What is left of the promise of growth is public: those, of households and firms, who do not use AI yet."""
    posted, firms = economy.posted, economy.incumbents
    using = float(np.sum(firms.firms * (firms.stage != NONE)) / firms.firms.sum())
    posted.promise_left = 1.0 - 0.5 * (posted.users + using)
