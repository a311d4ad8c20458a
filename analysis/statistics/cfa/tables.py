"""A solution as rows: one per parameter, per loading, per pair of factors."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from analysis.statistics.cfa.model.implied import gathered
from analysis.statistics.cfa.solution import Solution, delta_errors


@dataclass(frozen=True, kw_only=True)
class LoadingRow:
    """
    A loading of `term`, an item or a factor, on `factor`; in the items' unit, and standardised (`std_*`).

    Errors and intervals are None where a loading is fixed or has none.
    """

    factor: str
    term: str
    estimate: float | None
    std_error: float | None
    p_value: float | None
    conf_low: float | None
    conf_high: float | None
    std_estimate: float | None
    std_std_error: float | None
    std_conf_low: float | None
    std_conf_high: float | None


@dataclass(frozen=True, kw_only=True)
class GroupLoadingRow(LoadingRow):
    """A loading in one of several groups."""

    group: str


@dataclass(frozen=True, kw_only=True)
class FactorCorrelationRow:
    """The correlation of two factors with its error and Wald interval; None where a variance is negative."""

    a: str
    b: str
    estimate: float | None
    std_error: float | None
    conf_low: float | None
    conf_high: float | None


@dataclass(frozen=True, kw_only=True)
class GroupFactorCorrelationRow(FactorCorrelationRow):
    """A correlation of factors in one of several groups."""

    group: str


def estimate_rows(solution: Solution, conf_level: float) -> list[dict]:
    """Every parameter of the table with its error, test against zero, interval and standardised value."""
    model = solution.model
    index = model.index
    free = index >= 0
    fixed = np.array([0.0 if p.is_free else p.fixed for p in model.parameters])
    estimate = np.where(free, solution.theta[index], fixed)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.sqrt(np.diagonal(solution.covariance))
        std_error = np.where(free, spread[index], np.nan)
        statistic = estimate / std_error
        p_value = 2 * ndtr(-np.abs(statistic))
    std_estimate, std_std_error = solution.standardized
    z = ndtri(0.5 + conf_level / 2)
    columns = {
        "estimate": estimate,
        "std_error": std_error,
        "statistic": statistic,
        "p_value": p_value,
        "conf_low": estimate - z * std_error,
        "conf_high": estimate + z * std_error,
        "std_estimate": std_estimate,
        "std_std_error": std_std_error,
        "std_conf_low": std_estimate - z * std_std_error,
        "std_conf_high": std_estimate + z * std_std_error,
    }
    names = tuple(columns)
    numbers = np.stack(tuple(columns.values()), axis=1).tolist()
    groups = model.groups or (None,)
    return [
        {"lhs": p.lhs, "op": p.op, "rhs": p.rhs, "group": groups[p.group], "is_free": p.is_free}
        | dict(zip(names, row, strict=True))
        for p, row in zip(model.parameters, numbers, strict=True)
    ]


def loading_rows(rows: list[dict]) -> list[LoadingRow]:
    """The loadings among the parameters, as factor and term; with their group where there are groups."""
    found = [row | {"factor": row["lhs"], "term": row["rhs"]} for row in rows if row["op"] == "=~"]
    kind = LoadingRow if any(row["group"] is None for row in found) else GroupLoadingRow
    return [kind(**{field.name: row[field.name] for field in fields(kind)}) for row in found]


def factor_correlation_rows(solution: Solution, conf_level: float) -> list[FactorCorrelationRow]:
    """
    Correlations of factors with delta-method errors and Wald intervals, one row per pair and group.

    Pairs whose correlation the model fixes to zero (as in a bifactor model) are left out.
    """
    model, rows = solution.model, []
    z = ndtri(0.5 + conf_level / 2)
    for g, (state, d) in enumerate(zip(solution.implied, model.directions, strict=True)):
        below, above = np.tril_indices(model.n_factors, -1)
        linked = state.C[below, above] != 0
        below, above = below[linked], above[linked]
        estimate, jacobian = _correlations(state, d, below, above, model.n_free)
        error = delta_errors(jacobian, solution.covariance)
        for a, b, r, se in zip(above, below, estimate.tolist(), error.tolist(), strict=True):
            named = {"a": model.factors[a], "b": model.factors[b]}
            row = named | {"estimate": r, "std_error": se, "conf_low": r - z * se, "conf_high": r + z * se}
            rows.append(
                GroupFactorCorrelationRow(**row, group=model.groups[g]) if model.groups else FactorCorrelationRow(**row)
            )
    return rows


def _correlations(state: Any, d: Any, row: np.ndarray, col: np.ndarray, n_free: int) -> tuple[np.ndarray, np.ndarray]:
    """Correlations of pairs of factors and their Jacobian, (pairs, q)."""
    p, m = state.matrices.Lambda.shape
    latent = np.concatenate([np.zeros((m, p)), state.A, state.C], axis=1)
    x, y = latent[:, d.x], latent[:, d.y]
    dC = d.c * (x[row] * y[col] + x[col] * y[row])
    dvar = 2 * d.c * x * y
    variance = np.diagonal(state.C)
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = 1 / np.sqrt(variance[row] * variance[col])
        r = state.C[row, col] * scale
        relative = dvar / variance[:, None]
        by_cell = dC * scale[:, None] - 0.5 * r[:, None] * (relative[row] + relative[col])
    return r, gathered(by_cell.T, d, n_free).T
