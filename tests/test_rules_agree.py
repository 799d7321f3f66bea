"""Asked of all equals asked of each: a rule is one text with two readings."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_economy import RULES, small_economy

from agents.population import Population
from agents.vocabulary import FIELDS, JOBS

Luck = np.random.Generator
NAMES = [rule.__qualname__ for _, rule in RULES]


def between(low: float, high: float) -> Callable[[Luck, Any], Any]:
    return lambda luck, size: luck.uniform(low, high, size)


def by_job(luck: Luck, size: Any) -> Any:
    return luck.uniform(0.3, 3.0, len(JOBS))


EXAMPLES: dict[str, Callable[[Luck, Any], Any]] = {
    "advance": between(-0.5, 4.0),
    "ai_weight": between(0.0, 0.9),
    "brought": between(0.0, 1e10),
    "cheaper": between(-0.3, 0.3),
    "cost": between(1e6, 1e10),
    "money": between(0.0, 1e10),
    "load": between(1e8, 1e12),
    "mood": between(0.0, 1.0),
    "opening_rate": between(0.0, 0.06),
    "price": between(1e-4, 2.0),
    "promise_left": between(0.0, 1.0),
    "worth": lambda luck, size: (float(luck.uniform(-1.5, 1.5)), float(luck.random())),
    "ai_return": between(-0.3, 0.3),
    "alarm": between(0.0, 1.0),
    "before": between(0.0, 1e10),
    "ceiling": between(0.0, 1.0),
    "draw": between(0.0, 1.0),
    "earnings_growth": between(-0.5, 1.0),
    "event": between(0.0, 1.5),
    "ease": between(0.0, 3.0),
    "fruit": between(-1.5, 1.5),
    "got": between(0.0, 1e9),
    "has_result": lambda luck, size: luck.random(size) < 0.5,
    "held": lambda luck, size: luck.integers(0, 2, size),
    "importance": between(0.0, 1.0),
    "industry_result": between(0.0, 5.0),
    "market_weight": between(0.02, 0.6),
    "month": lambda luck, size: int(luck.integers(12, 252)),
    "norm": between(0.0, 1.0),
    "offers": by_job,
    "other_share": between(0.0, 0.5),
    "own_result": between(0.0, 5.0),
    "pass_through": between(-0.2, 0.2),
    "pay_weight": between(0.1, 4.0),
    "payback": lambda luck, size: luck.uniform(0.5, 30.0, len(FIELDS)),
    "policy_rate": between(0.0, 0.06),
    "posted": between(5e4, 2e6),
    "posts": by_job,
    "price_gap": between(-1.0, 1.5),
    "prices": between(1.0, 3.0),
    "published": between(0.0, 1.0),
    "receptivity": between(0.5, 2.0),
    "pressure": between(0.5, 2.0),
    "usual": between(0.0, 1e11),
    "won": between(0.0, 1.0),
    "reply": between(0.0, 1.0),
    "research_share": between(0.05, 0.6),
    "saved": between(0.0, 0.9),
    "seen": between(0.0, 1.0),
    "sober_gap": between(-1.5, 1.5),
    "spark": lambda luck, size: (luck.random(size) < 0.5).astype(float),
    "trend": between(-0.6, 0.9),
    "hope": between(-0.5, 1.5),
    "voices": lambda luck, size: luck.uniform((0.0, -1.0, -1.0), 1.0),
    "rate": between(0.0, 0.06),
    "room": between(-0.5, 1.0),
    "technology": between(1.0, 50.0),
    "value": between(0.0, 5.0),
    "wage": between(5e4, 2e6),
    "wanted": between(0.0, 1e10),
    "wealth": between(0.5, 5.0),
}
"""What rules are told, by the name of the argument: (luck, size) -> values."""

NORMAL_DRAWS = {"Incumbent.project_value", "Startup.next_revenue", "Startup.exit_value"}
"""Rules whose `draw` is a standard normal number; all others take a uniform one."""


@pytest.fixture(scope="module")
def economy():
    return small_economy(seed=3, months=30)


def questions(rule: Callable, rows: np.ndarray, luck: Luck) -> tuple[list, dict]:
    """Return made-up inputs of a rule: told to all (typed `float`, `int` or an array), own by row (`Any`)."""
    told, own = [], {}
    for name, argument in list(inspect.signature(rule).parameters.items())[1:]:
        if name not in EXAMPLES:
            pytest.fail(f"{rule.__qualname__} is told {name!r}: add an example of it to EXAMPLES above")
        if argument.annotation != "Any":
            told.append(EXAMPLES[name](luck, None))
        elif name == "draw" and rule.__qualname__ in NORMAL_DRAWS:
            own[name] = luck.standard_normal(len(rows))
        else:
            own[name] = EXAMPLES[name](luck, len(rows))
    return told, own


@contextmanager
def shaken(population: Population, luck: Luck) -> Iterator[np.ndarray]:
    """Shake the state of the living, lock every column, and yield their rows; put all back afterwards."""
    rows, before = population.rows, population.state()
    for name, column in population.table.items():
        if population.kind.columns[name].unit == "share":
            column[rows] *= luck.uniform(0.5, 1.0, column[rows].shape)
        elif column.dtype.kind == "f":
            column[rows] *= np.exp(0.5 * luck.standard_normal(column[rows].shape))
        else:
            column[rows] = luck.permutation(column[rows])
        column.flags.writeable = False
    try:
        yield rows
    finally:
        for column in population.table.values():
            column.flags.writeable = True
        population.restore(before)


def parts(answer: Any) -> tuple:
    return answer if isinstance(answer, tuple) else (answer,)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=NAMES)
@settings(max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_a_rule_asked_of_all_answers_as_asked_of_each(economy, name, rule, seed):
    population, luck = economy.populations[name], np.random.default_rng(seed)
    with shaken(population, luck) as rows:
        told, own = questions(rule, rows, luck)
        whole = parts(rule(population.of(rows), *told, **own))
        for i, row in enumerate(rows.tolist()):
            mine = {argument: values[i] for argument, values in own.items()}
            each = parts(rule(population.agent(row, economy), *told, **mine))
            for of_all, of_each in zip(whole, each, strict=True):
                assert np.array_equal(of_all[i], of_each), f"{rule.__qualname__} of agent {row}"


@pytest.mark.parametrize(("name", "rule"), RULES, ids=NAMES)
def test_a_rule_answers_every_agent_that_is_asked_with_one_finite_answer(economy, name, rule):
    population, luck = economy.populations[name], np.random.default_rng(1)
    with shaken(population, luck) as rows:
        told, own = questions(rule, rows, luck)
        for answer in parts(population.ask(rule, rows, *told, **own)):
            assert answer.shape[0] == len(rows)
            assert np.isfinite(answer).all()


@pytest.mark.parametrize(("name", "rule"), RULES, ids=NAMES)
def test_a_rule_reads_nothing_but_its_own_row(economy, name, rule):
    population, luck = economy.populations[name], np.random.default_rng(2)
    with shaken(population, luck) as rows:
        told, own = questions(rule, rows, luck)
        answers = parts(rule(population.of(rows), *told, **own))
        for i in (0, len(rows) // 2, len(rows) - 1):
            table = population.table
            population.table = {column: _only(row=rows[i], of=values) for column, values in table.items()}
            mine = {argument: values[i : i + 1] for argument, values in own.items()}
            alone = parts(rule(population.of(rows[i : i + 1]), *told, **mine))
            population.table = table
            for of_all, of_one in zip(answers, alone, strict=True):
                assert np.array_equal(of_all[i], of_one[0]), f"{rule.__qualname__} of agent {rows[i]}"


def _only(row: int, of: np.ndarray) -> np.ndarray:
    """Return a column in which every row but one holds nonsense."""
    masked = np.full_like(of, np.nan if of.dtype.kind == "f" else -(10**9))
    masked[row] = of[row]
    masked.flags.writeable = False
    return masked


@pytest.mark.parametrize(("name", "rule"), RULES, ids=NAMES)
def test_a_rule_leaves_what_it_is_told_as_it_was(economy, name, rule):
    population, luck = economy.populations[name], np.random.default_rng(3)
    with shaken(population, luck) as rows:
        told, own = questions(rule, rows, luck)
        for value in (*told, *own.values()):
            if isinstance(value, np.ndarray):
                value.flags.writeable = False
        before = [value.copy() for value in (*told, *own.values()) if isinstance(value, np.ndarray)]
        rule(population.of(rows), *told, **own)
        rule(
            population.agent(int(rows[0]), economy), *told, **{key: values[0] for key, values in own.items()}
        )
        after = [value for value in (*told, *own.values()) if isinstance(value, np.ndarray)]
        assert all(np.array_equal(old, new) for old, new in zip(before, after, strict=True))


def test_four_months_asked_one_mesa_agent_at_a_time_end_with_the_same_digest():
    whole, each = small_economy(months=4), small_economy()
    for population in each.populations.values():
        population.asked_one_by_one = each
    each.run(4)
    assert each.digest() == whole.digest()
