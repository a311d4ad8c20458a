"""What a model leaves unexplained: differences between observed and implied correlations."""

from dataclasses import dataclass

import numpy as np

from analysis.statistics.cfa.solution import Solution


@dataclass(frozen=True, kw_only=True)
class ResidualRow:
    """The observed correlation of two items, and what it exceeds the implied one by."""

    a: str
    b: str
    observed: float
    residual: float


@dataclass(frozen=True, kw_only=True)
class GroupResidualRow(ResidualRow):
    """A residual in one of several groups."""

    group: str


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
            row |= {"observed": float(observed[i, j]), "residual": float(matrix[i, j])}
            rows.append(GroupResidualRow(**row, group=model.groups[g]) if model.groups else ResidualRow(**row))
    return sorted(rows, key=lambda row: -abs(row.residual))


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
