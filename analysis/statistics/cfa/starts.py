"""
Where the search begins: rough estimates that are cheap and close.

Every factor's loadings start at the first principal axis of its items' correlations, general factors before specific
ones, factor correlations at those of the weighted composites, and paths between factors at their least squares.
Everything is found for standardised items and factors and then brought to the scale of the model's identification.
"""

from collections.abc import Sequence

import numpy as np

from analysis.statistics.cfa.cells import ALPHA, BETA, LAMBDA, NU, PSI, THETA, Cells
from analysis.statistics.cfa.model import Model
from analysis.statistics.cfa.moments import Moments

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
    R = sample.cov / np.outer(spread, spread)
    loadings, correlations = _standardised_measurement(cells, R)
    Beta, correlations = _standardised_paths(cells, correlations)
    disturbance = np.diagonal(correlations - Beta @ correlations @ Beta.T)
    Psi = correlations.copy()
    np.fill_diagonal(Psi, np.maximum(disturbance, 0.1))
    scale = _factor_scales(cells, loadings * spread[:, None], Beta, np.diagonal(Psi))
    explained = np.einsum("ik,kl,il->i", loadings, correlations, loadings)
    value = np.zeros(len(cells.row))
    row, col = cells.row, cells.col

    def fill(matrix: int, values) -> None:
        at = cells.matrix == matrix
        value[at] = values(row[at], col[at])

    fill(LAMBDA, lambda i, k: loadings[i, k] * spread[i] / scale[k])
    fill(BETA, lambda k, m: Beta[k, m] * scale[k] / scale[m])
    fill(PSI, lambda k, m: Psi[k, m] * scale[k] * scale[m])
    fill(THETA, lambda i, j: np.where(i == j, np.maximum(1 - explained[i], LEAST_RESIDUAL) * variance[i], 0.0))
    fill(NU, lambda i, _: sample.mean[i])
    fill(ALPHA, lambda k, _: 0.0)
    return value


def _standardised_measurement(cells: Cells, R: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Loadings (p, m) and factor correlations (m, m) for standardised items."""
    p, m = cells.n_items, cells.n_factors
    pattern = np.zeros((p, m), dtype=bool)
    at = cells.matrix == LAMBDA
    pattern[cells.row[at], cells.col[at]] = True
    has_free_loading = np.zeros(m, dtype=bool)
    has_free_loading[cells.col[at & (cells.parameter >= 0)]] = True
    overlaps = (pattern.T.astype(int) @ pattern > 0).sum(axis=1) > 1
    loadings, left = np.zeros((p, m)), R
    for k in sorted(np.flatnonzero(has_free_loading), key=lambda k: -pattern[:, k].sum()):
        items = np.flatnonzero(pattern[:, k])
        loadings[items, k] = principal_axis(left[np.ix_(items, items)])
        if overlaps[k]:
            left = left - np.outer(loadings[:, k], loadings[:, k])
    for k in np.flatnonzero(pattern.any(axis=0) & ~has_free_loading):  # a method factor: equal, fixed loadings
        loadings[pattern[:, k], k] = 0.2
    return loadings, _composite_correlations(cells, loadings, R)


def principal_axis(R: np.ndarray) -> np.ndarray:
    """One-factor loadings of a correlation matrix: its first principal axis, scaled by the off-diagonal elements."""
    p = len(R)
    reduced = R - (1 - COMMUNALITY) * np.eye(p)
    axis = np.linalg.eigh(reduced)[1][:, -1]
    axis = axis if axis.sum() >= 0 else -axis
    products = np.outer(axis, axis)
    off = ~np.eye(p, dtype=bool)
    size = (R[off] * products[off]).sum() / max((products[off] ** 2).sum(), 1e-8)
    loading = axis * np.sqrt(max(size, 0.05))
    return np.clip(loading, -0.95, 0.95)


def _composite_correlations(cells: Cells, loadings: np.ndarray, R: np.ndarray) -> np.ndarray:
    """Factor correlations: free ones (and those that paths explain) from composites corrected for attenuation."""
    m = cells.n_factors
    squares = np.maximum((loadings**2).sum(axis=0), 1e-8)
    raw = loadings.T @ R @ loadings / np.outer(squares, squares)
    linked = np.zeros((m, m), dtype=bool)
    at = (cells.matrix == PSI) & (cells.parameter >= 0)
    linked[cells.row[at], cells.col[at]] = linked[cells.col[at], cells.row[at]] = True
    if cells.has_regressions:
        linked[:] = True
    raw = np.where(linked, raw, 0.0)
    np.fill_diagonal(raw, 0.0)
    largest = np.abs(raw).max(initial=0.0)
    return np.eye(m) + raw * min(1.0, MOST_CORRELATION / max(largest, 1e-8))


def _standardised_paths(cells: Cells, correlations: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Paths between standardised factors, and the correlations completed for factors without items of their own."""
    m = cells.n_factors
    Beta, correlations = np.zeros((m, m)), correlations.copy()
    at = cells.matrix == BETA
    targets, sources = cells.row[at], cells.col[at]
    measured = np.zeros(m, dtype=bool)
    measured[cells.col[cells.matrix == LAMBDA]] = True
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
    flat = cells.matrices(np.zeros(cells.parameter.max() + 1))
    fixed = cells.parameter < 0
    for i in np.flatnonzero(fixed & (cells.matrix == PSI) & (cells.row == cells.col)):
        k = cells.row[i]
        scale[k] = np.sqrt(max(flat.Psi[k, k], 1e-8) / disturbance[k])
    for i in np.flatnonzero(fixed & (cells.matrix == LAMBDA))[::-1]:  # the first fixed loading has the last word
        j, k = cells.row[i], cells.col[i]
        scale[k] = _away_from_zero(loadings[j, k], LEAST_LOADING * np.abs(loadings[:, k]).max()) / flat.Lambda[j, k]
    for i in np.flatnonzero(fixed & (cells.matrix == BETA))[::-1]:
        j, k = cells.row[i], cells.col[i]
        scale[k] = _away_from_zero(Beta[j, k], LEAST_LOADING) * scale[j] / flat.Beta[j, k]
    return scale


def _away_from_zero(value: float, least: float) -> float:
    return np.copysign(max(abs(value), least), value)
