"""Parallel analysis of polychoric correlations."""

import numpy as np
import pandas as pd
from scipy.special import ndtri

from analysis.statistics.exploratory.adequacy import CorrelatedItems
from analysis.statistics.exploratory.factor_number import N_DRAWS, QUANTILE, ParallelAnalysis, parallel_analysis
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.requirements import complete_rows, require_items, require_rows, require_variation
from analysis.statistics.ordinal.polychoric import polychoric

MOST_CATEGORIES = 7
"""Answers of more categories than this are not treated as merely ordered."""


def polychoric_parallel_analysis(
    items: pd.DataFrame,
    *,
    rng: np.random.Generator,
    n_draws: int = N_DRAWS,
    quantile: float = QUANTILE,
) -> list[ParallelAnalysis]:
    """
    Parallel analysis of the polychoric correlations of ordered answers: of components, and of factors.

    The simulated matrices have the sampling distribution that polychoric correlations have where there is nothing to
    find: see `polychoric_inflation`. Parameters as in `parallel_analysis`; a matrix that is not positive definite is
    smoothed.

    Raises
    ------
    EstimationError
        An item has more than seven categories; or as `parallel_analysis` and `polychoric`.
    """
    complete = complete_rows(require_items(items, at_least=3))
    require_ordinal(require_variation(require_rows(complete, at_least=complete.shape[1] + 1)))
    matrix = polychoric(complete).matrix
    names = [str(name) for name in matrix.columns]
    prepared = CorrelatedItems(names=names, n_obs=len(complete), R=matrix.to_numpy())
    inflation = polychoric_inflation(complete)
    return [
        parallel_analysis(prepared, rng=child, n_draws=n_draws, quantile=quantile, model=model, inflation=inflation)
        for model, child in zip(("components", "factors"), rng.spawn(2), strict=True)
    ]


def require_ordinal(complete: pd.DataFrame) -> pd.DataFrame:
    """Complete answers, refused where an item has too many categories to be called ordinal."""
    many = [name for name in complete.columns if complete[name].nunique() > MOST_CATEGORIES]
    if many:
        raise EstimationError("not_ordinal", items=many, most=MOST_CATEGORIES)
    return complete


def polychoric_inflation(complete: pd.DataFrame) -> np.ndarray:
    """
    How much wider the distribution of polychoric correlations of unrelated items is than that of Pearson's: (p,).

    At a correlation of zero the likelihood's score is the product of the two items' normal scores (the mean of a
    standard normal variable within each category), and its information the product of their variances. So the
    estimate is the Pearson correlation of the scores divided by their standard deviations: one factor for each item.
    """
    return np.array([1 / normal_score_deviation(complete[name].to_numpy()) for name in complete.columns])


def normal_score_deviation(answers: np.ndarray) -> float:
    """Standard deviation of the normal scores of ordered `answers` (n,): 1 for a continuous item, less for few cuts."""
    share = np.unique(answers, return_counts=True)[1] / len(answers)
    cuts = ndtri(np.concatenate([[0], share.cumsum()[:-1], [1]]))
    density = np.exp(-(cuts**2) / 2) / np.sqrt(2 * np.pi)
    return float(np.sqrt(np.sum((density[:-1] - density[1:]) ** 2 / share)))
