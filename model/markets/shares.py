"""The market for listed shares: inelastic demand moves the group's price, earnings the firm's place in it."""

from __future__ import annotations

import numpy as np


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
    """Return by how much the weight of a firm in the index is above the mean weight, itself by value; shape (agents,).

    w_i - sum w_j v_j / sum v, w_i = v_i / n_i / sum v: an agent of value v_i stands for n_i equal `firms`. What money that buys by
    weight does to prices is proportional to it, and leaves the index's value as it is in the month, to first order.
    Source: Jiang and others 2022.
    """
    weight = value / np.maximum(firms, 1.0) / value.sum()
    excess: np.ndarray = weight - weight @ value / value.sum()
    return excess


def top_weight(value: np.ndarray, firms: np.ndarray, count: int) -> float:
    """Return the share of the `count` largest firms in all value; an agent may stand for several equal firms."""
    each = value / np.maximum(firms, 1.0)
    order = np.argsort(-each)
    filled = np.minimum(
        np.maximum(count - np.concatenate(([0.0], np.cumsum(firms[order])[:-1])), 0.0), firms[order]
    )
    return float(np.sum(each[order] * filled) / value.sum())
