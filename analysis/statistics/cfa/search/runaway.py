"""
Likelihoods without a maximum.

A factor that is orthogonal to the others can shrink to one item: its loading grows without end, the item's residual
variance falls below zero without end, and the factor's other loadings vanish, while the products of the loadings (the
covariances) stay. The likelihood rises towards a limit that no estimate reaches. The limit itself, and with it the fit,
is well defined: it is approached here by stretching the runaway loading far out.
"""

from dataclasses import dataclass, replace

import numpy as np

from analysis.statistics.cfa.model.cells import LAMBDA, THETA
from analysis.statistics.cfa.model.implied import implied
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import Problem
from analysis.statistics.cfa.search.scoring import SHORT, Optimum, Surface, minimum

FAR = 300.0  # standardised loading at which chi-square is within about 1e-5 of its limit
SUSPECT = 1.0  # standardised loading from which a loading may be running away
SPIKE = 30.0  # standardised loading that another item is given in place of the one that runs away
LIMIT_DECREMENT = 1e-6  # per case, of the parameters that run away; the others' are far smaller
ROUNDS = 8
LEAST_GAIN = 1e-7  # fall of f per case for which another item takes the place


def limit(surface: Surface, optimum: Optimum, model: Model) -> Optimum:
    """The limit that a search without a maximum runs to; unchanged if it is none of this kind."""
    for _ in range(ROUNDS):
        running = [place for place in runaways(model, optimum.point.theta) if place.size < FAR / 2]
        if optimum.is_proved or not running:
            break
        worst = max(running, key=lambda place: place.size)
        start = _stretched(model, optimum.point.theta, worst)
        following = None if surface.at(start) is None else minimum(surface, start)
        if following is None or following.point.value >= optimum.point.value:
            break
        optimum = following
    return replace(optimum, allowed=LIMIT_DECREMENT) if endless(model, optimum.point.theta) else optimum


def best_limit(surface: Surface, optimum: Optimum, model: Model, S: np.ndarray) -> Optimum:
    """The best of the limits in which another item of its factor runs away, one exchange after the other."""
    for _ in range(ROUNDS):
        tries = []
        for place in endless(model, optimum.point.theta):
            cells = model.cells[place.group]
            for item in cells.row[(cells.matrix == LAMBDA) & (cells.col == place.factor)]:
                start = _exchanged(model, optimum.point.theta, place, int(item), S)
                if item != place.item and surface.at(start) is not None:
                    tries.append(limit(surface, minimum(surface, start, max_steps=SHORT), model))
        tries = [found for found in tries if found.is_proved]
        best = min(tries, key=lambda found: found.point.value, default=optimum)
        if best.point.value >= optimum.point.value - LEAST_GAIN:
            break
        optimum = best
    return optimum


def endless(model: Model, theta: np.ndarray) -> list["Place"]:
    """The loadings that have run away."""
    return [place for place in runaways(model, theta) if place.size >= FAR / 10]


def endless_problems(model: Model, theta: np.ndarray) -> list[Problem]:
    """Their names."""
    return [
        Problem(
            code="no_maximum",
            names=[model.factors[place.factor], model.items[place.item]],
            group=model.groups[place.group] if model.groups else None,
        )
        for place in endless(model, theta)
    ]


@dataclass(frozen=True)
class Place:
    """A loading, by group, item and factor, and its standardised size."""

    group: int
    item: int
    factor: int
    size: float


def runaways(model: Model, theta: np.ndarray) -> list[Place]:
    """Standardised loadings beyond one of orthogonal factors on Heywood items."""
    found = []
    for group, cells in enumerate(model.cells):
        state = implied(cells, theta)
        with np.errstate(invalid="ignore"):
            size = np.abs(state.matrices.Lambda) * np.sqrt(np.diagonal(state.C))
            size = size / np.sqrt(np.diagonal(state.Sigma))[:, None]
        size[np.diagonal(state.matrices.Theta) >= 0] = 0.0
        size[:, (state.C != 0).sum(axis=0) > 1] = 0.0
        found += [Place(group, int(i), int(k), float(size[i, k])) for i, k in np.argwhere(size > SUSPECT)]
    return found


def _stretched(model: Model, theta: np.ndarray, place: Place) -> np.ndarray:
    """`theta` with one loading stretched to `FAR`, its factor's others shrunk alike, Sigma's diagonal unchanged."""
    t = FAR / place.size
    loadings = model.cells[place.group].matrices(theta).Lambda[:, place.factor]
    stretched = loadings / t
    stretched[place.item] = loadings[place.item] * t
    return _with_loadings(model, theta, place, stretched)


def _exchanged(model: Model, theta: np.ndarray, place: Place, item: int, S: np.ndarray) -> np.ndarray:
    """`theta` with the spike of one factor on another item, its other loadings from what is left of `S`."""
    cells = model.cells[place.group]
    state = implied(cells, theta)
    old = state.matrices.Lambda[:, place.factor]
    left = S[:, item] - state.Sigma[:, item] + old * old[item]
    spike = SPIKE * np.sqrt(S[item, item])
    loadings = np.where(old != 0, left / spike, 0.0)
    loadings[item] = spike
    return _with_loadings(model, theta, place, loadings)


def _with_loadings(model: Model, theta: np.ndarray, place: Place, loadings: np.ndarray) -> np.ndarray:
    """`theta` with these loadings of one factor, and residual variances that keep Sigma's diagonal as it is."""
    cells, changed = model.cells[place.group], theta.copy()
    M = cells.matrices(theta)
    lost = (M.Lambda[:, place.factor] ** 2 - loadings**2) * M.Psi[place.factor, place.factor]
    free = cells.parameter >= 0
    at = free & (cells.matrix == LAMBDA) & (cells.col == place.factor)
    changed[cells.parameter[at]] = loadings[cells.row[at]]
    at = free & (cells.matrix == THETA) & (cells.row == cells.col)
    changed[cells.parameter[at]] += lost[cells.row[at]]
    return changed
