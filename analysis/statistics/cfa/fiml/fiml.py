"""
Full-information maximum likelihood: every respondent counts with the answers given (Arbuckle 1996; Enders & Bandalos
2001, doi 10.1207/S15328007SEM0803_5). Valid where answers are missing at random.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.statistics.cfa.fiml.tests import fiml_fit
from analysis.statistics.cfa.ml.likelihood import (
    GroupPoint,
    MomentLikelihood,
    Point,
    mean_curvature,
    second_derivative_term,
)
from analysis.statistics.cfa.model.implied import (
    Bending,
    Directions,
    Implied,
    covariance_jacobian,
    implied,
    mean_jacobian,
)
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.cfa.sample.missing import IncompleteAnswers, expectation
from analysis.statistics.cfa.sample.samples import group_answers
from analysis.statistics.cfa.sample.saturated import PatternSums, Saturated, pair_products, pattern_sums, sorted_answers
from analysis.statistics.cfa.search.admissibility import identification_problems
from analysis.statistics.cfa.search.conclusion import convergence_of, require_convergence, result_of
from analysis.statistics.cfa.search.scoring import Optimum, minimum
from analysis.statistics.cfa.search.search import maximum
from analysis.statistics.cfa.solution import Solution
from analysis.statistics.foundation.errors import EstimationError

if TYPE_CHECKING:
    import pandas as pd


class IncompletePoint(GroupPoint):
    """
    The likelihood of one group's incomplete answers at one point.

    Its gradient is that of complete moments with the gaps at their expectation (Fisher's identity); so is its expected
    information, an upper bound that serves the search. The observed information is exact.
    """

    def __init__(self, state: Implied, V: np.ndarray, log_det: float, data: IncompleteAnswers):
        step = expectation(data, state.mu, V, log_det)
        super().__init__(state, V, log_det, step.T, step.shift)
        self.value, self.data, self.filled = step.value, data, step.filled

    @cached_property
    def sums(self) -> PatternSums:
        return pattern_sums(self.data, self.state.mu, self.V)

    def observed_information(self, d: Directions, bend: Bending) -> np.ndarray:
        """d2f / dcell dcell', the sum over patterns of answers."""
        sums, E = self.sums, self.state.E
        D, dmu = covariance_jacobian(self.state, d), mean_jacobian(self.state, d)
        p = len(self.V)
        rows, cols = np.tril_indices(p)
        H_pairs = pair_products(sums.VX, p)
        flat = D[:, rows, cols]
        curved = flat @ H_pairs @ flat.T
        place = np.empty((p, p), dtype=int)
        place[rows, cols] = place[cols, rows] = np.arange(len(rows))
        Vy = sums.Vy[place]  # [i, j, k]: sum of V_g[i, j] y_g[k]
        cross = dmu @ np.tensordot(Vy, D, axes=((1, 2), (1, 2)))
        H = curved + cross + cross.T + dmu @ sums.V @ dmu.T
        s, u = self.state.mean_factor(d), E.T @ sums.u
        return H + second_derivative_term(E.T @ sums.Q @ E, d, bend) - mean_curvature(u, s, d, bend)


class IncompleteLikelihood:
    """The likelihood of a model for incomplete answers, as a function of the free parameters."""

    def __init__(self, model: Model, data: Sequence[IncompleteAnswers]):
        n = np.array([group.n_obs for group in data], dtype=float)
        self.model, self.data, self.shares = model, tuple(data), n / n.sum()

    def at(self, theta: np.ndarray) -> Point | None:
        """The point `theta`; None where an implied covariance matrix, or part of its inverse, is not positive."""
        groups = []
        for cells, data in zip(self.model.cells, self.data, strict=True):
            state = implied(cells, theta)
            try:
                factor = np.linalg.cholesky(state.Sigma)
                log_det = 2 * float(np.log(np.diagonal(factor)).sum())
                groups.append(IncompletePoint(state, np.linalg.inv(state.Sigma), log_det, data))
            except (np.linalg.LinAlgError, EstimationError):
                return None
        return Point(self.model, theta, groups, self.shares)


def fiml(
    data: "pd.DataFrame", model: Model, *, groups: "pd.Series | None", conf_level: float, robust: bool
) -> CfaResult:
    """Fit a model, with a mean structure, to all answers; `robust`: sandwich errors and scaled test (MLR)."""
    model = model.with_means()
    known = [sorted_answers(rows, model.items) for rows in group_answers(data, model, groups)]
    answers, filled = [group for group, _ in known], [group for _, group in known]
    start = _start(model, filled)
    optimum = minimum(IncompleteLikelihood(model, answers), start.point.theta, is_near=True)
    optimum = replace(optimum, n_starts=start.n_starts, n_agreeing=start.n_agreeing)
    require_convergence(optimum, model)
    point, n_obs = optimum.point, sum(group.n_obs for group in answers)
    information = point.observed_information
    singular, smallest = identification_problems(model, information)
    fit, covariance = fiml_fit(model, answers, filled, point, robust=robust, singular=bool(singular))
    moments = tuple(group.moments for group in filled)
    solution = Solution(model, moments, point.theta, covariance, information, n_obs)
    return result_of(
        solution,
        estimator="fiml_mlr" if robust else "fiml",
        conf_level=conf_level,
        fit=fit,
        problems=singular,
        convergence=convergence_of(optimum, smallest),
    )


def _start(model: Model, filled: Sequence[Saturated]) -> Optimum:
    """The maximum for the saturated model's moments, close to that for the answers."""
    moments = [group.moments for group in filled]
    return maximum(lambda variant: MomentLikelihood(variant, moments), model, moments)[0]
