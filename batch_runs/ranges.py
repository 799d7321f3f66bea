"""Parameters that vary, as the command line names them: name, name=low:high, and a range where none was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model.declaring import ParameterInfo


def counts_agents(info: ParameterInfo) -> bool:
    """Return whether a parameter says how large a world is, not what it is like, wherever it is declared."""
    return info.name.endswith("_agents")


def once[Said](option: str, pairs: Sequence[tuple[str, Said]]) -> dict[str, Said]:
    """Return pairs as a table. Raises BadInput where a name was given twice: nobody can know which one was meant."""
    from model.errors import BadInput

    names = [name for name, _ in pairs]
    if twice := [name for name in names if names.count(name) > 1]:
        raise BadInput(f"{option} {twice[0]}: given twice; keep one")
    return dict(pairs)


def named(option: str, text: str) -> tuple[str, dict[str, float]]:
    """Return a name and the range that was said with it, empty where there was none."""
    from model.errors import BadInput

    name, equals, span = text.partition("=")
    low, _, high = span.partition(":")
    try:
        return name, {"low": float(low), "high": float(high)} if equals else {}
    except ValueError:
        raise BadInput(f"{option} {text}: write name=low:high, as in {option} herding=0:1.5") from None


def around(info: ParameterInfo, within: float) -> Any:
    """Return a range around a parameter's value: switches 0 and 1, others a part of it to both sides, in bounds."""
    if info.unit == "0 or 1":
        return [0.0, 1.0]
    reach = within * (abs(info.value) or info.high - info.low)
    low, high = max(info.low, info.value - reach), min(info.high, info.value + reach)
    if isinstance(info.value, int):
        low, high = int(low), max(int(low) + 1, round(high))
    return {"low": low, "high": high}
