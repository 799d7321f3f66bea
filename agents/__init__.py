"""Who decides: one file per kind, its columns and its local rules."""

from agents import same_digits as same_digits  # before NumPy, whoever imports it next
