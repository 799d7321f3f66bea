"""Who owns start-ups and labs: venture funds' stakes read from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.vocabulary import AI, FIELDS

if TYPE_CHECKING:
    from model.economy import Economy


def stakes_by_field(economy: Economy) -> np.ndarray:
    """Return the value of every fund's stakes by field, shape (funds, fields), usd."""
    lots, funds, fields = economy.ledger.lots("share"), economy.funds, len(FIELDS)
    field = np.full(len(lots.cents), AI)
    young = lots.issuer_kind == economy.ledger.code("startups")
    field[young] = economy.startups.field[lots.issuer_id[young]]
    mine = lots.holder_kind == economy.ledger.code("funds")
    place = lots.holder_id[mine] * fields + field[mine]
    return np.bincount(place, lots.cents[mine] / 100.0, funds.size * fields).reshape(-1, fields)
