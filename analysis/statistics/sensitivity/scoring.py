"""How items are weighed into scores of the dimensions: their means, or regression scores of the factors."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.statistics.cfa import cfa, correlated_factors
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.measurement.factor_names import told_apart
from analysis.statistics.measurement.models import FEWEST_ITEMS

Scales = Mapping[str, pd.DataFrame]


def mean_weights(scales: Scales, items: Sequence[str]) -> np.ndarray:
    """Weights (p, k) of `items` in the mean score of each scale."""
    return np.column_stack([np.isin(items, list(answers)) / answers.shape[1] for answers in scales.values()])


def has_factors(dimensions: Scales) -> bool:
    """Whether at least two dimensions have the items that a factor needs."""
    return sum(answers.shape[1] >= FEWEST_ITEMS for answers in dimensions.values()) >= 2


def factor_weights(dimensions: Scales, moments: Moments) -> np.ndarray:
    """
    Weights (p, k) of the items of `moments` in regression scores of the dimensions; one item stands for itself.

    As predictors such scores give the slopes that the factors themselves would (Skrondal & Laake 2001, Psychometrika
    66, 563-575), where scale means give slopes that measurement error has made smaller.

    Parameters
    ----------
    dimensions : mapping of scale to DataFrame
        Their items.
    moments : Moments
        Of all items, of complete rows or the saturated ones of incomplete rows.

    Raises
    ------
    EstimationError
        Whatever refuses the factor model, or an improper solution of it.
    """
    weights = mean_weights(dimensions, moments.names)
    factors = {name: list(answers) for name, answers in dimensions.items() if answers.shape[1] >= FEWEST_ITEMS}
    own = [moments.names.index(item) for items in factors.values() for item in items]
    part = Moments(
        tuple(moments.names[i] for i in own), moments.n_obs, moments.mean[own], moments.cov[np.ix_(own, own)]
    )
    found = cfa(part, correlated_factors(told_apart(factors, part.names)), estimator="ml")
    if not found.is_admissible:
        raise EstimationError("improper_scores", problems=[problem.code for problem in found.problems])
    solution = found.solution
    state = solution.implied[0]
    places = [part.names.index(item) for item in solution.model.items]
    scores = np.linalg.solve(state.Sigma, state.matrices.Lambda @ state.C)
    columns = [j for j, name in enumerate(dimensions) if name in factors]
    weights[np.ix_([own[i] for i in places], columns)] = scores
    return weights
