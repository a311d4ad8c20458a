"""
McDonald's omega: the share of a scale score's variance that the factor behind it explains.

Always of the unweighted sum of the items as they were answered, and against that sum's *observed* variance (the choice
of semTools' compRelSEM), so that a model that fits badly cannot make its own denominator.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from analysis.statistics.bivariate_normal import joint_excess
from analysis.statistics.cfa.dwls import OrdinalSolution
from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.errors import EstimationError
from analysis.statistics.ordinal.tables import OPEN_END

LARGEST_CORRELATION = 1 - 1e-12


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
        By scale.
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
    model = fit.solution.model
    scales = model.scales if scales is None else scales
    missing = [name for name in scales if name not in model.factors]
    if missing:
        raise EstimationError(f"The model {model.name!r} has no factor for {', '.join(missing)}, so no omega either.")
    omega = _ordinal_omega if isinstance(fit.solution, OrdinalSolution) else _linear_omega
    values = {}
    for name, items in scales.items():
        places = np.array([model.items.index(item) for item in items])
        values[name] = omega(fit.solution, places, model.factors.index(name))
    return OmegaResult(model=fit.model, estimator=fit.estimator, omega=values)


def _linear_omega(solution, places: np.ndarray, factor: int) -> float:
    state = solution.implied[0]
    true_scores = np.sqrt(state.C[factor, factor]) * state.matrices.Lambda[places, factor]
    return float(omega_of_sum(true_scores, solution.samples[0].cov[np.ix_(places, places)]))


def _ordinal_omega(solution: OrdinalSolution, places: np.ndarray, factor: int) -> float:
    state, sample = solution.implied[0], solution.ordinal
    true_scores = np.sqrt(state.C[factor, factor]) * state.matrices.Lambda[places, factor]
    return green_yang_omega(
        true_scores,
        sample.R[np.ix_(places, places)],
        [sample.cuts[item][sample.cuts[item] < OPEN_END] for item in places],
        [np.diff(sample.answers.categories[item]) for item in places],
    )


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


def green_yang_omega(
    loadings: np.ndarray, R: np.ndarray, cuts: Sequence[np.ndarray], gaps: Sequence[np.ndarray]
) -> float:
    """
    Reliability of a sum of ordered items (Green & Yang 2009, Psychometrika 74, 155-167, eq. 21).

    An answer counts one gap for every threshold below the variable behind it, so that two answers covary by the sum
    over their thresholds of Phi(t, u; rho) - Phi(t) Phi(u). The numerator takes rho from the common factor alone, also
    between an item and its own replication; the denominator takes the observed polychoric correlations.

    Parameters
    ----------
    loadings : ndarray, shape (k,)
        On a factor of unit variance, for items of unit variance.
    R : ndarray, shape (k, k)
        Polychoric correlations of the items.
    cuts : sequence of ndarray
        Thresholds of each item.
    gaps : sequence of ndarray
        Steps from each of its answers to the next, in scale points (one where none is unused).
    """
    true = sum_variance(np.outer(loadings, loadings), cuts, gaps)
    return true / sum_variance(R, cuts, gaps)


def sum_variance(R: np.ndarray, cuts: Sequence[np.ndarray], gaps: Sequence[np.ndarray]) -> float:
    """Variance of a sum of ordered items whose underlying variables have the product moments `R`, (k, k)."""
    item = np.concatenate([np.full(len(t), number) for number, t in enumerate(cuts)])
    t, gap = np.concatenate(cuts), np.concatenate(gaps)
    h, k = np.broadcast_arrays(t[:, None], t[None, :])
    rho = np.clip(R[item[:, None], item], -LARGEST_CORRELATION, LARGEST_CORRELATION)
    excess = joint_excess(h.reshape(-1, 1), k.reshape(-1, 1), rho.reshape(-1)).reshape(h.shape)
    return float(gap @ excess @ gap)


def through_factors(Lambda: np.ndarray, A: np.ndarray) -> np.ndarray:
    """How items follow the factors, directly and through other factors: Lambda (I - Beta)^-1, (..., p, m)."""
    return Lambda @ A
