"""
The search for the maximum of a likelihood, and the proof that it is one.

Far from the maximum a step of Fisher scoring (expected information), near it one of Newton's method (observed
information), each halved until the likelihood rises enough (Armijo). The search ends where Newton's decrement
g' H^-1 g, twice the rise still to be had, vanishes.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.linalg import eigh
from scipy.linalg.lapack import dpotrf, dpotrs

from analysis.statistics.foundation.errors import EstimationError

MAX_STEPS = 100
SHORT = 60  # steps of one of several searches
NEAR = 0.5  # decrement below which Newton's method takes over
CLOSE = 1e-2  # decrement below which a curvature is kept for further steps
GAIN = 0.01  # what the next decrement must be of the last one for that
CONVERGED = 1e-15  # decrement at which the search ends: n times it is what chi-square could still fall
PROVED = 1e-11  # decrement up to which a search that cannot go on counts as ended: chi-square is right to n * 1e-11
RIDGE = 1e-10  # relative, against directions without information
FLOOR = 1e-3  # least curvature, against the expected one, that a step relies on


class PointLike(Protocol):
    """A point of a likelihood surface, to be minimised."""

    theta: np.ndarray
    value: float
    gradient: np.ndarray
    expected_information: np.ndarray
    observed_information: np.ndarray


class Surface(Protocol):
    """Minus a log-likelihood per case as a function of the parameters; None where it is not defined."""

    def at(self, theta: np.ndarray) -> PointLike | None: ...


@dataclass(frozen=True, eq=False)
class Optimum:
    """
    Where a search ended: the point, the number of steps, and the decrement left against the one allowed.

    Of `n_starts` searches that were made `n_agreeing` ended at this value.
    """

    point: PointLike
    n_steps: int
    decrement: float
    allowed: float = PROVED
    n_starts: int = 1
    n_agreeing: int = 1

    @property
    def is_proved(self) -> bool:
        return self.decrement <= self.allowed


def minimum(surface: Surface, theta: np.ndarray, *, is_near: bool = False, max_steps: int = MAX_STEPS) -> Optimum:
    """
    The point of least value, from `theta` downhill; `is_near` if the start is known to be close to it.

    Raises
    ------
    EstimationError
        The start is not a possible point.
    """
    point = surface.at(theta)
    if point is None:
        raise EstimationError("implied_not_positive")
    decrement, curvature = (0.0 if is_near else np.inf), None
    for n_steps in range(max_steps):
        step, decrement, curvature = _descent(point, decrement, curvature)
        if decrement < CONVERGED:
            last = surface.at(point.theta + step)  # a gain too small to be measured, but digits for the estimates
            return Optimum(last or point, n_steps + 1, decrement)
        following = _line_search(surface, point, step, decrement)
        if following is None:
            return Optimum(point, n_steps, decrement)
        point = following
    return Optimum(point, max_steps, decrement)


def _descent(
    point: PointLike, last_decrement: float, kept: np.ndarray | None
) -> tuple[np.ndarray, float, np.ndarray | None]:
    """
    The step, its decrement and the factored curvature worth keeping: Newton's near the minimum, else Fisher's.

    A curvature found close to the minimum serves for the steps that follow, as long as each gains two digits.
    """
    gradient = point.gradient
    if kept is not None:
        step = dpotrs(kept, gradient, lower=1)[0]
        decrement = float(gradient @ step)
        if decrement < GAIN * last_decrement:
            return -step, decrement, kept
    factor = _factored(point.observed_information) if last_decrement < NEAR else None
    if factor is not None:
        step = dpotrs(factor, gradient, lower=1)[0]
        decrement = float(gradient @ step)
        return -step, decrement, (factor if decrement < CLOSE else None)
    step = _bent_step(point) if last_decrement < NEAR else None
    if step is None:
        step = _scoring_step(point)
    return -step, float(gradient @ step), None


def _scoring_step(point: PointLike) -> np.ndarray:
    """Fisher's step, with as much of a ridge as the expected information needs to be positive definite."""
    ridge = RIDGE
    while (factor := _factored(point.expected_information, ridge)) is None:
        ridge *= 100
    return dpotrs(factor, point.gradient, lower=1)[0]


def _bent_step(point: PointLike) -> np.ndarray | None:
    """
    A Newton step where the surface bends down in some direction: every curvature counts by its size.

    Curvatures are the eigenvalues of the observed against the expected information (Dauphin et al. 2014, "saddle-free
    Newton", arXiv:1406.2572, with the expected information as the metric).
    """
    metric = point.expected_information.copy()
    metric.flat[:: len(metric) + 1] *= 1 + FLOOR**2
    try:
        curvature, axes = eigh(point.observed_information, metric, check_finite=False)
    except np.linalg.LinAlgError:
        return None
    return axes @ ((axes.T @ point.gradient) / np.maximum(np.abs(curvature), FLOOR))


def _factored(information: np.ndarray, ridge: float = RIDGE) -> np.ndarray | None:
    """Cholesky factor with a small relative ridge; None where the matrix is not positive definite."""
    scale = np.abs(np.diagonal(information))
    if not np.isfinite(scale).all():
        raise EstimationError("search_left")
    damped = information.copy()
    damped.flat[:: len(damped) + 1] += ridge * np.maximum(scale, 1e-300)
    factor, failed = dpotrf(damped, lower=1)
    return None if failed else factor


def _line_search(surface: Surface, point: PointLike, step: np.ndarray, decrement: float) -> PointLike | None:
    """The first of the step's halves that lowers the value enough; None if none does."""
    noise = 1e-15 * (1 + abs(point.value))
    size = 1.0
    while size > 1e-10:
        candidate = surface.at(point.theta + size * step)
        if candidate is not None and candidate.value <= point.value - 1e-4 * size * decrement + noise:
            if size * decrement > noise or np.abs(candidate.gradient).max() < np.abs(point.gradient).max():
                return candidate
            return None
        size /= 2
    return None
