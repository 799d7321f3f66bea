"""A fund, a hyperscaler and a laboratory, and nobody else: its costs, circular share and loop gain, worked out on paper.

The three decide by the model's own rules and pay through its own ledger. Each month the fund hands out 1,024,000 usd; the
hyperscaler puts part of what its shares gained into the laboratory; the laboratory spends what it got, half on AI cloud
and half on researchers at 1,000 usd each; the market pays 24 usd for a dollar of last month's AI cloud.

With full belief AI scores ln 4 and the four other fields 0, so AI gets a half (512,000) and each other field 128,000; on
evidence alone all five get a fifth (204,800). A stake is .25 x 24 x sales / 12, half of last month's sales s:

    s(t) = (512,000 + s(t - 1) / 2) / 2 = 256,000, 320,000, 336,000.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log
from typing import Any

import numpy as np
import pytest
from by_hand import group

from agents.chip_vendor import ChipVendor
from agents.hyperscaler import Hyperscaler
from agents.lab import Lab
from agents.venture_fund import VentureFund
from agents.vocabulary import AI, FIELDS
from model import Parameters
from model.headlines import headlines
from model.ledger import Ledger
from model.loop_gain import set_off, watch
from model.provenance import Provenance

MONTHS = 3
MONEY, PAY, MULTIPLE, CHIP = 1_024_000.0, 1_000.0, 24.0, 2.0
FUND, CLOUD, LAB = ("funds", 0), ("hyperscalers", 0), ("labs", 0)
HOUSEHOLDS, OTHERS = ("households", 0), ("outside_firms", 0)
ONE = np.array([0])

KNOWN = {
    "choice_intensity": 2.0, "promise_weight": log(4.0) / 2.0, "return_chasing": 0.0, "herding": 0.0, "payback_impatience": 0.0,
    "reinvested_gain": 0.25, "stake_cash_share": 0.5, "rivalry": 0.0,
    "target_utilisation": 0.8, "growth_by_belief": 2.0 * log(1.44), "capex_horizon_years": 1.0, "chip_retirement": 0.12, "capex_adjustment": 0.3,
}  # fmt: skip
PLANT = {"ai_demand": 1e6, "compute": 1.25e6, "evidence": 0.25, "returns": 1e30, "compute_price": 1.0}


class ThreeAgents:
    """The economy of the three; `belief` is 1 with it and 0 on evidence alone, `pulse` is usd from households in the first month."""

    def __init__(self, belief: float = 1.0, pulse: float = 0.0) -> None:
        p = Parameters(**KNOWN, loop_finance=belief)
        self.funds = group(VentureFund, p, excess=belief)
        self.hyperscalers = group(Hyperscaler, p, excess=0.25 * belief, shares=1.0, **PLANT)
        self.labs = group(Lab, p, price=1.0)
        self.populations = {"hyperscalers": self.hyperscalers, "chip_vendors": group(ChipVendor, p)}
        self.onlookers: list[Callable[[Any], None]] = []
        self.pulse, self.belief = pulse, belief
        self.columns: dict[str, list[float]] = {}
        self.ledger = Ledger()
        for kind in (
            "bank",
            "households",
            "outside_firms",
            "funds",
            "startups",
            "hyperscalers",
            "labs",
            "chip_vendors",
        ):
            self.ledger.open(kind, 1)
        for holder in (FUND, CLOUD, HOUSEHOLDS):
            self.ledger.endow(holder, 1e9)
        self.ledger.close_month(0)
        self.provenance = Provenance(self.ledger)

    def run(self, months: int) -> ThreeAgents:
        for _ in range(months):
            self.stake()
            self.hand_out()
            self.spend()
            self.build()
            self.provenance.look(self.ledger)
            self.provenance.tally.close()
            self.measure()
            for look in self.onlookers:
                look(self)
            self.ledger.close_month(self.ledger.month)
        return self

    def stake(self) -> None:
        self.hyperscalers.cash[:] = self.ledger.usd("hyperscalers")
        self.into_lab(CLOUD, float(self.hyperscalers.ask(Hyperscaler.stake_money, ONE)[0]))

    def into_lab(self, holder: tuple[str, int], usd: float) -> None:
        self.ledger.issue("share", holder, LAB, usd)
        self.labs.units[:] += round(usd)

    def shares(self, **mask: float) -> np.ndarray:
        seen = {name: np.full(1, value) for name, value in mask.items()}
        return self.funds.ask_masked(VentureFund.field_shares, ONE, seen, np.zeros(len(FIELDS)))[0]

    def hand_out(self) -> None:
        money = MONEY * self.shares()
        self.into_lab(FUND, money[AI])
        for k, field in enumerate(FIELDS):
            if k != AI:
                self.ledger.issue(f"share of {field}", FUND, ("startups", 0), money[k])

    def spend(self) -> None:
        self.ledger.pay("pulse", HOUSEHOLDS, LAB, self.pulse)
        self.pulse = 0.0
        got = float(self.ledger.usd("labs")[0])
        self.ledger.pay("AI cloud", LAB, CLOUD, got / 2.0)
        self.ledger.pay("wages", LAB, HOUSEHOLDS, got / 2.0)
        self.hyperscalers.share_price[:] = MULTIPLE * got / 2.0

    def chips(self, **mask: float) -> float:
        seen = {name: np.full(1, value) for name, value in mask.items()}
        return CHIP * float(self.hyperscalers.ask_masked(Hyperscaler.desired_compute, ONE, seen)[0])

    def build(self) -> None:
        self.ledger.invest("chips", "chips", CLOUD, OTHERS, self.chips())

    def measure(self) -> None:
        paid = {
            **{f"vc_usd_{field}": self.paid(f"issue share of {field}", "funds") for field in FIELDS},
            "vc_usd_ai": self.paid("issue share", "funds"),
            "researchers_ai_industry": self.paid("wages", "labs") / PAY,
            "hyperscaler_ai_capex_usd": self.paid("chips", "hyperscalers"),
            "ai_spend_incumbents_usd": 0.0,
        }
        for name, value in paid.items():
            self.columns.setdefault(name, []).append(value)

    def paid(self, what: str, payer: str) -> float:
        return self.ledger.flow(what, payer, None) / 100.0


@pytest.fixture(scope="module")
def base() -> ThreeAgents:
    return ThreeAgents().run(MONTHS)


@pytest.fixture(scope="module")
def straight() -> ThreeAgents:
    return ThreeAgents(belief=0.0).run(MONTHS)


def test_venture_money_and_people_are_what_the_paper_says(base, straight):
    assert base.columns["vc_usd_ai"] == pytest.approx([512_000.0] * 3)
    assert base.columns["vc_usd_biotech"] == pytest.approx([128_000.0] * 3)
    assert base.columns["researchers_ai_industry"] == pytest.approx([256.0, 320.0, 336.0])
    assert straight.columns["vc_usd_biotech"] == pytest.approx([204_800.0] * 3)
    assert straight.columns["researchers_ai_industry"] == pytest.approx([102.4] * 3)


def test_the_three_costs_against_the_straight_twin(base, straight):
    costs = headlines(base.columns, straight.columns)
    # Four fields are short of 204,800 - 128,000 each, for three months.
    assert costs["opportunity"] == pytest.approx(3 * 4 * 76_800.0)
    # Researchers beyond the twin's: 153.6, 217.6 and 233.6, a twelfth of a year each.
    assert costs["brain_drain"] == pytest.approx(604.8 / 12.0)
    # Chips: 12,500 units wear out and a tenth of the gap is closed. Expected demand is 1.44 million with belief and 1.2 on
    # evidence, at a use of .8: gaps of 550,000 and 250,000; 67,500 against 37,500 units of 2 usd.
    assert costs["fomo"] == pytest.approx(3 * (135_000.0 - 75_000.0))


def test_the_costs_of_the_straight_economy_are_zero_to_the_last_bit(straight):
    again = ThreeAgents(belief=0.0).run(MONTHS)
    assert set(headlines(again.columns, straight.columns).values()) == {0.0}


def test_each_asked_on_evidence_alone_names_the_same_cost_of_a_month(base):
    placed, on_evidence = MONEY * base.shares(), MONEY * base.shares(excess=0.0)
    assert np.delete(on_evidence - placed, AI).sum() == pytest.approx(4 * 76_800.0)
    assert base.chips() - base.chips(excess=0.0) == pytest.approx(60_000.0)


def test_circular_share_of_the_cloud_is_the_stake_in_what_the_laboratory_had_to_spend(base, straight):
    # Stakes 0, 128,000 and 160,000 beside 512,000 of the fund's; half of each dollar goes to the cloud.
    tally = base.provenance.tally
    assert tally.record["circular_share_cloud"] == pytest.approx([0.0, 128.0 / 640.0, 160.0 / 672.0])
    assert tally.record["stamped_usd"] == pytest.approx([0.0, 128_000.0, 160_000.0])
    assert tally.recycled_fraction("hyperscalers") == pytest.approx(0.5), "all but wages comes back"
    assert straight.provenance.tally.record["circular_share_cloud"] == [0.0] * 3


def test_the_loop_gain_of_a_dollar_from_households():
    # Of a dollar a half goes to the cloud, which puts a quarter of the dollar back; so sales of the cloud rise by
    # 1/2, 1/8, 1/32. Stakes: 1/4 + 1/16. Value: 24/32 of the cloud's shares and 5/16 of the laboratory's. Sales with
    # the dollar itself: 1 + 1/2 + 1/8 + 1/32.
    size = 64_000.0
    value, reinvested, revenue = set_off(
        watch(ThreeAgents(), MONTHS), watch(ThreeAgents(pulse=size), MONTHS), size
    )
    assert reinvested == pytest.approx(5.0 / 16.0)
    assert value == pytest.approx(24.0 / 32.0 + 5.0 / 16.0)
    assert revenue == pytest.approx(53.0 / 32.0)


def test_without_the_loop_a_dollar_is_spent_once():
    size = 64_000.0
    gain = set_off(watch(ThreeAgents(belief=0.0), 2), watch(ThreeAgents(belief=0.0, pulse=size), 2), size)
    assert gain == pytest.approx((0.0, 0.0, 1.5))
