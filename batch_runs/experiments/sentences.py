"""Numbers as sentences: sign, size, and what the interval does and does not show."""

from __future__ import annotations

from typing import Any

from batch_runs.experiments.outcomes import OUTCOMES, Outcome

Found = dict[str, Any]

SURE = 0.05
"""A count of seeds is called clear where the exact sign test is below this."""


def number(value: float, signed: bool = False) -> str:
    """Return a number as people write it: about three figures, thousands apart."""
    size = abs(value)
    places = 0 if size >= 100.0 else 1 if size >= 10.0 else 2
    text = f"{value:{'+' if signed else ''},.{places}f}"
    return text.lstrip("+-") if float(text.replace(",", "")) == 0.0 else text


def amount(value: float, outcome: Outcome, signed: bool = False) -> str:
    """Return a value of an outcome with its unit."""
    return _with_unit(number(value / outcome.scale, signed), outcome.unit)


def _with_unit(text: str, unit: str) -> str:
    return f"{text}{'' if unit.startswith('%') else ' '}{unit}".rstrip()


def clear(effect: Found | None) -> bool:
    """Return whether an effect's sign can be told: its interval leaves zero, or the sign test says so."""
    if effect is None:
        return False
    if "p" in effect:
        return bool(effect["p"] < SURE)
    low, high = effect["low"], effect["high"]
    return low is not None and low != high and not low <= 0.0 <= high


def nowhere(effect: Found | None) -> bool:
    """Return whether there is no difference at all, in any seed."""
    return effect is not None and not effect["above"] and not effect["below"]


def sentence(name: str, effect: Found | None) -> str:
    """Return what an effect on an outcome says, without a capital and a full stop."""
    outcome = OUTCOMES[name]
    if effect is None:
        return f"{outcome.title} cannot be compared: no seed tells it in both worlds"
    if nowhere(effect):
        return f"{outcome.title} is the same in every seed"
    return _count(outcome, effect) if outcome.event else _difference(outcome, effect)


def _difference(outcome: Outcome, effect: Found) -> str:
    mean, low, high = effect["mean"], effect["low"], effect["high"]
    if low is None:
        return f"{outcome.title} differs by {_points(mean, outcome)} in one seed, which shows nothing about other seeds"
    between = f"95% interval {number(low / outcome.scale, True)} to {number(high / outcome.scale, True)}"
    if not clear(effect):
        return (
            f"whether {outcome.title} rises or falls cannot be told "
            f"({_points(mean, outcome)} on average, {between}; {_signs(effect)})"
        )
    way = "higher" if mean > 0.0 else "lower"
    return f"{outcome.title} is {way} by {_points(abs(mean), outcome, False)} ({between}; {_signs(effect)})"


def _points(value: float, outcome: Outcome, signed: bool = True) -> str:
    """Return a difference with its unit; shares differ by points."""
    text = number(value / outcome.scale, signed)
    unit = outcome.unit.replace("%", "points", 1) if outcome.unit.startswith("%") else outcome.unit
    return f"{text} {unit}".rstrip()


def _signs(effect: Found) -> str:
    up = effect["mean"] > 0.0
    return f"{'higher' if up else 'lower'} in {effect['above' if up else 'below']} of {effect['seeds']} seeds"


def _count(outcome: Outcome, effect: Found) -> str:
    here, there, seeds = effect["above"], effect["below"], effect["seeds"]
    told = f"in {here} of {seeds} seeds here and not there, in {there} there and not here"
    if clear(effect):
        return f"{outcome.title} comes {'more' if here > there else 'less'} often: {told}"
    return f"whether {outcome.title} comes more often cannot be told: {told}"


def capital(text: str) -> str:
    """Return a text with a capital letter in front."""
    return text[:1].upper() + text[1:]


def told(effects: dict[str, Found | None]) -> str:
    """Return one paragraph on an arm: what is clear, sentence by sentence; then what is not, in one."""
    sure = [name for name, effect in effects.items() if clear(effect)]
    parts = [f"{capital(sentence(name, effects[name]))}." for name in sure]
    single = [name for name, effect in effects.items() if _single(effect)]
    if single:
        return "One seed shows nothing about other seeds: no difference is claimed."
    unsure = [n for n, e in effects.items() if n not in sure and e is not None and not nowhere(e)]
    if unsure:
        parts.append(f"No sign can be told of {_listed([_unsure(name, effects[name]) for name in unsure])}.")
    same = [OUTCOMES[name].title for name, effect in effects.items() if nowhere(effect)]
    if same:
        parts.append(f"The same in every seed: {_listed(same)}.")
    silent = [OUTCOMES[name].title for name, effect in effects.items() if effect is None]
    if silent:
        parts.append(f"No seed tells in both worlds: {_listed(silent)}.")
    return " ".join(parts)


def _single(effect: Found | None) -> bool:
    return effect is not None and "p" not in effect and effect["low"] is None and not nowhere(effect)


def _unsure(name: str, effect: Found | None) -> str:
    outcome = OUTCOMES[name]
    assert effect is not None
    if outcome.event:
        return f"{outcome.title} ({effect['above']} of {effect['seeds']} seeds only here, {effect['below']} only there)"
    low, high = (number(effect[end] / outcome.scale, True) for end in ("low", "high"))
    return f"{outcome.title} ({low} to {high} {outcome.unit.replace('%', 'points', 1)})".replace(" )", ")")


def _listed(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
