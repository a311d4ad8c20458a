"""
One model fitted to many covariance matrices at once, from a solution that is close to all of them.

Resamples of one sample differ little, so the curvature at the sample's own solution serves them all, corrected for
each by its last few steps (limited-memory BFGS: Nocedal & Wright 2006, *Numerical Optimization*, algorithm 7.4). A step
costs one gradient per resample; residual covariances are diagonal, so that only matrices of the number of factors are
inverted (Woodbury). What does not settle is searched by itself.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.statistics.cfa.ml.likelihood import MomentLikelihood
from analysis.statistics.cfa.model.cells import BETA, LAMBDA, PSI, THETA, CellList
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.cfa.search.scoring import minimum
from analysis.statistics.foundation.errors import EstimationError

MAX_STEPS = 60
MEMORY = 5  # steps that correct the curvature
SETTLED = 1e-10  # decrement: n times it is what chi-square could still fall
MAX_SEARCH = 25  # steps of a search of its own
MOST_SEARCHES = 20  # of those: where many do not settle, the data hardly carry the model and searching is futile
LOST = 5.0  # a decrement this large leads nowhere


@dataclass(frozen=True, eq=False)
class StackedMatrices:
    """
    The matrices of B fits: Lambda (B, p, m), A = (I - Beta)^-1 and C = Cov(eta) (B, m, m), Theta's diagonal (B, p).
    """

    Lambda: np.ndarray
    A: np.ndarray
    C: np.ndarray
    theta: np.ndarray

    @property
    def factor_correlations(self) -> np.ndarray:
        """Correlations of the factors, (B, m, m); NaN where a factor's variance is negative."""
        with np.errstate(invalid="ignore"):
            spread = np.sqrt(np.diagonal(self.C, axis1=1, axis2=2))
        return self.C / (spread[:, :, None] * spread[:, None, :])


def stacked_matrices(model: Model, parameters: np.ndarray) -> StackedMatrices:
    """
    The matrices at each row of `parameters`, (B, q).

    Raises
    ------
    ValueError
        The model has several groups or residual covariances.
    """
    cells = model.cells[0].free
    if model.n_groups > 1 or np.any((cells.matrix == THETA) & (cells.row != cells.col)):
        raise ValueError("Only models of one group without residual covariances are fitted to many matrices at once.")
    fixed = model.cells[0].matrices(np.zeros(model.n_free))
    Lambda = _filled(fixed.Lambda, cells, LAMBDA, parameters)
    C = _filled(fixed.Psi, cells, PSI, parameters)
    theta = np.diagonal(_filled(fixed.Theta, cells, THETA, parameters), axis1=1, axis2=2)
    A = np.broadcast_to(np.eye(model.n_factors), C.shape)
    if model.cells[0].has_regressions:
        A = np.linalg.inv(A - _filled(fixed.Beta, cells, BETA, parameters))
        C = A @ C @ A.transpose(0, 2, 1)
    return StackedMatrices(Lambda, A, C, theta)


def _filled(fixed: np.ndarray, cells: CellList, matrix: int, parameters: np.ndarray) -> np.ndarray:
    stack = np.repeat(fixed[None], len(parameters), axis=0)
    at = cells.matrix == matrix
    row, col = cells.row[at], cells.col[at]
    stack[:, row, col] = parameters[:, cells.parameter[at]]
    if matrix in (PSI, THETA):
        stack[:, col, row] = stack[:, row, col]
    return stack


def stacked_gradients(model: Model, parameters: np.ndarray, covariances: np.ndarray) -> np.ndarray:
    """
    Slopes of the likelihood function f = 1/2 (ln|Sigma| + tr(S Sigma^-1)) of each matrix, (B, q).

    With V = Sigma^-1 and Q = V - VSV every slope is an element of Q, Q Lambda or Lambda'Q Lambda, and

        V Lambda = U = Theta^-1 Lambda (I + C Lambda'Theta^-1 Lambda)^-1,      V = Theta^-1 - U C Lambda'Theta^-1.
    """
    M = stacked_matrices(model, parameters)
    scaled = M.Lambda / M.theta[:, :, None]
    D = np.linalg.inv(np.eye(model.n_factors) + M.C @ (M.Lambda.transpose(0, 2, 1) @ scaled))
    U = scaled @ D
    UC = U @ M.C
    N = covariances @ scaled
    inner = scaled.transpose(0, 2, 1) @ N
    QL = U - (N @ D) / M.theta[:, :, None] + UC @ (inner @ D)
    AQ = M.A.transpose(0, 2, 1) @ (M.Lambda.transpose(0, 2, 1) @ QL)
    variances = np.diagonal(covariances, axis1=1, axis2=2)
    diagonal = 1 / M.theta - (UC * scaled).sum(axis=2) - variances / M.theta**2
    diagonal += 2 * (UC * N).sum(axis=2) / M.theta - ((UC @ inner) * UC).sum(axis=2)
    return _by_parameter(model, QL @ M.C, AQ @ M.C, AQ @ M.A, diagonal)


def _by_parameter(model: Any, of_lambda: Any, of_beta: Any, of_psi: Any, of_theta: Any) -> np.ndarray:
    """Elements of the slopes by matrix, put in the order of the free parameters."""
    cells, d = model.cells[0].free, model.directions[0]
    by_cell = np.zeros((len(of_theta), len(cells.row)))
    for matrix, slopes in ((LAMBDA, of_lambda), (BETA, of_beta), (PSI, of_psi)):
        at = np.flatnonzero(cells.matrix == matrix)
        by_cell[:, at] = slopes[:, cells.row[at], cells.col[at]]
    at = np.flatnonzero(cells.matrix == THETA)
    by_cell[:, at] = of_theta[:, cells.row[at]]
    by_cell *= d.c
    pick = np.zeros((len(cells.row), model.n_free))
    pick[np.arange(len(cells.row)), cells.parameter] = 1.0
    return by_cell @ pick


def refits(model: Model, solution: np.ndarray, sample: Moments, covariances: np.ndarray) -> np.ndarray:
    """
    Maximum likelihood estimates of one model for many covariance matrices.

    Parameters
    ----------
    model : Model
        Of one group, without residual covariances; factors of unit variance settle faster than marker items.
    solution : ndarray, shape (q,)
        The estimates for `sample`.
    sample : Moments
        What the matrices are resamples of.
    covariances : ndarray, shape (B, p, p)
        Divisor n, items in the model's order.

    Returns
    -------
    ndarray, shape (B, q)
        NaN where no maximum was found, or none was sought because too many matrices need a search of their own.
    """
    parameters, unsettled = _descended(model, solution, sample, covariances)
    states = stacked_matrices(model, parameters)
    suspect = unsettled | ~(states.theta > 0).all(axis=1)
    suspect[suspect] = unsettled[suspect] | ~_positive_definite(states, suspect)
    searched = np.flatnonzero(suspect)
    parameters[searched[MOST_SEARCHES:]] = np.nan
    for which in searched[:MOST_SEARCHES]:
        parameters[which] = _searched(model, solution, sample, covariances[which])
    return parameters


def _descended(model: Any, solution: Any, sample: Any, covariances: Any) -> tuple[np.ndarray, np.ndarray]:
    """Where every matrix's descent ended, and whether it ended unsettled."""
    inverse = np.linalg.inv(_curvature(model, solution, sample))
    parameters = np.repeat(solution[None], len(covariances), axis=0)
    active, unsettled = np.arange(len(covariances)), np.zeros(len(covariances), dtype=bool)
    slopes, memory = stacked_gradients(model, parameters, covariances), StepMemory(inverse)
    for _ in range(MAX_STEPS):
        decrement = np.einsum("bq,bq->b", slopes, slopes @ inverse)
        lost = ~(decrement < LOST)
        unsettled[active[lost]] = True
        goes_on = ~lost & (decrement > SETTLED)
        active, slopes = active[goes_on], slopes[goes_on]
        if not active.size:
            break
        memory.keep(goes_on)
        steps = -memory.direction(slopes)
        parameters[active] += steps
        with np.errstate(all="ignore"):
            after = stacked_gradients(model, parameters[active], covariances[active])
        memory.add(steps, after - slopes)
        slopes = after
    unsettled[active] = True
    return parameters, unsettled


class StepMemory:
    """The last steps of every descent and how they changed its slopes; `inverse` is the common curvature's inverse."""

    def __init__(self, inverse: np.ndarray):
        self.inverse = inverse
        self.steps: list[np.ndarray] = []
        self.changes: list[np.ndarray] = []

    def add(self, steps: np.ndarray, changes: np.ndarray) -> None:
        """Remember one more step, (B, q), and the change of slopes it made."""
        self.steps = [*self.steps, steps][-MEMORY:]
        self.changes = [*self.changes, changes][-MEMORY:]

    def keep(self, which: np.ndarray) -> None:
        """Forget all descents but these."""
        self.steps = [steps[which] for steps in self.steps]
        self.changes = [changes[which] for changes in self.changes]

    def direction(self, slopes: np.ndarray) -> np.ndarray:
        """The corrected inverse curvature times the slopes; a step whose slope did not rise corrects nothing."""
        left, passed = slopes.copy(), []
        for steps, changes in zip(self.steps[::-1], self.changes[::-1], strict=True):
            rise = np.einsum("bq,bq->b", steps, changes)
            weight = np.divide(1.0, rise, out=np.zeros_like(rise), where=rise > 0)
            share = weight * np.einsum("bq,bq->b", steps, left)
            left -= share[:, None] * changes
            passed.append((steps, changes, weight, share))
        direction = left @ self.inverse
        for steps, changes, weight, share in passed[::-1]:
            direction += (share - weight * np.einsum("bq,bq->b", changes, direction))[:, None] * steps
        return direction


def _positive_definite(states: StackedMatrices, which: np.ndarray) -> np.ndarray:
    """Whether the implied covariance matrices of these fits are positive definite."""
    Lambda = states.Lambda[which]
    Sigma = Lambda @ states.C[which] @ Lambda.transpose(0, 2, 1)
    Sigma += states.theta[which][:, :, None] * np.eye(Lambda.shape[1])
    finite = np.isfinite(Sigma).all(axis=(1, 2))
    Sigma[~finite] = -np.eye(Lambda.shape[1])
    return np.linalg.eigvalsh(Sigma)[:, 0] > 0


def _curvature(model: Model, solution: np.ndarray, sample: Moments) -> np.ndarray:
    """Observed information at the sample's solution; the expected one where that is not positive definite."""
    point = MomentLikelihood(model, [sample]).at(solution)
    if point is None:
        raise EstimationError("implied_not_positive")
    observed = point.observed_information
    return observed if np.linalg.eigvalsh(observed)[0] > 0 else point.expected_information


def _searched(model: Model, solution: np.ndarray, sample: Moments, covariance: np.ndarray) -> np.ndarray:
    """The estimates for one matrix by a search of its own; NaN if it finds no maximum."""
    moments = Moments(sample.names, sample.n_obs, sample.mean, covariance)
    try:
        optimum = minimum(MomentLikelihood(model, [moments]), solution, max_steps=MAX_SEARCH)
    except (EstimationError, np.linalg.LinAlgError):
        return np.full(model.n_free, np.nan)
    return optimum.point.theta if optimum.is_proved else np.full(model.n_free, np.nan)
