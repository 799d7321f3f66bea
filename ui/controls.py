"""What a visitor may set: seed, scenario, sliders and switches, all read from the model's own declarations."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from ui.catalogue import Catalogue
from ui.texts import TEXTS
from ui.worker import Order

WORLD = ("technology", "rate_shock", "wage_bidding", "switching_cost", "payback_impatience")
BELIEF = (
    *("myth", "logic", "sermon", "fear", "premium"),
    *("herding", "bandwagon", "rivalry", "loop_finance"),
)
OTHERS = (
    *("passive_index", "short_selling", "industrial_policy"),
    *("energy_limit", "disclosure", "patient_capital_usd"),
)
SECTIONS = {
    **dict.fromkeys(WORLD, "world"),
    **dict.fromkeys(BELIEF, "belief"),
    **dict.fromkeys(OTHERS, "others"),
}
"""Parameters that a visitor sees first, in the order shown, and where; those a model lacks are left out."""

MORE = "more"
"""Where all other parameters are, behind a search."""

STEPS = 100
HIGHEST_SEED = 2**31 - 1


def new_order(form: Mapping[str, Any] | None = None) -> Order:
    """Return an order with a name of its own from what the form holds; without a form, the default economy.

    A form that is refused, or whose seed is no whole number from 0 to 2147483647, gives an order that says so
    and is not run.
    """
    form = form or {}
    changes = tuple((str(name), float(value)) for name, value in (form.get("changes") or {}).items())
    order = Order(run=uuid.uuid4().hex, scenario=str(form.get("scenario", "base")), changes=changes)
    seed = form.get("seed", order.seed)
    if isinstance(seed, int) and 0 <= seed <= HIGHEST_SEED:
        return replace(order, seed=seed, refused=str(form.get("refused", "")))
    return replace(order, refused=f"seed: {seed!r} is not a whole number from 0 to {HIGHEST_SEED}")


def same_economy(form: dict[str, Any], order: Order) -> bool:
    """Tell whether a form asks for what has been ordered already."""
    asked = (form["scenario"], form["seed"], sorted(form["changes"].items()), form["refused"])
    return asked == (order.scenario, order.seed, sorted(order.changes), order.refused)


@cache
def sliders(catalogue: Catalogue, language: str) -> list[dict[str, Any]]:
    """Return one slider or switch per parameter: section, label, bounds, step, value, meaning, source.

    Made once for all visitors, who would each hold 137 kB of their own; nobody may change it.
    """
    declared = {parameter["name"]: parameter for parameter in catalogue.parameters}
    ordered = [name for name in SECTIONS if name in declared] + [
        name for name in declared if name not in SECTIONS
    ]
    return [_slider(declared[name], language) for name in ordered]


def _slider(parameter: dict[str, Any], language: str) -> dict[str, Any]:
    name = parameter["name"]
    step = 1 if isinstance(parameter["value"], int) else _round_step(parameter["high"] - parameter["low"])
    return {
        **{key: parameter[key] for key in ("name", "value", "unit", "low", "high", "source", "group")},
        "section": SECTIONS.get(name, MORE),
        "step": step,
        "switch": parameter["unit"] == "0 or 1",
        "measured": measured(parameter["unit"], language),
        "label": _said(f"slider.{name}", language, name.replace("_", " ")),
        "meaning": _said(f"meaning.{name}", language, parameter["meaning"]),
    }


def measured(unit: str, language: str) -> str:
    """Return a unit as it stands behind a number."""
    return _said(f"measured.{unit}", language, f" {unit}")


def _round_step(span: float) -> float:
    """Return the largest of 1, 2 and 5 times a power of ten that makes at least a hundred steps of a span."""
    power = 10.0 ** math.floor(math.log10(span / STEPS))
    return max(power * unit for unit in (1, 2, 5) if power * unit <= span / STEPS * (1 + 1e-9))


def _said(name: str, language: str, otherwise: str) -> str:
    return TEXTS[name][language] if name in TEXTS else otherwise


@cache
def scenarios(catalogue: Catalogue, language: str) -> list[dict[str, Any]]:
    """Return name, label, question and parameters of each scenario that the model ships; base comes first.

    Made once for all visitors; nobody may change it.
    """
    ordered = sorted(catalogue.scenarios, key=lambda scenario: scenario["name"] != "base")
    return [
        {
            **scenario,
            "label": _said(f"scenario.{scenario['name']}", language, scenario["title"]),
            "question": _said(f"question.{scenario['name']}", language, scenario["question"]),
        }
        for scenario in ordered
    ]


def differences(order: Order, catalogue: Catalogue, language: str) -> list[dict[str, Any]]:
    """Return what an order has other than the default economy: its scenario's parameters, then the changed ones."""
    declared = {parameter["name"]: parameter for parameter in catalogue.parameters}
    chosen = [it["parameters"] for it in catalogue.scenarios if it["name"] == order.scenario]
    asked = {**(chosen[0] if chosen else {}), **dict(order.changes)}
    return [
        {
            "label": _said(f"slider.{name}", language, name.replace("_", " ")),
            "value": value,
            "usual": declared[name]["value"],
            "unit": measured(declared[name]["unit"], language).strip(),
        }
        for name, value in asked.items()
        if name in declared and value != declared[name]["value"]
    ]
