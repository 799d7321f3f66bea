"""Allocate and compute, the loop's half: hyperscalers and chip vendors put money and credits into the labs that buy from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.lab import Lab
from agents.listed import Listed
from agents.vocabulary import AI, PURSES
from model.abstention import playing

if TYPE_CHECKING:
    from model.economy import Economy

CORPORATE = PURSES.index("corporate")
INVESTORS = ("hyperscalers", "chip_vendors")

LABS_PURSE, CLOUDS_PURSE, CREDIT_PURSE = 0.2, 0.1, 0.3
"""Most that may go of a debtor's cash in a month: labs for cloud bills, clouds for chip bills, clouds for credits."""

TERMS_PURSE = 0.02
"""Most of a cloud's cash that it lends in a month to each lab it serves."""


def take_stakes(economy: Economy, pressure: float) -> None:
    """Firms whose shares rose put part of the gain into labs, for shares; hyperscalers partly in cloud credits.

    A hyperscaler offers its money to labs by what each promised to buy from it, a chip vendor by what each takes.
    A lab that is offered too much takes the same part of every offer; its owners sell no more than in a round.
    """
    labs, rows = economy.labs, economy.labs.rows
    economy.desk.staked = np.zeros(len(INVESTORS))
    if economy.parameters.loop_finance <= 0.0:
        return
    labs.cash[:] = economy.ledger.usd("labs")  # the money of this month's rounds too: it is in the price
    lift = np.full(len(rows), pressure)
    worth = labs.ask(Lab.pre_money, rows, pressure=lift)
    sold = economy.parameters.round_dilution
    appetite = np.minimum(economy.parameters.stake_stretch * labs.burn[rows], sold / (1.0 - sold) * worth)
    appetite = appetite * labs.ask(Lab.may_issue, rows)
    price = worth / labs.units[rows]
    offers = {name: _offers(economy, name, appetite) for name in INVESTORS}
    offered = sum(usd.sum(axis=0) for usd in offers.values())
    taken = np.minimum(1.0, appetite / np.maximum(offered, 1.0))
    got = np.zeros(len(rows))
    for k, name in enumerate(INVESTORS):
        money = offers[name] * taken
        # What does not buy one share for each part of it stays with the investor.
        investor, lab = np.nonzero(
            money >= price / min(part for part in _paid_in(economy, name) if part > 0.0)
        )
        usd = money[investor, lab]
        _buy(economy, name, investor, rows[lab], usd, price[lab])
        got += np.bincount(lab, usd, len(rows))
        economy.desk.staked[k] = usd.sum()
        economy.desk.raised[AI, CORPORATE] += usd.sum()
        economy.populations[name].stakes[:] = economy.ledger.value("share", name) / 100.0
    labs.promise[rows] = labs.ask(Lab.promise_after, rows, got=got, before=worth, pressure=lift)


def _offers(economy: Economy, name: str, appetite: np.ndarray) -> np.ndarray:
    """Return what each investor of this kind offers each living lab, usd, shape (investors, labs)."""
    firms = economy.populations[name]
    money = firms.ask(Listed.stake_money, firms.rows) * playing(economy, name)
    by = np.broadcast_to(appetite, (firms.size, len(appetite)))
    if name == "hyperscalers":
        by = shares_of(promised(economy)[economy.labs.rows].T, by)
    return money[:, None] * shares_of(by, np.ones_like(by))


def shares_of(amounts: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    """Return each row's amounts over their sum; where a row holds nothing, the shares of `otherwise`."""
    by = np.where(amounts.sum(axis=1, keepdims=True) > 0.0, amounts, otherwise)
    shares: np.ndarray = by / np.maximum(by.sum(axis=1, keepdims=True), 1e-12)
    return shares


def promised(economy: Economy) -> np.ndarray:
    """Return what labs have promised to buy of each cloud and not bought yet, cents, shape (labs, hyperscalers)."""
    lots, clouds = economy.ledger.lots("compute_contract"), economy.hyperscalers.size
    cell = lots.issuer_id * clouds + lots.holder_id
    return np.bincount(cell, lots.units, economy.labs.size * clouds).reshape(-1, clouds)


def _buy(
    economy: Economy, name: str, investor: np.ndarray, lab: np.ndarray, usd: np.ndarray, price: np.ndarray
) -> None:
    """Issue shares at this price (usd a share), part against cash and part against cloud credits."""
    p, labs, ledger = economy.parameters, economy.labs, economy.ledger
    in_cash, on_credit = _paid_in(economy, name)
    for part, cash in ((in_cash, True), (on_credit, False)):
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
    promise_compute(economy, lab, usd, investor if name == "hyperscalers" else None)
    bought = np.unique(lab)
    got = np.bincount(lab, usd * in_cash, labs.size)[bought]
    labs.burn[bought] += got / p.lab_runway_months
    labs.price[lab] = price
    ledger.revalue("share", ("labs", bought), labs.price[bought])


def _paid_in(economy: Economy, name: str) -> tuple[float, float]:
    """Return the parts of a stake that investors of this kind pay in cash and in cloud credits."""
    on_credit = economy.parameters.credit_share if name == "hyperscalers" else 0.0
    return 1.0 - on_credit, on_credit


def promise_compute(
    economy: Economy, lab: np.ndarray, usd: np.ndarray, cloud: np.ndarray | None = None
) -> None:
    """Labs that raised money promise to buy compute for years: an option more than a bill.

    They promise it to the `cloud` that put the money in; for money of others, to all clouds by their loyalty.
    """
    labs, scalers, desk = economy.labs, economy.hyperscalers, economy.desk
    if economy.parameters.loop_finance <= 0.0:
        return
    if not len(desk.contracts):
        desk.contracts = np.zeros((labs.size, scalers.size))
    if cloud is None:
        money = np.bincount(lab, usd, labs.size)[:, None] * scalers.loyalty / scalers.loyalty.sum()
    else:
        money = np.bincount(lab * scalers.size + cloud, usd, desk.contracts.size).reshape(labs.size, -1)
    for k in scalers.rows:
        desk.contracts[labs.rows, k] += labs.ask(Lab.contract, labs.rows, money=money[labs.rows, k])


def perform_contracts(economy: Economy, bought: np.ndarray) -> None:
    """Promises run down over their term, new ones are added, and clouds read what is due beyond what labs buy.

    A promise is an executory contract: it has a holder (the cloud), an issuer (the lab) and an amount, and no
    book value until it is performed. `bought` is what each living lab paid for compute this month, usd.
    """
    p, ledger, labs, scalers = economy.parameters, economy.ledger, economy.labs, economy.hyperscalers
    open_promises = promised(economy)
    if not open_promises.any() and not len(economy.desk.contracts):
        return
    left = open_promises * (1.0 - 1.0 / p.contract_months)
    if len(economy.desk.contracts):
        left = left + 100.0 * economy.desk.contracts
    units = np.floor(left[labs.rows]).astype(np.int64)
    ledger.write_off("compute_contract", ("labs", labs.rows))
    lab, cloud = np.nonzero(units)
    ledger.grant("compute_contract", ("hyperscalers", cloud), ("labs", labs.rows[lab]), cents=np.zeros(len(lab), dtype=np.int64), units=units[lab, cloud])  # fmt: skip
    due = open_promises[labs.rows] / 100.0 / p.contract_months
    gap = np.maximum(due.sum(axis=1) - bought, 0.0)
    scalers.promised[:] = np.sum(gap[:, None] * due / np.maximum(due.sum(axis=1, keepdims=True), 1.0), axis=0)


def give_terms(economy: Economy, cloud: np.ndarray, lab: np.ndarray, usd: np.ndarray) -> None:
    """Clouds let labs pay part of the bill later. Source: vendor finance, literature block 5."""
    p, ledger, clouds = economy.parameters, economy.ledger, economy.hyperscalers.size
    share = p.loop_finance * p.cloud_terms
    economy.desk.on_terms = np.zeros(clouds)
    if share > 0.0:
        able = TERMS_PURSE * np.maximum(ledger.usd("hyperscalers"), 0.0)[cloud]
        later = np.minimum(share * usd, able)
        ledger.issue("receivable", ("hyperscalers", cloud), ("labs", lab), later)
        economy.desk.on_terms = np.bincount(cloud, later, clouds)


def collect_bills(economy: Economy) -> None:
    """Clouds collect what earlier bills of labs left, before labs plan what to buy."""
    economy.desk.collected = _collect(economy, "hyperscalers", "labs", LABS_PURSE)


def _collect(economy: Economy, holder: str, issuer: str, purse: float) -> np.ndarray:
    """Receivables of these kinds fall due over their term, within a part `purse` of each debtor's cash.

    Returns what each holder got, usd.
    """
    p, ledger = economy.parameters, economy.ledger
    lots = ledger.lots("receivable")
    mine = (lots.holder_kind == ledger.code(holder)) & (lots.issuer_kind == ledger.code(issuer))
    whose, who = lots.holder_id[mine], lots.issuer_id[mine]
    paid = _within(lots.cents[mine] / p.receivable_months, who, purse * ledger.deposits(issuer))
    ledger.redeem("receivable", (holder, whose), (issuer, who), cents=paid)
    return np.bincount(whose, paid / 100.0, economy.populations[holder].size)


def _within(due: np.ndarray, debtor: np.ndarray, purse: np.ndarray) -> np.ndarray:
    """Return what is paid on each lot, whole cents: what is due, cut in one ratio where it exceeds the debtor's purse.

    `due` is cents by lot, `debtor` the issuer of each lot, `purse` cents by issuer. A debtor has as many lots as
    months and creditors, so the limit is on all of them together.
    """
    part = np.minimum(1.0, purse / np.maximum(np.bincount(debtor, due, len(purse)), 1.0))
    return np.floor(part[debtor] * due).astype(np.int64)


def use_credits(economy: Economy) -> np.ndarray:
    """Labs turn part of their cloud credits into compute: the issuer gives value back.

    Returns usd by lab and by the cloud that granted them, shape (labs, hyperscalers).
    """
    ledger, labs = economy.ledger, economy.labs
    lots = ledger.lots("cloud_credit")
    used = np.floor(lots.cents / economy.parameters.credit_months)
    alive = labs.alive[lots.holder_id] & (used > 0)
    usd = np.zeros((labs.size, economy.hyperscalers.size))
    if alive.any():
        holder, issuer = lots.holder_id[alive], lots.issuer_id[alive]
        able = _within(used[alive], issuer, CREDIT_PURSE * ledger.deposits("hyperscalers"))
        ledger.redeem("cloud_credit", ("labs", holder), ("hyperscalers", issuer), cents=able)
        np.add.at(usd, (holder, issuer), able / 100.0)
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
    _collect(economy, "chip_vendors", "hyperscalers", CLOUDS_PURSE)
    if share > 0.0:
        ledger.issue("receivable", ("chip_vendors", sellers), ("hyperscalers", buyers), lent)
