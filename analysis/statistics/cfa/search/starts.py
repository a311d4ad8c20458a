"""
Where the search begins: rough estimates that are cheap and close.

Every factor's loadings start at the centroid of its items (or their first principal axis), general factors before
specific ones, factor correlations at those of the weighted composites, and paths between factors at least squares.
Everything is found for standardised items and factors and then brought to the scale of the model's identification.
"""

from collections.abc import Sequence

import numpy as np

from analysis.statistics.cfa.model.cells import BETA, LAMBDA, PSI, Cells, Matrices
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.sample.moments import Moments

COMMUNALITY = 0.4  # assumed for every item until loadings are known
LEAST_LOADING = 0.1  # a smaller marker would blow its factor up
MOST_CORRELATION = 0.9  # a larger one may start outside the positive definite matrices
LEAST_RESIDUAL = 0.2  # share of an item's variance


def starting_values(model: Model, samples: Sequence[Moments]) -> np.ndarray:
    """Starting values of the free parameters; parameters held equal start at the mean of their cells."""
    parameter, value = [], []
    for cells, sample in zip(model.cells, samples, strict=True):
        values = _cell_values(cells, sample)
        free = cells.parameter >= 0
        parameter.append(cells.parameter[free])
        value.append(values[free])
    parameter, value = np.concatenate(parameter), np.concatenate(value)
    return np.bincount(parameter, value, model.n_free) / np.bincount(parameter, minlength=model.n_free)


def _cell_values(cells: Cells, sample: Moments) -> np.ndarray:
    """A starting value for every cell of one group."""
    variance = np.diagonal(sample.cov)
    spread = np.sqrt(variance)
    loadings, correlations = _standardised_measurement(cells, sample.cov / np.outer(spread, spread))
    Beta, correlations = _standardised_paths(cells, correlations)
    disturbance = np.maximum(1 - ((Beta @ correlations) * Beta).sum(axis=1), 0.1)
    scale = _factor_scales(cells, loadings * spread[:, None], Beta, disturbance)
    residual = np.maximum(1 - ((loadings @ correlations) * loadings).sum(axis=1), LEAST_RESIDUAL) * variance
    Psi = correlations * np.outer(scale, scale)
    np.fill_diagonal(Psi, disturbance * scale**2)
    start = Matrices(
        Lambda=loadings * spread[:, None] / scale,
        Beta=Beta * scale[:, None] / scale,
        Psi=Psi,
        Theta=np.diag(residual),
        nu=sample.mean,
        alpha=np.zeros(cells.n_factors),
    )
    return cells.values(start)


def _standardised_measurement(cells: Cells, R: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Loadings (p, m) and factor correlations (m, m) for standardised items."""
    at = cells.where[LAMBDA]
    pattern = np.zeros((cells.n_items, cells.n_factors))
    pattern[cells.row[at], cells.col[at]] = 1.0
    is_estimated = np.zeros(cells.n_factors, dtype=bool)
    is_estimated[cells.col[at[cells.parameter[at] >= 0]]] = True
    loadings, left = np.zeros_like(pattern), R
    if pattern.sum(axis=1).max(initial=0) > 1:  # general factors first, so that specific ones find what they leave
        size = np.where(is_estimated, pattern.sum(axis=0), 0)
        for k in np.flatnonzero(size == size.max()):
            loadings[:, k] = centroid_loadings(left, pattern[:, [k]])[:, 0]
            left = left - np.outer(loadings[:, k], loadings[:, k])
    rest = np.flatnonzero(is_estimated & ~loadings.any(axis=0))
    loadings[:, rest] = centroid_loadings(left, pattern[:, rest])
    method = ~is_estimated & pattern.any(axis=0)  # equal, fixed loadings
    loadings[:, method] = 0.2 * pattern[:, method]
    return loadings, _composite_correlations(cells, loadings, R)


def centroid_loadings(R: np.ndarray, pattern: np.ndarray) -> np.ndarray:
    """
    Loadings (p, m) of factors that share no item, by Thurstone's centroid method with communalities put in twice.

    `pattern` (p, m) is one where an item belongs to a factor. Items that do not all go together lie on the first
    principal axis instead.
    """
    sums = (R - np.diag(np.diagonal(R))) @ pattern * pattern
    square = COMMUNALITY * pattern
    for _ in range(2):
        full = sums + square
        total = full.sum(axis=0)
        loadings = full / np.sqrt(np.maximum(total, 1e-8))
        square = loadings**2
    for k in np.flatnonzero((sums < 0.05 * pattern).any(axis=0) | (total <= 0)):
        items = np.flatnonzero(pattern[:, k])
        loadings[items, k] = principal_axis(R[np.ix_(items, items)])
    return np.minimum(loadings, 0.95)


def principal_axis(R: np.ndarray) -> np.ndarray:
    """One-factor loadings of a correlation matrix: its first principal axis, scaled by the off-diagonal elements."""
    axis = np.linalg.eigh(R)[1][:, -1]
    axis = axis if axis.sum() >= 0 else -axis
    square = axis**2
    explained = axis @ R @ axis - square @ np.diagonal(R)  # off the diagonal, as is what it is divided by
    size = explained / max(square.sum() ** 2 - square @ square, 1e-8)
    loading = axis * np.sqrt(max(size, 0.05))
    return np.minimum(np.maximum(loading, -0.95), 0.95)


def _composite_correlations(cells: Cells, loadings: np.ndarray, R: np.ndarray) -> np.ndarray:
    """Factor correlations: free ones (and those that paths explain) from composites corrected for attenuation."""
    squares = np.maximum((loadings**2).sum(axis=0), 1e-8)
    raw = loadings.T @ R @ loadings / np.outer(squares, squares)
    if not cells.has_regressions:
        linked = np.zeros_like(raw)
        at = cells.where[PSI][cells.parameter[cells.where[PSI]] >= 0]
        linked[cells.row[at], cells.col[at]] = linked[cells.col[at], cells.row[at]] = 1.0
        raw = raw * linked
    np.fill_diagonal(raw, 0.0)
    largest = np.abs(raw).max(initial=0.0)
    if largest > MOST_CORRELATION:
        raw *= MOST_CORRELATION / largest
    np.fill_diagonal(raw, 1.0)
    return raw


def _standardised_paths(cells: Cells, correlations: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Paths between standardised factors, and the correlations completed for factors without items of their own."""
    m = cells.n_factors
    Beta, at = np.zeros((m, m)), cells.where[BETA]
    if not len(at):
        return Beta, correlations
    correlations = correlations.copy()
    targets, sources = cells.row[at], cells.col[at]
    measured = np.zeros(m, dtype=bool)
    measured[cells.col[cells.where[LAMBDA]]] = True
    for general in np.unique(sources[~measured[sources]]):
        below = targets[sources == general]
        path = principal_axis(correlations[np.ix_(below, below)])
        correlations[below, general] = correlations[general, below] = path
    for target in np.unique(targets):
        causes = sources[targets == target]
        Beta[target, causes] = np.linalg.solve(correlations[np.ix_(causes, causes)], correlations[causes, target])
    return Beta, correlations


def _factor_scales(cells: Cells, loadings: np.ndarray, Beta: np.ndarray, disturbance: np.ndarray) -> np.ndarray:
    """Standard deviations of the factors that agree with the fixed loadings, paths and variances."""
    scale = np.ones(cells.n_factors)
    fixed = np.flatnonzero(cells.parameter < 0)
    value, nonzero = cells.fixed[cells.place], cells.fixed[cells.place] != 0
    for i in fixed[nonzero[fixed]][::-1]:  # the first fixed loading has the last word
        row, col = cells.row[i], cells.col[i]
        if cells.matrix[i] == PSI and row == col:
            scale[row] = np.sqrt(max(value[i], 1e-8) / disturbance[row])
        elif cells.matrix[i] == LAMBDA:
            least = LEAST_LOADING * np.abs(loadings[:, col]).max()
            scale[col] = _away_from_zero(loadings[row, col], least) / value[i]
    for i in fixed[(cells.matrix == BETA)[fixed] & nonzero[fixed]][::-1]:
        row, col = cells.row[i], cells.col[i]
        scale[col] = _away_from_zero(Beta[row, col], LEAST_LOADING) * scale[row] / value[i]
    return scale


def _away_from_zero(value: float, least: float) -> float:
    return np.copysign(max(abs(value), least), value)
