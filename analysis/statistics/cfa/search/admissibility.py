"""
Solutions that cannot be true of any population, named by what is impossible in them.

Codes: `negative_residual_variance` (a Heywood case; an item), `negative_factor_variance` (a factor),
`factor_correlation_beyond_one` (a pair of factors), `factor_covariance_not_positive_definite` (the factors of the
impossible combination), `residual_covariance_not_positive_definite` (items), `not_identified` (parameters that the
data do not determine), `no_maximum` (factor and item of a loading with which the likelihood rises without end).
"""

from collections.abc import Sequence

import numpy as np
from scipy.linalg.lapack import dpotrf

from analysis.statistics.cfa.model.implied import Implied
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import Problem
from analysis.statistics.cfa.sample.moments import is_positive_definite

SINGULAR = 1e-9  # smallest eigenvalue, of an information matrix with unit diagonal, that counts as positive
NEARLY_SINGULAR = 1e-6  # smallest pivot above which no eigenvalue needs to be looked at
PART = 0.1  # least weight in an eigenvector for a name to be mentioned
ROUNDING = 1e-8  # relative to the matrix's largest element


def problems_of(model: Model, states: Sequence[Implied]) -> list[Problem]:
    """What is impossible in the matrices of each group."""
    found = []
    for position, state in enumerate(states):
        group = model.groups[position] if model.groups else None
        found += _residual_problems(model, state, group) + _factor_problems(model, state, group)
    return found


def _residual_problems(model: Model, state: Implied, group: str | None) -> list[Problem]:
    Theta = state.matrices.Theta
    variance = np.diagonal(Theta)
    found = [
        Problem(code="negative_residual_variance", names=[model.items[i]], value=float(variance[i]), group=group)
        for i in np.flatnonzero(variance < 0)
    ]
    if not found and np.any(Theta - np.diag(variance)):
        found += _indefinite(Theta, model.items, "residual_covariance_not_positive_definite", group)
    return found


def _factor_problems(model: Model, state: Implied, group: str | None) -> list[Problem]:
    Psi, C = state.matrices.Psi, state.C
    variance = np.minimum(np.diagonal(Psi), np.diagonal(C))
    if variance.min() > 0 and is_positive_definite(_correlation(C)):
        return []
    found = [
        Problem(code="negative_factor_variance", names=[model.factors[k]], value=float(variance[k]), group=group)
        for k in np.flatnonzero(variance < 0)
    ]
    if found:
        return found
    correlation = _correlation(C)
    found = [
        Problem(
            code="factor_correlation_beyond_one",
            names=[model.factors[b], model.factors[a]],
            value=float(correlation[a, b]),
            group=group,
        )
        for a, b in zip(*np.tril_indices(len(C), -1), strict=True)
        if abs(correlation[a, b]) > 1 + ROUNDING
    ]
    return found or _indefinite(correlation, model.factors, "factor_covariance_not_positive_definite", group)


def _correlation(C: np.ndarray) -> np.ndarray:
    spread = np.sqrt(np.maximum(np.diagonal(C), np.finfo(float).tiny))
    return C / np.outer(spread, spread)


def _indefinite(matrix: np.ndarray, names: Sequence[str], code: str, group: str | None) -> list[Problem]:
    """The problem of a symmetric matrix with a negative eigenvalue, naming who takes part in it."""
    values, vectors = np.linalg.eigh(matrix)
    if values[0] >= -ROUNDING * np.abs(matrix).max():
        return []
    return [Problem(code=code, names=_participants(names, vectors[:, 0]), value=float(values[0]), group=group)]


def identification_problems(model: Model, information: np.ndarray) -> tuple[list[Problem], float]:
    """
    Parameters that the data do not determine, and how far the information matrix is from being singular.

    Scaled to a unit diagonal, its smallest pivot: what a parameter's information keeps beside those before it; where
    there is none, its smallest eigenvalue, zero or below.
    """
    diagonal = np.diagonal(information)
    scale = 1 / np.sqrt(np.maximum(np.abs(diagonal), np.finfo(float).tiny))
    scaled = information * np.outer(scale, scale)
    factor, failed = dpotrf(scaled, lower=1)
    smallest = 0.0 if failed else float((factor.diagonal() ** 2).min())
    if smallest > NEARLY_SINGULAR:
        return [], smallest
    values, vectors = np.linalg.eigh(scaled)
    if values[0] > SINGULAR:
        return [], smallest
    names = _participants(model.parameter_names(), vectors[:, 0])
    return [Problem(code="not_identified", names=names, value=float(values[0]))], float(values[0])


def _participants(names: Sequence[str], weights: np.ndarray) -> list[str]:
    return [name for name, weight in zip(names, weights, strict=True) if abs(weight) > PART]
