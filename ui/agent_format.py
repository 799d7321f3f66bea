"""Numbers about agents in words and units, in either language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ui.texts import words

FIELDS = ("ai", "clean_energy", "biotech", "software", "hardware")
JOBS = ("ai_industry", "ai_academia", "basic_science", "clean_energy", "biotech", "other")
"""Fields and jobs in the model's order; a test holds them to it."""

OVER = {"fields": FIELDS, "jobs": JOBS}
"""What a value with one part for each of them runs over."""

FIRST_YEAR = 2015
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONEY = {
    "en": ((1e12, "${:.2f}tn"), (1e9, "${:.1f}bn"), (1e6, "${:.1f}m"), (1e3, "${:.0f}k"), (0.0, "${:.0f}")),
    "ja": ((1e12, "{:.2f}兆ドル"), (1e8, "{:.1f}億ドル"), (1e4, "{:.0f}万ドル"), (0.0, "{:.0f}ドル")),
}


def date(month: int, language: str) -> str:
    """Return the name of a month, counted from zero at January 2015."""
    year, place = FIRST_YEAR + month // 12, month % 12
    name = MONTHS_EN[place] if language == "en" else f"{place + 1}月"
    return words(language)["agents.date"].format(month=name, year=year)


def date_short(month: int, language: str) -> str:
    """Return the name of a month without its year, short."""
    return MONTHS_EN[month % 12][:3] if language == "en" else f"{month % 12 + 1}"


def money(usd: float, language: str) -> str:
    """Return dollars with two or three digits: $1.2bn."""
    size = abs(usd)
    for unit, form in MONEY[language]:
        if size >= unit:
            return ("−" if usd < 0.0 else "") + form.format(size / unit if unit else size)
    return str(usd)


def many(count: float, language: str) -> str:
    """Return a large count with two or three digits, as money without its sign: 1.2bn."""
    return money(count, language).replace("$", "").replace("ドル", "")


def signed(value: float, _: str = "en") -> str:
    """Return a score with its sign and two decimals; a plain zero has none."""
    rounded = round(float(value), 2)
    return "0" if rounded == 0.0 else f"{'+' if rounded > 0 else '−'}{abs(rounded):.2f}"


def signed_money(usd: float, language: str) -> str:
    """Return dollars with a sign."""
    return "0" if round(usd) == 0 else ("+" if usd > 0.0 else "") + money(usd, language)


def share(value: float, _: str = "en") -> str:
    """Return a share in percent, with a decimal where it is small."""
    percent = 100.0 * float(value)
    digits = 0 if abs(percent) >= 10.0 or percent == 0.0 else 1 if abs(percent) >= 1.0 else 2
    return f"{percent:.{digits}f}%".replace("-", "−")


def number(value: float, _: str = "en") -> str:
    """Return a number with two decimals, or with separators where it is large."""
    return f"{value:,.0f}" if abs(value) >= 100.0 else f"{value:.2f}".replace("-", "−")


def shown(column: str, form: str, value: Any, language: str) -> str:
    """Return the value of a column in words and units."""
    over, _, each = form.rpartition(":")
    if over:
        return _each(OVER[over], each, value, language)
    if form == "named":
        return words(language)[f"agents.{column}.{int(value)}"]
    return FORMS[form](value, language)


def _each(options: Sequence[str], form: str, values: Sequence[float], language: str) -> str:
    said = words(language)
    return said["agents.between"].join(
        f"{said[f'agents.option.{option}']} {FORMS[form](value, language)}"
        for option, value in zip(options, values, strict=True)
    )


def _in(unit: str, form: Callable[[float, str], str]) -> Callable[[float, str], str]:
    return lambda value, language: words(language)[f"agents.unit.{unit}"].format(value=form(value, language))


def _yes(value: float, language: str) -> str:
    return words(language)["agents.yes" if value else "agents.no"]


def _job(value: float, language: str) -> str:
    return words(language)[f"agents.option.{JOBS[int(value)]}"]


def _whole(value: float, _: str = "en") -> str:
    return f"{value:,.0f}"


FORMS: dict[str, Callable[[float, str], str]] = {
    "usd": money,
    "usd_a_year": _in("a_year", money),
    "usd_a_month": _in("a_month", money),
    "share": share,
    "growth": _in("a_year", share),
    "number": number,
    "times": _in("times", number),
    "years": _in("years", lambda value, _: f"{value:.1f}"),
    "price": lambda usd, language: f"${usd:,.0f}" if language == "en" else f"{usd:,.0f}ドル",
    "people": _in("people", _whole),
    "whole": _whole,
    "many": many,
    "yes": _yes,
    "job": _job,
}
"""How a value is said, by the name of its form."""
