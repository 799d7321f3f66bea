"""What payments say about the loop: circular shares, recycled money, outside inflow, as columns of the series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.measures import Metric
from model.metrics import USD
from model.stamps import OUTSIDE, VINTAGES, Cents

MEMBERS = ("labs", "hyperscalers", "chip_vendors")
"""The loop: who sells AI, who rents out what it runs on, who makes the chips."""

CHIPS, AI_CLOUD = "chips", "AI cloud"
AI_SALES = ("AI subscriptions", "model service", "pulse", AI_CLOUD, CHIPS)
"""What the core sells as AI, by the names of payments: models, AI compute, chips."""

SALES = (*AI_SALES, "cloud", "sales")
"""All that members sell: their ordinary cloud, search, shops and games too."""


class Payments(NamedTuple):
    """Payments one by one: what for, members that pay and are paid (-1 for others), cents, of which origins."""

    what: list[str]
    payer: NDArray[np.intp]
    payee: NDArray[np.intp]
    cents: Cents
    origins: Cents

    def named(self, *names: str) -> NDArray[np.bool_]:
        """Return which payments have one of these names."""
        return np.array([what in names for what in self.what], dtype=bool)


@dataclass
class Month:
    """What one month's payments add up to, in cents."""

    vendor_revenue: int = 0  # chips sold, to whomever
    vendor_circular: int = 0  # of it, paid with stamped money
    cloud_revenue: int = 0  # AI cloud
    cloud_circular: int = 0
    core_gross: int = 0  # AI sales of all members
    core_consolidated: int = 0  # of it, to others than members
    outside_inflow: int = 0  # unstamped money that others paid to members
    loop_turnover: int = 0  # all that members paid to other members
    stamped: int = 0  # of it, what financed


class Tally:
    """The loop's books: a `Month` of cents each, and by tag what was stamped and what of it came back.

    `kinds` says of each member what it is. `record` has one list per metric, an entry a month.
    """

    def __init__(self, kinds: Sequence[str]) -> None:
        self.kinds: list[str] = []
        self.stamped, self.returned = (np.zeros(1, dtype=np.int64) for _ in range(2))
        self.past: Cents = np.zeros((2, 0), dtype=np.int64)
        self.months: list[Month] = []
        self.running = Month()
        self.record: dict[str, list[float]] = {metric.name: [] for metric in LOOP_METRICS}
        self.grow(kinds)

    def grow(self, kinds: Sequence[str]) -> None:
        """Take in members behind those that are there."""
        more = len(kinds) - len(self.kinds)
        self.kinds = list(kinds)
        self.stamped, self.returned = (
            np.pad(tags, (0, VINTAGES * more)) for tags in (self.stamped, self.returned)
        )
        self.past = np.pad(self.past, ((0, 0), (0, more)))

    def begin(self, expired: NDArray[np.intp]) -> None:
        """Begin a month; what these tags stood for (one a member) is settled, and the tags are free again."""
        self.running = Month()
        self.past += self.stamped[expired], self._recycled()[expired]
        self.stamped[expired] = self.returned[expired] = 0

    def finance(self, tags: NDArray[np.intp], cents: Cents) -> None:
        """Count money that members stamp with these tags."""
        np.add.at(self.stamped, tags, cents)
        self.running.stamped += int(cents.sum())

    def receive(self, payments: Payments) -> None:
        """Count what payments bring to members; all payees are members."""
        inner, month = payments.payer >= 0, self.running
        cents, outside = payments.cents, payments.origins[:, OUTSIDE]
        circular, ai = cents - outside, payments.named(*AI_SALES)
        chips, cloud = payments.named(CHIPS), payments.named(AI_CLOUD)
        month.loop_turnover += int(cents[inner].sum())
        month.outside_inflow += int(outside[~inner].sum())
        month.core_gross += int(cents[ai].sum())
        month.core_consolidated += int(cents[ai & ~inner].sum())
        month.vendor_revenue += int(cents[chips].sum())
        month.vendor_circular += int(circular[chips].sum())
        month.cloud_revenue += int(cents[cloud].sum())
        month.cloud_circular += int(circular[cloud].sum())
        sold = np.flatnonzero(payments.named(*SALES))
        for member, origins in zip(payments.payee[sold].tolist(), payments.origins[sold], strict=True):
            own = slice(1 + VINTAGES * member, 1 + VINTAGES * (member + 1))
            self.returned[own] += origins[own]

    def close(self) -> None:
        """Write down one number per metric for the month."""
        self.months.append(self.running)
        for metric in LOOP_METRICS:
            self.record[metric.name].append(metric.of(self))

    def _recycled(self) -> Cents:
        """Return what came back by tag: a cent that goes round twice is not more than was stamped."""
        recycled: Cents = np.minimum(self.returned, self.stamped)
        return recycled

    def recycled_fraction(self, *kinds: str) -> float:
        """Return of what members of these kinds stamped so far the part that came back to them as sales.

        Sum over vintages of min(came back, stamped) / sum of stamped; 0 where nothing was stamped.
        """
        stamped, recycled = self._so_far(kinds)
        return share(recycled, stamped)

    def put_up(self, *kinds: str) -> int:
        """Return what members of these kinds stamped so far, cents."""
        stamped, _ = self._so_far(kinds)
        return stamped

    def _so_far(self, kinds: Sequence[str]) -> tuple[int, int]:
        """Return what members of these kinds stamped, and what of it came back to them, cents."""
        mine = np.flatnonzero(np.isin(self.kinds, kinds))
        living = np.stack((self.stamped, self._recycled()))[:, 1:].reshape(2, -1, VINTAGES).sum(axis=2)
        stamped, recycled = (self.past + living)[:, mine].sum(axis=1).tolist()
        return stamped, recycled

    def state(self) -> dict[str, Any]:
        """Return copies of everything."""
        return {
            "kinds": list(self.kinds),
            "stamped": self.stamped.copy(),
            "returned": self.returned.copy(),
            "past": self.past.copy(),
            "months": [astuple(month) for month in self.months],
            "running": astuple(self.running),
            "record": {name: list(values) for name, values in self.record.items()},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        self.kinds = list(state["kinds"])
        self.stamped, self.returned, self.past = (
            state[name].copy() for name in ("stamped", "returned", "past")
        )
        self.months = [Month(*cents) for cents in state["months"]]
        self.running = Month(*state["running"])
        self.record = {name: list(values) for name, values in state["record"].items()}


def share(part: int, whole: int) -> float:
    """Return a part of a whole, 0 where there is no whole."""
    return part / whole if whole else 0.0


def _usd(name: str) -> Callable[[Tally], float]:
    return lambda tally: getattr(tally.running, name) / 100.0


def _share(part: str, whole: str) -> Callable[[Tally], float]:
    return lambda tally: share(getattr(tally.running, part), getattr(tally.running, whole))


def _recycled(kind: str) -> Callable[[Tally], float]:
    return lambda tally: tally.recycled_fraction(kind)


LOOP_METRICS: tuple[Metric[Tally], ...] = (
    Metric(
        "circular_share_vendor",
        "Circular share of chip sales",
        "share",
        "Of chip vendors' revenue from data centres this month, the part paid with money that a lab, hyperscaler or chip vendor stamped in the last 24 months; 0 without revenue",
        _share("vendor_circular", "vendor_revenue"),
    ),
    Metric(
        "circular_share_cloud",
        "Circular share of AI cloud",
        "share",
        "The same of hyperscalers' AI cloud revenue",
        _share("cloud_circular", "cloud_revenue"),
    ),
    Metric(
        "outside_inflow_usd",
        "Outside inflow into the loop",
        USD,
        "Money that others than labs, hyperscalers and chip vendors pay them (sales, ordinary ones too, rounds, loans, subsidies), less the stamped part of it",
        _usd("outside_inflow"),
    ),
    Metric(
        "loop_turnover_usd",
        "Turnover of the loop",
        USD,
        "All payments between different labs, hyperscalers and chip vendors",
        _usd("loop_turnover"),
    ),
    Metric(
        "stamped_usd",
        "Money stamped",
        USD,
        "Of it, what finances: stakes, cloud credits as they are used, vendor finance, cloud bills on terms",
        _usd("stamped"),
    ),
    *(
        Metric(
            f"recycled_fraction_{kind}",
            f"Recycled fraction, {kind.replace('_', ' ')}",
            "share",
            f"Of all that {kind.replace('_', ' ')} stamped since the run began, the part that came back to the same firm as sales within 24 months; 0 before any is stamped",
            _recycled(kind),
        )
        for kind in MEMBERS
    ),
    Metric(
        "core_revenue_gross_usd",
        "AI revenue of the core, gross",
        USD,
        "Labs', hyperscalers' and chip vendors' sales of models, AI cloud and chips, to whomever",
        _usd("core_gross"),
    ),
    Metric(
        "core_revenue_consolidated_usd",
        "AI revenue of the core, consolidated",
        USD,
        "The same without what they sell to each other",
        _usd("core_consolidated"),
    ),
)
