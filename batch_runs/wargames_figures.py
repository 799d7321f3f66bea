"""From runs of the wargames to pay-offs, best replies and answers, with paired errors over seeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from batch_runs.best_replies import Profile, Reply, equilibria, name_of, profiles, replies, verdict
from batch_runs.paired import Effect, paired, ratio
from model.abstention import MAY_ABSTAIN
from model.payoffs import FUNDAMENTAL, MARKET

if TYPE_CHECKING:
    from batch_runs.many.job import Job

VALUES = (MARKET, FUNDAMENTAL)
EVERYBODY_PLAYS: Profile = frozenset()
NOBODY_PLAYS: Profile = frozenset(MAY_ABSTAIN)
PER_CENT = 100.0


def payoffs(jobs: Mapping[tuple[int, tuple[str, ...], str], Job], table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a run, kind and value: profile, alone, payoff (mean of the kind) and watched (one agent), usd.

    Raises ValueError where a run answered NaN.
    """
    if not np.isfinite(table.to_numpy()).all():
        raise ValueError("a pay-off is not finite")
    answers = dict(zip(table.index, table.to_dict("records"), strict=True))
    return pd.DataFrame(
        {
            "seed": seed,
            "profile": name_of(kinds),
            "alone": alone,
            "kind": kind,
            "value": value,
            "payoff": answers[job.run_id][f"{kind}_{value}"],
            "watched": answers[job.run_id][f"{kind}_{value}_watched"],
        }
        for (seed, kinds, alone), job in jobs.items()
        for kind in MAY_ABSTAIN
        for value in VALUES
    )


class Compared(NamedTuple):
    """Pay-offs by seed where somebody abstains, and where everybody plays: usd of January 2015, shape (seeds,) each."""

    abstaining: np.ndarray
    playing: np.ndarray

    @property
    def gain(self) -> Effect:
        """What abstaining pays more, usd."""
        return paired(self.abstaining - self.playing)

    @property
    def gain_over_playing(self) -> Effect | None:
        """The same in per cent of what playing pays; None where playing pays nothing."""
        if self.playing.mean() <= 0.0:
            return None
        return ratio(self.abstaining, self.playing).over(1.0 / PER_CENT)


class Table:
    """Pay-offs at one value, by profile, kind and seed."""

    def __init__(self, paid: pd.DataFrame, value: str) -> None:
        mine = paid[paid["value"] == value].sort_values("seed")
        self._by_run = {
            run: {who: rows[who].to_numpy() for who in ("payoff", "watched")}
            for run, rows in mine.groupby(["profile", "alone", "kind"])
        }

    def of(self, profile: Profile, kind: str, alone: str = "", who: str = "payoff") -> np.ndarray:
        """Return pay-offs by seed, shape (seeds,), usd of January 2015."""
        return self._by_run[name_of(profile), alone, kind][who]

    def gain(self, kind: str, others: Profile) -> Effect:
        """Return what a whole kind gains by abstaining, given who of the others abstains."""
        return paired(self.of(others | {kind}, kind) - self.of(others, kind))

    def against_all_playing(self, profile: Profile, kind: str) -> Compared:
        """Return a kind's pay-offs under a profile beside those where everybody plays."""
        return Compared(self.of(profile, kind), self.of(EVERYBODY_PLAYS, kind))

    def alone(self, kind: str) -> Compared:
        """Return one agent's pay-offs where it alone abstains beside its own where everybody plays."""
        watched = self.of(EVERYBODY_PLAYS, kind, who="watched")
        return Compared(self.of(EVERYBODY_PLAYS, kind, kind, "watched"), watched)


def figures(paid: pd.DataFrame) -> dict[str, Any]:
    """Return the pay-off matrix, best replies, equilibria and the answer for each kind, at both values."""
    tables = {value: Table(paid, value) for value in VALUES}
    return {
        "kinds": list(MAY_ABSTAIN),
        "seeds": int(paid["seed"].nunique()),
        "unit": "usd of January 2015, a mean over agents of the kind",
        "values": {value: _at(table) for value, table in tables.items()},
        "answers": {kind: _answer(tables, kind) for kind in MAY_ABSTAIN},
    }


def _at(table: Table) -> dict[str, Any]:
    gains = {
        (kind, others): table.gain(kind, others)
        for kind in MAY_ABSTAIN
        for others in profiles([other for other in MAY_ABSTAIN if other != kind])
    }
    found = replies(MAY_ABSTAIN, gains)
    return {
        "payoffs": [_row(table, profile) for profile in profiles(MAY_ABSTAIN)],
        "replies": [_reply(reply) for reply in found],
        "equilibria": [name_of(profile) for profile in equilibria(MAY_ABSTAIN, found)],
    }


def _row(table: Table, profile: Profile) -> dict[str, Any]:
    return {
        "profile": name_of(profile),
        **{
            kind: {
                "payoff": float(table.of(profile, kind).mean()),
                "against_all_playing": table.against_all_playing(profile, kind).gain.as_dict(),
            }
            for kind in MAY_ABSTAIN
        },
    }


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "kind": reply.player,
        "others": name_of(reply.others),
        "gain": reply.gain.as_dict(),
        "best": reply.best,
    }


def _answer(tables: Mapping[str, Table], kind: str) -> dict[str, Any]:
    compared = {value: _compared(table, kind) for value, table in tables.items()}
    gains = {value: {who: two.gain for who, two in all_.items()} for value, all_ in compared.items()}
    said = (
        f"at {value} value they {verdict(**gains[value])} "
        f"({', '.join(f'{WHO[who]} {_part(two)}' for who, two in all_.items())})"
        for value, all_ in compared.items()
    )
    return {
        "sentence": f"{kind.capitalize()}: {'; '.join(said)}.",
        "gains": {value: {who: one.as_dict() for who, one in all_.items()} for value, all_ in gains.items()},
        "in_per_cent": {
            value: {who: _as_dict(two.gain_over_playing) for who, two in all_.items()}
            for value, all_ in compared.items()
        },
        "playing": {value: float(table.of(EVERYBODY_PLAYS, kind).mean()) for value, table in tables.items()},
    }


def _as_dict(effect: Effect | None) -> dict[str, Any] | None:
    return None if effect is None else effect.as_dict()


WHO = {"alone": "one alone", "together": "all of them", "all_four": "with all four kinds"}
"""Who abstains, by its name in the figures: the words of the answer."""


def _compared(table: Table, kind: str) -> dict[str, Compared]:
    return {
        "alone": table.alone(kind),
        "together": table.against_all_playing(frozenset({kind}), kind),
        "all_four": table.against_all_playing(NOBODY_PLAYS, kind),
    }


def _part(two: Compared) -> str:
    """Return what abstaining pays more in per cent of what playing pays; in dollars where playing pays nothing."""
    if two.gain_over_playing is not None:
        gain, scale, unit = two.gain_over_playing, 1.0, "%"
    else:
        gain, scale, unit = two.gain, 1e9, " bn usd"
    mean, _, low, high = gain.over(scale)
    seeds = len(two.playing)
    interval = f" [{low:+.2f} to {high:+.2f}]" if not np.isnan(low) else NO_END if seeds > 1 else ""
    return f"{mean:+.2f}{unit}{interval}"


NO_END = " [no interval: what playing pays differs too much between seeds]"
