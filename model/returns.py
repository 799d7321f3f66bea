"""What AI spending has brought back so far: a measurement beside the books, which nobody in the economy reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from agents.incumbent import PILOT

if TYPE_CHECKING:
    from model.economy import Economy


def _none() -> np.ndarray:
    return field(default_factory=lambda: np.zeros(0))


@dataclass
class Returns:
    """Spending and what it brought, by incumbent for its latest programme, by hyperscaler for all its AI compute."""

    benefit: np.ndarray = _none()  # usd a year, by incumbent, as it stood at the end of last month
    brought: np.ndarray = _none()  # usd, by incumbent, since its programme started
    spent: np.ndarray = _none()  # usd, by incumbent, since its programme started
    lost: float = 0.0  # usd of earlier programmes that never came back
    capex: np.ndarray = _none()  # usd, by hyperscaler, chips and halls paid
    earned: np.ndarray = _none()  # usd, by hyperscaler, AI cloud, and own use at its rent, less running cost

    @classmethod
    def of(cls, economy: Economy) -> Returns:
        """Return the record at the opening: nothing spent, nothing brought."""
        firms, scalers = np.zeros(economy.incumbents.size), np.zeros(economy.hyperscalers.size)
        return cls(firms, firms.copy(), firms.copy(), 0.0, scalers, scalers.copy())

    def close(self, economy: Economy) -> None:
        """Add the month that ends."""
        firms, desk = economy.incumbents, economy.desk
        started = (firms.stage == PILOT) & (firms.stage_since == economy.month)
        self.lost += float(self.programmes_short()[started].sum())
        self.brought = np.where(started, 0.0, self.brought + self.benefit / 12.0)
        self.spent, self.benefit = firms.spent.copy(), firms.benefit.copy()
        kept = 1.0 - economy.parameters.cloud_cost_share
        self.capex = self.capex + desk.chip_capex
        self.earned = self.earned + kept * (desk.ai_own_use + desk.ai_cloud)

    def programmes_short(self) -> np.ndarray:
        """Return what each firm's latest programme has not brought back, usd."""
        return np.maximum(self.spent - self.brought, 0.0)

    def programmes_unreturned(self) -> float:
        """Return what all programmes so far have not brought back, the ended ones for good, usd."""
        return self.lost + float(self.programmes_short().sum())

    def compute_unreturned(self) -> float:
        """Return AI capex that its compute has not earned back, the oldest counted as paid back first, usd."""
        return float(np.maximum(self.capex - self.earned, 0.0).sum())
