"""A default run of 21 years: books closed, people and shares conserved, nobody broke, nobody frozen."""

from dataclasses import dataclass, field

import mesa
import numpy as np
import pytest
from small_economy import SMALL, small_economy

from agents.incumbent import NONE
from model import Economy, Parameters
from model.errors import BadInput
from model.history import LONGEST_RUN
from model.metrics import METRICS
from model.opening import MAKE

MONTHS = 252
YEARS = MONTHS // 12
WITH_SHARES = ("startups", "labs")


@dataclass
class Diary:
    """What was noted month by month of a default run, apart from the economy's own series."""

    economy: Economy
    residuals: list[int] = field(default_factory=list)
    lowest_deposit: dict[str, int] = field(default_factory=dict)
    payroll_left: list[int] = field(default_factory=list)
    missing_shares: list[str] = field(default_factory=list)
    lost_people: list[str] = field(default_factory=list)
    back_from_the_dead: list[str] = field(default_factory=list)
    no_numbers: set[str] = field(default_factory=set)
    no_shares: dict[str, float] = field(default_factory=dict)
    people: list[float] = field(default_factory=list)
    graduates: list[int] = field(default_factory=list)
    retired: list[int] = field(default_factory=list)
    movers: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    founded: list[int] = field(default_factory=list)
    programmes: list[int] = field(default_factory=list)


@pytest.fixture(scope="module")
def diary():
    economy = Economy()
    diary = Diary(economy, lowest_deposit=dict.fromkeys(economy.ledger.kinds, 0))
    gone = {kind: np.zeros(population.size, dtype=bool) for kind, population in economy.populations.items()}
    for _ in range(MONTHS):
        before = {kind: population.alive.copy() for kind, population in economy.populations.items()}
        job, people = economy.researchers.job.copy(), economy.researchers.people.copy()
        stage = economy.incumbents.stage.copy()
        economy.step()
        note_money(diary)
        note_numbers(diary)
        note_people(diary, before["researchers"], job, people)
        note_firms(diary, before["startups"], stage)
        note_who_lives(diary, before, gone)
    return diary


def note_money(diary):
    ledger = diary.economy.ledger
    for kind in ledger.kinds:
        diary.lowest_deposit[kind] = min(diary.lowest_deposit[kind], int(ledger.deposits(kind).min()))
    diary.payroll_left.append(int(ledger.deposits("payroll")[0]))
    sheet = ledger.balance_sheet()
    claims = [row for row in sheet.rows if row not in ("plant", "chips", "halls", "reserves", "net worth")]
    owed_and_held = [abs(int(sheet.cents[sheet.rows.index(row)].sum())) for row in claims]
    diary.residuals.append(sum(owed_and_held) + int(np.abs(sheet.cents.sum(axis=0)).sum()))
    for kind in WITH_SHARES:
        population = diary.economy.populations[kind]
        outstanding = np.where(population.alive, population.units, 0)
        wrong = np.flatnonzero(ledger.units("share", kind) != outstanding)
        diary.missing_shares += [f"{kind} {row} in month {diary.economy.month - 1}" for row in wrong]


def note_numbers(diary):
    for kind, population in diary.economy.populations.items():
        for name, column in population.kind.columns.items():
            values = getattr(population, name)[population.rows]
            if not np.isfinite(values).all():
                diary.no_numbers.add(f"{kind}.{name}")
            if column.unit == "share" and len(values):
                note_share(diary, f"{kind}.{name}", values)


def note_share(diary, name, values):
    outside = max(0.0 - values.min(), values.max() - 1.0)
    if outside > 1e-9:
        diary.no_shares[name] = max(diary.no_shares.get(name, 0.0), outside)


def note_people(diary, before, job, people):
    researchers = diary.economy.researchers
    was, now = longer(before, researchers.size), researchers.alive
    stayed = np.flatnonzero(was & now)
    diary.graduates.append(int((now & ~was).sum()))
    diary.retired.append(int((was & ~now).sum()))
    diary.movers.append(int((researchers.job[stayed] != job[stayed]).sum()))
    diary.people.append(float(researchers.people[now].sum()))
    if (researchers.people[stayed] != people[stayed]).any():
        diary.lost_people.append(f"in month {diary.economy.month - 1}")


def note_firms(diary, startups_before, stage_before):
    startups, stage = diary.economy.startups, diary.economy.incumbents.stage
    was = longer(startups_before, startups.size)
    diary.founded.append(int((startups.alive & ~was).sum()))
    diary.closed.append(int((was & ~startups.alive).sum()))
    diary.programmes.append(int(((stage != NONE) & (stage_before == NONE)).sum()))


def note_who_lives(diary, before, gone):
    for kind, population in diary.economy.populations.items():
        dead = longer(gone[kind], population.size)
        if (population.alive & dead).any():
            diary.back_from_the_dead.append(f"{kind} in month {diary.economy.month - 1}")
        gone[kind] = dead | (longer(before[kind], population.size) & ~population.alive)


def longer(flags, size):
    return np.concatenate((flags, np.zeros(size - len(flags), dtype=bool)))


def yearly(monthly):
    return np.array(monthly).reshape(YEARS, 12).sum(axis=1)


# ---------------------------------------------------------------------------------- the books


def test_the_books_close_to_the_cent_in_every_month(diary):
    assert diary.economy.columns()["ledger_residual_cents"] == [0.0] * MONTHS


def test_what_everybody_owes_is_what_everybody_holds_in_every_month(diary):
    assert diary.residuals == [0] * MONTHS


def test_no_account_is_ever_overdrawn(diary):
    assert {kind: cents for kind, cents in diary.lowest_deposit.items() if cents < 0} == {}


def test_the_payroll_is_paid_out_to_the_last_cent_every_month(diary):
    assert diary.payroll_left == [0] * MONTHS


def test_shares_outstanding_are_the_shares_that_somebody_holds(diary):
    assert diary.missing_shares == []


# -------------------------------------------------------------------------------- the people


def test_researchers_are_the_opening_ones_and_graduates_less_those_who_retired(diary):
    economy = diary.economy
    opening = economy.parameters.researcher_agents
    living = opening + np.cumsum(diary.graduates) - np.cumsum(diary.retired)
    assert living[-1] == len(economy.researchers)
    assert diary.people == pytest.approx((living * economy.people_per_researcher).tolist())


def test_nobody_becomes_more_or_fewer_people_on_the_way(diary):
    assert diary.lost_people == []


def test_researchers_by_job_add_up_to_all_researchers_in_every_month(diary):
    jobs = [values for name, values in diary.economy.columns().items() if name.startswith("researchers_")]
    assert len(jobs) == 6
    assert np.sum(jobs, axis=0).tolist() == pytest.approx(diary.people)


def test_the_dead_stay_dead(diary):
    assert diary.back_from_the_dead == []


# ------------------------------------------------------------------------------- the numbers


def test_every_number_of_every_agent_is_finite_in_every_month(diary):
    assert diary.no_numbers == set()


def test_every_measure_is_a_finite_number_in_every_month(diary):
    columns = diary.economy.columns()
    assert [name for name, values in columns.items() if not np.isfinite(values).all()] == []
    assert {len(values) for values in columns.values()} == {MONTHS}


def test_no_share_of_an_agent_leaves_zero_to_one(diary):
    assert diary.no_shares == {}


def test_no_share_that_is_measured_leaves_zero_to_one(diary):
    columns = diary.economy.columns()
    shares = {metric.name: np.array(columns[metric.name]) for metric in METRICS if metric.unit == "share"}
    assert len(shares) >= 4
    assert {name for name, values in shares.items() if values.min() < 0.0 or values.max() > 1.0} == set()


def test_no_money_that_is_measured_is_negative(diary):
    columns = diary.economy.columns()
    money = [metric.name for metric in METRICS if metric.unit.startswith("usd")]
    assert {name for name in money if min(columns[name]) < 0.0} == set()


def test_money_by_field_and_money_by_purse_are_the_same_money(diary):
    columns = diary.economy.columns()
    fields, purses = (
        np.sum([columns[f"vc_usd_{name}"] for name in names], axis=0)
        for names in (
            ("ai", "clean_energy", "biotech", "software", "hardware"),
            ("funds", "corporate", "sovereign"),
        )
    )
    assert fields.tolist() == pytest.approx(purses.tolist())


# ------------------------------------------------------------------- nobody broke, nobody frozen


def test_researchers_move_in_every_year_and_most_of_them_stay(diary):
    moved = yearly(diary.movers) / np.array(diary.people)[::12] * diary.economy.people_per_researcher
    assert moved.min() > 0.01
    assert moved.max() < 0.40


def test_graduates_enter_and_researchers_retire_in_every_year(diary):
    assert yearly(diary.graduates).min() > 0
    assert yearly(diary.retired).min() > 0


def test_startups_are_founded_and_end_in_every_year(diary):
    assert yearly(diary.founded).min() > 0
    assert yearly(diary.closed).min() > 0


def test_the_number_of_startups_neither_vanishes_nor_explodes(diary):
    alive = np.array(diary.economy.columns()["startups_alive"])
    assert alive.min() > 300
    assert alive.max() < 3600


def test_startups_are_sold_and_close_in_every_year(diary):
    columns = diary.economy.columns()
    assert yearly(columns["startup_exits"]).min() > 0
    assert yearly(columns["startup_closures"]).min() > 0


def test_every_purse_puts_money_into_every_field_in_every_year(diary):
    columns = diary.economy.columns()
    for name, values in columns.items():
        if name.startswith("vc_usd_"):
            assert yearly(values).min() > 1e8, name


def test_incumbents_start_programmes_in_every_year(diary):
    assert yearly(diary.programmes).min() > 0


def test_hyperscalers_invest_and_vendors_and_labs_sell_in_every_month(diary):
    columns = diary.economy.columns()
    for name in ("hyperscaler_capex_usd", "vendor_dc_revenue_usd", "cloud_revenue_usd"):
        assert min(columns[name]) > 0.0, name
    assert yearly(columns["lab_revenue_usd"]).min() > 0.0


@pytest.mark.parametrize("kind", ["labs", "hyperscalers", "chip_vendors", "incumbents", "researchers"])
def test_hardly_anybody_of_a_kind_is_penniless_at_the_end(diary, kind):
    population = diary.economy.populations[kind]
    usd = diary.economy.ledger.usd(kind)[population.rows]
    assert np.mean(usd > 1.0) > 0.9


# ----------------------------------------------------------------------------- a Mesa economy


def test_the_economy_is_a_mesa_model_and_runs_under_plain_mesa_steps():
    economy = small_economy()
    assert isinstance(economy, mesa.Model)
    for month in range(3):
        assert economy.month == month
        economy.step()
    assert economy.digest() == small_economy(months=3).digest()
    assert economy.steps == 3


def test_agents_are_real_mesa_agents_of_every_kind_when_somebody_looks():
    economy = small_economy(months=2)
    agents = economy.agents
    assert all(isinstance(agent, mesa.Agent) and agent.model is economy for agent in agents)
    assert {type(agent) for agent in agents} == set(MAKE.values())
    assert len({agent.unique_id for agent in agents}) == len(agents)
    for name, kind in MAKE.items():
        assert len(economy.agents_by_type[kind]) == len(economy.populations[name])


def test_mesas_own_selection_and_collection_work_on_our_agents():
    economy = small_economy(months=2)
    fund = MAKE["funds"]
    rich = economy.agents_by_type[fund].select(lambda agent: agent.cash > 1e6)
    assert 0 < len(rich) <= 20
    assert sum(economy.agents_by_type[fund].get("cash")) == pytest.approx(economy.funds.cash.sum())


def test_the_dead_are_no_agents_any_more():
    economy = small_economy(months=1)
    assert len(economy.agents) > 0
    economy.run(11)
    living = {(type(agent), agent.row) for agent in economy.agents}
    assert living == {(MAKE[k], row) for k, p in economy.populations.items() for row in p.rows.tolist()}


def test_no_agent_object_is_made_when_nobody_looks(monkeypatch):
    monkeypatch.setattr(mesa.Agent, "__init__", lambda *_: pytest.fail("an agent was made"))
    economy = small_economy(months=2)
    economy.series()
    economy.digest()


def test_the_date_is_the_first_day_of_the_last_completed_month():
    economy = small_economy()
    assert str(economy.date)[:7] == "2015-01"
    assert str(economy.run(1).date)[:7] == "2015-01"
    assert str(economy.run(12).date)[:7] == "2016-01"


@pytest.mark.parametrize("months", [-3, 2.0, "2", None, True, LONGEST_RUN])
def test_an_economy_is_not_run_for_what_is_no_number_of_months_that_history_has_left(months):
    economy = small_economy(months=1)
    with pytest.raises(BadInput) as caught:
        economy.run(months)
    assert str(caught.value) == (
        f"run: {months!r} months cannot be run; take a whole number from 0 to 359, what history has left"
    )
    assert economy.month == 1


def test_an_economy_runs_for_no_month_and_for_a_number_of_months_of_numpy():
    assert small_economy().run(0).run(np.int64(2)).month == 2


def test_an_economy_says_at_once_that_a_seed_is_no_whole_number_and_keeps_a_plain_one():
    for seed in (1.9, "1"):
        with pytest.raises(BadInput, match=r"^seed: .* take a whole number from 0 to 2\^63 - 1$"):
            small_economy(seed)
    assert type(small_economy(np.int32(3)).seed) is int


def test_series_have_a_row_for_each_month_and_a_column_for_each_measure():
    series = small_economy(months=13).series()
    assert list(series.columns) == ["month", *(metric.name for metric in METRICS)]
    assert len(series) == 13
    assert str(series["month"].iloc[0].date()) == "2015-01-01"
    assert str(series["month"].iloc[-1].date()) == "2016-01-01"
    assert str(series["month"].dtype).startswith("datetime64")


def test_twice_as_many_agents_are_the_same_world():
    # Every kind doubled: the totals of the opening are the world's, not the number of agents.
    double = {"fund_agents": 40, "startup_agents": 400, "researcher_agents": 600, "incumbent_agents": 96}
    one, two = small_economy(), Economy(Parameters(**(SMALL | double)), 1)
    for kind in ("startups", "labs", "hyperscalers", "incumbents", "researchers"):
        held = [economy.ledger.deposits(kind).sum() for economy in (one, two)]
        assert held[1] == pytest.approx(held[0], rel=0.25), kind
    people = [economy.researchers.people[economy.researchers.rows].sum() for economy in (one, two)]
    assert people[1] == pytest.approx(people[0])


def test_firms_are_sold_for_no_more_than_their_buyers_have_and_the_month_goes_on():
    economy = small_economy(months=1, exit_multiple=100.0)
    economy.startups.revenue[economy.startups.rows] = 2e12
    economy.step()
    assert economy.desk.exits > 0
    left = float(economy.ledger.usd("outside_firms")[0])
    assert 0.0 < left < economy.desk.exit_usd, "they spent most of what they had"
    assert economy.residual_cents == 0
