"""The command `sensitivity`: which parameters move a measure most, by Morris's screening or Sobol's indices."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from batch_runs.command import PROGRAM, CannotGoOn, Command, named_path, positive_number, whole_number
from batch_runs.ranges import around, counts_agents, named, once
from batch_runs.study_options import add_worker_options, check, workers_of

if TYPE_CHECKING:
    import pandas as pd

    from batch_runs.sweeps.plan import Planned
    from batch_runs.sweeps.study_file import StudyFile
    from model.declaring import ParameterInfo

SIZES = {"morris": ("trajectories", 10), "sobol": ("points", 64)}
"""What the size of each method is called, and how large it is where nobody says."""

MEASURES = ("cost_opportunity_usd", "cost_brain_drain_person_months", "cost_fomo_usd")
"""What is explained where nobody says: the three costs, by decisions."""

OPTION_OF = {
    "design.trajectories: ": "--size ",
    "design.points: ": "--size ",
    "factors.": "--factors ",
    "set.": "--set ",
    "measures": "--measures",
    "months": "--months",
}
"""With which option is said what a study file has in such an entry."""

DEFAULT_WITHIN = 0.25
SHOWN = 10


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `sensitivity`."""
    add = parser.add_argument
    # fmt: off
    add("method", choices=tuple(SIZES), help="morris: screening of many parameters; sobol: shares of variance of a few")
    add("--out", type=named_path, required=True, metavar="DIR", help="folder of the study; the same command goes on with it")
    add("--factors", nargs="+", action="extend", default=[], metavar="name[=low:high]", help="parameters that vary (default: all but the numbers of agents)")
    add("--within", type=positive_number, default=DEFAULT_WITHIN, metavar="PART", help="range of those without one: this part of the value to both sides; switches go from 0 to 1 (default: %(default)s)")
    add("--size", type=whole_number, metavar="N", help="trajectories of morris (default: 10), base points of sobol, a power of two (default: 64)")
    add("--seeds", type=whole_number, default=1, metavar="N", help="seeds 1 to N at every point, averaged (default: %(default)s)")
    add("--measures", nargs="+", action="extend", default=[], metavar="NAME", help="measures to explain, mean over all months (default: the three costs)")
    add("--scenario", default="base", metavar="NAME|FILE.toml", help="scenario (default: base)")
    add("--months", type=whole_number, default=252, metavar="M", help="from January 2015 on (default: %(default)s)")
    add("--set", nargs="+", action="extend", default=[], metavar="name=value", help="parameters that stay as said")
    add_worker_options(parser)
    add("--dry-run", action="store_true", help="say what it would take, and run nothing")
    add("--quiet", action="store_true", help="say nothing unless something is wrong")
    # fmt: on


def perform(options: argparse.Namespace) -> int:
    """Run the design and rank the factors. Returns 0, or the signal's status when interrupted."""
    from batch_runs.many.carry_out import carry_out, say_interrupted
    from batch_runs.many.study import Study
    from batch_runs.sweeps.answers import MEANS
    from batch_runs.sweeps.plan import estimated, planned, said

    workers = workers_of(options)
    described = _described(options)
    plan = planned(described, MEANS)
    if not options.quiet or options.dry_run:
        print(said(described, estimated(described, plan, options.workers), options.workers), file=sys.stderr)
    if options.dry_run:
        return 0
    with Study.begin(options.out, "sensitivity", described.words, [run.job for run in plan]) as begun:
        status = carry_out(begun, f"sensitivity {options.method}", workers, options.quiet)
        if status:
            say_interrupted(begun)
            return status
        found = ranked(described, responses(described, plan, begun.table()))
    _publish(options.out, described, found)
    if not options.quiet:
        print("\n".join([*lines(found, options.method), str(options.out / "sensitivity.parquet")]))
    return 0


def _described(options: argparse.Namespace) -> StudyFile:
    """Return the study, checked. Raises BadInput in the words of the options: nobody has typed a study file."""
    from batch_runs.sweeps.study_file import StudyFile
    from model.errors import BadInput

    try:
        return StudyFile.of(study_of(options))
    except BadInput as error:
        line = str(error)
        entry = next((entry for entry in OPTION_OF if line.startswith(entry)), "")
        raise BadInput(OPTION_OF.get(entry, "") + line.removeprefix(entry)) from error


def study_of(options: argparse.Namespace) -> dict[str, Any]:
    """Return the study that the options describe, as a study file would."""
    from model.errors import BadInput
    from model.parameters import Parameters
    from model.scenarios import load_scenario

    size, usual = SIZES[options.method]
    settings = once("--set", [_setting(text) for text in options.set])
    scenario = load_scenario(options.scenario).parameters
    infos = {info.name: info for info in Parameters().replace(**scenario).describe()}
    factors = once("--factors", [named("--factors", text) for text in options.factors]) or _all(
        infos, {*settings, *scenario}
    )
    check("seeds", options.seeds, 1, 10_000)
    if not options.factors and options.method == "sobol":
        raise BadInput(
            f"--factors: sobol takes a few, not all; name them, as in {PROGRAM} sensitivity sobol --factors herding rivalry ..."
        )
    return {
        "scenario": options.scenario,
        "months": options.months,
        "replications": options.seeds,
        "measures": options.measures or list(MEASURES),
        "set": settings,
        "factors": _with_ranges(factors, infos, options.within),
        "design": {"kind": options.method, size: usual if options.size is None else options.size},
    }


def options_of(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that ask for the study of these words: the other way round than `study_of`."""
    design = words["design"]
    return {
        "method": design["kind"],
        "size": design[SIZES[design["kind"]][0]],
        "seeds": words["replications"],
        "set": [f"{name}={value}" for name, value in words["set"].items()],
        "factors": [_factor(name, span) for name, span in words["factors"].items()],
        **{name: words[name] for name in ("scenario", "months", "measures")},
    }


def _factor(name: str, span: Any) -> str:
    """Return a factor as it is typed: a switch has both its values where no range is said."""
    return f"{name}={span['low']}:{span['high']}" if isinstance(span, Mapping) else name


def _setting(text: str) -> tuple[str, float | str]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError:
        return name, value


def _all(infos: Mapping[str, ParameterInfo], said: set[str]) -> dict[str, dict[str, float]]:
    """Return every parameter that nobody has set, but the numbers of agents."""
    return {name: {} for name, info in infos.items() if not counts_agents(info) and name not in said}


def _with_ranges(
    factors: dict[str, dict[str, float]], infos: Mapping[str, ParameterInfo], within: float
) -> dict[str, Any]:
    """Give those without a range one around their value: switches 0 to 1, others within a part of it, in bounds."""
    return {
        name: span or (around(infos[name], within) if name in infos else {}) for name, span in factors.items()
    }


def responses(described: StudyFile, plan: list[Planned], means: pd.DataFrame) -> pd.DataFrame:
    """Return a row a point: each measure's mean over months and seeds. Raises CannotGoOn naming runs without one."""
    each = means.loc[[run.job.run_id for run in plan], list(described.measures)]
    lacking = [run for run, bad in zip(plan, each.isna().any(axis=1), strict=True) if bad]
    if lacking:
        run = lacking[0]
        raise CannotGoOn(
            f"{len(lacking)} of {len(plan)} runs have no number for a measure, the first at point {run.point}, seed "
            f"{run.job.seed} ({run.job.run_id[:12]}); no index can be computed with it: choose another measure or range"
        )
    each["point"] = [run.point for run in plan]
    return each.groupby("point").mean()


def ranked(described: StudyFile, response: pd.DataFrame) -> pd.DataFrame:
    """Return the indices of all measures: columns measure, rank, factor and the method's own."""
    import pandas as pd

    return pd.concat(list(_tables(described, response)), ignore_index=True)


def _tables(described: StudyFile, response: pd.DataFrame) -> Iterator[pd.DataFrame]:
    from batch_runs.sweeps.indices import indices

    for measure in described.measures:
        table = indices(described.design, described.factors, response[measure].to_numpy())
        table.insert(0, "measure", measure)
        yield table


def lines(found: pd.DataFrame, method: str) -> Iterator[str]:
    """Yield the strongest factors of each measure with their intervals."""
    from batch_runs.sweeps.indices import RANKED_BY

    by = RANKED_BY[method]
    for measure, table in found.groupby("measure", sort=False):
        yield f"{measure}, by {by} (+- half of the 95% interval):"
        for row in table.head(SHOWN).to_dict("records"):
            yield f"  {row['rank']:3d}  {row['factor']:28s} {row[by]:.4g} +- {row[by + '_error']:.2g}"


def _publish(folder: Path, described: StudyFile, found: pd.DataFrame) -> None:
    from batch_runs.tall_table import publish_frame, publish_text

    publish_frame(found, folder / "sensitivity.parquet")
    factors = {factor.name: factor.described() for factor in described.factors}
    told = {
        "asked": described.words,
        "design": described.design.described(),
        "seeds": list(described.seeds),
        "factors": factors,
    }
    content = {**told, "indices": json.loads(found.to_json(orient="records"))}
    publish_text(json.dumps(content, indent=1) + "\n", folder / "sensitivity.json")


SENSITIVITY = Command(
    "sensitivity",
    "Which parameters move a measure most: Morris's screening, or Sobol's shares of variance.",
    f"{PROGRAM} sensitivity morris --size 10 --out runs/morris",
    add_options,
    perform,
)
"""Which parameters matter, ranked, with intervals."""
