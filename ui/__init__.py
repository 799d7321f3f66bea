"""The pages of the browser app: they watch an economy that runs in a worker process and change nothing in it."""

from agents import same_digits as same_digits  # before NumPy, whoever imports it next
