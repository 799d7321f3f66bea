"""A run as the page sees it: an immutable record of months, series, flows and events, packed small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from agents.vocabulary import BLOCS
from model.headlines import HEADLINES
from model.hysteresis import SHARES, STATES, bust_of, stays
from ui.events import events, truth
from ui.flows import Flows
from ui.loop import Loop
from ui.luck import behind
from ui.packed import pack, unpack
from ui.turned import short

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from model import Economy
    from model.headlines import Columns
    from ui.worker import Order

__all__ = [
    "COMPARED",
    "LOOP_SERIES",
    "SERIES",
    "Recorder",
    "headlines_by_month",
    "pack",
    "twin_trace",
    "unpack",
]

FIRST_MONTH = "2015-01"
HISTORY_MONTHS = 132

SERIES = (
    *(f"vc_usd_{field}" for field in ("ai", "clean_energy", "biotech", "software", "hardware")),
    *(f"vc_usd_{purse}" for purse in ("funds", "corporate", "sovereign")),
    *("hyperscaler_capex_usd", "world_dc_capex_usd", "cloud_revenue_usd"),
    *("vendor_dc_revenue_usd", "vendor_gross_margin"),
    *("lab_revenue_usd", "lead_lab_valuation_usd", "lead_lab_revenue_usd"),
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
    *("loan_spread_speaking", "loan_spread_silent"),
    *(f"programme_loans_{what}_usd" for what in ("speaking", "silent", "refused")),
    *("compute_stock", "compute_price", "compute_utilisation", "compute_share_programmes"),
    *("chips_stopped_usd", *(f"compute_share_{bloc}" for bloc in BLOCS)),
    *("startups_alive", "startup_exits", "startup_closures"),
    *(f"wealth_{who}_usd" for who in ("trend", "index_funds", "short_sellers", "abstainers")),
    *("cost_opportunity_usd", "cost_brain_drain_person_months", "cost_fomo_usd", "hyperscaler_ai_capex_usd"),
    *("plant_coverage", "compute_promised_usd", "ai_contribution_to_return"),
    *("ai_contribution_to_earnings", "ai_contribution_to_capex"),
)
"""Columns of `economy.columns()` that the pictures draw; those a model lacks are left out.

The rest comes with the last picture of a run, for who wants to keep it."""

LOOP_SERIES = (
    *("circular_share_vendor", "circular_share_cloud"),
    *("recycled_fraction_hyperscalers", "recycled_fraction_chip_vendors"),
)
"""What following the money measures and the pictures draw; there once the money has been followed."""

COMPARED = (
    *(f"vc_usd_{field}" for field in ("ai", "clean_energy", "biotech", "software", "hardware")),
    *("researchers_ai_industry", "hyperscaler_ai_capex_usd", "ai_spend_incumbents_usd"),
)
"""Columns in which a run is drawn beside its twin."""


class Recorder:
    """Looks on while an economy runs and keeps what the page needs; it changes nothing."""

    def __init__(self, economy: Economy, order: Order) -> None:
        self.order = order
        self.flows, self.loop = Flows(economy), Loop(economy)
        economy.onlookers += [self.flows.record, self.loop.record]

    def trace(self, economy: Economy, whole: bool = False) -> dict[str, Any]:
        """Return everything so far as plain lists and words that JSON can carry; `whole` adds what is not drawn."""
        columns = {**economy.columns(), **self.loop.series()}
        return {
            "seed": self.order.seed,
            "scenario": self.order.scenario,
            "changes": dict(self.order.changes),
            "first": FIRST_MONTH,
            "months": economy.month,
            "horizon": self.order.months,
            "history": HISTORY_MONTHS,
            "series": _chosen(columns, tuple(columns) if whole else (*SERIES, *LOOP_SERIES)),
            "headlines": headlines_by_month(columns),
            "luck": behind(self.order) if economy.month == self.order.months else None,
            "loop": self.loop.summary(),
            "flows": self.flows.summary(),
            "events": events(columns, economy.history, economy.month)
            + [truth(economy)] * (economy.month == self.order.months),
        }


def twin_trace(economy: Economy, base: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return of the straight twin of an ordered economy what the page compares; of `base`, its trace, what stays after a bust."""
    columns = economy.columns()
    return {
        "months": economy.month,
        "series": _chosen(columns, COMPARED),
        "headlines": headlines_by_month(columns),
        "after_bust": after_bust(base["series"], columns) if base else None,
    }


def after_bust(base: Mapping[str, Sequence[float | None]], straight: Columns) -> dict[str, Any]:
    """Return a bust's months (none without a bust), and by state what stays of it where the run goes on for long enough."""
    needed = ("vc_usd_ai", "world_dc_capex_usd", *STATES.values())
    mine, twin = ({name: np.array(run[name], dtype=float) for name in needed} for run in (base, straight))
    bust = bust_of(mine)
    if bust is None:
        return {"bust": None, "states": []}
    told = stays(mine, twin, bust) if bust.measured < len(mine["vc_usd_ai"]) else {}
    states = [
        {"id": name.replace(" ", "_"), "is_share": name in SHARES, **found._asdict()}
        for name, found in told.items()
    ]
    return {"bust": bust._asdict(), "states": states}


def headlines_by_month(columns: Mapping[str, Sequence[float]]) -> dict[str, list[float | None]]:
    """Return what each headline cost compares, a number a month: base less twin is the twin reading."""
    return {name: [short(value) for value in headline(columns)] for name, headline in HEADLINES.items()}


def _chosen(columns: Mapping[str, Sequence[float]], names: Sequence[str]) -> dict[str, list[float | None]]:
    return {name: [short(value) for value in columns[name]] for name in names if name in columns}
