"""Hire: employers post, researchers answer, cohorts finish, staff is shared out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.hyperscaler import Hyperscaler
from agents.incumbent import Incumbent
from agents.lab import Lab
from agents.researcher import Researcher
from agents.startup import Startup
from agents.vocabulary import (
    AI,
    AI_ACADEMIA,
    AI_INDUSTRY,
    BASIC_SCIENCE,
    BIOTECH_JOB,
    CLEAN_ENERGY_JOB,
    JOBS,
    OTHER_JOB,
)
from model import asked_again
from model.history import opening
from model.markets import talent
from model.network import seen_share
from model.opening import enrol
from model.opening_record import ENTRY_RATE

if TYPE_CHECKING:
    from model.economy import Economy

JOB_OF_FIELD = np.array([AI_INDUSTRY, CLEAN_ENERGY_JOB, BIOTECH_JOB, OTHER_JOB, OTHER_JOB])
"""Which researchers a start-up of each field employs."""

ACADEMIC = np.isin(np.arange(len(JOBS)), (AI_ACADEMIA, BASIC_SCIENCE))
"""By job: whether it is one in academia."""

TRAINED_IN_AI = np.isin(np.arange(len(JOBS)), (AI_INDUSTRY, AI_ACADEMIA))
"""By job trained for: whether an AI graduate."""


def hire(economy: Economy) -> None:
    """Employers post what they need, researchers choose, the short side rations, staff is shared out."""
    _plan(economy)
    _graduate(economy)
    _retire(economy)
    wanted = _post_offers(economy)
    _move(economy)
    _lay_off(economy)
    _share_out(economy, wanted)
    _enrol(economy)


def _plan(economy: Economy) -> None:
    """Start-ups and labs fix what they will spend this month."""
    for name, population in (("startups", economy.startups), ("labs", economy.labs)):
        rows = population.rows
        population.cash[:] = economy.ledger.usd(name)  # with the money of this month's rounds
        population.spending[rows] = population.ask(population.kind.planned_spending, rows)


def people_by_job(economy: Economy) -> np.ndarray:
    """Return people at work by job, shape (6,)."""
    researchers, rows = economy.researchers, economy.researchers.rows
    return np.bincount(researchers.job[rows], minlength=len(JOBS)) * economy.people_per_researcher


def _post_offers(economy: Economy) -> dict[str, np.ndarray]:
    """Return the AI researchers each employer wants; post pay and posts by job."""
    p, posted = economy.parameters, economy.posted
    economy.desk.pay = posted.pay.copy()
    pay = float(posted.pay[AI_INDUSTRY])
    labs, startups = economy.labs, economy.startups
    labs.wage[labs.rows] = labs.ask(Lab.next_wage, labs.rows, pay)
    young = startups.rows[startups.field[startups.rows] == AI]
    share, told = np.full(len(young), p.startup_research_share), np.full(len(young), pay)
    wanted = {
        "labs": labs.ask(Lab.desired_staff, labs.rows),
        "hyperscalers": economy.hyperscalers.ask(
            Hyperscaler.desired_ai_staff, economy.hyperscalers.rows, pay
        ),
        "incumbents": economy.incumbents.ask(Incumbent.desired_ai_staff, economy.incumbents.rows, pay),
        "startups": startups.ask(Startup.desired_staff, young, wage=told, research_share=share),
    }
    posted.posts[AI_INDUSTRY] = sum(part.sum() for part in wanted.values())
    growth = np.exp(p.academic_growth / 12.0)
    posted.posts[[AI_ACADEMIA, BASIC_SCIENCE]] *= growth
    posted.pay *= np.exp(p.wage_trend / 12.0)
    posted.pay[AI_INDUSTRY] = bid_up(
        economy, float(posted.posts[AI_INDUSTRY]), float(people_by_job(economy)[AI_INDUSTRY]), pay
    )
    asked_again.ai_pay(economy, wanted, bid_up)
    return wanted


LEAST_AI_PAY = 1.05
"""Pay in AI industry over pay of the job other, at least. Assumed."""


def bid_up(economy: Economy, posts: float, people: float, pay: float) -> float:
    """Return pay in AI industry after a month with so many posts and people: trend, and bids where more posts than usual are open.

    `pay` is that of last month, usd a year. People come one agent at a time, so half an agent's people may be missing
    anyway. Nobody in AI industry earns less than `LEAST_AI_PAY` times the pay of the job other.
    """
    p = economy.parameters
    short = 1.0 - (people + 0.5 * economy.people_per_researcher) / max(posts, 1.0) - p.usual_vacancies
    bid = p.wage_bidding * p.wage_response / 12.0 * float(np.clip(short, -0.3, 0.6))
    floor = economy.posted.pay[OTHER_JOB] * LEAST_AI_PAY
    return float(max(pay * np.exp(p.wage_trend / 12.0) * np.exp(bid), floor))


def _offers(economy: Economy) -> tuple[np.ndarray, np.ndarray]:
    """Return what is posted by job: pay over January 2015, and each job's share of all posts."""
    posted, here = economy.posted, (CLEAN_ENERGY_JOB, BIOTECH_JOB, OTHER_JOB)
    posts = posted.posts.copy()
    posts[list(here)] = people_by_job(economy)[list(here)]
    posts = np.maximum(posts, 1.0)
    return posted.relative_pay(), posts / posts.sum()


def _vacancies(economy: Economy) -> np.ndarray:
    """Return open posts by job; outside firms take whoever comes to clean energy, biotech and other jobs."""
    open_posts = np.maximum(economy.posted.posts - people_by_job(economy), 0.0)
    open_posts[[CLEAN_ENERGY_JOB, BIOTECH_JOB, OTHER_JOB]] = np.inf
    return open_posts


def _move(economy: Economy) -> None:
    p, researchers, month = economy.parameters, economy.researchers, economy.month
    rows = researchers.rows
    gets_offer = economy.chance.uniform("search for a job", month, researchers.reach)[rows]
    rows = rows[gets_offer < p.search_rate]
    _watch_colleagues(economy, rows)
    luck = economy.chance.uniform("choice of job", month, researchers.reach)[rows]
    reply = economy.chance.uniform("reply to an offer", month, researchers.reach)[rows]
    offers, vacancies = _offers(economy), _vacancies(economy)
    wanted = researchers.ask(Researcher.next_job, rows, *offers, draw=luck, reply=reply)
    lottery = economy.chance.uniform("lottery of posts", month, researchers.reach)[rows]
    moves = talent.place(wanted, researchers.job[rows], researchers.people[rows], vacancies, lottery)
    search = asked_again.Search(rows, luck, reply, lottery, wanted, moves, vacancies)
    asked_again.where_to_work(economy, *offers, search)
    leavers = rows[moves]
    academic = ACADEMIC[researchers.job[leavers]] & ~ACADEMIC[wanted[moves]]
    economy.desk.academic_exits = float(researchers.people[leavers[academic]].sum())
    economy.desk.moved_to = np.bincount(wanted[moves], researchers.people[leavers], len(JOBS))
    researchers.job[leavers] = wanted[moves]


def _watch_colleagues(economy: Economy, rows: np.ndarray) -> None:
    people = economy.researchers
    people.colleagues[rows] = seen_share(economy.colleagues[rows], people.job, len(JOBS), people.alive)


def _lay_off(economy: Economy) -> None:
    """Posts that nobody pays for any more are cut, a quarter of the surplus a month; the leavers go to other jobs."""
    researchers = economy.researchers
    rows = researchers.rows
    surplus = np.maximum(people_by_job(economy) - economy.posted.posts, 0.0) * LAY_OFF_SPEED
    surplus[[CLEAN_ENERGY_JOB, BIOTECH_JOB, OTHER_JOB]] = 0.0
    lottery = economy.chance.uniform("lottery of lay-offs", economy.month, researchers.reach)[rows]
    last = economy.chance.uniform("last of the lay-offs", economy.month, len(JOBS))
    out = talent.laid_off(researchers.job[rows], researchers.people[rows], surplus, lottery, last)
    asked_again.laid_off(economy, rows[out])
    economy.desk.moved_to[OTHER_JOB] += researchers.people[rows[out]].sum()
    researchers.job[rows[out]] = OTHER_JOB


LAY_OFF_SPEED = 0.25
"""Part of the people beyond all posts who are let go in a month. Assumed."""


def _share_out(economy: Economy, wanted: dict[str, np.ndarray]) -> None:
    """Share the researchers of each job out among those who want them; labs pay most and are served first."""
    economy.desk.supply = people_by_job(economy)
    pay = float(economy.desk.pay[AI_INDUSTRY])
    names = list(wanted)
    offers = [
        economy.labs.wage[economy.labs.rows] if name == "labs" else np.full(len(wanted[name]), pay)
        for name in names
    ]
    people = talent.staffing(
        np.concatenate([wanted[name] for name in names]),
        np.concatenate(offers),
        economy.desk.supply[AI_INDUSTRY],
    )
    cuts = np.cumsum([len(wanted[name]) for name in names])[:-1]
    got = dict(zip(names, np.split(people, cuts), strict=True))
    economy.labs.staff[economy.labs.rows] = got["labs"]
    economy.hyperscalers.ai_staff[economy.hyperscalers.rows] = got["hyperscalers"]
    economy.incumbents.ai_staff[economy.incumbents.rows] = got["incumbents"]
    startups, rows = economy.startups, economy.startups.rows
    field = startups.field[rows]
    startups.staff[rows[field == AI]] = got["startups"]
    for job in (CLEAN_ENERGY_JOB, BIOTECH_JOB, OTHER_JOB):
        mine = rows[JOB_OF_FIELD[field] == job]
        told = np.full(len(mine), economy.desk.pay[job])
        share = np.full(len(mine), economy.parameters.startup_research_share)
        asked = startups.ask(Startup.desired_staff, mine, wage=told, research_share=share)
        startups.staff[mine] = talent.staffing(asked, told, float(economy.desk.supply[job]))


def _graduate(economy: Economy) -> None:
    """Cohorts whose training ends enter, as many as there were mentors to teach them, and take a first job."""
    p, researchers, month = economy.parameters, economy.researchers, economy.month
    due = np.flatnonzero(researchers.due == month)
    economy.ledger.open("researchers", int(due[-1]) + 1 - economy.ledger.count("researchers"))
    luck = economy.chance.uniform("finishing", month, int(due[-1]) + 1)[due]
    ordinary = p.researcher_agents * ENTRY_RATE / 12.0 / economy.cohort_slots * _population(month)
    entering = due[luck < ordinary * _taught(economy)[researchers.trained[due]]]
    pay = economy.posted.pay[researchers.trained[entering]]
    researchers.enter(
        entering, job=researchers.trained[entering], people=economy.people_per_researcher, pay=pay
    )
    economy.desk.entered = float(researchers.people[entering].sum())
    _first_job(economy, entering)


def _population(month: int) -> float:
    """Return researchers in the world over those of January 2015, on trend."""
    return float(np.exp(opening().researchers_growth * month / 12.0))


def _taught(economy: Economy) -> np.ndarray:
    """Return how full cohorts are by job trained for: fewer mentors than on trend teach fewer students."""
    now = people_by_job(economy)
    academic = now[AI_ACADEMIA] + now[BASIC_SCIENCE]
    mentors = np.full(len(JOBS), academic / economy.usual_mentors[1])
    mentors[AI_ACADEMIA] = now[AI_ACADEMIA] / economy.usual_mentors[0]
    trend = np.exp(economy.parameters.academic_growth * economy.month / 12.0)
    return np.exp(economy.parameters.mentor_elasticity * np.log(np.clip(mentors / trend, 0.05, 1.0)))


def _first_job(economy: Economy, rows: np.ndarray) -> None:
    """AI graduates choose between industry and academia; the rest start where they were trained."""
    researchers, month = economy.researchers, economy.month
    mine = rows[TRAINED_IN_AI[researchers.trained[rows]]]
    _watch_colleagues(economy, mine)
    luck, offers = economy.chance.uniform("first job", month, researchers.reach), _offers(economy)[0]
    industry = researchers.ask(Researcher.prefers_industry, mine, offers, draw=luck[mine])
    asked_again.first_job(economy, rows, offers, luck)
    researchers.job[mine] = np.where(industry, AI_INDUSTRY, AI_ACADEMIA)
    people = researchers.people[mine]
    economy.desk.new_ai_phds = np.array([people[industry].sum(), people[~industry].sum()])


def _retire(economy: Economy) -> None:
    researchers = economy.researchers
    rows = researchers.rows
    luck = economy.chance.uniform("retirement", economy.month, researchers.reach)[rows]
    out = rows[luck < opening().researchers_exit_rate / 12.0]
    economy.ledger.sweep("estate", ("researchers", out), ("households", 0))
    researchers.leave(out)


def _enrol(economy: Economy) -> None:
    """Numbered entrants choose today what they will be in five and a half years."""
    p, researchers, month = economy.parameters, economy.researchers, economy.month
    first, slots = researchers.size, economy.cohort_slots
    rows = np.arange(first, first + slots)
    researchers.reserve(first + slots)
    enrol(economy, rows)
    _watch_colleagues(economy, rows)
    luck, offers = economy.chance.uniform("field of study", month, slots), _offers(economy)
    study = researchers.ask(Researcher.field_of_study, rows, *offers, draw=luck)
    asked_again.field_of_study(economy, rows, *offers, luck)
    researchers.trained[rows] = np.where(study == AI_INDUSTRY, AI_ACADEMIA, study)
    researchers.job[rows] = researchers.trained[rows]
    researchers.due[rows] = month + p.training_months
