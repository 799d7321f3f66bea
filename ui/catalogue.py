"""What the model declares, as the page shows it: told once by a worker, and shared by all visitors of a server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Scenarios (name, title, question, parameters) and parameters (name, value, bounds, unit, meaning, source).

    It is equal to itself alone, so that what is made of it can be kept once for all visitors. An empty one stands
    for what is not known yet.
    """

    scenarios: list[dict[str, Any]] = field(default_factory=list)
    parameters: list[dict[str, Any]] = field(default_factory=list)
