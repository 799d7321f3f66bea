"""Numbers for people, in English and Japanese, as the stage writes them (ui/static/stage/format.js)."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal

STEPS = {
    "en": ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")),
    "ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万")),
}
LEAST_SHOWN = 0.05
"""What is smaller is written as zero."""
EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
"""Room for every digit of the largest float."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _rounded(size: float, places: int = 0) -> Decimal:
    """Return a size with so many decimals; a half goes up, as in a browser."""
    return EXACT.quantize(Decimal(size), Decimal(1).scaleb(-places))


def _short(value: float, language: str) -> str:
    """Return a size in two digits or three, without its sign, with the word for its thousands."""
    size = abs(value)
    if size < LEAST_SHOWN:
        return "0"
    for least, name in STEPS[language]:
        if size >= least * 0.9995:
            scaled = size / least
            return (_trim(f"{_rounded(scaled, 1)}") if scaled < 9.95 else f"{_rounded(scaled):,f}") + name
    return f"{_rounded(size, 0 if size >= 10 or size == int(size) else 1):,f}"


def _few(size: float) -> str:
    """Return a small number; where one decimal would say nothing, it keeps one digit that says something."""
    return f"{Decimal(f'{size:.1g}'):f}" if 0 < size < 0.095 else _trim(f"{_rounded(size, 1)}")


def _trim(digits: str) -> str:
    return digits.removesuffix(".0")


def _minus(value: float, least: float = 0.0) -> str:
    """Return the sign, none before what is shown as nothing."""
    return "−" if value < 0 and value <= -least else ""


def _usd(value: float, language: str) -> str:
    size = _short(value, language)
    return _minus(value, LEAST_SHOWN) + (f"{size}ドル" if language == "ja" else f"${size}")


def _people(value: float, language: str) -> str:
    return _minus(value, LEAST_SHOWN) + _short(value, language) + ("人" if language == "ja" else "")


def _years(value: float, language: str) -> str:
    after = "人年" if language == "ja" else " researcher-years"
    return _minus(value, LEAST_SHOWN) + _short(value, language) + after


def _percent(value: float, _language: str) -> str:
    hundred = abs(value) * 100
    small = 0.005 <= hundred < 0.095
    size = _few(hundred) if small else f"{_rounded(hundred, 1 if hundred < 9.95 else 0)}"
    return f"{_minus(value, 0.00005)}{size}%"


def _times(value: float, language: str) -> str:
    size = abs(value)
    if size < 9.95:
        digits = _few(size)
    else:
        digits = f"{_rounded(size):,f}" if size < 9999.5 else _short(size, language)
    return _minus(value) + digits + ("倍" if language == "ja" else "×")


def _count(value: float, _language: str) -> str:
    return f"{_minus(value, 0.5)}{_rounded(abs(value)):,f}"


def _month(value: float, language: str) -> str:
    year, month = divmod(int(value), 12)
    return f"{2015 + year}年{month + 1}月" if language == "ja" else f"{MONTHS[month]} {2015 + year}"


FORMATS: dict[str, Callable[[float, str], str]] = {
    "usd": _usd,
    "people": _people,
    "years": _years,
    "percent": _percent,
    "times": _times,
    "count": _count,
    "month": _month,
}


def written(value: float, form: str, language: str) -> str:
    """Return a number in words of a language; a dash where there is none."""
    return FORMATS[form](value, language) if math.isfinite(value) else "–"
