"""
The standardised solution, items and factors with unit variance, and its standard errors by the delta method.

Every standardised parameter is the parameter times the square root of one variance and divided by those of two others
(Bollen 1989, p. 349). For a free cell of

    Lambda[i, k]: C_kk / Sigma_ii          Theta[i, i]: 1 / Sigma_ii^2               Psi[k, k]: 1 / C_kk^2
    Beta[k, l]: C_ll / C_kk                Theta[i, j]: 1 / (Theta_ii Theta_jj)      Psi[k, l]: 1 / (Psi_kk Psi_ll)
    nu[i]: 1 / Sigma_ii                    alpha[k]: 1 / C_kk

under the root; so one formula differentiates them all.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.statistics.cfa.model.cells import ALPHA, BETA, LAMBDA, NU, PSI, THETA, Cells
from analysis.statistics.cfa.model.implied import Directions, Implied, gathered


@dataclass(frozen=True, eq=False)
class Standardized:
    """Standardised values of the rows of one group's table and their Jacobian by the free parameters, (rows, q)."""

    estimate: np.ndarray
    jacobian: np.ndarray


def standardized(cells: Cells, state: Implied, d: Directions, n_free: int) -> Standardized:
    """
    The standardised parameters of one group, in the order of its cells.

    A parameter that a negative variance leaves without a standardised value is NaN.
    """
    variances, slopes = _variances(state, d, n_free)
    top, left, right = _which_variances(cells)
    value = cells.values(state.matrices)
    with np.errstate(invalid="ignore", divide="ignore"):
        factor = np.sqrt(variances[top] / (variances[left] * variances[right]))
        estimate = value * factor
        relative = slopes / variances[:, None]
        bend = relative[top] - relative[left] - relative[right]
        jacobian = 0.5 * estimate[:, None] * bend
    free = np.flatnonzero(cells.parameter >= 0)
    jacobian[free, cells.parameter[free]] += factor[free]
    return Standardized(estimate, jacobian)


def _variances(state: Implied, d: Directions, n_free: int) -> tuple[np.ndarray, np.ndarray]:
    """[diag Sigma, diag C, diag Theta, diag Psi, 1] and its derivatives by the free parameters."""
    p, m = state.matrices.Lambda.shape
    M = state.matrices
    variances = np.concatenate([np.diagonal(a) for a in (state.Sigma, state.C, M.Theta, M.Psi)] + [np.ones(1)])
    latent = np.concatenate([np.zeros((m, p)), state.A, state.C], axis=1)  # as E, for the factors in place of the items
    both = np.concatenate([state.E, latent])
    by_cell = np.zeros((len(variances), len(d.x)))
    by_cell[: p + m] = 2 * d.c * both[:, d.x] * both[:, d.y]
    own = d.c == 0.5  # the diagonal cells of Theta and Psi
    at = np.where(d.x < p, p + m + d.x, 2 * p + m + d.x - p)
    by_cell[at[own], np.flatnonzero(own)] = 1.0
    return variances, gathered(by_cell.T, d, n_free).T


def _which_variances(cells: Cells) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each cell the places of the variance multiplied by and of the two divided by (see the module's table)."""
    p, m = cells.n_items, cells.n_factors
    sigma, latent, theta, psi, one = 0, p, p + m, 2 * p + m, 2 * p + 2 * m
    row, col = cells.row, cells.col
    top, left, right = np.full((3, len(row)), one)

    def fill(at: Any, target: Any, values: Any) -> None:
        target[at] = values[at]

    diagonal = row == col
    fill(cells.matrix == LAMBDA, top, latent + col)
    fill(cells.matrix == LAMBDA, left, sigma + row)
    fill(cells.matrix == BETA, top, latent + col)
    fill(cells.matrix == BETA, left, latent + row)
    fill(cells.matrix == NU, left, sigma + row)
    fill(cells.matrix == ALPHA, left, latent + row)
    for matrix, total, own in ((THETA, sigma, theta), (PSI, latent, psi)):
        here = cells.matrix == matrix
        fill(here & diagonal, left, total + row)
        fill(here & diagonal, right, total + row)
        fill(here & ~diagonal, left, own + row)
        fill(here & ~diagonal, right, own + col)
    return top, left, right
