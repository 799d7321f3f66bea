"""Fail, the creditors' half: labs and borrowers who cannot pay, and what their creditors lose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.lab import Lab

if TYPE_CHECKING:
    from model.economy import Economy

OUTSIDE = ("outside_firms", 0)


def note_arrears(economy: Economy, name: str, due: np.ndarray, paid: np.ndarray) -> None:
    """Note who could not pay its interest this month, by kind. `due` is usd, `paid` cents, one per living row."""
    rows = economy.populations[name].rows
    economy.desk.arrears[name] = rows[paid < np.floor(100.0 * due[rows])]


def fail_on_debt(economy: Economy) -> None:
    """Labs that neither rounds nor sales carry go bankrupt; borrowers in arrears settle with the bank."""
    _close_labs(economy)
    for name in ("incumbents", "hyperscalers"):
        _settle_arrears(economy, name)


def _close_labs(economy: Economy) -> None:
    """A bankrupt lab's shares, bills, credits and promises end; creditors get what a bankruptcy leaves of its cash."""
    labs, ledger = economy.labs, economy.ledger
    labs.cash[:] = ledger.usd("labs")
    out = labs.rows[labs.ask(Lab.fails, labs.rows)]
    economy.desk.lab_failures = len(out)
    if not len(out):
        return
    _recover(economy, out)
    lost = [ledger.write_off(claim, ("labs", out)) for claim in ("receivable", "share", "compute_contract")]
    economy.desk.written_off += float(sum(lots.cents.sum() for lots in lost[:2])) / 100.0
    _cancel_credits(economy, out)
    ledger.sweep("wound up", ("labs", out), OUTSIDE)
    labs.leave(out)
    for column in (labs.staff, labs.burn, labs.spending, labs.revenue):
        column[out] = 0.0


def _recover(economy: Economy, out: np.ndarray) -> None:
    """Clouds get back what a bankruptcy leaves of their bills, as far as the lab's cash goes."""
    ledger = economy.ledger
    lots = ledger.lots("receivable")
    mine = (lots.issuer_kind == ledger.code("labs")) & np.isin(lots.issuer_id, out)
    if mine.any():
        left = (1.0 - economy.parameters.loss_given_default) * lots.cents[mine]
        owed = np.bincount(lots.issuer_id[mine], left, economy.labs.size)
        part = np.minimum(1.0, ledger.deposits("labs") / np.maximum(owed, 1.0))[lots.issuer_id[mine]]
        paid = np.floor(part * left).astype(np.int64)
        ledger.redeem(
            "receivable", ("hyperscalers", lots.holder_id[mine]), ("labs", lots.issuer_id[mine]), cents=paid
        )


def _cancel_credits(economy: Economy, out: np.ndarray) -> None:
    """Cloud credits of a bankrupt lab lapse: the clouds owe nothing any more."""
    lots = economy.ledger.lots("cloud_credit")
    mine = np.flatnonzero(np.isin(lots.holder_id, out))
    if len(mine):
        economy.ledger.revalue_lots("cloud_credit", mine, np.zeros(len(mine), dtype=np.int64))


def _settle_arrears(economy: Economy, name: str) -> None:
    """Who is in arrears pays back what a default leaves, as far as its cash goes; the bank loses the rest."""
    ledger, rows = economy.ledger, economy.desk.arrears.get(name, np.zeros(0, dtype=np.int64))
    if not len(rows):
        return
    owed = ledger.owed("loan", name)[rows] / 100.0
    left = np.minimum((1.0 - economy.parameters.loss_given_default) * owed, ledger.usd(name)[rows])
    ledger.repay((name, rows), left)
    lost = float(ledger.write_off("loan", (name, rows)).cents.sum()) / 100.0
    economy.posted.bank_loss += lost
    economy.desk.written_off += lost
