"""What masked means: what each deciding kind sees in place of what belief works through, declared once per kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from agents.incumbent import NONE
from agents.venture_fund import VentureFund
from agents.vocabulary import AI, AI_INDUSTRY, JOBS
from model.network import seen_share

if TYPE_CHECKING:
    from model.economy import Economy

Values = np.ndarray


def _nothing(*shape: int) -> np.ndarray:
    return field(default_factory=lambda: np.zeros(shape))


def _numbers() -> np.ndarray:
    return field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def _amounts() -> np.ndarray:
    return field(default_factory=lambda: np.zeros(0))


@dataclass
class Shadow:
    """Where the evidence-only selves of agents stand: what they would have decided, carried from month to month.

    The economy never reads it, and its digest does not know it. It is saved with the economy.
    """

    signals: dict[str, Values] = field(default_factory=dict)  # columns of January 2015, by kind.column
    job: Values = _numbers()  # by researcher: where its evidence-only self works
    trained: Values = _numbers()  # by researcher: what that self trained for
    ai_pay: float = 0.0  # usd a year: pay in AI industry without the bids that belief pays for
    money: float = 0.0  # usd into AI rounds because of belief, fading over a year
    stakes: float = 0.0  # usd of the loop's stakes in labs, fading over a year
    price_lift: float = 0.0  # log: part of AI shares' price that belief's anchor has put in
    lift_year_ago: float = 0.0  # the same a year ago, trailing
    by_belief: Values = field(default_factory=lambda: np.zeros(0, dtype=bool))  # by incumbent
    missing_until: Values = _numbers()  # by incumbent: month in which a pilot it did not start would end
    missing: Values = _amounts()  # by incumbent: usd a month that its programme would spend
    ordered: Values = _amounts()  # by hyperscaler: units on order because of belief
    built: Values = _amounts()  # by hyperscaler: units of compute installed because of belief

    @classmethod
    def of(cls, economy: Economy) -> Shadow:
        """Return the shadow of an economy in January 2015: everybody is its own evidence-only self."""
        people, firms = economy.researchers, economy.incumbents
        return cls(
            job=people.job.copy(),
            trained=people.trained.copy(),
            ai_pay=float(economy.posted.pay[AI_INDUSTRY]),
            by_belief=np.zeros(firms.size, dtype=bool),
            missing_until=np.zeros(firms.size, dtype=np.int64),
            missing=np.zeros(firms.size),
            ordered=np.zeros(economy.hyperscalers.size),
            built=np.zeros(economy.hyperscalers.size),
        )

    def grow(self, people: Values, trained: Values) -> None:
        """Make room for researchers numbered since: each is its own evidence-only self at first."""
        known = len(self.job)
        self.job = np.concatenate((self.job, people[known:]))
        self.trained = np.concatenate((self.trained, trained[known:]))


def shadow_of(economy: Economy) -> Shadow:
    """Return the economy's shadow. Raises ValueError where nobody asked for one."""
    if economy.shadow is None:
        raise ValueError("masked questions need Economy(..., ask_masked=True)")
    return economy.shadow


def no_excess(_: Economy, rows: Values) -> Values:
    """Evidence alone in place of belief, and fear of January 2015: both are nothing in excess."""
    return np.zeros(len(rows))


def in_january_2015(kind: str, column: str) -> Callable[[Economy, Values], Values]:
    """Return a signal of others as it stood in January 2015, kept when first asked for, which is then."""

    def signal(economy: Economy, rows: Values) -> Values:
        kept = shadow_of(economy).signals
        name = f"{kind}.{column}"
        if name not in kept:
            kept[name] = getattr(economy.populations[kind], column).copy()
        return kept[name][rows]

    return signal


def sober_colleagues(economy: Economy, rows: Values) -> Values:
    """Colleagues where their evidence-only selves work.

    No belief switch governs this signal: it moves with the technology too. Its value of January 2015 would
    call every colleague that evidence moved a cost of belief, and a world without belief would show a cost.
    """
    return seen_share(economy.colleagues[rows], shadow_of(economy).job, len(JOBS), economy.researchers.alive)


def sober_job(economy: Economy, rows: Values) -> Values:
    """The job that its evidence-only self holds: who moved by belief is asked whether it would move by now."""
    return shadow_of(economy).job[rows]


def sober_stage(economy: Economy, rows: Values) -> Values:
    """No programme where belief alone started it: the firm is asked whether it would start one by now."""
    return np.where(shadow_of(economy).by_belief[rows], NONE, economy.incumbents.stage[rows])


def sober_share_price(economy: Economy, rows: Values) -> Values:
    """Share price without the part that the anchor of belief has put in."""
    return economy.hyperscalers.share_price[rows] * np.exp(-shadow_of(economy).price_lift)


def sober_value_year_ago(economy: Economy, rows: Values) -> Values:
    """Its market value of a year ago without that part as it was then."""
    return economy.hyperscalers.value_year_ago[rows] * np.exp(-shadow_of(economy).lift_year_ago)


def sober_compute(economy: Economy, rows: Values) -> Values:
    """The compute that it would have, had it ordered by evidence alone until now."""
    return economy.hyperscalers.compute[rows] - shadow_of(economy).built[rows]


def sober_on_order(economy: Economy, rows: Values) -> Values:
    """The compute that it would await, had it ordered by evidence alone until now."""
    return economy.hyperscalers.on_order[rows] - shadow_of(economy).ordered[rows]


def nothing_promised(_: Economy, rows: Values) -> Values:
    """No promises of labs, as in January 2015: it is the loop's money that lets them promise."""
    return np.zeros(len(rows))


def sober_stakes(economy: Economy, rows: Values) -> Values:
    """Stakes in labs at the price of rounds without the buyers' belief: `pressure` with evidence alone."""
    funds, money = economy.funds, economy.funds.recent[:, AI]
    beyond = funds.ask(VentureFund.bid, funds.rows) - funds.evidence  # evidence alone would bid itself
    mood = float(np.sum(beyond * money) / money.sum())
    paid_for_it = economy.parameters.value_by_belief * economy.posted.promise_left * mood
    return economy.hyperscalers.stakes[rows] * np.exp(-paid_for_it)


Mask = Callable[["Economy", Values], Values]

MASKS: dict[str, dict[str, Mask]] = {
    "funds": {"excess": no_excess, "fear": no_excess, "peers": in_january_2015("funds", "peers")},
    "researchers": {
        "excess": no_excess,
        "fear": no_excess,
        "colleagues": sober_colleagues,
        "job": sober_job,
    },
    "incumbents": {
        "excess": no_excess,
        "fear": no_excess,
        "peers_using": in_january_2015("incumbents", "peers_using"),
        "peers_speaking": in_january_2015("incumbents", "peers_speaking"),
        "treated": in_january_2015("incumbents", "treated"),
        "stage": sober_stage,
    },
    "hyperscalers": {
        "excess": no_excess,
        "fear": no_excess,
        "rivals_capex": in_january_2015("hyperscalers", "rivals_capex"),
        "share_price": sober_share_price,
        "value_year_ago": sober_value_year_ago,
        "promised": nothing_promised,
        "compute": sober_compute,
        "on_order": sober_on_order,
        "stakes": sober_stakes,
    },
}
"""The columns that a masked question replaces, by kind; it changes nothing else of anybody's world.

Researchers are also told pay in AI industry without the bids that belief pays for (`sober_offers`); all other
offers, all posts and all draws are as they are. Marks, results and own demand are own information and stay.
"""


def mask(economy: Economy, kind: str, rows: Values) -> dict[str, Values]:
    """Return what these agents see in place of what belief works through, by column, first axis rows."""
    return {column: seen(economy, rows) for column, seen in MASKS[kind].items()}


def sober_offers(economy: Economy, offers: Values) -> Values:
    """Return pay over that of January 2015 by job, as posted, AI industry's without the bids of belief."""
    sober = offers.copy()
    sober[AI_INDUSTRY] = shadow_of(economy).ai_pay / economy.posted.usual_pay[AI_INDUSTRY]
    return sober
