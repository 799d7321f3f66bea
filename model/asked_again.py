"""Each deciding kind is asked again, masked, and not obeyed: what belief added to this month's decisions.

The month calls one of these functions where a decision was just made, with what was told and drawn. They
answer nothing, change nothing that the economy reads, and do nothing unless the economy was built with
`ask_masked=True`. Who abstains does so with any eyes. What they find stands on the desk until the end of the month.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from agents.hyperscaler import Hyperscaler
from agents.incumbent import NONE, Incumbent
from agents.researcher import Researcher
from agents.venture_fund import VentureFund
from agents.vocabulary import (
    AI,
    AI_ACADEMIA,
    AI_INDUSTRY,
    FIELDS,
    JOBS,
    OTHER_JOB,
    PURSES,
)
from model.abstention import playing, shares_without
from model.masking import mask, shadow_of, sober_offers

if TYPE_CHECKING:
    from model.economy import Economy

YEAR = 12.0
"""Months of a year: over it money fades in what is posted."""


def when_asked(again: Callable[..., None]) -> Callable[..., None]:
    """Let a question be put only in an economy that asks masked questions."""

    @functools.wraps(again)
    def only_then(economy: Economy, *told: Any) -> None:
        if economy.shadow is not None:
            again(economy, *told)

    return only_then


# ------------------------------------------------------------------------------------------- funds


@when_asked
def where_to_invest(economy: Economy, shares: np.ndarray, payback: np.ndarray) -> None:
    """Funds split their money again; `shares` is what they chose, shape (funds, fields).

    Kept is the masked share over the chosen one: what was placed is cut by cash and by asks, and the masked
    amount is cut in the same ratio.
    """
    funds, rows = economy.funds, economy.funds.rows
    sober = funds.ask_masked(VentureFund.field_shares, rows, mask(economy, "funds", rows), payback)
    sober = shares_without(AI, sober, playing(economy, "funds")[rows])
    economy.desk.sober_ratio = np.divide(sober, shares, out=np.ones_like(shares), where=shares > 0.0)


@when_asked
def what_was_placed(economy: Economy, fund: np.ndarray, field: np.ndarray, usd: np.ndarray) -> None:
    """Weigh each purchase (fund by row, field, usd): what the field would have got less what it got.

    gap_k = sum over funds of placed_fk (masked_fk / chosen_fk - 1), by field and purse.
    """
    gap = usd * (economy.desk.sober_ratio[fund, field] - 1.0)
    place = field * len(PURSES) + economy.funds.purse[economy.funds.rows[fund]]
    by_purse = np.bincount(place, gap, len(FIELDS) * len(PURSES))
    economy.desk.not_got = by_purse.reshape(len(FIELDS), len(PURSES))


@when_asked
def money_of_belief(economy: Economy) -> None:
    """Note, once this month's rounds are done, what money belief and the loop's stakes brought to AI in a year, as what is posted fades."""
    shadow, desk, fades = shadow_of(economy), economy.desk, (YEAR - 1.0) / YEAR
    shadow.money = shadow.money * fades - float(desk.not_got[AI].sum())
    shadow.stakes = shadow.stakes * fades + float(desk.staked.sum())


# ------------------------------------------------------------------------------------- researchers


class Search(NamedTuple):
    """A month's search for jobs, one entry per researcher asked, and the vacancies by job."""

    rows: np.ndarray
    draw: np.ndarray
    reply: np.ndarray
    lottery: np.ndarray
    wanted: np.ndarray
    moves: np.ndarray
    vacancies: np.ndarray


@when_asked
def where_to_work(economy: Economy, offers: np.ndarray, posts: np.ndarray, search: Search) -> None:
    """Those who got an offer answer again; their evidence-only selves move, cut by vacancies as the others were."""
    people, shadow, rows = economy.researchers, shadow_of(economy), search.rows
    sober = people.ask_masked(
        Researcher.next_job, rows, mask(economy, "researchers", rows), sober_offers(economy, offers), posts,
        draw=search.draw, reply=search.reply,
    )  # fmt: skip
    served = search.lottery < _first_refused(people.job[rows], people.people[rows], search)[sober]
    moves = served & (sober != shadow.job[rows])
    shadow.job[rows[moves]] = sober[moves]


def _first_refused(job: np.ndarray, people: np.ndarray, search: Search) -> np.ndarray:
    """Return by job the first lottery number that was, or would have been, refused; shape (jobs,)."""
    first = np.full(len(JOBS), np.inf)
    refused = (search.wanted != job) & ~search.moves
    np.minimum.at(first, search.wanted[refused], search.lottery[refused])
    # Where nobody applied, a door without a vacancy is shut all the same.
    half = 0.5 * people[0] if len(people) else 0.0
    return np.where(search.vacancies < half, -np.inf, first)


@when_asked
def laid_off(economy: Economy, rows: np.ndarray) -> None:
    """Who loses a job loses it in evidence-only eyes too, if its evidence-only self held the same."""
    shadow = shadow_of(economy)
    lost = rows[shadow.job[rows] == economy.researchers.job[rows]]
    shadow.job[lost] = OTHER_JOB


@when_asked
def first_job(economy: Economy, rows: np.ndarray, offers: np.ndarray, draws: np.ndarray) -> None:
    """Entrants start again where their evidence-only selves trained; those in AI choose industry or academia."""
    people, shadow = economy.researchers, shadow_of(economy)
    shadow.job[rows] = shadow.trained[rows]
    mine = rows[np.isin(shadow.trained[rows], (AI_INDUSTRY, AI_ACADEMIA))]
    industry = people.ask_masked(
        Researcher.prefers_industry, mine, mask(economy, "researchers", mine), sober_offers(economy, offers),
        draw=draws[mine],
    )  # fmt: skip
    shadow.job[mine] = np.where(industry, AI_INDUSTRY, AI_ACADEMIA)


@when_asked
def field_of_study(
    economy: Economy, rows: np.ndarray, offers: np.ndarray, posts: np.ndarray, draw: np.ndarray
) -> None:
    """Students choose their field again; the answer counts when they enter, years later."""
    people, shadow = economy.researchers, shadow_of(economy)
    shadow.grow(people.job, people.trained)
    study = people.ask_masked(
        Researcher.field_of_study, rows, mask(economy, "researchers", rows), sober_offers(economy, offers), posts,
        draw=draw,
    )  # fmt: skip
    shadow.trained[rows] = np.where(study == AI_INDUSTRY, AI_ACADEMIA, study)
    shadow.job[rows] = shadow.trained[rows]


@when_asked
def ai_pay(
    economy: Economy, wanted: dict[str, np.ndarray], bid_up: Callable[[Economy, float, float, float], float]
) -> None:
    """Post AI industry's pay again by the same rule, without the posts and the moves that belief brought.

    Posts less those of programmes that belief started, with those that only evidence would have started, and less
    the part of labs' and start-ups' posts that is paid from the money that belief brought to AI in the last year; people
    less those that it moved. The same money posts more people where pay is lower. `wanted` is people by employer,
    `bid_up` the rule (posts, people, pay last month) of the talent market.
    """
    shadow, people, startups = shadow_of(economy), economy.researchers, economy.startups
    young = startups.rows[startups.field[startups.rows] == AI]
    brought = shadow.money + shadow.stakes
    brought = float(np.clip(brought / (economy.posted.money[AI] + shadow.stakes), 0.0, 1.0))
    pay = float(economy.desk.pay[AI_INDUSTRY])
    missing = YEAR * economy.parameters.project_staff_share * float(shadow.missing.sum()) / pay
    sober = {
        "labs": wanted["labs"] * (1.0 - brought * _from_rounds(economy.labs, economy.labs.rows)),
        "hyperscalers": wanted["hyperscalers"],
        "incumbents": np.where(shadow.by_belief[economy.incumbents.rows], 0.0, wanted["incumbents"]),
        "startups": wanted["startups"] * (1.0 - brought * _from_rounds(startups, young)),
    }
    posts = sum(float(part.sum()) for part in sober.values()) + missing
    here = float(np.sum(shadow.job[people.rows] == AI_INDUSTRY)) * economy.people_per_researcher
    shadow.ai_pay = bid_up(economy, posts * (pay / shadow.ai_pay), here, shadow.ai_pay)


def _from_rounds(firms: Any, rows: np.ndarray) -> np.ndarray:
    """Return the part of spending that sales do not pay, shape (rows,)."""
    sales = firms.revenue[rows] / YEAR
    part: np.ndarray = 1.0 - np.minimum(sales / np.maximum(firms.spending[rows], 1.0), 1.0)
    return part


# -------------------------------------------------------------------------------------- incumbents


@when_asked
def programmes(economy: Economy, starts: np.ndarray, advance: float, draws: np.ndarray) -> None:
    """Firms are asked again whether they start a programme; `starts` are about to, `draws` are by living firm.

    A programme is by belief until the firm's evidence-only self would have started one too, or it ends. A
    programme that only the evidence-only self would start counts against: it runs as long, its pilot ends with the luck that the firm's own
    would have, and it goes on or not by the same rules, but is not scaled up later. What a programme may borrow is settled after it starts, so no condition of credit enters the choice.
    """
    firms, shadow, month, rows = (
        economy.incumbents,
        shadow_of(economy),
        economy.month,
        economy.incumbents.rows,
    )
    has = firms.stage != NONE
    shadow.by_belief &= has
    seen = mask(economy, "incumbents", rows)
    wants = firms.ask_masked(Incumbent.wants_project, rows, seen, advance, draw=draws)
    sober = rows[wants & playing(economy, "incumbents")[rows]]
    has[starts] = True
    _go_on_missing(economy, advance)
    shadow.by_belief[starts] = shadow.missing[starts] == 0.0
    shadow.by_belief[sober] = False
    shadow.missing[has] = 0.0
    missed = sober[~has[sober] & (shadow.missing[sober] == 0.0)]
    shadow.missing_until[missed] = month + economy.parameters.pilot_months - 1
    shadow.missing[missed] = firms.ask(Incumbent.pilot_budget, missed)


def _go_on_missing(economy: Economy, advance: float) -> None:
    """Let programmes that only the evidence-only self has go on from last month: pilots end, are kept or scaled, and a few are given up."""
    firms, shadow, p, month = economy.incumbents, shadow_of(economy), economy.parameters, economy.month - 1
    if not shadow.missing.any():
        return
    done = np.flatnonzero((shadow.missing > 0.0) & (shadow.missing_until == month))
    luck = economy.chance.normal("value of a programme", month, firms.size)[done]
    value = firms.ask(Incumbent.project_value, done, advance, economy.fruit(), draw=luck)
    scaled, met = (
        firms.ask(Incumbent.scales, done, value=value),
        firms.ask(Incumbent.meets, done, value=value),
    )
    shadow.missing[done] *= np.where(scaled, p.scaling_factor, 1.0) * (scaled | met)
    given_up = economy.chance.uniform("drop a programme", month, firms.size) < p.abandonment / 10.0
    shadow.missing[given_up & (shadow.missing_until <= month)] = 0.0


@when_asked
def spent_on_programmes(economy: Economy) -> None:
    """Weigh what was just spent on programmes: on those of belief, less what those that only evidence would have started had spent.

    These would have found as few of their people as the others did.
    """
    shadow, desk, planned = shadow_of(economy), economy.desk, float(economy.incumbents.budget.sum())
    shadow.missing[shadow.missing_until < economy.month] *= np.exp(desk.dearer)
    filled = float(desk.on_programmes.sum()) / planned if planned > 0.0 else 1.0
    by_belief = float(desk.on_programmes[shadow.by_belief].sum())
    desk.programmes_by_belief = by_belief - filled * float(shadow.missing.sum())


# ------------------------------------------------------------------------------------ hyperscalers


@when_asked
def ai_capex(
    economy: Economy, cost: float, plant: np.ndarray, chips: np.ndarray, cut: np.ndarray, paid: np.ndarray
) -> None:
    """Hyperscalers decide AI capex again; `chips` is what they wanted (usd), `cut` what they could afford of it.

    The masked wish is cut in the same ratio, and further where evidence-only collateral bears less. `cost` is
    that of a unit of compute, `plant` ordinary capex, which belief does not enter, `paid` what a subsidy orders beside it.
    """
    scalers, rows = economy.hyperscalers, economy.hyperscalers.rows
    eyes = mask(economy, "hyperscalers", rows)
    sober = scalers.ask_masked(Hyperscaler.desired_compute, rows, eyes) * cost
    sober = sober + scalers.ask_masked(Hyperscaler.rivalry_capex, rows, eyes, wanted=sober)
    sober = np.where(playing(economy, "hyperscalers")[rows], sober, 0.0)
    room = np.maximum(scalers.ask_masked(Hyperscaler.spending_room, rows, eyes) - paid, 0.0)
    borne = np.minimum(cut, room / np.maximum(plant + sober, 1.0))
    economy.desk.sober_ai_capex = sober * borne
    shadow_of(economy).ordered[rows] += (chips * cut - sober * borne) / cost


@when_asked
def deliver(economy: Economy, before: np.ndarray) -> None:
    """What belief alone ordered comes, and is paid, as the rest is; `before` is what each hyperscaler had on order, units."""
    shadow, waits, before = shadow_of(economy), before > 1e-9, np.maximum(before, 1e-9)
    economy.desk.capex_by_belief = float(np.sum(economy.desk.chip_capex * shadow.ordered / before))
    left = np.where(waits, economy.hyperscalers.on_order / before, 1.0)
    shadow.built += shadow.ordered * (1.0 - left)
    shadow.ordered *= left


# -------------------------------------------------------------------------------- end of the month


@when_asked
def close(economy: Economy) -> None:
    """Note at the end of the month what the next one's questions need: prices and plants that belief brought."""
    shadow, desk, p = shadow_of(economy), economy.desk, economy.parameters
    believed = p.multiple_by_belief * economy.posted.promise_left * economy.posted.attention
    shadow.lift_year_ago += (
        shadow.price_lift - shadow.lift_year_ago
    ) / YEAR  # a firm reports before it is priced
    shadow.price_lift += p.ai_anchor * (believed - shadow.price_lift)
    shadow.built *= 1.0 - p.chip_retirement / 12.0
    desk.drained = _drained(economy)


def _drained(economy: Economy) -> np.ndarray:
    """Return people in AI industry because of belief, by where they would be without it, shape (jobs,).

    Who is in AI industry while its evidence-only self is elsewhere counts there; who is elsewhere while that
    self is in AI industry counts against, where it is.
    """
    people, rows = economy.researchers, economy.researchers.rows
    job, sober = people.job[rows], shadow_of(economy).job[rows]
    came, stayed_out = (
        (job == AI_INDUSTRY) & (sober != AI_INDUSTRY),
        (job != AI_INDUSTRY) & (sober == AI_INDUSTRY),
    )
    heads = people.people[rows]
    drawn = np.bincount(sober[came], heads[came], len(JOBS))
    return drawn - np.bincount(job[stayed_out], heads[stayed_out], len(JOBS))
