"""Decisions of a month taken apart: who was asked, what each saw, the parts of its score, its choice, and the same masked.

Nothing is logged while an economy runs. A month of interest is run again from a saved state with the same luck;
whoever looks hears the month ask its rules, masked and not, and asks for their parts at that moment.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from agents.hyperscaler import Hyperscaler
from agents.incumbent import Incumbent
from agents.population import Asked, Population, added
from agents.researcher import Researcher
from agents.venture_fund import VentureFund
from agents.vocabulary import FIELDS, JOBS
from model.masking import mask

if TYPE_CHECKING:
    from model.economy import Economy

Rule = Callable[..., Any]
Values = np.ndarray


@dataclass(frozen=True)
class Decision:
    """A decision that can be taken apart: whose it is, the rule, the rule's parts, and what else explains it."""

    kind: str
    rule: Rule
    terms: Rule
    options: tuple[str, ...]
    chance: Rule | None = None
    also: dict[str, Rule] = field(default_factory=dict)
    parts: tuple[Rule, ...] = ()
    """Texts that the rule is made of besides those that are asked for here, to be shown with it."""
    masked_by_month: bool = True
    """Whether the month itself asks this rule masked; where not, the onlooker does."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The texts that make the decision, the rule first."""
        further = (*self.parts, self.chance, *self.also.values(), self.terms)
        return (self.rule, *(rule for rule in further if rule is not None))


DECISIONS: dict[str, Decision] = {
    "funds": Decision(
        "funds", VentureFund.field_shares, VentureFund.field_terms, FIELDS, also={"belief": VentureFund.belief},
        parts=(VentureFund.field_scores, VentureFund.appeal),
    ),
    "researchers": Decision(
        "researchers", Researcher.next_job, Researcher.gain_terms, JOBS, Researcher.acceptance,
        {"belief": Researcher.belief, "offer": Researcher.offer},
        parts=(Researcher.gains, Researcher.worth, Researcher.moving),
    ),
    "programmes": Decision(
        "incumbents", Incumbent.wants_project, Incumbent.programme_terms, ("start",), Incumbent.chance_of_programme,
        {"belief": Incumbent.belief, "ambiguity": Incumbent.ambiguity, "can_afford": Incumbent.can_afford_pilot},
    ),
    "speaking": Decision(
        "incumbents", Incumbent.wants_to_speak, Incumbent.speaking_terms, ("speak",), Incumbent.chance_of_speaking,
        {"belief": Incumbent.belief, "chance_of_silence": Incumbent.chance_of_silence},
        masked_by_month=False,
    ),
    "hyperscalers": Decision(
        "hyperscalers", Hyperscaler.desired_compute, Hyperscaler.compute_terms, ("capex",), None,
        {
            "belief": Hyperscaler.belief, "hoped_growth": Hyperscaler.hoped_growth,
            "boldness": Hyperscaler.boldness, "hurdle": Hyperscaler.hurdle, "room": Hyperscaler.spending_room,
        },
        parts=(Hyperscaler.gap, Hyperscaler.worn, Hyperscaler.rivalry_capex),
    ),
}  # fmt: skip
"""The decisions of the four deciding kinds, by the name a reader picks them by."""


class View(NamedTuple):
    """A decision as everybody asked saw it, or as each would have masked; first axis rows."""

    terms: dict[str, Values]  # by name of the part, (rows, options)
    score: Values  # what they add up to, (rows, options)
    chance: Values | None  # what follows from the score, (rows, options)
    also: dict[str, Values]  # what else the rule works with, (rows,)
    seen: dict[str, Values]  # every column of the kind, (rows,) or (rows, width)
    told: dict[str, Any]  # what the month told: to all, or by row
    own: dict[str, Values]  # what each was told or drew for itself, (rows,)
    answer: Values


class Month(NamedTuple):
    """One kind of decision in one month: who was asked, what they chose, and what they would have chosen masked."""

    name: str
    month: int
    population: Population
    rows: Values
    plain: View
    masked: View

    @property
    def decision(self) -> Decision:
        """What is declared of the decision."""
        return DECISIONS[self.name]

    def place(self, agent: int) -> int:
        """Return which of the rows an agent is. Raises LookupError, in one word, where it was not asked.

        unknown: nobody has this number. unborn: it is in training, or was never founded. gone: it has left the
        economy. not_asked: it is there, and this month did not ask it.
        """
        found = np.flatnonzero(self.rows == agent)
        if len(found):
            return int(found[0])
        if not 0 <= agent < self.population.size:
            raise LookupError("unknown")
        if not self.population.lived[agent]:
            raise LookupError("unborn")
        raise LookupError("not_asked" if self.population.alive[agent] else "gone")

    def changed(self) -> Values:
        """Return by how much each decided otherwise than it would have masked; 0 where it did not."""
        return CHANGED[self.name](self.plain, self.masked)

    def otherwise(self) -> Values:
        """Return who decided otherwise this month than it would have masked, bool."""
        answer: Values = np.abs(self.changed()) >= LEAST[self.name]
        return answer


def decided(economy: Economy, name: str) -> Month:
    """Run the economy's next month and return who decided what in it, and what each would have done masked."""
    decision = DECISIONS[name]
    population = economy.populations[decision.kind]
    witness = Witness(economy, decision)
    month = economy.month
    population.onlookers.append(witness.hear)
    try:
        economy.step()
    finally:
        population.onlookers.remove(witness.hear)
    plain, masked = witness.views
    if name == "hyperscalers":
        plain, masked = _in_dollars(economy, witness)
    return Month(name, month, population, witness.rows, plain, masked)


class Witness:
    """Hears the month ask one decision, and asks at that moment for the parts of each score."""

    def __init__(self, economy: Economy, decision: Decision) -> None:
        self.economy, self.decision = economy, decision
        self.rows = np.zeros(0, dtype=np.int64)
        self.rivalry: dict[bool, Asked] = {}
        self._views: dict[bool, View] = {}

    @property
    def views(self) -> tuple[View, View]:
        """The decision as it was made, and masked."""
        return self._views[False], self._views[True]

    def hear(self, asked: Asked) -> None:
        """Take a question and its answer down if it is this decision's."""
        masked = bool(asked.mask)
        if asked.rule is Hyperscaler.rivalry_capex:
            self.rivalry[masked] = asked
        if asked.rule is not self.decision.rule:
            return
        self._views[masked] = _view(self.decision, asked)
        if not masked:
            self.rows = asked.rows.copy()
            if not self.decision.masked_by_month:
                eyes = mask(self.economy, self.decision.kind, asked.rows)
                asked.population.ask_masked(asked.rule, asked.rows, eyes, *asked.told, **asked.own)


def _view(decision: Decision, asked: Asked) -> View:
    """Ask for the parts of a decision's scores what the rule itself was just asked."""
    told, own = named(asked)

    def ask(rule: Rule) -> Any:
        wanted = [name for name in inspect.signature(rule).parameters if name != "self"]
        return asked.population.ask_masked(
            rule, asked.rows, asked.mask,
            *(told[name] for name in wanted if name in told), **{name: own[name] for name in wanted if name in own},
        )  # fmt: skip

    parts = ask(decision.terms)
    options = (len(asked.rows), len(decision.options))
    terms = {name: part.reshape(options) for name, part in parts._asdict().items()}
    return View(
        terms=terms,
        score=added(tuple(terms.values())),
        chance=ask(decision.chance).reshape(options) if decision.chance else None,
        also={name: ask(rule) for name, rule in decision.also.items()},
        seen={
            name: asked.mask.get(name, column[asked.rows]) for name, column in asked.population.table.items()
        },
        told=told,
        own=own,
        answer=asked.answer,
    )


def named(asked: Asked) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what was told to all, and what each was told or drew for itself, by the names the rule has for it."""
    names = [name for name in inspect.signature(asked.rule).parameters if name != "self"]
    return dict(zip(names, asked.told, strict=False)), dict(asked.own)


def _in_dollars(economy: Economy, witness: Witness) -> tuple[View, View]:
    """Put hyperscalers' orders in dollars, add what they spend for rivals, and answer with what limits left of it."""
    units = witness.views[0].answer
    cost = float(np.sum(witness.rivalry[False].own["wanted"])) / max(float(np.sum(units)), 1e-9)
    answers = (economy.hyperscalers.ai_capex[witness.rows], economy.desk.sober_ai_capex)
    views = []
    for masked, (view, answer) in enumerate(zip(witness.views, answers, strict=True)):
        terms = {name: part * cost for name, part in view.terms.items()}
        terms["rivals"] = witness.rivalry[bool(masked)].answer[:, None]
        told = {"cost": cost, **view.told}
        views.append(
            view._replace(terms=terms, score=added(tuple(terms.values())), told=told, answer=answer.copy())
        )
    return views[0], views[1]


def _by_money(plain: View, masked: View) -> Values:
    """Return what share of its money each fund moved into AI by belief."""
    return plain.answer[:, 0] - masked.answer[:, 0]


def _by_job(plain: View, masked: View) -> Values:
    """Return 2 for who moves now and would not masked, or the reverse; 1 for who is elsewhere than it would be; else 0."""
    moves, would = plain.answer != plain.seen["job"], masked.answer != masked.seen["job"]
    return np.where(moves != would, 2.0, 1.0 * (plain.answer != masked.answer))


def _by_choice(plain: View, masked: View) -> Values:
    """Return 1 for who says or starts it by belief, -1 for who would but for belief, else 0."""
    return plain.answer.astype(float) - masked.answer.astype(float)


def _by_capex(plain: View, masked: View) -> Values:
    """Return what part of its AI capex each hyperscaler spends by belief."""
    return (plain.answer - masked.answer) / np.maximum(np.maximum(plain.answer, masked.answer), 1.0)


CHANGED: dict[str, Callable[[View, View], Values]] = {
    "funds": _by_money,
    "researchers": _by_job,
    "programmes": _by_choice,
    "speaking": _by_choice,
    "hyperscalers": _by_capex,
}
"""By how much a decision differs from the masked one, by name of the decision."""

LEAST = {"funds": 0.01, "researchers": 2.0, "programmes": 1.0, "speaking": 1.0, "hyperscalers": 0.01}
"""From which change on a decision is another one: a choice is another or not, money by a hundredth."""
