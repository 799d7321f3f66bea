"""What shares of the costs mean: which switches carry which cost, and of which no sign can be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from scipy.stats import t

from batch_runs.experiments.sentences import capital, listed, number
from batch_runs.paired import CONFIDENCE

ERRORS = 2.0
"""Standard errors beyond which a sign is told."""

COSTS = {
    "opportunity": ("Opportunity cost of capital", "venture money that the four other fields did not get", 1e9, "bn usd"),
    "brain_drain": ("Brain drain", "researchers moved to AI industry", 1e3, "thousand researcher-years"),
    "fomo": ("FOMO capex", "AI spending of incumbents and AI capex of hyperscalers", 1e9, "bn usd"),
}  # fmt: skip
"""Title, meaning, scale and unit of each cost on the page."""

Found = dict[str, Any]

ONE_SEED = "One seed gives no errors: it shows nothing about other seeds."

RULE = """A share's sign is told where it lies more than two standard errors from zero, of its two errors the larger. With {seeds} seeds
that is an interval of {level:.0%}: of shares that are nothing, {luck:.0%} would pass by luck. A 95% interval reaches {reach:.1f} errors."""

WOULD_CHANGE = """Shares are of these nine switches at the strength at which each stands: the pull of the voices (`myth_gain`, `logic_gain`, `sermon_gain`,
set by hand with 2020 to 2025 in view; `fear_gain`, assumed) and `herding`, `bandwagon`, `rivalry` and `loop_finance` were not varied, and shares move with them. Were the capital loop cut into its
arrows, or the three voices one switch, the same total would be divided in another way. A switch is off from January 2015 on: its share is the work of a mechanism over the whole run, not what
turning it off later would do. What carries belief and is no switch is on in every run: listeners watch each other (`contagion`) and forget (`forgetting`).
How fast results bear out the promise (`evidence_middle`) says how much is left for belief. Costs add up to the horizon: where a boom has bust, what its bust gave back is in
them. More seeds narrow the first error; more orders (`--permutations`), or all sets (`--full`), the second. Whether one share is larger than another was not tested."""


def error_of(one: Found) -> float | None:
    """Return the error of a share by which its sign is judged, the larger of both; None for one seed. In the unit of the share."""
    error = one["share"]["error"]
    return None if error is None else max(error, one["error_orders"] or 0.0)


def sign(mean: float, error: float | None) -> int:
    """Return 1 or -1 where a figure lies more than two standard errors above or below zero, else 0."""
    beyond = error is not None and abs(mean) > ERRORS * error
    return (mean > 0.0) - (mean < 0.0) if beyond else 0


def meaning(found: Found) -> str:
    """Return what the shares mean, in sentences that follow from the figures alone."""
    if found["seeds"] == 1:
        return ONE_SEED
    return "\n\n".join((_rule(found["seeds"]), "\n".join(_lines(found))))


def _rule(seeds: int) -> str:
    return RULE.format(seeds=seeds, luck=2.0 * t.sf(ERRORS, seeds - 1), level=1.0 - 2.0 * t.sf(ERRORS, seeds - 1), reach=reach(seeds))  # fmt: skip


def reach(seeds: int) -> float:
    """Return how many standard errors a 95% interval of so many seeds (two or more) reaches to either side."""
    return float(t.ppf(0.5 + CONFIDENCE / 2.0, seeds - 1))


def _lines(found: Found) -> Iterator[str]:
    for cost, (title, *_) in COSTS.items():
        yield f"- **{title}.** {' '.join(_of_a_cost(found, cost))}"
    yield f"- **All three costs.** {_everywhere(found)}"


def _of_a_cost(found: Found, cost: str) -> Iterator[str]:
    """Yield the sentences on one cost: who adds to it, of whom nothing is told, whether the nine do more together."""
    told = found["costs"][cost]
    total = told["total"]
    if not sign(total["mean"], total["error"]):
        yield "Whether belief costs or saves anything here cannot be told."
    elif total["mean"] < 0.0:
        yield "Here belief is a gain: the total is below zero."
    yield from _carriers(told, cost, found["seeds"])
    yield from _untold(told)
    yield TOGETHER[sign(told["interaction"]["mean"], told["interaction"]["error"])]


TOGETHER = {
    1: "Together the nine cost more than one by one.",
    -1: "Together the nine cost less than one by one.",
    0: "Whether they cost more together than one by one cannot be told.",
}
"""What is said of the interaction, by its sign."""


WORDS = {1: ("adds to", "add to"), -1: ("takes from", "take from")}
"""What is said of one switch and of several, by their sign."""


def _carriers(told: Found, cost: str, seeds: int) -> Iterator[str]:
    by_size = sorted(told["switches"].items(), key=lambda item: -abs(item[1]["share"]["mean"]))
    sure = {name: one for name, one in by_size if _sign(one)}
    parts = [
        f"{listed([f'{name} ({_size(sure[name], told, cost)})' for name in names])} {words[len(names) > 1]} it"
        for way, words in WORDS.items()
        if (names := [name for name, one in sure.items() if _sign(one) == way])
    ]
    if not parts:
        yield "Of no switch can it be told that it adds to this cost or takes from it."
        return
    yield f"{capital('; '.join(parts))}."
    yield _by_the_wider(sure, seeds)


def _by_the_wider(sure: dict[str, Found], seeds: int) -> str:
    """Return of which signs that are told the 95% interval does not tell them."""
    near = [name for name, one in sure.items() if abs(one["share"]["mean"]) <= reach(seeds) * (error_of(one) or 0.0)]  # fmt: skip
    if len(near) == len(sure):
        return "95% intervals hold zero for all of them."
    return f"95% intervals hold zero for {listed(near)}." if near else "95% intervals say the same."


def _untold(told: Found) -> Iterator[str]:
    switches = told["switches"].items()
    idle = [name for name, one in switches if one["share"]["mean"] == 0.0 and not error_of(one)]
    open_ = [name for name, one in switches if not _sign(one) and name not in idle]
    if open_:
        yield f"No sign can be told of {listed(open_)}."
    if idle:
        yield f"Nothing at all in any seed: {listed(idle)}."


def _everywhere(found: Found) -> str:
    """Return which switches have one sign in all costs."""
    ways = {
        way: [name for name in found["switches"] if all(_sign(each) == way for each in _each(found, name))]
        for way in WORDS
    }
    said = [
        f"{listed(names)} {words[len(names) > 1]} each"
        for way, words in WORDS.items()
        if (names := ways[way])
    ]
    return f"{capital('; '.join(said))}." if said else "No switch has one sign in all of them."


def _each(found: Found, name: str) -> Iterable[Found]:
    return (found["costs"][cost]["switches"][name] for cost in COSTS)


def _sign(one: Found) -> int:
    return sign(one["share"]["mean"], error_of(one))


def _size(one: Found, told: Found, cost: str) -> str:
    """Return a share in per cent of the total, in the cost's unit where the total is not clearly a cost."""
    total, (_, _, scale, unit) = told["total"], COSTS[cost]
    mean = one["share"]["mean"]
    if sign(total["mean"], total["error"]) > 0:
        return f"{mean / total['mean']:.0%}"
    return f"{number(mean / scale, True)} {unit}"
