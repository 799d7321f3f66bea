"""Many economies: run, compare, sweep and keep the results."""

from agents import same_digits as same_digits  # before NumPy, whoever imports it next
