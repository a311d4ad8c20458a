"""The models that fit an outcome of one item: logistic for two answers, ordered logit for a few."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.statistics.description.descriptives import Ranges
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.regression.logistic import LogisticRegression, has_two_values, logistic_regression
from analysis.statistics.regression.ordered.ordered_logit import OrderedRegression, is_ordered, ordered_logit


def logistic_beside(
    items: pd.DataFrame, scores: pd.DataFrame, conf_level: float, name: str, ends: Mapping[str, tuple[float, float]]
) -> LogisticRegression | Unavailable | None:
    """Logistic regression of an outcome of one item and two answers on complete scores; None for any other outcome."""
    answers = items.iloc[:, 0].rename(name)
    if items.shape[1] > 1 or not has_two_values(answers):
        return None
    return attempted(lambda: logistic_regression(answers, scores, conf_level=conf_level, ends=ends))


def ordered_beside(
    items: pd.DataFrame, scores: pd.DataFrame, conf_level: float, name: str
) -> OrderedRegression | Unavailable | None:
    """Ordered logit of an outcome of one item and a few ordered answers; None for any other outcome."""
    answers = items.iloc[:, 0].rename(name)
    if items.shape[1] > 1 or not is_ordered(answers):
        return None
    return attempted(lambda: ordered_logit(answers, scores, conf_level=conf_level))


def score_ends(dimensions: Mapping[str, pd.DataFrame], ranges: Ranges) -> dict[str, tuple[float, float]]:
    """Lowest and highest score of each dimension: the means of the declared ends of its items."""
    known = {name: [ranges[item] for item in items if item in ranges] for name, items in dimensions.items()}
    return {
        name: tuple(np.mean(rows, axis=0).tolist())
        for name, rows in known.items()
        if len(rows) == dimensions[name].shape[1]
    }
