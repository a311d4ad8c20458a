"""
Indices of careless answering, as pure functions of a matrix of answers.

None of them proves carelessness: each also catches honest people, so screening asks for two. Intra-individual
variability is left out on purpose: it sees the same straight lines as the longest run, and one behaviour must not
count twice.
"""

from collections.abc import Sequence

import numpy as np


def longest_runs(answers: np.ndarray) -> np.ndarray:
    """
    The longest run of one and the same answer in each row (Johnson 2005, doi 10.1016/j.jrp.2004.09.009).

    Parameters
    ----------
    answers : (n, k) array
        Answers as given, not reversed, in the order of the questionnaire. A missing answer ends a run.

    Returns
    -------
    (n,) integer array

    Examples
    --------
    >>> longest_runs(np.array([[3, 3, 3, 1], [1, 2, 1, 2]]))
    array([3, 1])
    """
    run = (~np.isnan(answers[:, 0])).astype(int)
    longest = run.copy()
    for before, now in zip(answers.T[:-1], answers.T[1:], strict=True):
        run = np.where(before == now, run + 1, ~np.isnan(now))
        np.maximum(longest, run, out=longest)
    return longest


def even_odd_consistency(answers: np.ndarray, scales: Sequence[Sequence[int]]) -> np.ndarray:
    """
    Within each row, how well the even halves of the scales agree with the odd halves.

    Each scale gives two means, of its first, third, ... and of its second, fourth, ... items; the index is their
    correlation over the scales, stepped up to full length where it is positive: 2 r / (1 + r) (Jackson 1976, cited in
    Johnson 2005, doi 10.1016/j.jrp.2004.09.009).

    Parameters
    ----------
    answers : (n, k) array
        Keyed answers.
    scales : sequence of sequence of int
        The columns of each scale; scales of one item are left out.

    Returns
    -------
    (n,) array
        Correlations; NaN in rows that left a half unanswered, or in which either half does not vary.
    """
    halves = [(answers[:, members[0::2]], answers[:, members[1::2]]) for members in scales if len(members) > 1]
    odd = np.column_stack([half_means(first) for first, _ in halves])
    even = np.column_stack([half_means(second) for _, second in halves])
    odd -= odd.mean(axis=1, keepdims=True)
    even -= even.mean(axis=1, keepdims=True)
    spread = np.sqrt((odd**2).sum(axis=1) * (even**2).sum(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        correlation = np.where(spread > 1e-12, (odd * even).sum(axis=1) / spread, np.nan)
        return np.where(correlation > 0, 2 * correlation / (1 + correlation), correlation)


def half_means(answers: np.ndarray) -> np.ndarray:
    """The mean of the answers given in each row, NaN where none was."""
    given = ~np.isnan(answers)
    with np.errstate(invalid="ignore"):
        return np.where(given, answers, 0).sum(axis=1) / given.sum(axis=1)


def mahalanobis_p_values(answers: np.ndarray) -> np.ndarray:
    """
    How improbable each row's answers are under multivariate normality (Mahalanobis 1936).

    Parameters
    ----------
    answers : (n, k) array
        The distance is the same for keyed and for reversed answers.

    Returns
    -------
    (n,) array
        Upper tail of the chi-squared distribution with k degrees of freedom at the squared distance from the mean;
        NaN in rows with a missing answer, and everywhere if the covariance matrix of the others has no inverse.
    """
    from scipy.special import chdtrc

    p_values = np.full(len(answers), np.nan)
    complete = ~np.isnan(answers).any(axis=1)
    centred = answers[complete] - answers[complete].mean(axis=0) if complete.any() else answers[complete]
    n_items = answers.shape[1]
    if len(centred) <= n_items or np.linalg.matrix_rank(centred) < n_items:
        return p_values
    S = centred.T @ centred / (len(centred) - 1)
    squared_distance = (centred * np.linalg.solve(S, centred.T).T).sum(axis=1)
    p_values[complete] = chdtrc(n_items, squared_distance)
    return p_values
