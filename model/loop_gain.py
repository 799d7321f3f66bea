"""Loop gain: what one billion dollars more from households sets off in the loop, and the report on the loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np

from model.economy import Economy
from model.errors import BadInput
from model.history import Event, History
from model.loop_tally import CHIPS, MEMBERS, SALES, Month, share
from model.market_value import market_values
from model.parameters import Parameters
from model.provenance import Provenance, is_financing
from model.scenarios import Scenario, load_scenario

BILLION = 1e9
YEAR = 12


class Seen(NamedTuple):
    """What one economy did, by month from the pulse on: usd, shape (months,)."""

    value: np.ndarray
    """Market value of listed members, and labs at the price of their last round; at the end of the month."""
    reinvested: np.ndarray
    """Stakes, used credits, vendor finance and terms between members, and chips that members bought."""
    revenue: np.ndarray
    """Sales of all members, to each other too; the pulse is one of them."""


@dataclass(frozen=True)
class Response:
    """Dollars per dollar of the pulse: mean over seeds, its standard error (None for one seed), and each seed's."""

    mean: float
    standard_error: float | None
    by_seed: tuple[float, ...]

    @classmethod
    def of(cls, by_seed: Iterable[float]) -> Response:
        """Return the response that these seeds make."""
        values = np.array(list(by_seed))
        error = float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else None
        return cls(float(values.mean()), error, tuple(values.tolist()))


@dataclass(frozen=True)
class LoopGain:
    """What a pulse from households to a lab sets off among the members, against a twin with the same luck."""

    pulse_usd: float
    month: str
    """First month of the pulse, as in 2024-01."""
    horizon: int
    """Months that the multiplier runs over."""
    seeds: tuple[int, ...]
    market_value: Response
    """Extra value of members' shares and of labs' stakes, a year after the pulse (or at the horizon)."""
    reinvestment: Response
    """Extra stakes, credits used, vendor finance, terms and chips bought by members, summed over the first year."""
    multiplier: Response
    """Extra sales of members, summed over the horizon; the pulse itself is the first dollar of it."""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        return asdict(self)


def loop_gain(
    parameters: Parameters | None,
    scenario: str | Path | Scenario,
    seeds: Sequence[int],
    month: int,
    horizon: int = 36,
    each: Callable[..., Iterable[tuple[float, float, float]]] = map,
) -> LoopGain:
    """Return the gain of a pulse of one billion dollars in a month (0 is January 2015), over these seeds.

    `each` maps over seeds: `map`, or an executor's. Takes 2 x horizon + month months of running per seed.
    Raises BadInput without seeds, or for months that are none.
    """
    if not seeds or month < 0 or horizon < 1:
        raise BadInput(
            f"loop gain: {len(seeds)} seeds, month {month}, horizon {horizon}; "
            "give one seed or more, a month from 0 on, and a horizon from 1 on"
        )
    known = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    pulse = Event(History.date(month), "pulse", BILLION, "one billion dollars more")
    respond = partial(response_to, parameters, known, pulse, horizon)
    value, reinvested, revenue = (Response.of(part) for part in zip(*each(respond, seeds), strict=True))
    return LoopGain(BILLION, str(pulse.month), horizon, tuple(seeds), value, reinvested, revenue)


def response_to(
    parameters: Parameters | None, scenario: Scenario, pulse: Event, horizon: int, seed: int
) -> tuple[float, float, float]:
    """Return extra market value, reinvestment and revenue per dollar of the pulse, for one seed.

    Until the pulse both twins are one economy; then it is saved, and goes on with the pulse and without.
    """
    month = int((pulse.month - History.date(0)).astype(int))
    economy = Economy(parameters, seed, scenario).run(month)
    with TemporaryDirectory() as folder:
        economy.save(Path(folder) / "before")
        twin = Economy.load(
            Path(folder) / "before", replace(economy.scenario, events=(*economy.scenario.events, pulse))
        )
    return set_off(watch(economy, horizon), watch(twin, horizon), pulse.size)


def set_off(base: Seen, pulsed: Seen, size: float) -> tuple[float, float, float]:
    """Return what a pulse of `size` usd set off, per dollar of it: extra value, reinvestment and revenue.

    Value stands a year after the pulse (or at the end), reinvestment is of the first year, revenue of all months.
    """
    value, reinvested, revenue = ((b - a) / size for a, b in zip(base, pulsed, strict=True))
    return float(value[:YEAR][-1]), float(reinvested[:YEAR].sum()), float(revenue.sum())


def watch(economy: Economy, months: int) -> Seen:
    """Run an economy so many months and return what the members did in each."""
    seen: list[tuple[float, float, float]] = []
    economy.onlookers.append(lambda e: seen.append((_value(e), _reinvested(e), _revenue(e))))
    economy.run(months)
    return Seen(*np.array(seen).T)


def _value(economy: Economy) -> float:
    labs = economy.labs
    return float(market_values(economy, "ai").sum() + np.sum((labs.price * labs.units)[labs.rows]))


def _reinvested(economy: Economy) -> float:
    ledger = economy.ledger
    names = {batch.what for batch in ledger.batches() if is_financing(batch)} | {CHIPS}
    return sum(ledger.flow(what, a, b) for what in sorted(names) for a in MEMBERS for b in MEMBERS) / 100.0


def _revenue(economy: Economy) -> float:
    return sum(economy.ledger.flow(what, None, kind) for what in SALES for kind in MEMBERS) / 100.0


def loop_report(economy: Economy, gain: LoopGain | None = None) -> dict[str, Any]:
    """Return what is known of the loop as plain values for JSON; raises ValueError without a Provenance.

    Recycled fractions, gross and consolidated revenue, outside inflow over turnover (None where nothing
    was turned over), the same and circular shares by year, and the loop gain where it was measured.
    """
    tally = Provenance.of(economy).tally
    last = [str(History.date(economy.month - len(tally.months) + k))[:4] for k in range(len(tally.months))]
    years = {
        year: [m for m, of in zip(tally.months, last, strict=True) if of == year]
        for year in dict.fromkeys(last)
    }
    return {
        "recycled_fraction": {
            **{kind: tally.recycled_fraction(kind) for kind in MEMBERS},
            "all": tally.recycled_fraction(*MEMBERS),
        },
        **_totals(tally.months),
        "by_year": [{"year": int(year), **_totals(months)} for year, months in years.items()],
        "loop_gain": gain.as_dict() if gain else None,
    }


def _totals(months: Sequence[Month]) -> dict[str, float | None]:
    def total(name: str) -> int:
        return sum(getattr(month, name) for month in months)

    turnover = total("loop_turnover")
    return {
        "circular_share_vendor": share(total("vendor_circular"), total("vendor_revenue")),
        "circular_share_cloud": share(total("cloud_circular"), total("cloud_revenue")),
        "core_revenue_gross_usd": total("core_gross") / 100.0,
        "core_revenue_consolidated_usd": total("core_consolidated") / 100.0,
        "outside_inflow_usd": total("outside_inflow") / 100.0,
        "loop_turnover_usd": turnover / 100.0,
        "outside_inflow_over_loop_turnover": total("outside_inflow") / turnover if turnover else None,
        "stamped_usd": total("stamped") / 100.0,
    }
