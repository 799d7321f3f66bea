"""Raise, the loop's half: hyperscalers and chip vendors put money and credits into the labs that buy from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.lab import Lab
from agents.listed import Listed
from agents.vocabulary import AI, PURSES
from model.markets.venture import meet

if TYPE_CHECKING:
    from model.economy import Economy

CORPORATE = PURSES.index("corporate")
INVESTORS = ("hyperscalers", "chip_vendors")


def take_stakes(economy: Economy, pressure: float) -> None:
    """Firms whose shares rose put part of the gain into labs, for shares; hyperscalers partly in cloud credits."""
    labs, rows = economy.labs, economy.labs.rows
    told = np.full(len(rows), pressure)
    worth = labs.ask(Lab.pre_money, rows, pressure=told)
    appetite = economy.parameters.stake_stretch * labs.burn[rows]
    economy.desk.staked = np.zeros(2)
    if economy.parameters.loop_finance <= 0.0:
        return
    for k, name in enumerate(INVESTORS):
        firms = economy.populations[name]
        offers = firms.ask(Listed.stake_money, firms.rows)
        investor, lab, usd = meet(offers, appetite)
        appetite = appetite - np.bincount(lab, usd, len(rows))
        _buy(economy, name, firms.rows[investor], rows[lab], usd, worth[lab])
        economy.desk.staked[k] = usd.sum()
        economy.desk.raised[AI, CORPORATE] += usd.sum()
        firms.stakes[:] = economy.ledger.value("share", name) / 100.0


def _buy(
    economy: Economy, name: str, investor: np.ndarray, lab: np.ndarray, usd: np.ndarray, worth: np.ndarray
) -> None:
    """Issue shares at the price that the lab is worth, part against cash and part against cloud credits."""
    p, labs, ledger = economy.parameters, economy.labs, economy.ledger
    price = worth / labs.units[lab]
    on_credit = p.credit_share if name == "hyperscalers" else 0.0
    for part, cash in ((1.0 - on_credit, True), (on_credit, False)):
        units = np.floor(part * usd / price).astype(np.int64)
        done = units > 0
        who, whom, paid = (name, investor[done]), ("labs", lab[done]), part * usd[done]
        if cash:
            ledger.issue("share", who, whom, paid, units=units[done])
        else:
            ledger.grant("share", who, whom, paid, units=units[done])
            ledger.grant("cloud_credit", whom, who, paid)
        np.add.at(labs.units, lab[done], units[done])
        np.add.at(labs.raised, lab[done], paid)
    bought = np.unique(lab)
    got = np.bincount(lab, usd * (1.0 - on_credit), labs.size)[bought]
    labs.burn[bought] += got / p.lab_runway_months
    labs.price[bought] = (
        np.bincount(lab, price * usd, labs.size)[bought] / np.bincount(lab, usd, labs.size)[bought]
    )
    ledger.revalue("share", ("labs", bought), labs.price[bought])


def use_credits(economy: Economy) -> np.ndarray:
    """Labs turn part of their cloud credits into compute: the issuer gives value back. Returns usd by lab."""
    ledger, labs = economy.ledger, economy.labs
    lots = ledger.lots("cloud_credit")
    used = (lots.cents / economy.parameters.credit_months).astype(np.int64)
    alive = labs.alive[lots.holder_id] & (used > 0)
    usd = np.zeros(labs.size)
    if alive.any():
        holder, issuer = lots.holder_id[alive], lots.issuer_id[alive]
        able = np.minimum(used[alive], (0.05 * ledger.deposits("hyperscalers")[issuer]).astype(np.int64))
        ledger.redeem("cloud_credit", ("labs", holder), ("hyperscalers", issuer), cents=able)
        usd = np.bincount(holder, able / 100.0, labs.size)
    return usd


def finance_sales(economy: Economy, bill: np.ndarray) -> None:
    """Vendors lend hyperscalers part of the chip bill, and collect what earlier customers owe.

    `bill` is usd by hyperscaler and vendor. Source: vendor finance, literature block 5.
    """
    p, ledger = economy.parameters, economy.ledger
    buyers, sellers = (
        np.repeat(np.arange(bill.shape[0]), bill.shape[1]),
        np.tile(np.arange(bill.shape[1]), bill.shape[0]),
    )
    share = p.loop_finance * p.vendor_credit
    lent = np.minimum(
        share * bill.ravel(), 0.1 * np.maximum(ledger.usd("chip_vendors"), 0.0)[sellers] / bill.shape[0]
    )
    lots = ledger.lots("receivable")
    due = (lots.cents / p.receivable_months).astype(np.int64)
    room = (0.02 * ledger.deposits("hyperscalers")[lots.issuer_id]).astype(np.int64)
    ledger.redeem(
        "receivable",
        ("chip_vendors", lots.holder_id),
        ("hyperscalers", lots.issuer_id),
        cents=np.minimum(due, room),
    )
    if share > 0.0:
        ledger.issue("receivable", ("chip_vendors", sellers), ("hyperscalers", buyers), lent)
