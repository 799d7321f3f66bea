"""Many economies: run, compare, sweep and keep the results."""
