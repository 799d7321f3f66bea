"""A run as the page sees it: an immutable record of months, series, flows and events, packed small."""

from __future__ import annotations

import json
import math
import zlib
from typing import TYPE_CHECKING, Any

from ui.events import events
from ui.flows import Flows

if TYPE_CHECKING:
    from model import Economy
    from ui.worker import Order

DIGITS = 5
DUST = 1e-6
FIRST_MONTH = "2015-01"
HISTORY_MONTHS = 132

SERIES = (
    *(f"vc_usd_{field}" for field in ("ai", "clean_energy", "biotech", "software", "hardware")),
    *(f"vc_usd_{purse}" for purse in ("funds", "corporate", "sovereign")),
    *("hyperscaler_capex_usd", "world_dc_capex_usd", "cloud_revenue_usd"),
    *("vendor_dc_revenue_usd", "vendor_gross_margin"),
    *("lab_revenue_usd", "lead_lab_valuation_usd"),
    *("share_firms_speaking", "share_firms_using", "share_large_firms_speaking", "share_large_firms_using"),
    *("researchers_ai_industry", "researchers_ai_academia", "researchers_basic_science"),
    *("researchers_clean_energy", "researchers_biotech", "researchers_other"),
    *("pay_ai_frontier_usd", "pay_basic_science_usd"),
    *("technology_ai", "technology_clean_energy", "technology_biotech"),
    *("technology_software", "technology_hardware", "technology_basic_science"),
    *("policy_rate", "effective_fields", "new_phds_ai_to_industry_share", "clean_energy_cost"),
    *("voice_myth", "voice_logic", "voice_sermon", "belief_mean", "evidence", "fear_mean"),
    *("ai_index_level", "rest_index_level", "vendor_pe", "top7_weight"),
    *("stakes_hyperscalers_usd", "stakes_vendors_usd", "subsidies_usd", "energy_utilisation"),
    *("premium_speaking", "projects_started", "projects_scaled", "projects_dropped"),
    *("ai_spend_incumbents_usd", "household_ai_spend_usd"),
    *("compute_stock", "compute_price", "compute_utilisation"),
    *("startups_alive", "startup_exits", "startup_closures"),
    *(f"wealth_{who}_usd" for who in ("trend", "index_funds", "short_sellers", "abstainers")),
)
"""Columns of `economy.columns()` that the pictures draw; those a model lacks are left out."""


class Recorder:
    """Looks on while an economy runs and keeps what the page needs; it changes nothing."""

    def __init__(self, economy: Economy, order: Order) -> None:
        self.order = order
        self.flows = Flows(economy)
        economy.onlookers.append(self.flows.record)

    def trace(self, economy: Economy) -> dict[str, Any]:
        """Return everything so far as plain lists and words that JSON can carry."""
        columns = economy.columns()
        series = {name: [_short(value) for value in columns[name]] for name in SERIES if name in columns}
        return {
            "run": self.order.run,
            "seed": self.order.seed,
            "scenario": self.order.scenario,
            "changes": dict(self.order.changes),
            "first": FIRST_MONTH,
            "months": economy.month,
            "horizon": self.order.months,
            "history": HISTORY_MONTHS,
            "series": series,
            "flows": self.flows.summary(),
            "events": events(columns, economy.history, economy.month),
        }


def pack(trace: dict[str, Any]) -> bytes:
    """Return the trace as deflated JSON, which a browser unpacks by itself."""
    return zlib.compress(json.dumps(trace, separators=(",", ":"), allow_nan=False).encode(), level=6)


def unpack(picture: bytes) -> dict[str, Any]:
    """Return the trace that `pack` was given."""
    trace: dict[str, Any] = json.loads(zlib.decompress(picture))
    return trace


def _short(value: Any) -> float | None:
    number = float(value)
    if not math.isfinite(number):
        return None
    if abs(number) < DUST:
        return 0.0
    return float(f"{number:.{DIGITS}g}")
