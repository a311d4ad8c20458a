"""The likelihood of pairs of ordered items: cell probabilities, their derivatives, and its maximum."""

from typing import Any

import numpy as np
from scipy.special import ndtr

from analysis.statistics.ordinal.bivariate_normal import bivariate_normal_density, joint_excess
from analysis.statistics.ordinal.tables import PairTables

BOUND = 0.9999  # a correlation is sought inside (-BOUND, BOUND)
TOLERANCE = 1e-5  # of the last Newton step: convergence is quadratic, so the error left is about 1e-10
MAX_STEPS = 60
FLAT = 1e-6  # curvature per respondent below which a likelihood has no maximum but creeps towards a bound
SMALLEST_PROBABILITY = 1e-300


def cell_differences(corners: np.ndarray) -> np.ndarray:
    """
    Cells of a table from the cumulative values at the corners between them.

    Parameters
    ----------
    corners : ndarray, shape (n_pairs, K - 1, K - 1)
        A function at the inner thresholds that is zero along the outer edges.

    Returns
    -------
    ndarray, shape (n_pairs, K, K)
    """
    n_pairs, n_rows, n_columns = corners.shape
    framed = np.zeros((n_pairs, n_rows + 2, n_columns + 2))
    framed[:, 1:-1, 1:-1] = corners
    along_rows = framed[:, 1:, :] - framed[:, :-1, :]
    return along_rows[:, :, 1:] - along_rows[:, :, :-1]


class PairModel:
    """
    Two cut standard normal variables per pair: what the thresholds fix, kept while correlations are sought.

    Parameters
    ----------
    row_cuts, column_cuts : ndarray, shape (n_pairs, K - 1)
        Thresholds of each pair's first and second item.
    """

    def __init__(self, row_cuts: np.ndarray, column_cuts: np.ndarray):
        n_pairs, n_cuts = row_cuts.shape
        self.shape = (n_pairs, n_cuts, n_cuts)
        self.h = np.repeat(row_cuts, n_cuts, axis=1)
        self.k = np.tile(column_cuts, n_cuts)
        row_shares = np.diff(ndtr(row_cuts), prepend=0.0, append=1.0)
        column_shares = np.diff(ndtr(column_cuts), prepend=0.0, append=1.0)
        self.independent = row_shares[:, :, None] * column_shares[:, None, :]

    def probabilities(self, rho: np.ndarray, pairs: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Cell probabilities, shape (n_pairs, K, K)."""
        corners = joint_excess(self.h[pairs], self.k[pairs], rho).reshape(-1, *self.shape[1:])
        return np.maximum(self.independent[pairs] + cell_differences(corners), SMALLEST_PROBABILITY)

    def slopes(self, rho: np.ndarray, pairs: np.ndarray | slice = slice(None)) -> tuple[np.ndarray, np.ndarray]:
        """
        First and second derivatives of the cell probabilities by the correlation, each (n_pairs, K, K).

        The distribution function's derivative by rho is the density (Plackett 1954, Biometrika 41, 351-360).
        """
        h, k, rho = self.h[pairs], self.k[pairs], rho[:, None]
        density = bivariate_normal_density(h, k, rho)
        spread = 1 - rho * rho
        relative = rho / spread + ((1 + rho * rho) * h * k - rho * (h * h + k * k)) / (spread * spread)
        corners = (-1, *self.shape[1:])
        return cell_differences(density.reshape(corners)), cell_differences((density * relative).reshape(corners))


def starting_correlations(tables: PairTables, cuts: np.ndarray) -> np.ndarray:
    """
    Covariance of the category numbers over what it would be at rho = 1 to first order.

    In the Hermite expansion of that covariance (Lancaster 1957, Biometrika 44, 289-292) the first term is rho times the
    sums of normal ordinates at the thresholds of either item.
    """
    numbers = np.arange(tables.margins.shape[1])
    means = tables.margins @ numbers / tables.n_obs
    products = np.tensordot(tables.counts, np.multiply.outer(numbers, numbers), axes=2) / tables.n_obs
    ordinates = (np.exp(-cuts * cuts / 2) / np.sqrt(2 * np.pi)).sum(axis=1)
    first, second = tables.first, tables.second
    covariances = products - means[first] * means[second]
    return np.clip(covariances / (ordinates[first] * ordinates[second]), -0.95, 0.95)


def pairwise_correlations(tables: PairTables, cuts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    Polychoric correlation of every pair given the thresholds (the second step of Olsson 1979, section 3).

    Newton's method on all pairs at once, kept inside a shrinking bracket by the sign of the slope; a pair leaves the
    iteration when it has converged.

    Parameters
    ----------
    tables : PairTables
    cuts : ndarray, shape (n_items, K - 1)
        Thresholds.

    Returns
    -------
    correlations : ndarray, shape (n_pairs,)
    converged : ndarray of bool, shape (n_pairs,)
        False where the likelihood has no maximum inside (-.9999, .9999), or none was found.

    Notes
    -----
    Two binary items with one empty cell are the one case in which counts are corrected: see `with_filled_corners`.
    """
    model = PairModel(cuts[tables.first], cuts[tables.second])
    counts = with_filled_corners(tables.counts)
    rho, curvature = starting_correlations(tables, cuts), np.zeros(len(counts))
    low, high = np.full_like(rho, -BOUND), np.full_like(rho, BOUND)
    active = np.arange(len(rho))
    for _ in range(MAX_STEPS):
        slope, curvature[active] = _slopes_and_curvatures(model, counts[active], rho[active], active)
        step = np.divide(slope, curvature[active], out=np.zeros_like(slope), where=curvature[active] > 0)
        low[active] = np.where(slope > 0, rho[active], low[active])
        high[active] = np.where(slope < 0, rho[active], high[active])
        proposal = rho[active] + step
        outside = (proposal <= low[active]) | (proposal >= high[active])
        proposal = np.where(outside, (low[active] + high[active]) / 2, proposal)
        moved = np.abs(proposal - rho[active])
        rho[active] = proposal
        active = active[moved > TOLERANCE]
        if not active.size:
            break
    converged = (np.abs(rho) < BOUND - 10 * TOLERANCE) & (curvature > FLAT * tables.n_obs)
    converged[active] = False
    return rho, converged


def with_filled_corners(counts: np.ndarray) -> np.ndarray:
    """
    Tables of two binary items with half a respondent in their one empty cell, the margins kept; others as they are.

    Without it such a table has no estimate but plus or minus one, whatever the sample's size (Brown & Benedetti 1977,
    Psychometrika 42, 347-355). Larger tables with empty cells mostly have one and are left alone.

    Parameters
    ----------
    counts : ndarray, shape (n_pairs, K, K)
    """
    corner = counts[:, :2, :2]
    is_binary = corner.sum(axis=(1, 2)) == counts.sum(axis=(1, 2))
    chosen = np.flatnonzero(is_binary & ((corner == 0).sum(axis=(1, 2)) == 1))
    if not chosen.size:
        return counts
    filled = counts.copy()
    on_diagonal = (counts[chosen, 0, 0] == 0) | (counts[chosen, 1, 1] == 0)
    shift = np.where(on_diagonal, 0.5, -0.5)[:, None, None] * np.array([[1, -1], [-1, 1]])
    filled[chosen, :2, :2] += shift
    return filled


def _slopes_and_curvatures(model: Any, counts: Any, rho: Any, pairs: Any) -> Any:
    """Slope of the log-likelihoods and their curvature, the expected one where the observed cannot be relied on."""
    probabilities = model.probabilities(rho, pairs)
    first, second = model.slopes(rho, pairs)
    ratio = counts / probabilities
    relative = first / probabilities
    slope = np.einsum("pab,pab->p", ratio, first)
    observed = np.einsum("pab,pab->p", ratio, relative * first - second)
    expected = np.einsum("pab,pab->p", relative, first) * counts.sum(axis=(1, 2))
    return slope, np.where(observed > 0.1 * expected, observed, expected)
