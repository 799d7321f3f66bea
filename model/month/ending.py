"""Trade and fail: stakes are marked; firms exit or close; programmes end; funds pay their backers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.incumbent import KEPT, NONE, PILOT, SCALED, Incumbent
from agents.startup import Startup
from agents.vocabulary import AI, FIELDS, INDUSTRIES
from model.markets.compute import share_out
from model.month.build import AFFORDABLE
from model.month.default import fail_on_debt
from model.month.finance import hope_of_market
from model.month.listed import trade_shares
from model.opening import BACKERS
from model.stakes import stakes_by_field

if TYPE_CHECKING:
    from model.economy import Economy
    from model.statements import Lots


def trade(economy: Economy) -> None:
    """Funds read their marks; listed shares are priced, traded and shorted."""
    funds = economy.funds
    now = stakes_by_field(economy)
    gain = now + funds.sold - funds.book
    growth = 12.0 * gain / np.maximum(funds.book, 1.0)
    holds = funds.book > SMALL_BOOK
    funds.seen_marks[:] = np.where(holds, growth, funds.marks)
    funds.book[:] = now
    trade_shares(economy)


SMALL_BOOK = 1e6
"""Below a million dollars in a field a fund has no marks to learn from."""


def fail(economy: Economy) -> None:
    """Start-ups are sold or close, programmes prove themselves or end, funds pay out what came in."""
    _exit(economy)
    _close(economy)
    fail_on_debt(economy)
    _end_pilots(economy)
    _drop(economy)
    _distribute(economy)


def _exit(economy: Economy) -> None:
    startups, month, ledger = economy.startups, economy.month, economy.ledger
    rows = startups.rows
    luck = economy.chance.uniform("exit", month, startups.size)[rows]
    posted = economy.posted
    trend = np.where(startups.field == AI, posted.ai_trend, posted.rest_trend)
    out = rows[startups.ask(Startup.exits, rows, month, economy.prices(), draw=luck, trend=trend[rows])]
    draw = economy.chance.normal("exit value", month, startups.size)[out]
    hope = np.where(startups.field == AI, hope_of_market(economy, posted.mood), 0.0)
    value = startups.ask(Startup.exit_value, out, draw=draw, trend=trend[out], hope=hope[out])
    value = share_out(value, min(AFFORDABLE * float(ledger.usd("outside_firms")[0]), MOST_FOR_FIRMS))
    paid = ledger.close("share", ("startups", out), ("outside_firms", 0), value)
    _count_sold(economy, paid)
    moved = np.bincount(startups.field[out], startups.revenue[out], len(FIELDS))
    posted.graduates, posted.sales = posted.graduates + moved, posted.sales - moved
    ledger.sweep("taken over", ("startups", out), ("outside_firms", 0))
    startups.leave(out)
    startups.staff[out] = 0.0
    economy.desk.exits, economy.desk.exit_usd = len(out), float(value.sum())


MOST_FOR_FIRMS = 5e14
"""Most that buyers pay for start-ups in a month, usd: half of what one posting may hold. Odd economies come near; base runs stay below a hundredth of it."""


def _count_sold(economy: Economy, paid: Lots) -> None:
    """Note what funds got for stakes that ended, by field."""
    fields = len(FIELDS)
    mine = paid.holder_kind == economy.ledger.code("funds")
    place = paid.holder_id[mine] * fields + economy.startups.field[paid.issuer_id[mine]]
    sold = np.bincount(place, paid.cents[mine] / 100.0, economy.funds.size * fields)
    economy.funds.sold[:] = sold.reshape(-1, fields)


def _close(economy: Economy) -> None:
    startups, ledger = economy.startups, economy.ledger
    rows = startups.rows
    luck = economy.chance.uniform("closure", economy.month, startups.size)[rows]
    startups.cash[:] = ledger.usd("startups")  # with the money of this month's rounds
    out = rows[startups.ask(Startup.fails, rows, economy.month, draw=luck)]
    ledger.write_off("share", ("startups", out))
    ledger.sweep("wound up", ("startups", out), ("outside_firms", 0))
    startups.leave(out)
    startups.staff[out] = 0.0
    economy.desk.closures = len(out)


def _end_pilots(economy: Economy) -> None:
    """Pilots that ran their time, this month included, show their value: scaled up, kept as they are, or ended; the industry hears of it."""
    p, firms, month = economy.parameters, economy.incumbents, economy.month
    done = firms.rows[(firms.stage == PILOT) & (month - firms.stage_since >= p.pilot_months - 1)]
    luck = economy.chance.normal("value of a programme", month, firms.size)[done]
    advance = float(np.log(economy.posted.technology[AI]))
    value = firms.ask(Incumbent.project_value, done, advance, economy.fruit(), draw=luck)
    scaled, met = (
        firms.ask(Incumbent.scales, done, value=value),
        firms.ask(Incumbent.meets, done, value=value),
    )
    firms.stage[done] = np.where(scaled | met, KEPT, NONE)
    firms.stage_since[done] = month
    firms.tries[done] += 1
    firms.budget[done] *= scaled | met
    firms.benefit[done] = 12.0 * value * firms.budget[done]
    count = firms.firms[done]
    economy.desk.pilots_ended = float(count.sum())
    economy.desk.projects[[1, 3]] = count[met].sum(), count[~(scaled | met)].sum()
    _scale_up(economy)
    _learn_from(economy, done, value, _told(economy, value, count))


def _scale_up(economy: Economy) -> None:
    """Programmes that are worth it by now are scaled up: at the end of the pilot, or when cheaper compute made them so."""
    firms, factor = economy.incumbents, economy.parameters.scaling_factor
    kept = firms.rows[firms.stage[firms.rows] == KEPT]
    up = kept[firms.ask(Incumbent.scales, kept, value=firms.ask(Incumbent.value_by_now, kept))]
    firms.stage[up] = SCALED
    economy.desk.projects[2] = firms.firms[up].sum()
    firms.budget[up] *= factor
    firms.benefit[up] *= factor


def _told(economy: Economy, value: np.ndarray, firms: np.ndarray) -> np.ndarray:
    """Return whose result the industry hears, and post the part of firms that call theirs a success.

    Who must disclose tells all. Who need not tells what it calls a success, and of the rest nothing. Source: failed
    projects are not announced, as negative results are not published.
    """
    p, posted = economy.parameters, economy.posted
    success = value >= (1.0 if p.disclosure > 0.0 else BOAST) * p.return_hurdle
    if len(value):
        weight = HEARD * 12.0 * float(firms.sum() / economy.incumbents.firms.sum())
        share = float(np.sum(firms * success) / firms.sum())
        posted.project_success += weight * (share - posted.project_success)
    return success | (p.disclosure > 0.0)


HEARD = 0.1
"""Weight of one month's results in what is known about success, at one result a firm and year."""

BOAST = 0.8
"""Without disclosure, firms call a result a success that came this near to its hurdle."""


def _learn_from(economy: Economy, done: np.ndarray, value: np.ndarray, told: np.ndarray) -> None:
    firms, rows = economy.incumbents, economy.incumbents.rows
    own, has = np.zeros(firms.size), np.zeros(firms.size, dtype=bool)
    own[done], has[done] = value, True
    industry, count = firms.industry[done[told]], firms.firms[done[told]]
    number = np.bincount(industry, count, len(INDUSTRIES))
    mean = np.bincount(industry, count * value[told], len(INDUSTRIES)) / np.maximum(number, 1.0)
    heard = np.where(number > 0, mean, np.nan)[firms.industry]
    heard = np.where(np.isnan(heard), firms.expected_value, heard)
    firms.expected_value[rows] = firms.ask(
        Incumbent.learned_value, rows, own_result=own[rows], has_result=has[rows], industry_result=heard[rows]
    )


def _drop(economy: Economy) -> None:
    firms = economy.incumbents
    luck = economy.chance.uniform("drop a programme", economy.month, firms.size)[firms.rows]
    out = firms.rows[firms.ask(Incumbent.drops, firms.rows, draw=luck)]
    firms.stage[out], firms.budget[out], firms.benefit[out] = NONE, 0.0, 0.0
    economy.desk.projects[3] += firms.firms[out].sum()


def _distribute(economy: Economy) -> None:
    """Funds pass on what exits brought: capital first, then gains."""
    funds, ledger = economy.funds, economy.ledger
    rows = funds.rows
    due = funds.sold.sum(axis=1)[rows] * (1.0 - economy.parameters.recycling)
    owed = ledger.owed("partnership", "funds")[rows] / 100.0
    backer = np.array(BACKERS)[funds.purse[rows]]
    for name in sorted(set(BACKERS)):
        mine = (backer == name) & (due > 0.0)
        capital = np.minimum(due, owed)[mine]
        ledger.redeem("partnership", (name, 0), ("funds", rows[mine]), capital)
        ledger.pay("distribution", ("funds", rows[mine]), (name, 0), due[mine] - capital)
