"""
McDonald's omega: the share of a scale score's variance that the factor behind it explains.

Always of the unweighted sum of the items as they were answered, and against that sum's *observed* variance (the choice
of semTools' compRelSEM), so that a model that fits badly cannot make its own denominator.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.cfa.solution import Solution
from analysis.statistics.cfa.wlsmv.wlsmv import OrdinalSolution
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Bounds
from analysis.statistics.reliability.ordinal_omega import ordinal_omega, ordinal_omega_interval


@dataclass(frozen=True, kw_only=True, eq=False)
class OmegaResult:
    """
    Total omega of every scale.

    Attributes
    ----------
    model, estimator : str
        What it is computed from.
    denominator : str
        "observed_variance".
    metric : str
        "item_scores": of the sum of the items as answered; ordinal models included (Green & Yang 2009).
    omega : dict of str to float
        By scale; NaN where the factor's variance is negative.
    """

    model: str
    estimator: str
    denominator: str = "observed_variance"
    metric: str = "item_scores"
    omega: dict

    def tidy(self) -> pd.DataFrame:
        """One row per scale."""
        return pd.DataFrame([{"term": scale, "estimate": value} for scale, value in self.omega.items()])

    def glance(self) -> pd.DataFrame:
        """What the values are, in one row."""
        return pd.DataFrame([{name: value for name, value in asdict(self).items() if name != "omega"}])


def mcdonald_omega(fit: CfaResult, *, scales: Mapping[str, Sequence[str]] | None = None) -> OmegaResult:
    """
    Total omega of each scale from a fitted model of correlated factors.

    Parameters
    ----------
    fit : CfaResult
        Of one group, with a factor of the same name for each scale. From answers taken as numbers (ML and the like) the
        share of McDonald (1999); from polychoric correlations that of Green & Yang (2009, eq. 21).
    scales : mapping of scale to items, optional
        By default those of the model.

    Raises
    ------
    EstimationError
        A scale has no factor of its name.

    Examples
    --------
    Loadings of .8, .8 and .8 on one standardised factor: 2.4^2 / (2.4^2 + 3 * .36) = .842.
    """
    scales = fit.solution.model.scales if scales is None else scales
    omega = ordinal_omega if isinstance(fit.solution, OrdinalSolution) else _linear_omega
    values = {name: omega(fit.solution, *place) for name, place in places_of(fit, scales).items()}
    return OmegaResult(model=fit.model, estimator=fit.estimator, omega=values)


def ordinal_omega_intervals(
    fit: CfaResult, *, scales: Mapping[str, Sequence[str]], conf_level: float
) -> dict[str, Bounds]:
    """Delta-method interval of each scale's omega in a model fitted by WLSMV."""
    bounds = {
        name: ordinal_omega_interval(fit.solution, *place, conf_level) for name, place in places_of(fit, scales).items()
    }
    return {name: Bounds(conf_low=low, conf_high=high) for name, (low, high) in bounds.items()}


def places_of(fit: CfaResult, scales: Mapping[str, Sequence[str]]) -> dict[str, tuple[np.ndarray, int]]:
    """Where a model keeps each scale's items and its factor."""
    model = fit.solution.model
    missing = [name for name in scales if name not in model.factors]
    if missing:
        raise EstimationError("no_such_factor", scales=missing)
    return {
        name: (np.array([model.items.index(item) for item in items]), model.factors.index(name))
        for name, items in scales.items()
    }


def _linear_omega(solution: Solution, places: np.ndarray, factor: int) -> float:
    S = solution.samples[0].cov[np.ix_(places, places)]
    return float(omega_of_sum(solution.unit_loadings(places, factor), S))


def omega_of_sum(loadings: np.ndarray, S: np.ndarray) -> np.ndarray:
    """
    (sum of loadings)^2 over the variance of the items' sum (McDonald 1999, *Test Theory*, ch. 6).

    Parameters
    ----------
    loadings : ndarray, shape (..., k)
        On a factor of unit variance, in the items' unit.
    S : ndarray, shape (..., k, k)
        Covariance matrix of the items.
    """
    return loadings.sum(axis=-1) ** 2 / S.sum(axis=(-2, -1))


def through_factors(Lambda: np.ndarray, A: np.ndarray) -> np.ndarray:
    """How items follow the factors, directly and through other factors: Lambda (I - Beta)^-1, (..., p, m)."""
    return Lambda @ A
