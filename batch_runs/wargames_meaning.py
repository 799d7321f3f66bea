"""What pay-offs mean: whether anybody has a reason to leave, whether a kind is trapped in a race, and what others get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from batch_runs.best_replies import name_of
from batch_runs.experiments.sentences import listed

Found = dict[str, Any]

ONE_SEED = "One seed gives no intervals: it shows nothing about other seeds."

WOULD_CHANGE = """Not playing takes nothing from anybody's other business: that of incumbents and hyperscalers grows by a path of its own (hyperscalers' by `core_growth`),
whoever uses AI. What hyperscalers use of their own AI compute brings them no sales; what they rent out does. Were either otherwise, abstaining would cost more or bring less. What a programme can bring an
incumbent ends at `benefit_ceiling` of its sales. For funds it weighs what more money does to prices in other fields (`price_of_inflow`), for investors how far their own
trades move prices (`market_multiplier`). Others keep their rules and answer only what they see. Abstaining is for the whole run, from January 2015 on; leaving later
was not tried. Market values hang on what belief pays (`multiple_by_belief`, `value_by_belief`), fundamental values of firms on the last year's earnings, at `sober_multiple`
and `rest_multiple`. What AI brings after the horizon counts only as far as those prices and earnings hold it, so another horizon can turn an answer. None of these was varied
here. *Alone* is told by one agent a seed, and agents of a kind differ in size, so its interval is wide; more seeds narrow it. At market value a few seeds with very high prices can carry much of a mean."""


def meaning(found: Found) -> str:
    """Return what the pay-offs mean, in sentences that follow from the figures alone."""
    if found["seeds"] == 1:
        return ONE_SEED
    said = {title: _at_values(found, say) for title, say in SENTENCES.items()} | {
        "What others get": _others(found)
    }
    return "\n".join(f"- **{title}.** {text}" for title, text in said.items())


def _at_values(found: Found, say: Callable[[Found, str], str]) -> str:
    """Return what is said at each value, once where it is the same at both."""
    said = {value: say(found, value) for value in found["values"]}
    if len(set(said.values())) == 1:
        return f"At both values, {next(iter(said.values()))}."
    return " ".join(f"At {value} value, {text}." for value, text in said.items())


def _best_replies(found: Found, value: str) -> str:
    """Return which kinds do better by playing, or by abstaining, whatever the others do."""
    by_kind = {
        kind: [one["best"] for one in found["values"][value]["replies"] if one["kind"] == kind]
        for kind in found["kinds"]
    }
    always = {best: [kind for kind, bests in by_kind.items() if set(bests) == {best}] for best in WHATEVER}
    said = [f"{WHATEVER[best].format(listed(kinds))}" for best, kinds in always.items() if kinds]
    return "; ".join(said + [_mixed(kind, bests) for kind, bests in by_kind.items() if len(set(bests)) > 1])


WHATEVER = {
    "play": "playing pays {} more whatever the others do",
    "abstain": "abstaining pays {} more whatever the others do",
    "either": "of {} no better reply can be told whatever the others do",
}
"""What is said of kinds that have one best reply to everything, by that reply."""


def _mixed(kind: str, bests: list[str]) -> str:
    counts = Counter(bests)
    said = [f"{words} in {counts[best]}" for best, words in MIXED.items() if counts[best]]
    return f"of the {len(bests)} things that the others may do, {kind} do better {listed(said)}"


MIXED = {"play": "by playing", "abstain": "by abstaining", "either": "by neither for sure"}
"""What is said of a best reply, with in how many cases it is one."""


def _nobody_plays(found: Found, value: str) -> str:
    """Return who has more and who less where all four kinds abstain than where all play."""
    signs = {kind: sign(found["answers"][kind]["gains"][value]["all_four"]) for kind in found["kinds"]}
    return f"where nobody plays in place of everybody, {_more_and_less(signs)}"


def _race(found: Found, value: str) -> str:
    """Return which kinds lose by leaving alone what they would win if their kind, or all four, left together."""
    gains = {kind: found["answers"][kind]["gains"][value] for kind in found["kinds"]}
    caught = [
        kind
        for kind, by_who in gains.items()
        if sign(by_who["alone"]) < 0 and 1 in (sign(by_who["together"]), sign(by_who["all_four"]))
    ]
    if not caught:
        return "no kind is seen in a race that it would win by leaving together and loses by leaving alone"
    return f"{listed(caught)} would win by leaving the race together, and lose by leaving alone"


def _others(found: Found) -> str:
    """Return who gets more and who less where all of another kind abstain, as far as all values say the same."""
    said = [f"where all {kind} abstain, {_more_and_less(_of_others(found, kind))}" for kind in found["kinds"]]
    return f"As far as both values say the same: {'; '.join(said)}."


def _of_others(found: Found, kind: str) -> dict[str, int]:
    """Return by other kind the sign of what it gains where this one abstains, 0 where values do not all tell the same."""
    rows = [
        next(row for row in told["payoffs"] if row["profile"] == name_of([kind]))
        for told in found["values"].values()
    ]
    signs = {other: {sign(row[other]["against_all_playing"]) for row in rows} for other in found["kinds"]}
    return {other: min(told) if len(told) == 1 else 0 for other, told in signs.items() if other != kind}


def _more_and_less(signs: dict[str, int]) -> str:
    """Return who gets more and who less; who has no sign is left out."""
    ways = {words: [who for who, way in signs.items() if way == told] for told, words in WAYS.items()}
    return ", ".join(f"{listed(who)} {words}" for words, who in ways.items() if who) or "no sign can be told"


WAYS = {1: "get more", -1: "get less"}
"""What is said of a gain, by its sign."""


def sign(gain: Found) -> int:
    """Return 1 or -1 where the interval of a gain lies above or below zero, else 0; without one nothing is told."""
    if gain["low"] is None:
        return 0
    return (gain["low"] > 0.0) - (gain["high"] < 0.0)


SENTENCES: dict[str, Callable[[Found, str], str]] = {
    "Best replies": _best_replies,
    "If nobody played": _nobody_plays,
    "A race": _race,
}
"""What is said of the pay-offs at each value, by its title."""
