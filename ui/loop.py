"""The loop of labs, clouds and chip vendors: who pays them, what they pay for, and which of it is their own money.

The books are kept month by month while the economy runs and followed when it is done, for following the
origins of money takes half as long as the run itself, and nobody should wait for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from model.loop_tally import MEMBERS
from model.provenance import Carried, Provenance
from model.statements import Batch

if TYPE_CHECKING:
    from model import Economy
    from model.ledger import Ledger

CENTS_A_MILLION = 1e8

PAID_TO_MEMBERS = (
    *("AI subscriptions", "pulse", "model service", "AI cloud", "chips", "subsidies", "lend"),
    *("issue share", "draw commitment", "redeem cloud_credit", "issue receivable", "redeem receivable"),
)
"""Payments to members that belong to AI; search, shops, games and ordinary cloud are left out."""

USES = {
    "foundry": "foundry",
    "AI halls": "halls",
    "wages": "wages",
    "running costs": "running",
    "rent and services": "running",
    "sales channel": "running",
    "tax": "tax",
    "dividends and buybacks": "owners",
}
"""What members pay others for, by the names of payments."""

OTHER_BUSINESS = {("hyperscalers", "tax"), ("hyperscalers", "dividends and buybacks")}
"""Payments that come out of search, shops and ordinary cloud far more than out of AI."""

SOURCES = {
    "households": "households",
    "incumbents": "firms",
    "startups": "firms",
    "outside_firms": "other_clouds",
    "funds": "funds",
    "governments": "governments",
    "bank": "bank",
    **{member: member for member in MEMBERS},
}
"""Who pays members, by kind of account."""


@dataclass(frozen=True)
class Page:
    """The books of one month, kept to be followed later: whose rows are where, their money, what was booked."""

    month: int
    kinds: tuple[str, ...]
    rows: dict[str, slice]
    money: dict[str, NDArray[np.int64]]
    posted: list[Batch]

    @classmethod
    def of(cls, ledger: Ledger) -> Page:
        """Copy what is to be followed of a month that is complete and not yet closed."""
        kinds = ledger.kinds
        return cls(
            ledger.month,
            kinds,
            {kind: ledger.rows_of(kind) for kind in kinds},
            {kind: ledger.deposits(kind).copy() for kind in kinds},
            [_copied(batch) for batch in ledger.batches() if batch.entry_class != "revaluation"],
        )

    def rows_of(self, kind: str, /) -> slice:
        """Return which rows are a kind's."""
        return self.rows[kind]

    def deposits(self, kind: str, /) -> NDArray[np.int64]:
        """Return the money of a kind by id, cents."""
        return self.money[kind]

    def batches(self, skip: int = 0, /) -> Iterator[Batch]:
        """Yield the postings in the order they were booked, but the first `skip`."""
        return iter(self.posted[skip:])


class Loop:
    """The month's payments to members and by members for AI, by payer and use, and the stamped part of each."""

    def __init__(self, economy: Economy) -> None:
        self.provenance = Provenance(economy.ledger)
        self.provenance.listeners.append(self.hear)
        self.pages: list[Page] = []
        self.ai_part: list[dict[tuple[str, str], float]] = []
        """The part of a link that belongs to AI, where not all of it does, by month."""
        self.months: list[dict[tuple[str, str], NDArray[np.float64]]] = []
        self.has_put_up: dict[str, list[bool]] = {member: [] for member in MEMBERS}
        """Whether a kind has put any money into the loop by a month."""

    def record(self, economy: Economy) -> None:
        """Keep the books of the month that is complete and not yet closed."""
        self.pages.append(Page.of(economy.ledger))
        self.ai_part.append(_ai_parts(economy))

    def follow(self) -> Iterator[int]:
        """Follow the money of the months kept so far, and forget their books; yields each month's number."""
        pages, self.pages = self.pages, []
        for page in pages:
            self.months.append({})
            self.provenance.look(page)
            self.provenance.tally.close()
            for member, told in self.has_put_up.items():
                told.append(self.provenance.tally.put_up(member) > 0)
            self._leave_out_other_business()
            yield page.month

    def hear(self, carried: Carried) -> None:
        """Add up payments by payer and payee: dollars in millions, and of them those that carry a stamp."""
        links = self.months[-1]
        for what, payer, payee, cents, stamped in zip(
            *carried[:3], carried.cents.tolist(), carried.stamped.tolist(), strict=True
        ):
            link = _link(what, payer, payee)
            if link:
                sums = links.setdefault(link, np.zeros(2))
                sums += cents / CENTS_A_MILLION, stamped / CENTS_A_MILLION

    def _leave_out_other_business(self) -> None:
        """Clouds and chip vendors pay one bill for all they do: keep the part that is AI's."""
        links = self.months[-1]
        for link, part in self.ai_part[len(self.months) - 1].items():
            if link in links:
                links[link] *= part

    def summary(self) -> dict[str, Any] | None:
        """Return links by payer and use, millions of dollars a month, in all and stamped; None before `follow`."""
        if not self.months:
            return None
        names = sorted({link for month in self.months for link in month})
        nothing = np.zeros(2)
        sums = np.array([[month.get(link, nothing) for month in self.months] for link in names])
        return {
            "links": [
                {
                    "from": payer,
                    "to": payee,
                    "usd": _rounded(sums[k, :, 0]),
                    "circular": _rounded(sums[k, :, 1]),
                }
                for k, (payer, payee) in enumerate(names)
            ]
        }

    def series(self) -> dict[str, list[float]]:
        """Return what following the money measures, a number a month by name; empty before `follow`.

        Of nothing put up no part comes home: that is no number, where the record has a nought.
        """
        if not self.months:
            return {}
        record = dict(self.provenance.tally.record)
        for member, told in self.has_put_up.items():
            name = f"recycled_fraction_{member}"
            record[name] = [part if any_ else math.nan for part, any_ in zip(record[name], told, strict=True)]
        return record


def _ai_parts(economy: Economy) -> dict[tuple[str, str], float]:
    """Return what part of hyperscalers' and chip vendors' payments belongs to AI; vendors' profit goes by sales."""
    p, vendors = economy.parameters, economy.chip_vendors
    chips, games = float(vendors.sales.sum()), float(vendors.other_sales.sum()) / 12.0
    of_sales = chips / (chips + games) if chips else 0.0
    return {
        ("hyperscalers", "running"): _part(
            economy, "hyperscalers", p.cloud_cost_share * economy.desk.ai_cloud
        ),
        ("chip_vendors", "running"): _part(economy, "chip_vendors", p.vendor_research_share * vendors.sales),
        ("chip_vendors", "tax"): of_sales,
        ("chip_vendors", "owners"): of_sales,
    }


def _part(economy: Economy, payer: str, costs: NDArray[np.float64]) -> float:
    """Return costs of AI, usd, over all running costs that a kind paid this month."""
    paid = economy.ledger.flow("running costs", payer) / 100.0
    return min(float(costs.sum()) / paid, 1.0) if paid else 0.0


def _link(what: str, payer: str, payee: str) -> tuple[str, str] | None:
    """Return between which places of the picture a payment goes, or None where it is not in it."""
    if payee in MEMBERS:
        return (SOURCES[payer], payee) if what in PAID_TO_MEMBERS and payer in SOURCES else None
    if payer in MEMBERS and what in USES and (payer, what) not in OTHER_BUSINESS:
        return payer, USES[what]
    return None


def _copied(batch: Batch) -> Batch:
    return batch._replace(payer=batch.payer.copy(), payee=batch.payee.copy(), cents=batch.cents.copy())


def _rounded(millions: NDArray[np.float64]) -> list[float]:
    return [round(value) if value >= 100 else round(value, 1) for value in millions.tolist()]
