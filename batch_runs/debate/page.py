"""The verdicts as text: a line for each claim, and a page with what was found for each question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from batch_runs.debate.measures import MEASURES
from batch_runs.debate.register import FOLLOWS, SOMETIMES, Claim, Question, claims, questions, register
from batch_runs.debate.verdicts import FAILS, HOLDS, IN_PART, MET, MISSED, OPEN, PARTLY_MET, UNTESTED
from batch_runs.dictionary import table
from batch_runs.experiments.sentences import capital, number
from batch_runs.validation.measures import MEASURES as FIGURES
from batch_runs.validation.observed import Observation, observed

Found = dict[str, Any]

SAID = {
    HOLDS: "holds", IN_PART: "holds in part", OPEN: "cannot be told", FAILS: "does not hold",
    MET: "published figure met", PARTLY_MET: "published figures met in part", MISSED: "published figure missed", UNTESTED: "not in the model",
}  # fmt: skip
"""Verdicts as people say them."""

HEAD = """# What the model says of the debate's claims

Each claim of the public debate that the model has something to say on, in our own words, with what was found. A claim's own
*number* is compared with independent figures. What it says of a *cause* is put to the model as questions: a world with a mechanism
beside one without it, the same luck in both, everything else as it is; or a figure of the base beside a bar.

*holds*: the 95% interval of the difference over seeds lies on the claimed side. *does not hold*: it lies on the other side, or nothing
differs in any seed. *cannot be told*: it holds zero, or the bar. Of a claim whose questions have
different answers: *holds in part* where one of them holds; else *does not hold* where one of them does not, whatever cannot be told of the others. About one interval in twenty leaves zero by luck alone.

These are verdicts on what follows from the model's rules and numbers, which were set by hand with the figures to 2025 in view
([validation](validation.md)); they are no verdicts on the world. So each question is asked again under {conditions} other sets of numbers,
and with each it says where the answer is the opposite, and where it is *lost*: the interval holds zero, and no longer what was found today. With {condition_seeds} seeds each,
small effects can often not be told there; *same under* counts only those sets of numbers under which the verdict is the same and clear.
Of what happens or not in a run, the difference is of the share of seeds; its interval takes the number of seeds in which the two worlds differ as given, and is exact.

Written by `python -m batch_runs claims --out DIR`: {seeds} seeds today, {runs} runs in all, with the code of commit {code}; the [changelog](../CHANGELOG.md) says whether rules were mended since.
"""


def page(found: Found) -> str:
    """Return the text of docs/claims.md."""
    head = HEAD.format(
        conditions=len(found["conditions"]),
        code=(found["code"] or "unknown")[:8],
        **{name: found[name] for name in ("seeds", "condition_seeds", "runs")},
    )
    facts = _published()
    parts = [head, _summary(found), _overview(found), _conditions(found), "## Claim by claim"]
    return "\n".join([*parts, *(_claim(claim, found, facts) for claim in claims())]) + "\n"


def _summary(found: Found) -> str:
    counted = ", ".join(f"{found['count'][verdict]} {SAID[verdict]}" for verdict in SAID)
    return f"Of {len(found['claims'])} claims: {counted}.\n"


def _overview(found: Found) -> str:
    rows = [
        (
            str(claim.number),
            claim.text,
            claim.standing,
            SAID[found["claims"][str(claim.number)]["verdict"]],
            *_where(found["claims"][str(claim.number)]),
        )
        for claim in claims()
    ]
    return (
        "## All claims\n\n"
        + table(("#", "claim", "its number", "in the model", "same under", "some answer turns where"), rows)
        + "\n"
    )


def _where(judged: Found) -> tuple[str, str]:
    """Return under how many other sets of numbers the verdict is the same, and under which an answer is the opposite."""
    if not judged["under"]:
        return "", ""
    words, same = register()["conditions"], judged["same"]
    turned = "; ".join(words[name]["en"] for name in judged["turns"])
    return "-" if same is None else f"{same} of {len(judged['under'])}", turned or "nowhere among these"


def _conditions(found: Found) -> str:
    words = register()["conditions"]
    rows = [
        (words[name]["en"], ", ".join(f"`{p}` {value:g}" for p, value in changes.items()))
        for name, changes in found["conditions"].items()
    ]
    return "## Other numbers that were tried\n\n" + table(("condition", "what it sets"), rows) + "\n"


def _claim(claim: Claim, found: Found, facts: Mapping[str, Observation]) -> str:
    judged = found["claims"][str(claim.number)]
    lines = [f"### {claim.number}. {claim.text}\n"]
    if claim.standing:
        lines.append(f"- Its own number: **{claim.standing}**. {capital(claim.check)}.")
    lines.append(
        f"- In the model: **{SAID[judged['verdict']]}**" + (f"; {claim.untested}." if claim.untested else ".")
    )
    lines += [f"  - {sentence(question, found['questions'][question.text])}" for question in claim.asks]
    lines += [f"- Besides: {sentence(one, found['questions'][one.text])}" for one in claim.besides]
    lines += [f"- {_figure(facts[name], found['figures'][name])}" for name in claim.figures]
    return "\n".join(lines) + "\n"


def sentence(question: Question, answer: Found) -> str:
    """Return what was found for a question: what was asked, the difference with its interval, and where it turns."""
    return f"{capital(_asked(question))}: {_amount(question, answer)} — {SAID[answer['verdict']]}{_elsewhere(answer)}."


def _asked(question: Question) -> str:
    words = register()
    measure = words["measures"][question.measure]["en"]
    if question.mechanism is not None:
        return f"{words['mechanisms'][question.mechanism]['en']} {question.verb} {measure}"
    if question.verb == FOLLOWS:
        return f"{measure} is larger where {words['measures'][question.other or '']['en']} is higher"
    if question.verb == SOMETIMES:
        return f"{measure}, some and not all"
    unit = words["measures"][question.measure]["unit_en"]
    return f"{measure} {question.verb} {bar(question)} {unit}"


def _unit(question: Question) -> str:
    return str(register()["measures"][question.measure]["unit_en"])


def _amount(question: Question, answer: Found) -> str:
    said = amounts(question, answer)
    if not said:
        return "too few seeds tell it"
    if answer.get("same"):
        return f"the same in all {answer['seeds']} seeds, {said.get('on', said['mean'])} {_unit(question)}"
    unit = "correlation" if question.verb == FOLLOWS else _unit(question)
    levels = f"; {said['on']} with it, {said['off']} without" if "on" in said else ""
    return f"{said['mean']} {unit} [{said['low']} to {said['high']}]{levels}, {answer['seeds']} seeds"


def bar(question: Question) -> str:
    """Return the bar of a question in the unit of its measure."""
    return number(question.bar / MEASURES[question.measure].scale)


def amounts(question: Question, answer: Found) -> dict[str, str]:
    """Return the numbers of an answer as people write them, in the unit of the measure; none where no seed tells it."""
    if answer["mean"] is None:
        return {}
    scale = 1.0 if question.verb == FOLLOWS else MEASURES[question.measure].scale
    signed = question.mechanism is not None or question.verb == FOLLOWS
    told = {name: number(answer[name] / scale, signed) for name in ("mean", "low", "high")}
    levels = () if MEASURES[question.measure].in_logs else ("on", "off")
    return told | {name: number(answer[name] / scale) for name in levels if name in answer}


def in_words(question: Question, answer: Found) -> Found:
    """Return what others need to say a question and its answer in a language of their own: names, and numbers as written."""
    return {
        "mechanism": question.mechanism,
        "verb": question.verb,
        "measure": question.measure,
        "other": question.other,
        "bar": bar(question),
        "amounts": amounts(question, answer),
    }


def _elsewhere(answer: Found) -> str:
    words = register()["conditions"]
    said = [
        f"{say} where " + " or where ".join(words[name]["en"] for name in answer[what])
        for what, say in (("turns", TURNS.get(answer["verdict"])), ("lost", "lost"), ("told", "told"))
        if answer[what]
    ]
    return "".join(f"; {one}" for one in said)


TURNS = {HOLDS: "does not hold", FAILS: "holds"}
"""What is said of where a verdict is the opposite."""


def _figure(fact: Observation, simulated: Found) -> str:
    measure = FIGURES[fact.measure]
    low, high = measure.write(simulated["low"]), measure.write(simulated["high"])
    inside = "inside" if simulated["inside_two"] else "**outside**"
    return (
        f"{measure.label}, {fact.when}: published {measure.write(fact.value)}, "
        f"in the model {measure.write(simulated['simulated'])} (10-90% {low} to {high}): {inside}."
    )


def _published() -> dict[str, Observation]:
    return {fact.id: fact for fact in observed()}


def lines(found: Found) -> Iterator[str]:
    """Yield one line a claim: number, verdict, its own number's standing, the claim."""
    for claim in claims():
        verdict = SAID[found["claims"][str(claim.number)]["verdict"]]
        standing = f" (its number: {claim.standing})" if claim.standing else ""
        yield f"{claim.number:>2} {verdict}{standing}: {claim.text}"
    yield _summary(found).strip()


def one_claim(found: Found, which: int) -> str:
    """Return all that was found for one claim."""
    return _claim(claims()[which - 1], found, _published()).rstrip().removeprefix("### ")


def unanswered(found: Found) -> list[str]:
    """Return questions of the register that these findings do not answer, as after a claim was changed."""
    return [text for text in questions() if text not in found["questions"]]
