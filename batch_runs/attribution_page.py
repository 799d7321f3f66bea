"""Shares of the costs as text: the page, and the lines the command prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from batch_runs.attribution_meaning import COSTS, ERRORS, WOULD_CHANGE, meaning
from batch_runs.dictionary import table

HEAD = """# Which mechanism costs what

Nine mechanisms carry belief. Each can be switched off; with all nine off a run is *straight*. The value of a set of
switches is the headline cost of a run with just that set on, less that of the straight run with the same luck, from
January 2015 to the horizon; positive is a cost of belief. A *share* is Shapley's: what a switch adds when it is turned
on, averaged over all orders of turning them on. Shares add up to the total.

*Alone* is the cost with this switch only; *last* is what it adds when the other eight are on, and so what would
vanish if it alone were turned off. Errors are standard errors over seeds of differences between runs with the same
luck. No data of the years after 2025 has judged these rules: read sums to 2035 as
comparisons, not as forecasts. Written by
`python -m batch_runs attribution --out DIR`."""

INTERACTION = """What remains as interaction: turned on one at a time, the nine add up to {alone}; together they cost
{total}. The difference, {interaction}, is what mechanisms do only together: positive where they reinforce each other,
negative where several could have done the same. It is divided among them in the shares. A switch whose share is far
from *alone* works through the others."""

PICTURE = "![Share of each switch in opportunity cost of capital, brain drain and FOMO capex, with error bars](attribution.svg)"

Found = dict[str, Any]


def page(found: Found) -> str:
    """Return the whole page."""
    parts = [HEAD, _design(found), PICTURE, _caption(found), *(_cost(found, cost) for cost in COSTS)]
    parts += [f"## What it means\n\n{meaning(found)}", f"## What would change the answer\n\n{WOULD_CHANGE}"]
    return "\n\n".join(parts) + "\n"


def lines(found: Found) -> Iterable[str]:
    """Yield one line a cost: the total, and the shares with their errors."""
    for cost, (title, _, scale, unit) in COSTS.items():
        told = found["costs"][cost]
        each = (
            f"{name} {figure(one['share']['mean'], scale)} ({_errors(one, scale)})"
            for name, one in told["switches"].items()
        )
        yield f"{title}: {_effect(told['total'], scale)} {unit}: {', '.join(each)}"


def _design(found: Found) -> str:
    asked = found["asked"]
    changed = f", with {' '.join(asked['set'])}" if asked["set"] else ""
    scaled = f", at {asked['agents_scale']:g} times the agents" if asked["agents_scale"] != 1.0 else ""
    how = (
        f"{found['pairs']} random orders for each seed, each with its reverse: {found['runs']} different runs. The second error is the part "
        "that comes from drawing orders instead of taking all of them. The first contains it on average; where it is the smaller, there are too few seeds to tell it."
        if found["pairs"]
        else f"all {2 ** len(found['switches'])} sets for each seed: {found['runs']} different runs."
    )
    return (
        f"Scenario {asked['scenario']}{changed}{scaled}, {asked['months']} months, "
        f"seeds 1 to {found['seeds']}; {how}"
    )


def _caption(found: Found) -> str:
    if found["seeds"] == 1:
        return "*Shares with one seed, which gives no errors.*"
    return (
        f"*Shares, means over seeds 1 to {found['seeds']}; bars reach {ERRORS:.0f} standard errors to either side, "
        "of the two errors the larger; grey: the sign cannot be told.*"
    )


def _cost(found: Found, cost: str) -> str:
    title, meaning, scale, unit = COSTS[cost]
    told = found["costs"][cost]
    total = told["total"]["mean"]
    head = ("switch", f"share, {unit}", "standard error", "of the total", "alone", "last")
    rows = [
        (
            name,
            figure(one["share"]["mean"], scale),
            _errors(one, scale),
            f"{one['share']['mean'] / total:.0%}" if total else "-",
            _effect(one["alone"], scale),
            _effect(one["last"], scale),
        )
        for name, one in told["switches"].items()
    ]
    rows.append(("**all nine**", _effect(told["total"], scale), "", "100%" if total else "-", "", ""))
    words = INTERACTION.format(
        alone=_effect(told["sum_alone"], scale),
        total=_effect(told["total"], scale),
        interaction=_effect(told["interaction"], scale),
    )
    return f"## {title}\n\nIn {unit}: {meaning}.\n\n{table(head, rows)}\n\n{words}"


def figure(value: float | None, scale: float) -> str:
    """Return a number as the tables have it, in `scale` of its unit; a dash where there is none."""
    return "-" if value is None else f"{value / scale:,.1f}"


def _effect(effect: dict[str, float | None], scale: float) -> str:
    text = figure(effect["mean"], scale)
    return text if effect["error"] is None else f"{text} ± {figure(effect['error'], scale)}"


def _errors(one: dict[str, Any], scale: float) -> str:
    """Return the error over seeds, and after it the part that comes from drawing orders, where there is one."""
    orders = one["error_orders"]
    over_seeds = f"± {figure(one['share']['error'], scale)}"
    return f"{over_seeds}, of orders ± {figure(orders, scale)}" if orders else over_seeds
