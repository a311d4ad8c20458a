"""What a model leaves unexplained: differences between observed and implied correlations."""

from typing import NotRequired

import numpy as np
from typing_extensions import TypedDict

from analysis.statistics.cfa.solution import Solution


class ResidualRow(TypedDict):
    """The observed correlation of two items, and what it exceeds the implied one by."""

    a: str
    b: str
    group: NotRequired[str]
    observed: float
    residual: float


def correlation_residuals(solution: Solution, *, least: float = 0.0) -> list[ResidualRow]:
    """
    Observed less implied correlations of all pairs of items, largest size first.

    Each matrix is brought to unit variances by itself (Bollen 1989, p. 258). `least` leaves out smaller ones.
    """
    rows, model = [], solution.model
    for g, matrix in enumerate(residual_correlations(solution)):
        observed = correlation(solution.samples[g].cov)
        for i, j in zip(*np.tril_indices(model.n_items, -1), strict=True):
            if abs(matrix[i, j]) < least:
                continue
            row = {"a": model.items[j], "b": model.items[i]}
            if model.groups:
                row["group"] = model.groups[g]
            rows.append(row | {"observed": float(observed[i, j]), "residual": float(matrix[i, j])})
    return sorted(rows, key=lambda row: -abs(row["residual"]))


def residual_correlations(solution: Solution) -> list[np.ndarray]:
    """Observed less implied correlations, one (p, p) per group."""
    return [
        correlation(sample.cov) - correlation(state.Sigma)
        for sample, state in zip(solution.samples, solution.implied, strict=True)
    ]


def correlation(cov: np.ndarray) -> np.ndarray:
    """A covariance matrix with its variances brought to one."""
    spread = np.sqrt(np.diagonal(cov))
    return cov / np.outer(spread, spread)
