"""Where agents meet, and what is kept: markets, ledger, luck, measures, and the economy itself."""

from agents import same_digits as same_digits  # before NumPy, which all others import
from model.economy import Economy
from model.parameters import Parameters

__all__ = ["Economy", "Parameters"]
