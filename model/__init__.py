"""Where agents meet, and what is kept: markets, ledger, luck, measures, and the economy itself."""

from model.economy import Economy
from model.parameters import Parameters

__all__ = ["Economy", "Parameters"]
