"""The studentized range: the largest difference among several means, in standard errors of one of them."""

from typing import Any

import numpy as np
from scipy import special
from scipy.optimize.elementwise import find_root

NODES, WEIGHTS = np.polynomial.legendre.leggauss(128)
ERROR_NODES, ERROR_WEIGHTS = np.polynomial.legendre.leggauss(48)
"""Of Gauss and Legendre, on -1 to 1: so many that p-values of up to fifty means have ten right digits."""

FARTHEST = 8.5
"""Standard deviations beyond which the normal density adds nothing in double precision."""

TAIL = 1e-14
"""Probability that is cut off at either end of the distribution of the standard error."""

PAIRS_AT_ONCE = 32


def range_probability(width: np.ndarray, n_means: int) -> np.ndarray:
    """Probability that `n_means` standard normal variables lie within a range of `width` (any shape)."""
    z = FARTHEST * NODES
    density = FARTHEST * WEIGHTS * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    within = special.ndtr(z) - special.ndtr(z - width[..., None])
    return n_means * (within ** (n_means - 1) @ density)


def standard_error_nodes(df: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Nodes (m, 48) and weights (m, 48) of the distribution of a standard error with `df` (m,), relative to sigma."""
    low, high = (np.sqrt(special.chdtri(df, upper) / df)[:, None] for upper in (1 - TAIL, TAIL))
    s = (high + low) / 2 + (high - low) / 2 * ERROR_NODES
    half = df[:, None] / 2
    log_density = np.log(2) + half * np.log(half) - special.gammaln(half) + (2 * half - 1) * np.log(s) - half * s**2
    return s, (high - low) / 2 * ERROR_WEIGHTS * np.exp(log_density)


def studentized_range_p_value(q: Any, n_means: int, df: Any) -> np.ndarray:
    """
    Upper-tail p-values of studentized ranges.

    Parameters
    ----------
    q : array_like, shape (m,)
        Differences of two means divided by the standard error of one.
    n_means : int
        Means among which the difference is the largest.
    df : array_like, shape (m,)
        Degrees of freedom of the standard errors.

    References
    ----------
    Tukey (1953); the double integral as in Copenhaver & Holland (1988), Journal of Statistical Computation and
    Simulation 30, 1-15.

    Examples
    --------
    >>> studentized_range_p_value([3.877676], 3, [10.0]).round(4).tolist()
    [0.05]
    """
    q, df = np.atleast_1d(np.asarray(q, dtype=float)), np.atleast_1d(np.asarray(df, dtype=float))
    found = np.empty(len(q))
    for start in range(0, len(q), PAIRS_AT_ONCE):
        part = slice(start, start + PAIRS_AT_ONCE)
        s, weight = standard_error_nodes(df[part])
        found[part] = (weight * (1 - range_probability(q[part, None] * s, n_means))).sum(axis=1)
    return np.clip(found, 0, 1)


def studentized_range_quantile(probability: float, n_means: int, df: Any) -> np.ndarray:
    """The studentized range below which one lies with `probability`, for each of `df` (m,)."""
    df = np.atleast_1d(np.asarray(df, dtype=float))
    farthest = np.full(len(df), 4.0)
    while (short := studentized_range_p_value(farthest, n_means, df) > 1 - probability).any():
        farthest = np.where(short, 2 * farthest, farthest)
    found = find_root(
        lambda q, df: studentized_range_p_value(q, n_means, df) - (1 - probability),
        (np.zeros(len(df)), farthest),
        args=(df,),
    )
    return found.x
