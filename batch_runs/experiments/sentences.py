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
    """Return whether an effect's sign can be told: its interval leaves zero, or the exact sign test says so.

    Differences that are alike in every seed have an interval of no width; they are judged by their number.
    """
    if effect is None or single(effect):
        return False
    if "p" in effect:
        return bool(effect["p"] < SURE)
    low, high = effect["low"], effect["high"]
    return not low <= 0.0 <= high and (low < high or 0.5 ** (effect["seeds"] - 1) < SURE)


def single(effect: Found | None) -> bool:
    """Return whether one seed alone tells an amount: no error can be given, and nothing is claimed."""
    return effect is not None and "p" not in effect and effect["low"] is None


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
    if single(effect):
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
    """Return one paragraph on an arm: what is clear, sentence by sentence; then by kind what is not."""
    sure = [f"{capital(sentence(name, effect))}." for name, effect in effects.items() if clear(effect)]
    kinds: dict[str, list[str]] = {}
    for name, effect in effects.items():
        if not clear(effect):
            kind, text = _not_clear(name, effect)
            kinds.setdefault(kind, []).append(text)
    return " ".join([*sure, *(f"{kind} {listed(kinds[kind])}." for kind in UNCLEAR if kind in kinds)])


NO_SIGN, SAME, ONE, NONE = UNCLEAR = (
    "No sign can be told of",
    "The same in every seed:",
    "Told by one seed, which shows nothing about others:",
    "Told by no seed in both worlds:",
)


def _not_clear(name: str, effect: Found | None) -> tuple[str, str]:
    """Return why nothing is claimed of an outcome, and how it is named there."""
    title = OUTCOMES[name].title
    if effect is None:
        return NONE, title
    if nowhere(effect):
        return SAME, title
    return (ONE, title) if single(effect) else (NO_SIGN, _unsure(name, effect))


def _unsure(name: str, effect: Found) -> str:
    outcome = OUTCOMES[name]
    if outcome.event:
        return f"{outcome.title} ({effect['above']} of {effect['seeds']} seeds only here, {effect['below']} only there)"
    low, high = (number(effect[end] / outcome.scale, True) for end in ("low", "high"))
    return f"{outcome.title} ({low} to {high} {outcome.unit.replace('%', 'points', 1)})".replace(" )", ")")


def listed(texts: list[str]) -> str:
    """Return texts as one reads them out: commas, and *and* before the last."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
