"""Who watches whom: co-investors, colleagues, peers. networkx holds the graphs, arrays run them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from model.sums import row_sums

if TYPE_CHECKING:
    from agents.population import Population


def arrivals(
    luck: np.ndarray, links: int, groups: np.ndarray | None = None, across: float = 0.0
) -> np.ndarray:
    """Return whom each agent watches: `links` earlier agents of its group, drawn with its own luck.

    `luck` is uniform, shape (agents, links). An agent links only to agents with a smaller id (of its
    group where there is one, and with chance `across` of any), so one more agent changes nobody
    else's links. Early agents, who have too few before them, close the ring among the first.
    Returns ids, shape (agents, links).
    """
    count = len(luck)
    first = links + 1
    before = np.maximum(np.arange(count), min(first, count))[:, None]
    watched = np.floor(luck * before).astype(np.int64)
    if groups is not None:
        watched = np.where(_fraction(luck) < across, watched, _within(luck, groups))
    own = watched == np.arange(count)[:, None]
    return np.where(own, (watched + 1) % min(max(first, 2), count), watched)


def _fraction(luck: np.ndarray) -> np.ndarray:
    """Return a second uniform number from the low digits of the first."""
    return np.mod(luck * 65536.0, 1.0)


def _within(luck: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Return an earlier (or among the first few, any) member of the same group for each draw."""
    watched = np.zeros(luck.shape, dtype=np.int64)
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        before = np.maximum(np.arange(len(members)), min(luck.shape[1] + 1, len(members)))[:, None]
        watched[members] = members[np.floor(luck[members] * before).astype(np.int64)]
    return watched


def graph(watched: np.ndarray) -> nx.DiGraph:
    """Return the network as a networkx graph: an edge from each agent to those it watches."""
    network = nx.DiGraph()
    network.add_nodes_from(range(len(watched)))
    network.add_edges_from((i, int(j)) for i, row in enumerate(watched) for j in row)
    return network


def seen_share(watched: np.ndarray, choice: np.ndarray, options: int, there: np.ndarray) -> np.ndarray:
    """Return the share of the watched who chose each option, shape (rows, options); nothing where nobody is there.

    `there` says by id who can be seen: who has left, or never came, cannot.
    """
    place = np.arange(len(watched))[:, None] * options + choice[watched]
    seen = there[watched]
    counts = np.bincount(place[seen], minlength=len(watched) * options).reshape(-1, options)
    return counts / np.maximum(row_sums(seen.view(np.int8)), 1)[:, None]


def means_of(
    columns: Sequence[np.ndarray], watched: np.ndarray, there: np.ndarray, rows: np.ndarray
) -> list[np.ndarray]:
    """Return for each column its mean over those of the watched who are there, shape (rows,) each.

    `watched` says by row of `rows` whom it watches; who watches nobody who is there has its own value.
    """
    seen = there[watched]
    number = row_sums(seen.view(np.int8))
    return [
        np.where(number > 0, row_sums(column[watched] * seen) / np.maximum(number, 1), column[rows])
        for column in columns
    ]


def watch_co_investors(funds: Population, watched: np.ndarray) -> None:
    """Show each fund where the recent money of its co-investors went, as shares by field."""
    seen = funds.recent[watched].sum(axis=1)
    funds.peers[:] = seen / np.maximum(seen.sum(axis=1, keepdims=True), 1.0)
