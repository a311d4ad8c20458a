"""
What each predictor contributes to R-squared: Shapley shares (LMG) and Johnson's relative weights.

Both work on correlation matrices with the outcome first, one or a stack of them, so that all resamples of a bootstrap
are decomposed at once.
"""

from dataclasses import dataclass
from math import factorial
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.foundation.bootstrap import bootstrap_moments, correlations, percentile_bounds
from analysis.statistics.foundation.errors import EstimationError

N_RESAMPLES = 10_000
MOST_PREDICTORS = 12
"""LMG fits every subset of the predictors: 2 to the power of their number."""

CERTAIN = 0.99
"""
Share of resamples in which one predictor must exceed another for the data to order the two.

Either may be the greater: of two that matter equally one reaches it in some 2 % of samples, and in more where samples
are small, for resamples then vary too little.
"""


@dataclass(frozen=True, kw_only=True, eq=False)
class ImportanceTerm:
    """Contribution of one predictor to R-squared, its interval, its share of R-squared, and P(it ranks first)."""

    term: str
    importance: float
    importance_low: float
    importance_high: float
    importance_share: float
    prob_first: float


@dataclass(frozen=True, kw_only=True)
class ImportancePair:
    """Two predictors, and the share of resamples in which the first is the greater."""

    a: str
    b: str
    prob_a_greater: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Importance:
    """
    Shapley importance of the predictors, with Johnson's weights as a check; both sum to R-squared.

    `ordered` tells whether the data order all of them (each beats the next in `CERTAIN` of the resamples), `first`
    which one is first if that much is certain. `pairs` has every two once.
    """

    method: Literal["lmg"]
    n_resamples: int
    terms: list[ImportanceTerm]
    johnson: dict[str, float]
    ordered: bool
    first: str | None
    pairs: list[ImportancePair]

    def tidy(self) -> pd.DataFrame:
        """A row per predictor."""
        return pd.DataFrame([vars(term) for term in self.terms]).assign(johnson=list(self.johnson.values()))


def shapley_shares(R: np.ndarray) -> np.ndarray:
    """
    Shapley decomposition of R-squared: contributions (..., k) that sum to it.

    Parameters
    ----------
    R : ndarray, shape (..., k + 1, k + 1)
        Correlation matrices, the outcome first.

    Notes
    -----
    A predictor's contribution is the average of what it adds to R-squared over all orders in which the predictors can
    enter: Lindeman, Merenda & Gold (1980), p. 119; Groemping (2007), The American Statistician 61, 139-147, equation 7.
    """
    stack = R.reshape(-1, *R.shape[-2:])
    shares = shapley_weights(R.shape[-1] - 1) @ subset_r_squared(stack)
    return shares.T.reshape(*R.shape[:-2], -1)


def shapley_weights(k: int) -> np.ndarray:
    """Weights (k, 2**k) that turn the R-squared of all subsets into Shapley contributions; bit j of a subset is j."""
    subsets = np.arange(2**k)
    sizes = np.array([int(subset).bit_count() for subset in subsets])
    orders = np.array([factorial(size) * factorial(k - size - 1) / factorial(k) for size in range(k)] + [0.0])
    members = (subsets >> np.arange(k)[:, None]) & 1 == 1
    return np.where(members, orders[sizes - 1], -orders[sizes])


def subset_r_squared(R: np.ndarray) -> np.ndarray:
    """
    R-squared of the outcome on every subset of the predictors: (2**k, B) from correlation matrices (B, k + 1, k + 1).

    Subsets grow by predictors of higher index: adding one takes what it explains out of the outcome and of the
    predictors still to come (a Schur complement), so that each step handles a smaller matrix than the one before.
    """
    n_stack, size, _ = R.shape
    explained = np.zeros((2 ** (size - 1), n_stack))

    def grow(subset: int, first: int, partial: np.ndarray) -> None:
        """Fill in all subsets that add to `subset` predictors from `first` on; `partial` has the outcome first."""
        for position in range(1, len(partial)):
            pivot = partial[position, position]
            wider = subset | 1 << (first + position - 1)
            explained[wider] = explained[subset] + partial[0, position] ** 2 / pivot
            if position + 1 < len(partial):
                rest = np.r_[0, position + 1 : len(partial)]
                row = partial[position, rest]
                remaining = partial[np.ix_(rest, rest)] - row[:, None] * (row / pivot)
                grow(wider, first + position, remaining)

    grow(0, 0, np.ascontiguousarray(R.transpose(1, 2, 0)))
    return explained


def johnson_weights(R: np.ndarray) -> np.ndarray:
    """
    Relative weights (..., k) from correlation matrices R (..., k + 1, k + 1), the outcome first; they sum to R-squared.

    The outcome is regressed on the closest orthogonal variables, these on the predictors: Johnson (2000),
    Multivariate Behavioral Research 35, 1-19, equations 6 to 9.
    """
    eigenvalues, vectors = np.linalg.eigh(R[..., 1:, 1:])
    root = (vectors * np.sqrt(np.maximum(eigenvalues, 0))[..., None, :]) @ vectors.swapaxes(-1, -2)
    slopes = np.linalg.solve(root, R[..., 1:, :1])
    return (root**2 @ slopes**2)[..., 0]


def require_few(names: list[str]) -> list[str]:
    """`names` of predictors, refused where they have too many subsets."""
    if len(names) > MOST_PREDICTORS:
        raise EstimationError("too_many_predictors", n_scales=len(names), most=MOST_PREDICTORS)
    return names


def shapley_importance(
    outcome: pd.Series,
    predictors: pd.DataFrame,
    *,
    rng: np.random.Generator,
    n_resamples: int = N_RESAMPLES,
    conf_level: float = 0.95,
) -> Importance:
    """
    Shapley (LMG) importance of `predictors` for `outcome`, with percentile intervals over resamples of the rows.

    Parameters
    ----------
    outcome : Series, length n
    predictors : DataFrame, shape (n, k)
        Both complete.
    rng : Generator
        Random numbers for the bootstrap.

    Raises
    ------
    EstimationError
        More than 12 predictors.
    """
    names = require_few([str(name) for name in predictors.columns])
    data = np.column_stack([outcome, predictors]).astype(float)
    moments = bootstrap_moments(data, n_resamples=n_resamples, rng=rng)
    return importance_from(np.corrcoef(data, rowvar=False), defined_shares(moments.covariances), names, conf_level)


def defined_shares(covariances: np.ndarray) -> np.ndarray:
    """Shares (B, k) of R-squared in resamples, from their covariance matrices; NaN where a resample is degenerate."""
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = shapley_shares(correlations(covariances))
    shares[~np.isfinite(shares).all(axis=1)] = np.nan
    return shares


def importance_from(R: np.ndarray, resampled: np.ndarray, names: list[str], conf_level: float) -> Importance:
    """Importance from the data's correlation matrix (outcome first) and the shares (B, k) of all resamples."""
    shares = shapley_shares(R)
    resampled = resampled[~np.isnan(resampled).any(axis=1)]
    low, high = percentile_bounds(resampled, conf_level)
    first = rank_first(resampled)
    above = greater(resampled)
    ranking = np.argsort(-shares)
    return Importance(
        method="lmg",
        n_resamples=len(resampled),
        terms=[
            ImportanceTerm(
                term=name,
                importance=float(shares[j]),
                importance_low=float(low[j]),
                importance_high=float(high[j]),
                importance_share=float(shares[j] / shares.sum()),
                prob_first=float(first[j]),
            )
            for j, name in enumerate(names)
        ],
        johnson=dict(zip(names, johnson_weights(R).tolist(), strict=True)),
        ordered=bool((above[ranking[:-1], ranking[1:]] >= CERTAIN).all()),
        first=next((name for name, share in zip(names, first, strict=True) if share >= CERTAIN), None),
        pairs=[
            ImportancePair(a=a, b=b, prob_a_greater=float(above[i, j]))
            for i, a in enumerate(names)
            for j, b in enumerate(names)
            if i < j
        ],
    )


def rank_first(shares: np.ndarray) -> np.ndarray:
    """Share of the resamples (B, k) in which each predictor is the greatest: (k,)."""
    return np.bincount(shares.argmax(axis=1), minlength=shares.shape[1]) / len(shares)


def greater(shares: np.ndarray) -> np.ndarray:
    """Share of the resamples (B, k) in which one predictor is greater than another: (k, k)."""
    return (shares[:, :, None] > shares[:, None, :]).mean(axis=0)
