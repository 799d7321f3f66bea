"""Small books for the tests of the ledger: a few holders, and ways to look at them."""

from __future__ import annotations

import hashlib

from model.ledger import Ledger

ALL = slice(None)
HOME = ("households", 0)
OUTSIDE = ("outside_firms", 0)
BANK = ("bank", 0)


def small_economy() -> Ledger:
    """Two funds, three start-ups and five researchers, with 1,000 usd each; the opening is closed."""
    ledger = Ledger()
    for kind, count in {"households": 1, "outside_firms": 1, "bank": 1, "payroll": 1}.items():
        ledger.open(kind, count)
    for kind, count in {"funds": 2, "startups": 3, "researchers": 5}.items():
        ledger.open(kind, count)
    for kind in ("households", "outside_firms", "funds", "startups", "researchers"):
        ledger.endow((kind, ALL), 1000.0)
    ledger.grant("commitment", ("funds", ALL), HOME, [300.0, 200.0])
    ledger.endow_asset("machines", ("startups", ALL), 50.0)
    ledger.close_month(0)
    return ledger


def with_shares() -> Ledger:
    """Let both funds hold shares of start-ups 0 and 1: 3 and 1 units at 10 usd, then 2 units at 20 usd."""
    ledger = small_economy()
    ledger.issue("share", ("funds", [0, 1, 0]), ("startups", [0, 0, 1]), [30.0, 10.0, 40.0], units=[3, 1, 2])
    return ledger


def digest(ledger: Ledger) -> str:
    hasher = hashlib.sha256()
    ledger.digest_into(hasher)
    return hasher.hexdigest()


def as_usd(matrix) -> dict[str, list[float]]:
    return {row: (cents / 100).tolist() for row, cents in zip(matrix.rows, matrix.cents, strict=True)}
