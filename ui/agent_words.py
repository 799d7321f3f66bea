"""What a worker told about agents, put into words: the list, the sentences, the tables."""

from __future__ import annotations

from typing import Any

from ui.agent_format import MONTHS_EN, date, date_short, money, share, shown, signed, signed_money
from ui.agent_sentences import sentences
from ui.texts import words

Facts = dict[str, Any]
Shown = dict[str, Any]

STATE = {
    "funds": "purse:named patient:yes cash:usd uncalled:usd track:growth recent:fields:usd",
    "researchers": "job:job trained:job people:people skill:number pay:usd_a_year wealth:usd",
    "programmes": "industry:named large:yes firms:whole revenue:usd_a_year margin:share cash:usd stage:named "
    "budget:usd_a_month tries:whole affinity:number",
    "speaking": "industry:named large:yes firms:whole revenue:usd_a_year speaks:yes stage:named affinity:number",
    "hyperscalers": "core_revenue:usd_a_year operating_cash_flow:usd_a_month cash:usd debt:usd "
    "ai_capex:usd_a_month utilisation:share",
}
"""What is shown of an agent's state, by decision: columns and the form of each."""

SAW = {
    "funds": "marks:fields:growth peers:fields:share payback:fields:years evidence:share excess:share belief:share",
    "researchers": "offers:jobs:number posts:jobs:share colleagues:jobs:share job:job evidence:share excess:share "
    "fear:share belief:share",
    "programmes": "peers_using:share ambiguity:share expected_value:number advance:number stage:named "
    "evidence:share excess:share fear:share belief:share",
    "speaking": "peers_speaking:share treated:growth stage:named evidence:share excess:share fear:share belief:share",
    "hyperscalers": "ai_growth:growth hoped_growth:growth returns:number hurdle:number boldness:share "
    "compute:many on_order:many rivals_capex:share promised:usd_a_month share_price:price value_year_ago:usd "
    "stakes:usd room:usd_a_month "
    "evidence:share excess:share belief:share",
}
"""What is shown of what it saw, by decision."""

WHO = {
    "funds": "purse:named",
    "researchers": "job:job",
    "programmes": "industry:named stage:named",
    "speaking": "industry:named stage:named",
    "hyperscalers": "",
}
"""What tells the agents of a list apart."""
TINTS = {
    **dict.fromkeys(("ai_industry", "ai_academia", "start", "speak"), "ai"),
    "other": "people",
    "capex": "hyperscalers",
}
"""The colours of options that are no field of their own, by the names the style sheet has."""

NOT_YET = "…"
"""Stands where a number has not been counted yet."""

TELLS_IN_DOLLARS = "hyperscalers"


def name_of(decision: str, agent: int, language: str) -> str:
    """Return what an agent is called."""
    return words(language)[f"agents.one.{decision}"].format(id=agent)


def roster(facts: Facts, language: str) -> Shown:
    """Return the list of who was asked, in words."""
    said, decision, lines = words(language), facts["decision"], facts["roster"]
    changed = sum(line["otherwise"] for line in lines)
    note = said[f"agents.list.{'changed' if changed else 'unchanged'}"].format(
        changed=changed, asked=len(lines)
    )
    return {
        "note": note if lines else said["agents.list.none"],
        "year": _year(facts, language),
        "lines": [
            {
                "id": line["id"],
                "name": name_of(decision, line["id"], language),
                "who": _who(decision, line["who"], language),
                **_choices(decision, line, language),
                "otherwise": line["otherwise"],
            }
            for line in lines
        ],
    }


def _year(facts: Facts, language: str) -> list[Shown]:
    """Return how many decided otherwise in each month of the year, the month asked about marked."""
    january = facts["month"] - facts["month"] % len(MONTHS_EN)
    said = words(language)["agents.year.month"]
    return [
        {
            "month": january + k,
            "short": date_short(january + k, language),
            "label": said.format(
                date=date(january + k, language), number=NOT_YET if number is None else number
            ),
            "number": number,
            "now": january + k == facts["month"],
        }
        for k, number in enumerate(facts["year"])
    ]


def _who(decision: str, who: Facts, language: str) -> str:
    columns = [entry.split(":") for entry in WHO[decision].split()]
    return " · ".join(shown(column, form, who[column], language) for column, form in columns)


def _choices(decision: str, line: Facts, language: str) -> Shown:
    """Return what a line of the list says of the decision, as it was and masked."""
    if decision == "researchers":
        job, held = line["who"]["job"], line["held"]
        return {
            "chosen": _move(line["chosen"], job, job, language),
            "masked": _move(line["masked"], job, held, language),
        }
    form = {"funds": "share", "hyperscalers": "usd"}.get(decision, "yes")
    choices = {side: shown("", form, line[side], language) for side in ("chosen", "masked")}
    if "chance" not in line:
        return choices
    said = words(language)["agents.with_chance"]
    return {
        side: said.format(choice=choice, chance=share(line["chance"][side]))
        for side, choice in choices.items()
    }


def _move(answer: int, job: int, held: int, language: str) -> str:
    """Return whether a researcher stays in its job, goes, or is elsewhere already."""
    said, where = words(language), shown("", "job", answer, language)
    return said[
        "agents.stays" if answer == job else "agents.is_in" if answer == held else "agents.goes"
    ].format(job=where)


def answer(facts: Facts, language: str) -> Shown | None:
    """Return everything about the agent asked about, in words; None where nobody was."""
    agent, decision = facts["agent"], facts["decision"]
    if agent is None:
        return None
    name, said = name_of(decision, agent["id"], language), words(language)
    told = {"id": agent["id"], "decision": decision, "name": name, "rule": _rule(facts["rule"], language)}
    if agent["silence"]:
        silence = said[f"agents.silence.{agent['silence']}"].format(name=name)
        state = _values(STATE[decision], agent["after"], language) if agent["after"] else []
        return {**told, "silence": silence, "sentences": [], "state": state, "saw": [], "parts": None}
    return {
        **told,
        "silence": "",
        "otherwise": agent["otherwise"],
        "sentences": sentences(decision, name, agent, language),
        "state": _values(STATE[decision], agent["plain"]["seen"], language),
        "saw": _saw(decision, agent, language),
        "parts": parts(decision, agent, language),
    }


def _values(listed: str, values: Facts, language: str) -> list[Shown]:
    return [
        {
            "label": words(language)[f"agents.column.{column}"],
            "value": shown(column, form, values[column], language),
        }
        for column, form in (entry.split(":", 1) for entry in listed.split())
    ]


def _saw(decision: str, agent: Facts, language: str) -> list[Shown]:
    """Return each signal as it was, and masked where that is another value."""
    plain, masked = (
        {**side["seen"], **side["told"], **side["also"]} for side in (agent["plain"], agent["masked"])
    )
    pairs = zip(*(_values(SAW[decision], side, language) for side in (plain, masked)), strict=True)
    return [{**was, "masked": would["value"] if would != was else ""} for was, would in pairs]


def _rule(rule: Facts, language: str) -> Shown:
    where = words(language)["agents.rule.open"].format(file=rule["file"], line=rule["line"])
    return {
        "where": where,
        "file": rule["file"],
        "source": "\n".join(text["source"] for text in rule["texts"]),
    }


# --------------------------------------------------------------------------------- the table of parts


def parts(decision: str, agent: Facts, language: str) -> Shown:
    """Return the options as lines, the parts of their scores as columns, with a bar each."""
    said, plain, masked = words(language), agent["plain"], agent["masked"]
    names = [name for name in plain["terms"] if _matters(plain["terms"][name], masked["terms"][name])]
    largest = max(abs(value) for side in (plain, masked) for name in names for value in side["terms"][name])
    rows = []
    for k, option in enumerate(agent["options"]):
        cells = [(plain["terms"][name][k], masked["terms"][name][k]) for name in names]
        rows.append(
            {
                "label": said[f"agents.option.{option}"],
                "tint": TINTS.get(option, option),
                "marks": _marks(decision, agent, k, language),
                "cells": [_cell(decision, *cell, largest, language) for cell in cells],
                "total": _cell(decision, plain["score"][k], masked["score"][k], 0.0, language),
                "result": _result(decision, agent, k, language),
            }
        )
    return {
        "terms": [
            {"label": said[f"agents.term.{name}"], "note": said[f"agents.term.{name}.note"]} for name in names
        ],
        "result": said[f"agents.result.{decision}"],
        "rows": rows,
    }


def _matters(plain: list[float], masked: list[float]) -> bool:
    return any(abs(value) > 1e-9 for value in (*plain, *masked))


def _cell(decision: str, plain: float, masked: float, largest: float, language: str) -> Shown:
    """Return a part as text and bar, and masked where it reads otherwise; bars run from -1 to 1."""
    form = signed_money if decision == TELLS_IN_DOLLARS else signed
    text, would = form(plain, language), form(masked, language)
    return {
        "text": text,
        "masked": would if would != text else "",
        "bar": plain / largest if largest else 0.0,
        "ghost": masked / largest if largest else 0.0,
    }


def _result(decision: str, agent: Facts, option: int, language: str) -> Shown:
    """Return what follows from the score of an option: a share, a chance, or dollars."""
    plain, masked = (_outcome(agent[side], option) for side in ("plain", "masked"))
    form = money if decision == TELLS_IN_DOLLARS else share
    text, would = form(plain, language), form(masked, language)
    largest = max(plain, masked, 1e-9) if decision == TELLS_IN_DOLLARS else 1.0
    return {
        "text": text,
        "masked": would if would != text else "",
        "bar": plain / largest,
        "ghost": masked / largest,
    }


def _outcome(side: Facts, option: int) -> float:
    value = side["answer"] if side["chance"] is None else side["chance"]
    return float(value[option] if isinstance(value, list) else value)


def _marks(decision: str, agent: Facts, option: int, language: str) -> list[Shown]:
    """Return what befell a job in this decision: whose own it is, who offered, what was chosen."""
    if decision != "researchers":
        return []
    said, plain, masked = words(language), agent["plain"], agent["masked"]
    befell = {
        "own": plain["seen"]["job"] == option,
        "offer": plain["also"]["offer"] == option,
        "chosen": plain["answer"] == option,
        "masked": masked["answer"] == option != plain["answer"],
    }
    return [{"name": name, "label": said[f"agents.mark.{name}"]} for name, true in befell.items() if true]
