"""What is posted for all to read: prices, offers, technology, conditions of each field."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from agents.vocabulary import FIELDS, JOBS, SCIENCES

if TYPE_CHECKING:
    from hashlib import _Hash


def _blank(size: int, value: float = 0.0) -> Any:
    return field(default_factory=lambda: np.full(size, value))


@dataclass
class Posted:
    """The public record. Written by the month's phases, read by everybody; levels are January 2015 = 1.

    Arrays over FIELDS, JOBS or SCIENCES, as their comments say.
    """

    # by FIELDS: the venture market
    money: np.ndarray = _blank(len(FIELDS))  # usd raised, fading over a year
    asked: np.ndarray = _blank(len(FIELDS))  # usd asked for, fading over a year
    usual_money: np.ndarray = _blank(len(FIELDS))  # usd a year at the opening
    market: np.ndarray = _blank(len(FIELDS))  # usd a year that the world would buy from start-ups
    sales: np.ndarray = _blank(len(FIELDS))  # usd a year that start-ups sell
    graduates: np.ndarray = _blank(len(FIELDS))  # usd a year that sold start-ups go on selling
    invested: np.ndarray = _blank(len(FIELDS))  # usd of equity put into living start-ups, less what wore off
    # by JOBS: the market for researchers
    usual_pay: np.ndarray = _blank(len(JOBS))  # usd a year, January 2015
    pay: np.ndarray = _blank(len(JOBS))  # usd a year posted
    posts: np.ndarray = _blank(len(JOBS))  # people that employers want
    # by SCIENCES: technology
    technology: np.ndarray = _blank(len(SCIENCES), 1.0)
    advance: np.ndarray = _blank(len(SCIENCES))  # growth, 1/year, smoothed
    science_past: np.ndarray = _blank(300)  # log level of basic science, by month, newest first
    bloc_compute: np.ndarray = _blank(5)  # by BLOCS: AI compute installed, units
    bloc_orders: np.ndarray = _blank(5)  # by BLOCS: units that other clouds await
    voices: np.ndarray = _blank(3)  # by VOICES: how loud, -1 to 1
    # scalars
    science_then: float = 0.0  # log level of basic science `science_lag_months` before 2015, January 2015 = 0
    halls: float = 0.0  # usd of AI halls in use, all clouds
    outside_halls: float = 0.0  # usd of them that other clouds have
    energy_utilisation: float = 0.5  # use of the grid's room for data centres
    silence: float = 0.0  # one once the voices have fallen silent
    efficiency: float = 0.0  # log of compute saved by a cheap rival model
    evidence: float = 0.0  # published results: share of the promise borne out
    project_success: float = 0.25  # share of programmes that met their return, as heard
    coverage: float = 1.0  # what AI plants sell and use over what they cost, smoothed
    promise_left: float = 1.0  # part of households and firms that do not use AI yet
    mood: float = 0.0  # by a monthly poll: mean belief in AI's promise
    attention: float = 0.0  # by the same poll: mean belief beyond what people hold results to bear out
    bank_loss: float = 0.0  # usd of loans lost that the bank has not made good yet
    rest_growth: float = 0.045  # growth of other shares, 1/year, smoothed
    ai_return: float = 0.0  # log return of AI shares last month
    rest_return: float = 0.0
    ai_trend: float = 0.08  # smoothed yearly return
    rest_trend: float = 0.06
    ai_earnings: float = 0.0  # usd a year
    ai_earnings_growth: float = 0.10  # 1/year, smoothed
    sober_gap: float = 0.0  # log value without belief over price, AI shares
    rest_gap: float = 0.0  # log value over price, other shares
    price_gap: float = 0.0  # log price over the value that evidence bears
    premium_seen: float = 0.0  # return of speakers over the silent, 1/year, smoothed
    notice: float = 0.0  # how much of the public has noticed AI
    firms_notice: float = 0.0  # how much of it firms have come to act on
    users: float = 0.0  # share of households using AI
    general_load: float = 1.0  # ordinary computing demand
    chip_cost: float = 1.0  # cost of one unit of compute, usd
    chips_made: float = 0.0  # units so far
    opening_rent: float = 0.1  # usd a unit a month, January 2015
    mix_cost: float = 1.0  # unit cost of firms' mix of compute and services
    compute_cost_change: float = 0.0  # log change of the price of a unit this month
    clean_installed: float = 1.0
    clean_cost: float = 1.0
    ai_capex: float = 0.0  # usd a month: chips and halls that hyperscalers paid for
    outside_ai_capex: float = 0.0  # usd a month: the same of other clouds

    def ease(self) -> np.ndarray:
        """Return money over asks by field in the last year; 1 is balanced, shape (5,)."""
        return np.clip(self.money / np.maximum(self.asked, 1.0), 0.0, 3.0)

    def payback(self) -> np.ndarray:
        """Return years of sales that the money in each field stands for, shape (5,)."""
        return np.clip(self.invested / np.maximum(self.sales, 1.0), 0.5, 30.0)

    def room(self) -> np.ndarray:
        """Return the share of each field's market that nobody serves yet, shape (5,)."""
        return np.clip(1.0 - (self.sales + self.graduates) / np.maximum(self.market, 1.0), -0.5, 1.0)

    def value(self) -> tuple[float, float]:
        """Return what AI shares are judged by: log of sober value over price, and the part of the promise left."""
        return self.sober_gap, self.promise_left

    def relative_pay(self) -> np.ndarray:
        """Return posted pay over that of January 2015, by job, shape (6,)."""
        return self.pay / self.usual_pay

    def state(self) -> dict[str, Any]:
        """Return copies of everything posted."""
        return {part.name: np.array(getattr(self, part.name)) for part in fields(self)}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        for name, value in state.items():
            setattr(self, name, np.array(value) if np.ndim(value) else float(value))

    def digest_into(self, hasher: _Hash) -> None:
        """Feed everything posted into a hash, names in order."""
        for name, value in sorted(self.state().items()):
            hasher.update(name.encode())
            hasher.update(value.tobytes())
