"""Importance beside performance, and how sure one can be of a dimension's quadrant."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.foundation.bootstrap import percentile_bounds

SURE = 0.80
"""Share of resamples in which a dimension must fall into a quadrant before it is given that quadrant."""


Quadrant = Literal["keep_up", "concentrate", "low_priority", "possible_overkill"]


@dataclass(frozen=True, eq=False)
class QuadrantProbabilities:
    """How often a dimension fell into each quadrant of importance and performance; they sum to 1."""

    keep_up: float
    concentrate: float
    low_priority: float
    possible_overkill: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Priority:
    """
    One dimension: performance (0 to 100) with its interval, importance (share of R-squared), and its quadrant.

    The axes cross at the means over the dimensions. `quadrant` is None where no quadrant is sure.
    """

    term: str
    performance: float
    performance_low: float
    performance_high: float
    importance: float
    prob: QuadrantProbabilities
    quadrant: Quadrant | None


def quadrant_frequencies(importance: np.ndarray, performance: np.ndarray) -> np.ndarray:
    """
    How often each of k dimensions falls into the four quadrants: (k, 4), in the order of `QuadrantProbabilities`.

    `importance` and `performance` (B, k) of B resamples; in each the axes cross at its own means over the dimensions
    (Martilla & James 1977, Journal of Marketing 41, 77-79).
    """
    important = importance > importance.mean(axis=1, keepdims=True)
    performing = performance > performance.mean(axis=1, keepdims=True)
    quadrants = [important & performing, important & ~performing, ~important & ~performing, ~important & performing]
    return np.stack([quadrant.mean(axis=0) for quadrant in quadrants], axis=1)


def priorities(
    importance: pd.Series,
    performance: pd.Series,
    resampled_importance: np.ndarray,
    resampled_performance: np.ndarray,
    conf_level: float = 0.95,
) -> list[Priority]:
    """
    Quadrant of each dimension.

    Parameters
    ----------
    importance, performance : Series, length k
        Of the data: shares of R-squared, and 0 to 100.
    resampled_importance, resampled_performance : ndarray, shape (B, k)
        The same of each resample; resamples with NaN are left out. Fewer than two dimensions have no quadrants.
    conf_level : float
        Of the intervals of performance.
    """
    if len(importance) < 2:
        return []
    defined = ~np.isnan(resampled_importance).any(axis=1)
    frequencies = quadrant_frequencies(resampled_importance[defined], resampled_performance[defined])
    bounds = percentile_bounds(resampled_performance[defined], conf_level)
    return [
        priority(term, importance[term], performance[term], tuple(ends), QuadrantProbabilities(*row))
        for term, ends, row in zip(importance.index, bounds.T.tolist(), frequencies.tolist(), strict=True)
    ]


def priority(
    term: str, importance: float, performance: float, ends: tuple[float, float], prob: QuadrantProbabilities
) -> Priority:
    """A dimension with its quadrant, if one is sure."""
    return Priority(
        term=term,
        performance=float(performance),
        performance_low=ends[0],
        performance_high=ends[1],
        importance=float(importance),
        prob=prob,
        quadrant=sure_quadrant(prob),
    )


def sure_quadrant(prob: QuadrantProbabilities) -> Quadrant | None:
    """The quadrant that at least `SURE` of the resamples agree on, if there is one."""
    shares: dict[Quadrant, float] = {
        "keep_up": prob.keep_up,
        "concentrate": prob.concentrate,
        "low_priority": prob.low_priority,
        "possible_overkill": prob.possible_overkill,
    }
    return next((name for name, share in shares.items() if share >= SURE), None)
