"""The data dictionary as text: every file of a run and every column, from where each is declared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agents.population import Kind
from agents.vocabulary import BLOCS, FIELDS, INDUSTRIES, JOBS, PURSES, SCIENCES, STYLES, VOICES
from batch_runs.columns import BALANCE_SHEET, FLOWS, KINDS, SERIES, TableColumn, agents_columns
from batch_runs.cost_files import COST_COLUMNS

FILES = (
    ("series.parquet", "always", "one row a month"),
    ("run.json", "always, and last: a folder that has it holds a whole run", "what was run, with what, and the digest"),
    ("flows.parquet", "`--flows`", "one row a payment; one row group a month"),
    ("balance_sheet.parquet", "`--flows`", "one row a holder, issuer and claim, at the end of every month; one row group a month"),
    ("agents.parquet", "`--agents`", "one row a living agent, at the end of every month; one row group a month"),
    ("unfinished/", "while a run is not done", "`request.json`, `state.pkl`, parts of the tables, and the `lock` of the process at work; after Ctrl-C also the `series.parquet` so far; removed when the run is whole"),
)  # fmt: skip

TWIN_FILES = (
    ("series.parquet", "the base's, as `run` writes it"),
    ("straight.parquet", "the same columns, less the decision readings and those of the provenance of money, of the base without belief: the nine belief switches off"),
    ("no-ai.parquet", "the same columns without belief and without the technology"),
    ("costs.parquet", "one row a month and item of the three costs"),
    ("costs.json", "each cost's headline in three readings, whether they agree in sign and why not, and the total of every item"),
    ("loop.json", "the loop of money in the base, its gain where `--gain-seeds` asked for it, and what stays after a bust (null where there was none)"),
    ("run.json", "the base's, with one key more: `twins`, the digests of the two twins"),
)  # fmt: skip

STUDY_FILES = (
    ("study.json", "at the start; anew when the study grows", "command, asked, number of runs, sha256 of the plan, and versions, commit, processor and digits as in run.json"),
    ("plan.parquet", "at the start; anew when the study grows", "one row a planned run: run_id, seed, and the whole job as JSON"),
    ("results/chunk-*.parquet", "by the worker, when runs are done", "one row a finished run (of a sweep, a row for each kept month): run_id, and the task's answers as doubles"),
    ("failures/*.json", "when a run breaks down or kills its workers", "named by run_id: error, traceback or deaths, and the job; remove it to try the run again"),
    ("lock", "always", "empty; locked by the process at work"),
    ("tidy.parquet", "`sweep`, at the end", "one row a finished run and kept month, in the order of the plan: point, replicate, seed, the factors (in their parameters' units), month (a timestamp, as in series.parquet), the measures (units as in series.parquet)"),
    ("runs.parquet", "`sweep`, at the end", "one row a planned run: run_id, point, replicate, seed, the factors, status (finished or failed) and error"),
    ("kept/run_id=ID/*.parquet", "`sweep`, where `tables` asks for it", "flows, balance sheet and agents of one run, with the columns above"),
    ("kept", "`busts --keep`, at the start", "empty: a later `busts` that writes its page leaves this folder"),
    ("sensitivity.parquet", "`sensitivity`, at the end", "one row a measure and factor, the strongest first: rank, and of Morris mu_star, mu and sigma (unit of the measure), of Sobol total and first (shares of variance); each _error is half of the 95% interval"),
    ("sensitivity.json", "`sensitivity`, at the end", "the same, with the design, the seeds and the factors' ranges"),
    ("report.html", "`report`", "one page for people, self-contained"),
    ("attribution.parquet", "`attribution`, at the end", "one row a cost, seed and switch: share, alone, last, total (units as in attribution.json) and share_variance, what drawing orders adds to the share's variance"),
    ("attribution.json", "`attribution`, at the end", "by cost the total, the interaction and each switch's share, alone and last, with standard errors and 95% intervals"),
    ("wargames.parquet", "`wargames`, at the end", "one row a run, kind and value (market or fundamental): seed, profile, alone (the kind of which one agent abstains), payoff (mean over the kind) and watched (the agent that abstains alone in another run), usd of January 2015"),
    ("wargames.json", "`wargames`, at the end", "pay-offs by profile, best replies, equilibria, and the answer for each kind, in dollars and in per cent of what playing pays"),
    ("experiment.parquet", "`experiment`, at the end", "one row a run: seed, arm, every outcome in dollars, shares, months or people (NaN where the run cannot tell), and name@year for what is drawn"),
    ("experiment.json", "`experiment`, at the end", "by outcome and arm the level and the paired difference to the first arm, with standard error, 95% interval and signs; ratios; lines by year"),
    ("validate.parquet", "`validate`, at the end", "one row a published figure: id, measure, when, simulated (median over seeds), low and high (10 and 90%), target, tolerance, weight (empty where there is none), inside_one, inside_two (within so many tolerances, or a factor of two), in_view (whether numbers were set with it in a table)"),
    ("validate.json", "`validate`, at the end", "the same, with the share of weight within one and two tolerances, the distance, and the figures that have no counterpart"),
    ("calibrate.parquet", "`calibrate`, at the end", "one row a candidate: round, the value of each free parameter (in its unit), distance, and the shares of weight within one and two tolerances"),
    ("calibrate.json", "`calibrate`, at the end", "by free parameter its range, start and best; distance of start and best, and of both on seeds that chose nothing"),
    ("calibrated.toml", "`calibrate`, at the end", "the best values as a scenario"),
    ("claims.json", "`claims`, at the end", "by claim its verdict and the conditions under which it turns; by question the mean, 95% interval, levels with and without the mechanism, verdict, and the same under each condition; by published figure the row of validate.json. It stands beside the page too where that is elsewhere"),
    ("attribution.md, wargames.md, experiment.md, validate.md, claims.md", "at the end; `--page` puts them elsewhere", "the same for people; beside the page its picture: attribution.svg, wargames.svg, of an experiment NAME.svg"),
)  # fmt: skip

RUN_JSON = (
    ("asked", "the options as they were typed"),
    ("scenario", "name of the scenario"),
    ("overlay", "the scenario's title, question, parameters (less those that `--set` gave) and events"),
    ("parameters", "value of every parameter; units are in the README"),
    ("seed", "all luck follows from it"),
    ("months", "months run, from January 2015"),
    ("abstain", "who does not play: kind to ids, or to `all`; empty where everybody plays"),
    ("flows, agents", "whether these tables were asked for"),
    ("versions", "of Python, this program, numpy, mesa, pandas and pyarrow"),
    (
        "commit",
        "of the code; followed by `+changes.` and a digest of them where files that results follow from differed from it; null without git",
    ),
    ("processor", "type, as the system names it"),
    (
        "digits",
        "`of every processor`; `of this processor alone` where NumPy was imported before the model and uses AVX-512",
    ),
    ("resumed_after", "months completed each time the run was resumed; empty when it was never interrupted"),
    ("wall_seconds", "seconds of running"),
    (
        "loop",
        "the loop of money over the run and by year: recycled fractions, gross and consolidated revenue, circular shares, outside inflow over turnover; null for a twin",
    ),
    ("digest", "sha256 over the state of every kind, what is posted, and the ledger, at the end"),
)

CODES = (
    ("FIELDS", FIELDS),
    ("SCIENCES", SCIENCES),
    ("JOBS", JOBS),
    ("INDUSTRIES", INDUSTRIES),
    ("PURSES", PURSES),
    ("VOICES", VOICES),
    ("STYLES", STYLES),
    ("BLOCS", BLOCS),
)

LISTS = {len(FIELDS): "FIELDS", len(JOBS): "JOBS", len(VOICES): "VOICES"}
"""What a column that is a list runs over, by its length."""


def dictionary() -> str:
    """Return the text of docs/data_dictionary.md."""
    parts = [_head(), _files(), _columns("series.parquet", SERIES), _run_json()]
    parts += [
        _columns("flows.parquet", FLOWS, FLOWS_NOTE),
        _columns("balance_sheet.parquet", BALANCE_SHEET, SHEET_NOTE),
    ]
    parts += [
        _agents(),
        _twin_files(),
        _columns("costs.parquet", COST_COLUMNS, COSTS_NOTE),
        _costs_json(),
        _codes(),
        _study_files(),
    ]
    return "\n\n".join(parts) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _head() -> str:
    return (
        "<!-- Generated by `python -m batch_runs docs`. Do not edit: change the declaration of the column. -->\n"
        "# Data dictionary\n\n"
        "What `python -m batch_runs run --out DIR` writes. Every Parquet file of a run carries the unit and the\n"
        "definition of each column in its schema (`pyarrow.parquet.read_schema(file).field(name).metadata`), and all\n"
        "units as JSON in the file's metadata under `units`; columns in tables of studies have the units of the columns\n"
        "here that they are named after. Money columns that end in `_usd` are nominal dollars of that month at the\n"
        "world's scale. Months are dates: the first day of the month. A row tells of the end of its month; levels with\n"
        "January 2015 = 1 or 100 count from the opening, before that month, so that its row stands a little beside it."
    )


def _files() -> str:
    return "## Files\n\n" + table(
        ("file", "written", "content"), [(f"`{f}`", when, what) for f, when, what in FILES]
    )


def _study_files() -> str:
    rows = [(f"`{f}`", when, what) for f, when, what in STUDY_FILES]
    return (
        "## Files of a study\n\nCommands of many runs keep them in one folder. A file has its final name only when it is whole, and\n"
        "what stands under `results/` is all that counts as finished.\n\n"
        + table(("file", "written", "content"), rows)
    )


FLOWS_NOTE = (
    "Only what moves money; marks, write-offs and wear move none, and show in the balance sheets. In every month and\n"
    "for every holder but the bank, which owes all deposits, payments received less payments made equal the change\n"
    "of its deposit."
)
SHEET_NOTE = (
    "Everything that is held at the end of the month. What a holder has are its rows as `holder`, what it owes its\n"
    "rows as `issuer`; the difference is its net worth."
)


COSTS_NOTE = (
    "Headlines have the item `headline`. The decision reading asks\n"
    "each deciding kind again with everything masked that belief works through; the twin reading compares runs with\n"
    "one luck; the proxy is the figure that the public debate quotes."
)
COSTS_JSON = (
    ("headline", "the three readings over the run"),
    ("technology", "what the technology does without belief: straight against no-AI"),
    ("agreement", "whether the three have one sign, in how many months two of them have opposite signs, and a line for each pair that disagrees over the run"),
    ("items", "every item's total: sum, mean or last month, as `over` says; person-months add up to researcher-years"),
)  # fmt: skip


def _twin_files() -> str:
    rows = [(f"`{file}`", content) for file, content in TWIN_FILES]
    return "## Files of twins\n\n`python -m batch_runs twin --out DIR` writes:\n\n" + table(
        ("file", "content"), rows
    )


def _costs_json() -> str:
    rows = [(f"`{key}`", content) for key, content in COSTS_JSON]
    return "## costs.json\n\nUnder `costs`, for each cost:\n\n" + table(("key", "content"), rows)


def _columns(file: str, columns: Iterable[TableColumn], note: str = "") -> str:
    rows = [(f"`{c.name}`", str(c.type), c.unit, c.definition) for c in columns]
    return "\n\n".join(
        filter(None, (f"## {file}", note, table(("column", "type", "unit", "definition"), rows)))
    )


def _run_json() -> str:
    return "## run.json\n\n" + table(("key", "content"), [(f"`{key}`", content) for key, content in RUN_JSON])


def _agents() -> str:
    first = agents_columns()[:3]
    note = (
        "One table for all kinds, living agents only. A column that a kind does not have is empty. A column `over` a\n"
        "vocabulary is a list in the order given under Codes. A column whose unit is `month` counts months from\n"
        "January 2015, which is 0."
    )
    return "\n\n".join(
        [_columns("agents.parquet", first, note), *(_kind(n, kind) for n, kind in KINDS.items())]
    )


def _kind(name: str, kind: type[Kind]) -> str:
    rows = [(f"`{c.name}`", _type(c.dtype, c.over), c.unit, c.meaning) for c in kind.columns.values()]
    sentence = (kind.__doc__ or "").splitlines()[0]
    return f"### {name}\n\n{sentence}\n\n" + table(("column", "type", "unit", "definition"), rows)


def _type(dtype: type, over: int) -> str:
    name = {"float64": "double"}.get(dtype.__name__, dtype.__name__)
    return f"{name}, over {LISTS[over]}" if over else name


def _codes() -> str:
    rows = [(name, ", ".join(f"{code} {word}" for code, word in enumerate(words))) for name, words in CODES]
    return "## Codes\n\n" + table(("vocabulary", "codes"), rows)
