"""Best replies in a game where each player plays or abstains: pure logic on a table of pay-offs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from batch_runs.paired import Effect

Profile = frozenset[str]
"""Who abstains; everybody else plays."""


class Reply(NamedTuple):
    """What one player does best while the others do what they do."""

    player: str
    others: Profile
    """Who of the others abstains."""

    gain: Effect
    """Pay-off of abstaining less that of playing."""

    best: str
    """play, abstain, or either where the interval of the gain holds zero."""


def profiles(players: Sequence[str]) -> list[Profile]:
    """Return all profiles, from everybody playing to nobody."""
    return [frozenset(some) for size in range(len(players) + 1) for some in combinations(players, size)]


def name_of(profile: Iterable[str]) -> str:
    """Return a profile in words, those who abstain in alphabetical order."""
    abstain = sorted(profile)
    return f"{', '.join(abstain)} abstain" if abstain else "everybody plays"


def best(gain: Effect) -> str:
    """Return the better of playing and abstaining, or either where the interval of the gain of abstaining holds zero.

    With one seed there is no interval, and none is called better.
    """
    if gain.low > 0.0:
        return "abstain"
    return "play" if gain.high < 0.0 else "either"


def replies(players: Sequence[str], gain_of: Mapping[tuple[str, Profile], Effect]) -> list[Reply]:
    """Return each player's reply to each profile of the others.

    `gain_of` holds, for a player and who of the others abstains, what it gains by abstaining too.
    """
    return [
        Reply(player, others, gain_of[player, others], best(gain_of[player, others]))
        for player in players
        for others in profiles([other for other in players if other != player])
    ]


def equilibria(players: Sequence[str], found: Iterable[Reply]) -> list[Profile]:
    """Return profiles that no player leaves for sure: whatever each does is its best reply, or as good as the other."""
    known = {(reply.player, reply.others): reply.best for reply in found}

    def stays(player: str, profile: Profile) -> bool:
        does = "abstain" if player in profile else "play"
        return known[player, profile - {player}] in (does, "either")

    return [profile for profile in profiles(players) if all(stays(player, profile) for player in players)]


def verdict(alone: Effect, together: Effect, all_four: Effect) -> str:
    """Return in words who wins or loses for sure: one that abstains alone, its whole kind together, all kinds; and what cannot be told."""
    lost = "; lose where all four kinds abstain" if all_four.high < 0.0 and not together.high < 0.0 else ""
    if alone.low > 0.0:
        return f"win by abstaining alone{WINS[together.low > 0.0, together.high < 0.0]}{lost}"
    if together.low > 0.0:
        return f"win by abstaining together{ALONE[alone.high < 0.0]}{lost}"
    others = LOSES[alone.high < 0.0, together.high < 0.0]
    return f"win where all four kinds abstain; else they {others}" if all_four.low > 0.0 else others + lost


ALONE = {True: ", and lose by abstaining alone", False: "; of one alone no sign can be told"}
"""What is said of one that abstains alone where all of its kind together win, by whether it loses for sure."""

WINS = {
    (True, False): ", and all of them together",
    (False, True): ", and lose by abstaining together",
    (False, False): "; of all of them together no sign can be told",
}
"""What is said of all of a kind where one that abstains alone wins, by whether they win or lose together for sure."""

LOSES = {
    (True, True): "lose by abstaining, alone or together",
    (True, False): "lose by abstaining alone; of all of them together no sign can be told",
    (False, True): "lose by abstaining together; of one alone no sign can be told",
    (False, False): "show no clear gain or loss from abstaining",
}
"""What is said where nobody wins, by whether one that abstains alone and all of a kind together lose for sure."""
