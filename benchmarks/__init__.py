"""How fast and how large: ratios measured side by side in one run, never against a remembered number."""

from agents import same_digits as same_digits  # before NumPy, whoever imports it next
