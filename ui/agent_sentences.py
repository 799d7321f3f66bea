"""What an agent decided, and what it would have decided masked, in one or two sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui.agent_format import JOBS, money, share, signed, signed_money
from ui.texts import words

Facts = dict[str, Any]
Say = Callable[..., str]
MOST_TOLD = 2


def sentences(decision: str, name: str, agent: Facts, language: str) -> list[str]:
    """Return what it did, what it would have done, and whom it stands for."""
    said = words(language)

    def say(text: str, **values: Any) -> str:
        return said[f"agents.{text}"].format(**{"name": name, **values})

    told = TELLERS[decision](say, agent["plain"], agent["masked"], agent["after"], language)
    return [*told, *_because(decision, say, agent, language)]


def _because(decision: str, say: Say, agent: Facts, language: str) -> list[str]:
    """Return which parts of the score that mattered belief changed most, if it changed any."""
    said, plain, masked = words(language), agent["plain"], agent["masked"]
    option = plain["also"]["offer"] if decision == "researchers" else 0
    form = signed_money if decision == "hyperscalers" else signed
    pairs = {name: (part[option], masked["terms"][name][option]) for name, part in plain["terms"].items()}
    pairs = {name: pair for name, pair in pairs.items() if form(pair[0], language) != form(pair[1], language)}
    largest = sorted(pairs, key=lambda name: -abs(pairs[name][0] - pairs[name][1]))[:MOST_TOLD]
    parts = [
        say(
            "because.part", term=said[f"agents.term.{name}"],
            plain=form(pairs[name][0], language), masked=form(pairs[name][1], language),
        )
        for name in largest
    ]  # fmt: skip
    named = said[f"agents.option.{agent['options'][option]}"]
    return [say("because", option=named, parts=said["agents.between"].join(parts))] if parts else []


def _funds(say: Say, plain: Facts, masked: Facts, _: Facts, language: str) -> list[str]:
    did, would = (share(side["answer"][0], language) for side in (plain, masked))
    told = say("funds.same") if did == would else say("funds.otherwise", masked=would)
    return [say("funds.did", chosen=did), told]


def _researchers(say: Say, plain: Facts, masked: Facts, after: Facts, language: str) -> list[str]:
    said = words(language)

    def job(place: int) -> str:
        return said[f"agents.option.{JOBS[place]}"]

    own, offer, went = plain["seen"]["job"], plain["also"]["offer"], plain["answer"] != plain["seen"]["job"]
    told = "own" if own == offer else "took" if went else "stayed"
    lines = [say(f"researchers.{told}", job=job(own), offer=job(offer))]
    if went and after.get("job") == own:
        lines.append(say("researchers.no_post", job=job(own)))
    lines += _if_masked(say, job, masked, own, went)
    if own != offer:
        lines.append(say("luck", reply=share(plain["own"]["reply"], language)))
    return [*lines, say("group", number=f"{plain['seen']['people']:,.0f}")]


def _if_masked(say: Say, job: Callable[[int], str], masked: Facts, own: int, went: bool) -> list[str]:
    """Return what its evidence-only self would do with the same offer."""
    sober, offer = masked["seen"]["job"], masked["also"]["offer"]
    goes = masked["answer"] != sober
    if sober == own == offer:
        return []
    told = [] if sober == own else [say("researchers.elsewhere", job=job(sober))]
    if sober == offer:
        return [*told, say("researchers.there_own")]
    too = "_too" if sober == own and goes == went else ""
    choice = "would_go" if goes else "would_stay"
    return [*told, say(f"researchers.{choice}{too}", offer=job(offer), job=job(sober))]


def _programmes(say: Say, plain: Facts, masked: Facts, _: Facts, language: str) -> list[str]:
    luck = {"draw": share(plain["own"]["draw"], language), "chance": share(plain["chance"][0], language)}
    chance = share(masked["chance"][0], language)
    if plain["seen"]["stage"]:
        told = "has_too" if masked["seen"]["stage"] else "now" if masked["answer"] else "by_belief"
        return [say("programmes.has"), say(f"programmes.{told}", chance=chance), *_firms(say, plain)]
    did = "poor" if not plain["also"]["can_afford"] else "yes" if plain["answer"] else "no"
    would = "same" if masked["answer"] == plain["answer"] else "yes" if masked["answer"] else "no"
    return [say(f"programmes.{did}", **luck), say(f"would.{would}", chance=chance), *_firms(say, plain)]


def _speaking(say: Say, plain: Facts, masked: Facts, _: Facts, language: str) -> list[str]:
    values = {
        "draw": share(plain["own"]["draw"], language),
        "chance": share(plain["chance"][0], language),
        "silence": share(plain["also"]["chance_of_silence"], language),
    }
    spoke, speaks = plain["seen"]["speaks"] == 1, plain["answer"] == 1
    did = ("goes_on" if speaks else "stops") if spoke else ("begins" if speaks else "silent")
    would = "same" if masked["answer"] == plain["answer"] else "speak" if masked["answer"] else "not"
    return [say(f"speaking.{did}", **values), say(f"speaking.would_{would}"), *_firms(say, plain)]


def _firms(say: Say, side: Facts) -> list[str]:
    number = round(side["seen"]["firms"])
    return [say("firms", number=f"{number:,}")] if number > 1 else []


def _hyperscalers(say: Say, plain: Facts, masked: Facts, _: Facts, language: str) -> list[str]:
    wish, did, would = (
        money(usd, language) for usd in (plain["score"][0], plain["answer"], masked["answer"])
    )
    return [say("hyperscalers.did", chosen=did, wish=wish), say("hyperscalers.otherwise", masked=would)]


TELLERS: dict[str, Callable[[Say, Facts, Facts, Facts, str], list[str]]] = {
    "funds": _funds,
    "researchers": _researchers,
    "programmes": _programmes,
    "speaking": _speaking,
    "hyperscalers": _hyperscalers,
}
"""Who tells which decision."""
