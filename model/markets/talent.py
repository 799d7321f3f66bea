"""The market for researchers: posts meet applicants; the short side rations."""

from __future__ import annotations

import numpy as np


def place(
    wanted: np.ndarray, present: np.ndarray, people: np.ndarray, vacancies: np.ndarray, lottery: np.ndarray
) -> np.ndarray:
    """Return who may move: applicants to each job in lottery order until its vacancies are filled.

    `wanted` and `present` are jobs by applicant, `people` how many each stands for, `vacancies` people by
    job. Returns bool, shape (applicants,). Those who want to stay never move.
    """
    moves = np.zeros(len(wanted), dtype=bool)
    for job in range(len(vacancies)):
        queue = np.flatnonzero((wanted == job) & (present != job))
        queue = queue[np.argsort(lottery[queue], kind="stable")]
        # Half of an agent's people are enough to open the door, so that rounding favours nobody.
        fits = np.cumsum(people[queue]) - 0.5 * people[queue] <= vacancies[job]
        moves[queue[fits]] = True
    return moves


def laid_off(
    job: np.ndarray, people: np.ndarray, surplus: np.ndarray, lottery: np.ndarray, last: np.ndarray
) -> np.ndarray:
    """Return who loses the job: lottery order until each job's surplus is gone, the last one with the chance of its part.

    `last` is uniform, by job: on average as many people go as are too many, however many an agent stands for.
    Returns bool, shape (researchers,).
    """
    out = np.zeros(len(job), dtype=bool)
    for k in np.flatnonzero(surplus > 0.0):
        queue = np.flatnonzero(job == k)
        queue = queue[np.argsort(lottery[queue], kind="stable")]
        out[queue[np.cumsum(people[queue]) - (1.0 - last[k]) * people[queue] <= surplus[k]]] = True
    return out


def staffing(wanted: np.ndarray, pay: np.ndarray, supply: float) -> np.ndarray:
    """Return people per employer: the best payers are served first, equals in equal proportion.

    `wanted` people and `pay` by employer; `supply` people in the job. Returns people, sum at most `supply`.
    """
    got = np.zeros(len(wanted))
    left = supply
    for level in np.unique(pay)[::-1]:
        group = pay == level
        asked = wanted[group].sum()
        share = min(1.0, left / asked) if asked > 0.0 else 0.0
        got[group] = wanted[group] * share
        left = max(left - asked * share, 0.0)
    return got
