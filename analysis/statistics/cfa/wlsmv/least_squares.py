"""
The distance between polychoric correlations and those a model implies, weighted item pair by item pair.

    f(theta) = 1/2 sum over pairs of w_ij (r_ij - sigma_ij(theta))^2,      w_ij = 1 / avar(r_ij)

(diagonally weighted least squares: Muthen, du Toit & Spisic 1997). Items are standardised, so residual variances are
what loadings leave over; thresholds are free, fit exactly, and drop out.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analysis.statistics.cfa.ml.likelihood import add_cells, second_derivative_term
from analysis.statistics.cfa.model.implied import Implied, bending, implied
from analysis.statistics.cfa.model.specification import COVARIANCE, Model, Parameter


def without_residuals(model: Model) -> Model:
    """The model without its residual variances, which standardised items do not leave free."""
    return replace(model, parameters=tuple(p for p in model.parameters if not is_residual_variance(p, model)))


def is_residual_variance(parameter: Parameter, model: Model) -> bool:
    """Whether a row of the model's table is the residual variance of an item."""
    return parameter.op == COVARIANCE and parameter.lhs == parameter.rhs and parameter.lhs in model.items


def summed(by_cell: np.ndarray, parameter: np.ndarray, n_free: int) -> np.ndarray:
    """Rows of cells summed into rows of free parameters, (n_free, ...)."""
    total = np.zeros((n_free, *by_cell.shape[1:]))
    if len(parameter) == n_free:
        total[parameter] = by_cell
    else:
        np.add.at(total, parameter, by_cell)
    return total


@dataclass(frozen=True, eq=False)
class CorrelationPoint:
    """The weighted distance at one value of the free parameters."""

    surface: "CorrelationSurface"
    theta: np.ndarray
    state: Implied

    @cached_property
    def residual(self) -> np.ndarray:
        """Observed less implied correlations, (n_pairs,)."""
        surface = self.surface
        return surface.rho - self.state.Sigma[surface.first, surface.second]

    @cached_property
    def value(self) -> float:
        return float(self.surface.weights @ self.residual**2) / 2

    @cached_property
    def jacobian(self) -> np.ndarray:
        """Derivatives of the implied correlations, (n_free, n_pairs)."""
        d, surface = self.surface.directions, self.surface
        x, y = self.state.E[:, d.x].T, self.state.E[:, d.y].T
        first, second = surface.first, surface.second
        by_cell = d.c[:, None] * (x[:, first] * y[:, second] + x[:, second] * y[:, first])
        return summed(by_cell, d.parameter, surface.model.n_free)

    @cached_property
    def gradient(self) -> np.ndarray:
        return -self.jacobian @ (self.surface.weights * self.residual)

    @cached_property
    def expected_information(self) -> np.ndarray:
        """The curvature were the residuals zero (Gauss-Newton)."""
        return (self.jacobian * self.surface.weights) @ self.jacobian.T

    @cached_property
    def observed_information(self) -> np.ndarray:
        """The curvature."""
        surface, E = self.surface, self.state.E
        Q = np.zeros_like(self.state.Sigma)
        Q[surface.first, surface.second] = surface.weights * self.residual
        Q += Q.T
        bend = bending(surface.model.cells[0].free, self.state)
        total = self.expected_information.copy()
        add_cells(total, -second_derivative_term(E.T @ Q @ E, surface.directions, bend), surface.directions)
        return total


class CorrelationSurface:
    """
    The weighted distance as a function of the free parameters.

    Parameters
    ----------
    model : Model
        Of one group, without residual variances (see `without_residuals`).
    rho, weights : ndarray, shape (n_pairs,)
        Polychoric correlations and their weights, row by row of the upper triangle.
    """

    def __init__(self, model: Model, rho: np.ndarray, weights: np.ndarray):
        self.model, self.rho, self.weights = model, rho, weights
        self.directions = model.directions[0]
        self.first, self.second = np.triu_indices(model.n_items, 1)

    def at(self, theta: np.ndarray) -> CorrelationPoint:
        """The point `theta`."""
        return CorrelationPoint(self, theta, implied(self.model.cells[0], theta))
