"""Where else a search may begin: other axes of a scale's items, weak specific factors, loadings drawn at random."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from analysis.statistics.cfa.model.cells import BETA, LAMBDA, PSI, THETA, Cells
from analysis.statistics.cfa.model.implied import implied
from analysis.statistics.cfa.model.specification import LOADING, Model
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.cfa.search.scoring import Surface

RANDOM_STARTS = 6
SPREAD_OF_LOADINGS, SPREAD_OF_VARIANCES = 0.4, 0.7  # standard deviations of the logarithms
SEED = 20240229  # of the random starts: the same model on the same data ends at the same place


def other_axes(model: Model, samples: Sequence[Moments], start: np.ndarray) -> Any:
    """
    Starts where one factor is another axis of its items, as items may need that have little in common.

    Along an axis with an eigenvalue below one items correlate less than not at all, and the factor's variance is
    negative. Such a solution is impossible but exact, and says by its problem which scale has nothing in common.
    """
    cells, S = model.cells[0], samples[0].cov
    spread = np.sqrt(np.diagonal(S))
    on_items = cells.matrix == LAMBDA
    fixed = np.flatnonzero(on_items & (cells.parameter < 0))
    for marker in fixed[np.unique(cells.col[fixed], return_index=True)[1]]:
        factor, items = cells.col[marker], cells.row[on_items & (cells.col == cells.col[marker])]
        values, axes = np.linalg.eigh(S[np.ix_(items, items)] / np.outer(spread[items], spread[items]))
        chosen = [(-0.02, np.ones(len(items)))]
        chosen += [(0.5 * (values[k] - 1), axes[:, k]) for k in {0, 1, len(items) - 2, len(items) - 1}]
        for variance, axis in chosen:
            loadings = np.zeros(len(S))
            loadings[items] = axis * spread[items]
            unit = loadings[cells.row[marker]]
            unit = np.copysign(max(abs(unit), 0.1 * spread[cells.row[marker]]), unit)
            yield _with_factor(cells, start, S, factor, loadings / unit, variance * unit**2)


def _with_factor(
    cells: Cells, theta: np.ndarray, S: np.ndarray, factor: int, loadings: np.ndarray, variance: float
) -> np.ndarray:
    """`theta` with these loadings (p,) and this variance of one factor, uncorrelated with the others."""
    changed, free = theta.copy(), cells.parameter >= 0
    at = free & (cells.matrix == LAMBDA) & (cells.col == factor)
    changed[cells.parameter[at]] = loadings[cells.row[at]]
    at = free & (cells.matrix == PSI) & ((cells.row == factor) | (cells.col == factor))
    changed[cells.parameter[at]] = np.where(cells.row[at] == cells.col[at], variance, 0.0)
    at = free & (cells.matrix == THETA) & (cells.row == cells.col) & (loadings[cells.row] != 0)
    changed[cells.parameter[at]] = (np.diagonal(S) - variance * loadings**2)[cells.row[at]]
    return changed


def is_orthogonal(model: Model) -> bool:
    """Whether all factors are uncorrelated with unit variance, as in a bifactor model."""
    latent = [p for p in model.parameters if p.lhs in model.factors and p.op in ("~~", "~")]
    return all(p.fixed == 1.0 and p.op == "~~" and p.lhs == p.rhs for p in latent)


def has_general_factor(model: Model) -> bool:
    """
    Whether an item belongs to two factors, or a factor to another: likelihoods of such models have several maxima.

    So bifactor, method-factor and second-order models; not correlated factors, whatever their number.
    """
    loadings = [p for p in model.parameters if p.op == LOADING and p.group == 0]
    items = [p.rhs for p in loadings if p.rhs in model.items]
    return len(items) > len(set(items)) or len(items) < len(loadings)


def other_starts(model: Model, surface: Surface, start: np.ndarray) -> Iterator[np.ndarray]:
    """Possible starts drawn around the usual one."""
    rng = np.random.default_rng(SEED)
    drawn = _weak_specific if is_orthogonal(model) else _around
    for draw in range(RANDOM_STARTS):
        theta = drawn(model.cells[0], start, draw, rng)
        if surface.at(theta) is not None:
            yield theta


def _weak_specific(cells: Cells, start: np.ndarray, draw: int, rng: np.random.Generator) -> np.ndarray:
    """Orthogonal factors: weak specific ones first, then loadings of either sign."""
    theta = start.copy()
    loading = np.flatnonzero((cells.matrix == LAMBDA) & (cells.parameter >= 0))
    number, factor = cells.parameter[loading], cells.col[loading]
    residual = np.flatnonzero((cells.matrix == THETA) & (cells.parameter >= 0))
    variance = np.diagonal(implied(cells, start).Sigma)
    spread, size = np.sqrt(variance[cells.row[loading]]), np.bincount(factor)
    specific = size[factor] < size.max()
    if draw == 0:
        theta[number] = spread * np.where(specific, 0.3, 0.6)
    else:
        theta[number] = np.where(specific, 0.0, start[number])
        theta[number] += spread * np.where(specific, 0.4, 0.15) * rng.standard_normal(len(number))
    theta[cells.parameter[residual]] = 0.5 * variance[cells.row[residual]]
    return theta


def _around(cells: Cells, start: np.ndarray, draw: int, rng: np.random.Generator) -> np.ndarray:
    """Factors with markers: loadings and variances stretched or shrunk, correlations shrunk, residuals drawn."""
    theta, free = start.copy(), cells.parameter >= 0
    loading = cells.parameter[free & np.isin(cells.matrix, (LAMBDA, BETA))]
    theta[loading] *= np.exp(SPREAD_OF_LOADINGS * rng.standard_normal(len(loading)))
    stretch = np.exp(SPREAD_OF_VARIANCES * rng.standard_normal(cells.n_factors))
    at = free & (cells.matrix == PSI)
    theta[cells.parameter[at]] *= np.sqrt(stretch[cells.row[at]] * stretch[cells.col[at]])
    theta[cells.parameter[at & (cells.row != cells.col)]] *= draw / RANDOM_STARTS
    at = free & (cells.matrix == THETA) & (cells.row == cells.col)
    share = rng.uniform(0.2, 0.8, at.sum())
    theta[cells.parameter[at]] = share * np.diagonal(implied(cells, start).Sigma)[cells.row[at]]
    return theta
