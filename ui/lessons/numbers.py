"""Numbers for people, in English and Japanese, as the stage writes them."""

from __future__ import annotations

from collections.abc import Callable

STEPS = {
    "en": ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")),
    "ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万")),
}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _short(value: float, language: str) -> str:
    """Return a size of at least zero in two digits or three, with the word for its thousands."""
    for least, name in STEPS[language]:
        if value >= least * 0.9995:
            scaled = value / least
            return (_trim(f"{scaled:.1f}") if scaled < 9.95 else f"{scaled:,.0f}") + name
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


def _trim(digits: str) -> str:
    return digits.removesuffix(".0")


def _minus(value: float) -> str:
    return "−" if value < 0 else ""


def _usd(value: float, language: str) -> str:
    size = _short(abs(value), language)
    return f"{_minus(value)}{size}ドル" if language == "ja" else f"{_minus(value)}${size}"


def _people(value: float, language: str) -> str:
    return _short(abs(value), language) + ("人" if language == "ja" else "")


def _years(value: float, language: str) -> str:
    return (
        f"{_minus(value)}{_short(abs(value), language)}{'人年' if language == 'ja' else ' researcher-years'}"
    )


def _percent(value: float, _language: str) -> str:
    hundred = abs(value) * 100
    sign = "−" if value < -0.0005 else ""
    return f"{sign}{hundred:.{1 if hundred < 9.95 else 0}f}%"


def _times(value: float, language: str) -> str:
    size = _trim(f"{value:.1f}") if value < 9.95 else f"{value:,.0f}"
    return f"{size}倍" if language == "ja" else f"{size} times"


def _count(value: float, _language: str) -> str:
    return f"{value:,.0f}"


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
    """Return a number in words of a language."""
    return FORMATS[form](value, language)
