"""
The moments that a model implies, and their derivatives without a matrix per parameter.

Every parameter of the all-y model changes Sigma by a matrix of rank two,

    dSigma / dtheta_a = c_a (x_a y_a' + y_a x_a'),        dmu / dtheta_a = s_a x_a,

where x_a and y_a are columns of E = [I, G, W], G = Lambda (I - Beta)^-1 (how items follow the disturbances) and
W = Lambda Cov(eta) (covariances of items and factors). So a parameter's derivative is two column numbers, c and s, and
traces such as tr(V dSigma_a V dSigma_b) are products of elements of E'VE. (Differentiation as in Bollen 1989, app. 4A.)

    cell            x      y      c              s
    Lambda[i, k]    e_i    w_k    1              E(eta_k)
    Beta[k, l]      g_k    w_l    1              E(eta_l)
    Psi[k, l]       g_k    g_l    1 (k = l: 1/2)   0
    Theta[i, j]     e_i    e_j    1 (i = j: 1/2)   0
    nu[i]           e_i    -      0              1
    alpha[k]        g_k    -      0              1
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.statistics.cfa.model.cells import ALPHA, BETA, LAMBDA, PSI, THETA, CellList, Cells, Matrices


@dataclass(frozen=True)
class Directions:
    """Where each cell's derivative lies: columns `x` and `y` of E, factors `c` and, of E(eta) padded, `s`."""

    x: np.ndarray
    y: np.ndarray
    c: np.ndarray
    s: np.ndarray
    parameter: np.ndarray

    @cached_property
    def are_distinct(self) -> bool:
        """Whether no two cells hold the same parameter."""
        return len(np.unique(self.parameter)) == len(self.parameter)

    @cached_property
    def are_in_order(self) -> bool:
        """Whether the cells hold all parameters one by one, so that cells and parameters are the same."""
        return bool((self.parameter == np.arange(len(self.parameter))).all())

    @cached_property
    def half_products(self) -> np.ndarray:
        """The factors c of all pairs of cells, (cells, cells)."""
        return np.outer(self.c, self.c)


def directions(cells: CellList, n_items: int, n_factors: int) -> Directions:
    """The table above, for these cells."""
    p, m = n_items, n_factors
    matrix, row, col = cells.matrix, cells.row, cells.col
    g, w = p, p + m
    # by matrix, in the order Lambda, Beta, Psi, Theta, nu, alpha
    x = row + np.array([0, g, g, 0, 0, g])[matrix]
    y = col + np.array([w, w, g, 0, 0, 0])[matrix]
    c = np.array([1.0, 1.0, 1.0, 1.0, 0.0, 0.0])[matrix]
    c[((matrix == PSI) | (matrix == THETA)) & (row == col)] = 0.5
    # positions in (0, 1, E(eta)): covariances move no mean, intercepts by one, loadings by the factor's mean
    s = np.where(matrix <= BETA, col + 2, np.array([0, 0, 0, 0, 1, 1])[matrix])
    return Directions(x, y, c, s, cells.parameter)


@dataclass(frozen=True)
class Implied:
    """
    What the model implies in one group.

    Sigma (p, p), mu (p,), A = (I - Beta)^-1 (m, m), C = Cov(eta) (m, m), eta = E(eta) (m,), E = [I, G, W] (p, p + 2m).
    """

    matrices: Matrices
    Sigma: np.ndarray
    mu: np.ndarray
    A: np.ndarray
    C: np.ndarray
    eta: np.ndarray
    E: np.ndarray

    def mean_factor(self, d: Directions) -> np.ndarray:
        """The factors s of the cells."""
        return np.concatenate([(0.0, 1.0), self.eta])[d.s]


def implied(cells: Cells, theta: np.ndarray) -> Implied:
    """The implied moments of one group at the free parameters `theta`."""
    M = cells.matrices(theta)
    p, m = cells.n_items, cells.n_factors
    if cells.has_regressions:
        A = np.linalg.inv(np.eye(m) - M.Beta)
        C = A @ M.Psi @ A.T
        G, eta = M.Lambda @ A, A @ M.alpha
    else:
        A, C, G, eta = np.eye(m), M.Psi, M.Lambda, M.alpha
    W = M.Lambda @ C
    E = np.zeros((p, p + 2 * m))
    E.flat[:: p + 2 * m + 1] = 1.0
    E[:, p : p + m], E[:, p + m :] = G, W
    mu = M.nu + M.Lambda @ eta if cells.has_means else M.nu
    return Implied(M, W @ M.Lambda.T + M.Theta, mu, A, C, eta, E)


def covariance_jacobian(state: Implied, d: Directions) -> np.ndarray:
    """dSigma / dcell for every cell, (cells, p, p): only for what needs it whole, such as least squares."""
    x, y = state.E[:, d.x].T, state.E[:, d.y].T
    half = (d.c[:, None] * x)[:, :, None] * y[:, None, :]
    return half + half.transpose(0, 2, 1)


def mean_jacobian(state: Implied, d: Directions) -> np.ndarray:
    """dmu / dcell, (cells, p)."""
    return state.E[:, d.x].T * state.mean_factor(d)[:, None]


def gathered(cell_values: np.ndarray, d: Directions, n_free: int) -> np.ndarray:
    """Cells summed into free parameters along the first axis (equal parameters stand in several cells)."""
    total = np.zeros((n_free, *cell_values.shape[1:]))
    if d.are_distinct:
        total[d.parameter] = cell_values
    else:
        np.add.at(total, d.parameter, cell_values)
    return total


@dataclass(frozen=True)
class Bending:
    """
    How the columns of E move with the parameters: dE[:, j] / dtheta_b = P[b, j] x_b + R[b, j] y_b.

    The second derivatives of Sigma follow from it and the product rule. `P` and `R` are (cells, p + 2m).
    """

    P: np.ndarray
    R: np.ndarray
    eta: np.ndarray  # dE(eta) / dcell, (cells, m)


def bending(cells: CellList, state: Implied) -> Bending:
    """First derivatives of the columns of E at `state`."""
    p, m = state.matrices.Lambda.shape
    row, col = cells.row, cells.col
    P, R = np.zeros((2, len(row), p + 2 * m))
    A, C, eta = state.A, state.C, np.zeros((len(row), m))
    a, b, f, alpha = (cells.where[matrix] for matrix in (LAMBDA, BETA, PSI, ALPHA))
    P[a, p : p + m], P[a, p + m :] = A[col[a]], C[col[a]]
    P[b, p : p + m], P[b, p + m :], R[b, p + m :] = A[col[b]], C[col[b]], A[:, row[b]].T
    eta[b] = A[:, row[b]].T * state.eta[col[b], None]
    c = np.where(row[f] == col[f], 0.5, 1.0)[:, None]
    P[f, p + m :], R[f, p + m :] = c * A[:, col[f]].T, c * A[:, row[f]].T
    eta[alpha] = A[:, row[alpha]].T
    return Bending(P, R, eta)
