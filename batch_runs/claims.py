"""The command `claims`: verdicts on the claims of the public debate, with the conditions under which they turn."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from batch_runs.command import PROGRAM, Command, whole_number
from batch_runs.study_options import (
    DEFAULT_WORKERS,
    MOST_SEEDS,
    add_study_options,
    asked,
    check,
    check_beside,
    publish_findings,
    request_of,
    workers_of,
)

if TYPE_CHECKING:
    import pandas as pd

    from batch_runs.debate.plan import Place
    from batch_runs.many.job import Job

DEFAULT_SEEDS, DEFAULT_CONDITION_SEEDS = 20, 6
RUNS_IN_FILE = 4
"""Results that are published together: some seconds of work, which is what a kill costs."""

RECORD = Path(__file__).parents[1] / "docs" / "claims.json"
"""What the last whole study found; shown where no folder is given for a new one."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `claims`."""
    add_study_options(parser, DEFAULT_SEEDS, of_one_scenario=False, must_keep=False)
    add = parser.add_argument
    # fmt: off
    add("--condition-seeds", type=whole_number, default=DEFAULT_CONDITION_SEEDS, metavar="N", help="seeds 1 to N under each other set of numbers; 0 for none (default: %(default)s)")
    add("--claim", type=whole_number, metavar="N", help="say all that was found for one claim, by its number")
    add("--json", action="store_true", help="print everything as JSON")
    # fmt: on


def perform(options: argparse.Namespace) -> int:
    """Show the verdicts on record, or with --out find them anew. Returns 0, or the signal's status when interrupted."""
    from batch_runs.debate.register import claims

    if options.claim is not None:
        check("claim", options.claim, 1, len(claims()))
    if options.out is None:
        _refuse_what_needs_runs(options)
    found, status = (_on_record(), 0) if options.out is None else _anew(options)
    if found is not None and (options.json or not options.quiet):
        print(_said(found, options))
    return status


def _refuse_what_needs_runs(options: argparse.Namespace) -> None:
    """Raise BadInput where something is asked that only new runs can answer, and no folder is given for them."""
    from model.errors import BadInput

    usual = {
        "seeds": DEFAULT_SEEDS,
        "condition_seeds": DEFAULT_CONDITION_SEEDS,
        "set": [],
        "agents_scale": 1.0,
    }
    usual |= {"workers": DEFAULT_WORKERS, "cluster": None, "page": None}
    for name in usual:
        if getattr(options, name) != usual[name]:
            raise BadInput(
                f"--{name.replace('_', '-')}: the verdicts on record are what they are; for new runs name a folder with --out"
            )


def _said(found: dict[str, Any], options: argparse.Namespace) -> str:
    from batch_runs.debate.page import lines, one_claim

    if options.json:
        return json.dumps(found, indent=1, allow_nan=False)
    return "\n".join(lines(found)) if options.claim is None else one_claim(found, options.claim)


def _on_record() -> dict[str, Any]:
    """Return what stands in docs/claims.json. Raises BadInput where that is missing or older than the register."""
    from batch_runs.debate.page import unanswered
    from model.errors import BadInput

    if not RECORD.exists():
        raise BadInput(f"{RECORD}: no verdicts are on record; find them with: {CLAIMS.example}")
    found: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    if new := unanswered(found):
        raise BadInput(f"{RECORD}: does not answer {new[0]!r}; find all verdicts anew with: {CLAIMS.example}")
    return found


def _anew(options: argparse.Namespace) -> tuple[dict[str, Any] | None, int]:
    """Run every world that is asked about and judge; return what is found, None where that was interrupted, and the status."""
    from batch_runs.debate.page import page
    from batch_runs.debate.plan import jobs_of
    from batch_runs.debate.worlds import WHOLE
    from batch_runs.made_with import commit
    from batch_runs.many.carry_out import carry_out, say_interrupted
    from batch_runs.many.study import Study
    from batch_runs.tall_table import publish_text

    check("condition-seeds", options.condition_seeds, 0, MOST_SEEDS)
    if options.page is not None:
        check_beside(options.page, options.page.with_suffix(".json").name)
    options.scenario, options.months = "base", WHOLE
    request, words, workers = request_of(options), asked(options, "condition_seeds"), workers_of(options)
    jobs = jobs_of(request, options.seeds, options.condition_seeds)
    with Study.begin(options.out, "claims", words, list(jobs.values())) as study:
        status = carry_out(study, "claims", workers, options.quiet, RUNS_IN_FILE)
        if status:
            say_interrupted(study)
            return None, status
        found = findings(jobs, study.table()) | {"asked": words, "runs": len(study.jobs), "code": commit()}
    publish_findings(options, "claims", found, page(found))
    if options.page is not None:  # what others read of the page as data stands beside it
        publish_text(json.dumps(found, indent=1, allow_nan=False) + "\n", options.page.with_suffix(".json"))
    return found, 0


def findings(jobs: dict[Place, Job], table: pd.DataFrame) -> dict[str, Any]:
    """Return by question, by published figure and by claim what the runs say, as plain values."""
    from batch_runs.debate.measured import FIGURE
    from batch_runs.debate.page import in_words
    from batch_runs.debate.plan import by_world
    from batch_runs.debate.register import claims, questions
    from batch_runs.debate.verdicts import VERDICTS, answers, judged
    from batch_runs.debate.worlds import BASE, CONDITIONS, TODAY
    from batch_runs.validation.figures import facts_table, plain_rows

    runs = by_world(jobs, table)
    base = {name.removeprefix(FIGURE.format("")): values for name, values in runs[TODAY, BASE].items()}
    named = {name for claim in claims() for name in claim.figures}
    found = answers(questions().values(), runs)
    figures = {row["id"]: row for row in plain_rows(facts_table(base)) if row["id"] in named}
    verdicts = judged(claims(), found, figures)
    said = [one["verdict"] for one in verdicts.values()]
    tried = [name for name in dict.fromkeys(place.condition for place in jobs) if name != TODAY]
    return {
        "seeds": max(place.seed for place in jobs if place.condition == TODAY),
        "condition_seeds": max((place.seed for place in jobs if place.condition != TODAY), default=0),
        "conditions": {name: dict(CONDITIONS[name]) for name in tried},
        "count": {verdict: said.count(verdict) for verdict in VERDICTS},
        "claims": verdicts,
        "questions": {text: found[text] | in_words(asks, found[text]) for text, asks in questions().items()},
        "figures": figures,
    }


CLAIMS = Command(
    "claims",
    "Verdicts on the claims of the public debate, and the conditions under which they turn.",
    f"{PROGRAM} claims --out runs/claims --page docs/claims.md",
    add_options,
    perform,
)
