"""An economy as a link: scenario, seed, changed parameters, page, document and month, written into an address and read back."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from ui import pages
from ui.worker import MONTHS, Order

FIRST_YEAR, YEAR = 2015, 12
LONGEST = 60
USUAL = Order("")


@dataclass(frozen=True)
class Link:
    """What an address asks for. `form` is None where it names no economy; `notices` says what was ignored and why.

    A form that no economy can be built from holds, under `refused`, one line that says why.
    """

    page: str = pages.FIRST
    document: str = ""
    month: int | None = None
    form: dict[str, Any] | None = None
    notices: tuple[tuple[str, str], ...] = field(default=())


def read(query: str | None) -> Link:
    """Return what the query of an address asks for; nothing in it can raise."""
    told = parse_qsl((query or "").removeprefix("?"), keep_blank_values=True)
    given = dict(told)
    page, month = given.pop("page", pages.FIRST), given.pop("month", None)
    document = given.pop("document", "")
    notices = []
    if (found := pages.find(page)) is None:
        notices.append(("link.page", _short(page)))
        page = pages.FIRST
    elif document and not found.opens(document):
        notices.append(("link.document", _short(document)))
    opened = document if found and found.opens(document) else ""
    at = _month(month)
    if month is not None and at is None:
        notices.append(("link.month", _short(month)))
    twice = [name for name, times in Counter(name for name, _ in told).items() if times > 1]
    return Link(page, opened, at, _form(given, twice) if given else None, tuple(notices))


def _form(given: dict[str, str], twice: list[str]) -> dict[str, Any]:
    form: dict[str, Any] = {"scenario": given.pop("scenario", USUAL.scenario)[:LONGEST], "changes": {}}
    refused = [f"{_short(name)}: given twice" for name in twice]
    seed = given.pop("seed", str(USUAL.seed))
    form["seed"] = int(seed) if re.fullmatch(r"\d{1,10}", seed, re.ASCII) else _short(seed)
    for name, text in given.items():
        value = _number(text)
        if value is None:
            refused.append(f"{_short(name)}: {_short(text)!r} is not a number")
        else:
            form["changes"][name[:LONGEST]] = value
    return {**form, "refused": "; ".join(refused[:3])}


def write(order: Order, page: str = pages.FIRST, month: int | None = None, document: str = "") -> str:
    """Return the query that restores an order, a page with its document, and a month; what is as usual is left out."""
    told: dict[str, Any] = {} if page == pages.FIRST else {"page": page}
    if document:
        told["document"] = document
    if order.scenario != USUAL.scenario:
        told["scenario"] = order.scenario
    if order.seed != USUAL.seed:
        told["seed"] = order.seed
    told |= {name: _digits(value) for name, value in sorted(order.changes)}
    if month is not None:
        told["month"] = f"{FIRST_YEAR + month // YEAR}-{month % YEAR + 1:02d}"
    return f"?{urlencode(told, safe='/')}" if told else "?"


def _month(text: str | None) -> int | None:
    parts = re.fullmatch(r"(\d{4})-(\d{2})", text or "", re.ASCII)
    if not parts:
        return None
    year, month = int(parts[1]) - FIRST_YEAR, int(parts[2]) - 1
    at = year * YEAR + month
    return at if 0 <= month < YEAR and 0 <= at < MONTHS else None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _digits(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(value)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
