"""Governments: one per bloc; subsidies in reply to shares and rivals, export controls."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.population import Column, Kind


class Government(Kind):
    """A bloc that wants its part of the world's AI compute."""

    product = Column("usd a year", "gross product of the bloc")
    share = Column("share", "its part of installed AI compute")
    target = Column("share", "the part it wants: its part of world product")
    rivals_subsidy = Column("share of product", "mean subsidy of the other blocs")
    subsidy = Column("share of product", "its subsidy, by the year")
    restricted = Column("0 or 1", "whether the leader's export control holds against it", dtype=np.int64)
    debt_pressure = Column("1", "subsidies paid so far over yearly product")

    def next_subsidy(self, importance: float) -> Any:
        """Answer its subsidy: up when it lags its target or its rivals, down with what it has paid.

        s' = s + [i m (k1 max(0, target - share) + k2 max(0, rivals - s)) - k3 paid] / 12, i `industrial_policy`, m importance,
        in per cent of product for k1; a bloc under export control tries harder. `importance` is how much the world spends on AI compute
        against what makes it a matter of state, at most one. Returns a share of product.
        Source: reaction function, literature block 12.
        """
        behind = (
            self.p.subsidy_by_gap
            * np.maximum(self.target - self.share, 0.0)
            * (1.0 + self.restricted)
            / 100.0
        )
        race = self.p.subsidy_by_rivals * np.maximum(self.rivals_subsidy - self.subsidy, 0.0)
        tired = self.p.subsidy_by_debt * self.debt_pressure
        step = self.p.industrial_policy * importance * (behind + race) / 12.0 - tired / 12.0
        return np.clip(self.subsidy + step, 0.0, self.p.subsidy_limit)

    def restricts(self, importance: float, other_share: Any, held: Any) -> Any:
        """Answer whether it controls exports to a bloc with this part of AI compute.

        A control begins when compute is a matter of state and the other's part is large: importance * share above
        the threshold. One that holds (`held`, 0 or 1) goes on until that is far below it (`control_lift`): controls
        are hard to lift. Returns bool. Source: controls of October 2022, tightened twice; literature block 12.
        """
        limit = self.p.control_threshold * np.where(held == 1, self.p.control_lift, 1.0)
        return (self.p.industrial_policy > 0.0) & (importance * other_share > limit)
