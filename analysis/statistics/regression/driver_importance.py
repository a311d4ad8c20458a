"""
The dimensions weighed in several ways, and which two of them the data put in an order.

Shapley shares (LMG), Johnson's relative weights, general dominance weights and standardised slopes come from the same
resamples of the respondents, so that each pair can be compared in every one of them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.description.descriptives import scale_scores
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.bootstrap import bootstrap_moments, correlations, percentile_bounds
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.requirements import SINGULAR
from analysis.statistics.regression.dominance import (
    complete_dominance,
    conditional_contributions,
    conditional_dominance,
    dominance_shares,
)
from analysis.statistics.regression.importance import (
    CERTAIN,
    N_RESAMPLES,
    greater,
    johnson_weights,
    rank_first,
    require_few,
    shapley_shares,
    subset_r_squared,
)
from analysis.statistics.regression.ols import model_rows

Dominance = Literal["complete", "conditional", "general"]


@dataclass(frozen=True, kw_only=True, eq=False)
class ImportanceWeight:
    """
    One dimension's weight with its percentile interval; `p_first` is the share of resamples in which it is the largest.

    Of standardised slopes the largest is the one farthest from zero.
    """

    term: str
    estimate: float
    conf_low: float
    conf_high: float
    p_first: float


@dataclass(frozen=True, kw_only=True, eq=False)
class ConditionalDominance:
    """What a dimension adds to R-squared, on average over all subsets of 0, 1, ... k - 1 other dimensions."""

    term: str
    contributions: list[float]


@dataclass(frozen=True, kw_only=True, eq=False)
class DriverPair:
    """
    Two dimensions, the one with the larger Shapley share as `a`, and in what share of the resamples that order holds.

    `lmg`, `johnson` and `slope`: `a` has the larger share, relative weight, standardised slope in size. `complete` and
    `conditional`: it dominates. `dominance` is the strongest sense in which `a` dominates in the data. `is_ordered`:
    `lmg` reaches `CERTAIN`.
    """

    a: str
    b: str
    lmg: float
    johnson: float
    slope: float
    complete: float
    conditional: float
    dominance: Dominance
    is_ordered: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class DriverImportance:
    """
    The dimensions' weights for the first outcome, from the rows complete on all of their items.

    `lmg`, `johnson` and `general_dominance` each sum to `r_squared`; the first and the last are one number by two ways.
    """

    outcome: str
    n_obs: int
    n_resamples: int
    conf_level: float
    r_squared: float
    lmg: list[ImportanceWeight]
    johnson: list[ImportanceWeight]
    general_dominance: list[ImportanceWeight]
    standardised: list[ImportanceWeight]
    conditional_dominance: list[ConditionalDominance]
    pairs: list[DriverPair]

    def tidy(self) -> pd.DataFrame:
        """A row per dimension and way of weighing."""
        ways = ("lmg", "johnson", "general_dominance", "standardised")
        return pd.DataFrame([{"method": way} | asdict(weight) for way in ways for weight in getattr(self, way)])

    def glance(self) -> pd.DataFrame:
        """A row per pair of dimensions."""
        return pd.DataFrame([asdict(pair) for pair in self.pairs])


def driver_importance(
    dimensions: Mapping[str, pd.DataFrame],
    *,
    outcomes: Mapping[str, pd.DataFrame],
    rng: np.random.Generator,
    conf_level: float = 0.95,
    n_resamples: int = N_RESAMPLES,
) -> DriverImportance | Unavailable:
    """
    Importance of the dimensions for the first outcome, weighed in several ways.

    Parameters
    ----------
    dimensions, outcomes : mapping of scale to DataFrame
        Keyed items; the predictors, and the outcome, are the scale scores.
    rng : Generator
        Random numbers for the bootstrap. In the state in which `driver_regression` is given it, the resamples are the
        same, and so are the Shapley shares.
    conf_level : float
        Level of the percentile intervals.
    n_resamples : int
    """
    return attempted(lambda: weighed_drivers(dimensions, outcomes, rng, conf_level, n_resamples))


def weighed_drivers(
    dimensions: Mapping[str, pd.DataFrame],
    outcomes: Mapping[str, pd.DataFrame],
    rng: np.random.Generator,
    conf_level: float,
    n_resamples: int,
) -> DriverImportance:
    """See `driver_importance`; raises EstimationError where the data cannot bear it."""
    if not outcomes:
        raise EstimationError("no_outcome")
    name = next(iter(outcomes))
    y, x = model_rows(scale_scores({name: outcomes[name]})[name], scale_scores(dimensions))
    names = require_few([str(term) for term in x.columns])
    data = np.column_stack([y, x])
    resampled = defined(bootstrap_moments(data, n_resamples=n_resamples, rng=rng).covariances)
    R = np.corrcoef(data, rowvar=False)
    weighers = {
        "lmg": shapley_shares,
        "johnson": johnson_weights,
        "general_dominance": general_dominance,
        "standardised": standardised_slopes,
    }
    drawn = {way: weigh(resampled) for way, weigh in weighers.items()}
    weights = {way: weigh(R) for way, weigh in weighers.items()}
    return DriverImportance(
        outcome=name,
        n_obs=len(data),
        n_resamples=len(resampled),
        conf_level=conf_level,
        r_squared=float(weights["lmg"].sum()),
        **{way: importance_weights(names, weights[way], drawn[way], conf_level) for way in weighers},
        conditional_dominance=[
            ConditionalDominance(term=term, contributions=row.tolist())
            for term, row in zip(names, conditional_contributions(subset_r_squared(R[None]))[..., 0], strict=True)
        ],
        pairs=driver_pairs(names, R, resampled, drawn),
    )


def defined(covariances: np.ndarray) -> np.ndarray:
    """Correlations (B', q, q) of those resamples in which every variable varies and no predictor repeats the others."""
    varying = (np.diagonal(covariances, axis1=1, axis2=2) > 0).all(axis=1)
    known = correlations(covariances[varying])
    return known[np.linalg.eigvalsh(known[:, 1:, 1:])[:, 0] > SINGULAR]


def general_dominance(R: np.ndarray) -> np.ndarray:
    """General dominance weights (..., k): the mean over sizes of what a predictor adds to subsets of each size."""
    stack = R.reshape(-1, *R.shape[-2:])
    weights = conditional_contributions(subset_r_squared(stack)).mean(axis=1)
    return weights.T.reshape(*R.shape[:-2], -1)


def standardised_slopes(R: np.ndarray) -> np.ndarray:
    """Slopes (..., k) of the standardised outcome on the standardised predictors."""
    return np.linalg.solve(R[..., 1:, 1:], R[..., 1:, :1])[..., 0]


def importance_weights(
    names: list[str], weights: np.ndarray, drawn: np.ndarray, conf_level: float
) -> list[ImportanceWeight]:
    """Weights (k,) with what their resamples (B, k) say of each."""
    low, high = percentile_bounds(drawn, conf_level)
    columns = zip(names, weights, low, high, rank_first(np.abs(drawn)), strict=True)
    return [
        ImportanceWeight(term=term, estimate=float(w), conf_low=float(lo), conf_high=float(hi), p_first=float(first))
        for term, w, lo, hi, first in columns
    ]


def driver_pairs(
    names: list[str], R: np.ndarray, resampled: np.ndarray, drawn: Mapping[str, np.ndarray]
) -> list[DriverPair]:
    """Every two dimensions, and how often their order is the same in the resamples."""
    above = {way: greater(np.abs(drawn[way])) for way in ("lmg", "johnson", "standardised")}
    dominates, shares = dominance_shares(resampled), shapley_shares(R)
    explained = subset_r_squared(R[None])
    pairs = []
    for two in combinations(range(len(names)), 2):
        a, b = two if shares[two[0]] >= shares[two[1]] else two[::-1]
        pairs.append(
            DriverPair(
                a=names[a],
                b=names[b],
                lmg=float(above["lmg"][a, b]),
                johnson=float(above["johnson"][a, b]),
                slope=float(above["standardised"][a, b]),
                **dominates[a, b]._asdict(),
                dominance=strongest_dominance(explained, a, b),
                is_ordered=bool(above["lmg"][a, b] >= CERTAIN),
            )
        )
    return pairs


def strongest_dominance(explained: np.ndarray, a: int, b: int) -> Dominance:
    """The strongest sense in which `a`, whose general dominance weight is the larger, dominates `b` in one sample."""
    if complete_dominance(explained, a, b)[0]:
        return "complete"
    return "conditional" if conditional_dominance(conditional_contributions(explained), a, b)[0] else "general"
