"""
One factor extracted from many correlation matrices at once.

Minimum residuals with a single factor has a closed form for each loading given the others, so that a whole stack of
matrices is improved one item at a time, without eigendecompositions (Harman & Fukuda 1966, Psychometrika 31, 563).
Now and then a Newton step in all loadings is tried, and kept where it is better: near a minimum it ends the search.
"""

import numpy as np

from analysis.statistics.exploratory.extraction import LOWEST_UNIQUENESS

TOLERANCE = 1e-3
"""Largest change of a loading in the sweep before the last Newton step, which leaves about its square."""

MAX_ROUNDS = 200
SWEEPS_PER_ROUND = 6
LARGEST_LOADING = np.sqrt(1 - LOWEST_UNIQUENESS)


def one_factor_loadings(stack: np.ndarray) -> np.ndarray:
    """
    Loadings (B, p) of one minres factor for each correlation matrix of `stack` (B, p, p).

    No uniqueness falls below .005. Matrices whose loadings have settled are put aside while the others go on.
    """
    off_diagonal = stack.transpose(1, 2, 0).copy()
    off_diagonal[np.arange(len(off_diagonal)), np.arange(len(off_diagonal))] = 0
    loadings = leading_direction(stack)
    settled = np.empty_like(loadings)
    open_ones = np.arange(len(stack))
    for _ in range(MAX_ROUNDS):
        for _ in range(SWEEPS_PER_ROUND):
            change = improve(loadings, off_diagonal)
        loadings = newton_where_better(loadings, off_diagonal)
        settled[:, open_ones] = loadings
        unsettled = change > TOLERANCE
        if not unsettled.any():
            break
        open_ones, loadings = open_ones[unsettled], np.ascontiguousarray(loadings[:, unsettled])
        off_diagonal = np.ascontiguousarray(off_diagonal[:, :, unsettled])
    return settled.T


def leading_direction(stack: np.ndarray) -> np.ndarray:
    """Starting loadings (p, B): the first principal component of each matrix, shrunk to what a factor would explain."""
    eigenvalues, vectors = np.linalg.eigh(stack)
    return np.ascontiguousarray((vectors[:, :, -1] * np.sqrt(np.maximum(eigenvalues[:, -1:] - 1, 0.1))).T)


def improve(loadings: np.ndarray, off_diagonal: np.ndarray) -> np.ndarray:
    """
    One round of least-squares updates of `loadings` (p, B), in place; the largest change in each of the B columns.

    `off_diagonal` (p, p, B) are the correlations with zeros on the diagonal.
    """
    total = (loadings**2).sum(axis=0)
    largest = np.zeros(loadings.shape[1])
    for item, correlations in enumerate(off_diagonal):
        old = loadings[item].copy()
        others = total - old**2
        best = np.einsum("jb,jb->b", correlations, loadings) / np.maximum(others, 1e-12)
        new = np.clip(best, -LARGEST_LOADING, LARGEST_LOADING)
        loadings[item] = new
        total = others + new**2
        np.maximum(largest, np.abs(new - old), out=largest)
    return largest


def misfit(loadings: np.ndarray, off_diagonal: np.ndarray) -> np.ndarray:
    """Sum of squared residuals of `loadings` (p, B), less the sum of squared correlations that it starts from: (B,)."""
    explained = np.einsum("ib,ijb,jb->b", loadings, off_diagonal, loadings, optimize=True)
    return (loadings**2).sum(axis=0) ** 2 - (loadings**4).sum(axis=0) - 2 * explained


def newton_where_better(loadings: np.ndarray, off_diagonal: np.ndarray) -> np.ndarray:
    """`loadings` (p, B) after a Newton step in all of them, in the columns where that lowers the misfit."""
    total = (loadings**2).sum(axis=0)
    slope = loadings * (total - loadings**2) - np.einsum("ijb,jb->ib", off_diagonal, loadings)
    curvature = 2 * loadings[:, None] * loadings - off_diagonal
    items = np.arange(len(loadings))
    curvature[items, items] = total - loadings**2 + 1e-12
    step = np.linalg.solve(curvature.transpose(2, 0, 1), slope.T[:, :, None])[:, :, 0].T
    moved = np.clip(loadings - step, -LARGEST_LOADING, LARGEST_LOADING)
    better = misfit(moved, off_diagonal) < misfit(loadings, off_diagonal)
    return np.where(better, moved, loadings)
