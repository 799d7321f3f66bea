"""How an executor of many machines says that a run ended without its doing."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor


class WorkersDied(Exception):  # noqa: N818 - what happened, not whose error it is
    """So many workers died with one bundle; the executor and all other bundles live on."""

    def __init__(self, deaths: int) -> None:
        super().__init__(deaths)
        self.deaths = deaths


class WorkersLost(BrokenExecutor):
    """The way to the workers is cut, and nobody died of a run: another executor may find them again."""
