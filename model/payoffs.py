"""What playing paid: real net worth at the horizon, by agent, at market prices and at fundamental value.

*Real* means in parts of the world's income, written as usd of January 2015: divided by exp(nominal growth * years),
month by month for what was paid out on the way. *At market* takes prices as they are. *Fundamental* capitalises earnings at the
multiple that investors would pay at today's interest rate if they believed nothing beyond evidence of
earnings; stakes in start-ups and labs are taken at their own valuation rule without the pressure of money
and belief on prices.

- investors: deposits, AI shares and other shares, less shares owed, plus what clients drew so far, less what they put in. A
  share's fundamental value is its part of the firms' below.
- funds: deposits and stakes, less capital owed to backers, plus gains passed on to them so far. Pledges
  not yet called are nobody's gain and left out.
- incumbents and hyperscalers: the value of the firm's shares plus dividends and buybacks paid so far. The
  fundamental value adds what earnings do not show: deposits, stakes in labs and bills that labs
  owe, less cloud credits and chip bills owed. Interest on loans is in earnings. Only a part of incumbents' profit is listed; their
  shares are scaled up to the whole firm.

Firms' payouts are also investors' income: pay-offs of kinds do not add up to a nation's wealth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.lab import Lab
from agents.startup import Startup
from model.market_value import GROUPS, market_values, sober_multiples

if TYPE_CHECKING:
    from model.economy import Economy

PAID_OUT = {
    "incumbents": "dividends and buybacks",
    "hyperscalers": "dividends and buybacks",
    "funds": "distribution",
    "investors": "paid out to clients",
}
"""What counts as paid out on the way, by kind: the name of the entries."""

PAID_IN = {"investors": "saving"}
"""What others put in on the way, by kind that got it: no gain of its own."""

WATCHED = {*PAID_OUT.values(), *PAID_IN.values()}

MARKET, FUNDAMENTAL = "market", "fundamental"
CENTS = 100.0


class Payoffs:
    """Watches an economy from its first month and answers what each agent has made of it."""

    def __init__(self, economy: Economy) -> None:
        self.economy = economy
        self._paid_out = {kind: np.zeros(economy.populations[kind].size) for kind in PAID_OUT}
        economy.onlookers.append(self._watch)

    def of(self, kind: str, value: str) -> np.ndarray:
        """Return the pay-off of each agent of a kind, usd of January 2015; `value` is MARKET or FUNDAMENTAL."""
        worth = {
            "investors": self._investors,
            "funds": self._funds,
            "incumbents": self._incumbents,
            "hyperscalers": self._hyperscalers,
        }[kind](value)
        return np.asarray(worth * self._deflator(self.economy.month) + self._paid_out[kind])

    def counted(self, kind: str) -> np.ndarray:
        """Return the ids that a mean over the kind is over: the public fund without money is no player."""
        rows: np.ndarray = self.economy.populations[kind].rows
        return rows[self.economy.funds.patient[rows] == 0] if kind == "funds" else rows

    def _watch(self, economy: Economy) -> None:
        """Add up what this month's entries say was paid out, less what was paid in."""
        ledger, deflator = economy.ledger, self._deflator(economy.month)
        for batch in ledger.batches(names=WATCHED):
            for side, sign, names in ((batch.payer, 1.0, PAID_OUT), (batch.payee, -1.0, PAID_IN)):
                for kind in [kind for kind, what in names.items() if what == batch.what]:
                    ids = side - ledger.rows_of(kind).start
                    mine = (ids >= 0) & (ids < len(self._paid_out[kind]))
                    usd = np.bincount(ids[mine], batch.cents[mine] / CENTS, len(self._paid_out[kind]))
                    self._paid_out[kind] += sign * deflator * usd

    def _deflator(self, month: int) -> float:
        return float(np.exp(-self.economy.parameters.nominal_growth * month / 12.0))

    def _investors(self, value: str) -> np.ndarray:
        ledger = self.economy.ledger
        if value == MARKET:
            return ledger.net_worth("investors") / CENTS
        ai = (ledger.value("ai_unit", "investors") - ledger.owed("short", "investors")) / CENTS
        rest = ledger.value("rest_unit", "investors") / CENTS
        return ledger.usd("investors") + ai * self._sober("ai") + rest * self._sober("rest")

    def _sober(self, group: str) -> float:
        """Return the fundamental value of a group of listed firms, what they own besides earnings included, over their market value."""
        if group == "rest":
            worth = self.economy.listed_part * self._incumbents(FUNDAMENTAL).sum()
        else:
            worth = sum(self._with_plant(name).sum() for name in GROUPS[group])
        return float(worth / market_values(self.economy, group).sum())

    def _multiple(self, group: str) -> float:
        return sober_multiples(self.economy, max(self.economy.month - 1, 0))[group]

    def _funds(self, value: str) -> np.ndarray:
        ledger = self.economy.ledger
        worth = (ledger.net_worth("funds") - ledger.value("commitment", "funds")) / CENTS
        if value == MARKET:
            return worth
        return worth - ledger.value("share", "funds") / CENTS + self._sober_stakes("funds")

    def _sober_stakes(self, holder: str) -> np.ndarray:
        """Return what stakes in start-ups and labs are worth to each holder of a kind without pressure on prices, usd."""
        economy, lots = self.economy, self.economy.ledger.lots("share")
        worth = np.zeros(len(lots.units))
        for name, rule in (("startups", Startup.pre_money), ("labs", Lab.pre_money)):
            firms = economy.populations[name]
            price = np.zeros(firms.size)
            price[firms.rows] = firms.ask(rule, firms.rows, pressure=np.ones(len(firms.rows)))
            price /= np.maximum(firms.units, 1)
            issued = lots.issuer_kind == economy.ledger.code(name)
            worth[issued] = lots.units[issued] * price[lots.issuer_id[issued]]
        mine = lots.holder_kind == economy.ledger.code(holder)
        return np.bincount(lots.holder_id[mine], worth[mine], economy.populations[holder].size)

    def _incumbents(self, value: str) -> np.ndarray:
        firms, listed = self.economy.incumbents, self.economy.listed_part
        if value == MARKET:
            return firms.share_price * firms.shares / listed
        earned = np.maximum(firms.earnings, 0.0) / listed
        return self._multiple("rest") * earned + self.economy.ledger.usd("incumbents")

    def _hyperscalers(self, value: str) -> np.ndarray:
        firms = self.economy.hyperscalers
        return firms.share_price * firms.shares if value == MARKET else self._with_plant("hyperscalers")

    def _with_plant(self, kind: str) -> np.ndarray:
        """Return the fundamental value of each hyperscaler or chip vendor, usd."""
        firms, ledger = self.economy.populations[kind], self.economy.ledger
        bills = ledger.value("receivable", kind) - ledger.owed("receivable", kind)
        claims = (bills - ledger.owed("cloud_credit", kind)) / CENTS
        besides = ledger.usd(kind) + self._sober_stakes(kind) + claims
        return self._multiple("ai") * np.maximum(firms.earnings, 0.0) + besides
