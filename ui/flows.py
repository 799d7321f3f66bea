"""Who funds and pays whom: the ledger's journal added up between the groups a reader can tell apart."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from model import Economy

PERIOD = 3
WINDOW = 12
EDGES_SHOWN = 400
ALIKE = ("what", "class", "payer_kind", "payee_kind")
FUNDING = ("draw commitment", "issue share", "lend", "redeem cloud_credit", "issue receivable")
PURCHASES = (
    *("AI cloud", "cloud", "model service", "AI subscriptions"),
    *("chips", "data centres", "AI halls", "foundry", "wages"),
)
TRANSFERS = ("subsidies", "dividends and buybacks")
SHOWN = {
    **dict.fromkeys(FUNDING, "funding"),
    **dict.fromkeys(PURCHASES, "purchase"),
    **dict.fromkeys(TRANSFERS, "transfer"),
}
"""Purposes in the journal that the picture shows; the rest of the world's own business would drown them."""

ONE_BY_ONE = ("labs", "hyperscalers", "chip_vendors")
BY_GROUP = {"funds": ("purse", "PURSES"), "startups": ("field", "FIELDS")}
WHOLE = {
    "households": "households",
    "researchers": "staff",
    "payroll": "staff",
    "incumbents": "incumbents",
    "outside_firms": "outside_firms",
    "bank": "bank",
    "governments": "governments",
    "investors": "investors",
    "ai_trust": "investors",
}
KINDS = {*BY_GROUP, *ONE_BY_ONE, *WHOLE}
SELLERS = ("hyperscalers", "chip_vendors")
ON_TERMS = "issue receivable"
"""A bill that may be paid later: the buyer has the goods, and raised no money for it."""

BESIDE_THE_POINT = (("outside_firms", "payroll"), ("payroll", "researchers"), ("bank", "outside_firms"))
"""Payer and payee whose business with each other is the rest of the world's own."""


class Flows:
    """The dollars of funding and of purchases that passed between groups, month by month."""

    def __init__(self, economy: Economy) -> None:
        self.nodes = _nodes(economy)
        self.index = {node["id"]: number for number, node in enumerate(self.nodes)}
        self.months = 0
        self.cents: dict[tuple[int, str], dict[int, float]] = {}

    def record(self, economy: Economy) -> None:
        """Add up this month's journal by payer group, payee group and purpose."""
        entries = economy.ledger.entries(SHOWN)
        for rows in _stretches([entries[part] for part in ALIKE]):
            what, booked_as, payer_kind, payee_kind = (str(entries[part][rows.start]) for part in ALIKE)
            if booked_as == "revaluation" or (payer_kind, payee_kind) in BESIDE_THE_POINT:
                continue
            if payer_kind in KINDS and payee_kind in KINDS:
                payer = self._places(economy, payer_kind, entries["payer_id"][rows])
                payee = self._places(economy, payee_kind, entries["payee_id"][rows])
                self._add(what, payer * len(self.nodes) + payee, entries["cents"][rows])
        self.months += 1

    def _add(self, what: str, pair: np.ndarray, cents: np.ndarray) -> None:
        totals = np.bincount(pair, weights=cents)
        for name in np.flatnonzero(totals).tolist():
            if name // len(self.nodes) != name % len(self.nodes):
                by_month = self.cents.setdefault((name, what), {})
                by_month[self.months] = by_month.get(self.months, 0.0) + float(totals[name])

    def summary(self) -> dict[str, Any]:
        """Return nodes and edges; an edge carries trailing-year dollars, in millions, at the end of each quarter."""
        edges = [self._edge(pair, what, by_month) for (pair, what), by_month in self.cents.items()]
        edges.sort(key=lambda edge: -max(edge["usd"], default=0))
        shown = edges[:EDGES_SHOWN]
        return {"nodes": self.nodes, "period": PERIOD, "edges": shown, "raised": self._raised(edges)}

    def _raised(self, edges: list[dict[str, Any]]) -> dict[str, list[float]]:
        """Return the headline's millions: raised by all, by labs, of that from sellers, and beside it on terms."""
        sums = {name: np.zeros(self._quarters()) for name in ("invested", "labs", "from_sellers", "on_terms")}
        for edge in edges:
            payer, payee = (self.nodes[edge[end]]["kind"] for end in ("from", "to"))
            counts = {
                "invested": edge["what"] != ON_TERMS and payee in ("startups", "labs"),
                "labs": edge["what"] != ON_TERMS and payee == "labs",
                "from_sellers": edge["what"] != ON_TERMS and payee == "labs" and payer in SELLERS,
                "on_terms": edge["what"] == ON_TERMS and payee == "labs" and payer in SELLERS,
            }
            for name in sums:
                if counts[name] and edge["kind"] == "funding":
                    sums[name] += edge["usd"]
        return {name: [round(value, 1) for value in values.tolist()] for name, values in sums.items()}

    def _quarters(self) -> int:
        return max(self.months // PERIOD, 1)

    def _edge(self, pair: int, what: str, by_month: dict[int, float]) -> dict[str, Any]:
        monthly = np.zeros(self.months)
        monthly[list(by_month)] = list(by_month.values())
        sofar = np.concatenate([[0.0], np.cumsum(monthly)])
        ends = (
            np.arange(PERIOD, self.months + 1, PERIOD) if self.months >= PERIOD else np.array([self.months])
        )
        starts = np.maximum(ends - WINDOW, 0)
        millions = (sofar[ends] - sofar[starts]) * (WINDOW / (ends - starts)) / 1e8
        payer, payee = divmod(pair, len(self.nodes))
        usd = [round(value) if value >= 100 else round(value, 1) for value in millions.tolist()]
        return {"from": payer, "to": payee, "kind": SHOWN[what], "what": what, "usd": usd}

    def _places(self, economy: Economy, kind: str, ids: np.ndarray) -> np.ndarray:
        if kind in BY_GROUP:
            column, vocabulary = BY_GROUP[kind]
            groups = np.asarray(getattr(economy.populations[kind], column))[ids]
            by_group = [self.index[f"{kind}/{name}"] for name in _names(vocabulary)]
            return np.array(by_group, dtype=np.int64)[groups]
        if kind in ONE_BY_ONE:
            return self.index[f"{kind}/0"] + ids
        return np.full(len(ids), self.index[WHOLE[kind]], dtype=np.int64)


def _stretches(columns: list[np.ndarray]) -> list[slice]:
    """Return the stretches of rows over which no column changes; a purpose is booked in few long ones."""
    changes = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    bounds = [0, *(np.flatnonzero(changes) + 1).tolist(), len(columns[0])]
    return [slice(start, stop) for start, stop in pairwise(bounds) if stop > start]


def _names(vocabulary: str) -> tuple[str, ...]:
    import agents.vocabulary

    names: tuple[str, ...] = getattr(agents.vocabulary, vocabulary)
    return names


def _nodes(economy: Economy) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = [{"id": name, "kind": name} for name in dict.fromkeys(WHOLE.values())]
    for kind, (_, vocabulary) in BY_GROUP.items():
        nodes += [{"id": f"{kind}/{name}", "kind": kind, "group": name} for name in _names(vocabulary)]
    for kind in ONE_BY_ONE:
        many = economy.populations[kind].size if kind in economy.populations else 0
        nodes += [{"id": f"{kind}/{row}", "kind": kind, "number": row} for row in range(many)]
    return nodes
