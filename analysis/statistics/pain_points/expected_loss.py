"""How much of the outcome each pain point takes from all respondents together: how often it is met times its cost."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.statistics.foundation.bootstrap import (
    BootstrapMoments,
    bootstrap_moments,
    correlations,
    percentile_bounds,
)
from analysis.statistics.foundation.intervals import Interval
from analysis.statistics.foundation.requirements import SINGULAR
from analysis.statistics.pain_points.costs import those_that_vary
from analysis.statistics.regression.importance import CERTAIN, N_RESAMPLES, greater, rank_first
from analysis.statistics.regression.ols import model_rows


@dataclass(frozen=True, kw_only=True, eq=False)
class Loss:
    """
    Loss to one pain point, in scale points of the mean outcome of all respondents, with its percentile interval.

    It is the mean exposure, which of a pain point met or not is the share of people who met it, times its cost with the
    other pain points held equal. `p_first` is the share of resamples in which it is the largest loss, `rank_low` and
    `rank_high` the ends of the percentile interval of its rank.
    """

    term: str
    exposure: float
    cost: float
    estimate: float
    conf_low: float
    conf_high: float
    p_first: float
    rank_low: int
    rank_high: int


@dataclass(frozen=True, kw_only=True, eq=False)
class LossPair:
    """
    Two pain points, the one with the larger loss as `a`, and the share of resamples in which its loss is the larger.

    `is_ordered`: that share reaches `CERTAIN`.
    """

    a: str
    b: str
    p_greater: float
    is_ordered: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class ExpectedLoss:
    """Losses to all pain points, the largest first; `total` is their sum."""

    n_obs: int
    n_resamples: int
    terms: list[Loss]
    total: Interval
    pairs: list[LossPair]

    def tidy(self) -> pd.DataFrame:
        """A row per pain point."""
        return pd.DataFrame([vars(term) for term in self.terms])


def expected_loss(
    outcome: pd.Series,
    met: pd.DataFrame,
    *,
    rng: np.random.Generator,
    n_resamples: int = N_RESAMPLES,
    conf_level: float = 0.95,
) -> ExpectedLoss:
    """
    Loss to each pain point, with what resamples of the respondents say of its size and rank.

    Parameters
    ----------
    outcome : Series, length n
    met : DataFrame, shape (n, p)
        See `exposures`; rows with a missing value are left out, and so are pain points that do not vary.
    rng : Generator

    Raises
    ------
    EstimationError
        No pain point varies, or see `model_rows`.
    """
    y, x = model_rows(outcome, those_that_vary(outcome, met)[0])
    data = np.column_stack([y, x])
    own = data.mean(axis=0)[None], np.cov(data, rowvar=False)[None]
    drawn = losses(*defined(bootstrap_moments(data, n_resamples=n_resamples, rng=rng)))
    estimate = losses(*own)[0]
    order = np.argsort(-estimate, kind="stable")
    low, high = percentile_bounds(drawn.sum(axis=1), conf_level)
    return ExpectedLoss(
        n_obs=len(data),
        n_resamples=len(drawn),
        terms=ranked([str(name) for name in x.columns], own, estimate, drawn, order, conf_level),
        total=Interval(
            estimate=float(estimate.sum()), conf_low=float(low), conf_high=float(high), conf_level=conf_level
        ),
        pairs=loss_pairs([str(x.columns[j]) for j in order], drawn[:, order]),
    )


def losses(means: np.ndarray, covariances: np.ndarray) -> np.ndarray:
    """Mean of each predictor times its slope, turned round: (B, p) from moments of the outcome and p predictors."""
    return -slopes(covariances) * means[:, 1:]


def slopes(covariances: np.ndarray) -> np.ndarray:
    """Least squares slopes (B, p) of the first variable on the others, from covariance matrices (B, p + 1, p + 1)."""
    return np.linalg.solve(covariances[:, 1:, 1:], covariances[:, 1:, :1])[..., 0]


def defined(moments: BootstrapMoments) -> tuple[np.ndarray, np.ndarray]:
    """Means and covariances of those resamples in which every predictor varies and none is made up of the others."""
    predictors = moments.covariances[:, 1:, 1:]
    known = np.flatnonzero((np.diagonal(predictors, axis1=1, axis2=2) > 0).all(axis=1))
    known = known[np.linalg.eigvalsh(correlations(predictors[known]))[:, 0] > SINGULAR]
    return moments.means[known], moments.covariances[known]


def ranked(
    names: list[str],
    own: tuple[np.ndarray, np.ndarray],
    estimate: np.ndarray,
    drawn: np.ndarray,
    order: np.ndarray,
    conf_level: float,
) -> list[Loss]:
    """The losses (p,) in `order`, with what their resamples (B, p) say of each."""
    ranks = (-drawn).argsort(axis=1).argsort(axis=1) + 1
    tail = (1 - conf_level) / 2
    places = np.quantile(ranks, [tail, 1 - tail], axis=0, method="inverted_cdf")
    bounds, first = percentile_bounds(drawn, conf_level), rank_first(drawn)
    return [
        Loss(
            term=names[j],
            exposure=float(own[0][0, 1 + j]),
            cost=float(slopes(own[1])[0, j]),
            estimate=float(estimate[j]),
            conf_low=float(bounds[0, j]),
            conf_high=float(bounds[1, j]),
            p_first=float(first[j]),
            rank_low=int(places[0, j]),
            rank_high=int(places[1, j]),
        )
        for j in order
    ]


def loss_pairs(names: list[str], drawn: np.ndarray) -> list[LossPair]:
    """Every two pain points, `names` and the resamples (B, p) from the largest loss to the smallest."""
    above = greater(drawn)
    return [
        LossPair(a=names[i], b=names[j], p_greater=float(above[i, j]), is_ordered=bool(above[i, j] >= CERTAIN))
        for i, j in combinations(range(len(names)), 2)
    ]
