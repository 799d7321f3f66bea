"""The wargames as text: who wins by not playing, the matrix of pay-offs and the best replies."""

from __future__ import annotations

from typing import Any

from batch_runs.dictionary import table
from batch_runs.wargames_meaning import WOULD_CHANGE, meaning
from batch_runs.wargames_picture import SHOWN, edge_of, gains

BILLION = 1e9

HEAD = """# Playing and not playing

Four kinds may play the AI game or not. *Not playing*: incumbents start no AI programme and never say AI; hyperscalers
order no AI chips and take no stakes in labs; funds put nothing into AI and share the money among other fields;
investors buy no AI shares and sell none short, and sell those of January 2015 at their usual speed. Everything else,
luck included, is as it is.

*Pay-off*: real net worth at the horizon of an agent, in dollars of January 2015, as a mean over the agents of its
kind: for firms the value of their shares plus dividends and buybacks paid so far; for funds stakes and deposits less
the capital owed to backers, plus gains passed on; for investors deposits and shares less shares owed, plus what clients
drew and less what they put in. *At market*
takes prices as they are; *fundamental* capitalises earnings at the multiple that belief has no part in, and takes
stakes without the pressure of money and belief. At fundamental value a firm that abstains is worth what its other business
earns, whatever others do: so many cells are equal. Market values hold seeds in which laboratories are worth tens of trillions
([validation](validation.md)); for funds above all, read the fundamental ones. Pay-offs of kinds do not add up: investors own the firms.

*Alone* means one agent abstains while all others play; they take turns by seed, investors that hold no shares anyway left out
(the mean over all investors has them in it). Brackets hold 95% intervals of
differences between runs with the same luck (in per cent: Fieller's, for a ratio of two means); `±` is their standard error. About one interval in twenty leaves zero by luck alone, and an equilibrium has to pass four. No data of the years after 2025 has judged these rules: read sums to 2035 as
comparisons, not as forecasts. Written by `python -m batch_runs wargames --out DIR`."""

PICTURE = "![What one agent alone and all of its kind gain by abstaining, by kind, at market and at fundamental value](wargames.svg)"

Found = dict[str, Any]


def page(found: Found) -> str:
    """Return the whole page."""
    answers = "\n".join(f"- {one['sentence']}" for one in found["answers"].values())
    parts = [
        HEAD,
        _design(found),
        PICTURE,
        _caption(found),
        f"## Who wins by not playing\n\nIn per cent of what playing pays.\n\n{answers}",
    ]
    parts += [_at(found, value, told) for value, told in found["values"].items()]
    parts += [f"## What it means\n\n{meaning(found)}", f"## What would change the answer\n\n{WOULD_CHANGE}"]
    return "\n\n".join(parts) + "\n"


def _design(found: Found) -> str:
    asked = found["asked"]
    changed = f", with {' '.join(asked['set'])}" if asked["set"] else ""
    scaled = f", at {asked['agents_scale']:g} times the agents" if asked["agents_scale"] != 1.0 else ""
    return (
        f"Scenario {asked['scenario']}{changed}{scaled}, {asked['months']} months, "
        f"seeds 1 to {found['seeds']}: {found['runs']} runs."
    )


def _caption(found: Found) -> str:
    """Return the line below the picture: what it shows, and what its marks mean where it has them."""
    ends = [end for gain in gains(found) for end in (gain["mean"], gain["low"], gain["high"])]
    edge = edge_of(found)
    seeds, none = found["seeds"], None in ends
    said = [
        f"Means over seeds 1 to {seeds}, and 95% intervals." if seeds > 1 else "One seed, without intervals."
    ]
    if any(end is not None and abs(end) > edge for end in ends):
        said.append(f"An arrow: farther than {edge:.0f}%, see the list below.")
    if none and seeds > 1:
        said.append("A hollow dot has no interval.")
    if len(ends) < 3 * len(found["kinds"]) * len(found["values"]) * len(SHOWN):
        said.append("Not in %: playing pays nothing.")
    return f"*{' '.join(said)}*"


def _at(found: Found, value: str, told: Found) -> str:
    kinds = found["kinds"]
    head = ("profile", *(f"{kind}, bn usd" for kind in kinds))
    rows = [(row["profile"], *(_cell(row[kind]) for kind in kinds)) for row in told["payoffs"]]
    stable = "; ".join(told["equilibria"]) or "none"
    return "\n\n".join(
        (
            f"## At {value} value",
            "Pay-off by profile, and in brackets what it is more than where everybody plays.",
            table(head, rows),
            "Best reply of each kind to what the others do, with the gain of abstaining in bn usd; *either* where the interval holds zero.",
            _replies(told["replies"]),
            f"Equilibria as far as these seeds tell (no kind would clearly gain by changing alone): {stable}.",
        )
    )


def _cell(one: Found) -> str:
    more = one["against_all_playing"]
    return f"{one['payoff'] / BILLION:,.1f} ({_gain(more)})"


def _gain(effect: Found) -> str:
    mean, error = effect["mean"], effect["error"]
    return f"{mean / BILLION:+,.2f}" + ("" if error is None else f" ± {error / BILLION:,.2f}")


def _replies(replies: list[Found]) -> str:
    rows = [
        (
            one["kind"],
            one["others"].replace("everybody plays", "all others play"),
            one["best"],
            _gain(one["gain"]),
        )
        for one in replies
    ]
    return table(("kind", "the others", "best reply", "gain of abstaining"), rows)
