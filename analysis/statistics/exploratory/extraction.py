"""
Unrotated factors of a correlation matrix: minres, maximum likelihood, principal axis.

Minres and maximum likelihood minimise a function of the uniquenesses alone: for given uniquenesses the best loadings
are eigenvectors (Joreskog 1967, Psychometrika 32, 443-482; Harman & Jones 1966, Psychometrika 31, 351-368). Both have
an exact Hessian (Clarke 1970, British Journal of Mathematical and Statistical Psychology 23, 43-52), so that Newton's
method with bounds needs a handful of steps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.statistics.foundation.errors import EstimationError

LOWEST_UNIQUENESS = 0.005
"""Bound below which no uniqueness is allowed to fall: an item at the bound is a Heywood case."""

GRADIENT_TOLERANCE = 1e-10
STALLED_TOLERANCE = 1e-6
"""Gradient at which a search that no step improves is at a minimum as far as rounding shows; above, it is refused."""

ROUNDING = 1e-14
MAX_STEPS = 200
PRINCIPAL_AXIS_TOLERANCE = 1e-10
PRINCIPAL_AXIS_STEPS = 20_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Extraction:
    """Unrotated loadings (p, m), uniquenesses (p,), and the numbers of steps the search took."""

    loadings: np.ndarray
    uniquenesses: np.ndarray
    n_steps: int


Discrepancy = Callable[[np.ndarray], tuple[float, np.ndarray, np.ndarray]]
"""Function value, gradient and Hessian at a parameter vector."""


def extract(R: np.ndarray, n_factors: int, method: str) -> Extraction:
    """Unrotated solution of correlation matrix R (p, p); `method` is "minres", "ml" or "pa"."""
    methods = {"minres": minres, "ml": maximum_likelihood, "pa": principal_axis}
    if method not in methods:
        raise ValueError(f"method is one of {', '.join(methods)}; {method!r} was given.")
    return methods[method](R, n_factors)


def squared_multiple_correlations(R: np.ndarray) -> np.ndarray:
    """R-squared of each variable on the others, from correlation matrix R (p, p)."""
    return 1 - 1 / np.diag(np.linalg.inv(R))


def leading_loadings(matrix: np.ndarray, n_factors: int) -> np.ndarray:
    """Eigenvectors of the largest eigenvalues, scaled by their roots: the closest matrix of rank `n_factors`."""
    eigenvalues, vectors = np.linalg.eigh(matrix)
    return vectors[:, : -n_factors - 1 : -1] * np.sqrt(np.maximum(eigenvalues[: -n_factors - 1 : -1], 0))


def minres(R: np.ndarray, n_factors: int) -> Extraction:
    """Minimum residuals, that is unweighted least squares."""
    start = np.clip(1 - squared_multiple_correlations(R), LOWEST_UNIQUENESS, 1)
    psi, n_steps = bounded_newton(lambda psi: minres_discrepancy(psi, R, n_factors), start, LOWEST_UNIQUENESS, 1.0)
    return Extraction(loadings=leading_loadings(R - np.diag(psi), n_factors), uniquenesses=psi, n_steps=n_steps)


def maximum_likelihood(R: np.ndarray, n_factors: int) -> Extraction:
    """Maximum likelihood for normal data; the search is over log uniquenesses."""
    start = np.log(np.clip(1 - squared_multiple_correlations(R), LOWEST_UNIQUENESS, 1))
    bounds = np.log(LOWEST_UNIQUENESS), 0.0
    log_psi, n_steps = bounded_newton(lambda log_psi: ml_discrepancy(log_psi, R, n_factors), start, *bounds)
    root = np.exp(log_psi / 2)
    scaled = R / root / root[:, None]
    loadings = leading_loadings(scaled - np.eye(len(R)), n_factors) * root[:, None]
    return Extraction(loadings=loadings, uniquenesses=root**2, n_steps=n_steps)


def principal_axis(R: np.ndarray, n_factors: int) -> Extraction:
    """Iterated principal axis, from squared multiple correlations; communalities may pass 1."""
    reduced = R.copy()
    communalities = squared_multiple_correlations(R)
    n_steps, change = 0, np.inf
    while change > PRINCIPAL_AXIS_TOLERANCE and n_steps < PRINCIPAL_AXIS_STEPS:
        np.fill_diagonal(reduced, communalities)
        loadings = leading_loadings(reduced, n_factors)
        change = np.abs((loadings**2).sum(axis=1) - communalities).max()
        communalities = (loadings**2).sum(axis=1)
        n_steps += 1
    return Extraction(loadings=loadings, uniquenesses=1 - communalities, n_steps=n_steps)


def minres_discrepancy(psi: np.ndarray, R: np.ndarray, n_factors: int) -> tuple[float, np.ndarray, np.ndarray]:
    """Half the sum of squared discarded eigenvalues of R - diag(psi), with its derivatives in psi."""
    eigenvalues, vectors = np.linalg.eigh(R - np.diag(psi))
    discarded, kept = eigenvalues[:-n_factors], eigenvalues[-n_factors:]
    null, space = vectors[:, :-n_factors], vectors[:, -n_factors:]
    pairs = 2 * discarded[:, None] / (discarded[:, None] - kept)
    gradient = -(null**2) @ discarded
    return 0.5 * discarded @ discarded, gradient, (null @ null.T) ** 2 + paired_products(null, space, pairs)


def ml_discrepancy(log_psi: np.ndarray, R: np.ndarray, n_factors: int) -> tuple[float, np.ndarray, np.ndarray]:
    """Sum of t - log t - 1 over the discarded eigenvalues t of R scaled by psi, with its derivatives in log psi."""
    root = np.exp(-log_psi / 2)
    eigenvalues, vectors = np.linalg.eigh(R * root * root[:, None])
    discarded, kept = eigenvalues[:-n_factors], eigenvalues[-n_factors:]
    null, space = vectors[:, :-n_factors], vectors[:, -n_factors:]
    value = (discarded - np.log(discarded) - 1).sum()
    gradient = -(null**2) @ (discarded - 1)
    within = (null @ null.T) * ((null * discarded) @ null.T)
    pairs = (discarded[:, None] - 1) * (discarded[:, None] + kept) / (discarded[:, None] - kept)
    return value, gradient, within + paired_products(null, space, pairs)


def paired_products(null: np.ndarray, space: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Sum over pairs (k, l) of weights[k, l] times the outer product of null[:, k] * space[:, l] with itself."""
    products = (null[:, :, None] * space[:, None, :]).reshape(len(null), -1)
    return (products * weights.ravel()) @ products.T


def bounded_newton(discrepancy: Discrepancy, start: np.ndarray, low: float, high: float) -> tuple[np.ndarray, int]:
    """
    Minimum of a function of a vector between `low` and `high`, and the number of steps it took.

    Newton steps over the parameters that are not held by a bound, halved until they improve.
    """
    position = start
    value, gradient, hessian = discrepancy(position)
    for n_steps in range(MAX_STEPS):
        held = ((position <= low) & (gradient > 0)) | ((position >= high) & (gradient < 0))
        if np.abs(gradient[~held]).max(initial=0) < GRADIENT_TOLERANCE:
            return position, n_steps
        direction = np.zeros_like(position)
        direction[~held] = downhill(gradient[~held], hessian[np.ix_(~held, ~held)])
        following, outcome = halved_until_better(discrepancy, position, value, gradient, direction, low, high)
        if outcome is None:
            if np.abs(gradient[~held]).max() < STALLED_TOLERANCE:
                return position, n_steps
            break
        position, (value, gradient, hessian) = following, outcome
    raise EstimationError("extraction_not_converged", n_steps=n_steps + 1)


def downhill(gradient: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    """Newton direction; where the Hessian is not positive definite, its eigenvalues are made so."""
    try:
        factor = np.linalg.cholesky(hessian)
        return -np.linalg.solve(factor.T, np.linalg.solve(factor, gradient))
    except np.linalg.LinAlgError:
        eigenvalues, vectors = np.linalg.eigh(hessian)
        curvature = np.maximum(np.abs(eigenvalues), 1e-3 * np.abs(eigenvalues).max())
        return -vectors @ (vectors.T @ gradient / curvature)


def halved_until_better(
    discrepancy: Any, position: Any, value: Any, gradient: Any, direction: Any, low: Any, high: Any
) -> Any:
    """Next position along `direction` and the function there; (position, None) when no step of any size improves."""
    for halving in range(30):
        following = np.clip(position + direction / 2**halving, low, high)
        outcome = discrepancy(following)
        if outcome[0] <= value + 1e-4 * gradient @ (following - position) + ROUNDING:
            return following, outcome
    return position, None
