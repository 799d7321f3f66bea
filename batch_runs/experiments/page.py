"""The page of an experiment: answer in short, picture, table, what it means, what would change the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from batch_runs.busts_page import interval
from batch_runs.command import PROGRAM
from batch_runs.dictionary import table
from batch_runs.experiments.measuring import MONTHS_AFTER_PEAK
from batch_runs.experiments.outcomes import LINES, OUTCOMES, Outcome
from batch_runs.experiments.sentences import amount, capital, number, sentence, told
from model.parameters import Parameters
from model.scenarios import load_scenario

if TYPE_CHECKING:
    from batch_runs.experiments.experiment import Arm, Experiment, Ratio

Found = dict[str, Any]

IN_SHORT = "**In short.** "
"""How the line begins that the list of experiments quotes."""

FEW_SEEDS = 10
"""Below this the page says that there are few."""

TWINS = {
    True: "Costs are counted against the straight twin of each world: the same world, the same luck, the nine belief switches off.",
    False: "Costs are counted against one straight twin, that of the first world: what is added to a world counts for or against it.",
}

READING = """The first world's cells hold means over seeds, costs and delays with a 95% interval. The others hold differences to it, run by run with the
same luck: mean, 95% interval, and in how many seeds the difference has the sign of the mean. Of what happens or not, all
cells count the seeds in which it happened, with an exact interval. A seed that cannot tell a figure is left out of it: of the time
until a peak is reached again these are the runs that take longest. {twins} About one interval in twenty leaves zero by luck alone."""


def page(experiment: Experiment, found: Found) -> str:
    """Return the whole page; its picture is NAME.svg beside it."""
    first, second = (LINES[name].title.partition(",")[0] for name in experiment.lines)
    parts = [
        f"# {experiment.title}",
        f"*{experiment.question}*",
        f"{IN_SHORT}{in_short(experiment, found)}",
        f"![{first} and {_inside(second)} by year, one line for each world]({experiment.name}.svg)",
        caption(experiment, found),
        f"## What is compared\n\n{experiment.tests}\n\n{_arms(experiment, found)}",
        f"## The numbers\n\n{_table(experiment, found)}\n\n{_reading(experiment)}",
        f"## What it means\n\n{_meaning(experiment, found)}",
        f"## What would change the answer\n\n{experiment.would_change}",
    ]
    return "\n\n".join(parts) + "\n"


def _inside(title: str) -> str:
    """Return a title as it stands inside a sentence: AI keeps its capitals."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def in_short(experiment: Experiment, found: Found) -> str:
    """Return the answer in one or two sentences."""
    said = [
        f"{_label(experiment, arm)}: {_headline(experiment, found, arm, name)}."
        for arm, name in experiment.headlines
    ]
    said += [
        f"{arm.label}: {_ratio_text(one, found['ratios'][one.name][arm.name])}."
        for one in experiment.ratios
        for arm in experiment.arms[1:]
    ]
    few = f" Only {found['seeds']} seeds." if found["seeds"] < FEW_SEEDS else ""
    return " ".join(said) + few


def _headline(experiment: Experiment, found: Found, arm: str, name: str) -> str:
    """Return what the answer says of one outcome in one world: events by their count, amounts by their difference."""
    outcome, by_arm = OUTCOMES[name], found["outcomes"][name]
    first = experiment.reference
    if outcome.event:
        against = "" if arm == first.name else f", against {_happened(by_arm[first.name])} in {first.label}"
        return f"{outcome.title} in {_happened(by_arm[arm])}{against}"
    return _mean(outcome, by_arm[arm]) if arm == first.name else sentence(name, by_arm[arm]["effect"])


def _happened(told_of: Found) -> str:
    hits = round(told_of["mean"] * told_of["seeds"])
    return f"{hits} of {told_of['seeds']} seeds ({interval(hits, told_of['seeds'])})"


def _mean(outcome: Outcome, told_of: Found) -> str:
    if told_of["mean"] is None:
        return f"{outcome.title}: no seed tells"
    text = f"{outcome.title} {amount(told_of['mean'], outcome)}"
    if told_of["low"] is None:
        return f"{text} in one seed"
    if not outcome.paired:
        return text
    low, high = (number(told_of[end] / outcome.scale, True) for end in ("low", "high"))
    open_ = told_of["low"] <= 0.0 <= told_of["high"]
    return f"{text} (95% interval {low} to {high}{', so its sign cannot be told' if open_ else ''})"


def _label(experiment: Experiment, name: str) -> str:
    return next(arm.label for arm in experiment.arms if arm.name == name)


def caption(experiment: Experiment, found: Found) -> str:
    """Return the line below the picture: what it shows, and the command that writes the page."""
    asked = found["asked"]
    words = f"{PROGRAM} experiment {experiment.name} --seeds {asked['seeds']} --months {asked['months']}"
    changed = f" --set {' '.join(asked['set'])}" if asked["set"] else ""
    scaled = f" --agents-scale {asked['agents_scale']:g}" if asked["agents_scale"] != 1.0 else ""
    few = "Few seeds: intervals are wide. " if found["seeds"] < FEW_SEEDS else ""
    return (
        f"*Means over seeds 1 to {found['seeds']}; shaded: all seeds of the first world; dotted: end of the record. {few}"
        f"Written by* `{words}{changed}{scaled} --out DIR`."
    )


def _arms(experiment: Experiment, found: Found) -> str:
    lines = [f"- **{arm.label}** (`{arm.scenario}`): {changes(arm)}" for arm in experiment.arms]
    everywhere = found["asked"]["set"]
    return "\n".join([*lines, *([f"- In all of them: `{' '.join(everywhere)}`"] if everywhere else [])])


def changes(arm: Arm) -> str:
    """Return what an arm changes: parameters with their usual values, and dated events."""
    scenario, usual = load_scenario(arm.scenario), Parameters().as_dict()
    said = [f"`{name}` {value:g} instead of {usual[name]:g}" for name, value in scenario.parameters.items()]
    said += [
        f"{event.name} in {event.month}"
        + ("" if event.kind == "silence" else f" ({event.kind} {event.size:g})")
        for event in scenario.events
    ]
    if arm.silent_at_peak:
        said.append(
            "the voices fall silent in the month in which belief stands highest over evidence in the first world, "
            f"{MONTHS_AFTER_PEAK} months or more before the end"
        )
    return ", ".join(said) or "as it is"


def _reading(experiment: Experiment) -> str:
    return READING.format(twins=TWINS[experiment.own_twin])


def _table(experiment: Experiment, found: Found) -> str:
    """Return the numbers, outcomes down and worlds across; the other way round where there are more worlds."""
    head = ["", *(arm.label for arm in experiment.arms)]
    rows = [head, *(_row(experiment, found, name) for name in experiment.outcomes)]
    if len(experiment.arms) > len(experiment.outcomes):
        rows = [list(column) for column in zip(*rows, strict=True)]
    return table(rows[0], rows[1:])


def _row(experiment: Experiment, found: Found, name: str) -> list[str]:
    outcome, by_arm = OUTCOMES[name], found["outcomes"][name]
    title = f"{capital(outcome.title)}{f', {outcome.unit}' if outcome.unit else ''}"
    first, *others = experiment.arms
    return [
        title,
        _level(outcome, by_arm[first.name], found["seeds"]),
        *(_cell(outcome, by_arm[arm.name]) for arm in others),
    ]


def _level(outcome: Outcome, told_of: Found, seeds: int) -> str:
    mean, low, high = (told_of[key] for key in ("mean", "low", "high"))
    if mean is None:
        return "no seed tells"
    if outcome.event:
        return _happened(told_of)
    known = outcome.paired and low is not None
    ends = f" [{number(low / outcome.scale, True)} to {number(high / outcome.scale, True)}]" if known else ""
    some = f" ({told_of['seeds']} of {seeds} seeds tell it)" if told_of["seeds"] < seeds else ""
    return f"{number(mean / outcome.scale)}{ends}{some}"


def _cell(outcome: Outcome, told_of: Found) -> str:
    effect = told_of["effect"]
    if outcome.event:
        return _level(outcome, told_of, told_of["seeds"])
    if effect is None:
        return "no seed tells"
    mean, low, high = (effect[key] for key in ("mean", "low", "high"))
    text = number(mean / outcome.scale, True)
    if low is None:
        return text
    same = (
        max(effect["above"], effect["below"]) if mean == 0.0 else effect["above" if mean > 0.0 else "below"]
    )
    ends = f"{number(low / outcome.scale, True)} to {number(high / outcome.scale, True)}"
    return f"{text} [{ends}] {same}/{effect['seeds']}"


def _meaning(experiment: Experiment, found: Found) -> str:
    lines = []
    for arm in experiment.arms[1:]:
        effects = {name: found["outcomes"][name][arm.name]["effect"] for name in experiment.outcomes}
        lines.append(f"- **{arm.label}** against {experiment.reference.label}. {told(effects)}")
        lines += [
            f"  {capital(_ratio_text(ratio, found['ratios'][ratio.name][arm.name]))}."
            for ratio in experiment.ratios
        ]
    return "\n".join(lines)


def _ratio_text(ratio: Ratio, effect: Found | None) -> str:
    """Return what a ratio says: its mean and interval, and whether it leaves zero."""
    if effect is None:
        return f"{ratio.title}: no seed tells"
    value = f"{ratio.title}: {number(effect['mean'])} {ratio.unit}"
    if effect["low"] is None:
        return f"{value} in one seed, which shows nothing about other seeds"
    between = f"95% interval {number(effect['low'], True)} to {number(effect['high'], True)}"
    open_ = effect["low"] <= 0.0 <= effect["high"]
    return f"{value} ({between}{', so the sign cannot be told' if open_ else ''})"


def index_rows(experiments: Sequence[Experiment], pages: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return name, question and answer of each experiment; `pages` are texts by name, of those that are there."""
    return [
        (
            f"[{one.name}]({one.name}.md)" if one.name in pages else f"`{one.name}`",
            one.question,
            answer_of(pages.get(one.name, "")),
        )
        for one in experiments
    ]


def answer_of(text: str) -> str:
    """Return the answer in short that a page gives; a dash where there is none yet."""
    found = [line for line in text.splitlines() if line.startswith(IN_SHORT)]
    return found[0].removeprefix(IN_SHORT) if found else "-"
