"""Who owns start-ups and labs: venture funds' stakes read from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.vocabulary import AI, FIELDS

if TYPE_CHECKING:
    from model.economy import Economy


def stakes_by_field(economy: Economy) -> np.ndarray:
    """Return the value of every fund's stakes by field, shape (funds, fields), usd."""
    field_of = {"startups": economy.startups.field, "labs": AI}
    return economy.ledger.value_by("share", "funds", field_of, len(FIELDS))
