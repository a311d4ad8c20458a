"""Hierarchical omega: how much of the total score is one general factor's, where a general factor can be defended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.statistics.cfa.estimate import cfa
from analysis.statistics.cfa.model.constructors import second_order
from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.cfa.search.refits import StackedMatrices, stacked_matrices
from analysis.statistics.foundation.attempts import Unavailable, refused
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.reliability.coefficients import MeasurementStack, refitted, settled_bounds
from analysis.statistics.reliability.omega import omega_of_sum, through_factors

GENERAL = "general factor"
LEAST_SCALES = 4  # three factors fit any second-order model equally well: nothing would be tested
LEAST_LOADING = 0.50  # of each scale's factor on the general one, standardised
LARGEST_LOSS = 0.01  # of CFI against correlated factors (Cheung & Rensvold 2002, doi 10.1207/S15328007SEM0902_5)

Reason = Literal["too_few_scales", "not_fitted", "not_admissible", "weak_general_loading", "fits_worse"]
"""What speaks against a general factor."""


@dataclass(frozen=True, kw_only=True, eq=False)
class HierarchicalOmega:
    """
    Hierarchical omega of the sum of all items, from a second-order model by maximum likelihood.

    Attributes
    ----------
    model, denominator : str
    estimate, conf_low, conf_high : float or None
        None where the model could not be fitted; the interval also where the general factor is not defensible.
    omega_total : float or None
        The same sum's share of variance explained by all factors.
    is_defensible : bool
        Whether the general factor may be spoken of; `reasons` are the codes of what speaks against it:
        "too_few_scales", "not_fitted", "not_admissible", "weak_general_loading", "fits_worse".
    cfi_loss : float or None
        Of the second-order model against correlated factors.
    general_loadings : dict of str to float
        Standardised, by scale.
    refusal : Unavailable or None
        Why the model could not be fitted.
    """

    model: str = "second_order"
    denominator: str = "observed_variance"
    estimate: float | None = None
    conf_low: float | None = None
    conf_high: float | None = None
    omega_total: float | None = None
    is_defensible: bool = False
    reasons: list[Reason]
    cfi_loss: float | None = None
    general_loadings: dict[str, float | None]
    refusal: Unavailable | None = None


def hierarchical_omega(
    stack: MeasurementStack, scales: Mapping[str, Sequence[str]], correlated: CfaResult, conf_level: float
) -> HierarchicalOmega:
    """
    Share of the total score's observed variance that the general factor explains (McDonald 1999; Zinbarg et al. 2005).

    The general factor is called defensible with at least four scales, an admissible second-order model, every
    standardised loading on the general factor at least .50, and a CFI within .01 of that of correlated factors.

    Parameters
    ----------
    stack : MeasurementStack
    scales : mapping of scale to items
    correlated : CfaResult
        The model of correlated factors for the same answers.
    conf_level : float
    """
    name = GENERAL
    while name in scales or name in stack.sample.names:
        name += "'"
    scales = strongest_first(scales, correlated)
    stack = stack.in_order([item for items in scales.values() for item in items])
    try:
        fit = cfa(stack.sample, second_order(scales, name=name))
    except EstimationError as refusal:
        return HierarchicalOmega(reasons=["not_fitted"], general_loadings={}, refusal=refused(refusal))
    loadings = {row.term: row.std_estimate for row in fit.loadings if row.factor == name}
    loss = float(correlated.fit.cfi - fit.fit.cfi)
    reasons = _objections(fit, loadings, loss)
    matrices = stacked_matrices(fit.solution.model, fit.solution.theta[None])
    general, total = _shares(matrices, stack.sample.cov[None])
    low, high = (None, None) if reasons else _interval(stack, fit, conf_level)
    return HierarchicalOmega(
        estimate=float(general[0]),
        conf_low=low,
        conf_high=high,
        omega_total=float(total[0]),
        is_defensible=not reasons,
        reasons=reasons,
        cfi_loss=loss,
        general_loadings=loadings,
    )


def _interval(stack: MeasurementStack, fit: CfaResult, conf_level: float) -> tuple[float, float]:
    """Percentile interval from the model fitted to every resample."""
    resampled, _ = _shares(refitted(stack, fit).resamples, stack.covariances)
    low, high = settled_bounds(resampled, conf_level)
    return float(low), float(high)


def strongest_first(scales: Mapping[str, Sequence[str]], fit: CfaResult) -> dict[str, list[str]]:
    """The scales with their items by falling size of loading: resamples settle fastest with a strong marker item."""
    size = {row.term: abs(row.std_estimate) for row in fit.loadings}
    return {scale: sorted(items, key=lambda item: -size[str(item)]) for scale, items in scales.items()}


def _shares(matrices: StackedMatrices, S: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The general factor's and all factors' shares of the total score's variance; the general factor comes last."""
    loadings = through_factors(matrices.Lambda, matrices.A)[:, :, -1]
    with np.errstate(invalid="ignore"):
        general = loadings * np.sqrt(matrices.C[:, -1, -1])[:, None]
    weights = matrices.Lambda.sum(axis=1)
    common = np.einsum("bk,bkl,bl->b", weights, matrices.C, weights)
    return omega_of_sum(general, S), common / S.sum(axis=(1, 2))


def _objections(fit: CfaResult, loadings: dict[str, float], loss: float) -> list[str]:
    found = {
        "too_few_scales": len(loadings) < LEAST_SCALES,
        "not_admissible": not fit.is_admissible,
        "weak_general_loading": not min(loadings.values()) >= LEAST_LOADING,
        "fits_worse": loss > LARGEST_LOSS,
    }
    return [reason for reason, holds in found.items() if holds]
