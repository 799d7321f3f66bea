"""Pages of results and the programs that write them."""

from agents import same_digits as same_digits  # before NumPy, whoever imports it next
