"""
Robust CFI, TLI and RMSEA where answers are missing.

Missing answers distort the noncentrality that these indices estimate. Zhang & Savalei (2023, doi 10.1037/met0000445)
take the complete-data chi-square of the FIML estimates against the EM moments, and correct its expectation under the
model: version 6 for normal answers, version 3 with the sandwich for others.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.statistics.cfa.fiml.saturated_information import SaturatedInformation
from analysis.statistics.cfa.ml.fitting import Tests
from analysis.statistics.cfa.ml.likelihood import GroupPoint, Point, group_point
from analysis.statistics.cfa.model.implied import covariance_jacobian, gathered, mean_jacobian
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.sample.saturated import Saturated


def robust_indices(
    model: Model,
    weights: Sequence[SaturatedInformation],
    filled: Sequence[Saturated],
    point: Point,
    tests: Tests,
    *,
    sandwich: bool,
) -> dict[str, float]:
    """CFI, TLI and RMSEA from complete-data chi-squares and their corrections."""
    shares = point.shares
    saturated = sum(share * f.moments.saturated_value for share, f in zip(shares, filled, strict=True))
    chi_square = 2 * tests.n_obs * (complete_point(point, filled).value - saturated)
    jacobians = [_jacobian(model, g, d) for g, d in zip(point.groups, model.directions, strict=True)]
    c = _correction(weights, jacobians, shares, sandwich) / tests.df
    null = sum(_independent_chi_square(weight) for weight in weights)
    of_items = _independent_jacobian(model.n_items)
    one = np.ones(1)
    c_null = sum(_correction([weight], [of_items], one, sandwich) for weight in weights) / tests.df_null
    return tests.robust(chi_square, null, c, c_null)


def complete_point(point: Point, filled: Sequence[Saturated]) -> Point:
    """The model's moments against the saturated ones, as if these came from complete rows."""
    groups = [
        group_point(group.state, f.moments.cov, f.moments.mean) for group, f in zip(point.groups, filled, strict=True)
    ]
    return Point(point.model, point.theta, groups, point.shares)


def _correction(
    weights: Sequence[SaturatedInformation], jacobians: Sequence[np.ndarray], shares: np.ndarray, sandwich: bool
) -> float:
    """
    The expectation of the complete-data chi-square under the model.

    With Wm and Wc the incomplete and complete information about the saturated moments, J the cross-products of scores,
    D the model's Jacobian and R = I - Wm D (D'Wm D)^-1 D': V6 is tr(Wc Wm^-1 R), V3 is tr(R Wc R' Wm^-1 J Wm^-1).
    """
    q = jacobians[0].shape[1]
    DWmD, DWcD, DJD, DCJD = np.zeros((4, q, q))
    trace = 0.0
    for weight, D, share in zip(weights, jacobians, shares, strict=True):
        DWmD += share * D.T @ weight.observed @ D
        DWcD += share * D.T @ weight.complete @ D
        if sandwich:
            WcWm, JWm = weight.complete @ weight.inverse, weight.products @ weight.inverse
            trace += np.vdot(WcWm.T, JWm)
            DJD += share * D.T @ weight.products @ D
            DCJD += share * (D.T @ WcWm) @ (weight.products @ D)
        else:
            trace += np.vdot(weight.complete, weight.inverse)
    E = np.linalg.inv(DWmD)
    if not sandwich:
        return float(trace - np.vdot(E, DWcD))
    return float(trace - 2 * np.vdot(E, DCJD) + np.vdot((E @ DWcD).T, E @ DJD))


def _jacobian(model: Model, group: GroupPoint, d: Any) -> np.ndarray:
    """Means and covariances by the free parameters, (p*, q)."""
    rows, cols = np.tril_indices(model.n_items)
    cov = covariance_jacobian(group.state, d)[:, rows, cols]
    return gathered(np.concatenate([mean_jacobian(group.state, d), cov], axis=1), d, model.n_free).T


def _independent_jacobian(p: int) -> np.ndarray:
    """The same for uncorrelated items, whose parameters are the means and variances."""
    rows, cols = np.tril_indices(p)
    D = np.zeros((p + len(rows), 2 * p))
    D[np.arange(p), np.arange(p)] = 1
    D[p + np.flatnonzero(rows == cols), p + np.arange(p)] = 1
    return D


def _independent_chi_square(weight: SaturatedInformation) -> float:
    """Complete-data chi-square of uncorrelated items, at the items' own means and variances."""
    _, mean, variance, _ = weight.data.item_moments
    moments = weight.moments
    fitted = np.log(variance) + (np.diagonal(moments.cov) + (moments.mean - mean) ** 2) / variance
    return float(weight.data.n_obs * (fitted.sum() - len(mean) - moments.log_det))
