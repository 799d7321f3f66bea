"""Sweeps: a study described in a file, its design of points, and its tidy tables."""
