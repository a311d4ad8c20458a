"""
What holds without normality: standard errors from the sandwich, and scaled tests.

MLR: Huber-White errors and the test of Yuan & Bentler (2000, doi 10.1111/0081-1750.00078) in Mplus's form (Asparouhov &
Muthen 2005), which scales chi-square by c = tr(U Gamma) / df. The matrix Gamma of fourth moments is never built:
tr(W Gamma) is Mardia's sum of squared distances, and the model's part comes from case scores.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.statistics.cfa.ml.likelihood import GroupPoint, Point
from analysis.statistics.cfa.model.implied import Directions
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.sample.moments import Moments

CHUNK_ROWS = 1000  # rows of scores, or patterns of answers, held in memory


@dataclass(frozen=True, eq=False)
class RobustTest:
    """Covariance of the estimates (q, q), and the scaling factors of the model's test and of the baseline's."""

    covariance: np.ndarray
    scaling: float
    baseline_scaling: float


def case_scores(group: GroupPoint, d: Directions, z: np.ndarray) -> np.ndarray:
    """
    The slope of each case's log-likelihood by each cell, (n, cells), for deviations z = x - mu, (n, p).

    With Y = z'VE: c (Y_x Y_y - E'VE[x, y]) + s Y_x.
    """
    Y = z @ group.VE
    scores = d.c * (Y[:, d.x] * Y[:, d.y] - group.EVE[d.x, d.y])
    if group.shift is not None:
        scores += group.state.mean_factor(d) * Y[:, d.x]
    return scores


def score_products(model: Model, point: Point, samples: Sequence[Moments]) -> np.ndarray:
    """Cross-products of the case scores per case, (q, q)."""
    total = np.zeros((model.n_free, model.n_free))
    n_obs = sum(sample.n_obs for sample in samples)
    for group, d, sample in zip(point.groups, model.directions, samples, strict=True):
        for begin in range(0, sample.n_obs, CHUNK_ROWS):
            z = sample.centred[begin : begin + CHUNK_ROWS]
            z = z if group.shift is None else z + group.shift
            scores = gathered_columns(case_scores(group, d, z), d.parameter, model.n_free)
            total += scores.T @ scores / n_obs
    return total


def gathered_columns(by_cell: np.ndarray, parameter: np.ndarray, n_free: int) -> np.ndarray:
    """Columns of cells summed into columns of free parameters."""
    if len(parameter) == n_free and (parameter == np.arange(n_free)).all():
        return by_cell
    pick = np.zeros((len(parameter), n_free))
    pick[np.arange(len(parameter)), parameter] = 1.0
    return by_cell @ pick


def squared_distance_moment(centred: np.ndarray, V: np.ndarray) -> float:
    """Mean of (z'Vz)^2 over cases (Mardia 1970, doi 10.1093/biomet/57.3.519)."""
    distance = np.einsum("ij,ij->i", centred @ V, centred)
    return float(distance @ distance) / len(centred)


def mlr(model: Model, point: Point, samples: Sequence[Moments]) -> RobustTest:
    """Huber-White errors and the Yuan-Bentler-Mplus scaling factors."""
    bread = np.linalg.inv(point.observed_information)
    meat = score_products(model, point, samples)
    n_obs = sum(sample.n_obs for sample in samples)
    saturated = [0.5 * (squared_distance_moment(s.centred, np.linalg.inv(s.cov)) - len(s.names)) for s in samples]
    of_means = model.n_items * model.n_groups if model.has_means else 0
    trace = sum(saturated) + of_means - float(np.vdot(bread, meat))
    baseline = sum(saturated) - sum(_variance_trace(s) for s in samples)
    return RobustTest(bread @ meat @ bread / n_obs, *_scalings(model, trace, baseline))


def _variance_trace(sample: Moments) -> float:
    """What the free variances of the baseline model take from the trace: sum of 1/2 (kurtosis - 1)."""
    variance, squares = np.diagonal(sample.cov), sample.centred**2
    return float(0.5 * (np.einsum("ij,ij->j", squares, squares) / sample.n_obs / variance**2 - 1).sum())


def _scalings(model: Model, trace: float, baseline_trace: float) -> tuple[float, float]:
    p = model.n_items
    return trace / max(model.df, 1), baseline_trace / (model.n_groups * p * (p - 1) / 2)
