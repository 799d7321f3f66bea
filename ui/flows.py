"""Who funds and pays whom: the ledger's journal added up between the groups a reader can tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from model import Economy

PERIOD = 3
WINDOW = 12
EDGES_SHOWN = 90
PAID = ("income", "claim", "real")
FUNDING = ("draw commitment", "issue share", "lend", "cloud credit", "vendor finance")
PURCHASES = (
    *("AI cloud", "cloud", "model service", "AI subscriptions"),
    *("chips", "data centres", "AI halls", "foundry", "wages"),
)
SHOWN = {**dict.fromkeys(FUNDING, "funding"), **dict.fromkeys(PURCHASES, "purchase")}
"""Purposes in the journal that the picture shows; the rest of the world's own business would drown them."""

ONE_BY_ONE = ("labs", "hyperscalers", "chip_vendors")
BY_GROUP = {"funds": ("purse", "PURSES"), "startups": ("field", "FIELDS")}
WHOLE = {
    "households": "households",
    "researchers": "staff",
    "payroll": "staff",
    "incumbents": "incumbents",
    "outside_firms": "outside_firms",
}


class Flows:
    """The dollars of funding and of purchases that passed between groups, month by month."""

    def __init__(self, economy: Economy) -> None:
        self.nodes = _nodes(economy)
        self.index = {node["id"]: number for number, node in enumerate(self.nodes)}
        self.purposes: list[str] = []
        self.months = 0
        self.cents: dict[int, dict[int, int]] = {}

    def record(self, economy: Economy) -> None:
        """Add up this month's journal by payer group, payee group and purpose."""
        entries = economy.ledger.entries()
        paid = np.isin(entries["class"], PAID) & np.isin(entries["what"], list(SHOWN))
        entries = {name: column[paid] for name, column in entries.items()}
        payer = self._place(economy, entries["payer_kind"], entries["payer_id"])
        payee = self._place(economy, entries["payee_kind"], entries["payee_id"])
        purpose = self._purpose(entries["what"])
        seen = (payer >= 0) & (payee >= 0) & (payer != payee) & ~self._outside_wages(payer, payee)
        key = ((payer * len(self.nodes) + payee) * 1000 + purpose)[seen]
        keys, where = np.unique(key, return_inverse=True)
        totals = np.zeros(len(keys), dtype=np.int64)
        np.add.at(totals, where, entries["cents"][seen])
        for name, cents in zip(keys.tolist(), totals.tolist(), strict=True):
            self.cents.setdefault(name, {})[self.months] = cents
        self.months += 1

    def summary(self) -> dict[str, Any]:
        """Return nodes and edges; an edge carries trailing-year dollars, in millions, once a quarter."""
        edges = [self._edge(key, by_month) for key, by_month in self.cents.items()]
        edges.sort(key=lambda edge: -max(edge["usd"], default=0))
        return {"nodes": self.nodes, "period": PERIOD, "edges": edges[:EDGES_SHOWN]}

    def _edge(self, key: int, by_month: dict[int, int]) -> dict[str, Any]:
        monthly = np.zeros(self.months)
        monthly[list(by_month)] = list(by_month.values())
        sofar = np.concatenate([[0.0], np.cumsum(monthly)])
        ends = np.arange(0, self.months, PERIOD) + 1
        starts = np.maximum(ends - WINDOW, 0)
        millions = (sofar[ends] - sofar[starts]) * (WINDOW / (ends - starts)) / 1e8
        pair, purpose = divmod(key, 1000)
        payer, payee = divmod(pair, len(self.nodes))
        usd = [round(value) if value >= 100 else round(value, 1) for value in millions.tolist()]
        what = self.purposes[purpose]
        return {"from": payer, "to": payee, "kind": SHOWN[what], "what": what, "usd": usd}

    def _outside_wages(self, payer: np.ndarray, payee: np.ndarray) -> np.ndarray:
        inside: np.ndarray = (payer != self.index["outside_firms"]) | (payee != self.index["staff"])
        return ~inside

    def _purpose(self, what: np.ndarray) -> np.ndarray:
        names, where = np.unique(what, return_inverse=True)
        for name in names.tolist():
            if name not in self.purposes:
                self.purposes.append(name)
        return np.array([self.purposes.index(name) for name in names.tolist()], dtype=np.int64)[where]

    def _place(self, economy: Economy, kinds: np.ndarray, ids: np.ndarray) -> np.ndarray:
        place = np.full(len(kinds), -1, dtype=np.int64)
        for kind in np.unique(kinds).tolist():
            rows = kinds == kind
            place[rows] = self._places_of(economy, kind, ids[rows])
        return place

    def _places_of(self, economy: Economy, kind: str, ids: np.ndarray) -> np.ndarray:
        if kind in BY_GROUP:
            column, vocabulary = BY_GROUP[kind]
            groups = np.asarray(getattr(economy.populations[kind], column))[ids]
            by_group = [self.index[f"{kind}/{name}"] for name in _names(vocabulary)]
            return np.array(by_group, dtype=np.int64)[groups]
        if kind in ONE_BY_ONE:
            return self.index[f"{kind}/0"] + ids
        return np.full(len(ids), self.index.get(WHOLE.get(kind, ""), -1), dtype=np.int64)


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
        nodes += [{"id": f"{kind}/{row}", "kind": kind, "number": row + 1} for row in range(many)]
    return nodes
