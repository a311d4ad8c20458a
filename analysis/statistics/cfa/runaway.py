"""
Likelihoods without a maximum.

A factor that is orthogonal to the others can shrink to one item: its loading grows without end, the item's residual
variance falls below zero without end, and the factor's other loadings vanish, while the products of the loadings (the
covariances) stay. The likelihood rises towards a limit that no estimate reaches. The limit itself, and with it the fit,
is well defined: it is approached here by stretching the runaway loading far out.
"""

from dataclasses import replace

import numpy as np

from analysis.statistics.cfa.cells import LAMBDA, THETA
from analysis.statistics.cfa.implied import implied
from analysis.statistics.cfa.model import Model
from analysis.statistics.cfa.results import Problem
from analysis.statistics.cfa.scoring import Optimum, Surface, minimum

FAR = 300.0  # standardised loading at which chi-square is within about 1e-5 of its limit
SUSPECT = 1.0  # standardised loading from which a loading may be running away
LIMIT_DECREMENT = 1e-6  # per case, of the parameters that run away; the others' are far smaller
ROUNDS = 8


def limit(surface: Surface, optimum: Optimum, model: Model) -> tuple[Optimum, list[Problem]]:
    """The limit that a search without a maximum runs to, and what runs away; unchanged if it is none of this kind."""
    problems = []
    for _ in range(ROUNDS):
        if optimum.is_proved:
            break
        found = _runaway(model, optimum.point.theta)
        if found is None:
            break
        group, item, factor, loading = found
        start = _stretched(model, optimum.point.theta, group, item, factor, FAR / loading)
        if surface.at(start) is None:
            break
        following = minimum(surface, start)
        if following.point.value >= optimum.point.value:
            break
        optimum = following
        name = model.groups[group] if model.groups else None
        problems.append(
            Problem(code="no_maximum", names=[model.factors[factor], model.items[item]], value=loading, group=name)
        )
    return (replace(optimum, allowed=LIMIT_DECREMENT) if problems else optimum), problems


def _runaway(model: Model, theta: np.ndarray) -> tuple[int, int, int, float] | None:
    """The largest standardised loading, beyond one and below `FAR`, of an orthogonal factor on a Heywood item."""
    worst = None
    for group, cells in enumerate(model.cells):
        state = implied(cells, theta)
        tied = (state.C != 0).sum(axis=0) > 1
        with np.errstate(invalid="ignore"):
            size = np.abs(state.matrices.Lambda) * np.sqrt(np.diagonal(state.C))
            size = size / np.sqrt(np.diagonal(state.Sigma))[:, None]
        heywood = np.diagonal(state.matrices.Theta) < 0
        size[~heywood] = 0.0
        size[:, tied] = 0.0
        for i, k in np.argwhere((size > SUSPECT) & (size < FAR / 2)):
            if worst is None or size[i, k] > worst[3]:
                worst = (group, int(i), int(k), float(size[i, k]))
    return worst


def _stretched(model: Model, theta: np.ndarray, group: int, item: int, factor: int, t: float) -> np.ndarray:
    """`theta` with one loading t times as large, its factor's others t times smaller, Sigma's diagonal unchanged."""
    cells = model.cells[group]
    stretched, M = theta.copy(), cells.matrices(theta)
    variance = M.Psi[factor, factor]
    squares = M.Lambda[:, factor] ** 2 * variance
    lost = squares - squares / t**2
    lost[item] = squares[item] - squares[item] * t**2
    for matrix, row, col, number in zip(cells.matrix, cells.row, cells.col, cells.parameter, strict=True):
        if number < 0:
            continue
        if matrix == LAMBDA and col == factor:
            stretched[number] *= t if row == item else 1 / t
        elif matrix == THETA and row == col:
            stretched[number] += lost[row]
    return stretched
