"""The market for listed shares: inelastic demand moves the group's price, earnings the firm's place in it."""

from __future__ import annotations

import numpy as np

from model.sums import dot


def impact(flow: float, value: float, multiplier: float) -> float:
    """Return the log price change of a net flow into shares worth `value`: M flow / value, within a fifth a month.

    Source: inelastic markets, Gabaix and Koijen 2021.
    """
    return float(np.clip(multiplier * flow / max(value, 1.0), -0.2, 0.2))


def places(value: np.ndarray, worth: np.ndarray, speed: float) -> np.ndarray:
    """Return log changes that move firms' shares of their group's value towards their shares of its worth.

    `value` is market value, `worth` what earnings justify, both positive, shape (firms,). The changes
    leave the group's total value as it is, to first order.
    """
    gap = np.log(worth / worth.sum()) - np.log(value / value.sum())
    change = speed * gap
    return change - np.sum(change * value) / value.sum()


def lead(value: np.ndarray, firms: np.ndarray) -> np.ndarray:
    """Return by how much an agent's firms are ahead in what money that buys by weight favours; shape (agents,).

    h(w_i) - sum h(w_j) v_j / sum v, h(w) = w / (1 + w / FULL), w_i = v_i / n_i / sum v: an agent of value v_i stands for n_i equal
    `firms`. Its mean by value is nothing. Source: Jiang and others 2022.
    """
    weight = value / np.maximum(firms, 1.0) / value.sum()
    favour = weight / (1.0 + weight / FULL)
    ahead: np.ndarray = favour - dot(favour, value) / value.sum()
    return ahead


FULL = 0.1
"""Weight in the index at which a firm is favoured half as much as in proportion; without an end the largest would run away. Assumed."""


def top_weight(value: np.ndarray, firms: np.ndarray, count: int) -> float:
    """Return the share of the `count` largest firms in all value; an agent may stand for several equal firms."""
    each = value / np.maximum(firms, 1.0)
    order = np.argsort(-each, kind="stable")
    filled = np.minimum(
        np.maximum(count - np.concatenate(([0.0], np.cumsum(firms[order])[:-1])), 0.0), firms[order]
    )
    return float(np.sum(each[order] * filled) / value.sum())
