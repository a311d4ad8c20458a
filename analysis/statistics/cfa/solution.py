"""A fitted model's numbers as arrays, for what goes on computing with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.statistics.cfa.model.implied import Implied, implied
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.model.standardized import standardized
from analysis.statistics.cfa.sample.moments import Moments


@dataclass(frozen=True, eq=False)
class Solution:
    """
    Estimates and what belongs to them.

    Parameters
    ----------
    model, samples : what was fitted to what (with missing answers the moments of the saturated model).
    theta : (q,) free parameters.
    covariance : (q, q) covariance matrix of the estimates; NaN where the information is singular.
    information : (q, q) information per case that gave the standard errors.
    n_obs : cases, over all groups.
    """

    model: Model
    samples: Sequence[Moments]
    theta: np.ndarray
    covariance: np.ndarray
    information: np.ndarray
    n_obs: int

    @cached_property
    def implied(self) -> tuple[Implied, ...]:
        """Implied moments and matrices, one per group."""
        return tuple(implied(cells, self.theta) for cells in self.model.cells)

    @cached_property
    def standardized(self) -> tuple[np.ndarray, np.ndarray]:
        """Standardised parameters and their standard errors, one per row of the parameter table."""
        model = self.model
        estimate, std_error = np.full((2, len(model.parameters)), np.nan)
        for cells, d, state in zip(model.cells, model.directions, self.implied, strict=True):
            z = standardized(cells, state, d, model.n_free)
            estimate[cells.table_row] = z.estimate
            std_error[cells.table_row] = delta_errors(z.jacobian, self.covariance)
        return estimate, std_error

    @cached_property
    def factor_correlation(self) -> tuple[np.ndarray, ...]:
        """Correlations of the factors, one (m, m) per group; NaN where a factor's variance is negative."""
        matrices = []
        for state in self.implied:
            with np.errstate(invalid="ignore"):
                spread = np.sqrt(np.diagonal(state.C))
                matrices.append(state.C / np.outer(spread, spread))
        return tuple(matrices)

    def unit_loadings(self, items: np.ndarray, factor: int) -> np.ndarray:
        """Loadings of items on a factor of unit variance, (k,), one group; NaN where its variance is negative."""
        state = self.implied[0]
        variance = state.C[factor, factor]
        return np.sqrt(variance if variance >= 0 else np.nan) * state.matrices.Lambda[items, factor]


def delta_errors(jacobian: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """Standard errors of functions of the parameters by the delta method; `jacobian` is (functions, q)."""
    variance = np.einsum("ij,ij->i", jacobian @ covariance, jacobian)
    return np.sqrt(np.where(variance > 0, variance, np.where(np.isnan(variance), np.nan, 0.0)))
