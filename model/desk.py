"""The desk: what one phase of the month hands to the next. Cleared every month, never saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from agents.vocabulary import FIELDS, JOBS, PURSES

Rows = np.ndarray


def _nothing(*shape: int) -> Any:
    return field(default_factory=lambda: np.zeros(shape))


@dataclass
class Desk:
    """Papers of the month in progress. Money is in usd of this month."""

    dearer: float = 0.0  # log: by how much a running AI programme costs more than last month
    on_programmes: np.ndarray = _nothing(0)  # usd by incumbent, less posts that nobody took
    jump: float = 0.0  # log: how far a milestone lifted AI's level
    deployable: np.ndarray = _nothing(0)  # by fund
    founders: Rows = field(
        default_factory=lambda: np.zeros(0, dtype=np.int64)
    )  # start-ups that enter if funded
    raised: np.ndarray = _nothing(len(FIELDS), len(PURSES))  # by field and purse
    pay: np.ndarray = _nothing(len(JOBS))  # usd a year at which this month's work was agreed
    supply: np.ndarray = _nothing(len(JOBS))  # people in each job
    academic_exits: float = 0.0  # people who leave academia and basic science
    new_ai_phds: np.ndarray = _nothing(2)  # people: to industry, to academia
    plant_capex: np.ndarray = _nothing(0)  # by hyperscaler
    chip_capex: np.ndarray = _nothing(0)  # by hyperscaler
    vendor_sales: np.ndarray = _nothing(0)  # by vendor
    making: np.ndarray = _nothing(0)  # by vendor: usd that the chips delivered cost to make
    serving: np.ndarray = _nothing(0)  # usd by living lab, compute planned for its customers
    serving_need: np.ndarray = _nothing(0)  # usd by living lab, compute for all who want its models
    can_serve: np.ndarray = _nothing(0)  # part of its customers that a living lab has the compute for
    training: np.ndarray = _nothing(0)  # usd by living lab
    model_sales: float = 0.0  # labs' sales to firms
    household_ai: float = 0.0  # labs' sales to households
    pulse: np.ndarray = _nothing(0)  # by lab: a scenario's extra sales to households
    ai_spend: float = 0.0  # incumbents
    programme_loans: np.ndarray = _nothing(3)  # usd asked: lent to speakers, lent to the silent, turned away
    projects: np.ndarray = _nothing(4)  # real firms: started, return met, scaled, dropped
    channel: np.ndarray = _nothing(0)  # by incumbent: usd from labs' customers
    arrears: dict[str, Rows] = field(default_factory=dict)  # by kind: who could not pay interest
    compute_for_work: float = 1.0  # price of effective compute over that of work
    contracts: np.ndarray = _nothing(0)  # by lab and hyperscaler: usd of compute promised this month
    lab_failures: int = 0
    written_off: float = 0.0  # usd of claims lost in bankruptcies
    belief: dict[str, float] = field(default_factory=dict)  # mean by kind
    fear: float = 0.0
    passive_saving: float = 0.0  # usd saved in index funds
    orders: dict[str, np.ndarray] = field(default_factory=dict)  # usd wanted by group and investor
    subsidies: float = 0.0
    other_orders: np.ndarray = _nothing(5)  # by bloc: units ordered by other clouds
    subsidy: np.ndarray = _nothing(5)  # by bloc
    chips_stopped: float = 0.0  # usd of orders that export controls stopped
    granted: np.ndarray = _nothing(1)  # by hyperscaler: usd of the leader's subsidy
    premium_speaking: float = 0.0  # return of speakers less that of the silent
    margin_calls: float = 0.0
    staked: np.ndarray = _nothing(2)  # hyperscalers, chip vendors: put into labs
    credits: np.ndarray = _nothing(0)  # by lab and hyperscaler: usd of cloud credits used
    collected: np.ndarray = _nothing(1)  # by hyperscaler: usd of labs' earlier bills
    on_terms: np.ndarray = _nothing(1)  # by hyperscaler: usd of labs' bills of this month, to be paid later
    exits: int = 0
    exit_usd: float = 0.0
    closures: int = 0
    # what the measures of the three costs need
    moved_to: np.ndarray = _nothing(len(JOBS))  # people who moved, by job
    entered: float = 0.0  # people who finished their training
    pilots_ended: float = 0.0  # real firms
    ai_cloud: np.ndarray = _nothing(0)  # usd by hyperscaler: AI compute rented out
    ai_own_use: np.ndarray = _nothing(0)  # usd by hyperscaler: own use at its rent
    # masked questions: what belief added to the decisions of the month
    sober_ratio: np.ndarray = _nothing(0, len(FIELDS))  # by fund: masked share over chosen share
    not_got: np.ndarray = _nothing(len(FIELDS), len(PURSES))  # usd: masked less placed
    drained: np.ndarray = _nothing(len(JOBS))  # people in AI industry by belief, by job they would have
    programmes_by_belief: float = 0.0  # usd of incumbents
    sober_ai_capex: np.ndarray = _nothing(0)  # by hyperscaler: usd, masked
    capex_by_belief: float = 0.0  # usd of hyperscalers
