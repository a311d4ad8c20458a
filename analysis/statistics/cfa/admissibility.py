"""
Solutions that cannot be true of any population, named by what is impossible in them.

Codes: `negative_residual_variance` (a Heywood case; an item), `negative_factor_variance` (a factor),
`factor_correlation_beyond_one` (a pair of factors), `factor_covariance_not_positive_definite` (the factors of the
impossible combination), `residual_covariance_not_positive_definite` (items), `not_identified` (parameters that the
data do not determine), `no_maximum` (factor and item of a loading with which the likelihood rises without end).
"""

from collections.abc import Sequence

import numpy as np

from analysis.statistics.cfa.implied import Implied
from analysis.statistics.cfa.model import Model
from analysis.statistics.cfa.results import Problem

SINGULAR = 1e-9  # smallest eigenvalue, of an information matrix with unit diagonal, that counts as positive
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
    found = [
        Problem(code="negative_factor_variance", names=[model.factors[k]], value=float(variance[k]), group=group)
        for k in np.flatnonzero(variance < 0)
    ]
    if found:
        return found
    spread = np.sqrt(np.maximum(np.diagonal(C), np.finfo(float).tiny))
    correlation = C / np.outer(spread, spread)
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


def _indefinite(matrix: np.ndarray, names: Sequence[str], code: str, group: str | None) -> list[Problem]:
    """The problem of a symmetric matrix with a negative eigenvalue, naming who takes part in it."""
    values, vectors = np.linalg.eigh(matrix)
    if values[0] >= -ROUNDING * np.abs(matrix).max():
        return []
    return [Problem(code=code, names=_participants(names, vectors[:, 0]), value=float(values[0]), group=group)]


def identification_problems(model: Model, information: np.ndarray) -> tuple[list[Problem], float]:
    """Parameters without information, and the smallest eigenvalue of the information with unit diagonal."""
    diagonal = np.diagonal(information)
    scale = 1 / np.sqrt(np.maximum(np.abs(diagonal), np.finfo(float).tiny))
    scaled = information * np.outer(scale, scale)
    smallest = float(np.linalg.eigvalsh(scaled)[0])
    if smallest > SINGULAR:
        return [], smallest
    values, vectors = np.linalg.eigh(scaled)
    names = _participants(model.parameter_names(), vectors[:, 0])
    return [Problem(code="not_identified", names=names, value=float(values[0]))], float(values[0])


def _participants(names: Sequence[str], weights: np.ndarray) -> list[str]:
    return [name for name, weight in zip(names, weights, strict=True) if abs(weight) > PART]
