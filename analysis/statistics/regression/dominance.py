"""
Which of two predictors adds more to R-squared, whatever other predictors are there: dominance analysis.

`explained` is the R-squared of every subset of the predictors, (2**k, B) for B samples, as `subset_r_squared` gives it;
bit j of a subset is predictor j.

References
----------
Budescu (1993), Psychological Bulletin 114, 542-551; Azen & Budescu (2003), Psychological Methods 8, 129-148.
"""

from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np

from analysis.statistics.regression.importance import subset_r_squared

CHUNK_NUMBERS = 1 << 20
"""R-squared of subsets that are held at once."""


class DominanceShare(NamedTuple):
    """Share of samples in which one predictor dominates another, completely and conditionally."""

    complete: float
    conditional: float


def conditional_contributions(explained: np.ndarray) -> np.ndarray:
    """
    What each predictor adds to R-squared on average over all subsets of one size: (k, k, B), by predictor and size.

    Their mean over the sizes is the predictor's general dominance weight, which is its Shapley share.
    """
    k = n_predictors(explained)
    subsets, sizes = np.arange(2**k), subset_sizes(k)
    found = np.zeros((k, k, explained.shape[1]))
    for j in range(k):
        without = subsets[subsets & 1 << j == 0]
        gains = explained[without | 1 << j] - explained[without]
        for size in range(k):
            found[j, size] = gains[sizes[without] == size].sum(axis=0) / comb(k - 1, size)
    return found


def complete_dominance(explained: np.ndarray, a: int, b: int) -> np.ndarray:
    """Whether predictor `a` adds more than `b` to every subset that holds neither, (B,)."""
    subsets = np.arange(len(explained))
    neither = subsets[(subsets & (1 << a | 1 << b)) == 0]
    return (explained[neither | 1 << a] > explained[neither | 1 << b]).all(axis=0)


def conditional_dominance(contributions: np.ndarray, a: int, b: int) -> np.ndarray:
    """Whether predictor `a` adds more than `b` on average at every size of subset, (B,)."""
    return (contributions[a] > contributions[b]).all(axis=0)


def dominance_shares(R: np.ndarray) -> dict[tuple[int, int], DominanceShare]:
    """
    In what share of correlation matrices R (B, k + 1, k + 1), the outcome first, one of two predictors dominates.

    Keys are all ordered pairs of different predictors: the first dominates the second.
    """
    k = R.shape[-1] - 1
    pairs = [pair for two in combinations(range(k), 2) for pair in (two, two[::-1])]
    often = dict.fromkeys(pairs, np.zeros(2))
    step = max(CHUNK_NUMBERS >> k, 1)
    for start in range(0, len(R), step):
        explained = subset_r_squared(R[start : start + step])
        mean_gains = conditional_contributions(explained)
        for a, b in pairs:
            found = complete_dominance(explained, a, b), conditional_dominance(mean_gains, a, b)
            often[a, b] = often[a, b] + [dominates.sum() for dominates in found]
    return {pair: DominanceShare(*(times / len(R)).tolist()) for pair, times in often.items()}


def n_predictors(explained: np.ndarray) -> int:
    """Predictors of whose subsets `explained` has the R-squared."""
    return len(explained).bit_length() - 1


def subset_sizes(k: int) -> np.ndarray:
    """Number of predictors in each subset of k, (2**k,)."""
    return np.array([int(subset).bit_count() for subset in range(2**k)])
