"""The same economy as plain Mesa runs it: every rule asked of one agent at a time, through AgentSets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from mesa.agent import AgentSet

if TYPE_CHECKING:
    from collections.abc import Callable

    from agents.population import Kind, Population
    from model import Economy


def ask_through_mesa(economy: Economy) -> Economy:
    """Let every population of `economy` answer through Mesa from now on, and return the economy."""
    for population in economy.populations.values():
        vars(population)["ask"] = MesaQuestions(population, economy)
    return economy


class MesaQuestions:
    """Stands in for `Population.ask`: selects the agents of one kind that are asked, and maps the rule over them.

    Who is asked, what they are told and the answers are the same; so is everything that is not a rule
    (luck, markets, ledger). Agents are made when they enter and removed when they leave, not at each question.
    """

    def __init__(self, population: Population, economy: Economy) -> None:
        self.population, self.economy = population, economy
        self.registered = np.zeros(0, dtype=bool)

    def __call__(self, rule: Callable[..., Any], rows: np.ndarray, *told: Any, **own: Any) -> Any:
        """Return the answers of these rows, first axis = rows."""
        if len(rows) == 0:
            return rule(self.population.of(rows), *told, **own)
        answers = self._asked(rows).map(_question(rule, rows, told, own))
        if isinstance(answers[0], tuple):
            return tuple(np.stack(parts) for parts in zip(*answers, strict=True))
        return np.stack(answers)

    def _asked(self, rows: np.ndarray) -> AgentSet:
        """Return the agents of these rows as a Mesa modeller finds them: of this type, selected by a test."""
        if not self.population.alive[rows].all():  # students are asked before they enter
            agents = [self.population.agent(row, self.economy) for row in rows.tolist()]
            return AgentSet(agents, random=self.economy.random)
        everybody = self._everybody()
        if len(rows) == len(everybody):
            return everybody
        wanted = set(rows.tolist())
        return everybody.select(lambda agent: agent.row in wanted)

    def _everybody(self) -> AgentSet:
        if not np.array_equal(self.registered, self.population.alive):
            self.population.register(self.economy)
            self.registered = self.population.alive.copy()
        # Not `economy.agents_by_type`: that looks through every kind at each question, which would flatter us.
        return self.economy._agents_by_type[self.population.kind]


def _question(
    rule: Callable[..., Any], rows: np.ndarray, told: tuple[Any, ...], own: dict[str, Any]
) -> Callable[[Kind], Any]:
    """Return what each agent is asked: the rule, with its own part of what was told by row."""
    if not own:
        return lambda agent: rule(agent, *told)
    place = {row: i for i, row in enumerate(rows.tolist())}

    def ask(agent: Kind) -> Any:
        i = place[agent.row]
        return rule(agent, *told, **{name: values[i] for name, values in own.items()})

    return ask
