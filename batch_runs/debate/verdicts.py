"""From runs to verdicts: what each question finds today and under other numbers, and what that says of each claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from scipy.stats import binomtest, pearsonr

from batch_runs.debate.measures import MEASURES
from batch_runs.debate.register import ABOVE, BELOW, FOLLOWS, SOMETIMES, Claim, Question
from batch_runs.debate.worlds import BASE, CONDITIONS, MECHANISMS, TODAY, WORLDS
from batch_runs.experiments.figures import turned
from batch_runs.experiments.sentences import clear
from batch_runs.paired import CONFIDENCE, paired

HOLDS, IN_PART, OPEN, FAILS = "holds", "in part", "open", "fails"
MET, PARTLY_MET, MISSED, UNTESTED = "met", "partly met", "missed", "untested"
VERDICTS = (HOLDS, IN_PART, OPEN, FAILS, MET, PARTLY_MET, MISSED, UNTESTED)
"""Verdicts on causes: *open* is that the interval holds zero, or the bar. On claims that are a published figure and no
more: whether the model comes within two tolerances of it. *untested*: nothing in the model answers to it."""

Found = dict[str, Any]
Runs = Mapping[tuple[str, str], Mapping[str, np.ndarray]]
"""By condition and world each measure, one number a seed, seeds in ascending order; NaN where a run cannot tell."""

FEWEST = 3
"""Seeds that must tell a figure for a verdict on it."""


def answer(question: Question, runs: Runs, condition: str) -> Found | None:
    """Return what the runs under a condition say: effect, levels, verdict; None where the question makes no sense there."""
    if not asked_under(question, condition):
        return None
    if question.mechanism is None:
        found = _of_base(question, runs[condition, BASE])
    else:
        on, off = (runs[condition, world][question.measure] for world in MECHANISMS[question.mechanism])
        found = _compared(question, on, off)
    return found or {"verdict": OPEN, "mean": None, "low": None, "high": None, "seeds": 0}


def asked_under(question: Question, condition: str) -> bool:
    """Return whether a mechanism still makes a difference under a condition that may itself have switched it."""
    if question.mechanism is None:
        return True
    on, off = (WORLDS[world] for world in MECHANISMS[question.mechanism])
    other = CONDITIONS[condition]
    return {**other, **on.changes} != {**other, **off.changes} or on.abstain != off.abstain


def _compared(question: Question, on: np.ndarray, off: np.ndarray) -> Found | None:
    """Return the difference that a mechanism makes to a figure, seed by seed."""
    can_tell = np.isfinite(on) & np.isfinite(off)
    on, off = on[can_tell], off[can_tell]
    if len(on) < FEWEST:
        return None
    event = MEASURES[question.measure].event
    counts = turned(on, off) if event else None
    found: Found = _more_often(counts) if counts else paired(on - off).as_dict()
    found |= {"seeds": len(on), "on": float(on.mean()), "off": float(off.mean())}
    if (on == off).all():
        return found | {"verdict": FAILS, "same": True}
    sure = clear(counts or found)
    right = float(np.mean(on - off)) * question.sign > 0.0
    return found | {"verdict": (HOLDS if right else FAILS) if sure else OPEN}


def _more_often(counts: Found) -> Found:
    """Return in how much larger a share of the seeds something happens, with the interval that the exact sign test has.

    It takes the seeds in which the two differ as given, so it holds zero exactly where the test tells no sign, and no share
    can be larger than that of these seeds. Source: Clopper and Pearson 1934, on the discordant pairs of McNemar 1947.
    """
    here, there, seeds = (counts[name] for name in ("above", "below", "seeds"))
    if not here + there:
        return dict.fromkeys(("mean", "low", "high"), 0.0)
    part = binomtest(here, here + there).proportion_ci(CONFIDENCE)
    low, high = ((2.0 * float(end) - 1.0) * (here + there) / seeds for end in (part.low, part.high))
    return {"mean": (here - there) / seeds, "low": low, "high": high}


def _of_base(question: Question, base: Mapping[str, np.ndarray]) -> Found | None:
    """Return what a figure of the base comes to, beside a bar or beside another figure."""
    values = base[question.measure]
    if question.verb == FOLLOWS:
        return _together(values, base[question.other or ""])
    values = values[np.isfinite(values)]
    if len(values) < FEWEST:
        return None
    seeds, bar = len(values), question.bar
    mean, low, high = _share(values) if MEASURES[question.measure].event else _mean(values)
    found = {"mean": mean, "low": low, "high": high, "seeds": seeds}
    if question.verb == SOMETIMES:
        return found | {"verdict": HOLDS if 0.0 < mean < 1.0 else FAILS}
    assert question.verb in (ABOVE, BELOW)
    wanted, against = (low > bar, high < bar) if question.verb == ABOVE else (high < bar, low > bar)
    return found | {"verdict": HOLDS if wanted else FAILS if against else OPEN}


def _mean(values: np.ndarray) -> tuple[float, float, float]:
    """Return the mean over seeds with its interval."""
    found = paired(values)
    return found.mean, found.low, found.high


def _share(happened: np.ndarray) -> tuple[float, float, float]:
    """Return in what part of the seeds something happened, with an exact interval."""
    count, seeds = int(happened.sum()), len(happened)
    low, high = binomtest(count, seeds).proportion_ci(CONFIDENCE)
    return count / seeds, float(low), float(high)


def _together(one: np.ndarray, other: np.ndarray) -> Found | None:
    """Return the correlation of two figures over seeds, with its interval."""
    can_tell = np.isfinite(one) & np.isfinite(other)
    if can_tell.sum() <= FEWEST or one[can_tell].std() == 0.0 or other[can_tell].std() == 0.0:
        return None
    found = pearsonr(one[can_tell], other[can_tell])
    low, high = found.confidence_interval(CONFIDENCE)
    verdict = HOLDS if low > 0.0 else FAILS if high < 0.0 else OPEN
    return {"mean": float(found.statistic), "low": float(low), "high": float(high), "seeds": int(can_tell.sum()), "verdict": verdict}  # fmt: skip


def answers(asked: Iterable[Question], runs: Runs) -> dict[str, Found]:
    """Return by question what is found today, and under each condition that was run: `under`, and where it turns."""
    conditions = list(dict.fromkeys(condition for condition, _ in runs))
    found = {}
    for question in asked:
        today, *others = ((name, answer(question, runs, name)) for name in conditions)
        assert today[0] == TODAY
        assert today[1] is not None
        under = {name: one for name, one in others if one is not None}
        found[question.text] = today[1] | {"under": under} | turns(today[1], under)
    return found


def turns(today: Found, under: Mapping[str, Found]) -> dict[str, list[str]]:
    """Return under which conditions the verdict of today turns into its opposite, is lost, or is first told.

    It is lost where the interval holds zero, or the bar, and what was found today no longer. Where it holds both, there are
    too few seeds to tell whether anything changed.
    """
    now = today["verdict"]
    opposite = {HOLDS: FAILS, FAILS: HOLDS}.get(now)
    return {
        "turns": [name for name, one in under.items() if one["verdict"] == opposite],
        "lost": [name for name, one in under.items() if now != OPEN and _lost(today, one)],
        "told": [name for name, one in under.items() if now == OPEN and one["verdict"] != OPEN],
    }


def _lost(today: Found, one: Found) -> bool:
    told = one["verdict"] == OPEN and one["mean"] is not None
    return told and not one["low"] <= today["mean"] <= one["high"]


def verdict(claim: Claim, found: Mapping[str, Found], figures: Mapping[str, Found]) -> str:
    """Return what the answers to a claim's questions say together; where it asks none, what its figures say."""
    said = [found[question.text]["verdict"] for question in claim.asks]
    if not said:
        inside = [figures[name]["inside_two"] for name in claim.figures]
        return UNTESTED if not inside else MET if all(inside) else PARTLY_MET if any(inside) else MISSED
    if len(set(said)) == 1:
        return str(said[0])
    return IN_PART if HOLDS in said else FAILS if FAILS in said else OPEN


def judged(
    claims: Iterable[Claim], found: Mapping[str, Found], figures: Mapping[str, Found]
) -> dict[str, Found]:
    """Return by number each claim's verdict, its verdict under each condition, and where some answer to it turns."""
    return {str(claim.number): _judged(claim, found, figures) for claim in claims}


def _judged(claim: Claim, found: Mapping[str, Found], figures: Mapping[str, Found]) -> Found:
    said, under = verdict(claim, found, figures), _under(claim, found)
    return {"verdict": said, "under": under, "same": _same(said, under), "turns": _turned(claim, found)}


def _same(said: str, under: Mapping[str, str]) -> int | None:
    """Return under how many other sets of numbers a clear verdict is the same; None where it is not clear, or none was tried."""
    return None if said == OPEN or not under else list(under.values()).count(said)


def _under(claim: Claim, found: Mapping[str, Found]) -> dict[str, str]:
    """Return the verdict under each condition under which all that the claim asks could be asked."""
    asked = {question.text: found[question.text]["under"] for question in claim.asks}
    return {
        name: verdict(claim, {text: under[name] for text, under in asked.items()}, {})
        for name in CONDITIONS
        if asked and all(name in under for under in asked.values())
    }


def _turned(claim: Claim, found: Mapping[str, Found]) -> list[str]:
    named = {name for question in claim.asks for name in found[question.text]["turns"]}
    return [name for name in CONDITIONS if name in named]
