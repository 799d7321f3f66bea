"""The market for rounds: funds' money meets firms' asks, field by field."""

from __future__ import annotations

import numpy as np


def meet(supply: np.ndarray, asks: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return who finances whom with how much: supply and asks laid along one line each, in order.

    Both sides are served from the front until the short side ends, so a round has one to a few
    investors, neighbours in the order. Returns (supplier, asker, usd), one entry per match;
    sums per supplier and per asker never exceed what was offered or asked.
    """
    to_supply, to_ask = np.cumsum(supply), np.cumsum(asks)
    end = min(to_supply[-1], to_ask[-1]) if len(supply) and len(asks) else 0.0
    if end <= 0.0:
        nobody = np.zeros(0, dtype=np.int64)
        return nobody, nobody, np.zeros(0)
    cuts = np.concatenate(([0.0], to_supply[to_supply < end], to_ask[to_ask < end], [end]))
    cuts.sort()
    usd, middle = cuts[1:] - cuts[:-1], 0.5 * (cuts[1:] + cuts[:-1])
    if not usd.all():
        usd, middle = usd[usd > 0.0], middle[usd > 0.0]
    return to_supply.searchsorted(middle), to_ask.searchsorted(middle), usd


def rounds(
    money: np.ndarray,
    asks: np.ndarray,
    most: np.ndarray,
    field: np.ndarray,
    order: tuple[np.ndarray, np.ndarray],
    stretch: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return all trades of the month: (fund, firm, usd).

    `money` is what each fund puts into each field, shape (funds, fields); `asks` and `field` describe
    the firms, shape (firms,), `most` what each takes at its price; `order` holds lottery numbers of funds
    and firms. Where money is plenty, rounds grow up to `stretch` times what was asked, but not beyond `most`;
    where it is short, the lottery decides.
    """
    trades = []
    funds, queue = (lottery.argsort(kind="stable") for lottery in order)
    for k in range(money.shape[1]):
        firms = queue[field[queue] == k]
        asked = asks[firms].sum()
        larger = min(max(money[:, k].sum() / asked, 1.0), stretch) if asked > 0.0 else 1.0
        fund, firm, usd = meet(money[funds, k], np.minimum(asks[firms] * larger, most[firms]))
        trades.append((funds[fund], firms[firm], usd))
    return tuple(np.concatenate(part) for part in zip(*trades, strict=True))  # type: ignore[return-value]
