"""
The search for the maximum of a likelihood, and the proof that it is one.

Far from the maximum a step of Fisher scoring (expected information), near it one of Newton's method (observed
information), each halved until the likelihood rises enough (Armijo). The search ends where Newton's decrement
g' H^-1 g, twice the rise still to be had, vanishes.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.linalg import cho_factor, cho_solve, eigh

from analysis.statistics.errors import EstimationError

MAX_STEPS = 100
NEAR = 0.5  # decrement below which Newton's method takes over
CONVERGED = 1e-17  # decrement at which the search ends
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
    """Where a search ended: the point, the number of steps, and the decrement left against the one allowed."""

    point: PointLike
    n_steps: int
    decrement: float
    allowed: float = PROVED

    @property
    def is_proved(self) -> bool:
        return self.decrement <= self.allowed


def minimum(surface: Surface, theta: np.ndarray, *, max_steps: int = MAX_STEPS) -> Optimum:
    """
    The point of least value, from `theta` downhill.

    Raises
    ------
    EstimationError
        The start is not a possible point.
    """
    point = surface.at(theta)
    if point is None:
        raise EstimationError("The starting values imply a covariance matrix that is not positive definite.")
    decrement = np.inf
    for n_steps in range(max_steps):
        step, decrement = _descent(point, decrement)
        if decrement < CONVERGED:
            return Optimum(point, n_steps, decrement)
        following = _line_search(surface, point, step, decrement)
        if following is None:
            return Optimum(point, n_steps, decrement)
        point = following
    return Optimum(point, max_steps, decrement)


def _descent(point: PointLike, last_decrement: float) -> tuple[np.ndarray, float]:
    """The step and its decrement: Newton's near the minimum, else Fisher's."""
    gradient = point.gradient
    step = None
    if last_decrement < NEAR:
        step = _solved(point.observed_information, gradient)
        if step is None:
            step = _bent_step(point)
    ridge = RIDGE
    while step is None:
        step = _solved(point.expected_information, gradient, ridge)
        ridge *= 100
    return -step, float(gradient @ step)


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


def _solved(information: np.ndarray, gradient: np.ndarray, ridge: float = RIDGE) -> np.ndarray | None:
    """information^-1 gradient with a small relative ridge; None where the matrix is not positive definite."""
    scale = np.abs(np.diagonal(information))
    if not np.isfinite(scale).all():
        raise EstimationError("The search left the region where the information matrix is finite.")
    damped = information.copy()
    damped.flat[:: len(damped) + 1] += ridge * np.maximum(scale, 1e-300)
    try:
        return cho_solve(cho_factor(damped, check_finite=False), gradient, check_finite=False)
    except np.linalg.LinAlgError:
        return None


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
