"""The worlds that claims are tested in: a mechanism on and off, under today's numbers and under others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from batch_runs.debate.register import Question
from model.abstention import EVERYBODY
from model.scenarios import load_scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

Changes = Mapping[str, float]

TO_2025, WHOLE = 132, 252
"""Months: to December 2025, and the whole run."""


@dataclass(frozen=True)
class World:
    """One world: which parameters differ from those of the condition, and for how long it is run.

    `abstain` says of which kinds one agent ("one") or all ("all") do not play.
    """

    changes: Changes = field(default_factory=dict)
    months: int = WHOLE
    abstain: Mapping[str, str] = field(default_factory=dict)

    def kept_out(self, alone: Mapping[str, int]) -> dict[str, str | list[int]]:
        """Return who does not play; `alone` says by kind which agent does not where one of them does not."""
        return {kind: EVERYBODY if who == EVERYBODY else [alone[kind]] for kind, who in self.abstain.items()}


BASE = "base"


def _off(*switches: str, months: int = TO_2025) -> World:
    return World(dict.fromkeys(switches, 0.0), months)


VOICES = ("myth", "logic", "sermon")

WORLDS: dict[str, World] = {
    BASE: World(),
    "straight": World(dict(load_scenario("straight").parameters)),
    "no AI": World(dict(load_scenario("no-ai").parameters)),
    "technology stands still": World({"technology": 0.0}),
    "quiet": World(dict(load_scenario("quiet").parameters)),
    "no voice": _off(*VOICES),
    "no myth": _off("myth"),
    "no logic": _off("logic"),
    "no sermon": _off("sermon"),
    "no algorithms": _off("algorithmic_gain"),
    "no weak times": _off("receptivity"),
    "no fear": _off("fear"),
    "no herding": _off("herding"),
    "no impatience": _off("payback_impatience"),
    "no premium": _off("premium"),
    "no cost of silence": World({"silence_penalty": 0.0, "credit_standard": 0.0}),
    "no bandwagon": _off("bandwagon"),
    "no rivalry": _off("rivalry"),
    "no loop": _off("loop_finance"),
    "no bidding": _off("wage_bidding"),
    "no channel": _off("channel_fee"),
    "no index funds": _off("passive_index"),
    "no rate shock": _off("rate_shock"),
    "no reply to rivals": _off("subsidy_by_rivals", months=WHOLE),
    "one investor stays out": World(abstain={"investors": "one"}),
    "all investors stay out": World(abstain={"investors": EVERYBODY}),
}
"""Every world by name; where it ends in 2025, what is measured of it does."""

MECHANISMS: dict[str, tuple[str, str]] = {
    "belief": (BASE, "straight"),
    "technology": ("straight", "no AI"),
    "voices": (BASE, "no voice"),
    "voices-alone": ("technology stands still", "quiet"),
    "myth": (BASE, "no myth"),
    "logic": (BASE, "no logic"),
    "sermon": (BASE, "no sermon"),
    "algorithms": (BASE, "no algorithms"),
    "weak-times": (BASE, "no weak times"),
    "fear": (BASE, "no fear"),
    "herding": (BASE, "no herding"),
    "impatience": (BASE, "no impatience"),
    "premium": (BASE, "no premium"),
    "cost-of-silence": (BASE, "no cost of silence"),
    "bandwagon": (BASE, "no bandwagon"),
    "rivalry": (BASE, "no rivalry"),
    "loop": (BASE, "no loop"),
    "bidding": (BASE, "no bidding"),
    "channel": (BASE, "no channel"),
    "index-funds": (BASE, "no index funds"),
    "rate-shock": (BASE, "no rate shock"),
    "reply-to-rivals": (BASE, "no reply to rivals"),
    "playing-of-one-investor": (BASE, "one investor stays out"),
    "playing-of-all-investors": (BASE, "all investors stay out"),
}
"""What is switched, by the name that questions have for it: the world with it, and the one without."""

TODAY = ""
"""In place of a condition: the numbers as they are."""

CONDITIONS: dict[str, Changes] = {
    TODAY: {},
    "ai-worth-little": {"true_productivity_low": 0.05, "true_productivity_high": 0.15},
    "ai-worth-much": {"true_productivity_low": 0.5, "true_productivity_high": 1.5},
    "voices-half": {"myth_gain": 0.015, "logic_gain": 0.025, "sermon_gain": 0.03},
    "voices-loud": {"myth_gain": 0.045, "logic_gain": 0.075, "sermon_gain": 0.09},
    "evidence-early": {"evidence_middle": 2.0},
    "evidence-late": {"evidence_middle": 3.4},
    "peers-half": {"herding": 0.45, "bandwagon": 2.0, "rivalry": 0.25},
    "peers-strong": {"herding": 1.35, "bandwagon": 6.0, "rivalry": 0.75},
    "prices-loose": {"market_multiplier": 4.0},
    "money-cheap": {"rate_shock": 0.0},
}
"""Other numbers under which every question is asked again; each changes what is judged rather than measured.

True productivity is anybody's guess; gains of voices, where evidence convinces, the weight of peers and the response of prices have
wide published ranges or none; the rate shock confounds the boom.
"""


def worlds_for(questions: Iterable[Question]) -> list[str]:
    """Return the names of the worlds that these questions need, the base first, each once."""
    needed = [BASE]
    for question in questions:
        needed += MECHANISMS[question.mechanism] if question.mechanism else ()
    return list(dict.fromkeys(needed))
